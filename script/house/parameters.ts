import type { ESTree } from 'rolldown/utils'

/** Any function that has a body. */
export type Fn = ESTree.Function | ESTree.ArrowFunctionExpression

/** The names that a pattern binds, in objects and lists too. */
export function namesIn(pattern: ESTree.ParamPattern | ESTree.BindingPattern): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'AssignmentPattern':
      return namesIn(pattern.left)
    case 'RestElement':
      return namesIn(pattern.argument)
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []))
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === 'RestElement' ? property.argument : property.value),
      )
    default:
      return []
  }
}

const writable = /^(Array|Map|Set|WeakMap|WeakSet)$/

/** Whether a type is a list, a map or a set that may be written to, or an object written there with such a field. */
function isWritable(type: ESTree.TSType): boolean {
  switch (type.type) {
    case 'TSArrayType':
      return true
    case 'TSTypeReference':
      return type.typeName.type === 'Identifier' && writable.test(type.typeName.name)
    case 'TSUnionType':
    case 'TSIntersectionType':
      return type.types.some(isWritable)
    case 'TSTypeLiteral':
      return type.members.some(
        (member) =>
          member.type === 'TSPropertySignature' &&
          member.typeAnnotation !== null &&
          isWritable(member.typeAnnotation.typeAnnotation),
      )
    default:
      return false
  }
}

const annotationOf = (parameter: ESTree.ParamPattern): ESTree.TSType | undefined => {
  if (parameter.type === 'AssignmentPattern') return annotationOf(parameter.left)
  if (parameter.type === 'TSParameterProperty' || parameter.type === 'RestElement') return undefined
  return parameter.typeAnnotation?.typeAnnotation
}

/** Whether a parameter's type says that the function may write to it; the list of a rest parameter is its own. */
export function takesWritable(parameter: ESTree.ParamPattern): boolean {
  const type = annotationOf(parameter)
  return type !== undefined && isWritable(type)
}
