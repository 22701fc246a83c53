import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Topology } from '../../src/facts/topology.ts'
import { gatherEvidence, isTested } from '../../src/plan/evidence.ts'
import { findMismatches } from '../../src/plan/report-match.ts'
import type { Report, StepReport } from '../../src/report/report.ts'
import { writeCanonicalJson } from '../../src/yaml/json.ts'
import { toyBenchmark } from '../medperf/toy.ts'
import { BYO_ROLES } from '../support/benchmark.ts'
import { buildOf } from '../support/build-of.ts'

const digest = (letter: string) => `sha256:${letter.repeat(64)}`
const step = (name: StepReport['name'], status: StepReport['status'] = 'passed'): StepReport => ({
  name,
  status,
  seconds: 1,
  logTail: [],
})

const plain = toyBenchmark('model')
const weights = { kind: 'url', url: 'https://files.example.org/weights.tar.gz' } as const
const benchmark = {
  ...plain,
  components: {
    ...plain.components,
    reference_model: { ...plain.components.reference_model, additionalFiles: weights },
  },
}

const hashOf = (value: string) => createHash('sha256').update(value).digest('hex')
const PARAMETERS = {
  data_preparator: hashOf('{"classes":["healthy","sick"],"resize":128}'),
  reference_model: undefined,
  evaluator: hashOf('{"metrics":["accuracy","auc"]}'),
} as const

const report: Report = {
  schema: 1,
  action: { version: '1' },
  benchmark: { name: 'toy-benchmark', config: 'benchmark.yaml' },
  verdict: 'passed',
  reason: 'runs',
  startedAt: '2026-01-01T00:00:00Z',
  seconds: 1,
  host: { cpus: 2, memory: 1, gpus: 0 },
  problems: [],
  demoDataset: { source: 'x', sha256: 'd'.repeat(64), generatedUid: 'e'.repeat(64) },
  containers: BYO_ROLES.map((role) => ({
    role,
    name: benchmark.components[role].name,
    config: 'c',
    type: 'DockerImage',
    image: benchmark.components[role].spec.image,
    digest: digest('a'),
    imageId: digest('b'),
    configuration: hashOf(writeCanonicalJson(benchmark.components[role].spec.document)),
    ...(PARAMETERS[role] === undefined ? {} : { parameters: PARAMETERS[role] }),
    ...(role === 'reference_model' ? { additionalFiles: 'f'.repeat(64) } : {}),
  })),
  steps: [
    step('fetch'),
    step('prepare'),
    step('sanity_check'),
    step('statistics'),
    step('infer'),
    step('evaluate'),
  ],
  metrics: [],
  gates: [],
  results: { accuracy: 0.5, auc: 'nan' },
  notices: [],
}

