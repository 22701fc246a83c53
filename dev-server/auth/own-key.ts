import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import type { Database } from '../store/database.ts'
import { readSetting, writeSetting } from '../store/settings.ts'

/** The server's own RSA key, made when it is first needed and kept with the rows. */
export interface OwnKey {
  privateKey(): KeyObject
  /** Null while there is no key, and so no token that it could have signed. */
  publicKey(): KeyObject | null
  /** The public half as a JSON Web Key. */
  jwk(): Readonly<Record<string, string>>
}

const BITS = 2048

/** The key of a database. */
export function ownKey(database: Database): OwnKey {
  let kept: KeyObject | undefined
  // Another process may have made it meanwhile (`--token`).
  const known = (): KeyObject | undefined => {
    kept ??= readKept(database)
    return kept
  }
  const privateKey = (): KeyObject => {
    kept = known() ?? makeKey(database)
    return kept
  }
  return {
    privateKey,
    publicKey: () => {
      const own = known()
      return own ? createPublicKey(own) : null
    },
    jwk: () => {
      const { n = '', e = '' } = createPublicKey(privateKey()).export({ format: 'jwk' })
      return { kty: 'RSA', use: 'sig', alg: 'RS256', kid: thumbprint(n, e), n, e }
    },
  }
}

function readKept(database: Database): KeyObject | undefined {
  const pem = readSetting(database, 'private_key')
  return pem === null ? undefined : createPrivateKey(pem)
}

function makeKey(database: Database): KeyObject {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: BITS })
  writeSetting(database, 'private_key', String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
  return privateKey
}

/** RFC 7638. */
const thumbprint = (n: string, e: string): string =>
  createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url')
