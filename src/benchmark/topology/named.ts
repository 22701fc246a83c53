import type { Topology } from '../../facts/topology.ts'

/** What benchmark.yaml names, as far as that tells of what kind the benchmark is. */
export interface NamedParts {
  /** The key `topology`. */
  readonly written: Topology | undefined
  readonly model: 'container' | 'asset' | 'unknown'
  /** How the model is named. */
  readonly modelKey: 'config' | 'asset' | 'uid'
  readonly hasScript: boolean
  readonly hasEvaluator: boolean
}

/** What a kind of benchmark is made of beside its preparator (docs/medperf.md 6.10). */
export const SHAPES: Readonly<
  Record<Topology, Pick<NamedParts, 'hasScript' | 'hasEvaluator'> & { readonly model: 'container' | 'asset' }>
> = {
  byo_inference_script: { model: 'container', hasScript: false, hasEvaluator: true },
  end_to_end_script: { model: 'asset', hasScript: true, hasEvaluator: false },
  inference_script: { model: 'asset', hasScript: true, hasEvaluator: true },
}
