import type { EraRules } from '../era.ts'
import type { Entity, Field } from '../fields/field.ts'
import {
  choice,
  decisions,
  entity,
  flag,
  json,
  link,
  optionalText,
  owner,
  requiredText,
  stamps,
  states,
  time,
  uniqueName,
} from '../fields/make.ts'
import { committeeEmails, committeeMembers } from './committee.ts'
import { topology } from './topology.ts'

const modes = ['NEVER', 'ALWAYS', 'ALLOWLIST']

const policies: readonly Field[] = [
  json('dataset_auto_approval_allow_list', { initial: [] }),
  choice('dataset_auto_approval_mode', modes),
  json('model_auto_approval_allow_list', { initial: [] }),
  choice('model_auto_approval_mode', modes),
]

/** Benchmarks (docs/medperf.md 6.1). */
export const benchmarkEntity = (rules: EraRules): Entity =>
  entity('benchmarks', [
    ...(rules.committee ? [committeeEmails] : []),
    uniqueName(rules.max.name, 'benchmark'),
    optionalText('description', rules.max.benchmarkDescription),
    optionalText('docs_url', 100),
    requiredText('demo_dataset_tarball_url', 256),
    requiredText('demo_dataset_tarball_hash', 100),
    requiredText('demo_dataset_generated_uid', 128),
    ...(rules.topology ? [topology] : []),
    json('metadata', { nullable: true }),
    choice('state', states),
    flag('is_valid'),
    flag('is_active'),
    choice('approval_status', decisions, { writers: 'update' }),
    ...(rules.autoApproval ? policies : []),
    json('user_metadata', { nullable: true }),
    time('approved_at'),
    ...stamps,
    owner,
    link('data_preparation_mlcube', 'mlcubes'),
    link(rules.referenceKey, rules.component.table),
    link('data_evaluator_mlcube', 'mlcubes', rules.topology ? optional : {}),
    ...(rules.topology ? [link('benchmark_script', 'mlcubes', optional)] : []),
    ...(rules.committee ? [committeeMembers] : []),
  ])

const optional = { required: false, nullable: true } as const

/** What only the owner and the committee see, and an administrator in the answer to an edit (docs/medperf.md 6.2). */
export const hiddenInBenchmark: readonly string[] = [
  'dataset_auto_approval_allow_list',
  'model_auto_approval_allow_list',
  committeeEmails.name,
  committeeMembers.name,
]

/** What of a benchmark in OPERATION may change. */
export const editableOfBenchmark: readonly string[] = [
  'is_valid',
  'is_active',
  'user_metadata',
  'approval_status',
  'demo_dataset_tarball_url',
  ...policies.map((field) => field.name),
  committeeEmails.name,
]
