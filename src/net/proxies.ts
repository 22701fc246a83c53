import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { findLoginSecrets } from '../words/secrets.ts'
import { parsePlainJson } from '../yaml/json.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What must not be seen of the proxies that this machine knows: its variables (`HTTPS_PROXY`, `npm_config_proxy`, …) and Docker's settings. */
export const listProxySecrets = (environment: Environment): readonly string[] => [
  ...new Set([...namedProxies(environment), ...dockerProxies(environment)].flatMap(findLoginSecrets)),
]

const namedProxies = (environment: Environment) =>
  Object.entries(environment).flatMap(([name, value]) => (/proxy/i.test(name) && value ? [value] : []))

/** Whether Docker's client would hand proxies on to containers; also where its settings cannot be read as it reads them. */
export const hasDockerProxies = (environment: Environment): boolean => readSettings(environment) !== 'none'

/** Every text below `proxies` of Docker's settings, whatever it is called there. */
function dockerProxies(environment: Environment): readonly string[] {
  const settings = readSettings(environment)
  return typeof settings === 'string' ? [] : listTexts(settings.proxies)
}

function readSettings(environment: Environment): { readonly proxies: unknown } | 'none' | 'unreadable' {
  const folder = environment['DOCKER_CONFIG'] || join(environment['HOME'] || homedir(), '.docker')
  try {
    const settings: unknown = parsePlainJson(readFileSync(join(folder, 'config.json'), 'utf8'))
    const proxies =
      typeof settings === 'object' ? Object.entries(settings ?? {}).find(isProxies)?.[1] : undefined
    return listTexts(proxies).some((text) => text !== '') ? { proxies } : 'none'
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'none' : 'unreadable'
  }
}

/** Go finds a key in whatever case it is written. */
const isProxies = ([key]: readonly [string, unknown]) => key.toLowerCase() === 'proxies'

function listTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : []
}
