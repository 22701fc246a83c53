import type { Benchmark, Component } from '../benchmark/benchmark.ts'
import { isPinned } from '../containers/image-reference.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { collectParts } from '../facts/role.ts'
import type { Evidence } from '../medperf/plan/wanted/evidence.ts'
import type { Issue } from '../medperf/plan/wanted/state.ts'
import { findManifest, isImage } from '../registry/publication.ts'
import { quoteName } from '../words/text.ts'

/** What to do about a name that holds another image than the one that was built. */
export const NEW_TAG =
  'Servers of the mlcube era register the configuration as it is, so give `image` there a tag that is new with each change of the image, such as the next version.'

/**
 * What stands in the way of pushing what is built under the very name that its configuration has, which is what clients of the mlcube
 * era pull (docs/medperf.md 4.1): a tag that holds another image is never moved.
 */
export async function foreseeNamedTags(
  { components }: Pick<Benchmark, 'components'>,
  evidence: Evidence,
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  const found = await Promise.all(
    collectParts(components).map(async (component) => {
      const { imageId, toPush } = evidence.components[component.role]?.image ?? {}
      return toPush === true ? judgeName(component, imageId, signal) : []
    }),
  )
  return found.flat()
}

async function judgeName(
  { role, spec }: Component,
  imageId: string | undefined,
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  const shown = quoteName(spec.image, 300)
  const issue = (severity: Issue['severity'], code: string, message: string, hint = NEW_TAG): Issue => ({
    severity,
    code,
    role,
    hint,
    message: `${role}: ${message}`,
  })
  try {
    const there = await findManifest(spec.image, { signal })
    if (there === undefined)
      return isPinned(spec.image)
        ? [
            issue(
              'error',
              'tag-pinned',
              `${shown} names one image for good, and nothing that is built can be pushed under it`,
            ),
          ]
        : []
    if (imageId !== undefined && isImage(there, imageId)) return []
    return imageId === undefined
      ? [
          issue(
            'warning',
            'tag-taken',
            `${shown} holds an image already: a merge is refused unless it builds the very same`,
          ),
        ]
      : [
          issue(
            'error',
            'tag-taken',
            `${shown} holds another image already, which is not replaced: a container may be registered with it`,
          ),
        ]
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof ExpectedError)) throw error
    const { message, hint } = error
    const why = `whether ${shown} is free for what is built is not known: ${message}`
    return [known({ ...issue('warning', 'tag-unread', why), hint })]
  }
}
