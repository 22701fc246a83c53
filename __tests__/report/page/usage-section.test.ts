import { expect, test } from 'vitest'
import { renderSummary } from '../../../src/report/page/summary.ts'
import type { StepReport } from '../../../src/report/report.ts'
import { report, STEPS } from '../evidence.ts'

const step = (change: Partial<StepReport>): StepReport => ({
  name: 'infer',
  status: 'passed',
  seconds: 10,
  logTail: [],
  ...change,
})
const SUMMARY = 'CPU, disk and GPU'
const rows = (steps: readonly StepReport[]) => {
  const [, body = ''] = renderSummary(report({ steps })).split(`<details><summary>${SUMMARY}</summary>\n\n`)
  return body.split('\n\n')[0]?.split('\n')
}

test('what containers used is folded, one row for each that used something', () => {
  expect(rows(STEPS)).toEqual([
    '| step | CPU time | cores | read from disk | written |',
    '|:--|--:|--:|--:|--:|',
    '| prepare | 1.9 s | 0.9 | 12 MiB | 3.4 MiB |',
    '| sanity_check | 0.4 s | – | 0 B | 0 B |',
    '| statistics | 0.4 s | – | 0 B | 10 KiB |',
    '| infer | 3.1 s | 1.8 | 4.5 MiB | 20 KiB |',
    '| evaluate | 0.8 s | – | 0 B | 10 KiB |',
  ])
})

test('a column that nobody has a figure for is not there', () => {
  expect(rows([step({ peakGpuMemory: 3 * 1024 ** 3 }), step({ name: 'evaluate', bytesRead: 1 })])).toEqual([
    '| step | read from disk | peak GPU memory |',
    '|:--|--:|--:|',
    '| infer | – | 3.0 GiB |',
    '| evaluate | 1 B | – |',
  ])
})

test('where nothing was counted nothing is said', () => {
  expect(renderSummary(report({ steps: [step({ peakMemory: 1 })] }))).not.toContain(SUMMARY)
})

test('which GPUs there are and who asks for them stands above, in words that do nothing', () => {
  const gpus = {
    offered: [{ id: '0', name: '@org <b>', uuid: 'GPU-5d5b' }, { id: '1' }],
    asked: [{ task: 'infer' as const, gpus: 'device=0' }],
  }
  const page = renderSummary(report({ gpus, steps: [step({ peakGpuMemory: 1024 ** 3 })] }))
  expect(page.replaceAll('\u200b', '')).toContain(
    'Docker 28.2 offers 2 GPUs: 0 (@org &lt;b&gt;, GPU-5d5b) and 1. infer asks for `device=0`; each other task for none.\n\n| step | peak GPU memory |',
  )
  expect(page).toContain('on 2 CPUs, 8.0 GiB, 2 GPUs')
})
