import { listProxySecrets } from '../net/proxies.ts'
import type { GivenInputs } from './inputs.ts'

/** What has to be hidden before anything else is said: secrets that were given, and the logins of proxies that this machine knows. */
export const listSecrets = (
  { inputs, credential }: GivenInputs,
  environment = process.env,
): readonly string[] =>
  [credential?.token, inputs.decryptionKey, ...listProxySecrets(environment)].filter(
    (secret) => secret !== undefined,
  )
