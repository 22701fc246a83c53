import type { Benchmark } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { explainAnyError } from '../files/errors/system-error.ts'
import { openGitHub } from '../github/client.ts'
import type { Job } from '../job/job.ts'
import type { Planned } from '../plan/plan.ts'
import type { PushImage } from '../publish/request.ts'
import { breakOff, type Registered, type Written } from '../report/outcome.ts'
import type { Client } from '../server/client.ts'
import { expectUnblocked } from './expect-unblocked.ts'
import { type RegisteringJob, register } from './register.ts'

interface Attempt {
  readonly client: Client
  readonly benchmark: Benchmark
  readonly planned: Planned
  readonly push: PushImage | undefined
}

/** Registers what was tested and planned; what stands in the way, or went wrong, is in what it gives. */
export async function attemptRegistration(
  job: RegisteringJob & Pick<Job, 'commit'>,
  { client, benchmark, planned: { report, problem, images }, push }: Attempt,
): Promise<Registered> {
  const { commit, github: place, signal } = job
  const { plan } = report
  const written: Written[] = []
  try {
    if (commit === undefined) {
      throw new ExpectedError('blocked', 'the commit to register is not known', {
        hint: 'Run it on a push, a tag or a merged pull request, whose commit GitHub names.',
      })
    }
    // Nothing is written that was not announced.
    if (plan === undefined)
      throw (
        problem ??
        new ExpectedError('blocked', 'what is to be registered is not known', {
          hint: 'The plan of this run says why: correct that, and run it again.',
        })
      )
    expectUnblocked(plan)
    const github = await openGitHub({ token: place.token ?? '', apiUrl: place.apiUrl })
    const onWritten = (one: Written) => void written.push(one)
    const request = known({ job, client, github, benchmark, report, commit, plan, onWritten, images, push })
    return { kind: 'done', registration: await register(request) }
  } catch (error) {
    signal.throwIfAborted()
    return breakOff(error instanceof ExpectedError ? error : explainAnyError(error), written)
  }
}