describe('the evidence of a report', () => {
  it('holds digests, hashes, uid and results', () => {
    const evidence = gatherEvidence(benchmark, report)
    expect(evidence.tested).toBe(true)
    expect(evidence.components.reference_model).toEqual({
      image: { digest: digest('a'), imageId: digest('b') },
      additionalFiles: { url: weights.url, sha256: 'f'.repeat(64) },
    })
    expect(evidence.demoDataset).toEqual({
      url: 'https://files.example.org/demo.tar.gz',
      sha256: 'd'.repeat(64),
      generatedUid: 'e'.repeat(64),
    })
    expect(evidence.results).toEqual(report.results)
  })

  it('leaves files of the repository open until they are published', () => {
    const source = { kind: 'path', path: '/r/demo', shown: 'demo', type: 'directory' } as const
    const local = { ...benchmark, demoDataset: { ...benchmark.demoDataset, source } }
    expect(gatherEvidence(local, report).demoDataset).toEqual({ generatedUid: 'e'.repeat(64) })
    const published = {
      components: {},
      demoDataset: { url: 'https://a.example/d.tar.gz', sha256: '1'.repeat(64) },
    }
    expect(gatherEvidence(local, report, published).demoDataset).toMatchObject(published.demoDataset)
  })

  it('takes a digest after a push, and says before it that one will come', () => {
    const { evaluator } = benchmark.components
    const built = {
      ...benchmark,
      components: { ...benchmark.components, evaluator: { ...evaluator, build: buildOf('/r/metrics') } },
    }
    expect(gatherEvidence(built, report).components.evaluator?.image.toPush).toBe(true)
    const image = { digest: digest('c'), reference: 'r.example/metrics:abc', toPush: false }
    expect(
      gatherEvidence(built, report, { components: { evaluator: { image } } }).components.evaluator?.image,
    ).toMatchObject(image)
  })

  it('of a file that holds an image has the hash that was measured', () => {
    const { evaluator } = benchmark.components
    const source = { kind: 'url', url: 'https://files.example.org/image.tar' } as const
    const archived = {
      ...benchmark,
      components: { ...benchmark.components, evaluator: { ...evaluator, imageFile: source } },
    }
    const containers = report.containers.map(
      ({ digest: _, ...one }) => ({ ...one, imageFile: '7'.repeat(64) }) as const,
    )
    expect(gatherEvidence(archived, { ...report, containers }).components.evaluator).toEqual({
      image: { imageId: digest('b'), fileHash: '7'.repeat(64) },
      imageFile: { url: source.url, sha256: '7'.repeat(64) },
    })
  })

  it('of a registered component is its uid and the image that was tested', () => {
    const { reference_model: model } = benchmark.components
    const registered = { uid: 12, imageHash: digest('a'), fields: {} }
    const byUid = {
      ...benchmark,
      components: { ...benchmark.components, reference_model: { ...model, registered } },
    }
    expect(gatherEvidence(byUid, report).components.reference_model).toEqual({
      uid: 12,
      image: { digest: digest('a'), imageId: digest('b') },
    })
  })

  it.each<[string, Partial<Report>, boolean, boolean]>([
    ['all steps passed', {}, false, true],
    ['a step failed', { steps: [...report.steps.slice(0, -1), step('evaluate', 'failed')] }, false, false],
    ['a step is missing', { steps: report.steps.slice(0, -1) }, false, false],
    ['a gate is broken', { verdict: 'failed' }, false, false],
    [
      'prepare was skipped',
      { steps: report.steps.map((one) => (one.name === 'prepare' ? step('prepare', 'skipped') : one)) },
      false,
      false,
    ],
    [
      'prepare was not needed',
      { steps: report.steps.map((one) => (one.name === 'prepare' ? step('prepare', 'skipped') : one)) },
      true,
      true,
    ],
  ])('counts as tested: %s', (_what, changes, prepared, tested) => {
    expect(isTested(toyBenchmark('model', { prepared }), { ...report, ...changes })).toBe(tested)
  })

  it('of a model that is an asset, the script is the test', () => {
    const { spec } = plain.components.reference_model
    const asset = toyBenchmark('model', {
      components: { reference_model: { spec: { ...spec, type: 'Asset' } } },
    })
    const passed = (topology: Topology, ...names: StepReport['name'][]) =>
      isTested(
        { ...asset, topology },
        { ...report, steps: [...report.steps.slice(0, -2), ...names.map((name) => step(name))] },
      )
    expect(passed('end_to_end_script', 'infer', 'evaluate')).toBe(false)
    expect(passed('end_to_end_script', 'run_script')).toBe(true)
    expect(passed('inference_script', 'run_script')).toBe(false)
    expect(passed('inference_script', 'run_script', 'evaluate')).toBe(true)
  })
})

