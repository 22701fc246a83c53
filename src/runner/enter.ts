import { known } from '../facts/known.ts'
import { type Mode, readIntent } from '../job/intent.ts'
import type { Job } from '../job/job.ts'
import { findStanding } from '../job/standing.ts'
import { findCommit } from '../job/trigger.ts'
import { nameWorkspace } from '../job/workspace.ts'
import type { Credential } from '../lookup/credential.ts'
import type { GivenInputs, Inputs } from './inputs.ts'
import { type Runner, readRunner } from './runner.ts'
import { readTrigger } from './trigger.ts'

/** A run as its surroundings describe it; the credential is beside the job, for those alone that talk to the MedPerf server. */
export interface Entered {
  readonly mode: Mode
  readonly job: Omit<Job, 'log' | 'desk' | 'signal'>
  readonly credential?: Credential
  readonly summaryFile?: string
}

/** Puts together what inputs, event and runner say; throws an Error that names what is wrong with one of them. */
export function describeEntry({ inputs, credential }: GivenInputs, environment = process.env): Entered {
  const runner = readRunner(environment)
  const trigger = readTrigger(environment)
  const { mode, dryRun } = inputs
  const standing = findStanding(trigger, inputs.registerBranch)
  const wish = { mode, dryRun, hasCredential: credential !== undefined }
  const { apiUrl, serverUrl, repository, hasArtifacts } = runner
  return known({
    mode,
    job: known({
      repository: runner.workspace,
      config: inputs.config,
      trigger,
      commit: findCommit(trigger),
      standing,
      wish,
      intent: readIntent(standing, wish),
      allowEventsWithSecrets: inputs.allowEventsWithSecrets,
      server: inputs.server,
      caFile: inputs.caFile,
      github: known({ apiUrl, serverUrl, repository, token: inputs.token, hasArtifacts }),
      run: runner.run,
      variant: nameVariant(runner, inputs),
      machine: known({ os: runner.os, toolCache: runner.toolCache }),
      reach: inputs.allowPrivateAddresses ? 'private' : 'public',
      test: known({
        runtime: inputs.runtime,
        gpus: inputs.gpus,
        sequential: inputs.sequential,
        limits: inputs.limits,
        decryptionKey: inputs.decryptionKey,
      }),
      pushImages: inputs.pushImages,
      report: inputs.report,
      reportRun: inputs.reportRun,
      commitLock: inputs.commitLock,
      retire: inputs.retire,
      folders: nameWorkspace({
        repository: runner.workspace,
        temp: runner.temp,
        workDirectory: inputs.workDirectory,
      }),
    }),
    credential,
    summaryFile: runner.summaryFile,
  })
}

/** Steps of one job, and the jobs of a matrix, have one name in a run; they differ in the step, or in what they are given. */
function nameVariant({ step }: Pick<Runner, 'step'>, { runtime, gpus }: Inputs): string | undefined {
  const parts = { step, runtime, gpus: gpus && JSON.stringify(gpus) }
  const said = Object.entries(parts).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  )
  return said.length === 0 ? undefined : said.join(' ')
}
