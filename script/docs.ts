import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { CHILD_VARIABLES, type VariableGroup } from '../src/facts/child-variables.ts'
import { showRooms } from './house/page.ts'
import { rooms } from './house/rooms.ts'
import { showTable } from './markdown-table.ts'

/*
 * Writes the tables of inputs and outputs of action.yml between `<!-- inputs -->` and `<!-- /inputs -->` (and likewise
 * `outputs`) of README.md, the rooms of script/house/rooms.ts between those of docs/architecture.md, and the variables that
 * programs inherit between those of docs/environment.md. With `--check` it only tells whether they are up to date.
 */

interface Entry {
  readonly description: string
  readonly default?: string
}

interface Action {
  readonly inputs: Readonly<Record<string, Entry>>
  readonly outputs: Readonly<Record<string, Entry>>
}

interface Page {
  readonly path: string
  readonly source: string
  readonly tables: Readonly<Record<string, string>>
}

const code = (text: string) => `\`${text}\``

/** The Markdown tables of an action.yml by the name of their marker. */
export const tablesOf = ({ inputs, outputs }: Action): Readonly<Record<'inputs' | 'outputs', string>> => ({
  inputs: showTable([
    ['input', 'default', 'meaning'],
    ...Object.entries(inputs).map(([name, { description, default: value = '' }]) => [
      code(name),
      value === '' ? '' : code(value),
      description,
    ]),
  ]),
  outputs: showTable([
    ['output', 'meaning'],
    ...Object.entries(outputs).map(([name, { description }]) => [code(name), description]),
  ]),
})

/** The variables that programs inherit, as a list. */
export const showVariables = (groups: readonly VariableGroup[]): string =>
  groups.map(({ what, names }) => `- ${what}: ${names.map(code).join(', ')}`).join('\n')

/** The text with a table between its markers; throws when the page has no such markers. */
export function withTable(text: string, name: string, content: string, page = 'README.md'): string {
  const open = `<!-- ${name} -->`
  const close = `<!-- /${name} -->`
  const start = text.indexOf(open)
  const end = text.indexOf(close)
  if (start < 0 || end < start) throw new Error(`${page} has no ${open} … ${close}`)
  return `${text.slice(0, start)}${open}\n\n${content}\n\n${text.slice(end)}`
}

const readPages = (root: string): readonly Page[] => [
  {
    path: 'README.md',
    source: 'action.yml',
    tables: tablesOf(load(readFileSync(join(root, 'action.yml'), 'utf8')) as Action),
  },
  { path: 'docs/architecture.md', source: 'script/house/rooms.ts', tables: { rooms: showRooms(rooms) } },
  {
    path: 'docs/environment.md',
    source: 'src/facts/child-variables.ts',
    tables: { variables: showVariables(CHILD_VARIABLES) },
  },
]

function update(root: string, { path, source, tables }: Page, isCheck: boolean): boolean {
  const file = join(root, path)
  const before = readFileSync(file, 'utf8')
  const after = Object.entries(tables).reduce(
    (text, [name, content]) => withTable(text, name, content, path),
    before,
  )
  if (after === before) return true
  if (isCheck) console.error(`${path} is behind ${source}: run \`npm run docs\` and commit it`)
  else writeFileSync(file, after)
  return !isCheck
}

function main(isCheck: boolean): number {
  const root = join(import.meta.dirname, '..')
  return readPages(root).filter((page) => !update(root, page, isCheck)).length > 0 ? 1 : 0
}

if (import.meta.main) process.exitCode = main(process.argv.includes('--check'))
