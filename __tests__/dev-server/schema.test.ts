import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { endpointsOf } from '../../dev-server/api/all.ts'
import { entitiesOf } from '../../dev-server/entities/all.ts'
import { type Era, eras } from '../../dev-server/era.ts'
import { type RulesOptions, rulesOf } from '../../dev-server/features.ts'
import { documentOf } from '../../dev-server/openapi/document.ts'

/** The parts of a schema document that decide what a client may send. */
interface Property {
  readonly type?: string
  readonly format?: string
  readonly maxLength?: number
  readonly nullable?: boolean
  readonly readOnly?: boolean
  readonly $ref?: string
  readonly allOf?: readonly Property[]
  readonly items?: Property
  readonly enum?: readonly string[]
  readonly properties?: Readonly<Record<string, Property>>
  readonly required?: readonly string[]
  readonly additionalProperties?: object
}

interface Operation {
  readonly requestBody?: {
    readonly required?: boolean
    readonly content: Readonly<Record<string, { readonly schema: Property }>>
  }
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Property>> }
}

/** What a server of an era says of itself. */
const madeFor = (options: RulesOptions): Document => {
  const rules = rulesOf(options)
  return JSON.parse(JSON.stringify(documentOf(rules, entitiesOf(rules), endpointsOf(rules))))
}

/** What a real server of an era says of itself. */
const keptFor = (era: Era): Document =>
  JSON.parse(readFileSync(new URL(`../fixtures/openapi/${era}.json`, import.meta.url), 'utf8'))

/** Federated learning and certificates have schemas that this server does not make. */
const notMade =
  /^(Aggregator|CA$|Certificate|EncryptedKey|Event|Experiment|KeyType|ReadTraining|Training|WriteTraining)/

describe.each(eras)('what a server of the %s era says of itself is what a real one says', (era) => {
  const kept = keptFor(era)
  const made = madeFor({ era })

  test('every address and verb', () => {
    const verbs = ({ paths }: Document) =>
      Object.entries(paths).flatMap(([path, all]) => Object.keys(all).map((verb) => `${verb} ${path}`))
    expect(verbs(made).sort()).toEqual(verbs(kept).sort())
  })

  test('every schema, with its properties, lengths, words, and what is required, nullable and read only', () => {
    const names = Object.keys(kept.components.schemas).filter((name) => !notMade.test(name))
    expect(Object.keys(made.components.schemas)).toEqual(names)
    for (const name of names) {
      expect({ [name]: made.components.schemas[name] }).toEqual({
        [name]: withoutTitles(kept.components.schemas[name]),
      })
    }
  })

  test('the body of every request, and whether it must be there', () => {
    expect(bodiesIn(made)).toEqual(bodiesIn(kept))
  })
})

/** Titles and patterns say nothing that a client can act on. */
function withoutTitles(schema: unknown): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value) => (['title', 'pattern'].includes(key) ? undefined : value)),
  )
}

function bodiesIn({ paths }: Document): readonly string[] {
  const bodies = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).flatMap(([verb, { requestBody }]) => {
      const name = requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1) ?? ''
      return notMade.test(name) || !requestBody ? [] : [`${verb} ${path} ${name} ${requestBody.required}`]
    }),
  )
  // A data set in training has the schema of one in a benchmark, at an address that this server has not.
  return bodies.filter((body) => !body.includes('/training/')).sort()
}
