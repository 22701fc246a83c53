import type { Component } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import { findCounterpart, type Role } from '../facts/role.ts'
import type { Lock } from '../medperf/plan/lock/lock.ts'
import type { ImageEvidence } from '../medperf/plan/wanted/evidence.ts'
import { readManifest } from '../registry/manifest.ts'
import { findPushed, isImage, readTested } from '../registry/publication.ts'
import { replaceTag } from '../registry/reference.ts'
import type { ContainerReport } from '../report/report.ts'
import { isMapping } from '../yaml/value.ts'
import { pushTested } from './push.ts'
import { findUnderName, pushNamed } from './push-named.ts'
import type { PublishRequest } from './request.ts'

/** The image that was tested, in a registry where everybody can read it: one that was built here is pushed first. */
export async function findPublicImage(
  { role, spec, build }: Component,
  tested: ContainerReport | undefined,
  { job, rules, commit, lock, images = {}, push }: PublishRequest,
): Promise<ImageEvidence> {
  const imageId = tested?.imageId
  if (imageId === undefined) {
    throw new ExpectedError('blocked', `${spec.image} was not tested`, {
      hint: 'Let the test of this commit run to its end first.',
    })
  }
  if (build === undefined) {
    const digest = tested?.digest === undefined ? {} : { digest: tested.digest }
    const found = await readTested(spec.image, { imageId, ...digest })
    return { digest: found.digest, imageId: found.imageId }
  }
  // Clients of the mlcube era pull the name that the configuration has (docs/medperf.md 4.1).
  if (rules.containers === 'files')
    return push === undefined
      ? findUnderName(spec.image, imageId)
      : pushNamed({ job, push }, spec.image, imageId)
  const standing = images[role]
  if (standing !== undefined) return standing
  const before = await lockedImage({ role, reference: spec.image, imageId }, lock)
  if (before !== undefined) return before
  // Where nobody's code may run, nothing is pushed either: the job that tested did that.
  if (push === undefined) return findPushed(spec.image, imageId, commit)
  return pushTested({ job, commit, push }, spec.image, imageId)
}

/**
 * The image of the last merge, where the same one was built again and everybody can still read it: the plan counts on its
 * digest, which another push need not give.
 */
async function lockedImage(
  { role, reference, imageId }: { readonly role: Role; readonly reference: string; readonly imageId: string },
  lock: Lock | undefined,
): Promise<ImageEvidence | undefined> {
  const locked = lock && findCounterpart(lock.components, role)
  const config = locked?.fields['container_config'] ?? null
  const image = isMapping(config) ? config['image'] : undefined
  if (locked?.imageId !== imageId || typeof image !== 'string') return undefined
  if (replaceTag(image, 'any') !== replaceTag(reference, 'any')) return undefined
  try {
    const manifest = await readManifest(image)
    const isSame = isImage(manifest, imageId) && manifest.digest === locked.fields['image_hash']
    return isSame ? { reference: image, digest: manifest.digest, imageId } : undefined
  } catch (error) {
    if (error instanceof ExpectedError) return undefined
    throw error
  }
}
