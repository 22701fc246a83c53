import type { ESTree } from 'rolldown/utils'
import { type Source, type Spot, spotAt } from './sources.ts'

/** A name that a file defines and exports; what it only hands on is another file's. */
export interface Exported {
  readonly name: string
  readonly kind: 'function' | 'value' | 'type'
  readonly spot: Spot
}

type Named = Pick<Exported, 'name' | 'kind'> & { readonly node: { start: number; end: number } }

const isFunction = (node: ESTree.Expression | null) =>
  node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression'

const readDeclarator = (node: ESTree.VariableDeclarator): readonly Named[] =>
  node.id.type === 'Identifier'
    ? [{ name: node.id.name, kind: isFunction(node.init) ? 'function' : 'value', node }]
    : []

function readDeclaration(node: ESTree.Declaration): readonly Named[] {
  switch (node.type) {
    case 'VariableDeclaration':
      return node.declarations.flatMap(readDeclarator)
    case 'FunctionDeclaration':
      return node.id ? [{ name: node.id.name, kind: 'function', node }] : []
    case 'ClassDeclaration':
      return node.id ? [{ name: node.id.name, kind: 'value', node }] : []
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
      return [{ name: node.id.name, kind: 'type', node }]
    default:
      return []
  }
}

/** The names that `export { a, b }` exports of the file itself, under the names they have within. */
const listedIn = (statement: ESTree.Program['body'][number]): readonly string[] =>
  statement.type === 'ExportNamedDeclaration' && !statement.source
    ? statement.specifiers.flatMap(({ local }) => (local.type === 'Identifier' ? [local.name] : []))
    : []

/** What a file defines and exports. */
export function findExports(source: Source): readonly Exported[] {
  const { body } = source.program
  const listed = body.flatMap(listedIn)
  const direct = body.flatMap((statement) =>
    statement.type === 'ExportNamedDeclaration' && statement.declaration
      ? readDeclaration(statement.declaration)
      : [],
  )
  const late = body
    .flatMap((statement) => readDeclaration(statement as ESTree.Declaration))
    .filter(({ name }) => listed.includes(name))
  return [...direct, ...late].map(({ name, kind, node }) => ({ name, kind, spot: spotAt(source, node) }))
}

/** The names that more than one file exports, each with all its places. */
export function findTwice(exported: readonly Exported[]): readonly (readonly Exported[])[] {
  const byName = Map.groupBy(exported, ({ name }) => name)
  return [...byName.values()].filter((places) => new Set(places.map(({ spot }) => spot.path)).size > 1)
}

/** Whether a name is one word. */
export const isOneWord = (name: string): boolean => !/[A-Z_]/.test(name)

/** Whether a name tells a relation, not what is done. */
export const isRelation = (name: string): boolean => /[a-z0-9]Of$/.test(name)
