import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'

/*
 * Writes the tables of inputs and outputs of action.yml between `<!-- inputs -->` and `<!-- /inputs -->` (and likewise
 * `outputs`) of README.md. With `--check` it only tells whether they are up to date.
 */

interface Entry {
  readonly description: string
  readonly default?: string
}

interface Action {
  readonly inputs: Readonly<Record<string, Entry>>
  readonly outputs: Readonly<Record<string, Entry>>
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')
const code = (text: string) => `\`${text}\``
const table = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

/** The Markdown tables of an action.yml by the name of their marker. */
export const tablesOf = ({ inputs, outputs }: Action): Readonly<Record<'inputs' | 'outputs', string>> => ({
  inputs: table([
    ['input', 'default', 'meaning'],
    ['---', '---', '---'],
    ...Object.entries(inputs).map(([name, { description, default: value = '' }]) => [
      code(name),
      value === '' ? '' : code(value),
      description,
    ]),
  ]),
  outputs: table([
    ['output', 'meaning'],
    ['---', '---'],
    ...Object.entries(outputs).map(([name, { description }]) => [code(name), description]),
  ]),
})

/** The text with a table between its markers; throws when it has no such markers. */
export function withTable(text: string, name: string, content: string): string {
  const open = `<!-- ${name} -->`
  const close = `<!-- /${name} -->`
  const start = text.indexOf(open)
  const end = text.indexOf(close)
  if (start < 0 || end < start) throw new Error(`README.md has no ${open} … ${close}`)
  return `${text.slice(0, start)}${open}\n\n${content}\n\n${text.slice(end)}`
}

function main(isCheck: boolean): number {
  const root = join(import.meta.dirname, '..')
  const readme = join(root, 'README.md')
  const action = load(readFileSync(join(root, 'action.yml'), 'utf8')) as Action
  const before = readFileSync(readme, 'utf8')
  const after = Object.entries(tablesOf(action)).reduce(
    (text, [name, content]) => withTable(text, name, content),
    before,
  )
  if (after === before) return 0
  if (isCheck) {
    console.error('README.md is behind action.yml: run `npm run docs` and commit it')
    return 1
  }
  writeFileSync(readme, after)
  return 0
}

if (import.meta.main) process.exitCode = main(process.argv.includes('--check'))
