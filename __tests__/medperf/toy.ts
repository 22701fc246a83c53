import { readFileSync } from 'node:fs'
import type { Benchmark, Component } from '../../src/benchmark/benchmark.ts'
import type { HostedFile } from '../../src/facts/hosted-file.ts'
import type { Parts, Role } from '../../src/facts/role.ts'
import type { Era } from '../../src/medperf/era.ts'
import type { ComponentEvidence, Evidence } from '../../src/medperf/plan/wanted/evidence.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import type { Value } from '../../src/yaml/value.ts'
import { BYO_ROLES, type ByoBenchmark, type ByoRole } from '../support/benchmark.ts'

const FIXTURES = new URL('../fixtures/medperf-json/', import.meta.url)

export type Body = Readonly<Record<string, Value>>

/** A recorded request body of one era; that of the topology era is the one before with a topology (docs/medperf.md 6.10). */
export function exampleBody(era: Era, name: string): Body {
  const folder = era === 'topology' ? 'model' : era
  const body = JSON.parse(readFileSync(new URL(`${folder}_era/${name}.json`, FIXTURES), 'utf8')) as Body
  return era === 'topology' && name === 'POST_benchmarks'
    ? { ...body, topology: 'byo_inference_script', benchmark_script: null }
    : body
}

/** The three container bodies by role; the reference model's is the nested one in the model era. */
export function exampleContainers(era: Era): Readonly<Record<ByoRole, Body>> {
  const model = assumeRules(era).models
    ? (exampleBody(era, 'POST_models_container')['container'] as Body)
    : exampleBody(era, 'POST_mlcubes_reference_model')
  return {
    data_preparator: exampleBody(era, 'POST_mlcubes_preparator'),
    reference_model: model,
    evaluator: exampleBody(era, 'POST_mlcubes_evaluator'),
  }
}

export interface ToyChanges {
  readonly name?: string
  readonly description?: string
  readonly state?: 'operation' | 'development'
  readonly components?: Partial<Record<Role, Partial<Component>>>
  readonly associations?: Benchmark['associations']
  readonly prepared?: boolean
}

/** The benchmark that the recorded bodies were made from. */
export function toyBenchmark(era: Era, changes: ToyChanges = {}): ByoBenchmark {
  const bodies = exampleContainers(era)
  const components = Object.fromEntries(
    BYO_ROLES.map((role) => [
      role,
      { ...toyComponent(era, role, bodies[role]), ...changes.components?.[role] },
    ]),
  ) as ByoBenchmark['components']
  const limits = { prepare: {}, sanity_check: {}, statistics: {}, infer: {}, evaluate: {} }
  return {
    config: 'benchmark.yaml',
    name: changes.name ?? 'toy-benchmark',
    description: changes.description ?? 'Toy benchmark',
    demoDataset: {
      source: { kind: 'url', url: DEMO_URL },
      prepared: changes.prepared ?? false,
      position: { file: 'benchmark.yaml' },
    },
    topology: 'byo_inference_script',
    components,
    runtime: 'auto',
    limits,
    gates: [],
    submit: { isStated: true, state: changes.state ?? 'operation' },
    associations: changes.associations ?? {
      datasets:
        era === 'mlcube'
          ? { mode: 'never', allow: [] }
          : { mode: 'allowlist', allow: ['alice@hospital.example'] },
      models: { mode: 'never', allow: [] },
    },
  }
}

function toyComponent(era: Era, role: Role, body: Body): Component {
  const parameters = body['parameters_config'] ?? (era === 'mlcube' ? { any: 1 } : null)
  const document: Value = body['container_config'] ?? { name: role, docker: { image: 'toy/image:1.0.0' } }
  const image = (document as Body)['image']
  return {
    role,
    name: String(body['name']),
    config: `${role}/container_config.yaml`,
    spec: {
      type: 'DockerImage',
      image: typeof image === 'string' ? image : 'toy/image:1.0.0',
      tasks: {},
      document,
    },
    ...(parameters === null ? {} : { parameters }),
  }
}

const DEMO_URL = 'https://files.example.org/demo.tar.gz'

