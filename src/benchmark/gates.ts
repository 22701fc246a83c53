import { type Finding, warnKey, wrongKey } from '../containers/finding.ts'
import type { WholeRead } from '../containers/read.ts'
import { known } from '../facts/known.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import type { GateLimits, Position } from './benchmark.ts'
import type { BenchmarkFile } from './schema.ts'

type Gates = NonNullable<BenchmarkFile['metrics']>

/** Reads `metrics:`, the gates. */
export function readGates(
  metrics: Gates,
  positionOf: (path: YamlPath) => Position,
): WholeRead<readonly GateLimits[]> {
  const gates = Object.entries(metrics)
  return {
    value: gates.map(([metric, { min, max, max_drop, max_rise, tolerance }]) =>
      known({
        metric,
        min,
        max,
        maxDrop: max_drop,
        maxRise: max_rise,
        tolerance,
        position: positionOf(['metrics', metric]),
      }),
    ),
    findings: gates.flatMap(([metric, gate]) => checkGate(metric, gate)),
  }
}

function checkGate(metric: string, { min, max, max_drop, max_rise }: Gates[string]): readonly Finding[] {
  const path: YamlPath = ['metrics', metric]
  if (min !== undefined && max !== undefined && min > max)
    return [wrongKey([...path, 'min'], `\`min\` of ${metric} is above its \`max\``, 'No value can pass.')]
  if ([min, max, max_drop, max_rise].some((limit) => limit !== undefined)) return []
  const hint = 'Add `min`, `max`, `max_drop` or `max_rise`.'
  return [warnKey(path, `the gate of ${metric} has no limit`, hint)]
}
