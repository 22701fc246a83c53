import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { Claims } from './claims.ts'

const ALGORITHM = 'RSA-SHA256'

/** A signed token (RS256). */
export function signToken(claims: Claims, key: KeyObject, header: Claims = {}): string {
  const head = `${encode({ alg: 'RS256', typ: 'JWT', ...header })}.${encode(claims)}`
  return `${head}.${sign(ALGORITHM, Buffer.from(head), key).toString('base64url')}`
}

const encode = (value: Claims): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The claims of a token that one of the keys signed with RS256; null for anything else. Looks at no claim. */
export function openToken(token: string, keys: readonly KeyObject[]): Claims | null {
  const [head, claims, signature, ...more] = token.split('.')
  if (head === undefined || claims === undefined || signature === undefined || more.length > 0) return null
  if (read(head)?.['alg'] !== 'RS256') return null
  const signed = Buffer.from(`${head}.${claims}`)
  const proof = Buffer.from(signature, 'base64url')
  // A changed last character may decode to the same bytes.
  if (proof.toString('base64url') !== signature) return null
  return keys.some((key) => verify(ALGORITHM, signed, key, proof)) ? read(claims) : null
}

function read(part: string): Claims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Claims) : null
  } catch {
    return null
  }
}

/** Reads an RSA public key, or the public half of a private one, from PEM; throws for anything else. */
export function readPublicKey(pem: string): KeyObject {
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType === 'rsa') return key
  } catch {
    // Whatever it is, it is no key.
  }
  throw new Error('the public key cannot be used: give an RSA key in PEM form')
}
