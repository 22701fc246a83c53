import type { BenchmarkRow } from '../../rows.ts'
import type { Snapshot } from '../../snapshot.ts'

/**
 * Whether a server that was brought to the topology era made something of a benchmark that it takes from nobody: one of
 * containers whose model is an asset. In OPERATION no request can change it any more (docs/medperf.md 6.10).
 */
export const isLeftOver = ({ mine }: Snapshot, { state, fields, components }: BenchmarkRow): boolean =>
  state === 'OPERATION' &&
  fields['topology'] === 'byo_inference_script' &&
  mine.models.some(({ uid, asset }) => uid === components.reference_model && asset !== undefined)
