import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** A proxy on loopback as companies have it: it opens tunnels, and fetches plain http itself. */
export interface ConnectProxy extends AsyncDisposable {
  readonly url: string
  /** What it was asked for, such as `CONNECT medperf.example:443` and `GET http://files.example/a.tar.gz`. */
  readonly asked: readonly string[]
}

/** Knows the hosts of `ports` by the port of loopback that stands for each; any other is answered with `refusal`. */
export async function startConnectProxy(
  ports: Readonly<Record<string, number>>,
  refusal = 502,
): Promise<ConnectProxy> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method, url = '', headers } = incoming
    asked.push(`${method} ${url}`)
    const { hostname, pathname, search } = new URL(url)
    const port = ports[hostname]
    if (port === undefined) {
      outgoing.writeHead(refusal).end()
      return
    }
    const onward = request(
      { host: '127.0.0.1', port, method, path: `${pathname}${search}`, headers },
      (back) => {
        outgoing.writeHead(back.statusCode ?? 502, back.headers)
        back.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  }
  const tunnel = ({ url = '' }: IncomingMessage, client: Duplex) => {
    asked.push(`CONNECT ${url}`)
    const port = ports[url.replace(/:\d+$/, '')]
    if (port === undefined) {
      client.end(`HTTP/1.1 ${refusal} No\r\n\r\n`)
      return
    }
    const server = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      client.pipe(server).pipe(client)
    })
    server.on('error', () => client.destroy())
    client.on('error', () => server.destroy())
  }
  const server = createServer(forward)
    .on('connect', tunnel)
    .on('connection', (socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
