import type { Benchmark } from '../benchmark/benchmark.ts'
import type { ToldFailure } from '../facts/failure.ts'
import { known } from '../facts/known.ts'
import type { Problem } from '../facts/problem.ts'
import { ROLES } from '../facts/role.ts'
import { STEP_NAMES } from '../facts/step.ts'
import type { Plan } from '../medperf/plan/schema.ts'
import { quoteName } from '../words/text.ts'
import { toJson } from '../yaml/json.ts'
import type { Value } from '../yaml/value.ts'
import { describeTexts } from './advice/text-results.ts'
import type { BaseResults } from './base.ts'
import { clipContainer, clipFailure, clipMaybe, clipProblem, clipSource, clipStep, clipText } from './clip.ts'
import { countNoun, joinWords } from './format.ts'
import { judgeGates } from './gates.ts'
import { buildMetrics, flattenResults, indexLeaves, type Leaf } from './metrics.ts'
import {
  type ContainerReport,
  DEEPEST,
  type Gate,
  isUnwieldy,
  MOST_NOTICES,
  type Report,
  SCHEMA,
  type Source,
  type StepReport,
} from './report.ts'
import { judgeRun } from './verdict.ts'

/** Everything that a run found out; optional keys are absent where it did not come that far. */
export interface RunEvidence {
  readonly actionVersion: string
  /** Path of benchmark.yaml, relative to the repository. */
  readonly config: string
  readonly benchmark?: Benchmark
  /** The benchmark's name where it could be read although the file is invalid. */
  readonly name?: string
  /** Found before anything ran; one `error` among them makes the verdict `invalid`. */
  readonly problems: readonly Problem[]
  readonly steps: readonly StepReport[]
  readonly containers: readonly ContainerReport[]
  readonly sources?: readonly Source[]
  readonly demoDataset?: Report['demoDataset']
  readonly gpus?: Report['gpus']
  readonly results?: Value
  readonly statistics?: Value
  readonly base?: BaseResults
  readonly notices: readonly string[]
  readonly plan?: Plan
  /** Why nothing could start: the verdict `error`. */
  readonly fatal?: ToldFailure
  readonly host: Report['host']
  readonly startedAt: Date | string
  readonly seconds: number
  readonly commit?: string
  readonly run?: Report['run']
}

/** Turns what a run found out into its report, whatever lies in it: always valid under `ReportSchema`, never throws. */
export function buildReport(evidence: RunEvidence): Report {
  const { benchmark, config, commit, run, demoDataset } = evidence
  const problems = firstOf(evidence.problems, 1_000).map(clipProblem)
  const fatal = evidence.fatal === undefined ? undefined : clipFailure(evidence.fatal)
  const steps = STEP_NAMES.flatMap((name) =>
    evidence.steps.filter((step) => step.name === name).slice(0, 1),
  ).map(clipStep)
  const { results, statistics, gates, metrics, notices } = measureResults(evidence)
  const { verdict, reason, hint } = judgeRun({ problems, fatal, steps, gates, metrics })
  const name = benchmark?.name ?? evidence.name
  return known({
    schema: SCHEMA,
    action: { version: clipText(evidence.actionVersion, 50) },
    benchmark: known({ name: clipMaybe(name, 128), config: clipText(config, 1_000) }),
    verdict,
    reason: clipText(reason, 2_000),
    hint: clipMaybe(hint, 2_000),
    commit,
    run: run && { ...run, workflow: clipText(run.workflow, 500), job: clipText(run.job, 500) },
    startedAt: new Date(evidence.startedAt).toISOString(),
    seconds: evidence.seconds,
    host: evidence.host,
    gpus: evidence.gpus,
    problems,
    demoDataset: demoDataset && { ...demoDataset, source: clipText(demoDataset.source, 2_000) },
    containers: firstOf(evidence.containers, ROLES.length).map(clipContainer),
    sources: evidence.sources && firstOf(evidence.sources, 20).map(clipSource),
    steps,
    gates,
    metrics,
    results: results === undefined ? undefined : toJson(results),
    statistics: statistics === undefined ? undefined : toJson(statistics),
    base: evidence.base && { commit: evidence.base.commit },
    plan: evidence.plan,
    notices: firstOf([...evidence.notices, ...notices], MOST_NOTICES).map((notice) =>
      clipText(notice, 2_000),
    ),
  })
}

/** What the results are worth: their metrics and gates, against the base's where there is one. */
function measureResults(evidence: RunEvidence) {
  const results = shallow(evidence.results)
  const base = shallow(evidence.base?.results)
  const leaves = results === undefined ? undefined : flattenResults(results)
  const before = base === undefined ? undefined : flattenResults(base)
  const limits = evidence.benchmark?.gates ?? []
  const found = leaves === undefined ? { missing: 'there are no results' } : { results: leaves, base: before }
  const gates = firstOf(judgeGates(limits, found), 10_000)
  const tolerances = new Map(limits.map(({ metric, tolerance }) => [metric, tolerance ?? 0]))
  return {
    results,
    statistics: shallow(evidence.statistics),
    gates,
    metrics: buildMetrics(leaves ?? [], before, (name) => tolerances.get(name) ?? 0),
    notices: [
      ...unjudged(gates, leaves !== undefined),
      ...gone(leaves, before),
      ...describeTexts(leaves ?? [], gates),
      ...tooDeep(evidence.results, results),
    ],
  }
}

const firstOf = <T>(items: readonly T[], most: number): T[] => items.slice(0, most)

// What nests deeper than anything MedPerf can read would overflow the stack of whoever writes it as JSON, and endless names the memory.
const shallow = (value: Value | undefined) => (value === undefined || isUnwieldy(value) ? undefined : value)

const tooDeep = (given: Value | undefined, kept: Value | undefined): readonly string[] =>
  given !== undefined && kept === undefined
    ? [
        `The results nest more than ${DEEPEST} levels deep or have endless names, and were left out of the report.`,
      ]
    : []

function unjudged(gates: readonly Gate[], hasResults: boolean): readonly string[] {
  const open = gates.filter(({ status }) => status === 'not judged')
  if (open.length === 0 || !hasResults) return []
  const named = open.slice(0, 5).map(({ metric, text }) => `${quoteName(metric)} (${text})`)
  const rest = open.length > named.length ? [countNoun(open.length - named.length, 'other')] : []
  return [`Not judged: ${joinWords([...named, ...rest])}, because ${open[0]?.reason ?? 'there is no base'}.`]
}

function gone(leaves: readonly Leaf[] | undefined, before: readonly Leaf[] | undefined): readonly string[] {
  if (leaves === undefined || before === undefined) return []
  const now = indexLeaves(leaves)
  const names = [...indexLeaves(before).keys()].filter((name) => !now.has(name))
  if (names.length === 0) return []
  const shown = names.slice(0, 5).map((name) => quoteName(name))
  const rest = names.length > shown.length ? [countNoun(names.length - shown.length, 'other')] : []
  return [
    `The base has ${countNoun(names.length, 'metric')} that this change lacks: ${joinWords([...shown, ...rest])}.`,
  ]
}
