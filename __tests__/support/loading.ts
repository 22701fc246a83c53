import { randomBytes } from 'node:crypto'
import type { LoadOptions } from '../../src/engines/engine.ts'
import { nameOwn } from '../../src/engines/own-names.ts'

/** A name as a run of its own would give to an image. */
export const freshName = (): string => nameOwn(`test=${randomBytes(8).toString('hex')}`, 'reference_model')

/** How a run loads an archive, with copies in `folder` and a name that nobody else has. */
export const loadOptions = (folder: string, change: Partial<LoadOptions> = {}): LoadOptions => ({
  signal: new AbortController().signal,
  as: freshName(),
  limits: { maxFiles: 10_000, maxSize: 1e9, maxRatio: 1_000 },
  folder,
  ...change,
})
