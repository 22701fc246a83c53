import type { Benchmark, Component } from '../benchmark/benchmark.ts'
import { isAsset } from '../containers/support.ts'
import { collectParts, type Role } from '../facts/role.ts'
import { clipText } from '../report/clip.ts'
import { hashConfiguration } from '../report/configuration.ts'
import type { Report } from '../report/report.ts'
import { hideUrlSecrets } from '../words/signed-url.ts'
import { plainLine } from '../words/text.ts'

/** What is about to be registered, as far as it can be looked up without a test. */
export interface Content {
  /** Of images: the digest in the registry, and of images that only this machine has the ID. */
  readonly images: Readonly<Partial<Record<Role, { readonly digest?: string; readonly imageId?: string }>>>
  /** SHA-256 of the additional files, as a report gives it. */
  readonly additionalFiles: Readonly<Partial<Record<Role, string>>>
  /** SHA-256 of the files that hold images, as a report gives it. */
  readonly imageFiles: Readonly<Partial<Record<Role, string>>>
  /** SHA-256 of the demo dataset, as a report gives it. */
  readonly demoDataset?: string
}

/**
 * Where a report is not one of exactly this content, in sentences; none where it is. What the content does not know is not
 * compared, and what the report does not say is a difference.
 */
export function findMismatches(benchmark: Benchmark, report: Report, content: Content): readonly string[] {
  const { demoDataset } = report
  return [
    ...otherBenchmark(report.benchmark, benchmark),
    ...collectParts(benchmark.components).flatMap((one) => componentMismatches(one, report, content)),
    ...differs('the demo dataset', demoDataset?.sha256, content.demoDataset),
    ...(demoDataset?.generatedUid === undefined ? ['the report has no hash of the prepared data'] : []),
    ...preparedMismatch(benchmark, report),
  ]
}

function otherBenchmark(tested: Report['benchmark'], { name, config }: Benchmark): readonly string[] {
  const shown = plainLine(tested.name ?? 'a benchmark without a name', 128)
  if (tested.name !== name) return [`the report is of \`${shown}\``]
  return differs('the file of the benchmark', tested.config, clipText(config, 1_000))
}

/**
 * Whether the data is prepared already is registered too (docs/medperf.md 6.7), and then prepare is not run (docs/medperf.md
 * 13.1).
 */
function preparedMismatch({ demoDataset: { prepared } }: Benchmark, { steps }: Report): readonly string[] {
  const ran = steps.some(({ name, status }) => name === 'prepare' && status === 'passed')
  if (ran !== prepared) return []
  return [
    prepared
      ? 'the demo dataset is `prepared` now, and was tested with prepare'
      : 'the demo dataset is not `prepared` now, and was tested without prepare',
  ]
}

function componentMismatches(
  { role, spec, parameters, additionalFiles }: Component,
  report: Report,
  content: Content,
): readonly string[] {
  const tested = report.containers.find((container) => container.role === role)
  if (tested === undefined) return [`the report knows no ${role}`]
  const files = isAsset({ spec }) ? 'files of the asset' : 'additional files'
  const hasFiles = additionalFiles !== undefined
  const { digest, imageId } = content.images[role] ?? {}
  return [
    ...differs(`${role}: the type`, tested.type, spec.type),
    ...differs(`${role}: the image reference`, tested.image, clipText(hideUrlSecrets(spec.image), 2_000)),
    ...differs(`${role}: the image digest`, tested.digest, digest),
    ...differs(`${role}: the image ID`, tested.imageId, imageId),
    ...differs(`${role}: the image file`, tested.imageFile, content.imageFiles[role]),
    ...(tested.configuration === hashConfiguration(spec.document)
      ? []
      : [`${role}: the configuration is another than the tested`]),
    ...(tested.parameters === (parameters === undefined ? undefined : hashConfiguration(parameters))
      ? []
      : [`${role}: the parameters are others than the tested`]),
    ...(hasFiles === (tested.additionalFiles !== undefined)
      ? differs(`${role}: the ${files}`, tested.additionalFiles, content.additionalFiles[role])
      : [`${role}: it was tested ${hasFiles ? 'without' : 'with'} ${files}`]),
  ]
}

function differs(what: string, tested: string | undefined, now: string | undefined): readonly string[] {
  if (now === undefined || tested === now) return []
  return [`${what}: tested was ${plainLine(tested ?? 'none', 200)}, now it is ${plainLine(now, 200)}`]
}
