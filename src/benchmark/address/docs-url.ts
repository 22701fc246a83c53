import { type Finding, wrongValue } from '../../containers/finding.ts'
import { FILL_IN, findPlaceholder } from '../../words/placeholder.ts'
import { showAddress } from '../../words/url.ts'
import type { YamlPath } from '../../yaml/yaml.ts'
import { checkAddress } from '../texts.ts'
import { checkRegisteredUrl, type UrlRules } from './registered-url.ts'

/** What the server takes as `docs_url`, in characters (docs/medperf.md 6.1). */
const LONGEST = 100

/** Checks a web address that is shown to people. */
export function checkDocsUrl(url: string, path: YamlPath, rules: UrlRules): readonly Finding[] {
  const findings = checkAddress(url, path, LONGEST)
  if (/^https?:\/\/\S+$/.test(url) && URL.canParse(url))
    return [...findings, ...checkRegisteredUrl(url, path, rules)]
  const why = `\`${path.join('.')}\` is not a web address: ${showAddress(url)}`
  const hint = findPlaceholder(url) === undefined ? 'It begins with `https://`.' : FILL_IN
  return [...findings, wrongValue(path, why, hint)]
}
