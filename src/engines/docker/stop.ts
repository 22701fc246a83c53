import { setTimeout as sleep } from 'node:timers/promises'
import { killByName, removeByName } from './cleanup.ts'

/** How long after a stop the client may live; a daemon that does not answer must not hold up a cancelled run. */
const CLIENT_PATIENCE = 5_000
const REMOVAL_PATIENCE = 20_000

/** A container, and the client of its engine that is attached to it. */
export interface Attached {
  readonly command: string
  readonly name: string
  readonly client: Promise<unknown>
  /** Ends the client without its engine. */
  readonly giveUp: () => void
}

/**
 * Waits for the client; once `stop` aborts, kills the container. It may not exist yet then, so it is killed again and
 * again until the client has ended: only that says that no container is still to come.
 */
export async function untilEnded(
  { command, name, client, giveUp }: Attached,
  stop: AbortSignal,
): Promise<void> {
  let isOver = false
  let timer: NodeJS.Timeout | undefined
  const kill = async () => {
    timer = setTimeout(giveUp, CLIENT_PATIENCE)
    while (!isOver) {
      await killByName(command, name)
      await Promise.race([client, sleep(100)])
    }
  }
  const onStop = () => void kill()
  stop.addEventListener('abort', onStop, { once: true })
  try {
    await client
  } finally {
    isOver = true
    clearTimeout(timer)
    stop.removeEventListener('abort', onStop)
  }
}

/**
 * Whether a container is gone now; removes it if it is not. A client that was ended by us says nothing about a container
 * that the daemon was still making, so that one is looked for twice.
 */
export const isGone = (command: string, name: string, isClientKilled = false): Promise<boolean> =>
  isClientKilled
    ? removeByName(command, name, CLIENT_PATIENCE, 2)
    : removeByName(command, name, REMOVAL_PATIENCE)
