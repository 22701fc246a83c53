/** undici tells the answer of a proxy that opens no tunnel, or wants a login for plain http, in these messages alone. */
const REFUSAL = /^Proxy (?:response|Authentication Required) \((\d{3})\)/

/** The HTTP status with which a proxy refused to open a way to a server; undefined for every other error. */
export function readProxyRefusal(error: unknown): number | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const status = REFUSAL.exec(at.message)?.[1]
    if (status !== undefined) return Number(status)
  }
  return undefined
}

/** What to do about such a refusal. */
export const PROXY_HINT =
  "Put the login that the proxy wants into the runner's `HTTPS_PROXY`, or add the host to `NO_PROXY`."
