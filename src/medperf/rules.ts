import { known } from '../facts/known.ts'
import type { Role } from '../facts/role.ts'
import type { Topology } from '../facts/topology.ts'
import type { Requests } from './description/field.ts'
import type { Era } from './era.ts'

/** What a component is made of: a container, or files alone, which only a model can be (docs/medperf.md 5.4). */
export type ContentKind = 'container' | 'asset'

/** The server's fields of one kind of content. */
export interface ContentRules {
  /** The fields that say what it is, in the server's order (docs/medperf.md 4.1, 4.2, 5.4). */
  readonly content: readonly string[]
  /** The fields in which two are the same; no two containers on the server may agree in all of these. */
  readonly unique: readonly string[]
  /** Of `content`, what may still change in OPERATION (docs/medperf.md 4.4). */
  readonly editable: readonly string[]
}

/**
 * What one server was found to do, each thing by itself: servers between two eras have some of the younger one's (docs/medperf.md
 * 1.1). Lengths are in code points.
 */
export interface ServerRules {
  /** The nearest era: for words, the plan and the lock, and never for a decision. */
  readonly era: Era
  readonly containerName: number
  readonly benchmarkName: number
  readonly description: number
  /** What the Python client of the time takes, where that is less than the server does. */
  readonly clientDescription: number
  /** Whether containers are addresses and hashes of files, or hold their configuration themselves (docs/medperf.md 4). */
  readonly containers: 'files' | 'json'
  /** The benchmark's key for its reference model (docs/medperf.md 6.1). */
  readonly modelKey: 'reference_model' | 'reference_model_mlcube'
  /** Whether benchmarks carry policies that let participants in (docs/medperf.md 6.1). */
  readonly policies: boolean
  /** Whether the reference model is registered under `models/` (docs/medperf.md 5.2). */
  readonly models: boolean
  /** Whether benchmarks have members beside their owner (docs/medperf.md 6.9). */
  readonly committee: boolean
  /** Whether benchmarks say how their parts work together (docs/medperf.md 6.10). */
  readonly topology: boolean
  /** What its requests hold, where it says so. */
  readonly requests?: Requests
  /** Why nobody knows it well enough to write to it. */
  readonly doubt?: Doubt
}

/** What is strange about a server, as the end of a sentence, and what to do about it. */
export interface Doubt {
  readonly because: string
  readonly hint: string
}

const SHORT = { containerName: 20, benchmarkName: 20, description: 100, clientDescription: 20 }
const LONG = { containerName: 128, benchmarkName: 128, description: 256, clientDescription: 256 }

const MLCUBE: ServerRules = {
  ...SHORT,
  era: 'mlcube',
  containers: 'files',
  modelKey: 'reference_model_mlcube',
  policies: false,
  models: false,
  committee: false,
  topology: false,
}
const CONTAINER: ServerRules = { ...MLCUBE, ...LONG, era: 'container', containers: 'json', policies: true }
const MODEL: ServerRules = { ...CONTAINER, era: 'model', modelKey: 'reference_model', models: true }
const TOPOLOGY: ServerRules = { ...MODEL, era: 'topology', committee: true, topology: true }

const ERA_RULES: Readonly<Record<Era, ServerRules>> = {
  mlcube: MLCUBE,
  container: CONTAINER,
  model: MODEL,
  topology: TOPOLOGY,
}

/** The rules of a typical server of an era, for where nothing but its name is known. */
export const assumeRules = (era: Era): ServerRules => ERA_RULES[era]

const ADDITIONAL_FILES = ['additional_files_tarball_url', 'additional_files_tarball_hash'] as const

const CONTAINERS: Readonly<Record<ServerRules['containers'], ContentRules>> = {
  files: {
    content: [
      'git_mlcube_url',
      'mlcube_hash',
      'git_parameters_url',
      'parameters_hash',
      'image_tarball_url',
      'image_tarball_hash',
      'image_hash',
      ...ADDITIONAL_FILES,
    ],
    unique: [
      'image_tarball_hash',
      'image_hash',
      'additional_files_tarball_hash',
      'mlcube_hash',
      'parameters_hash',
    ],
    editable: ['git_mlcube_url', 'git_parameters_url', 'image_tarball_url', 'additional_files_tarball_url'],
  },
  json: {
    content: ['container_config', 'parameters_config', 'image_hash', ...ADDITIONAL_FILES],
    unique: ['image_hash', 'additional_files_tarball_hash', 'container_config', 'parameters_config'],
    editable: ['additional_files_tarball_url'],
  },
}

/**
 * The server takes the same files under several names, and lets their address move even in OPERATION (docs/medperf.md 5.4).
 */
export const ASSET: ContentRules = {
  content: ['asset_hash', 'asset_url'],
  unique: ['asset_hash'],
  editable: ['asset_url'],
}

/** The rules for one kind of content. */
export const contentRules = (rules: ServerRules, kind: ContentKind): ContentRules =>
  kind === 'asset' ? ASSET : CONTAINERS[rules.containers]

/** Whether a role is registered as a model (docs/medperf.md 5.2). */
export const isModelRole = (rules: ServerRules, role: Role): boolean =>
  rules.models && role === 'reference_model'

/** The keys of the components in a benchmark, as far as the server has them (docs/medperf.md 6.1, 6.10). */
export const componentKeys = (rules: ServerRules): Readonly<Partial<Record<Role, string>>> =>
  known({
    data_preparator: 'data_preparation_mlcube',
    reference_model: rules.modelKey,
    benchmark_script: rules.topology ? 'benchmark_script' : undefined,
    evaluator: 'data_evaluator_mlcube',
  })

/**
 * Under whose key a benchmark holds a component. A script that computes the metrics is the evaluator where there is no key for
 * scripts; where there is one it stands there, also if benchmark.yaml calls it the evaluator (docs/medperf.md 6.10).
 */
export function findSeat(rules: ServerRules, topology: Topology, role: Role): Role {
  const isScript = topology === 'end_to_end_script' && (role === 'benchmark_script' || role === 'evaluator')
  if (!isScript) return role
  return rules.topology ? 'benchmark_script' : 'evaluator'
}

/** What may change on a benchmark in OPERATION by its owner (docs/medperf.md 6.5); the policies where the server has them. */
export const EDITABLE_BENCHMARK: readonly string[] = [
  'demo_dataset_tarball_url',
  'dataset_auto_approval_mode',
  'dataset_auto_approval_allow_list',
  'model_auto_approval_mode',
  'model_auto_approval_allow_list',
]

/** Length as the server counts it: in code points, not UTF-16 units (docs/medperf.md 2.7). */
export const countCharacters = (text: string): number => [...text].length
