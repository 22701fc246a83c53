import { ExpectedError } from '../facts/error.ts'
import { liesIn } from '../files/lies-in.ts'
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
 * opens a pull request would write them. A link in the checkout is theirs too.
 */
export function expectOwnSettings(
  checkout: string,
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
): void {
  const name = SETTINGS.find((one) => environment[one] && liesIn(checkout, environment[one]))
  if (name === undefined) return
  const place = plainLine(environment[name] ?? '', 200)
  throw new ExpectedError(
    'engine',
    `${name} is ${place}, a place in the checkout, where a pull request says which programs an engine starts`,
    { hint: `Let it be a place outside of the checkout, such as one below \${{ runner.temp }}.` },
  )
}
