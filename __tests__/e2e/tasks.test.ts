import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { StepName } from '../../src/facts/step.ts'
import { TASKS, type TestTask } from '../../src/facts/task.ts'
import type { StepReport } from '../../src/report/report.ts'
import { runTiny, TINY } from '../support/tiny.ts'

const benchmarkWith = (lines: string) => `${readFileSync(join(TINY, 'benchmark.yaml'), 'utf8')}${lines}`

/** Steps that cannot run once a task has failed (an independent one still does). */
const AFTER: Readonly<Record<TestTask, readonly StepName[]>> = {
  prepare: ['sanity_check', 'statistics', 'infer', 'evaluate'],
  sanity_check: [],
  statistics: [],
  infer: ['evaluate'],
  evaluate: [],
}

const stepOf = (steps: readonly StepReport[] | undefined, name: StepName) =>
  steps?.find((step) => step.name === name)

test.each(TASKS)('%s that ends with 1 fails; what needs it is skipped, the rest runs', async (task) => {
  const run = await runTiny({ scripts: { [task]: 'echo the reason; exit 1' } })
  const failed = stepOf(run.report?.steps, task)
  expect(failed).toMatchObject({ status: 'failed', failure: { kind: 'exit', exitCode: 1 } })
  expect(failed?.logTail).toContain('the reason')
  const skipped = run.report?.steps.filter(({ status }) => status === 'skipped').map(({ name }) => name)
  expect(skipped).toEqual(AFTER[task])
  expect(run.outputs['verdict']).toBe('failed')
  expect(run.code).toBe(1)
  expect(run.comments[0]).toContain(`${task} ended with exit code 1`)
  expect(run.comments[0]).toContain('the reason')
  expect(run.left).toEqual([])
})

interface End {
  readonly env?: Readonly<Record<string, string>>
  readonly what: string
  readonly task?: TestTask
  readonly script: string
  readonly failure: Readonly<Record<string, unknown>>
  /** In the first line of the comment. */
  readonly words: RegExp
  readonly run?: string
}

