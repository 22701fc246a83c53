import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Benchmark } from '../benchmark/benchmark.ts'
import { readOrReport, reportWithout } from '../check/unstarted.ts'
import { MedPerfError } from '../facts/error.ts'
import { serverFailure } from '../facts/failure.ts'
import { intentOf } from '../job/intent.ts'
import type { Job } from '../job/job.ts'
import { commitOf } from '../job/trigger.ts'
import { hasCredential } from '../lookup/credential.ts'
import { givenFor, isEmpty, uidsOf, unasked } from '../lookup/mode-given.ts'
import { contentOf } from '../plan/content.ts'
import { isTested } from '../plan/evidence.ts'
import { reportMismatches } from '../plan/report-match.ts'
import { notPassed, notRegistered } from '../report/outcome.ts'
import { parseReport } from '../report/read.ts'
import type { Report } from '../report/report.ts'
import type { Outcome } from '../tell/tell.ts'
import { toTheEnd } from './end.ts'
import { askServer, planAndRegister } from './stages.ts'

/**
 * Registers what an earlier job tested, with that job's report; on an open pull request or a dry run says what would be
 * registered. Starts no container and no engine. What is missing is the verdict `error`, and nothing is written.
 */
export const runSubmit = (job: Job): Promise<Report> => toTheEnd(job, submitOutcome)

/** Bytes of a report.json that is still opened. */
const LARGEST = 64 * 1024 * 1024

async function submitOutcome(job: Job): Promise<Outcome> {
  const uids = uidsOf(job)
  // What registered components are, the server has to say first.
  const early = isEmpty(uids) ? readOrReport(job) : undefined
  if (early !== undefined && 'report' in early)
    return intentOf(job) === 'apply' ? { ...early, registered: notPassed(early.report) } : early
  let found = early?.found
  let intent: 'plan' | 'apply' | undefined
  try {
    intent = expectedIntent(job)
    // A person who has to sign in is asked only when nothing else is missing.
    const tested = early && (await testedReport(job, early.benchmark))
    await using asked = await askServer(job, intent, uids)
    const read = early ?? readOrReport(job, await givenFor(job, uids, asked.snapshot))
    if ('report' in read) return await planAndRegister(read, { job, intent, asked })
    found = read.found
    const report = tested ?? (await testedReport(job, read.benchmark))
    return await planAndRegister({ report, benchmark: read.benchmark }, { job, intent, asked })
  } catch (error) {
    if (!(error instanceof MedPerfError)) throw error
    if (found === undefined) return unasked(job, intent, uids, error)
    const report = reportWithout(job, { ...found, fatal: serverFailure(error) })
    return intent === 'apply' ? { report, registered: notRegistered(error) } : { report }
  }
}

function expectedIntent({ inputs, trigger }: Job): 'plan' | 'apply' {
  const intent = intentOf({ inputs, trigger })
  if (intent !== 'test') return intent
  if (!hasCredential(inputs)) {
    throw new MedPerfError('login', 'there is no credential for the MedPerf server', {
      hint: 'Give `medperf-token` from a secret, or `login-email`.',
    })
  }
  throw new MedPerfError('blocked', 'nothing is registered on this event', {
    hint: 'Run it on a push to the default branch, a tag, a merged pull request, or `workflow_dispatch`.',
  })
}

/** The given report, where it is one of exactly this content and everything in it passed. */
async function testedReport(job: Job, benchmark: Benchmark): Promise<Report> {
  const { plan: _, ...report } = readReport(job)
  if (!isTested(benchmark, report)) {
    throw new MedPerfError('blocked', `the report is of a test that did not pass: ${report.reason}`, {
      hint: 'Correct what the test found, and let it run again.',
    })
  }
  const content = await contentOf(benchmark, report, commitOf(job.trigger) ?? '')
  const mismatches = reportMismatches(benchmark, report, content)
  if (mismatches.length === 0) return report
  throw new MedPerfError('blocked', `the report is not of this content: ${mismatches.join('; ')}`, {
    reasons: mismatches,
    hint: 'Let the test run again on this commit, and give its report.',
  })
}

function readReport({ inputs, runner }: Job): Report {
  const { report: path } = inputs
  if (path === undefined) {
    throw new MedPerfError('input', 'there is no report of a test', {
      hint: 'Give the input `report`: the report.json of the job that tested, downloaded from its artifact.',
    })
  }
  try {
    const file = resolve(runner.workspace, path)
    const { size } = statSync(file)
    if (size > LARGEST) throw new Error(`it has ${size} bytes, and ${LARGEST} are read at most`)
    return parseReport(readFileSync(file, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new MedPerfError('input', `the report ${path} cannot be used: ${reason}`, {
      hint: 'Give the report.json that the test of this commit wrote, as it is.',
      cause: error,
    })
  }
}
