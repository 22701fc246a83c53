import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { basename } from 'node:path'

/*
 * A process of its own that serves files from memory on loopback: node bench/lib/file-server.ts FILE...
 * It prints its address, and ends with its standard input.
 */

const PIECE = 1024 * 1024

function load(path: string): Buffer[] {
  const file = openSync(path, 'r')
  const pieces: Buffer[] = []
  for (let left = statSync(path).size; left > 0; ) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, left))
    left -= readSync(file, piece)
    pieces.push(piece)
  }
  closeSync(file)
  return pieces
}

async function send(pieces: readonly Buffer[], response: ServerResponse): Promise<void> {
  response.setHeader(
    'content-length',
    pieces.reduce((sum, { length }) => sum + length, 0),
  )
  for (const piece of pieces) {
    if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve))
  }
  response.end()
}

const files = new Map(process.argv.slice(2).map((path) => [`/${basename(path)}`, load(path)]))
const server = createServer((request, response) => {
  const pieces = files.get(request.url ?? '')
  if (pieces === undefined) response.writeHead(404).end()
  else send(pieces, response).catch(() => response.destroy())
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object')
    process.stdout.write(`http://127.0.0.1:${address.port}\n`)
})
process.stdin.on('end', () => process.exit()).resume()
