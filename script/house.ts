import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Figure, measureHouse } from './house/counts.ts'
import { drawGraph, type Edge } from './house/graph.ts'
import { readSources } from './house/sources.ts'
import { showTable } from './markdown-table.ts'

/*
 * The figures of the house, by which `__tests__/house.test.ts` holds it:
 *
 *     node script/house.ts                              a table
 *     node script/house.ts --root ../before --root .    a column for each checkout
 *     node script/house.ts --list conditional-spreads   the places that a figure counts
 *     node script/house.ts --list rooms                 every import between rooms, and of packages
 *     node script/house.ts --list rows                  the rows of script/house/rooms.ts as the code would have them
 */

const here = join(import.meta.dirname, '..')

function showFigures(roots: readonly string[]): string {
  const [first = [], ...rest] = roots.map(measureHouse)
  const valueIn = (figures: readonly Figure[], name: string) =>
    String(figures.find((figure) => figure.name === name)?.value ?? '')
  const heads = roots.length > 1 ? roots : ['']
  return showTable([
    ['figure', ...heads],
    ...first.map(({ name, value }) => [
      name,
      String(value),
      ...rest.map((figures) => valueIn(figures, name)),
    ]),
  ])
}

const showEdge = ({ from, to, ties }: Edge) => [
  `${from} → ${to}`,
  ...ties.map(({ path, line, file }) => `  ${path}:${line}${file === undefined ? '' : ` → ${file}`}`),
]

const drawAll = (root: string) => drawGraph(readSources(root, ['src', 'dev-server']))

function showRows(root: string): string {
  const { names, rooms, packages } = drawAll(root)
  const list = (from: string, edges: readonly Edge[]) =>
    JSON.stringify(edges.flatMap((edge) => (edge.from === from ? edge.to : [])).sort())
  return names
    .map((name) => `'${name}': { does: '', rooms: ${list(name, rooms)}, packages: ${list(name, packages)} },`)
    .join('\n')
}

function showGraph(root: string): string {
  const { rooms, packages } = drawAll(root)
  return [...rooms, ...packages]
    .toSorted((one, other) => one.from.localeCompare(other.from))
    .flatMap(showEdge)
    .join('\n')
}

function showSpots(root: string, name: string): string {
  if (name === 'rooms') return showGraph(root)
  if (name === 'rows') return showRows(root)
  const figures = measureHouse(root)
  const figure = figures.find((one) => one.name === name)
  const names = figures.filter(({ spots }) => spots.length > 0).map((one) => one.name)
  if (!figure) throw new Error(`no figure ${name}: take one of rooms, rows, ${names.join(', ')}`)
  return figure.spots.map(({ path, line, text }) => `${path}:${line} ${text}`).join('\n')
}

function main(): void {
  const options = { root: { type: 'string', multiple: true }, list: { type: 'string' } } as const
  const { root: roots = [here], list } = parseArgs({ options }).values
  const [root = here] = roots
  console.log(list === undefined ? showFigures(roots) : showSpots(root, list))
}

if (import.meta.main) main()
