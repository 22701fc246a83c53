import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { explainAnyError } from '../files/errors/system-error.ts'
import { makeMissingFolder } from '../files/make-folder.ts'
import type { Desk } from '../job/desk.ts'
import type { Job } from '../job/job.ts'
import { listAnnotations } from '../report/annotations.ts'
import type { Registered, Registration } from '../report/outcome.ts'
import { renderRegistration, renderUnregistered } from '../report/page/registration.ts'
import { renderSummary } from '../report/page/summary.ts'
import type { Report } from '../report/report.ts'
import { reportJson } from '../report/serialize.ts'
import { linkTo, tellGitHub } from './github.ts'
import { nameServer, type ToldPlace } from './merge.ts'
import { tellRegistration } from './registration.ts'

/** GitHub drops an output that makes the outputs of a job larger than 1 MB, counted in UTF-16 (its docs). */
const LARGEST_OUTPUT = 400_000

/** What a run came to. */
export interface RunOutcome {
  readonly report: Report
  /** An earlier run has told about the test. */
  readonly isKnown: boolean
  readonly registered?: Registered
  /** Whether the MedPerf server was asked with a token. */
  readonly hasToken: boolean
}

/** What of a job is needed to tell about it. */
type ToldJob = ToldPlace & Pick<Job, 'commitLock' | 'folders' | 'desk' | 'standing' | 'variant'>

/** Tells everybody: files, annotations, outputs, summary, and GitHub. Gives the error of files that could not be written. */
export async function tellOutcome(outcome: RunOutcome, job: ToldJob): Promise<ExpectedError | undefined> {
  const { report, isKnown, registered, hasToken } = outcome
  const { folders, desk, github } = job
  const summary = renderSummary(report, known({ links: linkTo(github) }))
  const written = writeFiles(folders.report, report, summary)
  for (const annotation of listAnnotations(report)) desk.annotate(annotation)
  setOutputs(desk, report, 'paths' in written ? written.paths : {})
  if (registered?.kind === 'done') setRegistrationOutputs(desk, registered.registration)
  const text = registered === undefined ? '' : registrationText(registered, report, job)
  desk.summary(`${text}${summary}`)
  const told = [await tellGitHub(report, job, isKnown)]
  if (registered !== undefined) told.push(await tellRegistration({ registered, text, hasToken }, job))
  for (const line of told.flatMap(({ notices }) => notices)) desk.line(line)
  for (const line of told.flatMap(({ warnings }) => warnings)) desk.warn(line)
  return 'error' in written ? written.error : undefined
}

type Paths = Readonly<Record<'report' | 'summary', string>>

function writeFiles(
  folder: string,
  report: Report,
  summary: string,
): { readonly paths: Paths } | { readonly error: ExpectedError } {
  const paths = { report: join(folder, 'report.json'), summary: join(folder, 'summary.md') }
  try {
    makeMissingFolder(folder)
    writeFileSync(paths.report, reportJson(report))
    writeFileSync(paths.summary, summary)
    return { paths }
  } catch (error) {
    return { error: explainAnyError(error) }
  }
}

function registrationText(
  registered: Registered,
  { benchmark }: Report,
  { server, run }: Pick<Job, 'server' | 'run'>,
): string {
  if (registered.kind === 'done') return renderRegistration(registered.registration)
  const { message, hint, written, isOpen } = registered
  const name = benchmark.name ?? benchmark.config
  return renderUnregistered(
    known({ message, hint, written, isOpen, benchmark: name, server: nameServer(server), run: run?.url }),
  )
}

function setOutputs(desk: Desk, report: Report, paths: Partial<Paths>): void {
  desk.output('verdict', report.verdict)
  for (const [name, path] of Object.entries(paths)) desk.output(name, path)
  const uid = report.demoDataset?.generatedUid
  if (uid !== undefined) desk.output('demo-dataset-uid', uid)
  if (report.results === undefined) return
  const results = JSON.stringify(report.results)
  if (results.length <= LARGEST_OUTPUT) desk.output('results', results)
  else
    desk.warn(
      'The results are too long for an output of GitHub; they are in report.json, the output `report`.',
    )
}

function setRegistrationOutputs(desk: Desk, { applied, lockFile }: Registration): void {
  const { benchmark, components } = applied
  const uids = Object.entries(components).map(([role, { uid }]) => [role, uid])
  desk.output('benchmark-uid', benchmark.uid)
  desk.output('uids', JSON.stringify({ benchmark: benchmark.uid, ...Object.fromEntries(uids) }))
  desk.output('approval-status', benchmark.approval)
  desk.output('lock', lockFile)
}