describe('a report of exactly this content', () => {
  const images = Object.fromEntries(
    BYO_ROLES.map((role) => [role, { digest: digest('a'), imageId: digest('b') }]),
  )
  const content = {
    images,
    additionalFiles: { reference_model: 'f'.repeat(64) },
    imageFiles: {},
    demoDataset: 'd'.repeat(64),
  }
  const container = (role: string, changes: object): Report => ({
    ...report,
    containers: report.containers.map((one) => (one.role === role ? { ...one, ...changes } : one)),
  })

  it('has no mismatch', () => {
    expect(findMismatches(benchmark, report, content)).toEqual([])
  })

  it.each<[string, Report, RegExp]>([
    [
      'a moved digest',
      container('evaluator', { digest: digest('9') }),
      /evaluator: the image digest: tested was sha256:9+, now it is sha256:a+/,
    ],
    ['another reference', container('evaluator', { image: 'x/y:1' }), /evaluator: the image reference/],
    ['another image ID', container('evaluator', { imageId: digest('9') }), /image ID/],
    ['other parameters', container('evaluator', { parameters: '0'.repeat(64) }), /evaluator: the parameters/],
    [
      'other tasks',
      container('evaluator', { configuration: '0'.repeat(64) }),
      /evaluator: the configuration is another/,
    ],
    ['no parameters', container('evaluator', { parameters: undefined }), /evaluator: the parameters/],
    [
      'other weights',
      container('reference_model', { additionalFiles: '0'.repeat(64) }),
      /additional files: tested was 0+/,
    ],
    [
      'no weights',
      container('reference_model', { additionalFiles: undefined }),
      /tested without additional files/,
    ],
    [
      'weights where there are none',
      container('evaluator', { additionalFiles: '0'.repeat(64) }),
      /tested with additional files/,
    ],
    [
      'another demo dataset',
      { ...report, demoDataset: { source: 'x', sha256: '0'.repeat(64) } },
      /the demo dataset/,
    ],
    ['another benchmark', { ...report, benchmark: { name: 'other', config: 'b' } }, /of `other`/],
    [
      'a container missing',
      { ...report, containers: report.containers.slice(1) },
      /knows no data_preparator/,
    ],
  ])('is not one with %s', (_what, other, words) => {
    expect(findMismatches(benchmark, other, content).join()).toMatch(words)
  })

  it('is not one of data that was prepared when it was not, or the other way round', () => {
    const prepared = { ...benchmark, demoDataset: { ...benchmark.demoDataset, prepared: true } }
    const steps = report.steps.map((one) => (one.name === 'prepare' ? step('prepare', 'skipped') : one))
    const unprepared = { ...report, steps }
    expect(isTested(prepared, report)).toBe(true)
    expect(findMismatches(prepared, report, content).join()).toContain('was tested with prepare')
    expect(findMismatches(prepared, unprepared, content)).toEqual([])
    expect(findMismatches(benchmark, unprepared, content).join()).toContain('was tested without prepare')
  })

  it('is not one with other files of a model that is an asset, or with a container in its place', () => {
    const spec = { type: 'Asset' as const, image: 'model/', tasks: {}, document: null }
    const files = { kind: 'path' as const, path: '/model', shown: 'model/', type: 'directory' as const }
    const model = toyBenchmark('model', {
      components: { reference_model: { spec, additionalFiles: files } },
    })
    const now = (hash: string) => ({
      ...content,
      images: { ...images, reference_model: {} },
      additionalFiles: { reference_model: hash },
    })
    const words = (hash: string, tested: object) =>
      findMismatches(model, container('reference_model', tested), now(hash)).join()
    const nothing = createHash('sha256').update('null').digest('hex')
    const tested = { type: 'Asset', image: 'model/', configuration: nothing, parameters: undefined }
    const withHash = { ...tested, digest: undefined, imageId: undefined, additionalFiles: 'e'.repeat(64) }
    expect(words('e'.repeat(64), withHash)).toBe('')
    expect(words('f'.repeat(64), withHash)).toMatch(
      /^reference_model: the files of the asset: tested was e+, now it is f+$/,
    )
    expect(words('f'.repeat(64), {})).toMatch(/the image reference.*the configuration is another/)
  })

  it('is not one with another image file', () => {
    const tested = container('evaluator', { imageFile: '1'.repeat(64) })
    const now = (hash: string) => ({ ...content, imageFiles: { evaluator: hash } })
    expect(findMismatches(benchmark, tested, now('1'.repeat(64)))).toEqual([])
    expect(findMismatches(benchmark, tested, now('2'.repeat(64))).join()).toMatch(
      /evaluator: the image file: tested was 1+, now it is 2+/,
    )
  })
})
