import type { Role } from '../facts/role.ts'
import type { Collection, Table } from '../medperf/collections.ts'
import type { BenchmarkDecision, ComponentDecision } from '../medperf/plan/decide/decision.ts'
import type { Resolved } from '../medperf/plan/plan.ts'
import type { Fields } from '../medperf/rows.ts'
import type { ContentKind } from '../medperf/rules.ts'

/** One write that is left to do. */
export type Step = CreateStep | UpdateStep

interface Common {
  readonly subject: Role | 'benchmark' | 'retired'
  readonly name: string
  readonly body: Fields
}

export interface CreateStep extends Common {
  readonly kind: 'create'
  readonly collection: Collection
}

export interface UpdateStep extends Common {
  readonly kind: 'update'
  readonly collection: Table
  readonly uid: number
}

/** What makes two steps the same: the row and the fields, not their values. */
export const makeStepKey = (step: Step): string =>
  [step.kind, step.collection, step.kind === 'create' ? step.name : step.uid, ...Object.keys(step.body)].join(
    ' ',
  )

/**
 * The next write, or undefined when the server holds what is wanted. What can be taken back comes first and what freezes
 * last: containers and models, then a benchmark that exists, then the components' states, then a new benchmark, and its
 * state in a request of its own, because the server checks it against the components stored before (docs/medperf.md 6.5).
 */
export function findNextStep(resolved: Resolved): Step | undefined {
  const { components, benchmark } = resolved.decisions
  return (
    first(components, contentStep) ??
    benchmarkUpdate(benchmark) ??
    first(components, promotion) ??
    benchmarkCreate(benchmark) ??
    benchmarkPromotion(benchmark)
  )
}

function first<T>(items: readonly T[], step: (item: T) => Step | undefined): Step | undefined {
  for (const item of items) {
    const found = step(item)
    if (found !== undefined) return found
  }
  return undefined
}

function contentStep(decision: ComponentDecision): Step | undefined {
  const { verdict, role, kind, write, candidate, collection, name, state } = decision
  if (write === undefined) return undefined
  if (verdict === 'create' || verdict === 'needs a new version') {
    const content = { name, state, ...write, metadata: {} }
    const body = collection === 'models' ? modelAround(kind, content) : content
    return { kind: 'create', subject: role, collection, name, body }
  }
  if (candidate === undefined) return undefined
  const { is_valid: valid, ...content } = write
  if (valid !== undefined) {
    return { kind: 'update', subject: role, name, ...holderOf(candidate), body: { is_valid: valid } }
  }
  if (Object.keys(content).length === 0) return undefined
  const { contentUid: uid } = candidate
  return { kind: 'update', subject: role, collection: TABLES[candidate.kind], name, uid, body: content }
}

const TABLES: Readonly<Record<ContentKind, Table>> = { container: 'mlcubes', asset: 'assets' }

/** A model with what is inside it; the two share name and state (docs/medperf.md 5.1). */
function modelAround(
  kind: ContentKind,
  content: Fields & { readonly name: string; readonly state: string },
): Fields {
  const { name, state } = content
  const common = { name, state, container: null, asset: null, metadata: {} }
  return { ...common, type: kind.toUpperCase(), [kind]: content }
}

/** State and validity of what is inside a model change through the model, which takes it along (docs/medperf.md 5.3). */
const holderOf = ({
  uid,
  modelUid,
}: NonNullable<ComponentDecision['candidate']>): { readonly collection: Collection; readonly uid: number } =>
  modelUid === undefined ? { collection: 'mlcubes', uid } : { collection: 'models', uid: modelUid }

function promotion({ role, name, promote, candidate }: ComponentDecision): Step | undefined {
  if (!promote || candidate === undefined) return undefined
  return { kind: 'update', subject: role, name, ...holderOf(candidate), body: { state: 'OPERATION' } }
}

function benchmarkUpdate({ uid, name, write }: BenchmarkDecision): Step | undefined {
  if (uid === undefined || write === undefined || Object.keys(write).length === 0) return undefined
  return { kind: 'update', subject: 'benchmark', collection: 'benchmarks', name, uid, body: write }
}

function benchmarkCreate({ uid, name, write, state }: BenchmarkDecision): Step | undefined {
  if (uid !== undefined || write === undefined) return undefined
  return {
    kind: 'create',
    subject: 'benchmark',
    collection: 'benchmarks',
    name,
    body: { name, state, ...write },
  }
}

function benchmarkPromotion({ uid, name, promote }: BenchmarkDecision): Step | undefined {
  if (uid === undefined || !promote) return undefined
  return {
    kind: 'update',
    subject: 'benchmark',
    collection: 'benchmarks',
    name,
    uid,
    body: { state: 'OPERATION' },
  }
}
