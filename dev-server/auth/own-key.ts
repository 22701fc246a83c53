import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK } from 'jose'
import type { Database } from '../store/database.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import { algorithm } from './claims.ts'

/** The server's own RSA key, made when it is first needed and kept with the rows. */
export interface OwnKey {
  privateKey(): KeyObject
  /** Null while there is no key, and so no token that it could have signed. */
  publicKey(): KeyObject | null
  /** The public half as a JSON Web Key. */
  jwk(): Promise<PublicJwk>
}

/** A public key as `jwks.json` holds it. */
export type PublicJwk = Readonly<Record<'kty' | 'use' | 'alg' | 'kid' | 'n' | 'e', string>>

/** The fewest bits of a key that signs with RS256 (RFC 7518). */
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
    jwk: () => publicJwk(createPublicKey(privateKey())),
  }
}

async function publicJwk(key: KeyObject): Promise<PublicJwk> {
  const jwk = await exportJWK(key)
  const { n = '', e = '' } = jwk
  return { kty: 'RSA', use: 'sig', alg: algorithm, kid: await calculateJwkThumbprint(jwk), n, e }
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

/** Reads an RSA public key, or the public half of a private one, from PEM; throws for anything else. */
export function readPublicKey(pem: string): KeyObject {
  try {
    const key = createPublicKey(pem)
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    if (key.asymmetricKeyType === 'rsa' && bits >= BITS) return key
  } catch {
    // Whatever it is, it is no key.
  }
  throw new Error(`the public key cannot be used: give an RSA key in PEM form, of ${BITS} bits or more`)
}
