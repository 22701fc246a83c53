import * as z from 'zod'
import { RUNTIMES } from '../benchmark/benchmark.ts'
import { GPUS_OR_NONE_WORDS, parseGpusOrNone } from '../containers/gpus.ts'
import { MODES } from '../job/intent.ts'
import { LOCK_COMMITS, type ReportRun } from '../job/job.ts'
import { parseRetire } from '../medperf/plan/retire/list.ts'
import { SIZE_WORDS, sizeInBytes } from '../words/size.ts'
import { parsePassEnvironment } from './pass-environment.ts'

const optional = z
  .string()
  .trim()
  .transform((text) => text || undefined)

// Nobody puts the home folder in its place: what a workflow gives goes through no shell.
const HOME = /^~(?:[\w.-]*\/|$)/
const isWritten = (text: string | undefined) => text === undefined || !HOME.test(text)
const FULL_PATH = 'a path in full, or one in the workspace: `~` means something to shells alone'

const path = optional.refine(isWritten, FULL_PATH)

// What a header cannot carry would be shown by the error of whoever tries to send it.
const token = optional.pipe(
  z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'the token alone, without spaces or line breaks')
    .optional(),
)

const count = z.coerce.number('a whole number above 0').int('a whole number').min(1, 'at least 1')

const size = z.string().transform((text, context) => {
  const bytes = sizeInBytes(text)
  if (bytes !== undefined) return bytes
  context.addIssue(SIZE_WORDS)
  return z.NEVER
})

const gpus = optional.transform((text, context) => {
  if (text === undefined) return undefined
  const parsed = parseGpusOrNone(text)
  if (parsed !== undefined) return parsed
  context.addIssue(GPUS_OR_NONE_WORDS)
  return z.NEVER
})

// What no branch is called (git check-ref-format): a pattern, which would never fit, or the name of a tag.
const NO_BRANCH = /[\s~^:?*[\\\p{Cc}]|\.\.|^[/-]|\/$|^refs\/(?!heads\/)/u

const branch = optional.transform((text, context) => {
  const name = text?.replace(/^refs\/heads\//, '')
  if (name === undefined || !NO_BRANCH.test(name)) return name
  context.addIssue('the name of one branch, such as `main`')
  return z.NEVER
})

const reportRun = z
  .string()
  .trim()
  .regex(/^(?:this|any|[1-9]\d{0,14})$/, '`this`, `any`, or the number of a run')
  .transform((text): ReportRun => (text === 'this' || text === 'any' ? text : Number(text)))

const retire = z.string().transform((text, context) => {
  const requests = parseRetire(text)
  if (requests !== undefined) return requests
  context.addIssue(
    'a list such as `container 12, model 7, benchmark 3`, of at most 100 uids of the MedPerf server',
  )
  return z.NEVER
})

const passEnvironment = z.string().transform((text, context) => {
  const read = parsePassEnvironment(text)
  if ('names' in read) return read.names
  context.addIssue(read.wrong)
  return z.NEVER
})

const flag = z.stringbool('`true` or `false`')

/** What each input of action.yml has to be, with the words for one that is not. */
export const InputSchema = z.object({
  config: z.string().trim().min(1, 'a path').refine(isWritten, FULL_PATH),
  mode: z.enum(MODES, `one of ${MODES.map((mode) => `\`${mode}\``).join(', ')}`),
  token,
  runtime: optional.pipe(z.enum(RUNTIMES, `one of ${RUNTIMES.join(', ')}`).optional()),
  gpus,
  sequential: flag,
  'work-directory': path,
  'pass-environment': passEnvironment,
  'max-files': count,
  'max-size': size,
  'max-ratio': count,
  'allow-private-addresses': flag,
  server: z.string().trim().min(1, 'an address'),
  'medperf-token': optional,
  'login-email': optional.pipe(z.email('an e-mail address').optional()),
  'ca-file': path,
  'decryption-key': z.string().transform((text) => (text === '' ? undefined : text)),
  report: path,
  'report-run': reportRun,
  'dry-run': flag,
  'register-branch': branch,
  'push-images': flag,
  'commit-lock': z.enum(LOCK_COMMITS, `one of ${LOCK_COMMITS.join(', ')}`),
  retire,
  'allow-events-with-secrets': flag,
})

export type InputName = keyof typeof InputSchema.shape
export type ParsedInputs = z.infer<typeof InputSchema>

/** The names of all inputs that the code reads; a test compares them with action.yml. */
export const ACTION_INPUTS = Object.keys(InputSchema.shape) as readonly InputName[]

/** As action.yml has them; they hold where the built file is started by hand, without the runner that fills them in. */
export const USUAL_INPUTS: Readonly<Record<string, string>> = {
  config: 'benchmark.yaml',
  mode: 'auto',
  sequential: 'false',
  'max-files': '1000000',
  'max-size': '200g',
  'max-ratio': '1000',
  'report-run': 'this',
  'allow-private-addresses': 'false',
  server: 'https://api.medperf.org',
  'dry-run': 'false',
  'push-images': 'false',
  'commit-lock': 'none',
  'allow-events-with-secrets': 'false',
}

/** What submit/action.yml has: it registers what was tested, so it needs nothing that a test needs. */
export const SUBMIT_INPUTS = [
  'config',
  'report',
  'report-run',
  'token',
  'max-size',
  'allow-private-addresses',
  'server',
  'medperf-token',
  'login-email',
  'ca-file',
  'dry-run',
  'register-branch',
  'commit-lock',
  'retire',
] as const satisfies readonly InputName[]
