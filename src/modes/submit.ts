import type { Benchmark } from '../benchmark/benchmark.ts'
import { readBaseResults } from '../check/base-results.ts'
import { ExpectedError } from '../facts/error.ts'
import { rejectOnAbort } from '../job/cancel.ts'
import type { Job } from '../job/job.ts'
import type { Credential } from '../lookup/credential.ts'
import { expectOrigin, expectTested } from '../plan/accept-report.ts'
import { readReportFile } from '../plan/report-file.ts'
import type { BaseResults } from '../report/base.ts'
import { concludeAgain } from '../report/rejudge.ts'
import type { Report } from '../report/report.ts'
import { closeReport, type Stage } from './course.ts'
import { runStages } from './end.ts'
import {
  askWhatIsThere,
  planMerge,
  readComponents,
  readFile,
  readFileAlone,
  registerMerge,
} from './stages.ts'

/**
 * Registers what an earlier job tested, with that job's report; on an open pull request or a dry run says what would be
 * registered. Starts no container and no engine. What is missing is the verdict `error`, and nothing is written.
 */
export const runSubmit = (job: Job, credential: Credential | undefined): Promise<Report> =>
  runStages(job, credential, {
    stages: [
      readFileAlone,
      expectIntent,
      // A person who has to sign in is asked only when nothing else is missing.
      readTested,
      askWhatIsThere,
      readComponents,
      readFile,
      readTested,
      planMerge,
      registerMerge,
      closeReport,
    ],
    startsContainers: false,
    isKnown: true,
  })

const ON_A_MERGE =
  'Run it on a push to the default branch, a tag on it, a pull request that was merged into it, or `workflow_dispatch`.'

const expectIntent: Stage = (course) => {
  if (course.job.intent !== 'test') return course
  if (course.credential === undefined) {
    throw new ExpectedError('login', 'there is no credential for the MedPerf server', {
      hint: 'Give `medperf-token` from a secret, or `login-email`.',
    })
  }
  const { standing } = course.job
  const held = 'held' in standing ? standing.held : undefined
  throw new ExpectedError('blocked', held?.message ?? 'nothing is registered on this event', {
    hint: held?.hint ?? ON_A_MERGE,
  })
}

/** Reads the report once benchmark.yaml was read, unless it was read before. */
const readTested: Stage = async (course) => {
  const { job, read, tested } = course
  if (read === undefined || tested !== undefined) return course
  const { benchmark } = read
  const { plan: _, ...report } = readReportFile(job)
  expectOrigin(report, job)
  await expectTested(report, benchmark, job, await readBase(job, benchmark))
  return { ...course, tested: { report: concludeAgain(report), benchmark } }
}

/** The results of the base, where a gate is about a change; where they cannot be had, that gate is not judged, as in a test. */
async function readBase(job: Job, { gates }: Benchmark): Promise<BaseResults | undefined> {
  if (gates.every(({ maxDrop, maxRise }) => maxDrop === undefined && maxRise === undefined)) return undefined
  const { results, notices, warning } = await Promise.race([readBaseResults(job), rejectOnAbort(job.signal)])
  for (const line of notices) job.log.say(line)
  if (warning !== undefined) job.desk.warn(warning)
  return results
}
