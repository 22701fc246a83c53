import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { tempFolder } from './workspace.ts'

/** A real container registry on loopback, with a store of its own. */
export interface Registry extends AsyncDisposable {
  /** `127.0.0.1:40123`, as image references name it. */
  readonly host: string
  /** Ends it without warning; it can be started again on the same port. */
  stop(): Promise<void>
  start(): Promise<void>
}

export interface RegistryOptions {
  /** A user and the bcrypt hash of the password; then nothing can be read or pushed without a login. */
  readonly login?: { readonly user: string; readonly bcrypt: string }
}

/** Starts Debian's docker-registry; throws where it is missing, because a test must not be skipped silently. */
export async function startRegistry({ login }: RegistryOptions = {}): Promise<Registry> {
  const folder = await tempFolder('medperf-registry-')
  const port = await freePort()
  const host = `127.0.0.1:${port}`
  const users = join(folder.path, 'users')
  if (login !== undefined) await writeFile(users, `${login.user}:${login.bcrypt}\n`)
  const config = join(folder.path, 'config.yml')
  await writeFile(
    config,
    JSON.stringify({
      version: 0.1,
      log: { level: 'error', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(folder.path, 'data') } },
      http: { addr: host },
      ...(login === undefined ? {} : { auth: { htpasswd: { realm: 'test', path: users } } }),
    }),
  )
  let child: ChildProcess | undefined
  const start = async () => {
    child = await launch(config, host)
  }
  const stop = async () => {
    if (child?.exitCode === null && child.kill('SIGKILL')) await once(child, 'close')
    child = undefined
  }
  const dispose = async () => {
    await stop()
    await folder[Symbol.asyncDispose]()
  }
  try {
    await start()
  } catch (error) {
    await dispose()
    throw error
  }
  return { host, start, stop, [Symbol.asyncDispose]: dispose }
}

async function launch(config: string, host: string): Promise<ChildProcess> {
  const child = spawn('docker-registry', ['serve', config], { stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  child.stderr.on('data', (chunk) => {
    words += chunk
  })
  const failed = once(child, 'error').then(([error]) => {
    throw new Error(`${error.message}: script/ci/test-tools installs what these tests need`)
  })
  failed.catch(() => {})
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`docker-registry ended: ${words}`)
    const answers = await Promise.race([failed, fetch(`http://${host}/v2/`).catch(() => undefined)])
    if (answers !== undefined) return child
    await sleep(100)
  }
  child.kill('SIGKILL')
  throw new Error(`docker-registry does not answer: ${words}`)
}

/**
 * A port of loopback that nobody listens on. The kernel gives it to nobody by chance, because it lies below those that it
 * gives (from 32768 on), and no test file that runs at the same time asks for one of the same thousand.
 */
export async function freePort(): Promise<number> {
  const first = 20_000 + 1_000 * (Number(process.env['VITEST_POOL_ID'] ?? 0) % 12)
  for (;;) {
    const server = createServer()
    const port = first + randomInt(1_000)
    const isFree = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
      )
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}
