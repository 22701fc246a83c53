import * as z from 'zod'
import type { ArchiveLimits } from '../archive/limits.ts'
import { RUNTIMES, type Runtime } from '../benchmark/benchmark.ts'
import { GPUS_OR_NONE_WORDS, parseGpusOrNone } from '../containers/gpus.ts'
import { ExpectedError } from '../facts/error.ts'
import type { Gpus } from '../facts/gpu.ts'
import { known } from '../facts/known.ts'
import { MODES, type Mode } from '../job/intent.ts'
import { LOCK_COMMITS, type LockCommit, type ReportRun } from '../job/job.ts'
import type { Credential } from '../lookup/credential.ts'
import { parseRetire, type RetireRequest } from '../medperf/plan/retire/list.ts'
import { SIZE_WORDS, sizeInBytes } from '../words/size.ts'
import { quoteName } from '../words/text.ts'
import { parsePassEnvironment } from './pass-environment.ts'
import type { RawInputs } from './take-inputs.ts'

/** The inputs of action.yml, checked. */
export interface Inputs {
  /** Path of benchmark.yaml, relative to the workspace. */
  readonly config: string
  readonly mode: Mode
  readonly token?: string
  readonly runtime?: Runtime
  readonly gpus?: Gpus
  readonly sequential: boolean
  readonly workDirectory?: string
  /** Names of variables that the programs we start inherit besides; one may end in `*`. */
  readonly passEnvironment: readonly string[]
  readonly limits: ArchiveLimits
  /** Whether what benchmark.yaml names may be fetched from private addresses and this machine. */
  readonly allowPrivateAddresses: boolean
  /** Address of the MedPerf server. */
  readonly server: string
  /** Path of a PEM with an authority to trust for the MedPerf server. */
  readonly caFile?: string
  /** The key of encrypted containers, as it is: spaces and line feeds are part of it. */
  readonly decryptionKey?: string
  readonly dryRun: boolean
  /** The one branch that registers, in place of the repository's default branch. */
  readonly registerBranch?: string
  /** Runs also on events that may hold secrets beside code of strangers. */
  readonly allowEventsWithSecrets: boolean
  /** Which run of a workflow may have written `report`. */
  readonly reportRun: ReportRun
  /** Pushes what was built and passed the test, for a later job that registers it. */
  readonly pushImages: boolean
  /** Path of the report.json that an earlier job's test wrote, for the mode `submit`. */
  readonly report?: string
  readonly commitLock: LockCommit
  /** Old rows on the server to be marked as not valid. */
  readonly retire: readonly RetireRequest[]
}

/** What was given, checked; the credential is beside the inputs, for those alone that talk to the MedPerf server. */
export interface GivenInputs {
  readonly inputs: Inputs
  readonly credential?: Credential
  /** Names every input with a wrong value, in whose place stands its default: enough to tell everybody, and for nothing else. */
  readonly wrong?: ExpectedError
}

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

