import type { ContainerRun } from '../containers/run.ts'
import { hasDockerProxies } from '../net/proxies.ts'

/** What `run` of a client is given so that a container gets nothing of this machine that it was not given. */
export interface Walls {
  readonly args: readonly string[]
  /** Variables that the client itself is not to have; what they would be set to is always undefined. */
  readonly env: Readonly<Record<string, undefined>>
}

/** The names under which proxies are known, as Docker and Podman hand them on. */
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'FTP_PROXY', 'ALL_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
])

/** An environment without proxies: nothing that runs a container needs the network. */
export const WITHOUT_PROXIES: Walls['env'] = Object.fromEntries(PROXIES.map((name) => [name, undefined]))

/**
 * Docker's client sets the proxies of its settings in every container, unless it is told of a variable of that name. A name
 * without a value, which the client's own environment does not have either, is a variable that does not exist.
 */
export const dockerWalls = (environment: NodeJS.ProcessEnv = process.env): Walls =>
  hasDockerProxies(environment)
    ? { args: PROXIES.flatMap((name) => ['--env', name]), env: WITHOUT_PROXIES }
    : { args: [], env: {} }

/** Podman's client hands on the proxies of its environment, and all of it where its settings say so. */
export const PODMAN_WALLS: Walls = { args: ['--http-proxy=false'], env: WITHOUT_PROXIES }

const VISIBLE = 'NVIDIA_VISIBLE_DEVICES'

/** Where NVIDIA's runtime or hook is what starts containers, an image gets GPUs by a variable of its own, unless it is this. */
export const NO_GPUS: readonly string[] = ['--env', `${VISIBLE}=void`]

/** The variables of a container, of which none says that it gets other GPUs than were asked for. */
export const variableArguments = ({
  environment,
  gpus,
}: Pick<ContainerRun, 'environment' | 'gpus'>): readonly string[] => [
  ...environment
    .filter(([name]) => name !== VISIBLE || gpus.kind === 'all')
    .flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ...(gpus.kind === 'none' ? NO_GPUS : []),
]
