import { sizeInBytes } from '../../words/size.ts'
import { findTextFault, isVariableName } from '../arguments/argument.ts'
import { shellWords } from '../arguments/shell-words.ts'
import type { EngineOptions } from '../spec.ts'
import type { RefusedWords, Why } from './refusal.ts'

/** What an argument list of an MLCube asks for, and what is wrong with it: refused, or only not applied. */
export interface OptionsRead {
  readonly options: EngineOptions
  readonly refused: readonly RefusedWords[]
  readonly ignored: readonly string[]
}

export const NO_OPTIONS: EngineOptions = { environment: [], gpus: { kind: 'none' } }

/** What becomes of an option: `held` holds for every container here anyway, `ignored` changes nothing that it can reach. */
type Fate = 'held' | 'taken' | 'ignored' | 'isolation' | 'privileges'

/** An option of an engine's `run`, by its name without dashes. */
interface Option {
  readonly fate: Fate
  readonly hasValue: boolean
}

export type OptionTable = Readonly<Record<string, Option>>

/** The options of one fate: names, those without a value and those with one. */
export const listOptions = (fate: Fate, switches: string, valued = ''): OptionTable =>
  Object.fromEntries([
    ...splitNames(switches).map((name) => [name, { fate, hasValue: false }]),
    ...splitNames(valued).map((name) => [name, { fate, hasValue: true }]),
  ])

const splitNames = (names: string) => names.split(' ').filter(Boolean)

/** How one engine writes its options. */
export interface OptionDialect {
  readonly table: OptionTable
  /** Names of one letter. */
  readonly short: Readonly<Record<string, string>>
  /** The options with one more; undefined for a value that cannot be taken over. */
  readonly take: (options: EngineOptions, name: string, value: string) => EngineOptions | undefined
}

/** What a shell replaces, splits at, or runs. */
const SHELL = /[$`;&|<>()]/
const TRUE = /^(?:true|t|1)$/i

/** Reads arguments of an engine: what undoes the isolation, or is not known, is refused (docs/medperf.md 16.5, 16.6). */
export function readOptions(text: string, dialect: OptionDialect): OptionsRead {
  const split = shellWords(text)
  const isPlain = !('wrong' in split) && !SHELL.test(text)
  if (!isPlain) {
    const why = 'wrong' in split ? 'split' : 'shell'
    return { options: NO_OPTIONS, refused: [{ words: text.trim(), why }], ignored: [] }
  }
  const words = split.words.flatMap((word) => cutWord(word, dialect))
  const refused: RefusedWords[] = []
  const ignored: string[] = []
  let options = NO_OPTIONS
  for (let at = 0; at < words.length; at += 1) {
    const { name, written, glued } = words[at] as Word
    const option = name === undefined ? undefined : getOption(dialect.table, name)
    const next = words[at + 1]
    const goesOn = glued === undefined && name !== undefined && (option?.hasValue ?? true)
    const value = goesOn && next?.name === undefined ? next?.written : glued
    if (goesOn && value !== undefined) at += 1
    const shown = goesOn && value !== undefined ? `${written} ${value}` : written
    const read = judge(options, { name, option, value }, dialect)
    if (read === 'ignored') ignored.push(shown)
    else if (typeof read === 'string') refused.push({ words: shown, why: read })
    else options = read
  }
  return { options, refused, ignored }
}

/** A word of the text: an option by its name, or what is none. */
interface Word {
  readonly name?: string
  readonly written: string
  readonly glued?: string
}

/** `-eC` are two options; what follows a letter that has a value is that. */
function cutWord(word: string, { table, short }: OptionDialect): readonly Word[] {
  const [, long, glued] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? []
  if (long !== undefined)
    return [glued === undefined ? { name: long, written: word } : { name: long, written: word, glued }]
  if (!/^-[^-]/.test(word)) return [{ written: word }]
  const found: Word[] = []
  for (let at = 1; at < word.length; at += 1) {
    const letter = word[at] as string
    const name = short[letter] ?? letter
    const rest = word.slice(at + 1).replace(/^=/, '')
    if (getOption(table, name)?.hasValue !== false) {
      const written = `-${word.slice(at)}`
      return [...found, rest === '' ? { name, written } : { name, written, glued: rest }]
    }
    found.push({ name, written: `-${letter}` })
  }
  return found
}

const getOption = (table: OptionTable, name: string): Option | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

function judge(
  options: EngineOptions,
  {
    name,
    option,
    value,
  }: {
    readonly name: string | undefined
    readonly option: Option | undefined
    readonly value: string | undefined
  },
  { take }: OptionDialect,
): EngineOptions | 'ignored' | Why {
  if (name === undefined) return 'stray'
  if (option === undefined) return 'unknown'
  const { fate, hasValue } = option
  const isWhole = hasValue ? value !== undefined : value === undefined || TRUE.test(value)
  const taken = isWhole && fate !== 'held' ? take(options, name, value ?? '') : undefined
  if (taken !== undefined) return taken
  if (fate === 'isolation' || fate === 'privileges') return fate
  if (!isWhole || fate === 'taken') return 'value'
  return fate === 'held' ? options : 'ignored'
}

/** The options with a variable; undefined where it is none. */
export function withVariable(options: EngineOptions, written: string): EngineOptions | undefined {
  const cut = written.indexOf('=')
  if (!isVariableName(written.slice(0, Math.max(cut, 0)))) return undefined
  if (findTextFault(written) !== undefined) return undefined
  const variable = [written.slice(0, cut), written.slice(cut + 1)] as const
  return { ...options, environment: [...options.environment, variable] }
}

/** The options with a limit of memory; undefined for what is no size. */
export function withMemory(options: EngineOptions, written: string): EngineOptions | undefined {
  const memory = sizeInBytes(written)
  if (memory !== undefined && memory > 0) return { ...options, memory }
  return options.memory === undefined ? undefined : options
}

/** The options with a limit of processors; undefined for what is no number of them. */
export function withCpus(options: EngineOptions, written: string): EngineOptions | undefined {
  if (!/^\d{1,6}(?:\.\d{1,9})?$/.test(written)) return undefined
  return Number(written) > 0 ? { ...options, cpus: Number(written) } : undefined
}

/** Both: the variables of one and of the other, and of everything else what the second says. */
export const mergeOptions = (one: EngineOptions, other: EngineOptions): EngineOptions => ({
  ...one,
  ...other,
  environment: [...one.environment, ...other.environment],
  gpus: other.gpus.kind === 'none' ? one.gpus : other.gpus,
})
