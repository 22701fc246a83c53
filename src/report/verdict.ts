import type { Failure } from '../facts/failure.ts'
import { known } from '../facts/known.ts'
import type { Problem } from '../facts/problem.ts'
import { quoteName } from '../words/text.ts'
import { clipText } from './clip.ts'
import { countNoun, formatChange, formatNumber, formatSeconds, joinWords } from './format.ts'
import type { Gate, Metric, StepReport, Verdict } from './report.ts'
import { sayStep } from './step-words.ts'

/** What the verdict is made from. */
export interface VerdictGrounds {
  readonly problems: readonly Problem[]
  readonly fatal?: Failure | undefined
  readonly steps: readonly StepReport[]
  readonly gates: readonly Gate[]
  readonly metrics: readonly Metric[]
}

export interface VerdictReason {
  readonly verdict: Verdict
  /** One sentence for the first line; after `passed` it follows the benchmark's name, else a colon and it. */
  readonly reason: string
  readonly hint?: string
}

/**
 * The verdict of a run: `invalid` before `error` before `failed` before `passed`. Only where the MedPerf server could not say
 * what a line of benchmark.yaml names, that is `error` although the line has a problem.
 */
export function judgeRun(outcome: VerdictGrounds): VerdictReason {
  const { problems, fatal, steps, gates, metrics } = outcome
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0 && fatal?.kind !== 'server')
    return { verdict: 'invalid', ...reasonOfProblems(errors) }
  if (fatal !== undefined) return known({ verdict: 'error', reason: fatal.message, hint: fatal.hint })
  const failed = steps.filter(({ status }) => status === 'failed')
  if (failed[0] !== undefined) return { verdict: 'failed', ...reasonOfSteps(failed[0], failed.slice(1)) }
  const broken = gates.filter(({ status }) => status === 'broken')
  if (broken[0] !== undefined) return { verdict: 'failed', ...reasonOfGates(broken[0], broken) }
  if (!steps.some(({ status }) => status === 'passed'))
    return {
      verdict: 'error',
      reason: 'no step was run',
      hint: 'Please report it with the log of this job.',
    }
  const headline = writeHeadline(metrics, gates)
  return { verdict: 'passed', reason: headline === undefined ? 'runs' : `runs · ${headline}` }
}

function reasonOfProblems(errors: readonly Problem[]): Omit<VerdictReason, 'verdict'> {
  const [first] = errors
  if (errors.length === 1 && first !== undefined) {
    const place = quoteName(first.line === undefined ? first.file : `${first.file}:${first.line}`, 300)
    return known({ reason: `${place}: ${first.message}`, hint: first.hint })
  }
  const files = [...new Set(errors.map(({ file }) => file))]
  const where =
    files.length < 4 ? joinWords(files.map((file) => quoteName(file, 300))) : countNoun(files.length, 'file')
  return { reason: `${countNoun(errors.length, 'problem')} in ${where}`, hint: 'Nothing was run.' }
}

// These messages only say how the program ended, so the time it took is news.
const TIMED: ReadonlySet<string> = new Set(['exit', 'killed', 'out-of-memory'])

function reasonOfSteps({ name, seconds, failure }: StepReport, others: readonly StepReport[]) {
  const message = failure?.message ?? 'failed'
  const time = TIMED.has(failure?.kind ?? '') && seconds >= 1 ? ` after ${formatSeconds(seconds)}` : ''
  const also = others.length === 0 ? '' : `; ${joinWords(others.map((step) => step.name))} failed too`
  return known({ reason: `${sayStep(name, withTime(message, time))}${also}`, hint: failure?.hint })
}

// Before the facts in parentheses: `ran out of memory after 41 s (limit 2 GiB)`.
const withTime = (message: string, time: string) => message.replace(/( \([^()]*\))?$/, `${time}$1`)

function reasonOfGates(first: Gate, broken: readonly Gate[]) {
  const name = quoteName(first.metric)
  const why = first.reason ?? first.text
  return {
    reason:
      broken.length === 1
        ? `${name} breaks its gate: ${why}`
        : `${countNoun(broken.length, 'gate')} are broken, first ${name}: ${why}`,
    hint:
      first.hint ??
      `All steps passed, but \`metrics\` in ${quoteName(first.file, 300)} demands ${name} ${first.text}. If the new value is right, change the limit there.`,
  }
}

/** The metric that the first line shows: the first with a gate, else the first number; with its change. */
export function writeHeadline(metrics: readonly Metric[], gates: readonly Gate[]): string | undefined {
  const numbers = metrics.filter(({ type }) => type === 'number')
  const gated = new Set(gates.map(({ metric }) => metric))
  const metric = numbers.find(({ name }) => gated.has(name)) ?? numbers[0]
  if (metric === undefined) return undefined
  const { name, value, number, change } = metric
  const shown = number === undefined ? value : formatNumber(number, DIGITS)
  return `${quoteName(name, 60)} ${clipText(shown, 30)}${change === undefined ? '' : moved(change, number ?? 0)}`
}

const DIGITS = 3

const moved = (change: number, number: number) =>
  change === 0 ? ' (unchanged)' : ` (${formatChange(change, number, DIGITS)})`
