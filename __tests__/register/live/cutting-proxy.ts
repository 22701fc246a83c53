import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * `unsent`: the request does not arrive. `lost`: it is carried out, but nobody hears of it. `answered`: `reply` comes back,
 * and the request does not arrive. `masked`: it is carried out, but `reply` comes back.
 */
export type CutMode = 'unsent' | 'lost' | 'answered' | 'masked'

export interface Cut {
  readonly mode: CutMode
  readonly reply?: { readonly status: number; readonly json?: unknown; readonly page?: string }
  /** Which request, from 1. */
  readonly at: number
  /** Counts only requests whose method and address are like this. */
  readonly only?: RegExp
  /**
   * Everything after it is cut too, as when the process or the network is gone; else it is a single fault. With `only` what
   * comes after it is treated like it.
   */
  readonly forGood: boolean
}

/** A way to a server that can be cut at one request. */
export interface CuttingProxy extends AsyncDisposable {
  readonly url: string
  /** Requests that came in since `use`. */
  readonly requests: readonly string[]
  /** From now on; counts from 1 again. */
  use(cut?: Cut): void
}

export async function cuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target)
  let cut: Cut | undefined
  let requests: string[] = []
  let counted = 0
  const server = createServer((incoming, outgoing) => {
    const line = `${incoming.method} ${incoming.url}`
    requests.push(line)
    const isCounted = cut?.only?.test(line) ?? true
    if (isCounted) counted += 1
    const count = isCounted ? counted : 0
    const isCut = cut !== undefined && (count === cut.at || (cut.forGood && count > cut.at))
    const mode = cut !== undefined && (count === cut.at || cut.only !== undefined) ? cut.mode : 'unsent'
    const isCarriedOut = mode === 'lost' || mode === 'masked'
    const answer = () => {
      if (mode === 'unsent' || mode === 'lost') return void incoming.socket.destroy()
      const { status = 500, json, page } = cut?.reply ?? {}
      outgoing.writeHead(status, { 'content-type': page === undefined ? 'application/json' : 'text/html' })
      outgoing.end(page ?? JSON.stringify(json))
    }
    if (isCut && !isCarriedOut) {
      incoming.resume()
      answer()
      return
    }
    const upstream = forward({
      hostname,
      port,
      path: incoming.url,
      method: incoming.method,
      headers: incoming.headers,
    })
    incoming.pipe(upstream)
    upstream.on('response', (response) => {
      if (isCut) {
        response.resume()
        response.on('end', answer)
        return
      }
      outgoing.writeHead(response.statusCode ?? 500, response.headers)
      response.pipe(outgoing)
    })
    upstream.on('error', () => incoming.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests
    },
    use(next) {
      cut = next
      requests = []
      counted = 0
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
