import { ExpectedError } from '../facts/error.ts'
import type { Job } from '../job/job.ts'
import type { Tested } from './test.ts'

/** Gives what pushes an image that a check built, named by its ID, under a reference; throws where what built it cannot push. */
export function openPush(
  { report, push }: Tested,
  imageId: string,
  { log, signal }: Pick<Job, 'log' | 'signal'>,
): (reference: string) => Promise<void> {
  if (push !== undefined) return (reference) => push(imageId, reference, { signal, warn: log.say })
  const { engine = 'the engine' } = report.host
  throw new ExpectedError('blocked', `${engine} built an image, and cannot push it to a registry`, {
    hint: 'Build it with Docker or Podman (`run.runtime`), or push it beforehand and leave `build` away.',
  })
}
