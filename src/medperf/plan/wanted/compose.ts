import type { AssociationPolicy, Benchmark, Component } from '../../../benchmark/benchmark.ts'
import { isAsset } from '../../../containers/support.ts'
import { known } from '../../../facts/known.ts'
import { expectPart, mapParts } from '../../../facts/role.ts'
import { toJson } from '../../../yaml/json.ts'
import type { Value } from '../../../yaml/value.ts'
import type { ServerRules } from '../../rules.ts'
import { findCautions } from './cautions.ts'
import { isImageFile, wantedAsset, wantedJsonContent, wantedMlcubeContent } from './container.ts'
import type { ComponentEvidence, Evidence } from './evidence.ts'
import { checkLengths } from './limits.ts'
import { fillSlots, PUBLISHED, type Slot, TESTED, type WantedComponent, type WantedState } from './state.ts'

/** What benchmark.yaml, its files and the test want the server to hold, in the words of the server's era. */
export function wantedState(benchmark: Benchmark, evidence: Evidence, rules: ServerRules): WantedState {
  const components = mapParts(benchmark.components, (component, role) =>
    wantedComponent(component, expectPart(evidence.components, role), rules),
  )
  const wanted = {
    topology: benchmark.topology,
    state: benchmark.submit.state === 'operation' ? ('OPERATION' as const) : ('DEVELOPMENT' as const),
    components,
    benchmark: { name: benchmark.name.trim(), ...fillSlots(benchmarkSlots(benchmark, evidence, rules)) },
  }
  const issues = [...checkLengths(wanted, rules), ...findCautions(benchmark, evidence, rules)]
  return { ...wanted, issues }
}

function wantedComponent(
  component: Component,
  found: ComponentEvidence,
  rules: ServerRules,
): WantedComponent {
  const { role } = component
  const { uid, image } = found
  const tested = rules.containers === 'files' ? image.imageId?.replace(/^sha256:/, '') : image.digest
  const kind = isAsset(component) ? ('asset' as const) : ('container' as const)
  const common = { role, kind, name: component.name.trim() }
  if (uid !== undefined) {
    const testedHash = isImageFile(component) ? undefined : tested
    return known({ ...common, uid, fields: component.registered?.fields ?? {}, unknown: {}, testedHash })
  }
  if (kind === 'asset') return { ...common, ...wantedAsset(found) }
  const content =
    rules.containers === 'files' ? wantedMlcubeContent(component, found) : wantedJsonContent(component, found)
  return { ...common, ...content }
}

function benchmarkSlots(benchmark: Benchmark, evidence: Evidence, rules: ServerRules): readonly Slot[] {
  const { url, sha256, generatedUid } = evidence.demoDataset
  return [
    ['description', (benchmark.description ?? '').trim(), ''],
    ['docs_url', (benchmark.docsUrl ?? '').trim(), ''],
    ['demo_dataset_tarball_url', url, PUBLISHED],
    ['demo_dataset_tarball_hash', sha256, PUBLISHED],
    ['demo_dataset_generated_uid', generatedUid, TESTED],
    ...topologySlots(benchmark, rules),
    ['metadata', metadataOf(benchmark, evidence, rules), TESTED],
    ...(rules.policies
      ? [
          ...policySlots('dataset', benchmark.associations.datasets),
          ...policySlots('model', benchmark.associations.models),
        ]
      : []),
  ]
}

/** How its parts work together, where the server has a field for it (docs/medperf.md 6.10). */
const topologySlots = ({ topology }: Benchmark, rules: ServerRules): readonly Slot[] =>
  rules.topology ? [['topology', topology, '']] : []

/**
 * What MedPerf's client writes there at submission. It has no test for a script beside an evaluator: such a benchmark it submits
 * with none, and without results (docs/medperf.md 6.7).
 */
function metadataOf(benchmark: Benchmark, evidence: Evidence, rules: ServerRules): Value | undefined {
  if (evidence.results === undefined) return undefined
  const isSkipped = benchmark.topology === 'inference_script'
  return known({
    demo_dataset_already_prepared: benchmark.demoDataset.prepared,
    skip_compatibility_tests: rules.models ? isSkipped : undefined,
    results: isSkipped ? {} : toJson(evidence.results),
  })
}

function policySlots(kind: 'dataset' | 'model', policy: AssociationPolicy): readonly Slot[] {
  return [
    [`${kind}_auto_approval_mode`, policy.mode.toUpperCase(), ''],
    [`${kind}_auto_approval_allow_list`, policy.allow.map(storedEmail), ''],
  ]
}

/**
 * An e-mail as the server stores it, which is what it compares with: only the part behind `@` in lower case (docs/medperf.md
 * 3.1).
 */
function storedEmail(email: string): string {
  const trimmed = email.trim()
  const at = trimmed.lastIndexOf('@')
  return trimmed.slice(0, at) + trimmed.slice(at).toLowerCase()
}
