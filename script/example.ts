import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../stand-ins/action-file.ts'
import type { ServedFile } from '../stand-ins/file-server.ts'
import { type TempFolder, tempWorkspace } from '../stand-ins/workspace.ts'
import type { Servers } from './servers.ts'

export const EXAMPLE = join(ROOT, 'examples', 'breast-cancer-wdbc')

export interface Demo {
  /** What a file server serves. */
  readonly files: Readonly<Record<string, ServedFile>>
  readonly sha256: string
}

/** Packs the demo dataset of the example; `folder` takes the archive. */
export function packDemo(folder: string): Demo {
  const archive = join(folder, 'demo.tar.gz')
  const printed = execFileSync(join(EXAMPLE, 'pack-demo.sh'), [archive], { encoding: 'utf8' })
  const served = { content: readFileSync(archive), type: 'application/gzip' }
  return { files: { '/demo.tar.gz': served }, sha256: printed.trim().split(/\s/)[0] ?? '' }
}

/** The text of a file of the example with a text in it, which has to be there, replaced. */
export function changed(path: string, from: string, to: string): string {
  return replaced(readFileSync(join(EXAMPLE, path), 'utf8'), from, to)
}

/** Replaces text that has to be there. */
export function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the example no longer says: ${from}`)
  return text.replace(from, to)
}

/** The example as its owner's repository has it: images, demo dataset and registration as they are on this machine. */
export function ownersCheckout(
  { files }: Pick<Servers, 'files'>,
  { sha256 }: Demo,
  configs: Readonly<Record<string, string>>,
): Promise<TempFolder> {
  const source = `url: ${files}/demo.tar.gz\n  sha256: "${sha256}"`
  const benchmark = changed('benchmark.yaml', 'path: demo/', source)
  return tempWorkspace(EXAMPLE, {
    // As a draft every merge would change it in place; in operation a change makes a new version.
    'benchmark.yaml': replaced(benchmark, 'state: development', 'state: operation'),
    demo: null,
    ...configs,
  })
}

/** The evaluator's parameters with another threshold. */
export const threshold = (value: string) => ({
  'metrics/parameters.yaml': changed('metrics/parameters.yaml', 'threshold: 0.5', `threshold: ${value}`),
})
