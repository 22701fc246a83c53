import type { Role } from '../facts/role.ts'

/** The three revisions of MedPerf's server API that exist in the field, oldest first (docs/medperf.md 1.1). */
export const ERAS = ['mlcube', 'container', 'model'] as const
export type Era = (typeof ERAS)[number]

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

/** What differs between the eras for somebody who registers a benchmark; lengths are in code points, the content is a container's. */
export interface EraRules extends ContentRules {
  readonly containerName: number
  readonly benchmarkName: number
  readonly description: number
  /** What the Python client of the era takes, where that is less than the server does. */
  readonly clientDescription: number
  /** The benchmark's key for its reference model (docs/medperf.md 6.1). */
  readonly modelKey: 'reference_model' | 'reference_model_mlcube'
  /** Whether benchmarks carry policies that let participants in (docs/medperf.md 6.1). */
  readonly policies: boolean
  /** Whether the reference model is registered under `models/` (docs/medperf.md 5.2). */
  readonly models: boolean
}

const ADDITIONAL_FILES = ['additional_files_tarball_url', 'additional_files_tarball_hash'] as const

const JSON_CONTENT: ContentRules = {
  content: ['container_config', 'parameters_config', 'image_hash', ...ADDITIONAL_FILES],
  unique: ['image_hash', 'additional_files_tarball_hash', 'container_config', 'parameters_config'],
  editable: ['additional_files_tarball_url'],
}

const LONG = { containerName: 128, benchmarkName: 128, description: 256, clientDescription: 256 }

export const RULES: Readonly<Record<Era, EraRules>> = {
  mlcube: {
    containerName: 20,
    benchmarkName: 20,
    description: 100,
    clientDescription: 20,
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
    modelKey: 'reference_model_mlcube',
    policies: false,
    models: false,
  },
  container: {
    ...LONG,
    ...JSON_CONTENT,
    modelKey: 'reference_model_mlcube',
    policies: true,
    models: false,
  },
  model: { ...LONG, ...JSON_CONTENT, modelKey: 'reference_model', policies: true, models: true },
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
export const contentRules = (era: Era, kind: ContentKind): ContentRules =>
  kind === 'asset' ? ASSET : RULES[era]

/** Whether a role is registered as a model (docs/medperf.md 5.2). */
export const isModelRole = ({ era }: { readonly era: Era }, role: Role): boolean =>
  RULES[era].models && role === 'reference_model'

/** What may change on a benchmark in OPERATION by its owner (docs/medperf.md 6.5); the policies where the era has them. */
export const EDITABLE_BENCHMARK: readonly string[] = [
  'demo_dataset_tarball_url',
  'dataset_auto_approval_mode',
  'dataset_auto_approval_allow_list',
  'model_auto_approval_mode',
  'model_auto_approval_allow_list',
]

/** Length as the server counts it: in code points, not UTF-16 units (docs/medperf.md 2.7). */
export const countCharacters = (text: string): number => [...text].length
