import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Era } from '../../dev-server/era.ts'
import type { FakeGitHubOptions } from '../../stand-ins/github.ts'
import { type TempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { replaced } from '../example.ts'
import type { Job } from '../job.ts'
import type { Servers } from '../servers.ts'

/** Jobs of one repository, one after the other, with servers of their own. */
export interface Scenario {
  readonly name: string
  readonly era: Era
  readonly github: FakeGitHubOptions
  /** Whether the GitHub serves the files of the base branch's checkout. */
  readonly isServed?: boolean
  /** `base` is the checkout of the base branch; each job is run before the next is asked for. */
  readonly jobs: (base: string, servers: Servers) => AsyncGenerator<Job, void, void>
}

/** A file, a text in it that has to be there, and what comes in its place. */
export type Edit = readonly [path: string, from: string, to: string]

/** A copy of a checkout with texts in it replaced. */
export function editedCheckout(base: string, edits: readonly Edit[]): Promise<TempFolder> {
  const files: Record<string, string> = {}
  for (const [path, from, to] of edits)
    files[path] = replaced(files[path] ?? readFileSync(join(base, path), 'utf8'), from, to)
  return tempWorkspace(base, files)
}
