import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const SCRIPT = new URL('../../script/ci/second-dockerd', import.meta.url).pathname

/** A Docker daemon of the test's own, with two GPUs that are null devices. While it lives, DOCKER_HOST points at it. */
export interface SecondDocker extends AsyncDisposable {
  readonly folder: string
  /** Its DOCKER_HOST. */
  readonly host: string
  /** Its process, to be stopped and continued. */
  pid(): Promise<number>
  /** Ends it as a crash would; its containers live on. */
  kill(): Promise<void>
  /** Starts it again after `kill`. */
  restart(): Promise<void>
}

export interface SecondDockerOptions {
  /** A folder that the daemon sees empty, as one on another file system would be. */
  readonly hidden?: string
  /** Where its own folder is made. */
  readonly parent?: string
  /** A folder of programs of another release, which it is started from. */
  readonly programs?: string
}

export async function secondDocker({
  hidden,
  parent = tmpdir(),
  programs = '',
}: SecondDockerOptions = {}): Promise<SecondDocker> {
  const folder = await mkdtemp(join(parent, 'mb-dockerd-'))
  const before = process.env['DOCKER_HOST']
  const call = async (action: string) =>
    (
      await run(SCRIPT, [action, folder, ...(hidden === undefined ? [] : [hidden])], {
        env: { ...process.env, DOCKER_PROGRAMS: programs },
      })
    ).stdout.trim()
  const stop = async () => {
    if (before === undefined) delete process.env['DOCKER_HOST']
    else process.env['DOCKER_HOST'] = before
    await call('stop')
  }
  let host: string
  try {
    host = await call('start')
  } catch (error) {
    await stop()
    throw error
  }
  process.env['DOCKER_HOST'] = host
  return {
    folder,
    host,
    pid: async () => Number((await run('cat', [join(folder, 'docker.pid')])).stdout),
    kill: async () => void (await call('kill')),
    restart: async () => void (await call('start')),
    [Symbol.asyncDispose]: stop,
  }
}
