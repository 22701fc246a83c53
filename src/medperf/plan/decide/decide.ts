import { known } from '../../../facts/known.ts'
import { expectPart, listRoles, type Role } from '../../../facts/role.ts'
import { sameContent } from '../../content.ts'
import { findSeat } from '../../rules.ts'
import type { Snapshot } from '../../snapshot.ts'
import type { WantedComponent, WantedState } from '../wanted/state.ts'
import { decideBenchmark } from './benchmark.ts'
import { decideGiven } from './by-uid.ts'
import { decideComponent } from './component.ts'
import type { ComponentDecision, Decisions } from './decision.ts'
import { findFamily } from './names.ts'

/** What is to be done with the components and the benchmark; pure, so the same state gives the same decisions. */
export function decideSubmission(snapshot: Snapshot, wanted: WantedState): Decisions {
  const components: ComponentDecision[] = []
  for (const role of orderOf(snapshot, wanted)) {
    components.push(decideRole(snapshot, wanted, role, components))
  }
  return { components, benchmark: decideBenchmark(snapshot, wanted, components) }
}

/**
 * The order of registration. A container that is also the reference model must be registered as a model, from which the
 * other roles can take it; the other way is closed (docs/medperf.md 5.2).
 */
function orderOf({ rules }: Snapshot, { components }: WantedState): readonly Role[] {
  const model = components.reference_model
  const roles = listRoles(components)
  const others = roles.filter((role) => role !== 'reference_model')
  const isShared = others.some((role) => isSame(rules, expectPart(components, role), model))
  return rules.models && isShared ? ['reference_model', ...others] : roles
}

function isSame(rules: Snapshot['rules'], a: WantedComponent, b: WantedComponent): boolean {
  if (a.uid !== undefined || b.uid !== undefined) return false
  if (Object.keys(a.unknown).length + Object.keys(b.unknown).length > 0) return false
  return sameContent(rules, a, b)
}

function decideRole(
  snapshot: Snapshot,
  wanted: WantedState,
  role: Role,
  earlier: readonly ComponentDecision[],
): ComponentDecision {
  const component = expectPart(wanted.components, role)
  if (component.uid !== undefined) return decideGiven(snapshot, component, wanted.state)
  const latest = findFamily(wanted.benchmark.name, snapshot.mine.benchmarks)[0]
  const current = latest?.components[findSeat(snapshot.rules, wanted.topology, role)]
  const own = decideComponent(
    known({
      snapshot,
      wanted: component,
      state: wanted.state,
      current,
    }),
  )
  if (own.verdict === 'reuse' || (own.candidate !== undefined && own.verdict !== 'needs a new version')) {
    const { candidate } = own
    if (candidate !== undefined && sameContent(snapshot.rules, candidate, component)) return own
  }
  const twin = earlier.find(
    (decision) =>
      decision.write !== undefined &&
      isSame(snapshot.rules, expectPart(wanted.components, decision.role), component),
  )
  return twin === undefined ? own : shared(role, twin)
}

/** The container of another role, which is about to be registered, serves here too. */
function shared(role: Role, twin: ComponentDecision): ComponentDecision {
  const uid = twin.candidate?.contentUid
  return known({
    role,
    kind: 'container',
    collection: 'mlcubes',
    verdict: 'reuse',
    name: twin.name,
    uid: twin.verdict === 'update in place' && uid !== undefined ? uid : undefined,
    state: twin.state,
    changes: [],
    reason: `it is the same container as the ${twin.role}`,
    promote: false,
  })
}
