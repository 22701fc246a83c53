import { tidyProxies } from '../net/named-proxy.ts'

const INPUT = 'INPUT_'

/** Of these no part of the action has any need: the token comes by an input. */
const UNUSED_SECRETS = [
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'GH_ENTERPRISE_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_URL',
]

/** The inputs as the runner gave them, by the name of their variable. */
export type RawInputs = Readonly<Record<string, string | undefined>>

/**
 * Takes the inputs, and secrets that nobody here needs, out of the environment, and writes the addresses of proxies so that all
 * who read them there read the same: the first thing that every entry does. What the kernel shows of the process's first
 * environment stays as it was (docs/environment.md).
 */
export function takeInputs(environment = process.env): RawInputs {
  const inputs = Object.entries(environment).filter(([name]) => name.startsWith(INPUT))
  for (const name of [...inputs.map(([name]) => name), ...UNUSED_SECRETS]) delete environment[name]
  Object.assign(environment, tidyProxies(environment))
  return Object.fromEntries(inputs)
}
