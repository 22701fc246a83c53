import { type Finding, wrongKey, wrongValue } from '../containers/finding.ts'
import { hasCredentials, parseResource } from '../containers/resource.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import type { Source } from './benchmark.ts'
import type { Context } from './context.ts'
import { findNamed, type Wanted } from './paths.ts'
import { badLinks } from './repository.ts'
import type { SourceFile } from './schema.ts'

/** What the server takes as a URL, in characters (docs/medperf.md 4.2, 6.1). */
const LONGEST_URL = 256

/** Reads `url` or `path`, and `sha256`, of something that is fetched; undefined where something is wrong with it. */
export function readSource(
  section: SourceFile,
  path: YamlPath,
  wanted: Wanted,
  context: Context,
): Source | undefined {
  const { url, path: written } = section
  const name = `\`${path.join('.')}\``
  const sha256 = readSha256(section.sha256, [...path, 'sha256'], context.findings)
  const more = sha256 === undefined ? {} : { sha256 }
  if (url !== undefined && written !== undefined) {
    context.findings.push(
      wrongKey([...path, 'path'], `${name} has both \`url\` and \`path\``, 'Keep one of the two.'),
    )
  } else if (url !== undefined) {
    const resource = readUrl(url, [...path, 'url'], context.findings)
    return resource === undefined ? undefined : { ...resource, ...more }
  } else if (written !== undefined) {
    const found = findNamed(written, [...path, 'path'], wanted, context)
    if (found === undefined) return undefined
    if (found.kind === 'directory') reportLinks(found.path, written, [...path, 'path'], context)
    return { kind: 'path', path: found.path, shown: written, type: found.kind, ...more }
  } else {
    context.findings.push(wrongKey(path, `${name} needs a \`url\` or a \`path\``))
  }
  return undefined
}

function readUrl(
  url: string,
  path: YamlPath,
  findings: Finding[],
): Exclude<Source, { kind: 'path' }> | undefined {
  const resource = parseResource(url)
  if (resource === undefined) {
    const hint =
      'Write an http or https address, or `synapse:syn` and digits; a file of this repository goes under `path`.'
    findings.push(wrongValue(path, `Invalid resource input: ${url}`, hint))
    return undefined
  }
  const length = [...url].length
  if (length > LONGEST_URL) {
    const why = `\`${path.join('.')}\` is ${length} characters long, and the server takes ${LONGEST_URL}`
    findings.push(wrongValue(path, why, 'Use a shorter address.'))
  }
  if (resource.kind === 'url' && hasCredentials(resource.url)) {
    const why = `\`${path.join('.')}\` has a user name or password in it, and the server would publish them`
    findings.push(wrongValue(path, why, 'The file has to be downloadable by anyone.'))
  }
  return resource
}

function readSha256(sha256: string | undefined, path: YamlPath, findings: Finding[]): string | undefined {
  if (sha256 === undefined || /^[0-9a-f]{64}$/i.test(sha256)) return sha256?.toLowerCase()
  const digits = sha256.replace(/^sha256:/i, '')
  const hint =
    digits === sha256 ? 'It is what `sha256sum` prints for the file.' : 'Write it without `sha256:`.'
  const found = digits === sha256 ? `, not ${[...sha256].length} characters` : ''
  findings.push(wrongValue(path, `\`${path.join('.')}\` should be 64 hexadecimal digits${found}`, hint))
  return undefined
}

function reportLinks(folder: string, written: string, path: YamlPath, context: Context): void {
  for (const { link, broken } of badLinks(context.repository, folder)) {
    const where = broken ? 'to nothing' : 'out of the repository'
    const hint = broken
      ? 'Remove it, or commit what it points to.'
      : 'Copy what it points to into the folder.'
    context.findings.push(wrongValue(path, `the link ${link} in ${written} leads ${where}`, hint))
  }
}
