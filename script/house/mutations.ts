import type { ESTree } from 'rolldown/utils'

const mutators = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' '),
)

/** The name at the root of `name`, `name.field` and `name.list[0]`; a call between them gives something new. */
export function rootOf(node: ESTree.Node): string | undefined {
  switch (node.type) {
    case 'Identifier':
      return node.name
    case 'MemberExpression':
      return rootOf(node.object)
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ChainExpression':
      return rootOf(node.expression)
    default:
      return undefined
  }
}

/** The name of the method that is called. */
export const methodOf = ({ callee }: ESTree.CallExpression): string | undefined =>
  callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && !callee.computed
    ? callee.property.name
    : undefined

const writtenBy = (target: ESTree.Node) => (target.type === 'MemberExpression' ? rootOf(target) : undefined)

/** The name of what a node changes in place. */
export function mutatedBy(
  node:
    | ESTree.CallExpression
    | ESTree.AssignmentExpression
    | ESTree.UpdateExpression
    | ESTree.UnaryExpression,
): string | undefined {
  switch (node.type) {
    case 'CallExpression':
      return mutators.has(methodOf(node) ?? '') ? writtenBy(node.callee) : undefined
    case 'AssignmentExpression':
      return writtenBy(node.left)
    case 'UpdateExpression':
      return writtenBy(node.argument)
    case 'UnaryExpression':
      return node.operator === 'delete' ? writtenBy(node.argument) : undefined
  }
}