const ENDS: readonly End[] = [
  {
    what: 'is killed',
    script: 'sh -c "kill -9 \\$\\$"',
    failure: { kind: 'killed', exitCode: 137 },
    words: /infer was killed .*\(SIGKILL, exit code 137\)/,
  },
  {
    what: 'is not there',
    script: 'no-such-program',
    failure: { kind: 'not-found', exitCode: 127 },
    words: /infer ended with exit code 127: a command was not found in the image/,
  },
  {
    what: 'may not be executed',
    script: '/etc/',
    failure: { kind: 'not-executable', exitCode: 126 },
    words: /infer ended with exit code 126: a command was found but may not be executed/,
  },
  {
    what: 'uses more memory than its limit',
    script: 'x=x; while true; do x="$x$x"; done',
    run: 'run: { memory: 64m }\n',
    failure: { kind: 'out-of-memory' },
    words: /infer ran out of memory .*\(limit 64 MiB/,
  },
  {
    what: 'says nothing for too long',
    script: 'echo working; sleep 60',
    run: 'run: { timeout: { infer: 2s } }\n',
    failure: { kind: 'idle-timeout' },
    words: /infer wrote no line for 2 s and was stopped/,
  },
  {
    what: 'runs too long although it talks',
    script: 'while true; do echo still; sleep 0.2; done',
    run: 'run: { max_time: { infer: 2s } }\n',
    failure: { kind: 'timeout' },
    words: /infer was still running after 2 s and was stopped/,
  },
  {
    what: 'writes no statistics',
    task: 'statistics',
    script: 'true',
    failure: { kind: 'output' },
    words: /statistics: the statistics file is empty/,
  },
  {
    what: 'writes no results',
    task: 'evaluate',
    script: 'true',
    failure: { kind: 'output' },
    words: /evaluate: the results file is empty/,
  },
  {
    what: 'writes results that are not YAML',
    task: 'evaluate',
    script: 'printf "a: [1\\n\\0\\377" > /results.yaml',
    failure: { kind: 'output' },
    words: /evaluate: the results file cannot be read as YAML 1\.1/,
  },
  {
    what: 'writes statistics that are not YAML',
    task: 'statistics',
    script: 'printf "\\0\\1\\2{{{" > /statistics.yaml',
    failure: { kind: 'output' },
    words: /statistics: the statistics file cannot be read as YAML 1\.1/,
  },
  {
    what: 'writes 30 MB of empty lists',
    task: 'evaluate',
    script: '(printf "["; yes "[]," | head -n 7500000; printf "]") > /results.yaml',
    env: { NODE_OPTIONS: '--max-old-space-size=256' },
    failure: { kind: 'output' },
    words: /evaluate: the results file cannot be read as YAML 1\.1: it holds more than 1,000,000 values/,
  },
  {
    what: 'leaves a link that leads out of its folder',
    script: 'ln -s /etc/passwd /predictions/link',
    failure: { kind: 'output' },
    words: /infer wrote the link "link", which leads out of its folder/,
  },
  {
    what: 'leaves a FIFO',
    script: 'mkfifo /predictions/fifo',
    failure: { kind: 'output' },
    words: /infer wrote "fifo", which is neither a file nor a folder/,
  },
  {
    what: 'writes more than its limit',
    script: 'head -c 40000000 /dev/zero > /predictions/zero',
    run: 'run: { tasks: { infer: { disk: 8m } } }\n',
    failure: { kind: 'output' },
    words: /infer wrote [\d.]+ MiB, more than the 8\.0 MiB/,
  },
]

test.each(ENDS)(
  'a container that $what: $failure.kind',
  async ({ task = 'infer', script, failure, words, run: lines, env = {} }) => {
    const run = await runTiny({
      scripts: { [task]: script },
      env,
      ...(lines === undefined ? {} : { files: { 'benchmark.yaml': benchmarkWith(lines) } }),
    })
    const step = stepOf(run.report?.steps, task)
    expect(step).toMatchObject({ status: 'failed', failure })
    expect(step?.failure?.hint).toBeTruthy()
    expect(run.outputs['verdict']).toBe('failed')
    expect(run.comments[0]).toMatch(words)
    expect(run.left).toEqual([])
  },
)

test('no predictions are not a failure: that is for evaluate to say', async () => {
  const { report } = await runTiny({ scripts: { infer: 'true' } })
  expect(stepOf(report?.steps, 'infer')?.status).toBe('passed')
  expect(report?.results).toEqual({ accuracy: 0, threshold: 0.5 })
  expect(report?.verdict).toBe('failed')
})

test('results in YAML 1.1 keep what YAML 1.1 means', async () => {
  const { report, outputs } = await runTiny({
    scripts: { evaluate: 'printf "a: .nan\\nb: yes\\nc: 1e3\\naccuracy: 1\\n" > /results.yaml' },
  })
  expect(report?.verdict).toBe('passed')
  expect(JSON.parse(outputs['results'] ?? '')).toEqual({ a: 'nan', b: true, c: '1e3', accuracy: 1 })
})

test('a broken gate fails the run and annotates its line', async () => {
  const run = await runTiny({ scripts: { evaluate: 'echo accuracy: 0.25 > /results.yaml' } })
  expect(run.outputs['verdict']).toBe('failed')
  expect(run.annotations.join('\n')).toMatch(
    /^error benchmark\.yaml:14 `accuracy` ≥ 0\.5: 0\.25 is below 0\.5$/m,
  )
  expect(run.comments[0]).toContain('0.25')
})

test('an image that cannot be had fails fetch and says which', async () => {
  const run = await runTiny({ inputs: { config: 'no-image.yaml' } })
  const fetch = stepOf(run.report?.steps, 'fetch')
  expect(fetch).toMatchObject({ status: 'failed', failure: { kind: 'image' } })
  expect(fetch?.failure?.message).toContain('localhost:9/medperf-test-missing:1')
  expect(run.outputs['verdict']).toBe('failed')
})

test('what a container prints is text: no command of it is obeyed, no control character reaches the log', async () => {
  const lines = [
    '::error::from the container',
    '::set-output name=verdict::stolen',
    '::stop-commands::mine',
    '::add-mask::a',
  ]
  const script = `${lines.map((line) => `echo '${line}'`).join('; ')}; printf '\\033[31mred\\377\\376\\n'`
  const run = await runTiny({ scripts: { infer: script } })
  expect(stepOf(run.report?.steps, 'infer')?.status).toBe('passed')
  expect(run.annotations.filter((line) => line.includes('from the container'))).toEqual([])
  expect(run.commands.filter(({ name }) => ['set-output', 'add-mask'].includes(name))).toEqual([])
  for (const line of lines) expect(run.stdout).toContain(line)
  expect(run.stdout).toContain('red\ufffd\ufffd')
  expect(run.stdout).not.toContain('\u001b')
})

test('a gigabyte of log ends, and neither the log of the job nor the report nor its file grows with it', {
  timeout: 300_000,
}, async () => {
  let bytes = 0
  const run = await runTiny({
    scripts: {
      infer: 'head -c 1000000000 /dev/zero | tr "\\\\0" "x" | fold -w 1000; echo; echo the end; exit 3',
    },
    limit: 280_000,
    between({ outputs }) {
      const file = readFileSync(join(outputs['report'] ?? '', '..', 'logs', 'infer.log'))
      bytes = file.length
      expect(file.subarray(-100).toString()).toMatch(/x\nthe end\n$/)
      expect(file.includes('bytes of this log are left out here')).toBe(true)
    },
  })
  expect(bytes).toBeLessThan(40_000_000)
  expect(stepOf(run.report?.steps, 'infer')).toMatchObject({ failure: { kind: 'exit', exitCode: 3 } })
  expect(stepOf(run.report?.steps, 'infer')?.logTail).toContain('the end')
  expect(run.stdout.length).toBeLessThan(10_000_000)
  expect(Buffer.byteLength(run.comments[0] ?? '')).toBeLessThan(60_000)
  expect(run.left).toEqual([])
})

test('a hundred megabytes without one newline do no harm', async () => {
  const run = await runTiny({
    scripts: { infer: 'head -c 100000000 /dev/zero | tr "\\\\0" "x"' },
  })
  expect(stepOf(run.report?.steps, 'infer')?.status).toBe('passed')
  expect(run.stdout.length).toBeLessThan(10_000_000)
})

test('folders that even their owner may not enter are read and removed', async () => {
  const run = await runTiny({
    scripts: {
      infer:
        'mkdir -p /predictions/a/b && echo x > /predictions/a/b/c && chmod 000 /predictions/a/b/c /predictions/a/b /predictions/a',
    },
  })
  expect(stepOf(run.report?.steps, 'infer')?.status).toBe('passed')
  expect(run.left).toEqual([])
})
