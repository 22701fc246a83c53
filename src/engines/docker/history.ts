import * as z from 'zod'
import { known } from '../../facts/known.ts'
import { parseAnswer } from '../answer.ts'
import { runProcess } from '../process/process.ts'
import { isEngineGone } from './words.ts'

/** What Docker remembers of a container that may be gone by now. */
export interface History {
  readonly isCreated: boolean
  readonly isStarted: boolean
  readonly outOfMemory: boolean
  /** Absent while the program runs, and when it never ran. */
  readonly exitCode?: number
  readonly isRemoved: boolean
}

const EventSchema = z.object({
  Action: z.string(),
  Actor: z.object({ Attributes: z.object({ name: z.string(), exitCode: z.string().optional() }) }),
})
type Event = z.infer<typeof EventSchema>

/**
 * Asks the daemon for its events of one container: `--rm` removes the state that `docker inspect` would show, and only a
 * container that failed needs them. `since` is in milliseconds of this machine's clock. 'no engine' when the daemon is
 * gone, undefined when it does not say.
 */
export async function readHistory(
  command: string,
  name: string,
  since: number,
): Promise<History | 'no engine' | undefined> {
  // Durations like `0s` would be cut to whole seconds; the daemon waits for an end that lies a little ahead.
  const until = Date.now() + 20
  const { code, stdout, stderr } = await runProcess(
    command,
    [
      'events',
      ...['--since', seconds(since - 60_000), '--until', seconds(until)],
      ...['--filter', `container=${name}`, '--format', '{{json .}}'],
    ],
    { timeout: 15_000 },
  )
  if (code === null || (code !== 0 && isEngineGone(stderr))) return 'no engine'
  return code === 0 ? toHistory(parseEvents(stdout).filter((event) => nameOf(event) === name)) : undefined
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3)
const nameOf = ({ Actor }: Event) => Actor.Attributes.name

function toHistory(events: readonly Event[]): History {
  const saw = (action: string) => events.some(({ Action }) => Action === action)
  const died = events.findLast(({ Action }) => Action === 'die')?.Actor.Attributes.exitCode
  return known({
    isCreated: saw('create'),
    isStarted: saw('start'),
    outOfMemory: saw('oom'),
    exitCode: died === undefined ? undefined : Number(died),
    isRemoved: saw('destroy'),
  })
}

function parseEvents(text: string): readonly Event[] {
  return text.split('\n').flatMap((line) => {
    const event = EventSchema.safeParse(parseAnswer(line))
    return event.success ? [event.data] : []
  })
}
