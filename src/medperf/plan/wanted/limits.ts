import { collectParts } from '../../../facts/role.ts'
import { sameContent } from '../../content.ts'
import { countCharacters, type ServerRules } from '../../rules.ts'
import { readVersion } from '../decide/names.ts'
import type { Issue, WantedComponent, WantedState } from './state.ts'

const ADDRESS = 256
const DOCS = 100

/**
 * Texts that the server, or MedPerf's own client, would not take; nothing is ever cut to fit (docs/medperf.md 4.1, 4.2,
 * 6.1).
 */
export function checkLengths(wanted: Omit<WantedState, 'issues'>, rules: ServerRules): readonly Issue[] {
  const components = collectParts(wanted.components).filter(({ uid }) => uid === undefined)
  return [
    ...tooLong('the benchmark’s name', wanted.benchmark.name, rules.benchmarkName, rules),
    ...components.flatMap(({ role, name, fields }) => [
      ...tooLong(`the name of the ${role}`, name, rules.containerName, rules),
      ...addresses(role, fields),
    ]),
    ...tooLong('`description`', textOf(wanted.benchmark.fields['description']), rules.description, rules),
    ...descriptionForClients(textOf(wanted.benchmark.fields['description']), rules),
    ...tooLong('`docs_url`', textOf(wanted.benchmark.fields['docs_url']), DOCS, rules),
    ...addresses('benchmark', wanted.benchmark.fields),
    ...sameNames(components, rules),
  ]
}

/** The longest text that `checkLengths` lets a field of a benchmark or of a component have; undefined where it does not look. */
export function findLimit(rules: ServerRules, isBenchmark: boolean, field: string): number | undefined {
  if (field === 'name') return isBenchmark ? rules.benchmarkName : rules.containerName
  if (field === 'description') return rules.description
  if (field === 'docs_url') return DOCS
  return field.endsWith('_url') ? ADDRESS : undefined
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function tooLong(what: string, text: string, max: number, rules: ServerRules): readonly Issue[] {
  const length = countCharacters(text)
  if (length <= max) return []
  return [
    {
      severity: 'error',
      message: `${what} has ${length} characters; this server (${rules.era} era) takes ${max}`,
      hint: 'Shorten it in benchmark.yaml.',
    },
  ]
}

function descriptionForClients(text: string, rules: ServerRules): readonly Issue[] {
  const { clientDescription, description } = rules
  const length = countCharacters(text)
  if (length <= clientDescription || length > description) return []
  return [
    {
      severity: 'warning',
      message: `\`description\` has ${length} characters; the server takes it, but MedPerf’s client of the ${rules.era} era refuses more than ${clientDescription}`,
      hint: 'Shorten it where participants use that client.',
    },
  ]
}

function addresses(owner: string, fields: Readonly<Record<string, unknown>>): readonly Issue[] {
  return Object.entries(fields).flatMap(([field, value]) => {
    if (!field.endsWith('_url') || field === 'docs_url' || typeof value !== 'string') return []
    if (countCharacters(value) <= ADDRESS) return []
    return [
      {
        severity: 'error' as const,
        message: `${owner}: \`${field}\` has ${countCharacters(value)} characters; the server takes ${ADDRESS}`,
        hint: 'Publish the file under a shorter address.',
      },
    ]
  })
}

/** One container may play two parts; two containers cannot have one name, nor one the name of a version of the other. */
function sameNames(components: readonly WantedComponent[], rules: ServerRules): readonly Issue[] {
  return components.flatMap((one, index) =>
    components.slice(index + 1).flatMap((other) => {
      if (one.name === other.name) return sameContent(rules, one, other) ? [] : [sameName(one, other)]
      const [base, version] = one.name.length < other.name.length ? [one, other] : [other, one]
      return readVersion(base.name, version.name) === undefined ? [] : [likeVersion(base, version)]
    }),
  )
}

const OWN_NAMES = 'Give each container its own `name` in benchmark.yaml.'

const sameName = (one: WantedComponent, other: WantedComponent): Issue => ({
  severity: 'error',
  message: `${one.role} and ${other.role} are both called \`${one.name}\`; names on the server are unique`,
  hint: OWN_NAMES,
})

const likeVersion = (base: WantedComponent, version: WantedComponent): Issue => ({
  severity: 'error',
  message: `the ${version.role} is called \`${version.name}\`, which is what a version of the ${base.role} \`${base.name}\` would be called`,
  hint: OWN_NAMES,
})
