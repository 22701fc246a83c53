import type { Era, EraRules } from './era.ts'
import { eraRules, laterMax } from './era-rules.ts'
import { type Table, tables } from './fields/field.ts'

/** What a server between two eras has already of the later one (docs/medperf.md 1.1). */
export type Feature = 'policies' | 'long-names' | 'committee'

/** What makes the rules of a server. */
export interface RulesOptions {
  readonly era: Era
  /** What it has of the next era. */
  readonly with?: readonly Feature[]
  /** Fields that a POST must hold, though no real server knows them: `<table>.<field>`. */
  readonly demand?: readonly string[]
}

/** What each era may have of the next one. */
const features: Readonly<Record<Era, Readonly<Partial<Record<Feature, Partial<EraRules>>>>>> = {
  mlcube: {
    policies: {
      filters: true,
      autoApproval: true,
      participants: true,
      operationFirst: false,
      finalizedResults: true,
      referenceNeedsDataset: false,
    },
    'long-names': { max: laterMax },
  },
  container: {},
  model: { committee: { committee: true, search: true, ordering: ['name', 'created_at'] } },
  topology: {},
}

/** What an era may have of the next one. */
export const featuresOf = (era: Era): readonly Feature[] => Object.keys(features[era]) as Feature[]

/** The rules of a server. Throws for what the era cannot have, and for demands that cannot be made. */
export function rulesOf({ era, with: wanted = [], demand = [] }: RulesOptions): EraRules {
  const added = wanted.map((feature) => {
    const rules = features[era][feature]
    if (rules) return rules
    throw new Error(
      `the ${era} era cannot have ${feature}: it can have ${featuresOf(era).join(', ') || 'nothing'}`,
    )
  })
  return Object.assign({}, eraRules[era], ...added, {
    features: [...new Set(wanted)].sort(),
    demands: demand.map((words) => demandOf(words)),
  })
}

/** Tables that a POST adds to. */
const demandable: readonly Table[] = tables.filter((table) =>
  ['mlcubes', 'assets', 'models', 'benchmarks', 'datasets', 'results'].includes(table),
)

function demandOf(words: string): EraRules['demands'][number] {
  const [, name, field] = /^([a-z]+)\.([a-z][a-z0-9_]*)$/.exec(words) ?? []
  const table = demandable.find((one) => one === name)
  if (table && field !== undefined) return { table, field }
  throw new Error(`cannot demand ${words}: write one of ${demandable.join(', ')}, a dot and a new field`)
}
