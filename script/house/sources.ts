import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ESTree, type ParseResult, parseSync } from 'rolldown/utils'

/** A file of TypeScript, parsed; `path` is relative to the repository. */
export interface Source {
  readonly path: string
  readonly text: string
  readonly program: ESTree.Program
  readonly comments: ParseResult['comments']
}

/** A line that a figure counts. */
export interface Spot {
  readonly path: string
  readonly line: number
  readonly text: string
}

interface Range {
  readonly start: number
  readonly end: number
}

/** Parses a text; throws where it is no TypeScript. */
export function parseSource(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text, { lang: 'ts', preserveParens: false })
  const [error] = errors
  if (error) throw new Error(`${path}: ${error.message}`)
  return { path, text, program, comments }
}

/** Every TypeScript file below these folders of a repository, by path; a folder that is not there has none. */
export const readSources = (root: string, folders: readonly string[]): readonly Source[] =>
  folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
        .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
        .sort(),
    )
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')))

/** How many lines a piece of a text spans. */
export const countLines = (text: string): number => text.split('\n').length

/** Where a node stands, with its first 100 characters on one line. */
export function spotAt({ path, text }: Source, node: Range): Spot {
  const excerpt = text.slice(node.start, node.end).replaceAll(/\s+/g, ' ')
  return { path, line: countLines(text.slice(0, node.start)), text: excerpt.slice(0, 100) }
}

/** A text with these parts blanked; every line keeps its number. */
export const blank = (text: string, parts: readonly Range[]): string =>
  parts.reduce(
    (rest, { start, end }) =>
      rest.slice(0, start) + rest.slice(start, end).replaceAll(/[^\n]/g, ' ') + rest.slice(end),
    text,
  )

/** The code with every comment blanked. */
export const blankComments = ({ text, comments }: Source): string => blank(text, comments)
