import { posix } from 'node:path'
import { type ESTree, Visitor } from 'rolldown/utils'
import { countLines, type Source } from './sources.ts'

/** One import of a file, types and `import()` too: another file of the repository by its path, or a package by its name. */
export interface Import {
  readonly path: string
  readonly line: number
  readonly file?: string
  readonly package?: string
}

type Asked = ESTree.Expression | ESTree.StringLiteral | null

/** `@actions/github/lib/utils` is of `@actions/github`, `node:fs/promises` of `node:fs`. */
export const packageIn = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')

/** A file that is no code (`package.json`) counts as a package. */
function readImport(path: string, line: number, specifier: string): Import {
  if (!specifier.startsWith('.')) return { path, line, package: packageIn(specifier) }
  const file = posix.join(posix.dirname(path), specifier)
  return file.endsWith('.ts') ? { path, line, file } : { path, line, package: file }
}

/** Everything a file imports or exports from elsewhere; an `import()` of a computed name is an error. */
export function findImports({ path, text, program }: Source): readonly Import[] {
  const found: Import[] = []
  const add = (source: Asked) => {
    if (!source) return
    const line = countLines(text.slice(0, source.start))
    if (source.type !== 'Literal' || typeof source.value !== 'string')
      throw new Error(`${path}:${line}: the name of an import is computed`)
    found.push(readImport(path, line, source.value))
  }
  new Visitor({
    ImportDeclaration: ({ source }) => add(source),
    ExportNamedDeclaration: ({ source }) => add(source),
    ExportAllDeclaration: ({ source }) => add(source),
    ImportExpression: ({ source }) => add(source),
    TSImportType: ({ source }) => add(source),
  }).visit(program)
  return found
}

const isProcess = (node: ESTree.Expression | null) => node?.type === 'Identifier' && node.name === 'process'

const isEnv = (key: ESTree.PropertyKey) =>
  (key.type === 'Identifier' && key.name === 'env') || (key.type === 'Literal' && key.value === 'env')

const takesEnv = ({ id, init }: ESTree.VariableDeclarator) =>
  id.type === 'ObjectPattern' &&
  isProcess(init) &&
  id.properties.some((property) => property.type === 'Property' && isEnv(property.key))

/** Where a file reads `process.env`, as if that were a package of this name. */
export function findEnvironment({ path, text, program }: Source): readonly Import[] {
  const found: Import[] = []
  const add = (start: number) =>
    found.push({ path, line: countLines(text.slice(0, start)), package: 'process.env' })
  new Visitor({
    MemberExpression(node) {
      if (isProcess(node.object) && isEnv(node.property)) add(node.start)
    },
    VariableDeclarator(node) {
      if (takesEnv(node)) add(node.start)
    },
  }).visit(program)
  return found
}
