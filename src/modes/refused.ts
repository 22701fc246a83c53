import { reportWithoutRun } from '../check/without-run.ts'
import type { ExpectedError } from '../facts/error.ts'
import { makeServerFailure } from '../facts/failure.ts'
import type { Job } from '../job/job.ts'
import { renderSummary } from '../report/page/summary.ts'
import type { Report } from '../report/report.ts'
import { runStages } from './end.ts'

/** Does nothing but tell everybody why: an input is wrong. */
export const runRefused = (job: Job, refusal: ExpectedError): Promise<Report> =>
  runStages(job, undefined, {
    stages: [],
    startsContainers: false,
    isKnown: job.wish.mode === 'submit',
    refusal,
  })

/** Why a run that is no job yet ends, as a page. */
export const renderRefusal = ({ message, hint }: Refusal): string =>
  renderSummary(
    reportWithoutRun(
      { config: 'benchmark.yaml' },
      { fatal: makeServerFailure({ message, hint: hint ?? 'Look at the log of this job.' }) },
    ),
  )

interface Refusal {
  readonly message: string
  readonly hint: string | undefined
}
