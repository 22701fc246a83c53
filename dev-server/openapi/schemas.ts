import { shownOfRequest } from '../api/decide.ts'
import { datasetsJoining, modelsJoining } from '../entities/requests.ts'
import { shownOfUser } from '../entities/users.ts'
import type { EraRules } from '../era.ts'
import type { Entity, Field, Table } from '../fields/field.ts'
import { enumName, isReadOnly, propertyOf, refTo, type Schema } from './property.ts'

/** A schema of the document: which fields of which table it shows, and as what POST or PUT takes. */
interface View {
  readonly table: Table
  readonly verb: 'create' | 'update'
  /** All fields, unless some are named. */
  readonly only?: readonly string[]
  readonly without?: readonly string[]
  /** Described in another way than the rules have it. */
  readonly instead?: Readonly<Record<string, Schema>>
}

/** The schemas of all things that a server of an era keeps (docs/medperf.md 2.11). */
export function schemasOf(rules: EraRules, entities: readonly Entity[]): Schema {
  const known = new Map(entities.map((entity) => [entity.table, entity]))
  const views = Object.entries(viewsOf(rules)).flatMap(([name, view]) => {
    const entity = known.get(view.table)
    return entity ? [[name, schemaOf(rules, entity, view)] as const] : []
  })
  const words = entities.flatMap(({ fields }) => fields).flatMap(enumOf)
  return sortedByName(Object.fromEntries([...views, ...words, ['VersionResponse', version]]))
}

const version: Schema = {
  type: 'object',
  properties: { version: { type: 'string' } },
  required: ['version'],
}

const enumOf = (field: Field): readonly (readonly [string, Schema])[] =>
  field.type.kind === 'choice' ? [[enumName(field), { enum: field.type.options, type: 'string' }]] : []

function viewsOf(rules: EraRules): Readonly<Record<string, View>> {
  const model = modelsJoining(rules)
  const listed = (key: string): readonly string[] => [key, 'approval_status', 'created_at']
  return {
    MlCube: { table: 'mlcubes', verb: 'create' },
    MlCubeDetail: { table: 'mlcubes', verb: 'update' },
    Asset: { table: 'assets', verb: 'create' },
    AssetDetail: { table: 'assets', verb: 'update' },
    Model: {
      table: 'models',
      verb: 'create',
      instead: { container: inside('MlCube'), asset: inside('Asset') },
    },
    Benchmark: { table: 'benchmarks', verb: 'create' },
    BenchmarkApproval: { table: 'benchmarks', verb: 'update' },
    DatasetFull: { table: 'datasets', verb: 'create' },
    DatasetPublic: { table: 'datasets', verb: 'update', ...publicDataset(rules) },
    ModelResult: { table: 'results', verb: 'create' },
    ModelResultDetail: { table: 'results', verb: 'update' },
    BenchmarkDatasetList: { table: 'dataset_requests', verb: 'create' },
    BenchmarkModelList: { table: 'model_requests', verb: 'create' },
    DatasetApproval: { table: 'dataset_requests', verb: 'update', only: shownOfRequest(datasetsJoining) },
    ModelApproval: { table: 'model_requests', verb: 'update', only: shownOfRequest(model) },
    BenchmarkListofDatasets: { table: 'dataset_requests', verb: 'create', only: listed('dataset') },
    BenchmarkListofModels: { table: 'model_requests', verb: 'create', only: listed(model.key) },
    User: { table: 'users', verb: 'update', only: shownOfUser(rules) },
    ...(rules.models && {
      UserMetadata: {
        table: 'users',
        verb: 'create',
        only: ['metadata'],
        instead: { metadata: { type: 'string', readOnly: true } },
      },
    }),
  }
}

const inside = (name: string): Schema => ({ allOf: [refTo(name)], nullable: true })

/** What everybody sees of a data set; the owner is shown as if one could write it. */
const publicDataset = ({ hiddenInDataset }: EraRules): Pick<View, 'without' | 'instead'> => ({
  without: hiddenInDataset,
  instead: { owner: { type: 'integer' } },
})

const id: Schema = { type: 'integer', readOnly: true }

function schemaOf(
  rules: EraRules,
  { fields }: Entity,
  { verb, only, without = [], instead = {} }: View,
): Schema {
  const isShown = (name: string): boolean => only?.includes(name) ?? !without.includes(name)
  const shown = fields.filter(({ name }) => isShown(name))
  const properties = shown.map((field) => [field.name, instead[field.name] ?? propertyOf(rules, field, verb)])
  const required = shown.filter((field) => isNeeded(field, verb) || instead[field.name]?.['readOnly'])
  const names = [...(isShown('id') ? ['id'] : []), ...required.map(({ name }) => name)]
  return {
    type: 'object',
    properties: { ...(isShown('id') && { id }), ...Object.fromEntries(properties) },
    ...(names.length > 0 && { required: names.sort() }),
  }
}

/** What is always there: in a body because it must be, in an answer because one cannot write it. */
const isNeeded = (field: Field, verb: 'create' | 'update'): boolean =>
  field.required || isReadOnly(field, verb)

/** An object with its keys in order. */
export const sortedByName = <T>(named: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(named).sort(([left], [right]) => (left < right ? -1 : 1)))
