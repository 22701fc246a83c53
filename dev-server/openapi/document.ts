import type { EraRules } from '../era.ts'
import type { Entity } from '../fields/field.ts'
import type { Endpoint, Verb } from '../http/endpoint.ts'
import { notKept } from './not-kept.ts'
import { refTo, type Schema } from './property.ts'
import { schemasOf, sortedByName } from './schemas.ts'

const ROOT = '/api/v0/'

/** The description that a server gives of itself, in the form of OpenAPI (docs/medperf.md 2.11). */
export function documentOf(
  rules: EraRules,
  entities: readonly Entity[],
  endpoints: readonly Endpoint[],
): Schema {
  const schemas = schemasOf(rules, entities)
  return {
    openapi: '3.0.3',
    info: { title: 'MedPerf API', version: 'v0' },
    paths: pathsOf(rules, endpoints, schemas),
    components: {
      schemas,
      securitySchemes: { JWTAuth: { type: 'http', scheme: 'bearer' } },
    },
  }
}

function pathsOf(rules: EraRules, endpoints: readonly Endpoint[], schemas: Schema): Schema {
  const paths: Record<string, readonly Verb[]> = {}
  for (const { path, verbs, offers } of endpoints) {
    const isForPeople = offers?.every(({ renderer }) => renderer === 'html') ?? false
    if (!isForPeople) paths[pathOf(path)] = Object.keys(verbs) as Verb[]
  }
  for (const [path, verbs] of Object.entries(notKept(rules))) paths[`${ROOT}${path}`] = verbs
  const described = Object.entries(paths).map(([path, verbs]) => [
    path,
    Object.fromEntries(verbs.map((verb) => [verb.toLowerCase(), operation(rules, path, verb, schemas)])),
  ])
  return sortedByName(Object.fromEntries(described))
}

const pathOf = (path: string): string => `/${path.replace('<pk>', '{id}').replace('<bid>', '{bid}')}`

function operation(rules: EraRules, path: string, verb: Verb, schemas: Schema): Schema {
  const name = bodiesOf(rules)[path.replace(ROOT, '')]?.[verb]
  const schema = name === undefined ? undefined : (schemas[name] as Schema | undefined)
  const content = name !== undefined && schema && { 'application/json': { schema: refTo(name) } }
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, id]) => ({
    in: 'path',
    name: id ?? '',
    schema: { type: 'integer' },
    required: true,
  }))
  return {
    ...(parameters.length > 0 && { parameters }),
    tags: [path.replace(ROOT, '').split('/').find(Boolean) ?? ''],
    ...(content && { requestBody: { content, ...(hasRequired(schema) && { required: true }) } }),
    security: path.startsWith(ROOT) ? [{ JWTAuth: [] }] : [{ JWTAuth: [] }, {}],
    responses: verb === 'DELETE' ? { 204: {} } : { 200: content ? { content } : {} },
  }
}

/** Whether a body must hold anything. */
function hasRequired({ properties, required }: Schema): boolean {
  const described = properties as Readonly<Record<string, Schema>>
  return ((required ?? []) as readonly string[]).some((name) => !described[name]?.['readOnly'])
}

/** The schemas of all bodies; the generator has found none for a PUT of a model. */
const bodiesOf = ({
  component: { table },
}: EraRules): Readonly<Record<string, Readonly<Partial<Record<Verb, string>>>>> => ({
  'assets/': { POST: 'Asset' },
  'assets/{id}/': { PUT: 'AssetDetail' },
  'benchmarks/': { POST: 'Benchmark' },
  'benchmarks/{id}/': { PUT: 'BenchmarkApproval' },
  'datasets/': { POST: 'DatasetPublic' },
  'datasets/{id}/': { PUT: 'DatasetPublic' },
  'datasets/benchmarks/': { POST: 'BenchmarkDatasetList' },
  'datasets/{id}/benchmarks/{bid}/': { PUT: 'DatasetApproval' },
  'mlcubes/': { POST: 'MlCube' },
  'mlcubes/{id}/': { PUT: 'MlCubeDetail' },
  'models/': { POST: 'Model' },
  [`${table}/benchmarks/`]: { POST: 'BenchmarkModelList' },
  [`${table}/{id}/benchmarks/{bid}/`]: { PUT: 'ModelApproval' },
  'results/': { POST: 'ModelResult' },
  'results/{id}/': { PUT: 'ModelResultDetail' },
  'users/{id}/': { PUT: 'User' },
})
