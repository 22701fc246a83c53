import { chmodSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Job } from '../../src/job/job.ts'
import type { ContainerReport, Report, StepReport } from '../../src/report/report.ts'
import { reportJson } from '../../src/report/serialize.ts'
import { BASE_SHA, HEAD_SHA } from '../../stand-ins/events.ts'
import { BUILT, RUN, type TestedCheckout, testCheckout } from '../support/tested-report.ts'

let checkout: TestedCheckout

beforeEach(async () => {
  checkout = await testCheckout()
})
afterEach(() => checkout[Symbol.asyncDispose]())

const at = (path: string) => join(checkout.path, path)

/** Why a report was refused; the empty text where it was taken. */
async function refusal(text: string, change?: Partial<Job>): Promise<string> {
  const { verdict, reason } = await checkout.submit(text, change)
  expect(['passed', 'error']).toContain(verdict)
  return verdict === 'passed' ? '' : reason
}

const forged = (change: (report: Report) => object) => refusal(JSON.stringify(change(checkout.report)))

describe('the report of the test itself is taken', () => {
  test('as it is', async () => {
    expect(await refusal(reportJson(checkout.report))).toBe('')
  })

  test('by another attempt of the run, which may only register', async () => {
    expect(await refusal(reportJson(checkout.report), { run: { ...RUN, attempt: 2 } })).toBe('')
  })

  test.each(['any', RUN.id] as const)('by another run where `report-run` says %s', async (reportRun) => {
    const run = { ...RUN, id: 9_000 }
    expect(await refusal(reportJson(checkout.report), { run, reportRun })).toBe('')
  })
})

const step = (name: StepReport['name'], change: Partial<StepReport>) => (report: Report) => ({
  ...report,
  steps: report.steps.map((one) => (one.name === name ? { ...one, ...change } : one)),
})

const container = (role: ContainerReport['role'], change: object) => (report: Report) => ({
  ...report,
  containers: report.containers.map((one) => (one.role === role ? { ...one, ...change } : one)),
})

const low = {
  results: { accuracy: 0.01 },
  metrics: [{ name: 'accuracy', type: 'number', value: '0.01', number: 0.01 }],
}

