import { type Finding, wrongKey, wrongValue } from '../../containers/finding.ts'
import { type Read, readNothing, readValue } from '../../containers/read.ts'
import { TOPOLOGIES, type Topology } from '../../facts/topology.ts'
import { BenchmarkSchema } from '../schema.ts'
import { type NamedParts, SHAPES } from './named.ts'
import { describeNamed, describeRepair, describeTopology, nameTopology } from './words.ts'

/**
 * Of what kind a benchmark is by what it names; `unknown` where that hangs on a model that could not be read. What does not fit
 * together has no kind, and is said once, on the line that is easiest to correct.
 */
export function judgeTopology(named: NamedParts): Read<Topology | 'unknown'> {
  const { written } = named
  const [first, ...others] = TOPOLOGIES.filter((topology) => fits(named, topology))
  if (written === undefined) {
    if (first === undefined) return readNothing(explainUnfit(named))
    return readValue(others.length === 0 ? first : 'unknown')
  }
  if (fits(named, written)) return readValue(written)
  const isModelAlone = fits({ ...named, model: 'unknown' }, written)
  if (named.modelKey === 'uid' && isModelAlone) return readNothing(wrongModel(named, written))
  const why = `\`topology\` says ${written}, which is ${describeTopology(written)}, and what is named is ${describeNamed(named)}`
  const hint = describeRepair(named, written, first)
  return readNothing(wrongValue(['topology'], why, hint, 'topology-contradicts'))
}

/** Whether what is named makes up a topology; the script may be written as the evaluator, its only place before there was another. */
function fits(named: NamedParts, topology: Topology): boolean {
  const shape = SHAPES[topology]
  if (named.model !== 'unknown' && named.model !== shape.model) return false
  if (named.hasScript === shape.hasScript && named.hasEvaluator === shape.hasEvaluator) return true
  return topology === 'end_to_end_script' && !named.hasScript && named.hasEvaluator
}

function explainUnfit(named: NamedParts): Finding {
  if (named.hasScript) {
    if (named.modelKey === 'uid')
      return wrongModel(named, named.hasEvaluator ? 'inference_script' : 'end_to_end_script')
    const why = '`benchmark_script` runs a reference model that is an `asset`, and this one is a container'
    const hint =
      'Remove it: a container runs itself, by its task infer. Or name the files of the model, as `reference_model: { asset: { path: … } }`.'
    return wrongKey(['benchmark_script'], why, hint, 'script-without-asset')
  }
  if (named.model === 'asset') {
    const why = '`benchmark_script` is missing: a reference model that is an asset cannot run itself'
    const hint = 'Add `benchmark_script: { config: … }`, a container whose task run_script runs it.'
    return wrongKey(['reference_model', named.modelKey], why, hint, 'script-missing')
  }
  const { description } = BenchmarkSchema.shape.evaluator.unwrap().meta() ?? {}
  return wrongKey(['evaluator'], '`evaluator` is missing', `Add it. ${description}`, 'evaluator-missing')
}

/** A registered model that is a container where files are run, or the other way round. */
function wrongModel({ model }: NamedParts, topology: Topology): Finding {
  const [is, runs] = model === 'asset' ? ['an asset', 'containers'] : ['a container', 'assets']
  const why = `this reference model is ${is}, and ${nameTopology(topology)} benchmark runs models that are ${runs}`
  const hint = `Name another model. With this one, the benchmark is ${model === 'asset' ? describeTopology('end_to_end_script') : describeTopology('byo_inference_script')}.`
  return wrongValue(['reference_model', 'uid'], why, hint, 'model-of-wrong-kind')
}
