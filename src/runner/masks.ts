/** Characters of a part that is a secret of its own: shorter ones are words that a log may need. */
const SHORTEST = 24

const encode = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '')

/**
 * What a runner has to hide of a secret: itself, as HTTP and `git` send it as a password, and the two parts of a JWT that are no
 * other's, because a text that was cut shows a token without its end.
 */
export function listMasks(secret: string): readonly string[] {
  const [, claims = '', signature = ''] = secret.split('.')
  const parts = /^[\w.-]+$/.test(secret) ? [claims, signature] : []
  const forms = [secret, secret.trim(), encode(secret), encode(`x-access-token:${secret}`)]
  return [...new Set([...forms, ...parts.filter((part) => part.length >= SHORTEST)])]
}
