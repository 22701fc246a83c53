import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { parseAnswer } from '../answer.ts'
import type { Dialect } from '../docker/dialect.ts'
import { PODMAN_WALLS } from '../docker/walls.ts'
import { runProcess } from '../process.ts'
import { narrowProfile, OPEN_PROFILE, type Profile, parseProfile } from '../seccomp.ts'
import type { Podman } from './info.ts'

const ANSWER_TIMEOUT = 20_000
/** What Podman sets where neither the image nor anybody else does. */
const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

const VariablesSchema = z.array(z.string()).nullable()

/**
 * The walls of Podman. It would hand on the proxies of its environment, the variables of its own settings, and, for an image
 * that names a variable without a value or a pattern such as `*`, whatever its environment has under that name. So all that
 * it would set is taken away, and what the image says is given again. A program with the name of systemd would get more
 * mounts than others, and Podman's own filter of system calls lets every program become root of a user namespace.
 */
export function openPodmanWalls(
  command: string,
  { version, isRemote, filter }: Pick<Podman, 'version' | 'isRemote' | 'filter'>,
): Dialect['walls'] {
  const seen = new Map<string, ReturnType<typeof readVariables>>()
  const variables = async (image: string) => {
    const reading = seen.get(image) ?? readVariables(command, image)
    seen.set(image, reading)
    const found = await reading
    if (found === undefined) seen.delete(image)
    return giveVariables(found ?? [])
  }
  const profile = JSON.stringify(makeFilter(filter.path))
  return async (image, folder) => ({
    env: PODMAN_WALLS.env,
    args: [
      ...PODMAN_WALLS.args,
      // A service has an environment of its own, which is not ours to tell.
      ...(isRemote ? [] : ['--env-host=false']),
      '--systemd=false',
      ...(filter.isThere ? filterArguments(folder, profile) : []),
      ...(canUnset(version) ? ['--unsetenv-all', ...(await variables(image))] : []),
    ],
  })
}

/** The filter of system calls that Podman would take, narrowed; where its file cannot be read, one of ours. */
export function makeFilter(path: string): Profile {
  try {
    const found = parseProfile(JSON.parse(readFileSync(path, 'utf8')))
    return found === undefined ? OPEN_PROFILE : narrowProfile(found)
  } catch {
    return OPEN_PROFILE
  }
}

function filterArguments(folder: string, profile: string): readonly string[] {
  const file = join(folder, 'seccomp.json')
  writeFileSync(file, profile, { mode: 0o644 })
  return ['--security-opt', `seccomp=${file}`]
}

/** Podman 4.0 learnt to. */
const canUnset = (version: string) => Number.parseInt(version, 10) >= 4

/** Undefined where Podman does not say. */
async function readVariables(command: string, image: string): Promise<readonly string[] | undefined> {
  const args = ['image', 'inspect', '--format', '{{json .Config.Env}}', '--', image]
  const { code, stdout } = await runProcess(command, args, { timeout: ANSWER_TIMEOUT })
  if (code !== 0) return undefined
  return VariablesSchema.safeParse(parseAnswer(stdout)).data ?? []
}

/** The variables of an image as arguments; what has no value, or no plain name, would be read as something else. */
export const giveVariables = (variables: readonly string[]): readonly string[] =>
  [PATH, ...variables.filter((one) => /^[^\s=*]+=/.test(one))].flatMap((one) => ['--env', one])
