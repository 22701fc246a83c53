import { pushImage } from '../engines/docker/push.ts'
import { MedPerfError } from '../facts/error.ts'
import type { Job } from '../job/job.ts'
import type { Report } from '../report/report.ts'

/** Pushes an image that a check built, by its ID, under a reference: what built it has it. */
export async function pushBuiltImage(
  report: Report,
  id: string,
  reference: string,
  { log, signal }: Pick<Job, 'log' | 'signal'>,
): Promise<void> {
  await pushImage(pusherOf(report), id, reference, { signal, warn: log.say })
}

/** The program that has what was built. */
function pusherOf({ host: { engine = 'Docker' } }: Report): 'docker' | 'podman' {
  if (engine.startsWith('Podman')) return 'podman'
  if (engine.startsWith('Docker')) return 'docker'
  throw new MedPerfError('blocked', `${engine} built an image, and cannot push it to a registry`, {
    hint: 'Build it with Docker or Podman (`run.runtime`), or push it beforehand and leave `build` away.',
  })
}
