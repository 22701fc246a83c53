import { setTimeout as sleep } from 'node:timers/promises'
import { known } from '../../facts/known.ts'
import type { Removal } from '../engine.ts'
import { removeNoted } from '../process/notes.ts'
import { type Ended, runProcess } from '../process/process.ts'
import { cleanDockerWords } from './words.ts'

const TIMEOUT = 10_000
const BETWEEN_LOOKS = 300
/** A daemon that is being restarted may answer the next time; one that is dead must not hold up the end of a job. */
const REFUSALS = 3
const ID = /^[0-9a-f]{12,64}$/

/** Podman would ask the program first, and wait 10 s. */
const removal = (command: string) => ['rm', '-f', '-v', ...(command === 'podman' ? ['-t', '0'] : [])]

/** Kills and removes a container with its anonymous volumes; one that does not exist is no error. */
export const killByName = (command: string, name: string): Promise<Ended> =>
  runProcess(command, [...removal(command), name], { timeout: TIMEOUT })

/** Removes a container by its whole name; false when it is not gone within `patience` milliseconds. */
export async function removeByName(
  command: string,
  name: string,
  patience: number,
  looks = 1,
): Promise<boolean> {
  const { problem } = await removeAll(command, `name=^/?${name}$`, { looks, patience })
  return problem === undefined
}

/**
 * Removes every container with a label, until none is found `looks` times in a row: a container that was being made when
 * its maker was killed can appear after the first look. Builds that were noted with the label end before. Never throws.
 */
export async function removeContainers(label: string, looks = 1, command = 'docker'): Promise<Removal> {
  const builds = await removeNoted(label)
  const { removed, problem = builds.problem } = await removeAll(command, `label=${label}`, {
    looks,
    patience: 60_000,
  })
  return known({ removed: builds.removed + removed, problem })
}

/** Waits, for at most 10 s, until a container has gone that somebody else removes. */
export async function untilGone(command: string, id: string | undefined): Promise<void> {
  const deadline = Date.now() + TIMEOUT
  while (id !== undefined && Date.now() < deadline) {
    const args = ['ps', '-aq', '--no-trunc', '--filter', `id=${id}`]
    const { code, stdout } = await runProcess(command, args, { timeout: TIMEOUT })
    if (code !== 0 || stdout.trim() === '') return
    await sleep(BETWEEN_LOOKS)
  }
}

async function removeAll(
  command: string,
  filter: string,
  { looks, patience }: { readonly looks: number; readonly patience: number },
): Promise<Removal> {
  const deadline = Date.now() + patience
  const seen = new Set<string>()
  let empty = 0
  let refusals = 0
  let problem = `${command} did not remove them within ${patience / 1000} s`
  const call = (args: readonly string[]) =>
    runProcess(command, args, { timeout: Math.max(1, Math.min(TIMEOUT, deadline - Date.now())) })
  while (Date.now() < deadline && refusals < REFUSALS) {
    const listed = await call(['ps', '-aq', '--filter', filter])
    const ids = listed.stdout.split('\n').filter((line) => ID.test(line))
    if (listed.code !== 0) {
      refusals++
      problem = cleanDockerWords(listed.stderr)
    } else if (ids.length > 0) {
      empty = 0
      for (const id of ids) seen.add(id)
      await call([...removal(command), ...ids])
      continue
    } else if (++empty >= looks) return { removed: seen.size }
    await sleep(BETWEEN_LOOKS)
  }
  return { removed: seen.size, problem }
}
