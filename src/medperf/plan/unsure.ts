import type { Benchmark } from '../../benchmark/benchmark.ts'
import { plainLine } from '../../words/text.ts'
import type { Snapshot } from '../snapshot.ts'
import { decideSubmission } from './decide/decide.ts'
import type { BenchmarkDecision, ComponentDecision, Decisions } from './decide/decision.ts'
import { imagineRegistered } from './standing.ts'
import { wantedState } from './wanted/compose.ts'
import type { Evidence } from './wanted/evidence.ts'

type Decision = ComponentDecision | BenchmarkDecision

/**
 * Gives what says of each decision why it is not sure: it would be another one if all that is not known yet came out as it is
 * registered.
 */
export function openDoubt(
  benchmark: Benchmark,
  evidence: Evidence,
  { snapshot, decisions }: { readonly snapshot: Snapshot; readonly decisions: Decisions },
): (decision: Decision) => string | undefined {
  const imagined = imagineRegistered(benchmark, evidence, snapshot)
  if (imagined === undefined) return () => undefined
  const others = decideSubmission(snapshot, wantedState(benchmark, imagined, snapshot.rules))
  return (decision) => {
    const role = 'role' in decision ? decision.role : undefined
    const other = role ? others.components.find((one) => one.role === role) : others.benchmark
    if (other === undefined || (other.verdict === decision.verdict && other.name === decision.name))
      return undefined
    if (role !== undefined) return explain(evidence, [role])
    return explain(
      evidence,
      decisions.components.map((one) => one.role),
    )
  }
}

function explain({ components }: Evidence, roles: readonly ComponentDecision['role'][]): string {
  const unread = roles.flatMap((role) => {
    const { standing, unread: own } = components[role]?.image ?? {}
    return own?.message ?? (standing?.kind === 'unread' ? standing.why : [])
  })
  const [first] = unread
  return first === undefined
    ? 'what is built, pushed or downloaded for it may be what is registered already'
    : plainLine(`what is registered may be the same, which could not be read: ${first}`, 600)
}
