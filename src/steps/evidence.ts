import type { Benchmark, Component, NamedSource } from '../benchmark/benchmark.ts'
import type { Image } from '../engines/engine.ts'
import { known } from '../facts/known.ts'
import { collectParts } from '../facts/role.ts'
import type { RunEvidence } from '../report/build.ts'
import { hashConfiguration } from '../report/configuration.ts'
import type { ContainerReport } from '../report/report.ts'
import { hideUrlSecrets } from '../words/signed-url.ts'
import type { Fetched, StepsOutcome } from './run-steps.ts'
import { findIgnoredMetadata } from './tasks/prepare.ts'

/** The outcome of the steps in the words of the report. */
export function collectEvidence(
  benchmark: Benchmark,
  outcome: StepsOutcome,
): Pick<RunEvidence, 'steps' | 'containers' | 'demoDataset' | 'gpus' | 'results' | 'statistics' | 'notices'> {
  const { steps, fetched, gpus, generatedUid, statistics, results, notices } = outcome
  const ignored = findIgnoredMetadata(benchmark, fetched?.demo.paths.metadata)
  return known({
    steps,
    notices: [...(ignored === undefined ? [] : [ignored]), ...notices, ...listLimits(benchmark)],
    containers: collectParts(benchmark.components).map((component) =>
      describeContainer(component, fetched?.images[component.role], {
        additionalFiles: fetched?.additionalHashes[component.role],
        imageFile: fetched?.imageHashes[component.role],
      }),
    ),
    demoDataset: known({
      source: shown(benchmark.demoDataset.source),
      ...listDemoFacts(fetched?.demo),
      generatedUid,
    }),
    gpus,
    statistics,
    results,
  })
}

/** What a test says more of than MedPerf's own (docs/medperf.md 13.1). */
const listLimits = ({ topology }: Benchmark): readonly string[] =>
  topology === 'inference_script' ? [BEYOND] : []

const BEYOND =
  'This test goes beyond MedPerf’s own client, which cannot test an inference_script benchmark: what run_script left in `results_path` were the predictions that evaluate judged.'

function listDemoFacts(demo: Fetched['demo'] | undefined) {
  if (demo === undefined) return {}
  const { paths: _, ...facts } = demo
  return facts
}

function describeContainer(
  { role, name, config, spec, parameters }: Component,
  image: Image | undefined,
  files: { readonly additionalFiles: string | undefined; readonly imageFile: string | undefined },
): ContainerReport {
  return known({
    role,
    name,
    config,
    type: spec.type,
    image: hideUrlSecrets(spec.image),
    configuration: hashConfiguration(spec.document),
    imageId: image?.configDigest,
    digest: image?.registryDigest,
    imageBytes: image?.bytes,
    parameters: parameters === undefined ? undefined : hashConfiguration(parameters),
    ...files,
  })
}

/** Without what is secret in an address: a report is for everybody. */
const shown = (source: NamedSource): string =>
  source.kind === 'path' ? source.shown : hideUrlSecrets(source.url)
