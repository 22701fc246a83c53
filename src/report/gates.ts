import type { GateLimits } from '../benchmark/benchmark.ts'
import { known } from '../facts/known.ts'
import { quoteName } from '../words/text.ts'
import { readNumber } from '../yaml/json.ts'
import { type Absence, explainAbsence } from './advice/absent-metric.ts'
import { adviseOnText } from './advice/number-text.ts'
import { clipMaybe, clipText } from './clip.ts'
import { formatNumber } from './format.ts'
import { indexLeaves, type Leaf, showLeaf } from './metrics.ts'
import type { Gate } from './report.ts'

/** Subtracting two doubles may be off by this part of them: 0.99 - 0.98 must pass a limit of 0.01. */
const NOISE = 4 * Number.EPSILON

type Index = ReadonlyMap<string, Leaf>
type Judgement = Pick<Gate, 'status' | 'reason' | 'hint'>

interface Limit {
  readonly text: string
  readonly judge: (value: number) => Judgement
}

/** Why no gate can be judged at all, or what they are judged against. */
export type GateGround =
  | { readonly results: readonly Leaf[]; readonly base?: readonly Leaf[] | undefined }
  | { readonly missing: string }

/** Judges every limit of benchmark.yaml, each as its own gate, in their order. */
export function judgeGates(limits: readonly GateLimits[], ground: GateGround): readonly Gate[] {
  const results: Index = 'missing' in ground ? new Map() : indexLeaves(ground.results)
  const base = 'missing' in ground || ground.base === undefined ? undefined : indexLeaves(ground.base)
  const explain = explainAbsence(results)
  return limits.flatMap((metric) =>
    limitsOf(metric, base).map(({ text, judge }): Gate => {
      const judgement: Judgement =
        'missing' in ground
          ? { status: 'not judged', reason: ground.missing }
          : (judgeLeaf(results.get(metric.metric), judge) ?? refuse(explain(metric.metric)))
      const { file, line, column } = metric.position
      return known({
        metric: clipText(metric.metric, 1_000),
        text: clipText(text, 200),
        status: judgement.status,
        reason: clipMaybe(judgement.reason, 1_000),
        hint: clipMaybe(judgement.hint, 1_000),
        file: clipText(file, 1_000),
        line,
        column,
      })
    }),
  )
}

function limitsOf(
  { metric, min, max, maxDrop, maxRise, tolerance = 0 }: GateLimits,
  base: Index | undefined,
): readonly Limit[] {
  const more = tolerance === 0 ? '' : ` (±${brief(tolerance)})`
  const limits: Limit[] = []
  if (min !== undefined) {
    const reason = (value: number) => `${apart(value, min)} is below ${showLeaf(min)}`
    const judge = (value: number) => verdict(value >= min - slack(tolerance, value, min), reason(value))
    limits.push({ text: `≥ ${showLeaf(min)}${more}`, judge })
  }
  if (max !== undefined) {
    const reason = (value: number) => `${apart(value, max)} is above ${showLeaf(max)}`
    const judge = (value: number) => verdict(value <= max + slack(tolerance, value, max), reason(value))
    limits.push({ text: `≤ ${showLeaf(max)}${more}`, judge })
  }
  const changes = [
    { word: 'drop', limit: maxDrop, sign: -1 },
    { word: 'rise', limit: maxRise, sign: 1 },
  ] as const
  for (const { word, limit, sign } of changes) {
    if (limit === undefined) continue
    const judge = (value: number) => judgeChange(value, base, metric, { word, sign, limit, tolerance })
    limits.push({ text: `${word} ≤ ${showLeaf(limit)}${more}`, judge })
  }
  return limits
}

interface ChangeLimit {
  readonly word: string
  readonly sign: 1 | -1
  readonly limit: number
  readonly tolerance: number
}

function judgeChange(
  value: number,
  base: Index | undefined,
  metric: string,
  { word, sign, limit, tolerance }: ChangeLimit,
): Judgement {
  if (base === undefined) return { status: 'not judged', reason: 'no results of the base are known' }
  const leaf = base.get(metric)
  const before = leaf === undefined ? undefined : readNumber(leaf.value)
  if (before === undefined || Number.isNaN(before)) {
    return { status: 'not judged', reason: 'the base has no number of this name' }
  }
  // Two equal infinities have no difference that a computer could compute.
  const moved = value === before ? 0 : sign * (value - before)
  const isKept = moved <= limit + tolerance + noise(value, before)
  return verdict(isKept, `from ${number(before)} to ${number(value)} is a ${word} of ${apart(moved, limit)}`)
}

const noise = (a: number, b: number) => {
  const size = Math.max(Math.abs(a), Math.abs(b)) * NOISE
  return Number.isFinite(size) ? size : 0
}

// A bound without tolerance is exact; with one, the sum of both must forgive its own rounding.
const slack = (tolerance: number, value: number, bound: number) =>
  tolerance === 0 ? 0 : tolerance + noise(value, bound)

const verdict = (kept: boolean, reason: string): Judgement =>
  kept ? { status: 'kept' } : { status: 'broken', reason }

function judgeLeaf(leaf: Leaf | undefined, judge: Limit['judge']): Judgement | undefined {
  if (leaf === undefined) return undefined
  const value = readNumber(leaf.value)
  if (value === undefined) return refuse(explainOther(leaf.value))
  return Number.isNaN(value) ? refuse(NOT_A_NUMBER) : judge(value)
}

const refuse = ({ reason, hint }: Absence): Judgement => known({ status: 'broken', reason, hint })

const NOT_A_NUMBER: Absence = {
  reason: 'it is NaN',
  hint: 'No limit holds for NaN. It mostly comes of a division by zero, such as by the size of a class that has no case: look at how evaluate computes it.',
}

/** What is there in place of a number. */
function explainOther(value: Leaf['value']): Absence {
  const hint = 'A limit holds for numbers only: let evaluate write one there, or remove the gate.'
  if (typeof value === 'boolean')
    return {
      reason: `it is ${value}, not a number`,
      hint: `Let evaluate write ${Number(value)} there, or remove the gate.`,
    }
  if (typeof value !== 'string') return { reason: `it is ${showLeaf(value)}, not a number`, hint }
  if (value === '[]' || value === '{}')
    return { reason: `it is an empty ${value === '[]' ? 'list' : 'mapping'}, not a number`, hint }
  return { reason: `it is the text ${quoteName(value, 60)}, not a number`, hint: adviseOnText(value) ?? hint }
}

// 1e-6 rather than 0.000001.
const brief = (value: number) => {
  const [plain, exponent] = [String(value), value.toExponential()]
  return exponent.length < plain.length ? exponent : plain
}

const number = (value: number) => (Number.isFinite(value) ? formatNumber(value) : showLeaf(value))

// In full where the usual digits would say that 0.95 is below 0.95.
const apart = (value: number, limit: number) =>
  number(value) === number(limit) ? showLeaf(value) : number(value)
