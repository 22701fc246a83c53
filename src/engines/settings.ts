import { realpathSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import { ExpectedError } from '../facts/error.ts'
import { plainLine } from '../words/text.ts'

/** Where clients of engines find settings, in which programs are named that they start: plugins, hooks, runtimes, helpers. */
const SETTINGS = [
  ...['DOCKER_CONFIG', 'CONTAINERS_CONF', 'CONTAINERS_CONF_OVERRIDE', 'CONTAINERS_STORAGE_CONF'],
  ...['CONTAINERS_REGISTRIES_CONF', 'CONTAINERS_REGISTRIES_CONF_DIR', 'PODMAN_CONNECTIONS_CONF'],
  ...['REGISTRY_AUTH_FILE', 'APPTAINER_CONFIGDIR', 'SINGULARITY_CONFIGDIR', 'GNUPGHOME'],
  ...['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'HOME'],
]

/**
 * Throws an ExpectedError of kind `engine` where a variable of the runner has an engine's client read settings in the checkout: whoever
 * opens a pull request would write them.
 */
export function expectOwnSettings(
  checkout: string,
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
): void {
  const name = SETTINGS.find((one) => isWithin(checkout, environment[one]))
  if (name === undefined) return
  const place = plainLine(environment[name] ?? '', 200)
  throw new ExpectedError(
    'engine',
    `${name} is ${place}, a place in the checkout, where a pull request says which programs an engine starts`,
    { hint: `Let it be a place outside of the checkout, such as one below \${{ runner.temp }}.` },
  )
}

/** By its name or by where that leads, as a link of the checkout is the pull request's too. */
function isWithin(folder: string, value = ''): boolean {
  if (value === '') return false
  const roots = [resolve(folder), realPath(folder)]
  return [resolve(value), realPath(value)].some((path) =>
    roots.some((root) => `${path}${sep}`.startsWith(`${root}${sep}`)),
  )
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return resolve(path)
  }
}
