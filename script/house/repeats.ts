import { blank, type Source, type Spot } from './sources.ts'

/** How many lines in a row have to be the same to count, and how many characters at least: an idiom is no repetition. */
const LINES = 5
const CHARACTERS = 100

interface Line {
  readonly path: string
  readonly number: number
  readonly text: string
}

/** The lines of code of a file: without comments, and without imports, which are alike for good reasons. */
function linesOf({ path, text, comments, program }: Source): readonly Line[] {
  const imports = program.body.filter(({ type }) => type === 'ImportDeclaration')
  const code = blank(text, [...comments, ...imports]).split('\n')
  return code
    .map((line, index) => ({ path, number: index + 1, text: line.trim() }))
    .filter((line) => line.text !== '')
}

/** How many lines are the same from here and from there on, in one file each, and not upon each other. */
function countSame(lines: readonly Line[], here: number, there: number): number {
  const isSame = (offset: number) => {
    const [one, other] = [lines[here + offset], lines[there + offset]]
    return (
      one?.text === other?.text &&
      one?.path === lines[here]?.path &&
      other?.path === lines[there]?.path &&
      there + offset < here
    )
  }
  let same = 0
  while (isSame(same)) same++
  return same
}

const excerpt = (lines: readonly Line[]) => lines.map(({ text }) => text).join(' ')

/** Every run of lines that stands somewhere before, in the same file or another; each line counts once. */
export function findRepeats(sources: readonly Source[]): readonly Spot[] {
  const lines = sources.flatMap(linesOf)
  const seen = new Map<string, number>()
  const found: Spot[] = []
  for (let here = 0; here < lines.length; ) {
    const key = excerpt(lines.slice(here, here + LINES))
    const there = seen.get(key)
    const first = lines[there ?? here]
    const length = there === undefined ? 0 : countSame(lines, here, there)
    const run = lines.slice(here, here + length)
    const isRepeat = length >= LINES && excerpt(run).length >= CHARACTERS
    if (there === undefined) seen.set(key, here)
    if (isRepeat) found.push(spotOf(run, first))
    here += isRepeat ? length : 1
  }
  return found
}

const spotOf = (run: readonly Line[], first: Line | undefined): Spot => ({
  path: run[0]?.path ?? '',
  line: run[0]?.number ?? 0,
  text: `${run.length} lines as in ${first?.path}:${first?.number}: ${excerpt(run).slice(0, 100)}`,
})
