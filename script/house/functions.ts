import { type ESTree, Visitor } from 'rolldown/utils'
import { countLines, type Source, type Spot, spotAt } from './sources.ts'

/** A function that has a name, and how many lines it takes. */
export interface Length {
  readonly lines: number
  readonly spot: Spot
}

const isFunction = (node: ESTree.Node | null) =>
  node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression'

/**
 * The lines of every function with a name, from its first word to its last: declarations, methods, and what is assigned
 * to a variable or to a key of an object or class. Callbacks without a name are lines of the function around them.
 */
export function measureFunctions(source: Source): readonly Length[] {
  const found: Length[] = []
  const add = (node: { start: number; end: number }) =>
    found.push({ lines: countLines(source.text.slice(node.start, node.end)), spot: spotAt(source, node) })
  new Visitor({
    FunctionDeclaration: add,
    MethodDefinition: add,
    VariableDeclarator({ init }) {
      if (init && isFunction(init)) add(init)
    },
    Property(node) {
      if (isFunction(node.value)) add(node)
    },
    PropertyDefinition(node) {
      if (isFunction(node.value)) add(node)
    },
  }).visit(source.program)
  return found
}

/** The value below which this share of the values lies; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
