import { ExpectedError } from '../facts/error.ts'
import { describeStep, type Step } from '../medperf/plan/step.ts'
import { NOT_AS_SENT } from '../report/outcome.ts'
import type { Client } from '../server/client.ts'
import { type Look, lookUp, readBack } from './confirm.ts'

/** A report from a running apply. */
export interface Progress {
  readonly phase: 'sending' | 'confirmed' | 'found'
  readonly step: Step
  readonly uid?: number
  /** One line for the log. */
  readonly text: string
}

export interface PerformOptions {
  readonly client: Client
  readonly onProgress?: (progress: Progress) => void
  readonly sleep?: (milliseconds: number) => Promise<void>
}

/** Milliseconds before a write is sent again; only after a look showed that it did not arrive. */
const PAUSES = [1_000, 4_000]

/**
 * Makes one write true: sends it, reads it back and compares. Without an answer the server is asked whether it was written,
 * and only if not it is sent again. Gives the uid; throws ExpectedError.
 */
export async function perform(options: PerformOptions, step: Step, tried = 0): Promise<number> {
  try {
    return await attempt(options, step)
  } catch (error) {
    if (!(error instanceof ExpectedError) || !(mayBeWritten(error) || wasNeverSent(error))) throw error
    const uid = mayBeWritten(error) ? await foundAfterAll(options, step) : undefined
    if (uid !== undefined) return uid
    const pause = PAUSES[tried]
    if (error.kind === 'refused' || pause === undefined) throw error
    await (options.sleep ?? sleepFor)(pause)
    return perform(options, step, tried + 1)
  }
}

const sleepFor = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A refusal too: two runs at once want the same row, and the second is told that the name is taken. */
const mayBeWritten = (error: ExpectedError): boolean => error.uncertain || error.kind === 'refused'

const wasNeverSent = (error: ExpectedError): boolean =>
  error.kind === 'unreachable' || error.kind === 'timeout'

async function attempt({ client, onProgress }: PerformOptions, step: Step): Promise<number> {
  onProgress?.({ phase: 'sending', step, text: describeStep(step) })
  const uid = await send(client, step)
  const look = await readBack(client, step, uid)
  const confirmed = expectAsSent(step, look)
  onProgress?.({
    phase: 'confirmed',
    step,
    uid: confirmed,
    text: `${describeStep(step)}: done, uid ${confirmed}`,
  })
  return confirmed
}

async function send(client: Client, step: Step): Promise<number> {
  if (step.kind === 'create') return client.create(step.collection, step.body)
  await client.update(step.collection, step.uid, step.body)
  return step.uid
}

async function foundAfterAll(
  { client, onProgress }: PerformOptions,
  step: Step,
): Promise<number | undefined> {
  const look = await lookUp(client, step)
  if (look.found === 'nothing') return undefined
  const uid = expectAsSent(step, look)
  onProgress?.({ phase: 'found', step, uid, text: `${describeStep(step)}: it is there already, uid ${uid}` })
  return uid
}

function expectAsSent(step: Step, look: Look): number {
  if (look.found === 'as sent') return look.uid
  const what = `${step.collection} \`${step.name}\``
  if (look.found === 'nothing') {
    throw new ExpectedError('changed', `${what} was written but is not there when it is read back`, {
      hint: AGAIN,
      code: NOT_AS_SENT,
    })
  }
  const message = `${what} (uid ${look.uid}) does not hold what was sent: \`${look.field}\` is ${look.value}`
  throw new ExpectedError('changed', message, { hint: AGAIN, code: NOT_AS_SENT })
}

const AGAIN =
  'Somebody else, perhaps another run of this workflow, wrote at the same time. Let only one run at a time (`concurrency`), and run it again.'
