import * as z from 'zod'
import { ExpectedError } from '../facts/error.ts'
import { TOPOLOGIES } from '../facts/topology.ts'
import { toJson } from '../yaml/json.ts'
import { isMapping, type Value } from '../yaml/value.ts'
import { STATES } from './rows.ts'
import { countCharacters, type ServerRules } from './rules.ts'

/*
 * What may leave for the server, checked before it does: the server takes any JSON as a configuration and
 * never looks at an address (docs/medperf.md 2.7, 4.2), so this is the last place where a wrong body is
 * cheap.
 */

const text = (max: number) =>
  z.string().refine((value) => countCharacters(value) <= max, { error: `longer than ${max} characters` })
const filled = (max: number) => text(max).refine((value) => value.trim() !== '', { error: 'empty' })
const Json = z.custom<Value>((value) => value !== undefined, 'missing')
const Uid = z.int().min(1)
const State = z.enum(STATES)
const Bare = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 of 64 hex digits')
const BareOrEmpty = z.union([z.literal(''), Bare])
const Digest = z.string().regex(/^(sha256:)?[0-9a-f]{64}$/, 'not a SHA-256')

const CONTENT: Readonly<Record<ServerRules['containers'], z.ZodRawShape>> = {
  files: {
    git_mlcube_url: filled(256),
    mlcube_hash: Bare,
    git_parameters_url: text(256),
    parameters_hash: BareOrEmpty,
    image_tarball_url: text(256),
    image_tarball_hash: BareOrEmpty,
    image_hash: BareOrEmpty,
    additional_files_tarball_url: text(256),
    additional_files_tarball_hash: BareOrEmpty,
  },
  json: {
    container_config: z.custom<Value>((value) => isMapping(value as Value), 'not a mapping'),
    parameters_config: z.custom<Value>(
      (value) => value === null || isMapping(value as Value),
      'not a mapping',
    ),
    image_hash: Digest,
    additional_files_tarball_url: text(256),
    additional_files_tarball_hash: BareOrEmpty,
  },
}

const containerBody = (rules: ServerRules) =>
  z.strictObject({
    name: filled(rules.containerName),
    state: State,
    ...CONTENT[rules.containers],
    metadata: Json,
  })

/** The word `local` would say that nobody but the owner can have the files (docs/medperf.md 5.4). */
const assetContent = {
  asset_hash: Bare,
  asset_url: filled(256).refine((url) => url !== 'local', { error: 'no address' }),
}

const assetBody = (rules: ServerRules) =>
  z.strictObject({
    name: filled(rules.containerName),
    state: State,
    ...assetContent,
    metadata: Json,
  })

/** What a model and the content inside it have in common; the states must agree (docs/medperf.md 5.1). */
const modelCommon = (rules: ServerRules) => ({
  name: filled(rules.containerName),
  state: State,
  metadata: Json,
})

const modelBody = (rules: ServerRules) =>
  z.discriminatedUnion('type', [
    z.strictObject({
      ...modelCommon(rules),
      type: z.literal('CONTAINER'),
      container: containerBody(rules),
      asset: z.null(),
    }),
    z.strictObject({
      ...modelCommon(rules),
      type: z.literal('ASSET'),
      container: z.null(),
      asset: assetBody(rules),
    }),
  ])

const MODE = z.enum(['NEVER', 'ALWAYS', 'ALLOWLIST'])
const POLICIES = {
  dataset_auto_approval_mode: MODE,
  dataset_auto_approval_allow_list: z.array(z.string()),
  model_auto_approval_mode: MODE,
  model_auto_approval_allow_list: z.array(z.string()),
}

/** In both a component may be missing, depending on the topology; the one that is not wanted is left out or null (docs/medperf.md 6.10). */
const topologyParts = {
  topology: z.enum(TOPOLOGIES),
  data_evaluator_mlcube: Uid.nullish(),
  benchmark_script: Uid.nullish(),
}

const partFields = (rules: ServerRules): z.ZodRawShape =>
  rules.topology ? topologyParts : { data_evaluator_mlcube: Uid }
const policyFields = (rules: ServerRules): z.ZodRawShape => (rules.policies ? POLICIES : {})

const benchmarkBody = (rules: ServerRules) =>
  z.strictObject({
    name: filled(rules.benchmarkName),
    description: text(rules.description),
    docs_url: text(100),
    state: State,
    demo_dataset_tarball_url: filled(256),
    demo_dataset_tarball_hash: Bare,
    demo_dataset_generated_uid: Bare,
    data_preparation_mlcube: Uid,
    [rules.modelKey]: Uid,
    ...partFields(rules),
    metadata: Json,
    ...policyFields(rules),
  })

const CHANGEABLE = { is_valid: z.boolean() }

/**
 * The bodies of each write; those of PUT are partial, and an owner’s never holds `approval_status` (docs/medperf.md 6.5).
 */
export const BODIES = {
  createContainer: containerBody,
  createModel: modelBody,
  createBenchmark: benchmarkBody,
  updateContainer: (rules: ServerRules) => containerBody(rules).extend(CHANGEABLE).partial(),
  updateAsset: () => z.strictObject(assetContent).partial(),
  updateModel: () => z.strictObject({ state: State, ...CHANGEABLE }).partial(),
  updateBenchmark: (rules: ServerRules) => benchmarkBody(rules).extend(CHANGEABLE).partial(),
} as const
export type BodyKind = keyof typeof BODIES

/** The body as it will be sent; throws kind `input` naming every field that the server would refuse or take wrongly. */
export function checkBody(kind: BodyKind, rules: ServerRules, body: Value): Value {
  const json = toJson(body)
  const parsed = BODIES[kind](rules).safeParse(json)
  if (parsed.success) return json
  const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new ExpectedError('input', `${kind}: ${reasons.join('; ')}`, {
    reasons,
    hint: 'Nothing was sent. Correct benchmark.yaml or the files it names.',
  })
}
