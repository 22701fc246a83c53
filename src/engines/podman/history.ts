import * as z from 'zod'
import { known } from '../../facts/known.ts'
import { parseAnswer } from '../answer.ts'
import type { History } from '../docker/history.ts'
import { runProcess } from '../process/process.ts'

const EventSchema = z.object({
  Name: z.string(),
  Status: z.string(),
  /** Left out when it is 0. */
  ContainerExitCode: z.number().default(0),
})

/**
 * Podman's events of one container; undefined where it keeps none. `since` is in milliseconds of this machine's clock.
 * There is no daemon that could be gone.
 */
export async function readPodmanHistory(
  command: string,
  name: string,
  since: number,
): Promise<History | undefined> {
  const { code, stdout } = await runProcess(
    command,
    [
      ...['events', '--stream=false', '--since', new Date(since - 60_000).toISOString()],
      ...['--filter', `container=${name}`, '--format', 'json'],
    ],
    { timeout: 15_000 },
  )
  const events = stdout.split('\n').flatMap((line) => EventSchema.safeParse(parseAnswer(line)).data ?? [])
  const own = events.filter((event) => event.Name === name)
  if (code !== 0 || own.length === 0) return undefined
  const saw = (status: string) => own.some(({ Status }) => Status === status)
  const died = own.findLast(({ Status }) => Status === 'died')
  return known({
    isCreated: saw('create'),
    isStarted: saw('start'),
    outOfMemory: saw('oom'),
    exitCode: died?.ContainerExitCode,
    isRemoved: saw('remove'),
  })
}
