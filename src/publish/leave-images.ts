import type { Benchmark } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import { collectParts, nameRole } from '../facts/role.ts'
import type { Job } from '../job/job.ts'
import { makeJobError } from '../report/outcome.ts'
import type { Report } from '../report/report.ts'
import { pushTested } from './push.ts'
import { pushNamed } from './push-named.ts'
import type { PushImage } from './request.ts'

/** Pushes every image that was built and tested here; `error` says which could not be, and what to do. */
export async function leaveImages(
  { commit, log, signal }: Pick<Job, 'commit' | 'log' | 'signal'>,
  { report, benchmark }: { readonly report: Report; readonly benchmark: Benchmark },
  push: PushImage,
): Promise<{ readonly error?: Error }> {
  if (commit === undefined) return {}
  try {
    for (const { role, spec, build } of collectParts(benchmark.components)) {
      const imageId = report.containers.find((container) => container.role === role)?.imageId
      if (build === undefined || spec.type !== 'DockerImage' || imageId === undefined) continue
      const job = { log, signal }
      const { reference, digest } = await pushTested({ job, commit, push }, spec.image, imageId)
      // Only servers of the mlcube era hold MLCubes, and clients of these pull the name in the configuration.
      if (spec.mlcube !== undefined) await pushNamed({ job, push }, spec.image, imageId)
      log.say(`The ${nameRole(role)} is in its registry: ${reference} (${digest})`)
    }
    return {}
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof ExpectedError)) throw error
    return { error: makeJobError('What was built is not in its registry', error) }
  }
}
