import { ExpectedError } from '../facts/error.ts'
import type { Job } from '../job/job.ts'
import type { Tested } from './test.ts'

/** Pushes an image that a check built, by its ID, under a reference; rejects where what built it cannot push. */
export async function pushBuiltImage(
  { report, push }: Tested,
  imageId: string,
  reference: string,
  { log, signal }: Pick<Job, 'log' | 'signal'>,
): Promise<void> {
  if (push !== undefined) return push(imageId, reference, { signal, warn: log.say })
  const { engine = 'the engine' } = report.host
  throw new ExpectedError('blocked', `${engine} built an image, and cannot push it to a registry`, {
    hint: 'Build it with Docker or Podman (`run.runtime`), or push it beforehand and leave `build` away.',
  })
}
