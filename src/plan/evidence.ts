import type { Benchmark, Component, NamedSource } from '../benchmark/benchmark.ts'
import type { HostedFile } from '../facts/hosted-file.ts'
import { known } from '../facts/known.ts'
import { mapParts, type Role } from '../facts/role.ts'
import type { ComponentEvidence, Evidence } from '../medperf/plan/wanted/evidence.ts'
import type { Report } from '../report/report.ts'
import { listNeededSteps } from './report-steps.ts'

/**
 * What neither benchmark.yaml nor the report says of one container: what was published, pushed or looked up for it. Its image is
 * over what the report says: a digest after a push, the reference pushed to, the hash of an image file.
 */
export type Publication = Partial<Omit<ComponentEvidence, 'uid'>>

export interface Publications {
  readonly components: Readonly<Partial<Record<Role, Publication>>>
  readonly demoDataset?: HostedFile
}

const NOTHING: Publications = { components: {} }

/** The evidence for a plan: what a report proves, with what was published since. */
export function gatherEvidence(
  benchmark: Benchmark,
  report: Report,
  published: Publications = NOTHING,
): Evidence {
  const { demoDataset, results } = report
  return known({
    tested: isTested(benchmark, report),
    components: mapParts(benchmark.components, (component, role) =>
      componentEvidence(component, report, published.components[role] ?? {}),
    ),
    demoDataset: known({
      ...(published.demoDataset ?? describeSource(benchmark.demoDataset.source, demoDataset?.sha256)),
      generatedUid: demoDataset?.generatedUid,
    }),
    results,
  })
}

/** Whether a report says that all passed; a run that did not make it itself looks closer (`expectTested`). */
export const isTested = (benchmark: Benchmark, { verdict, steps }: Report): boolean =>
  verdict === 'passed' &&
  listNeededSteps(benchmark).every((name) =>
    steps.some((step) => step.name === name && step.status === 'passed'),
  )

function componentEvidence(
  component: Component,
  report: Report,
  { image, additionalFiles, imageFile, manifest, parametersFile }: Publication,
): ComponentEvidence {
  const tested = report.containers.find(({ role }) => role === component.role)
  const { additionalFiles: files, imageFile: file, registered } = component
  const seen = known({ digest: tested?.digest, imageId: tested?.imageId, fileHash: tested?.imageFile })
  if (registered !== undefined) return { uid: registered.uid, image: { ...seen, ...image } }
  const toPush = component.build === undefined ? undefined : true
  return known({
    image: { ...known({ ...seen, toPush }), ...image },
    additionalFiles: additionalFiles ?? (files && describeSource(files, tested?.additionalFiles)),
    imageFile: imageFile ?? (file && describeSource(file, tested?.imageFile ?? file.sha256)),
    manifest,
    parametersFile,
  })
}

/** A source as the server names it; one of this repository has neither address nor hash before it is published. */
export function describeSource(source: NamedSource, sha256: string | undefined): HostedFile {
  if (source.kind === 'path') return {}
  const { url } = source
  return known({ url, sha256 })
}
