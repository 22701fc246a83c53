import { type ESTree, Visitor, type VisitorObject } from 'rolldown/utils'
import { methodOf, mutatedBy, rootOf } from './mutations.ts'
import { type Fn, namesIn, takesWritable } from './parameters.ts'
import { type Source, type Spot, spotAt } from './sources.ts'

interface Frame {
  readonly fn: Fn
  readonly given: Set<string>
  readonly own: Set<string>
}

type Mutation = Parameters<typeof mutatedBy>[0]

/** The functions around a node, from the outermost; the one whose parameter a name is, if it is one. */
class Frames {
  readonly #frames: Frame[] = []

  enter(fn: Fn, parameters: readonly ESTree.ParamPattern[]) {
    this.#frames.push({ fn, given: new Set(parameters.flatMap(namesIn)), own: new Set() })
  }

  leave() {
    this.#frames.pop()
  }

  /** A variable hides a parameter of its name, but a part of a parameter is that parameter. */
  declare(names: readonly string[], root: string | undefined) {
    const frame = this.#frames.at(-1)
    const owner = root === undefined ? undefined : this.#frameOf(root)
    for (const name of names) {
      if (owner) owner.given.add(name)
      else frame?.own.add(name)
    }
  }

  ownerOf(name: string): Fn | undefined {
    return this.#frameOf(name)?.fn
  }

  #frameOf(name: string): Frame | undefined {
    const frame = this.#frames.findLast(({ given, own }) => given.has(name) || own.has(name))
    return frame && !frame.own.has(name) ? frame : undefined
  }
}

/**
 * Every function that changes what it was given, also by a part of it or in a function within, and every one whose parameter
 * has a type to write to. The accumulator of a `reduce` is its callback's own.
 */
export function findOutParameters(source: Source): readonly Spot[] {
  const frames = new Frames()
  const reducers = new Set<unknown>()
  const found = new Set<Fn>()
  const enter = (fn: Fn) => {
    const parameters = reducers.has(fn) ? fn.params.slice(1) : fn.params
    frames.enter(fn, parameters)
    if (parameters.some(takesWritable)) found.add(fn)
  }
  const leave = () => frames.leave()
  const mutate = (node: Mutation) => {
    const owner = frames.ownerOf(mutatedBy(node) ?? '')
    if (owner) found.add(owner)
  }
  const visitor: VisitorObject = {
    FunctionDeclaration: enter,
    FunctionExpression: enter,
    ArrowFunctionExpression: enter,
    'FunctionDeclaration:exit': leave,
    'FunctionExpression:exit': leave,
    'ArrowFunctionExpression:exit': leave,
    VariableDeclarator: ({ id, init }) => frames.declare(namesIn(id), init ? rootOf(init) : undefined),
    AssignmentExpression: mutate,
    UpdateExpression: mutate,
    UnaryExpression: mutate,
    CallExpression(node) {
      if (/^reduce(Right)?$/.test(methodOf(node) ?? '')) reducers.add(node.arguments[0])
      mutate(node)
    },
  }
  new Visitor(visitor).visit(source.program)
  return [...found].map((fn) => spotAt(source, fn)).sort((one, other) => one.line - other.line)
}

/** Every function whose parameter is a list, a map or a set that is not readonly: somebody will write to it. */
export function findListParameters(source: Source): readonly Spot[] {
  const found: Spot[] = []
  const add = (fn: Fn) => {
    if (fn.params.some(takesWritable)) found.push(spotAt(source, fn))
  }
  new Visitor({ FunctionDeclaration: add, FunctionExpression: add, ArrowFunctionExpression: add }).visit(
    source.program,
  )
  return found
}
