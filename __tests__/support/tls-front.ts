import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ROOT } from '../../stand-ins/action-file.ts'

const TLS = join(ROOT, '__tests__/fixtures/tls')

/** The certificate of a front: of no known authority, for 127.0.0.1 and medperf.example. */
export const CERTIFICATE = join(TLS, 'server.pem')

/** A server of plain http behind TLS. */
export interface TlsFront extends AsyncDisposable {
  readonly url: string
  readonly port: number
}

/** Hands each request on to the address that stands for the longest beginning of its path. */
export async function startTlsFront(routes: Readonly<Record<string, string>>): Promise<TlsFront> {
  const prefixes = Object.keys(routes).toSorted((a, b) => b.length - a.length)
  const front = createServer(
    { key: readFileSync(join(TLS, 'server.key')), cert: readFileSync(CERTIFICATE) },
    (incoming, outgoing) => {
      const { url: path = '/', method, headers } = incoming
      const prefix = prefixes.find((one) => path.startsWith(one)) ?? ''
      const { hostname, port } = new URL(routes[prefix] ?? '')
      const inner = request({ hostname, port, path, method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(outgoing)
      })
      inner.on('error', () => outgoing.destroy())
      incoming.pipe(inner)
    },
  )
  front.listen(0, '127.0.0.1')
  await once(front, 'listening')
  const { port } = front.address() as AddressInfo
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    async [Symbol.asyncDispose]() {
      front.closeAllConnections()
      front.close()
    },
  }
}
