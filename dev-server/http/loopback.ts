/** Whether a host name or address is this machine's own loopback: `localhost`, `127.0.0.0/8`, `::1`. */
export function isLoopback(host: string): boolean {
  const bare = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/^::ffff:/, '')
  return bare === '::1' || /(^|\.)localhost$/.test(bare) || /^127\.\d+\.\d+\.\d+$/.test(bare)
}

/** A host as it stands in a URL. */
export const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host)
