import { known } from '../../facts/known.ts'
import type { Role } from '../../facts/role.ts'
import type { Collection, Table } from '../collections.ts'
import type { Fields } from '../rows.ts'
import type { ContentKind } from '../rules.ts'
import type { BenchmarkDecision, ComponentDecision, Decisions } from './decide/decision.ts'

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

/** More than a plan can hold: two for each component, two for the benchmark, and room. */
export const MOST_STEPS = 20

/** A step as one line of a log says it. */
export function describeStep(step: Step): string {
  const fields = step.kind === 'create' ? '' : ` (${Object.keys(step.body).join(', ')})`
  return `${step.kind} ${step.collection} ${step.name}${fields}`
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
export const findNextStep = ({ decisions }: { readonly decisions: Decisions }): Step | undefined =>
  listSteps(decisions)[0]

/** All writes that decisions come to, as far as they are known before the first, in their order. */
export const listSteps = ({ components, benchmark }: Decisions): readonly Step[] => [
  ...components.flatMap(contentSteps),
  ...benchmarkUpdate(benchmark),
  ...components.flatMap(promotion),
  ...benchmarkCreate(benchmark),
  ...benchmarkPromotion(benchmark),
]

function contentSteps(decision: ComponentDecision): readonly Step[] {
  const { verdict, role, kind, write, candidate, collection, name, state } = decision
  if (write === undefined) return []
  if (verdict === 'create' || verdict === 'needs a new version') {
    const content = { name, state, ...write, metadata: {} }
    const body = collection === 'models' ? modelAround(kind, content) : content
    return [{ kind: 'create', subject: role, collection, name, body }]
  }
  if (candidate === undefined) return []
  const { is_valid: valid, ...content } = write
  const common = { kind: 'update', subject: role, name } as const
  const { contentUid: uid } = candidate
  const steps: readonly Step[] = [
    { ...common, ...holderOf(candidate), body: known({ is_valid: valid }) },
    { ...common, collection: TABLES[candidate.kind], uid, body: content },
  ]
  return steps.filter(({ body }) => Object.keys(body).length > 0)
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

function promotion({ role, name, promote, candidate }: ComponentDecision): readonly Step[] {
  if (!promote || candidate === undefined) return []
  return [{ kind: 'update', subject: role, name, ...holderOf(candidate), body: { state: 'OPERATION' } }]
}

const BENCHMARK = { subject: 'benchmark', collection: 'benchmarks' } as const

function benchmarkUpdate({ uid, name, write }: BenchmarkDecision): readonly Step[] {
  if (uid === undefined || write === undefined || Object.keys(write).length === 0) return []
  return [{ kind: 'update', ...BENCHMARK, name, uid, body: write }]
}

function benchmarkCreate({ uid, name, write, state }: BenchmarkDecision): readonly Step[] {
  if (uid !== undefined || write === undefined) return []
  return [{ kind: 'create', ...BENCHMARK, name, body: { name, state, ...write } }]
}

function benchmarkPromotion({ uid, name, promote }: BenchmarkDecision): readonly Step[] {
  if (uid === undefined || !promote) return []
  return [{ kind: 'update', ...BENCHMARK, name, uid, body: { state: 'OPERATION' } }]
}
