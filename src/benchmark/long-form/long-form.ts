import { plainLine } from '../../words/text.ts'
import { isMapping, isRawNumber, type Value } from '../../yaml/value.ts'
import type { YamlPath } from '../../yaml/yaml.ts'

/** The mapping, as YAML on one line, that somebody means who wrote something shorter; undefined where nobody can tell. */
type Expand = (value: Value) => string | undefined

const COMPONENTS = ['data_preparator', 'reference_model', 'evaluator', 'benchmark_script']

/** What to write in place of a value that should be a mapping, by where it stands in benchmark.yaml. */
export function adviseLongForm(path: YamlPath, value: Value): string | undefined {
  const key = path.at(-1)
  if (Array.isArray(value) && value.length === 1 && isMapping(value[0] as Value) && path[0] !== 'metrics')
    return 'Remove the dash: it is a mapping, not a list.'
  const form = RULES.find(({ at }) => fits(at, path))?.expand(value)
  if (form !== undefined) return `Write \`${String(key)}: ${form}\`.`
  return value === null ? 'Indent the lines that belong to it, or remove it.' : undefined
}

/** Where a rule holds: `*` stands for any key, and a list for any of its words. */
type Where = readonly (string | readonly string[])[]

const fits = (where: Where, path: YamlPath): boolean =>
  where.length === path.length &&
  where.every((one, index) => one === '*' || one === path[index] || one.includes(String(path[index])))

const isText = (value: Value): value is string => typeof value === 'string' && value.trim() !== ''
const isNumber = (value: Value): boolean => typeof value === 'number' || isRawNumber(value)

/** A value as YAML writes it within `{ }`; what needs no quotes has none. */
function write(value: Value): string {
  const text = typeof value === 'string' ? plainLine(value, 100) : JSON.stringify(value)
  if (typeof value !== 'string') return text
  return /^[A-Za-z./][\w./@-]*$/.test(text) ? text : JSON.stringify(text)
}

const isUrl = (text: string): boolean => /^(direct:)?https?:\/\//.test(text)

const toFile: Expand = (value) => {
  if (!isText(value)) return value === null ? '{path: …}' : undefined
  // What may be secret in an address is not repeated.
  if (isUrl(value)) return /[?#@]/.test(value) ? '{url: …}' : `{url: ${write(value)}}`
  return `{path: ${write(value)}}`
}

const toComponent: Expand = (value) => {
  const uid = isNumber(value) || typeof value === 'string' ? UID.exec(String(value))?.[1] : undefined
  if (uid !== undefined) return `{uid: ${uid}}`
  if (value === null) return '{config: …}'
  return isText(value) && !/[:#]\s|^#/.test(value) ? `{config: ${write(value)}}` : undefined
}

/** A number of the server's, however people write it: `12`, `#12`, `uid: 12`. */
const UID = /^\s*(?:uid\s*[:=]?|#)?\s*([1-9]\d{0,15})\s*$/i

const COMPARED = /^\s*(?<sign>[<>]=?|[≥≤])\s*(?<limit>-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*$/i

const toGate: Expand = (value) => {
  if (isNumber(value)) return `{min: ${JSON.stringify(value)}}`
  if (value === null) return '{min: …}'
  if (typeof value === 'string') {
    const { sign, limit } = COMPARED.exec(value)?.groups ?? {}
    if (limit !== undefined) return `{${/[<≤]/.test(sign ?? '') ? 'max' : 'min'}: ${limit}}`
    return /^-?\d+(\.\d+)?$/.test(value) ? `{min: ${value}}` : undefined
  }
  if (!Array.isArray(value) || value.length !== 2 || !value.every(isNumber)) return undefined
  return `{min: ${JSON.stringify(value[0])}, max: ${JSON.stringify(value[1])}}`
}

const toGates: Expand = (value) => {
  const items: readonly Value[] = Array.isArray(value) ? value : [value]
  const gates = items.slice(0, 3).map((item) => {
    if (isText(item)) return `${write(item)}: {min: …}`
    if (item === null || !isMapping(item)) return undefined
    const { name, metric = name, ...limits } = item
    if (isText(metric ?? null)) {
      const shown = Object.entries(limits).map(([key, limit]) => `${key}: ${write(limit)}`)
      return `${write(metric as string)}: {${shown.join(', ') || 'min: …'}}`
    }
    const [[key, limit] = []] = Object.entries(item)
    return key === undefined ? undefined : `${write(key)}: ${toGate(limit ?? null) ?? '{min: …}'}`
  })
  if (gates.length === 0 || gates.includes(undefined)) return undefined
  return `{${[...gates, ...(items.length > 3 ? ['…'] : [])].join(', ')}}`
}

const MODES = ['never', 'always', 'allowlist']

const toPolicy: Expand = (value) => {
  if (typeof value === 'boolean') return `{mode: ${value ? 'always' : 'never'}}`
  const emails: readonly Value[] = Array.isArray(value) ? value : [value]
  if (isText(value) && MODES.includes(value)) {
    return value === 'allowlist' ? '{mode: allowlist, allow: […]}' : `{mode: ${value}}`
  }
  if (emails.length === 0 || !emails.every((one) => typeof one === 'string' && one.includes('@')))
    return undefined
  const shown = [...emails.slice(0, 2).map(write), ...(emails.length > 2 ? ['…'] : [])]
  return `{mode: allowlist, allow: [${shown.join(', ')}]}`
}

const toPolicies: Expand = (value) => {
  const policy = toPolicy(value)
  return policy && `{datasets: ${policy}, models: ${policy}}`
}

const RUNTIMES = ['auto', 'docker', 'podman', 'apptainer', 'singularity']

const toRun: Expand = (value) => {
  if (isText(value) && RUNTIMES.includes(value.toLowerCase())) return `{runtime: ${value.toLowerCase()}}`
  return isDuration(value) ? `{timeout: ${write(value)}}` : undefined
}

const isDuration = (value: Value): boolean => typeof value === 'string' && /^(\d+(\.\d+)?[hms])+$/.test(value)

const toTask: Expand = (value) => (isDuration(value) ? `{timeout: ${write(value)}}` : undefined)

const toSubmit: Expand = (value) => {
  if (typeof value === 'boolean') return '{state: operation}'
  return isText(value) && ['operation', 'development'].includes(value.toLowerCase())
    ? `{state: ${value.toLowerCase()}}`
    : undefined
}

const RULES: readonly { readonly at: Where; readonly expand: Expand }[] = [
  { at: [COMPONENTS], expand: toComponent },
  { at: ['demo_dataset'], expand: toFile },
  { at: [COMPONENTS, ['additional_files', 'image_file', 'asset']], expand: toFile },
  { at: ['metrics'], expand: toGates },
  { at: ['metrics', '*'], expand: toGate },
  { at: ['submit'], expand: toSubmit },
  { at: ['associations'], expand: toPolicies },
  { at: ['associations', '*'], expand: toPolicy },
  { at: ['run'], expand: toRun },
  { at: ['run', 'tasks', '*'], expand: toTask },
]

/** What to write in place of one word where a list belongs. */
export const adviseList = (path: YamlPath, value: Value): string | undefined =>
  isText(value) ? `Write \`${String(path.at(-1))}: [${write(value)}]\`.` : undefined
