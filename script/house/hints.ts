import { type ESTree, Visitor } from 'rolldown/utils'
import { type Source, type Spot, spotAt } from './sources.ts'

/*
 * That an error comes with a word about what to do is a matter of types: `ExpectedError`, `Finding`, `Issue` and `ToldFailure` have a
 * hint, or do not compile. Problems and failures of a report have none by type, as a report may be a stranger's: those are looked
 * for here, and so are hints that are no sentence.
 */

const keyOf = (property: ESTree.ObjectPropertyKind): string | undefined =>
  property.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : undefined

const find = ({ properties }: ESTree.ObjectExpression, name: string) =>
  properties.find((property) => keyOf(property) === name)

const textOf = (property: ESTree.ObjectPropertyKind | undefined): string | undefined => {
  if (property?.type !== 'Property') return undefined
  const { value } = property
  if (value.type === 'Literal' && typeof value.value === 'string') return value.value
  // What ends with something that is put in is judged by nobody.
  return value.type === 'TemplateLiteral' ? value.quasis.at(-1)?.value.cooked || undefined : undefined
}

/** Errors and warnings that are written down without a word about what to do, and hints that end in the middle of a sentence. */
export function findUnadvised(source: Source): readonly Spot[] {
  const found: Spot[] = []
  new Visitor({
    ObjectExpression(node) {
      const severity = textOf(find(node, 'severity'))
      const isBare =
        (severity === 'error' || severity === 'warning') &&
        find(node, 'message') !== undefined &&
        find(node, 'hint') === undefined &&
        node.properties.every(({ type }) => type !== 'SpreadElement')
      const hint = textOf(find(node, 'hint'))
      if (isBare || (hint !== undefined && !/[.?!`:)…]$/.test(hint))) found.push(spotAt(source, node))
    },
  }).visit(source.program)
  return found
}
