import { isPinned } from '../containers/image-reference.ts'
import { ExpectedError } from '../facts/error.ts'
import type { Job } from '../job/job.ts'
import type { ImageEvidence } from '../medperf/plan/wanted/evidence.ts'
import { NEW_TAG } from '../plan/named-tags.ts'
import { describePublished, findManifest, isImage } from '../registry/publication.ts'
import { quoteName } from '../words/text.ts'
import { pushAndRead } from './push.ts'
import type { PushImage } from './request.ts'

/**
 * Pushes an image that was built and tested here under the very name that its configuration has, and reads it back as a stranger. A
 * tag that holds another image is never moved, because a registered container may stand on it. Rejects with an ExpectedError.
 */
export async function pushNamed(
  { job: { log, signal }, push }: { readonly job: Pick<Job, 'log' | 'signal'>; readonly push: PushImage },
  reference: string,
  imageId: string,
): Promise<ImageEvidence> {
  const there = await findManifest(reference, { signal })
  if (there === undefined && isPinned(reference))
    throw new ExpectedError(
      'registry',
      `nothing can be pushed under ${quoteName(reference, 300)}, a digest`,
      {
        code: 'tag-pinned',
        hint: NEW_TAG,
      },
    )
  const found = there ?? (await pushAndRead(reference, { push: push(imageId), signal }))
  if (!isImage(found, imageId)) throw taken(reference)
  log.say(`${reference} is the image that was tested, for everybody.`)
  return describePublished(reference, found)
}

/** The image that an earlier job pushed under that name. Rejects with an ExpectedError where it did not. */
export async function findUnderName(reference: string, imageId: string): Promise<ImageEvidence> {
  const there = await findManifest(reference, {})
  if (there !== undefined && isImage(there, imageId)) return describePublished(reference, there)
  if (there !== undefined) throw taken(reference)
  throw new ExpectedError(
    'blocked',
    `${quoteName(reference, 300)}, which was built and tested, is in no registry`,
    {
      code: 'tag-missing',
      hint: `Servers of the mlcube era register the configuration as it is, so what was tested has to be there under that name, readable without a login. By hand: \`docker tag ${imageId} ${reference}\` and \`docker push\`. An MLCube is pushed so by the job that tests with \`push-images: true\`.`,
    },
  )
}

const taken = (reference: string) =>
  new ExpectedError(
    'registry',
    `${quoteName(reference, 300)} holds another image than the one that was built and tested, and is not replaced`,
    { code: 'tag-taken', hint: NEW_TAG },
  )
