import { localToken } from './auth/mint.ts'
import { ownKey } from './auth/own-key.ts'
import { readCommand, UsageError } from './command.ts'
import { entitiesOf } from './entities/all.ts'
import { rulesOf } from './features.ts'
import type { DevServerOptions } from './options.ts'
import { startDevServer } from './server.ts'
import { openDatabase } from './store/database.ts'
import { openStore } from './store/store.ts'
import { usage } from './usage.ts'

/** Carries out a command line: prints one line when the server is ready, and ends it on SIGTERM or SIGINT. */
export async function runCli(args: readonly string[]): Promise<void> {
  try {
    await carryOut(args)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    process.stderr.write(`medperf-dev-server: ${reason}\n`)
    process.exitCode = error instanceof UsageError ? 2 : 1
  }
}

async function carryOut(args: readonly string[]): Promise<void> {
  const command = readCommand(args)
  if (command.kind === 'help') process.stdout.write(usage)
  else if (command.kind === 'token') await printToken(command.options, command.user)
  else await serve(command.options)
}

async function serve(options: DevServerOptions): Promise<void> {
  const server = await startDevServer(options)
  // Whoever reads the line may send a signal at once.
  const told = firstSignal()
  const added = options.with?.length ? ` with ${options.with.join(', ')}` : ''
  process.stdout.write(`MedPerf dev server, ${options.era} era${added}: ${server.url}\n`)
  const signal = await told
  await server.close()
  if (signal === 'SIGINT') process.exitCode = 130
}

const firstSignal = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, resolve)
  })

async function printToken(options: DevServerOptions, user: string): Promise<void> {
  const database = await openDatabase(options.db)
  try {
    openStore(database, entitiesOf(rulesOf(options)))
    process.stdout.write(`${await localToken(ownKey(database), user)}\n`)
  } finally {
    database.close()
  }
}
