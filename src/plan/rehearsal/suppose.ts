import type { HostedFile } from '../../facts/hosted-file.ts'
import { known } from '../../facts/known.ts'
import { listRoles, nameRole, ROLES, type Role } from '../../facts/role.ts'
import type { ComponentEvidence, Evidence, ImageEvidence } from '../../medperf/plan/wanted/evidence.ts'
import type { WantedComponent, WantedState } from '../../medperf/plan/wanted/state.ts'
import type { ContentRow, ModelRow } from '../../medperf/rows.ts'
import { isModelRole } from '../../medperf/rules.ts'
import type { Snapshot } from '../../medperf/snapshot.ts'

/** An address where nothing is, for a file that is not published yet. */
const ADDRESS = 'https://example.org/not-published-yet'

/** A hash of nothing, one for each role, since two containers with one hash would be one container. */
const supposeHash = (role: Role | 'demo'): string => String(ROLES.indexOf(role as Role) + 2).repeat(64)

/** The evidence with something in the place of all that is known only after a merge has begun. */
export const supposeEvidence = ({ components, demoDataset, results, ...rest }: Evidence): Evidence => ({
  ...rest,
  components: Object.fromEntries(
    Object.entries(components).map(([role, one]) => [role, supposeComponent(role as Role, one)]),
  ) as Evidence['components'],
  demoDataset: {
    ...supposeFile(demoDataset, 'demo'),
    generatedUid: demoDataset.generatedUid ?? supposeHash('demo'),
  },
  results: results ?? {},
})

function supposeComponent(role: Role, evidence: ComponentEvidence): ComponentEvidence {
  const { uid, image, additionalFiles, imageFile, manifest, parametersFile } = evidence
  if (uid !== undefined) return evidence
  const file = (one: HostedFile | undefined) => one && supposeFile(one, role)
  return known({
    image: supposeImage(role, image),
    additionalFiles: file(additionalFiles),
    imageFile: file(imageFile),
    manifest: file(manifest ?? {}),
    parametersFile: file(parametersFile ?? {}),
  })
}

function supposeImage(role: Role, image: ImageEvidence): ImageEvidence {
  const hash = `sha256:${supposeHash(role)}`
  const { imageId = hash, fileHash = hash } = image
  return known({
    digest: imageId,
    reference: image.toPush ? `lab/${role}:not-pushed-yet` : undefined,
    ...image,
    imageId,
    fileHash,
  })
}

const supposeFile = ({ url = ADDRESS, sha256 }: HostedFile, role: Role | 'demo'): Required<HostedFile> => ({
  url,
  sha256: sha256 ?? supposeHash(role),
})

/** The rows that benchmark.yaml names by `uid` and nobody could look up, as somebody else’s who has them ready. */
export function supposeGiven(snapshot: Snapshot, { components }: WantedState): Snapshot['given'] {
  if (snapshot.blind === undefined) return snapshot.given
  const supposed = listRoles(components).flatMap((role) => {
    const component = components[role]
    return component?.uid === undefined
      ? []
      : [[role, supposeRow(snapshot, component, component.uid)] as const]
  })
  return { ...Object.fromEntries(supposed), ...snapshot.given }
}

/** Of what is inside a model nobody knows the uid: one that nothing else has. */
const INSIDE = 2_000_000_000

function supposeRow(
  { rules, me }: Snapshot,
  { role, kind, fields }: WantedComponent,
  uid: number,
): ContentRow | ModelRow {
  const name = `${nameRole(role)} ${uid}`
  const row = { uid, name, owner: me.id + 1, state: 'OPERATION', isValid: true } as const
  return isModelRole(rules, role) ? { ...row, [kind]: { ...row, uid: INSIDE, fields } } : { ...row, fields }
}
