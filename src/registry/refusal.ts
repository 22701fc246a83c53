import * as z from 'zod'
import { ExpectedError } from '../facts/error.ts'
import { parseBody, type Reply } from '../net/client.ts'
import { plainLine } from '../words/text.ts'
import type { Reference } from './reference.ts'

/** The error body of the registry API. */
const ErrorsSchema = z.looseObject({
  errors: z.array(z.looseObject({ code: z.string().catch(''), message: z.string().catch('') })).max(100),
})

/** The error for an answer that is not a manifest: who could not read what, and what to do about it. */
export function explainRefusedReply(
  reference: Reference,
  { status, body }: Pick<Reply, 'status' | 'body'>,
): ExpectedError {
  const { shown, isHub } = reference
  const errors = ErrorsSchema.safeParse(parseBody(body)).data?.errors ?? []
  const codes = errors.map(({ code }) => code)
  const reasons = errors.map(({ message }) => plainLine(message, 200)).filter((reason) => reason !== '')
  const error = (message: string, hint: string) =>
    new ExpectedError('registry', message, { hint, status, reasons })
  if (status === 401 || status === 403) {
    return error(
      `\`${shown}\` cannot be read without a login (HTTP ${status}): it is private, or it does not exist`,
      `The hospitals pull it without a login. ${howToPublish(reference)}`,
    )
  }
  if (status === 404 && codes.includes('NAME_UNKNOWN')) {
    return error(
      `\`${shown}\` does not exist: ${nameRegistry(reference)} has no such repository`,
      'Check the name, and that the image was pushed.',
    )
  }
  if (status === 404) {
    return error(
      `\`${shown}\` does not exist: the repository has no ${versionOf(reference)}`,
      'Check the tag, and that the image was pushed.',
    )
  }
  if (status === 429) {
    const who = isHub ? 'Docker Hub limits what one address may read without a login' : 'its limit is used up'
    return error(`\`${shown}\` cannot be read at present (HTTP 429): ${who}`, 'Run the job again later.')
  }
  const why = reasons[0] === undefined ? '' : `, ${reasons[0]}`
  return error(
    `\`${shown}\` cannot be read: ${nameRegistry(reference)} answers with HTTP ${status}${why}`,
    status >= 500 ? 'The registry has a fault: run the job again later.' : 'Check the reference.',
  )
}

export const nameRegistry = ({ host, isHub }: Reference) => (isHub ? 'Docker Hub' : host)

const versionOf = ({ version }: Reference) =>
  version.includes(':') ? `manifest ${version}` : `tag \`${version}\``

/** What to click; no API can change who may see a package of GitHub. */
function howToPublish({ host, repository, isHub }: Reference): string {
  if (host === 'ghcr.io') {
    const [owner = '', ...rest] = repository.split('/')
    const at = `${owner}/packages/container/${encodeURIComponent(rest.join('/'))}/settings`
    return `New packages of ghcr.io are private: open https://github.com/orgs/${at} (or https://github.com/users/${at} where ${owner} is a person), and under "Danger Zone" choose "Change visibility", "Public".`
  }
  if (isHub) {
    return `If it exists, open https://hub.docker.com/repository/docker/${repository}/settings and choose "Make public".`
  }
  return 'Make the repository public in the settings of the registry, or push the image to one that is.'
}
