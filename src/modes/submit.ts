import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Benchmark } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import type { Job } from '../job/job.ts'
import type { Credential } from '../lookup/credential.ts'
import { findContent } from '../plan/content.ts'
import { isTested } from '../plan/evidence.ts'
import { findMismatches } from '../plan/report-match.ts'
import { parseReport } from '../report/read.ts'
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

/** Bytes of a report.json that is still opened. */
const LARGEST = 64 * 1024 * 1024

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
  return { ...course, tested: { report: await testedReport(job, benchmark), benchmark } }
}

/** The given report, where it is one of exactly this content and everything in it passed. */
async function testedReport(
  job: Pick<Job, 'report' | 'repository' | 'commit'>,
  benchmark: Benchmark,
): Promise<Report> {
  const { plan: _, ...report } = readReport(job)
  if (!isTested(benchmark, report)) {
    throw new ExpectedError('blocked', `the report is of a test that did not pass: ${report.reason}`, {
      hint: 'Correct what the test found, and let it run again.',
    })
  }
  const content = await findContent(benchmark, report, job.commit ?? '')
  const mismatches = findMismatches(benchmark, report, content)
  if (mismatches.length === 0) return report
  throw new ExpectedError('blocked', `the report is not of this content: ${mismatches.join('; ')}`, {
    reasons: mismatches,
    hint: 'Let the test run again on this commit, and give its report.',
  })
}

function readReport({ report: path, repository }: Pick<Job, 'report' | 'repository'>): Report {
  if (path === undefined) {
    throw new ExpectedError('input', 'there is no report of a test', {
      hint: 'Give the input `report`: the report.json of the job that tested, downloaded from its artifact.',
    })
  }
  try {
    const file = resolve(repository, path)
    const { size } = statSync(file)
    if (size > LARGEST) throw new Error(`it has ${size} bytes, and ${LARGEST} are read at most`)
    return parseReport(readFileSync(file, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ExpectedError('input', `the report ${path} cannot be used: ${reason}`, {
      hint: 'Give the report.json that the test of this commit wrote, as it is.',
      cause: error,
    })
  }
}
