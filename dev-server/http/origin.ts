import type { Incoming } from './call.ts'

/** Scheme and host as the client wrote them; a proxy in front may say that it was https. */
export function originOf({ headers }: Pick<Incoming, 'headers'>): string {
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  return `${scheme}://${headers['x-forwarded-host'] ?? headers['host'] ?? 'localhost'}`
}
