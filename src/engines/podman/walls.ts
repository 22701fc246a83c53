import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { ExpectedError } from '../../facts/error.ts'
import { plainLine } from '../../words/text.ts'
import { parsePlainJson } from '../../yaml/json.ts'
import { parseAnswer } from '../answer.ts'
import type { Dialect } from '../docker/dialect.ts'
import { runProcess } from '../process/process.ts'
import { narrowProfile, OPEN_PROFILE, type Profile, parseProfile } from '../seccomp.ts'
import { PODMAN_WALLS } from '../walls.ts'
import type { Podman } from './info.ts'
import { isBefore } from './version.ts'

const ANSWER_TIMEOUT = 60_000
/** An image may bear as many labels as its maker likes, and they come before what is looked for. */
const MOST = 8 * 1024 ** 2
/** What Podman sets where neither the image nor anybody else does. */
const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

const ImageSchema = z.object({
  Config: z.object({ Env: z.array(z.string()).nullish() }).nullish(),
  Annotations: z.record(z.string(), z.string()).nullish(),
})
type Said = z.infer<typeof ImageSchema>

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
  const seen = new Map<string, ReturnType<typeof readImage>>()
  const ask = async (image: string): Promise<Said> => {
    const reading = seen.get(image) ?? readImage(command, image)
    seen.set(image, reading)
    const said = await reading.catch((error: unknown) => {
      seen.delete(image)
      throw error
    })
    if (said === undefined) seen.delete(image)
    return said ?? {}
  }
  const profile = JSON.stringify(makeFilter(filter.path))
  return async (image, folder) => {
    const said = await ask(image)
    if (isBefore(version, 4, 6)) refuseAnnotations(said)
    return {
      env: PODMAN_WALLS.env,
      args: [
        ...PODMAN_WALLS.args,
        // A service has an environment of its own, which is not ours to tell.
        ...(isRemote ? [] : ['--env-host=false']),
        '--systemd=false',
        ...(filter.isThere ? filterArguments(folder, profile) : []),
        // Podman 4.0 learnt to.
        ...(isBefore(version, 4, 0) ? [] : ['--unsetenv-all', ...giveVariables(said.Config?.Env ?? [])]),
      ],
    }
  }
}

/** The filter of system calls that Podman would take, narrowed; where its file cannot be read, one of ours. */
export function makeFilter(path: string): Profile {
  try {
    const found = parseProfile(parsePlainJson(readFileSync(path, 'utf8')))
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

/** What runtimes and systemd take orders from. */
const ORDERS =
  /^(?:run\.oci|io\.crun|module\.wasm|org\.systemd\.property|io\.podman|io\.kubernetes|io\.containers|org\.criu)\./

/** Podman before 4.6 hands annotations of an image to its runtime, as if whoever runs it had asked for that. */
function refuseAnnotations({ Annotations }: Said): void {
  const order = Object.keys(Annotations ?? {}).find((name) => ORDERS.test(name))
  if (order === undefined) return
  throw new ExpectedError(
    'image',
    `the image has the annotation ${plainLine(order, 100)}, which this Podman would take for an order`,
    { hint: 'Build the image without it, or use Podman 4.6 or newer, which leaves it out.' },
  )
}

/**
 * What an image says of itself; undefined where it is not there. Throws an ExpectedError where that cannot be told: it may be an
 * order then.
 */
async function readImage(command: string, image: string): Promise<Said | undefined> {
  const args = ['image', 'inspect', '--format', '{{json .}}', '--', image]
  const { code, stdout } = await runProcess(command, args, { timeout: ANSWER_TIMEOUT, kept: MOST })
  if (code !== null && code !== 0) return undefined
  const [found] = code === null ? [] : [parseAnswer(stdout)].flat()
  const said = ImageSchema.safeParse(found).data
  if (said !== undefined) return said
  throw new ExpectedError('image', 'Podman does not say what the image orders of it', {
    hint: `Run \`${command} image inspect\` with this image on the runner; give the image fewer labels, or shorter ones.`,
  })
}

/** The variables of an image as arguments; what has no value, or no plain name, would be read as something else. */
export const giveVariables = (variables: readonly string[]): readonly string[] =>
  [PATH, ...variables.filter((one) => /^[^\s=*]+=/.test(one))].flatMap((one) => ['--env', one])
