import { expect, test, vi } from 'vitest'
import { openPush } from '../../src/check/push.ts'
import { jobOn } from '../lookup/job.ts'
import { report as makeReport } from '../report/evidence.ts'

const job = jobOn('/nowhere')

test('what built an image and cannot push it is told before any registry is asked', () => {
  const report = { ...makeReport(), host: { engine: 'Apptainer 1.3', cpus: 2, memory: 1, gpus: 0 } }
  expect(() => openPush({ report }, 'sha256:1', job)).toThrow(
    expect.objectContaining({
      kind: 'blocked',
      message: 'Apptainer 1.3 built an image, and cannot push it to a registry',
    }),
  )
})

test('an image is pushed by its ID, with the words of the engine in the log', async () => {
  const push = vi.fn(async () => {})
  await openPush({ report: makeReport(), push }, 'sha256:1', job)('ghcr.io/lab/prep:1')
  expect(push).toHaveBeenCalledExactlyOnceWith('sha256:1', 'ghcr.io/lab/prep:1', {
    signal: job.signal,
    warn: job.log.say,
  })
})
