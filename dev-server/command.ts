import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Era, eras } from './era.ts'
import type { DevServerOptions } from './options.ts'
import { type SeedLevel, seedLevels } from './seed/levels.ts'

/** What a command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'serve'; readonly options: DevServerOptions }
  | { readonly kind: 'token'; readonly user: string; readonly options: DevServerOptions }

/** A command line that cannot be carried out; the message says what to write instead. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** The help text. */
export const usage = `Usage: medperf-dev-server --era mlcube|container|model|topology [options]

  --host HOST            address to listen on (default 127.0.0.1)
  --port PORT            port to listen on (default 8000; 0 takes a free one)
  --db FILE              keep everything in this file (default: in memory)
  --seed LEVEL           fill a new database: benchmark, model, data, tutorial
  --auto-approve EMAILS  approve benchmarks of these owners at once (comma-separated)
  --public-key FILE      also accept tokens of this RSA key's pair (PEM)
  --reset-path PATH      POST an exchange file's "setup" here to start over (loopback only)
  --login-interval SEC   seconds between polls of a device login (default 5)
  --login-expiry SEC     seconds until a device login's code runs out (default 900)
  --login-lifetime SEC   seconds that a device login's access token lives (default 86400)
  --token USER           print a token for USER and end; needs --db
  --help                 print this text
`

const text = { type: 'string' } as const

const flags = {
  era: text,
  host: text,
  port: text,
  db: text,
  seed: text,
  'auto-approve': text,
  'public-key': text,
  'reset-path': text,
  'login-interval': text,
  'login-expiry': text,
  'login-lifetime': text,
  token: text,
  help: { type: 'boolean' },
} as const

type Flags = ReturnType<typeof parse>

/** Reads a command line; throws UsageError. */
export function readCommand(args: readonly string[]): Command {
  const given = parse(args)
  if (given.help) return { kind: 'help' }
  const options = optionsOf(given)
  if (given.token === undefined) return { kind: 'serve', options }
  if (options.db === undefined)
    throw new UsageError('--token needs --db: only a file keeps the key that signs')
  return { kind: 'token', user: given.token, options }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: false }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function optionsOf(given: Flags): DevServerOptions {
  const era = eraOf(given.era)
  const seed = given.seed === undefined ? undefined : seedOf(given.seed, era)
  const resetPath = given['reset-path']
  if (resetPath !== undefined && !/^\/[^?#]+$/.test(resetPath)) {
    throw new UsageError(`--reset-path ${resetPath}: write a path such as /reset`)
  }
  return {
    era,
    ...(given.host !== undefined && { host: given.host }),
    ...(given.port !== undefined && { port: numberOf('--port', given.port, 0, 65_535) }),
    ...(given.db !== undefined && { db: given.db }),
    ...(seed !== undefined && { seed }),
    ...(given['auto-approve'] !== undefined && {
      autoApprove: given['auto-approve'].split(',').filter(Boolean),
    }),
    ...(given['public-key'] !== undefined && { publicKey: readPem(given['public-key']) }),
    ...(resetPath !== undefined && { resetPath }),
    ...loginOf(given),
  }
}

function loginOf(given: Flags): Pick<DevServerOptions, 'loginInterval' | 'loginExpiry' | 'loginLifetime'> {
  const interval = given['login-interval']
  const expiry = given['login-expiry']
  const lifetime = given['login-lifetime']
  return {
    ...(interval !== undefined && { loginInterval: numberOf('--login-interval', interval, 0, 3600) }),
    ...(expiry !== undefined && { loginExpiry: numberOf('--login-expiry', expiry, 1, 86_400) }),
    ...(lifetime !== undefined && { loginLifetime: numberOf('--login-lifetime', lifetime, 1, 10 ** 10) }),
  }
}

function eraOf(word: string | undefined): Era {
  const era = eras.find((one) => one === word)
  if (era) return era
  throw new UsageError(
    word === undefined
      ? `--era is missing: ${eras.join(', ')}`
      : `--era ${word}: there are ${eras.join(', ')}`,
  )
}

function seedOf(word: string, era: Era): SeedLevel {
  const levels = seedLevels(era)
  const level = levels.find((one) => one === word)
  if (level) return level
  throw new UsageError(`--seed ${word}: the ${era} era has ${levels.join(', ')}`)
}

function numberOf(flag: string, word: string, least: number, most: number): number {
  const value = /^\d+$/.test(word) ? Number(word) : Number.NaN
  if (value >= least && value <= most) return value
  throw new UsageError(`${flag} ${word}: write a whole number from ${least} to ${most}`)
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`--public-key ${file}: ${error instanceof Error ? error.message : error}`)
  }
}
