import { type Finding, wrongValue } from '../../containers/finding.ts'
import type { YamlPath } from '../../yaml/yaml.ts'

/** Why a file that only Synapse has cannot be used. */
export function refuseSynapse(id: string, path: YamlPath): Finding {
  const why = `\`${path.join('.')}\`: synapse:${id} cannot be fetched here, because Synapse needs a login`
  const hint = 'Host the file at a public https address, or name one of this repository.'
  return wrongValue(path, why, hint, 'synapse-needs-login')
}
