import { findCircles } from './circles.ts'
import { type Exported, findExports, findTwice, isOneWord, isRelation } from './exports.ts'
import { findLargestFolder, findLooseFiles, readEntries } from './files.ts'
import { type Length, measureFunctions, quantile } from './functions.ts'
import { drawGraph, nodeAt } from './graph.ts'
import { findListParameters, findOutParameters } from './out-parameters.ts'
import { findRepeats } from './repeats.ts'
import { readSources, type Source, type Spot } from './sources.ts'
import { findConditionalSpreads, findGroupingSpreads } from './spreads.ts'
import { countCommentLines, findUnwanted } from './words.ts'

/** One figure, and the places that make it up where there are any to look at. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly spots: readonly Spot[]
}

const figure = (name: string, spots: readonly Spot[], value = spots.length): Figure => ({
  name,
  value,
  spots,
})

const share = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10)

function countRooms(sources: readonly Source[], entries: readonly string[]): readonly Figure[] {
  const graph = drawGraph(sources, nodeAt)
  const circles = findCircles(graph.rooms).map((names) => ({
    path: 'src',
    line: 1,
    text: names.join(', '),
  }))
  return [
    figure('files', [], sources.length),
    figure('circles', circles),
    figure('loose-files', findLooseFiles(sources, entries)),
    figure('largest-folder', findLargestFolder(sources)),
  ]
}

const countIdioms = (
  sources: readonly Source[],
  { others, beside }: { readonly others: readonly Source[]; readonly beside: readonly Source[] },
): readonly Figure[] => [
  figure('conditional-spreads', sources.flatMap(findConditionalSpreads)),
  figure('grouping-spreads', sources.flatMap(findGroupingSpreads)),
  figure('grouping-spreads-elsewhere', others.flatMap(findGroupingSpreads)),
  figure('list-parameters', sources.flatMap(findListParameters)),
  figure('out-parameters', sources.flatMap(findOutParameters)),
  // A test says what it needs by itself; and the dev server shares nothing with what it checks.
  figure('repeats', findRepeats([...sources, ...beside])),
]

const spotsOf = (exported: readonly Exported[]) =>
  exported.map(({ name, spot }) => ({ path: spot.path, line: spot.line, text: name }))

/** Names that two files define, each name counted once; a name that is a type somewhere counts among the types. */
function countTwice(exported: readonly Exported[]): readonly Figure[] {
  const twice = findTwice(exported)
  const isType = (places: readonly Exported[]) => places.some(({ kind }) => kind === 'type')
  const types = twice.filter(isType)
  const values = twice.filter((places) => !isType(places))
  return [
    figure('names-twice', spotsOf(twice.flat()), twice.length),
    figure('values-twice', spotsOf(values.flat()), values.length),
    figure('types-twice', spotsOf(types.flat()), types.length),
  ]
}

function countNames(sources: readonly Source[]): readonly Figure[] {
  const exported = sources.flatMap(findExports)
  const functions = exported.filter(({ kind }) => kind === 'function')
  const oneWord = functions.filter(({ name }) => isOneWord(name))
  return [
    ...countTwice(exported),
    figure('exported-functions', [], functions.length),
    figure('one-word-functions', spotsOf(oneWord)),
    figure('one-word-percent', [], share(oneWord.length, functions.length)),
    figure('relation-functions', spotsOf(functions.filter(({ name }) => isRelation(name)))),
  ]
}

const longerThan = (lengths: readonly Length[], most: number) =>
  lengths
    .filter(({ lines }) => lines > most)
    .toSorted((one, other) => other.lines - one.lines)
    .map(({ lines, spot }) => ({ ...spot, text: `${lines} lines: ${spot.text}` }))

function countLengths(sources: readonly Source[]): readonly Figure[] {
  const lengths = sources.flatMap(measureFunctions)
  const lines = lengths.map((length) => length.lines)
  const p90 = quantile(lines, 0.9)
  return [
    figure('functions', [], lines.length),
    figure('function-median', [], quantile(lines, 0.5)),
    figure('function-p90', longerThan(lengths, p90), p90),
    figure('function-max', longerThan(lengths, 60), Math.max(0, ...lines)),
    figure(
      'comment-lines',
      [],
      sources.reduce((sum, source) => sum + countCommentLines(source), 0),
    ),
    figure('any-enum-default', sources.flatMap(findUnwanted)),
  ]
}

/** Every figure of the house of a repository. */
export function measureHouse(root: string): readonly Figure[] {
  const sources = readSources(root, ['src'])
  const beside = readSources(root, ['script', 'bench', 'stand-ins'])
  const others = [...readSources(root, ['__tests__', 'dev-server']), ...beside]
  return [
    ...countRooms(sources, readEntries(root)),
    ...countIdioms(sources, { others, beside }),
    ...countNames(sources),
    ...countLengths(sources),
  ]
}
