import { isMapping, isRawNumber, type Value } from './value.ts'
import { writeYaml } from './writer.ts'

/** What kind of value it is, as a sentence says it: `a list`, `text`. */
export function nameKind(value: Value): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (isMapping(value)) return 'a mapping'
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' || isRawNumber(value) ? 'a number' : 'a boolean'
}

/** UTF-16 units of a value that is shown as an example; of a longer one there are dots. */
const LONGEST_SHOWN = 60

/** A value that is no mapping under a name, as a line of YAML: `scores: [0.5, 0.6]`. */
export function writeNamed(name: string, value: Value): string {
  if (!Array.isArray(value)) return `${name}: ${isMapping(value) ? '…' : writeShort(value)}`
  const items: readonly Value[] = value
  const isFlat = items.length <= LONGEST_SHOWN && items.every((item) => isLeaf(item))
  const list = isFlat ? items.map(writeShort).join(', ') : '…'
  return `${name}s: [${list.length > LONGEST_SHOWN ? '…' : list}]`
}

const isLeaf = (value: Value): boolean => !Array.isArray(value) && !isMapping(value)

function writeShort(value: Value): string {
  if (typeof value === 'string' && value.length > LONGEST_SHOWN) return '…'
  const text = writeYaml(value).trim()
  return text.length > LONGEST_SHOWN || text.includes('\n') ? '…' : text
}
