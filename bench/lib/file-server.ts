import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { basename } from 'node:path'

/*
 * A process of its own that serves files on loopback, from memory where they are not too large for it:
 * node bench/lib/file-server.ts FILE... It prints its address, and ends with its standard input.
 */

const PIECE = 1024 * 1024
const IN_MEMORY = 4e9

type Pieces = () => Iterable<Buffer>

function* read(path: string): Generator<Buffer> {
  const file = openSync(path, 'r')
  try {
    for (let left = statSync(path).size; left > 0; ) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE, left))
      left -= readSync(file, piece)
      yield piece
    }
  } finally {
    closeSync(file)
  }
}

function load(path: string): { readonly size: number; readonly pieces: Pieces } {
  const { size } = statSync(path)
  if (size > IN_MEMORY) return { size, pieces: () => read(path) }
  const pieces = [...read(path)]
  return { size, pieces: () => pieces }
}

async function send(pieces: Iterable<Buffer>, response: ServerResponse): Promise<void> {
  for (const piece of pieces) {
    if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve))
  }
  response.end()
}

const files = new Map(process.argv.slice(2).map((path) => [`/${basename(path)}`, load(path)]))
const server = createServer((request, response) => {
  const file = files.get(request.url ?? '')
  if (file === undefined) {
    response.writeHead(404).end()
    return
  }
  response.setHeader('content-length', file.size)
  send(file.pieces(), response).catch(() => response.destroy())
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') {
    process.stdout.write(`http://127.0.0.1:${address.port}\n`)
  }
})
process.stdin.on('end', () => process.exit()).resume()
