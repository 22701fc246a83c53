import type { Finding } from '../../containers/finding.ts'
import { splitReference } from '../../containers/image-reference.ts'
import { parseResource } from '../../containers/resource.ts'
import type { ContainerSpec } from '../../containers/spec.ts'
import { judgeHost } from '../../net/address.ts'
import { plainLine } from '../../words/text.ts'
import { checkRegisteredUrl, PRIVATE_HINT, type UrlRules } from './registered-url.ts'
import { refuseSynapse } from './synapse.ts'

const PATH = ['image']

/** Checks where the image of a configuration is said to be, which is registered with it: an address, or a registry. */
export function checkImageAddress(
  { type, image, mlcube }: ContainerSpec,
  hasImageFile: boolean,
  rules: UrlRules,
): readonly Finding[] {
  // An MLCube names its own Singularity image by a file name.
  if (mlcube !== undefined && type !== 'DockerImage') return []
  if (type === 'DockerImage') return checkRegistry(image, rules)
  const resource = parseResource(image)
  if (resource?.kind === 'synapse') return hasImageFile ? [] : [refuseSynapse(resource.id, PATH)]
  return resource === undefined ? [] : checkRegisteredUrl(resource.url, PATH, rules)
}

/** A registry of one's own serves tests; `localhost/name` is how Podman calls what was built here, which is in none. */
function checkRegistry(image: string, { reach }: UrlRules): readonly Finding[] {
  const [host = '', ...rest] = splitReference(image).name.split('/')
  const isHost = rest.length > 0 && /[.:]/.test(host)
  const url = isHost ? URL.parse(`https://${host}`) : null
  const kind = url === null ? undefined : judgeHost(url)
  if (kind === undefined || kind === 'public' || reach === 'private') return []
  const message = `the registry ${plainLine(host, 200)} of \`image\` is this machine or in a private network: hospitals could not reach it`
  const hint = PRIVATE_HINT
  return [
    { severity: 'warning', path: PATH, of: 'value', message, hint, code: 'registry-private', bars: true },
  ]
}
