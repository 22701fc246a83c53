import { known } from '../../facts/known.ts'
import { isMapping, type Mapping, type Value } from '../../yaml/value.ts'
import type { Table } from '../collections.ts'
import {
  FIELD_KINDS,
  type FieldDescription,
  type RequestFields,
  type RequestName,
  type Requests,
} from './field.ts'

/** A stranger wrote the document: so many schemas are looked at, so deep, and no more. */
const MOST_SCHEMAS = 20_000
const DEEPEST = 10
const MOST_CHOICES = 200

const TABLES: readonly Table[] = ['mlcubes', 'models', 'assets', 'benchmarks']

/**
 * What requests hold according to the OpenAPI document that a server gives of itself (docs/medperf.md 1.2); undefined for one that
 * describes no MedPerf server, or that no server would write.
 */
export function readOpenApi(document: Value): Requests | undefined {
  if (!isMapping(document) || !isMapping(document['paths'] ?? null)) return undefined
  try {
    const requests = readRequests(document, createReader(document))
    return requests['POST mlcubes'] === undefined || requests['POST benchmarks'] === undefined
      ? undefined
      : requests
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function readRequests(document: Mapping, read: Reader): Requests {
  const paths = Object.entries(document['paths'] as Mapping)
  const found = TABLES.flatMap((table) =>
    (['POST', 'PUT'] as const).flatMap((verb) => {
      const pattern = new RegExp(`^/api/v0/${table}/${verb === 'POST' ? '' : '\\{\\w+\\}/'}$`)
      const item = paths.find(([path]) => pattern.test(path))?.[1]
      const body = dig(item, verb.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema')
      const fields = body === undefined ? undefined : readFields(read, body, 0)
      return fields === undefined || fields.size === 0 ? [] : [[`${verb} ${table}`, fields] as const]
    }),
  )
  return Object.fromEntries<RequestFields>(found) as Partial<Record<RequestName, RequestFields>>
}

function dig(value: Value | undefined, ...keys: readonly string[]): Value | undefined {
  let inner = value
  for (const key of keys) {
    if (inner === undefined || !isMapping(inner) || !Object.hasOwn(inner, key)) return undefined
    inner = inner[key]
  }
  return inner
}

/** A schema without references, together with all that it is made of. */
type Reader = (schema: Value, depth: number) => Mapping

function createReader(document: Mapping): Reader {
  let left = MOST_SCHEMAS
  const read: Reader = (schema, depth) => {
    if (!isMapping(schema)) return {}
    left -= 1
    if (left < 0 || depth > DEEPEST) throw new RangeError('too many schemas')
    const { $ref, allOf, ...own } = schema
    const name = typeof $ref === 'string' ? /^#\/components\/schemas\/([^/]+)$/.exec($ref)?.[1] : undefined
    const target = name === undefined ? undefined : dig(document, 'components', 'schemas', name)
    const bases = [...(target === undefined ? [] : [target]), ...listOf(allOf)]
    return bases.map((base) => read(base, depth + 1)).reduceRight(merge, own)
  }
  return read
}

const merge = (over: Mapping, under: Mapping): Mapping => ({
  ...under,
  ...over,
  properties: { ...mappingOf(under['properties']), ...mappingOf(over['properties']) },
  required: [...listOf(under['required']), ...listOf(over['required'])],
})

const mappingOf = (value: Value | undefined): Mapping =>
  value !== undefined && isMapping(value) ? value : {}
const listOf = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : [])

function readFields(read: Reader, schema: Value, depth: number): RequestFields {
  const { properties, required } = read(schema, depth)
  const names = new Set(listOf(required))
  return new Map(
    Object.entries(mappingOf(properties)).map(([name, property]) => [
      name,
      readField(read, property, names.has(name), depth + 1),
    ]),
  )
}

function readField(read: Reader, schema: Value, isListed: boolean, depth: number): FieldDescription {
  const node = read(schema, depth)
  const isReadOnly = node['readOnly'] === true
  const types = [node['type'] ?? []].flat()
  const [type, ...others] = types.filter((one) => one !== 'null')
  const properties = mappingOf(node['properties'])
  const isObject = type === 'object' && Object.keys(properties).length > 0
  const kind = isObject ? 'mapping' : others.length === 0 ? (FIELD_KINDS.get(type) ?? 'any') : 'any'
  const options = [...listOf(node['oneOf']), ...listOf(node['anyOf'])].map((option) => read(option, depth))
  const choices = readChoices([node, ...options])
  const isNullable = [node, ...options].some(
    (one) => one['nullable'] === true || [one['type']].flat().includes('null'),
  )
  return known({
    kind: choices === undefined ? kind : 'any',
    isRequired: isListed && !isReadOnly,
    isReadOnly,
    mayBeNull: isNullable || choices?.includes(null) === true,
    longest: lengthOf(node['maxLength']),
    shortest: lengthOf(node['minLength']),
    choices,
    inside: isObject && !isReadOnly ? readFields(read, schema, depth) : undefined,
  })
}

/** The values of an enumeration, or of several of which one is to hold: that of the empty text and that of null among them. */
function readChoices([node, ...options]: readonly Mapping[]): readonly Value[] | undefined {
  const own = node?.['enum']
  if (Array.isArray(own)) return own.slice(0, MOST_CHOICES)
  const lists = options.map((option) => option['enum'])
  if (lists.length === 0 || !lists.every((list) => Array.isArray(list))) return undefined
  return lists.flatMap(listOf).slice(0, MOST_CHOICES)
}

const lengthOf = (value: Value | undefined): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
