import { execFile } from 'node:child_process'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { secondDocker } from '../second-docker.ts'

const run = promisify(execFile)
const SCRIPT = new URL('../../../script/ci/docker29-up', import.meta.url).pathname

declare module 'vitest' {
  interface ProvidedContext {
    /** What is set in the environment of tests that see Docker 29; why there is none. */
    readonly docker29: Docker29 | string
  }
}

export interface Docker29 {
  readonly DOCKER_HOST: string
  readonly DOCKER_CONFIG: string
  readonly PATH: string
}

/** Starts a daemon of Docker 29 for one run of the tests, and gives what ends it. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const found = await run(SCRIPT).catch((error: Error & { readonly stderr?: string }) => error)
  if (found instanceof Error) {
    provide('docker29', lastLine(found.stderr ?? '') || 'Docker 29 cannot be had here')
    return async () => {}
  }
  const home = found.stdout.trim()
  const { DOCKER_HOST: before, PATH = '' } = process.env
  const docker = await secondDocker({ programs: join(home, 'bin') })
  // It is there for tests that ask for it, in processes of their own.
  if (before === undefined) delete process.env['DOCKER_HOST']
  else process.env['DOCKER_HOST'] = before
  // The client alone, because a daemon that a test starts from PATH has to be that of the machine.
  const client = join(docker.folder, 'client')
  await mkdir(client)
  await symlink(join(home, 'bin', 'docker'), join(client, 'docker'))
  provide('docker29', {
    DOCKER_HOST: docker.host,
    DOCKER_CONFIG: join(home, 'config'),
    PATH: `${client}:${PATH}`,
  })
  return async () => docker[Symbol.asyncDispose]()
}

const lastLine = (text: string) =>
  text
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^setup: /, '')
