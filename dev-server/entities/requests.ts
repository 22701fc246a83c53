import type { EraRules } from '../era.ts'
import type { Entity, Field, Table } from '../fields/field.ts'
import { childOf, choice, decisions, entity, integer, json, link, stamps, time } from '../fields/make.ts'

/** The two kinds of things that join a benchmark: what differs between their requests (docs/medperf.md 7). */
export interface Joining {
  readonly requests: 'dataset_requests' | 'model_requests'
  /** The table of the things themselves, and the key that names one in a request. */
  readonly table: Table
  readonly key: string
  readonly word: 'dataset' | 'model'
}

/** Datasets that join a benchmark. */
export const datasetsJoining: Joining = {
  requests: 'dataset_requests',
  table: 'datasets',
  key: 'dataset',
  word: 'dataset',
}

/** Models that join a benchmark: containers before the model era. */
export const modelsJoining = ({ component }: EraRules): Joining => ({
  requests: 'model_requests',
  table: component.table,
  key: component.key,
  word: 'model',
})

/** Requests of datasets. */
export const datasetRequestEntity = (): Entity =>
  entity(datasetsJoining.requests, fields(datasetsJoining, []))

/** Requests of models; the list begins with the highest priority, equal ones have no defined order. */
export function modelRequestEntity(rules: EraRules): Entity {
  const joining = modelsJoining(rules)
  const priority = integer('priority', { writers: 'update' })
  return entity(joining.requests, fields(joining, [priority]), { order: 'priority DESC, id' })
}

const fields = ({ key, table }: Joining, more: readonly Field[]): Field[] => [
  json('metadata', { required: true }),
  choice('approval_status', decisions),
  time('approved_at'),
  ...stamps,
  ...more,
  link(key, table),
  childOf('benchmark', 'benchmarks'),
  link('initiated_by', 'users', { writers: 'none', required: false }),
]
