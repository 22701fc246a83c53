import type { Topology } from '../../facts/topology.ts'
import { type NamedParts, SHAPES } from './named.ts'

type Shape = Pick<NamedParts, 'model' | 'hasScript' | 'hasEvaluator'>

/** `an end_to_end_script`. */
export const nameTopology = (topology: Topology): string =>
  `${topology === 'byo_inference_script' ? 'a' : 'an'} ${topology}`

/** What belongs to a topology, in words. */
export const describeTopology = (topology: Topology): string => describeNamed(SHAPES[topology])

/** What is named beside the preparator, in words. */
export const describeNamed = ({ model, hasScript, hasEvaluator }: Shape): string => {
  const kind = { container: 'a container', asset: 'an `asset`', unknown: 'something' }[model]
  const others = [...(hasScript ? ['a `benchmark_script`'] : []), ...(hasEvaluator ? ['an `evaluator`'] : [])]
  return `${kind} as \`reference_model\` with ${others.join(' and ') || 'nothing beside it'}`
}

/** What to write instead: the topology that fits, or what would make it the one that was written. */
export function describeRepair(named: NamedParts, written: Topology, fitting: Topology | undefined): string {
  const wanted = SHAPES[written]
  const key = wanted.model === 'asset' ? 'asset: { path: … }' : 'config: …'
  const repairs = [
    ...(named.model === wanted.model ? [] : [`name the model by \`${key}\``]),
    ...repairPart('benchmark_script', named.hasScript, wanted.hasScript),
    ...repairPart('evaluator', named.hasEvaluator, wanted.hasEvaluator),
  ]
  const instead = fitting === undefined ? '' : `Write \`topology: ${fitting}\`. `
  return `${instead}To make it ${nameTopology(written)} benchmark, ${repairs.join(', ')}.`
}

const repairPart = (part: string, is: boolean, wanted: boolean): readonly string[] =>
  is === wanted ? [] : [`${wanted ? 'add' : 'remove'} \`${part}\``]
