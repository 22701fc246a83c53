import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Answer, serverError } from './answer.ts'
import type { Incoming } from './call.ts'
import { isLoopback } from './loopback.ts'
import { tooLarge, type Written, written } from './written.ts'

/** The longest body that is read, in bytes. */
const MAX_BODY = 64 * 1024 * 1024

type Answering = (incoming: Incoming) => Promise<Answer>

/** An HTTP server, not yet listening, that answers each request by a function. */
export const httpServer = (answer: Answering): Server =>
  createServer((request, response) => {
    serve(request, response, answer).catch(() => response.destroy())
  })

async function serve(request: IncomingMessage, response: ServerResponse, answer: Answering): Promise<void> {
  const body = await readBody(request)
  const { status, headers, text } = body ? await answered(answer, incomingOf(request, body)) : tooLarge()
  response.writeHead(status, {
    'Content-Length': Buffer.byteLength(text),
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  })
  response.end(request.method === 'HEAD' ? undefined : text)
}

async function answered(answer: Answering, incoming: Incoming): Promise<Written> {
  try {
    return written(await answer(incoming))
  } catch (error) {
    return written(serverError(error))
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= MAX_BODY) chunks.push(chunk)
  }
  return size <= MAX_BODY ? Buffer.concat(chunks) : null
}

function incomingOf(request: IncomingMessage, body: Buffer): Incoming {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: Object.fromEntries(headers),
    body,
    local: isLoopback(request.socket.remoteAddress ?? '') && isLoopback(hostOf(request.headers.host ?? '')),
  }
}

const hostOf = (header: string): string => header.replace(/:\d+$/, '')
