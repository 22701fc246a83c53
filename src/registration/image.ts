import type { Component } from '../benchmark/benchmark.ts'
import { pushImage } from '../engines/docker-push.ts'
import { MedPerfError } from '../medperf/error.ts'
import type { ImageEvidence } from '../medperf/plan/evidence.ts'
import { publishImage, readTested } from '../registry/publish.ts'
import type { ContainerReport } from '../report/report.ts'
import type { PublishRequest } from './publications.ts'

/** The image that was tested, in a registry where everybody can read it: one that was built here is pushed first. */
export async function publicImage(
  { spec, build }: Component,
  tested: ContainerReport | undefined,
  { job, commit }: PublishRequest,
): Promise<ImageEvidence> {
  const imageId = tested?.imageId
  if (imageId === undefined) throw new MedPerfError('blocked', `${spec.image} was not tested`)
  if (build === undefined) {
    const digest = tested?.digest === undefined ? {} : { digest: tested.digest }
    const { digest: found } = await readTested(spec.image, { imageId, ...digest })
    return { digest: found, imageId }
  }
  return publishImage({
    image: { reference: spec.image, id: imageId },
    reference: spec.image,
    commit,
    push: (id, reference) => pushImage('docker', id, reference, { signal: job.signal, warn: job.log.say }),
    warn: job.log.say,
  })
}
