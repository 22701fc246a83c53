import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const PROXY = 'http://svc:planted-password@proxy.example:3128'

/** Variables of a runner of which no container may see anything, by name and in every way that an engine has to hand them on. */
const VARIABLES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['http_proxy', 'https_proxy', 'ftp_proxy', 'all_proxy'].flatMap((name) => [
      [name, PROXY],
      [name.toUpperCase(), PROXY],
    ]),
  ),
  no_proxy: 'planted.example',
  NO_PROXY: 'planted.example',
  npm_config_https_proxy: PROXY,
  PLANTED_SECRET: 'planted',
  TERM: 'planted',
  NVIDIA_VISIBLE_DEVICES: 'planted',
  APPTAINERENV_PLANTED_X: 'planted',
  SINGULARITYENV_PLANTED_Y: 'planted',
  APPTAINERENV_PREPEND_PATH: '/planted',
  APPTAINER_BIND: '/etc:/planted',
  SINGULARITY_BINDPATH: '/etc:/planted',
  APPTAINER_MOUNT: 'type=bind,source=/etc,target=/planted-too',
  APPTAINER_WORKDIR: '/planted',
}

/** Plants these in this process, and like values in the settings of Docker and Podman, whose files go into a folder; undone by what is given back. */
export function plantVariables(folder: string): () => void {
  const proxies = { default: { httpProxy: PROXY, httpsProxy: PROXY, noProxy: 'planted.example' } }
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ proxies }))
  const settings = process.env['CONTAINERS_CONF']
  const others = settings === undefined ? '[containers]\n' : readFileSync(settings, 'utf8')
  const containers = join(folder, 'containers.conf')
  writeFileSync(
    containers,
    others.replace('[containers]\n', '[containers]\nenv = ["PLANTED_CONF=planted"]\n'),
  )
  const variables = { ...VARIABLES, DOCKER_CONFIG: folder, CONTAINERS_CONF: containers }
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, variables)
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}
