import type { Broken } from '../fields/check.ts'
import type { Field, Row } from '../fields/field.ts'
import { choice } from '../fields/make.ts'

interface Parts {
  readonly model: 'CONTAINER' | 'ASSET'
  readonly data_evaluator_mlcube: boolean
  readonly benchmark_script: boolean
}

/** What each topology is made of (docs/medperf.md 6.10). */
const topologies: Readonly<Record<string, Parts>> = {
  byo_inference_script: { model: 'CONTAINER', data_evaluator_mlcube: true, benchmark_script: false },
  end_to_end_script: { model: 'ASSET', data_evaluator_mlcube: false, benchmark_script: true },
  inference_script: { model: 'ASSET', data_evaluator_mlcube: true, benchmark_script: true },
}

/** What runs the models of a benchmark; a POST has to say it. */
export const topology: Field = choice('topology', Object.keys(topologies), { required: true })

/** What of a benchmark does not go with its topology; null where all does. The article is the server's, whatever follows. */
export function topologyFault(benchmark: Row, model: Row | null): Broken | null {
  const name = String(benchmark['topology'])
  const parts = topologies[name]
  if (!parts) return null
  for (const field of ['data_evaluator_mlcube', 'benchmark_script'] as const) {
    const isThere = (benchmark[field] ?? null) !== null
    if (isThere === parts[field]) continue
    return { [field]: [`A ${name} benchmark must ${isThere ? 'not ' : ''}define a ${field}`] }
  }
  if (model?.['type'] === parts.model) return null
  const given = `but the given model is a ${model?.['type']}`
  return { reference_model: [`A ${name} benchmark requires a ${parts.model} reference model, ${given}`] }
}

/** Why a model of this kind cannot join a benchmark; null where it can. */
export function kindFault(benchmark: Row, model: Row): string | null {
  const parts = topologies[String(benchmark['topology'])]
  if (!parts || model['type'] === parts.model) return null
  return `A ${benchmark['topology']} benchmark runs ${parts.model} models, but the given model is a ${model['type']}`
}
