import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { findLoginSecrets } from '../words/secrets.ts'
import { parsePlainJson } from '../yaml/json.ts'
import { listJsonStrings, listJsonTokens } from '../yaml/json-text.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What must not be seen of the proxies that this machine knows: its variables (`HTTPS_PROXY`, `npm_config_proxy`, …) and Docker's settings. */
export const listProxySecrets = (environment: Environment): readonly string[] => [
  ...new Set([...namedProxies(environment), ...dockerProxies(environment)].flatMap(findLoginSecrets)),
]

const namedProxies = (environment: Environment) =>
  Object.entries(environment).flatMap(([name, value]) => (/proxy/i.test(name) && value ? [value] : []))

/** Whether Docker's client would hand proxies on to containers; also where its settings cannot be read as it reads them. */
export const hasDockerProxies = (environment: Environment): boolean => {
  const settings = readSettings(environment)
  return settings === 'unreadable' || settings.texts.some((text) => text !== '') || settings.isOdd
}

/** Every text below `proxies` of Docker's settings, whatever it is called there. */
function dockerProxies(environment: Environment): readonly string[] {
  const settings = readSettings(environment)
  return settings === 'unreadable' ? [] : settings.texts
}

interface Settings {
  readonly texts: readonly string[]
  /** Whether Docker may find more in them than we do. */
  readonly isOdd: boolean
}

function readSettings(environment: Environment): Settings | 'unreadable' {
  const folder = environment['DOCKER_CONFIG'] || join(environment['HOME'] || homedir(), '.docker')
  try {
    return parseSettings(readFileSync(join(folder, 'config.json'), 'utf8'))
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isMissing ? { texts: [], isOdd: false } : 'unreadable'
  }
}

/** Go takes what two keys of one name say together, and reads no further than the first value: then every login counts. */
function parseSettings(text: string): Settings {
  try {
    const settings: unknown = parsePlainJson(text)
    const entries = typeof settings === 'object' ? Object.entries(settings ?? {}) : []
    if (countProxies(text) < 2) {
      const texts = entries.filter(([key]) => isProxies(key)).flatMap(([, proxies]) => listTexts(proxies))
      return { texts, isOdd: false }
    }
  } catch {
    // Docker may have read what it needs before that.
  }
  return { texts: [...listJsonStrings(text)].filter((login) => login.includes('@')), isOdd: true }
}

function countProxies(text: string): number {
  let [depth, count] = [0, 0]
  for (const token of listJsonTokens(text)) {
    if (token === '{' || token === '[') depth += 1
    else if (token === '}' || token === ']') depth -= 1
    else if (depth === 1 && isProxies(token.key)) count += 1
  }
  return count
}

/** Go finds a key in whatever case it is written, and takes the long s for an s. */
const isProxies = (key: string) => key.toUpperCase() === 'PROXIES'

function listTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : []
}