describe('a forged report is refused', () => {
  test.each<[string, (report: Report) => object, RegExp]>([
    [
      'of another commit',
      (report) => ({ ...report, commit: BASE_SHA }),
      /it is of the commit b{40}, and this run is about a{40}/,
    ],
    ['of no commit', ({ commit: _, ...report }) => report, /names no commit/],
    [
      'of another run',
      (report) => ({ ...report, run: { ...RUN, id: 1 } }),
      /it is of the run 1, and this is the run 8150/,
    ],
    ['of no run', ({ run: _, ...report }) => report, /names no run/],
    [
      'of another benchmark',
      (report) => ({ ...report, benchmark: { ...report.benchmark, name: 'other' } }),
      /the report is of `other`/,
    ],
    [
      'of another file',
      (report) => ({ ...report, benchmark: { ...report.benchmark, config: 'b.yaml' } }),
      /the file of the benchmark: tested was b\.yaml/,
    ],
    [
      'that ran nothing, as mode plan does',
      (report) => ({ ...report, steps: [] }),
      /the step fetch is missing/,
    ],
    ['of a schema to come', (report) => ({ ...report, schema: 2 }), /its schema is 2, not 1/],
    ['of a schema before', (report) => ({ ...report, schema: 0 }), /its schema is 0, not 1/],
    [
      'of a version before this',
      ({ sources: _, ...report }) => report,
      /does not say what the repository held: an older version of this action wrote it/,
    ],
    [
      'with no gates and a result that breaks them',
      (report) => ({ ...report, gates: [], ...low }),
      /`accuracy` breaks its gate: 0\.01 is below 0\.5/,
    ],
    ['with no gates', (report) => ({ ...report, gates: [] }), /other gates than those of benchmark\.yaml/],
    [
      'with softer gates',
      (report) => ({ ...report, ...low, gates: report.gates.map((gate) => ({ ...gate, text: '≥ 0' })) }),
      /other gates.*≥ 0, in place of/,
    ],
    ['whose gate is said to be kept', (report) => ({ ...report, ...low }), /`accuracy` breaks its gate/],
    [
      'whose result was raised',
      (report) => ({ ...report, results: { accuracy: 1 } }),
      /its metrics are not those of its results/,
    ],
    ['without results', ({ results: _, ...report }) => report, /holds no results/],
    [
      'whose results are those of every object',
      (report) => ({ ...report, results: { constructor: 0.9 } }),
      /metrics are not those/,
    ],
    [
      'that failed',
      (report) => ({ ...report, verdict: 'failed', reason: 'ran into a wall' }),
      /did not pass: ran into a wall/,
    ],
    [
      'whose failure was turned',
      (report) => ({ ...step('evaluate', { status: 'failed' })(report), verdict: 'passed' }),
      /the step evaluate failed/,
    ],
    [
      'without a step',
      (report) => ({ ...report, steps: report.steps.filter(({ name }) => name !== 'sanity_check') }),
      /the step sanity_check is missing/,
    ],
    ['with a step skipped', step('infer', { status: 'skipped' }), /the step infer was skipped/],
    ['without prepare', step('prepare', { status: 'skipped' }), /the step prepare was skipped/],
    [
      'with a step twice',
      (report) => ({ ...report, steps: [...report.steps, report.steps[5]] }),
      /the step evaluate is there 2 times/,
    ],
    [
      'with the step of another benchmark',
      (report) => ({ ...report, steps: [...report.steps, { ...report.steps[5], name: 'run_script' }] }),
      /the step run_script was run/,
    ],
    [
      'with a problem',
      (report) => ({ ...report, problems: [{ severity: 'error', file: 'b.yaml', message: 'is wrong' }] }),
      /b\.yaml.*is wrong/,
    ],
    [
      'of another image',
      container('evaluator', { digest: BUILT }),
      /evaluator: the image digest: tested was sha256:d+/,
    ],
    [
      'of another image ID behind a digest that fits',
      container('evaluator', { imageId: BUILT }),
      /evaluator: the image ID: tested was sha256:d+, now it is sha256:c+/,
    ],
    [
      'of another build',
      container('reference_model', { imageId: `sha256:${'9'.repeat(64)}` }),
      /the image that was built and tested .* is in no registry/,
    ],
    [
      'of other parameters',
      container('evaluator', { parameters: '0'.repeat(64) }),
      /evaluator: the parameters/,
    ],
    [
      'of another configuration',
      container('evaluator', { configuration: '0'.repeat(64) }),
      /evaluator: the configuration/,
    ],
    ['of another type', container('evaluator', { type: 'DockerArchive' }), /evaluator: the type/],
    [
      'of other files',
      container('reference_model', { additionalFiles: '0'.repeat(64) }),
      /reference_model: the additional files/,
    ],
    [
      'of other data',
      (report) => ({ ...report, demoDataset: { ...report.demoDataset, sha256: '0'.repeat(64) } }),
      /the demo dataset: tested was 0+/,
    ],
    [
      'without the hash of prepared data',
      (report) => ({ ...report, demoDataset: { ...report.demoDataset, generatedUid: undefined } }),
      /no hash of the prepared data/,
    ],
    [
      'without a container',
      (report) => ({ ...report, containers: report.containers.slice(1) }),
      /knows no data_preparator/,
    ],
    [
      'with a container twice',
      (report) => ({ ...report, containers: [0, 0, 2].map((index) => report.containers[index]) }),
      /knows no reference_model/,
    ],
    [
      'that hashed nothing',
      (report) => ({ ...report, sources: [] }),
      /the reference model's build context `model` was not tested/,
    ],
    [
      'that hashed more',
      (report) => ({
        ...report,
        sources: [...(report.sources ?? []), { path: '../x', sha256: '0'.repeat(64), files: 1, bytes: 1 }],
      }),
      /`\.\.\/x` was tested, and benchmark\.yaml does not name it/,
    ],
    [
      'with two hashes to choose from',
      (report) => ({
        ...report,
        sources: (report.sources ?? []).flatMap((one) => [one, { ...one, sha256: '0'.repeat(64) }]),
      }),
      /is another than the tested/,
    ],
    ['with a key of every object', (report) => ({ ...report, constructor: 1 }), /at `constructor`/],
    ['whose steps are an object', (report) => ({ ...report, steps: { length: 6 } }), /is not a report/],
    ['whose verdict is true', (report) => ({ ...report, verdict: true }), /is not a report/],
    ['whose gates are null', (report) => ({ ...report, gates: null }), /is not a report/],
  ])('%s', async (_, change, words) => {
    expect(await forged(change)).toMatch(words)
  })

  test.each<[string, (text: string) => string, RegExp]>([
    ['with a key twice', (text) => text.replace('{', '{"verdict":"failed",'), /has the key `verdict` twice/],
    [
      'with a key twice, far inside',
      (text) => text.replace('"accuracy":', '"accuracy": 0.1, "accuracy":'),
      /has the key `accuracy` twice/,
    ],
    [
      'with a key twice, once in disguise',
      (text) => text.replace('{', '{"verdict\\u0020":1,"\\u0076erdict":"failed",'),
      /has the key `verdict` twice/,
    ],
    [
      'with a prototype',
      (text) => text.replace('{', '{"__proto__":{"verdict":"passed"},'),
      /is not a report/,
    ],
    [
      'with results whose numbers are no JSON',
      (text) => text.replace('"accuracy": 0.9', '"accuracy": Infinity'),
      /is not JSON/,
    ],
    [
      'that holds more than memory should',
      (text) => text.replace('"accuracy": 0.9', `"a": [${'[],'.repeat(3_000_000)}0]`),
      /report\.json` cannot be used: it holds more than 3,000,000 values/,
    ],
    ['that is larger than is read', (text) => text + ' '.repeat(64 * 1024 * 1024), /are read at most/],
    ['that is empty', () => '', /is not JSON/],
    ['that is another file of JSON', () => '{"version":1}', /is not a report/],
  ])('%s', async (_, change, words) => {
    expect(await refusal(change(reportJson(checkout.report)))).toMatch(words)
  })

  test('that is a link, or no file', async () => {
    const honest = reportJson(checkout.report)
    checkout.write('elsewhere.json', honest)
    symlinkSync('elsewhere.json', at('link.json'))
    expect(await refusal(honest, { report: 'link.json' })).toMatch(
      /link\.json` cannot be used: it is a link, or no regular file/,
    )
    expect(await refusal(honest, { report: 'model' })).toMatch(
      /model` cannot be used: it is a link, or no regular file/,
    )
    expect(await refusal(honest, { report: '/dev/zero' })).toMatch(/it is a link, or no regular file/)
  })
})

test('the first line of a report is made anew, whatever it says', async () => {
  const words = { reason: 'was approved by MedPerf', hint: 'See https://evil.example.' }
  const metrics = checkout.report.metrics.map((metric) => ({ ...metric, base: '0.1', change: 0.8 }))
  const { reason, hint } = await checkout.submit(JSON.stringify({ ...checkout.report, ...words, metrics }))
  expect([reason, hint]).toEqual(['runs · `accuracy` 0.9', undefined])
})

describe('a checkout that is not what was tested is refused, by the name of what differs', () => {
  test.each<[string, () => void, RegExp]>([
    [
      'the Dockerfile',
      () => checkout.write('model/Dockerfile', 'FROM busybox\n'),
      /the reference model's build context `model` is another than the tested: tested were 4 files of/,
    ],
    [
      'a file that a build copies',
      () => checkout.write('model/infer.py', 'print(2)\n'),
      /build context `model` is another than the tested: in contents, names or modes/,
    ],
    [
      'a file that may be executed',
      () => chmodSync(at('model/infer.py'), 0o755),
      /build context `model` is another/,
    ],
    [
      'a file more',
      () => checkout.write('model/.dockerignore', 'infer.py\n'),
      /build context `model` is another than the tested: tested were 4 files of .*, now it is 5 files/,
    ],
    ['a file less', () => rmSync(at('model/infer.py')), /build context `model` is another/],
    [
      'two names swapped',
      () => {
        checkout.write('x', '')
        renameSync(at('model/infer.py'), at('x'))
        renameSync(at('model/Dockerfile'), at('model/infer.py'))
        renameSync(at('x'), at('model/Dockerfile'))
      },
      /build context `model` is another/,
    ],
    [
      'a link in place of a file',
      () => {
        rmSync(at('model/infer.py'))
        symlinkSync('Dockerfile', at('model/infer.py'))
      },
      /build context `model` is another/,
    ],
    [
      'a name of the additional files',
      () => renameSync(at('model/weights/weights.txt'), at('model/weights/w.txt')),
      /additional files `model\/weights` is another/,
    ],
    [
      'a name of the demo dataset',
      () => renameSync(at('demo/images/1.txt'), at('demo/images/2.txt')),
      /the demo dataset `demo` is another than the tested: in contents, names or modes/,
    ],
    [
      'data that may be executed',
      () => chmodSync(at('demo/images/1.txt'), 0o755),
      /the demo dataset `demo` is another/,
    ],
    [
      'a comment in a configuration',
      () =>
        checkout.write('prep/container_config.yaml', `${checkout.read('prep/container_config.yaml')}# x\n`),
      /data preparator's configuration `prep\/container_config\.yaml` is another/,
    ],
    [
      'a comment in parameters',
      () => checkout.write('prep/parameters.yaml', `${checkout.read('prep/parameters.yaml')}# x\n`),
      /data preparator's parameters `prep\/parameters\.yaml` is another/,
    ],
    [
      'a gate',
      () =>
        checkout.write('benchmark.yaml', checkout.read('benchmark.yaml').replace('min: 0.5', 'min: 0.95')),
      /breaks its gate: 0\.9 is below 0\.95/,
    ],
    [
      'what is named',
      () =>
        checkout.write('benchmark.yaml', checkout.read('benchmark.yaml').replace('\n  build: model/', '')),
      /`model` was tested, and benchmark\.yaml does not name it/,
    ],
  ])('%s', async (_, change, words) => {
    change()
    expect(await refusal(reportJson(checkout.report))).toMatch(words)
  })
})

describe('an image that was built', () => {
  test('counts under the tags of this commit alone, not under those of the commit that a report names', async () => {
    await using older = await testCheckout({ [BASE_SHA]: BUILT })
    const { verdict, reason } = await older.submit(reportJson(older.report))
    expect([verdict, reason]).toEqual(['error', expect.stringMatching(/is in no registry/)])
    const moved = await older.submit(reportJson({ ...older.report, commit: BASE_SHA }))
    expect(moved.reason).toMatch(/it is of the commit b{40}/)
  })

  test('may have the tag that names commit and image, where the other is taken', async () => {
    const tags = { [HEAD_SHA]: `sha256:${'7'.repeat(64)}`, [`${HEAD_SHA}-${'d'.repeat(12)}`]: BUILT }
    await using second = await testCheckout(tags)
    expect((await second.submit(reportJson(second.report))).verdict).toBe('passed')
  })
})
