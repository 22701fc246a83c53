import { entitiesOf } from '../entities/all.ts'
import type { EraRules } from '../era.ts'
import { jsonAnswer, page } from '../http/answer.ts'
import type { Endpoint } from '../http/endpoint.ts'
import { asPage } from '../http/negotiate.ts'
import { type SchemaFault, schemaEndpoint } from '../openapi/endpoint.ts'
import { assetEndpoints } from './assets.ts'
import { benchmarkListEndpoints } from './benchmark-lists.ts'
import { benchmarkEndpoints } from './benchmarks.ts'
import { containerEndpoints } from './containers.ts'
import { datasetEndpoints } from './datasets.ts'
import { ownEndpoints } from './mine.ts'
import { modelEndpoints } from './models.ts'
import { anyone } from './permissions.ts'
import { requestEndpoints } from './requests.ts'
import { resultEndpoints } from './results.ts'
import { userEndpoints } from './users.ts'

/** Every address of a server; `/schema/` describes them, or does not. */
export function endpointsOf(rules: EraRules, schema?: SchemaFault): readonly Endpoint[] {
  const described = addressesOf(rules)
  return [...described, schemaEndpoint(rules, entitiesOf(rules), described, schema)]
}

const addressesOf = (rules: EraRules): readonly Endpoint[] => [
  ...outside,
  ...containerEndpoints(rules),
  ...(rules.models ? [...assetEndpoints, ...modelEndpoints] : []),
  ...benchmarkEndpoints,
  ...benchmarkListEndpoints(rules),
  ...datasetEndpoints,
  ...requestEndpoints(rules),
  ...resultEndpoints(rules),
  ...userEndpoints(rules),
  ...ownEndpoints(rules),
]

/** What is not under `/api/v0`; the pages for people hold nothing here. */
const outside: readonly Endpoint[] = [
  { path: 'version', permission: anyone, verbs: { GET: () => jsonAnswer(200, { version: 'v0' }) } },
  { path: '', permission: anyone, verbs: { GET: () => page(200, 'MedPerf API') }, offers: [asPage] },
  {
    path: 'swagger/',
    permission: anyone,
    verbs: { GET: () => page(200, 'MedPerf API') },
    offers: [asPage],
  },
]
