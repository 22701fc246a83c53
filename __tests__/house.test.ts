import { describe, expect, test } from 'vitest'
import { measureHouse } from '../script/house/counts.ts'
import { drawGraph } from '../script/house/graph.ts'
import { findUnadvised } from '../script/house/hints.ts'
import { rooms } from '../script/house/rooms.ts'
import { blankComments, parseSource, readSources } from '../script/house/sources.ts'
import { allowedIn, compareWalls } from '../script/house/walls.ts'

/** The most that each figure of `node script/house.ts` may be; `--list` tells the places of one. */
const LIMITS: Readonly<Record<string, number>> = {
  circles: 0,
  'loose-files': 0,
  'largest-folder': 20,
  'conditional-spreads': 0,
  'grouping-spreads': 0,
  'grouping-spreads-elsewhere': 0,
  'list-parameters': 0,
  'out-parameters': 13,
  repeats: 1,
  'names-twice': 0,
  'one-word-percent': 10,
  'relation-functions': 0,
  'function-median': 7,
  'function-p90': 22,
  'function-max': 108,
  'any-enum-default': 0,
}

const sources = readSources('.', ['src'])
const figures = measureHouse('.')

describe('the house', () => {
  test.each(Object.entries(LIMITS))('%s: at most %d', (name, limit) => {
    const { value = Number.NaN, spots = [] } = figures.find((figure) => figure.name === name) ?? {}
    const places = spots.map(({ path, line, text }) => `${path}:${line} ${text}`).join('\n')
    expect(value, places).toBeLessThanOrEqual(limit)
  })

  test('files are read at all', () => {
    expect(sources.length).toBeGreaterThan(300)
  })
})

test('rooms import what script/house/rooms.ts allows, and all of it', () => {
  expect(compareWalls(drawGraph(readSources('.', ['src', 'dev-server'])), rooms)).toEqual([])
})

describe('what no row of the table may allow', () => {
  test.each([
    ['only engines start processes', /^(node:child_process|@actions\/exec)$/, ['engines']],
    ['only github talks to GitHub', /^(@octokit\/.*|@actions\/(github|artifact))$/, ['github']],
    ['printing for a runner', /^@actions\/core$/, ['runner']],
    ['the environment is read', /^process\.env$/, ['engines', 'net', 'runner']],
    ['who knows GitHub Actions', /^@(actions|octokit)\//, ['fetch', 'github', 'runner']],
  ])('%s', (_, pattern, names) => {
    expect(allowedIn(rooms, pattern)).toEqual(names)
  })

  test('a report is given its data, and reads no file', () => {
    expect(rooms['report']?.packages).not.toContain('node:fs')
  })

  test('the dev server checks the client, so it shares nothing with it', () => {
    expect(rooms['dev-server']?.rooms).toEqual([])
    expect(allowedIn(rooms, /^@actions\//)).not.toContain('dev-server')
    const users = Object.keys(rooms).filter((name) => rooms[name]?.rooms.includes('dev-server'))
    expect(users.filter((name) => name !== 'plan')).toEqual([])
  })
})

/** The files of `src/` whose code matches; comments do not count. */
const filesWith = (pattern: RegExp) =>
  sources
    .filter((source) => pattern.test(blankComments(source)))
    .map(({ path }) => path.replace(/^src\//, ''))

test.each([
  ['inputs are read', /INPUT_[$A-Z]/, ['runner/inputs.ts', 'runner/post.ts']],
  ['the exit status is set', /setFailed|process\.exit/, ['run.ts']],
  ['the event is read', /GITHUB_EVENT_PATH/, ['runner/trigger.ts']],
  ['JSON is parsed, within bounds', /JSON\.parse/, ['yaml/json.ts']],
  ['workflow commands are stopped', /stop-commands/, ['job/log.ts']],
  ['something is printed without the toolkit', /process\.stdout|console\./, ['run.ts', 'runner/post.ts']],
])('only where it belongs: %s', (_, pattern, files) => {
  expect(filesWith(pattern)).toEqual(files)
})

test('MedPerf does not even name GitHub Actions', () => {
  expect(filesWith(/@actions\/|octokit/).filter((path) => path.startsWith('medperf/'))).toEqual([])
})

test('processes are not even named outside the engines', () => {
  expect(
    filesWith(/node:child_process|@actions\/exec/).filter((path) => !path.startsWith('engines/')),
  ).toEqual([])
})

test('every error says what to do', () => {
  expect(readSources('.', ['src']).flatMap(findUnadvised)).toEqual([])
})

test.each([
  ["const a = { severity: 'error', message: 'x' }", 1],
  ["const a = { severity: 'warning', message: `x` }", 1],
  ["const a = { severity: 'notice', message: 'x' }", 0],
  ["const a = { severity: 'error', message: 'x', hint: 'Mend it.' }", 0],
  ["const a = { severity: 'error', message: 'x', hint }", 0],
  ["const a = { severity: 'error', message: 'x', ...more }", 0],
  ["const a = { hint: 'Mend' }", 1],
  ['const a = { hint: `Mend` }', 1],
  ['const a = { hint: `Mend.` }', 0],
  ["const a = { hint: '' }", 1],
])('of `%s` %i errors are bare', (text, count) => {
  expect(findUnadvised(parseSource('a.ts', text))).toHaveLength(count)
})
