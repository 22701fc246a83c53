import { type ESTree, Visitor } from 'rolldown/utils'
import { type Source, type Spot, spotAt } from './sources.ts'

/** The expression within `as`, `satisfies` and `!`. */
const unwrap = (node: ESTree.Expression): ESTree.Expression =>
  node.type === 'TSAsExpression' ||
  node.type === 'TSSatisfiesExpression' ||
  node.type === 'TSNonNullExpression'
    ? unwrap(node.expression)
    : node

/** The spreads of objects whose argument is like this; those of arrays are not meant. */
function findSpreads(source: Source, isMeant: (argument: ESTree.Expression) => boolean): readonly Spot[] {
  const found: Spot[] = []
  new Visitor({
    ObjectExpression({ properties }) {
      for (const property of properties)
        if (property.type === 'SpreadElement' && isMeant(unwrap(property.argument)))
          found.push(spotAt(source, property))
    },
  }).visit(source.program)
  return found
}

/** `...(x === undefined ? {} : { x })` and `...(x && { x })`: keys that are there or not. */
export const findConditionalSpreads = (source: Source): readonly Spot[] =>
  findSpreads(
    source,
    (argument) =>
      argument.type === 'ConditionalExpression' ||
      (argument.type === 'LogicalExpression' && argument.operator === '&&'),
  )

/** `...{ a, b }`: keys that could stand there themselves. */
export const findGroupingSpreads = (source: Source): readonly Spot[] =>
  findSpreads(source, ({ type }) => type === 'ObjectExpression')
