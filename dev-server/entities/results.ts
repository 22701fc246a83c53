import type { EraRules } from '../era.ts'
import type { Entity, Field } from '../fields/field.ts'
import {
  childOf,
  choice,
  decisions,
  entity,
  flag,
  json,
  link,
  optionalText,
  owner,
  stamps,
  time,
} from '../fields/make.ts'

/** Results of a model on a dataset in a benchmark (docs/medperf.md 8.2). */
export const resultEntity = (rules: EraRules): Entity =>
  entity('results', [
    optionalText('name', rules.max.name),
    ...(rules.finalizedResults ? finalizable : [json('results', { required: true, writers: 'create' })]),
    json('metadata'),
    json('user_metadata'),
    choice('approval_status', decisions, { writers: 'update' }),
    flag('is_valid'),
    ...(rules.finalizedResults ? reports : []),
    time('approved_at'),
    ...stamps,
    owner,
    childOf('benchmark', 'benchmarks', { writers: 'create' }),
    link('model', rules.component.table, { writers: 'create' }),
    link('dataset', 'datasets', { writers: 'create' }),
  ])

const finalizable: readonly Field[] = [
  json('results'),
  flag('finalized', { writers: 'none', initial: false }),
]

const reports: readonly Field[] = [
  json('model_report', { nullable: true }),
  json('evaluation_report', { nullable: true }),
  time('finalized_at'),
]
