import { known } from '../../facts/known.ts'
import type { Era } from '../era.ts'
import { assumeRules, type Doubt, type ServerRules } from '../rules.ts'
import type { Requests } from './field.ts'

/** Things that a server does or does not, as far as one look tells. */
export type Features = Partial<
  Pick<ServerRules, 'containers' | 'modelKey' | 'policies' | 'models' | 'committee' | 'topology'>
>

/** What has keys: the fields of a request, or those of a row. */
type Keys = Pick<ReadonlySet<string>, 'has'>
const NO_KEYS: Keys = new Set()

/** What its description tells; nothing of a thing that it does in no known way, or in two. */
export function readFeatures(requests: Requests): Features {
  const { 'POST mlcubes': container, 'POST benchmarks': benchmark } = requests
  return known({
    ...readContainerFeatures(container ?? NO_KEYS),
    ...readBenchmarkFeatures(benchmark ?? NO_KEYS),
    models: requests['POST models'] !== undefined,
    committee: benchmark?.has('committee_member_emails'),
  })
}

/** What the keys of a container tell; undefined for one of no known form. */
export function readContainerFeatures(keys: Keys): Features | undefined {
  const isJson = keys.has('container_config')
  if (isJson === keys.has('git_mlcube_url')) return undefined
  return { containers: isJson ? 'json' : 'files' }
}

/** What the keys of a benchmark tell; undefined for one of no known form. */
export function readBenchmarkFeatures(keys: Keys): Features | undefined {
  const isOfModel = keys.has('reference_model')
  if (isOfModel === keys.has('reference_model_mlcube')) return undefined
  return {
    modelKey: isOfModel ? 'reference_model' : 'reference_model_mlcube',
    policies: keys.has('dataset_auto_approval_mode'),
    topology: keys.has('topology'),
  }
}

/** The rules of a server that does these things; what is not known of it is as in the nearest era, as are lengths that it does not tell. */
export function makeRules(features: Features, requests?: Requests, doubt?: Doubt): ServerRules {
  const base = assumeRules(nearestEra(features))
  const benchmark = requests?.['POST benchmarks']
  const description = benchmark?.get('description')?.longest ?? base.description
  return known({
    ...base,
    ...features,
    containerName: requests?.['POST mlcubes']?.get('name')?.longest ?? base.containerName,
    benchmarkName: benchmark?.get('name')?.longest ?? base.benchmarkName,
    description,
    // The client of the time of short descriptions took still less; later ones take what the server takes.
    clientDescription: description > SHORT_DESCRIPTION ? description : base.clientDescription,
    requests,
    doubt,
  })
}

const SHORT_DESCRIPTION = 100

/** The oldest servers have neither JSON nor policies; of one that shows no container the latter tell. */
function nearestEra({ containers, policies, models, topology }: Features): Era {
  if (topology === true) return 'topology'
  if (models === true) return 'model'
  return containers === 'json' || (containers === undefined && policies === true) ? 'container' : 'mlcube'
}
