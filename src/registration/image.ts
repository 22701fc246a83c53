import type { Component } from '../benchmark/benchmark.ts'
import { pushImage } from '../engines/docker-push.ts'
import { MedPerfError } from '../medperf/error.ts'
import type { ImageEvidence } from '../medperf/plan/evidence.ts'
import { findPublished, publishImage, readTested } from '../registry/publish.ts'
import { withTag } from '../registry/reference.ts'
import type { ContainerReport } from '../report/report.ts'
import type { PublishRequest } from './publications.ts'

/** The image that was tested, in a registry where everybody can read it: one that was built here is pushed first. */
export async function publicImage(
  { spec, build }: Component,
  tested: ContainerReport | undefined,
  { job, commit, report }: PublishRequest,
): Promise<ImageEvidence> {
  const imageId = tested?.imageId
  if (imageId === undefined) throw new MedPerfError('blocked', `${spec.image} was not tested`)
  if (build === undefined) {
    const digest = tested?.digest === undefined ? {} : { digest: tested.digest }
    const { digest: found } = await readTested(spec.image, { imageId, ...digest })
    return { digest: found, imageId }
  }
  // Where nobody's code may run, nothing is pushed either: the job that tested did that.
  if (job.inputs.mode === 'submit') return pushedBefore(spec.image, imageId, [commit, report.commit])
  return publishImage({
    image: { reference: spec.image, id: imageId },
    reference: spec.image,
    commit,
    push: (id, reference) => pushImage('docker', id, reference, { signal: job.signal, warn: job.log.say }),
    warn: job.log.say,
  })
}

/** An image that was built and pushed by an earlier job, under the tag of one of the commits. */
export async function pushedBefore(
  reference: string,
  imageId: string,
  commits: readonly (string | undefined)[],
): Promise<ImageEvidence> {
  for (const commit of new Set(commits)) {
    const found = commit === undefined ? undefined : await findPublished(reference, commit)
    if (found !== undefined && [found.imageId, found.digest].includes(imageId)) return found
  }
  throw new MedPerfError('blocked', `the image that was built and tested as ${reference} is in no registry`, {
    hint: `Let the job that tests push it: \`docker tag ${imageId} ${withTag(reference, '<commit>')}\` and \`docker push\`, with the whole SHA of the commit as tag.`,
  })
}
