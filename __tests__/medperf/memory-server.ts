import type { Era } from '../../src/medperf/era.ts'
import { type PlanInput, resolvePlan } from '../../src/medperf/plan/plan.ts'
import type { Plan } from '../../src/medperf/plan/schema.ts'
import { findNextStep, type Step } from '../../src/medperf/plan/step.ts'
import type { Evidence } from '../../src/medperf/plan/wanted/evidence.ts'
import type {
  BenchmarkRow,
  ContainerRow,
  ContentRow,
  Fields,
  ModelRow,
  State,
} from '../../src/medperf/rows.ts'
import { assumeRules, type ContentKind, componentKeys, contentRules } from '../../src/medperf/rules.ts'
import type { Snapshot } from '../../src/medperf/snapshot.ts'

/** A server on which nothing is registered yet. */
export const emptySnapshot = (era: Era): Snapshot => ({
  origin: 'https://medperf.example.org',
  rules: assumeRules(era),
  me: { id: 2, email: 'owner@example.com' },
  mine: { containers: [], models: [], benchmarks: [] },
  others: { containers: [], models: [], benchmarks: [] },
  assets: [],
  given: {},
})

/** The snapshot after one write, for tables that need no server. */
export function afterStep(snapshot: Snapshot, step: Step): Snapshot {
  return step.kind === 'create' ? created(snapshot, step) : updated(snapshot, step)
}

function created(snapshot: Snapshot, { collection, body }: Step): Snapshot {
  const { mine } = snapshot
  if (collection === 'benchmarks') {
    return { ...snapshot, mine: { ...mine, benchmarks: [...mine.benchmarks, benchmarkRow(snapshot, body)] } }
  }
  const kind = body['type'] === 'ASSET' ? 'asset' : 'container'
  const row = contentRow(snapshot, kind, collection === 'models' ? (body[kind] as Fields) : body)
  const containers = kind === 'container' ? [...mine.containers, row] : mine.containers
  const assets = kind === 'asset' ? [...snapshot.assets, row] : snapshot.assets
  if (collection === 'mlcubes') return { ...snapshot, mine: { ...mine, containers } }
  const { fields: _, ...common } = row
  const model: ModelRow = { ...common, uid: mine.models.length + 101, [kind]: row }
  return { ...snapshot, assets, mine: { ...mine, containers, models: [...mine.models, model] } }
}

function contentRow({ rules, me, mine, assets }: Snapshot, kind: ContentKind, body: Fields): ContentRow {
  const { content } = contentRules(rules, kind)
  return {
    uid: kind === 'asset' ? assets.length + 301 : mine.containers.length + 1,
    name: String(body['name']),
    owner: me.id,
    state: body['state'] as State,
    isValid: true,
    fields: Object.fromEntries(content.map((name) => [name, body[name] ?? null])),
  }
}

function benchmarkRow({ rules, me, mine }: Snapshot, body: Fields): BenchmarkRow {
  const keys = componentKeys(rules)
  const { name, state, ...fields } = body
  return {
    uid: mine.benchmarks.length + 201,
    name: String(name),
    owner: me.id,
    state: state as State,
    isValid: true,
    isActive: true,
    approval: 'PENDING',
    approvedAt: null,
    components: componentsIn(body, keys),
    fields: Object.fromEntries(Object.entries(fields).filter(([key]) => !Object.values(keys).includes(key))),
  }
}

type Keys = ReturnType<typeof componentKeys>

/** The uids that a body holds under the server's keys, those that are null left out. */
const componentsIn = (body: Fields, keys: Keys) =>
  Object.fromEntries(
    Object.entries(keys).flatMap(([role, key]) => (body[key] == null ? [] : [[role, Number(body[key])]])),
  ) as BenchmarkRow['components']

const componentsOf = ({ components }: BenchmarkRow, keys: Keys): Fields =>
  Object.fromEntries(Object.entries(keys).map(([role, key]) => [key, (components as Fields)[role] ?? null]))

function updated(snapshot: Snapshot, step: Step): Snapshot {
  const uid = step.kind === 'update' ? step.uid : 0
  const { mine, rules } = snapshot
  const edit = <T extends { readonly uid: number }>(rows: readonly T[], change: (row: T) => T) =>
    rows.map((row) => (row.uid === uid ? change(row) : row))
  const { state, is_valid: valid, ...fields } = step.body
  const common = {
    ...(state === undefined ? {} : { state: state as State }),
    ...(valid === undefined ? {} : { isValid: valid === true }),
  }
  if (step.collection === 'benchmarks') {
    const keys = componentKeys(rules)
    const benchmarks = edit(mine.benchmarks, (row) => ({
      ...row,
      ...common,
      components: componentsIn({ ...componentsOf(row, keys), ...fields }, keys),
      fields: { ...row.fields, ...fields },
    }))
    return { ...snapshot, mine: { ...mine, benchmarks } }
  }
  const change = (row: ContainerRow): ContainerRow => ({
    ...row,
    ...common,
    fields: { ...row.fields, ...fields },
  })
  if (step.collection === 'models') {
    const inside = mine.models.find((row) => row.uid === uid)?.container?.uid
    const models = edit(mine.models, (row) => ({
      ...row,
      ...common,
      ...(row.container === undefined ? {} : { container: change(row.container) }),
      ...(row.asset === undefined ? {} : { asset: change(row.asset) }),
    }))
    const containers = mine.containers.map((row) => (row.uid === inside ? change(row) : row))
    return { ...snapshot, mine: { ...mine, models, containers } }
  }
  if (step.collection === 'assets') {
    const models = mine.models.map((row) =>
      row.asset?.uid === uid ? { ...row, asset: change(row.asset) } : row,
    )
    return { ...snapshot, mine: { ...mine, models } }
  }
  const containers = edit(mine.containers, change)
  const models = mine.models.map((row) =>
    row.container?.uid === uid ? { ...row, container: change(row.container) } : row,
  )
  return { ...snapshot, mine: { ...mine, containers, models } }
}

/** The snapshot after everything a benchmark wants was written. */
export function registered(snapshot: Snapshot, input: Omit<PlanInput, 'snapshot'>): Snapshot {
  let now = snapshot
  for (let writes = 0; writes < 20; writes += 1) {
    const step = findNextStep(resolvePlan({ ...input, snapshot: now }))
    if (step === undefined) return now
    now = afterStep(now, step)
  }
  throw new Error('the plan never comes to an end')
}

/** The snapshot after an administrator decided about all benchmarks. */
export const decided = (snapshot: Snapshot, approval: BenchmarkRow['approval']): Snapshot => ({
  ...snapshot,
  mine: { ...snapshot.mine, benchmarks: snapshot.mine.benchmarks.map((row) => ({ ...row, approval })) },
})

/** One row per action: what it is, the verdict, the name on the server. */
export const shape = (plan: Plan): readonly (readonly string[])[] =>
  plan.actions.map(({ role, object, verdict, name }) => [role ?? object, verdict, name])

/** The evidence with another image of the evaluator. */
export const withNewEvaluator = (evidence: Evidence): Evidence => ({
  ...evidence,
  components: {
    ...evidence.components,
    evaluator: {
      ...evidence.components.evaluator,
      image: { digest: `sha256:${'9'.repeat(64)}`, imageId: `sha256:${'8'.repeat(64)}` },
    },
  },
})
