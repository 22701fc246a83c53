import type { EraRules } from '../era.ts'
import type { Entity } from '../fields/field.ts'
import {
  choice,
  entity,
  flag,
  integer,
  json,
  link,
  optionalText,
  owner,
  requiredText,
  stamps,
  states,
} from '../fields/make.ts'

/** Datasets; always registered in DEVELOPMENT (docs/medperf.md 8.1). */
export const datasetEntity = (rules: EraRules): Entity =>
  entity('datasets', [
    requiredText('name', rules.max.name),
    optionalText('description', rules.max.datasetDescription),
    optionalText('location', rules.max.datasetLocation),
    requiredText('input_data_hash', 128),
    requiredText('generated_uid', 128),
    integer('split_seed', { required: true }),
    flag('is_valid'),
    flag('submitted_as_prepared', { required: true }),
    choice('state', states, { writers: 'update' }),
    json('generated_metadata'),
    json('user_metadata', { nullable: true }),
    json('report', { nullable: true }),
    ...stamps,
    owner,
    link('data_preparation_mlcube', 'mlcubes'),
  ])

/** What of a dataset in OPERATION may change. */
export const editableOfDataset: readonly string[] = ['is_valid', 'user_metadata']
