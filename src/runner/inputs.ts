import type { ArchiveLimits } from '../archive/limits.ts'
import type { Runtime } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import type { Gpus } from '../facts/gpu.ts'
import { known } from '../facts/known.ts'
import type { Mode } from '../job/intent.ts'
import type { LockCommit, ReportRun } from '../job/job.ts'
import type { Credential } from '../lookup/credential.ts'
import type { RetireRequest } from '../medperf/plan/retire/list.ts'
import { quoteName } from '../words/text.ts'
import {
  ACTION_INPUTS,
  type InputName,
  InputSchema,
  type ParsedInputs,
  SUBMIT_INPUTS,
  USUAL_INPUTS,
} from './input-schema.ts'
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

/** Reads the inputs of action.yml from `INPUT_*`; with an ExpectedError that names every input with a wrong value. */
export const readInputs = (given: RawInputs): GivenInputs => parseInputs((name) => readValue(given, name))

/** Reads the inputs of submit/action.yml, which does one thing alone; as `readInputs`. */
export function readSubmitInputs(given: RawInputs): GivenInputs {
  const mode = readValue(given, 'mode')
  const names: readonly InputName[] = SUBMIT_INPUTS
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

function parseInputs(value: (name: InputName) => string): GivenInputs {
  const faults: string[] = []
  const read = ACTION_INPUTS.map((name) => {
    const fallback = USUAL_INPUTS[name] ?? ''
    const given = value(name) || fallback
    const { success, data, error } = InputSchema.shape[name].safeParse(given)
    if (success) return [name, data]
    faults.push(...error.issues.map(({ message }) => describe(name, message, given)))
    return [name, InputSchema.shape[name].parse(fallback)]
  })
  const made = makeInputs(Object.fromEntries(read) as ParsedInputs)
  return faults.length === 0 ? made : { ...made, wrong: wrongInputs(faults) }
}

function makeInputs({ config, mode, token, runtime, sequential, ...data }: ParsedInputs): GivenInputs {
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
