import type { Benchmark, Component, NamedSource } from '../benchmark/benchmark.ts'
import type { Image } from '../engines/engine.ts'
import { ROLES } from '../facts/role.ts'
import type { RunEvidence } from '../report/build.ts'
import { hashConfiguration } from '../report/configuration.ts'
import type { ContainerReport } from '../report/report.ts'
import { ignoredMetadata } from './prepare.ts'
import type { StepsOutcome } from './run-steps.ts'

/** The outcome of the steps in the words of the report. */
export function evidenceOf(
  benchmark: Benchmark,
  outcome: StepsOutcome,
): Pick<RunEvidence, 'steps' | 'containers' | 'demoDataset' | 'gpus' | 'results' | 'statistics' | 'notices'> {
  const { steps, fetched, gpus, generatedUid, statistics, results } = outcome
  const ignored = ignoredMetadata(benchmark, fetched?.demo.paths.metadata)
  return {
    steps,
    notices: ignored === undefined ? [] : [ignored],
    containers: ROLES.map((role) =>
      containerReport(benchmark.components[role], fetched?.images[role], {
        ...(fetched?.additionalHashes[role] && { additionalFiles: fetched.additionalHashes[role] }),
        ...(fetched?.imageHashes[role] && { imageFile: fetched.imageHashes[role] }),
      }),
    ),
    demoDataset: {
      source: shown(benchmark.demoDataset.source),
      ...demoFacts(fetched?.demo),
      ...(generatedUid === undefined ? {} : { generatedUid }),
    },
    ...(gpus === undefined ? {} : { gpus }),
    ...(statistics === undefined ? {} : { statistics }),
    ...(results === undefined ? {} : { results }),
  }
}

function demoFacts(demo: NonNullable<StepsOutcome['fetched']>['demo'] | undefined) {
  if (demo === undefined) return {}
  const { paths: _, ...facts } = demo
  return facts
}

function containerReport(
  { role, name, config, spec, parameters }: Component,
  image: Image | undefined,
  files: Pick<ContainerReport, 'additionalFiles' | 'imageFile'>,
): ContainerReport {
  return {
    ...{
      role,
      name,
      config,
      type: spec.type,
      image: spec.image,
      configuration: hashConfiguration(spec.document),
    },
    ...(image === undefined ? {} : { imageId: image.id }),
    ...(image?.digest === undefined ? {} : { digest: image.digest }),
    ...(image?.bytes === undefined ? {} : { imageBytes: image.bytes }),
    ...(parameters === undefined ? {} : { parameters: hashConfiguration(parameters) }),
    ...files,
  }
}

function shown(source: NamedSource): string {
  switch (source.kind) {
    case 'url':
      return source.url
    case 'synapse':
      return `synapse:${source.id}`
    case 'path':
      return source.shown
  }
}
