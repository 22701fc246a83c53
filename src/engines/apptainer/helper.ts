import { rm } from 'node:fs/promises'
import type { Gpus } from '../../facts/gpu.ts'
import { findContainerUser } from '../../files/container-user.ts'
import type { Image } from '../engine.ts'
import { HELPER_LIMITS, inventName } from '../helper.ts'
import { makeFolder } from '../process/notes.ts'
import type { Ended } from '../process/process.ts'
import { runNoted } from '../process/run-noted.ts'
import { apptainerArguments, type Surroundings } from './arguments.ts'
import { containerEnvironment } from './environment.ts'
import { writeFilter } from './filter.ts'
import { watchInit } from './init.ts'

/** A container of ours that is no task. */
export interface ApptainerHelper {
  readonly label: string
  readonly image: Pick<Image, 'runBy'>
  readonly gpus: Gpus
  /** The program that it starts. */
  readonly program: string
}

/**
 * Runs a program in an image of strangers, behind the walls of a task and for at most so many milliseconds; the code is null
 * where it took longer. Of a program that does not exist an image runs something all the same: the scripts that it brings for
 * every start.
 */
export async function runApptainerHelper(
  command: string,
  surroundings: Surroundings,
  { label, image, gpus, program }: ApptainerHelper,
  timeout: number,
): Promise<Ended> {
  const run = {
    name: inventName('helper'),
    label,
    user: findContainerUser(),
    binds: [],
    gpus,
    environment: [],
    entrypoint: program,
    image: image.runBy,
    command: [],
    limits: HELPER_LIMITS,
  }
  const tooLong = AbortSignal.timeout(timeout)
  let pid: number | undefined
  const init = watchInit(() => pid)
  const own = await makeFolder(label, 'helper')
  try {
    const filter = surroundings.hasFilter ? writeFilter(own) : undefined
    const ended = await runNoted(command, apptainerArguments(run, surroundings, filter), run, {
      env: containerEnvironment(run, surroundings),
      signal: tooLong,
      onStart(started) {
        pid = started
      },
    })
    await init.end()
    return tooLong.aborted ? { ...ended, code: null } : ended
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}