export type ByoEvidence = Evidence & {
  readonly components: Required<Pick<Parts<ComponentEvidence>, 'evaluator'>>
}

/** What a test of that benchmark found. */
export function toyEvidence(
  era: Era,
  changes: Partial<Record<Role, Partial<ComponentEvidence>>> = {},
): ByoEvidence {
  const benchmark = exampleBody(era, 'POST_benchmarks')
  const bodies = exampleContainers(era)
  return {
    tested: true,
    components: Object.fromEntries(
      BYO_ROLES.map((role) => [role, { ...toyComponentEvidence(era, bodies[role]), ...changes[role] }]),
    ) as ByoEvidence['components'],
    demoDataset: {
      url: DEMO_URL,
      sha256: String(benchmark['demo_dataset_tarball_hash']),
      generatedUid: String(benchmark['demo_dataset_generated_uid']),
    },
    results: { accuracy: 0.5, auc: Number.NaN },
  }
}

/** The files of the recorded model without a container. */
export function exampleAsset(): { readonly url: string; readonly sha256: string } {
  const asset = exampleBody('model', 'POST_models_asset')['asset'] as Body
  return { url: String(asset['asset_url']), sha256: String(asset['asset_hash']) }
}

/** The toy benchmark with those files as its model, run by a script that is written as the evaluator. */
export function assetBenchmark(changes: ToyChanges = {}, name = 'toy-weights'): ByoBenchmark {
  const files = { kind: 'url' as const, url: exampleAsset().url }
  const spec = { type: 'Asset' as const, image: files.url, tasks: {}, document: null }
  const model = { name, config: '', spec, additionalFiles: files }
  const toy = toyBenchmark('model', {
    ...changes,
    components: { ...changes.components, reference_model: model },
  })
  return { ...toy, topology: 'end_to_end_script' }
}

/** What a test of that found, with these files. */
export const assetEvidence = (files: HostedFile = exampleAsset()): ByoEvidence =>
  toyEvidence('model', { reference_model: { image: {}, additionalFiles: files } })

/** The toy benchmark with those files as its model and a script of its own, beside an evaluator or without one. */
export function scriptBenchmark(
  topology: 'end_to_end_script' | 'inference_script',
  changes: ToyChanges = {},
): Benchmark {
  const { evaluator, ...others } = assetBenchmark(changes).components
  const document = { ...(evaluator.spec.document as Body), image: 'toy/script:1.0.0' }
  const script: Component = {
    ...evaluator,
    ...changes.components?.benchmark_script,
    role: 'benchmark_script',
    name: 'toy-script',
    spec: { ...evaluator.spec, document },
  }
  const parts = { ...others, benchmark_script: script }
  const components = topology === 'inference_script' ? { ...parts, evaluator } : parts
  return { ...assetBenchmark(changes), topology, components }
}

/** What a test of that found. */
export function scriptEvidence(
  topology: 'end_to_end_script' | 'inference_script',
  files: HostedFile = exampleAsset(),
): Evidence {
  const evidence = assetEvidence(files)
  const { evaluator, ...others } = evidence.components
  const image = { digest: `sha256:${'5'.repeat(64)}`, imageId: `sha256:${'6'.repeat(64)}` }
  const parts = { ...others, benchmark_script: { ...evaluator, image } }
  const components = topology === 'inference_script' ? { ...parts, evaluator } : parts
  return { ...evidence, components }
}

function toyComponentEvidence(era: Era, body: Body): ComponentEvidence {
  const hash = String(body['image_hash'])
  const weights = String(body['additional_files_tarball_hash'])
  const additional =
    weights === ''
      ? {}
      : { additionalFiles: { url: String(body['additional_files_tarball_url']), sha256: weights } }
  if (era !== 'mlcube') return { image: { digest: hash, imageId: `sha256:${'a'.repeat(64)}` }, ...additional }
  return {
    image: { imageId: `sha256:${hash}`, digest: `sha256:${'b'.repeat(64)}` },
    manifest: { url: String(body['git_mlcube_url']), sha256: String(body['mlcube_hash']) },
    parametersFile: { url: String(body['git_parameters_url']), sha256: String(body['parameters_hash']) },
    ...additional,
  }
}
