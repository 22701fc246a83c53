import type { GateLimits } from '../../src/benchmark/benchmark.ts'
import type { Measured } from '../../src/facts/measurement.ts'
import { buildReport, type RunEvidence } from '../../src/report/build.ts'
import { markerLine, stateLine } from '../../src/report/marker.ts'
import type { ContainerReport, StepReport } from '../../src/report/report.ts'
import type { Value } from '../../src/yaml/value.ts'
import { benchmark } from '../support/benchmark.ts'

export const COMMIT = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334'
export const BASE_COMMIT = '3f2a91c0d4b85e6f7a1920c3b4d5e6f708192a3b'
const digits = (seed: string) => seed.repeat(64).slice(0, 64)

export const LINKS = { serverUrl: 'https://github.com', repository: 'acme/breast-cancer-wdbc' }

export const MARKER = [
  markerLine({ config: 'benchmark.yaml', workflow: 'benchmark', job: 'test' }),
  stateLine({ sha: COMMIT, run: 8150, attempt: 1 }),
].join('\n')

/** One limit on a metric, as written in line 31 of benchmark.yaml. */
export const limits = (metric: string, change: Partial<GateLimits> = {}): GateLimits => ({
  metric,
  position: { file: 'benchmark.yaml', line: 31, column: 3 },
  ...change,
})

const passed = (name: StepReport['name'], seconds: number, measured: Measured = {}): StepReport => ({
  name,
  status: 'passed',
  seconds,
  ...measured,
  logTail: [`${name} is done`],
  log: `logs/${name}.log`,
})

const MIB = 1024 ** 2

const mib = (value: number) => Math.round(value * MIB)
const used = (memory: number, cpuSeconds: number, read: number, written: number): Measured => ({
  peakMemory: mib(memory),
  cpuSeconds,
  bytesRead: mib(read),
  bytesWritten: mib(written),
})

export const STEPS: readonly StepReport[] = [
  passed('fetch', 0.42),
  passed('prepare', 2.13, used(88.2, 1.91, 12.3, 3.4)),
  passed('sanity_check', 0.61, used(41.4, 0.44, 0, 0)),
  passed('statistics', 0.58, used(42.1, 0.41, 0, 0.01)),
  passed('infer', 1.72, used(143.9, 3.12, 4.5, 0.02)),
  passed('evaluate', 0.93, used(97.3, 0.8, 0, 0.01)),
]

const container = (role: ContainerReport['role'], name: string, seed: string): ContainerReport => ({
  role,
  name: `breast-cancer-wdbc-${name}`,
  config: `${name}/container_config.yaml`,
  type: 'DockerImage',
  image: `ghcr.io/acme/wdbc-${name}:1.2.0`,
  imageId: `sha256:${digits(`${seed}1`)}`,
  digest: `sha256:${digits(`${seed}2`)}`,
  imageBytes: 151 * MIB,
  parameters: digits(`${seed}3`),
})

/** What the example's evaluator writes. */
export const RESULTS: Value = {
  AUC: 0.994135,
  sensitivity: 0.971429,
  specificity: 0.961111,
  accuracy: 0.964912,
  interval: {
    AUC: { low: 0.981204, high: 0.99819 },
    sensitivity: { low: 0.902307, high: 0.992168 },
  },
  cases: { malignant: 70, benign: 180 },
}

export const BASE_RESULTS: Value = {
  AUC: 0.992101,
  sensitivity: 0.971429,
  specificity: 0.966667,
  accuracy: 0.968,
  interval: {
    AUC: { low: 0.978115, high: 0.997188 },
    sensitivity: { low: 0.902307, high: 0.992168 },
  },
  cases: { malignant: 70, benign: 180 },
}

/** A green run of the example, compared with its base; changed as wanted. */
export function evidence(change: Partial<RunEvidence> = {}): RunEvidence {
  return {
    actionVersion: '1.0.0',
    config: 'benchmark.yaml',
    benchmark: benchmark(
      {},
      {
        name: 'breast-cancer-wdbc',
        gates: [
          limits('AUC', { min: 0.95, maxDrop: 0.01, tolerance: 1e-6 }),
          limits('sensitivity', { min: 0.9, position: { file: 'benchmark.yaml', line: 32, column: 3 } }),
        ],
      },
    ),
    problems: [],
    steps: STEPS,
    containers: [
      container('data_preparator', 'prep', 'a'),
      container('reference_model', 'model', 'b'),
      { ...container('evaluator', 'metrics', 'c'), additionalFiles: digits('c4') },
    ],
    demoDataset: {
      source: 'demo/',
      sha256: digits('d1'),
      bytes: 53_412,
      files: 3,
      inputDataHash: digits('d2'),
      generatedUid: digits('d3'),
    },
    results: RESULTS,
    statistics: { cases: 250 },
    base: { commit: BASE_COMMIT, results: BASE_RESULTS },
    notices: [],
    host: { engine: 'Docker 28.2', cpus: 2, memory: 8 * 1024 ** 3, gpus: 0 },
    startedAt: '2026-11-24T10:00:00Z',
    seconds: 6.41,
    commit: COMMIT,
    run: {
      id: 8150,
      number: 815,
      attempt: 1,
      url: 'https://github.com/acme/breast-cancer-wdbc/actions/runs/8150',
      workflow: 'benchmark',
      job: 'test',
    },
    ...change,
  }
}

/** Evidence without some of its optional parts. */
export function without(keys: readonly (keyof RunEvidence)[], from = evidence()): RunEvidence {
  return Object.fromEntries(
    Object.entries(from).filter(([key]) => !keys.some((one) => one === key)),
  ) as unknown as RunEvidence
}

/** A step that failed because of its container, and the steps that then had to be skipped. */
export function failedAt(
  name: StepReport['name'],
  failure: NonNullable<StepReport['failure']>,
  logTail: readonly string[] = [],
): readonly StepReport[] {
  const after = name === 'infer' ? ['evaluate'] : []
  return STEPS.map((step): StepReport => {
    if (step.name === name)
      return { ...step, status: 'failed', seconds: 41.3, failure, logTail: [...logTail] }
    if (!after.includes(step.name)) return step
    return { name: step.name, status: 'skipped', seconds: 0, skipped: `${name} failed`, logTail: [] }
  })
}

export const report = (change: Partial<RunEvidence> = {}) => buildReport(evidence(change))
