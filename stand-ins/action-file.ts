import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '..')

/** What of action.yml a runner reads. */
export interface ActionFile {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default?: string; readonly required?: boolean }>
  >
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string }
}

/** Reads an action.yml; `folder` is relative to the checkout, by default this one. */
export const readActionFile = (folder = '.', checkout = ROOT): ActionFile =>
  load(readFileSync(join(checkout, folder, 'action.yml'), 'utf8')) as ActionFile

const TOKEN = /^\$\{\{\s*github\.token\s*\}\}$/

/**
 * The `INPUT_*` variables that a runner sets: every input of action.yml, with its default when the step gives none.
 * The only expression a default may hold here is the job's token.
 */
export function inputEnvironment(
  action: ActionFile,
  given: Readonly<Record<string, string>>,
  token: string,
): Record<string, string> {
  const known = Object.entries(action.inputs).map(([name, { default: value = '' }]) => [name, value] as const)
  return Object.fromEntries(
    [...known, ...Object.entries(given)].map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      TOKEN.test(value) ? token : value,
    ]),
  )
}
