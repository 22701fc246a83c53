import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { error, notice, setOutput, warning } from '@actions/core'
import type { Job } from '../job/job.ts'
import { annotations } from '../report/annotations.ts'
import type { Registered, Registration } from '../report/outcome.ts'
import { renderRegistration, renderUnregistered } from '../report/page/registration.ts'
import { renderSummary } from '../report/page/summary.ts'
import type { Report } from '../report/report.ts'
import { reportJson } from '../report/serialize.ts'
import { addToJobSummary } from '../runner/job-summary.ts'
import { linksTo, tellGitHub } from './github.ts'
import { serverOf } from './merged.ts'
import { tellRegistration } from './registration.ts'

const ANNOTATE = { error, warning, notice }

/** GitHub drops an output that makes the outputs of a job larger than 1 MB, counted in UTF-16 (its docs). */
const LARGEST_OUTPUT = 400_000

/** What a run came to. */
export interface Outcome {
  readonly report: Report
  readonly registered?: Registered
  /** Fails the job once everybody was told. */
  readonly error?: Error
}

/** Tells everybody: files, annotations, outputs, job summary, and GitHub. Throws only when the files cannot be written. */
export async function publish({ report, registered }: Outcome, job: Job): Promise<void> {
  const { folders, runner, log } = job
  const links = linksTo(runner)
  const summary = renderSummary(report, links === undefined ? {} : { links })
  mkdirSync(folders.report, { recursive: true })
  const paths = { report: join(folders.report, 'report.json'), summary: join(folders.report, 'summary.md') }
  writeFileSync(paths.report, reportJson(report))
  writeFileSync(paths.summary, summary)
  for (const { kind, message, properties } of annotations(report)) ANNOTATE[kind](message, properties)
  setOutputs(report, paths)
  if (registered?.kind === 'done') setRegistrationOutputs(registered.registration)
  const text = registered === undefined ? '' : registrationText(registered, report, job)
  addToJobSummary(`${text}${summary}`, runner.summaryFile)
  const told = [await tellGitHub(report, job)]
  if (registered !== undefined) told.push(await tellRegistration(registered, text, job))
  for (const line of told.flatMap(({ notices }) => notices)) log.say(line)
  for (const line of told.flatMap(({ warnings }) => warnings)) warning(line)
}

function registrationText(registered: Registered, { benchmark }: Report, { inputs, runner }: Job): string {
  if (registered.kind === 'done') return renderRegistration(registered.registration)
  return renderUnregistered({
    ...{ ...registered, benchmark: benchmark.name ?? benchmark.config, server: serverOf(inputs.server) },
    ...(runner.run === undefined ? {} : { run: runner.run.url }),
  })
}

function setOutputs(report: Report, paths: Readonly<Record<'report' | 'summary', string>>): void {
  setOutput('verdict', report.verdict)
  setOutput('report', paths.report)
  setOutput('summary', paths.summary)
  const uid = report.demoDataset?.generatedUid
  if (uid !== undefined) setOutput('demo-dataset-uid', uid)
  if (report.results === undefined) return
  const results = JSON.stringify(report.results)
  if (results.length <= LARGEST_OUTPUT) setOutput('results', results)
  else
    warning('The results are too long for an output of GitHub; they are in report.json, the output `report`.')
}

function setRegistrationOutputs({ applied, lockFile }: Registration): void {
  const { benchmark, components } = applied
  const uids = Object.entries(components).map(([role, { uid }]) => [role, uid])
  setOutput('benchmark-uid', benchmark.uid)
  setOutput('uids', JSON.stringify({ benchmark: benchmark.uid, ...Object.fromEntries(uids) }))
  setOutput('approval-status', benchmark.approval)
  setOutput('lock', lockFile)
}
