import type { AssociationPolicy, Benchmark } from '../../../benchmark/benchmark.ts'
import { isAsset } from '../../../containers/support.ts'
import { known } from '../../../facts/known.ts'
import { ROLES, type Role } from '../../../facts/role.ts'
import { toJson } from '../../../yaml/json.ts'
import type { Value } from '../../../yaml/value.ts'
import { type Era, RULES } from '../../era.ts'
import { findCautions } from './cautions.ts'
import { isImageFile, wantedAsset, wantedJsonContent, wantedMlcubeContent } from './container.ts'
import type { Evidence } from './evidence.ts'
import { checkLengths } from './limits.ts'
import { fillSlots, PUBLISHED, type Slot, TESTED, type WantedComponent, type WantedState } from './state.ts'

/** What benchmark.yaml, its files and the test want the server to hold, in the words of the server's era. */
export function wantedState(benchmark: Benchmark, evidence: Evidence, era: Era): WantedState {
  const components = Object.fromEntries(
    ROLES.map((role) => [role, wantedComponent(benchmark, evidence, role, era)]),
  ) as Record<Role, WantedComponent>
  const wanted = {
    state: benchmark.submit.state === 'operation' ? ('OPERATION' as const) : ('DEVELOPMENT' as const),
    components,
    benchmark: { name: benchmark.name.trim(), ...fillSlots(benchmarkSlots(benchmark, evidence, era)) },
  }
  const issues = [...checkLengths(wanted, era), ...findCautions(benchmark, evidence, era)]
  return { ...wanted, issues }
}

function wantedComponent(benchmark: Benchmark, evidence: Evidence, role: Role, era: Era): WantedComponent {
  const component = benchmark.components[role]
  const found = evidence.components[role]
  const { uid, image } = found
  const tested = era === 'mlcube' ? image.imageId?.replace(/^sha256:/, '') : image.digest
  const kind = isAsset(component) ? ('asset' as const) : ('container' as const)
  const common = { role, kind, name: component.name.trim() }
  if (uid !== undefined) {
    const testedHash = isImageFile(component) ? undefined : tested
    return known({ ...common, uid, fields: component.registered?.fields ?? {}, unknown: {}, testedHash })
  }
  if (kind === 'asset') return { ...common, ...wantedAsset(found) }
  const content =
    era === 'mlcube' ? wantedMlcubeContent(component, found) : wantedJsonContent(component, found)
  return { ...common, ...content }
}

function benchmarkSlots(benchmark: Benchmark, evidence: Evidence, era: Era): readonly Slot[] {
  const { url, sha256, generatedUid } = evidence.demoDataset
  return [
    ['description', (benchmark.description ?? '').trim(), ''],
    ['docs_url', (benchmark.docsUrl ?? '').trim(), ''],
    ['demo_dataset_tarball_url', url, PUBLISHED],
    ['demo_dataset_tarball_hash', sha256, PUBLISHED],
    ['demo_dataset_generated_uid', generatedUid, TESTED],
    ['metadata', metadataOf(benchmark, evidence, era), TESTED],
    ...(RULES[era].policies
      ? [
          ...policySlots('dataset', benchmark.associations.datasets),
          ...policySlots('model', benchmark.associations.models),
        ]
      : []),
  ]
}

/** What MedPerf's client writes there at submission (docs/medperf.md 6.7). */
function metadataOf(benchmark: Benchmark, evidence: Evidence, era: Era): Value | undefined {
  if (evidence.results === undefined) return undefined
  return known({
    demo_dataset_already_prepared: benchmark.demoDataset.prepared,
    skip_compatibility_tests: era === 'model' ? false : undefined,
    results: toJson(evidence.results),
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
