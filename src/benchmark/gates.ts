import { type Finding, warnKey, wrongKey } from '../containers/finding.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import type { GateLimits, Position } from './benchmark.ts'
import type { BenchmarkFile } from './schema.ts'

/** Reads `metrics:`, the gates. */
export function readGates(
  metrics: NonNullable<BenchmarkFile['metrics']>,
  positionOf: (path: YamlPath) => Position,
  findings: Finding[],
): readonly GateLimits[] {
  return Object.entries(metrics).map(([metric, { min, max, max_drop, max_rise, tolerance }]) => {
    const path: YamlPath = ['metrics', metric]
    if (min !== undefined && max !== undefined && min > max) {
      findings.push(
        wrongKey([...path, 'min'], `\`min\` of ${metric} is above its \`max\``, 'No value can pass.'),
      )
    }
    if ([min, max, max_drop, max_rise].every((limit) => limit === undefined)) {
      findings.push(
        warnKey(path, `the gate of ${metric} has no limit`, 'Add `min`, `max`, `max_drop` or `max_rise`.'),
      )
    }
    return {
      metric,
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      ...(max_drop === undefined ? {} : { maxDrop: max_drop }),
      ...(max_rise === undefined ? {} : { maxRise: max_rise }),
      ...(tolerance === undefined ? {} : { tolerance }),
      position: positionOf(path),
    }
  })
}
