import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { entitiesOf } from './entities/all.ts'
import { type Era, eras } from './era.ts'
import { type Feature, type RulesOptions, rulesOf } from './features.ts'
import { schemaFaults } from './openapi/endpoint.ts'
import type { DevServerOptions } from './options.ts'
import { type SeedLevel, seedLevels } from './seed/levels.ts'
import { flags } from './usage.ts'

/** What a command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'serve'; readonly options: DevServerOptions }
  | { readonly kind: 'token'; readonly user: string; readonly options: DevServerOptions }

/** A command line that cannot be carried out; the message says what to write instead. */
export class UsageError extends Error {
  override name = 'UsageError'
}

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
    ...rulesIn(given, era),
    ...schemaIn(given.schema),
    ...(given.host !== undefined && { host: given.host }),
    ...(given.port !== undefined && { port: numberOf('--port', given.port, 0, 65_535) }),
    ...(given.db !== undefined && { db: given.db }),
    ...(seed !== undefined && { seed }),
    ...(given['auto-approve'] !== undefined && {
      autoApprove: listed(given['auto-approve']),
    }),
    ...(given['public-key'] !== undefined && { publicKey: readPem(given['public-key']) }),
    ...(resetPath !== undefined && { resetPath }),
    ...loginOf(given),
  }
}

const listed = (words: string): readonly string[] => words.split(',').filter(Boolean)

/** What makes the rules besides the era; whether it fits the era is for the rules to say. */
function rulesIn(given: Flags, era: Era): Pick<RulesOptions, 'with' | 'demand'> {
  const rules = {
    ...(given.with !== undefined && { with: listed(given.with) as readonly Feature[] }),
    ...(given.demand !== undefined && { demand: listed(given.demand) }),
  }
  try {
    entitiesOf(rulesOf({ era, ...rules }))
    return rules
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function schemaIn(word: string | undefined): Pick<DevServerOptions, 'schema'> {
  if (word === undefined) return {}
  const schema = schemaFaults.find((one) => one === word)
  if (schema) return { schema }
  throw new UsageError(`--schema ${word}: there are ${schemaFaults.join(', ')}`)
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