const Schema = z.object({
  config: z.string().trim().min(1, 'a path').refine(isWritten, FULL_PATH),
  mode: z.enum(MODES, `one of ${MODES.map((mode) => `\`${mode}\``).join(', ')}`),
  token,
  runtime: optional.pipe(z.enum(RUNTIMES, `one of ${RUNTIMES.join(', ')}`).optional()),
  gpus,
  sequential: z.stringbool('`true` or `false`'),
  'work-directory': path,
  'pass-environment': passEnvironment,
  'max-files': count,
  'max-size': size,
  'max-ratio': count,
  'allow-private-addresses': z.stringbool('`true` or `false`'),
  server: z.string().trim().min(1, 'an address'),
  'medperf-token': optional,
  'login-email': optional.pipe(z.email('an e-mail address').optional()),
  'ca-file': path,
  'decryption-key': z.string().transform((text) => (text === '' ? undefined : text)),
  report: path,
  'report-run': reportRun,
  'dry-run': z.stringbool('`true` or `false`'),
  'register-branch': branch,
  'push-images': z.stringbool('`true` or `false`'),
  'commit-lock': z.enum(LOCK_COMMITS, `one of ${LOCK_COMMITS.join(', ')}`),
  retire,
  'allow-events-with-secrets': z.stringbool('`true` or `false`'),
})

type InputName = keyof typeof Schema.shape

/** The names of all inputs that the code reads; a test compares them with action.yml. */
export const INPUT_NAMES = Object.keys(Schema.shape) as readonly InputName[]

// action.yml has the same; they hold where the built file is started by hand, without the runner that fills them in.
const DEFAULTS: Readonly<Record<string, string>> = {
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
export const SUBMIT_INPUT_NAMES = [
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

/** Reads the inputs of action.yml from `INPUT_*`; with an ExpectedError that names every input with a wrong value. */
export const readInputs = (given: RawInputs): GivenInputs => parseInputs((name) => readValue(given, name))

/** Reads the inputs of submit/action.yml, which does one thing alone; as `readInputs`. */
export function readSubmitInputs(given: RawInputs): GivenInputs {
  const mode = readValue(given, 'mode')
  const names: readonly InputName[] = SUBMIT_INPUT_NAMES
  const read = parseInputs((name) => {
    if (name === 'mode') return 'submit'
    return names.includes(name) ? readValue(given, name) : ''
  })
  return mode === '' || mode === 'submit' ? read : { ...read, wrong: otherMode(mode) }
}

const otherMode = (mode: string) =>
  new ExpectedError(
    'input',
    `Input mode must be left away: this action registers what an earlier job tested, and was given ${quoteName(mode, 50)}.`,
    {
      code: 'input-mode-of-submit',
      hint: 'For another mode take `uses: medperf/benchmark-action`, without `/submit`.',
    },
  )

const readValue = (given: RawInputs, name: InputName): string => given[`INPUT_${name.toUpperCase()}`] ?? ''

type Parsed = z.infer<typeof Schema>

function parseInputs(value: (name: InputName) => string): GivenInputs {
  const faults: string[] = []
  const read = INPUT_NAMES.map((name) => {
    const fallback = DEFAULTS[name] ?? ''
    const given = value(name) || fallback
    const { success, data, error } = Schema.shape[name].safeParse(given)
    if (success) return [name, data]
    faults.push(...error.issues.map(({ message }) => describe(name, message, given)))
    return [name, Schema.shape[name].parse(fallback)]
  })
  const made = makeInputs(Object.fromEntries(read) as Parsed)
  return faults.length === 0 ? made : { ...made, wrong: wrongInputs(faults) }
}

function makeInputs({ config, mode, token, runtime, sequential, ...data }: Parsed): GivenInputs {
  const { report, server, gpus, retire, ...rest } = data
  const inputs = known({
    config,
    mode,
    sequential,
    token,
    runtime,
    gpus,
    workDirectory: rest['work-directory'],
    passEnvironment: rest['pass-environment'],
    caFile: rest['ca-file'],
    decryptionKey: rest['decryption-key'],
    report,
    reportRun: rest['report-run'],
    server,
    dryRun: rest['dry-run'],
    registerBranch: rest['register-branch'],
    allowEventsWithSecrets: rest['allow-events-with-secrets'],
    pushImages: rest['push-images'],
    commitLock: rest['commit-lock'],
    retire,
    allowPrivateAddresses: rest['allow-private-addresses'],
    limits: { maxFiles: rest['max-files'], maxSize: rest['max-size'], maxRatio: rest['max-ratio'] },
  })
  const credential = known({ token: rest['medperf-token'], email: rest['login-email'] })
  return Object.keys(credential).length === 0 ? { inputs } : { inputs, credential }
}

/** What nobody else is to see, right or wrong. */
const HIDDEN: readonly InputName[] = ['token', 'medperf-token', 'decryption-key', 'login-email']

/** What an input must be, and what was given where the words do not quote it already. */
function describe(name: InputName, message: string, given: string): string {
  const shown = quoteName(given, 100)
  const isToShow = !HIDDEN.includes(name) && !message.includes(shown)
  return `Input ${name} must be ${message}${isToShow ? `, not ${shown}` : ''}.`
}

const wrongInputs = (faults: readonly string[]) =>
  new ExpectedError('input', faults.join(' '), {
    code: 'wrong-input',
    hint: `Correct ${faults.length === 1 ? 'it' : 'them'} in the workflow, below \`with:\` of this step.`,
  })
