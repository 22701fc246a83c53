import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configsWith, runTiny, TINY } from '../support/tiny.ts'

const fixture = (path: string) => readFileSync(join(TINY, path), 'utf8')

test('what no client reads or runs is said on its line, and nothing is run', async () => {
  const prep = fixture('prep/container_config.yaml').replace(/command: \["sh", "-c", "echo.*/, 'command:')
  const run = await runTiny({
    files: { 'metrics/parameters.yaml': '- 0.5\n- 0.6\n', 'prep/container_config.yaml': prep },
  })
  expect(run.outputs['verdict']).toBe('invalid')
  expect(run.annotations.toSorted()).toEqual([
    expect.stringContaining('error metrics/parameters.yaml:1 the parameters are a list'),
    expect.stringContaining('error prep/container_config.yaml:21 `command` has nothing behind it'),
  ])
  expect(run.report?.problems.map(({ code }) => code).toSorted()).toEqual([
    'empty-command',
    'parameters-not-mapping',
  ])
  expect(run.report?.steps).toEqual([])
})

test('outputs that no client sends or reads back fail their steps, with what to write', async () => {
  const run = await runTiny({
    scripts: {
      statistics: 'echo [1, 2] > /statistics.yaml',
      evaluate: "echo '{accuracy: NaN, worst: Infinity}' > /results.yaml",
    },
  })
  const failures = run.report?.steps.flatMap(({ name, failure }) => (failure ? [[name, failure]] : []))
  expect(failures).toEqual([
    [
      'statistics',
      {
        kind: 'output',
        code: 'statistics-not-mapping',
        message: 'the statistics are a list, and MedPerf’s client reads only a mapping of names to values',
        hint: 'Write statistics with names, for example `values: [1, 2]`.',
      },
    ],
    [
      'evaluate',
      {
        kind: 'output',
        code: 'nan-as-text',
        message:
          'the results hold text on which MedPerf’s client breaks when a hospital sends them: `accuracy` is `NaN`, `worst` is `Infinity`',
        hint: expect.stringContaining('write `.nan`, `.inf` or `-.inf`'),
      },
    ],
  ])
  expect(run.comments[0]).toContain('the statistics are a list')
  expect(run.comments[0]).toContain('`accuracy` is `NaN`')
})

test('a report file that is no table, and numbers that are text, are spoken about', async () => {
  const files = configsWith({
    prepare:
      'echo stage: done > /report.yaml; cp /in/numbers.txt /out/data/ && cp /in-labels/parity.txt /out/labels/',
    evaluate: "echo '{accuracy: 9e-1, loss: 1e-05}' > /results.yaml",
  })
  const prep = files['prep/container_config.yaml'] ?? ''
  const run = await runTiny({
    files: {
      ...files,
      'prep/container_config.yaml': prep.replace(
        /( +)output_labels_path:/,
        '$1report_file: { mount_path: /report.yaml, type: file }\n$&',
      ),
    },
  })
  expect(run.report).toMatchObject({
    verdict: 'failed',
    reason: '`accuracy` breaks its gate: it is the text `9e-1`, not a number',
    hint: '`9e-1` is text in YAML 1.1: write `0.9`.',
    notices: expect.arrayContaining([
      expect.stringContaining('If using all scalar values, you must pass an index'),
      expect.stringMatching(/^The result `loss` is text that looks like a number\..*write `1\.0e-05`\.$/),
    ]),
  })
  expect(run.comments[0]).toContain('you must pass an index')
  expect(run.comments[0]).toContain('write `1.0e-05`')
})
