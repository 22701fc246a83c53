import type { Benchmark } from '../benchmark/benchmark.ts'
import { plainLine } from '../words/text.ts'
import { fromJson } from '../yaml/json.ts'
import type { BaseResults } from './base.ts'
import { judgeGates } from './gates.ts'
import { buildMetrics, flattenResults, type Leaf } from './metrics.ts'
import type { Gate, Metric, Report } from './report.ts'
import { judgeRun } from './verdict.ts'

/**
 * Judges the results of a report once more, by the gates of a benchmark.yaml and by what is known of the base here, and believes
 * none of the report's own words. Gives what speaks against it in sentences; none where it passed and says of its results what
 * they are.
 */
export function judgeAgain(
  report: Report,
  { gates: limits }: Pick<Benchmark, 'gates'>,
  base: BaseResults | undefined,
): readonly string[] {
  const { problems, steps } = report
  if (report.results === undefined) return ['it holds no results']
  const leaves = flattenResults(report.results)
  if (leaves.length !== report.metrics.length)
    return [`it has ${report.metrics.length} metrics, and its results have ${leaves.length}`]
  const results = leaves.map((leaf, index) => readLeaf(leaf, report.metrics[index]))
  const metrics = buildMetrics(results, undefined, () => 0)
  const gates = judgeGates(limits, { results, base: base && flattenResults(base.results) })
  const wrong = [...compareMetrics(report.metrics, metrics), ...compareGates(report.gates, gates)]
  const isBroken = gates.some(({ status }) => status === 'broken')
  const { verdict, reason } = judgeRun({
    problems,
    fatal: undefined,
    steps,
    // A gate about a base that only the test knew was judged there.
    gates: isBroken ? gates : report.gates,
    metrics,
  })
  return verdict === 'passed' ? wrong : [...wrong, plainLine(reason, 500)]
}

/** The report of a test that passed with its first line made anew: a sentence of its own could stand there for our verdict. */
export function concludeAgain({ reason: _, hint: __, ...report }: Report): Report {
  const { problems, steps, gates, metrics } = report
  const bare = metrics.map(({ base: _base, change: _change, ...metric }) => metric)
  return { ...report, reason: judgeRun({ problems, steps, gates, metrics: bare }).reason }
}

/**
 * JSON has one text for the number NaN and for the word `nan`: where the report says that it was text, it is judged as that, which
 * no gate lets pass.
 */
const readLeaf = (leaf: Leaf, told: Metric | undefined): Leaf =>
  told?.type === 'text' ? leaf : { ...leaf, value: fromJson(leaf.value) as Leaf['value'] }

function compareMetrics(told: readonly Metric[], found: readonly Metric[]): readonly string[] {
  const other = found.find((metric, index) => !isSame(metric, told[index]))
  if (other === undefined) return []
  return [`its metrics are not those of its results, first \`${plainLine(other.name, 100)}\``]
}

// `1.0` that went through another program is `1`.
const isSame = (one: Metric, other: Metric | undefined) =>
  one.name === other?.name &&
  one.type === other.type &&
  one.number === other.number &&
  (one.number !== undefined || one.value === other.value)

function compareGates(told: readonly Gate[], found: readonly Gate[]): readonly string[] {
  const [was, is] = [told, found].map((gates) => gates.map(({ metric, text }) => `\`${metric}\` ${text}`))
  if (JSON.stringify(was) === JSON.stringify(is)) return []
  return [`it was judged by other gates than those of benchmark.yaml: ${list(was)}, in place of ${list(is)}`]
}

const list = (gates: readonly string[] = []) => plainLine(gates.join(', ') || 'none', 200)
