import { type Finding, wrongKey, wrongValue } from '../containers/finding.ts'
import { joinFindings, type WholeRead } from '../containers/read.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import type { AssociationPolicy, Benchmark } from './benchmark.ts'
import type { BenchmarkFile } from './schema.ts'

type Policies = NonNullable<BenchmarkFile['associations']>

const EMAIL =
  /^[^\s@,;<>"()[\]\\\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/u

/** Reads `associations:`; addresses are trimmed and put in lower case, as MedPerf's client does (docs/medperf.md 7.3). */
export function readAssociations(section: Policies): WholeRead<Benchmark['associations']> {
  const datasets = readPolicy(section, 'datasets')
  const models = readPolicy(section, 'models')
  return {
    value: { datasets: datasets.value, models: models.value },
    findings: joinFindings(datasets, models),
  }
}

function readPolicy(section: Policies, who: 'datasets' | 'models'): WholeRead<AssociationPolicy> {
  const { mode = 'never', allow } = section[who] ?? {}
  const path = ['associations', who, 'allow']
  const addresses = (allow ?? []).map((address) => address.trim().toLowerCase())
  const odd = addresses.flatMap((address, at) =>
    EMAIL.test(address)
      ? []
      : [
          wrongValue(
            [...path, at],
            `"${address}" is not an e-mail address`,
            'Write the one that its owner has on the server: `name@example.org`.',
            'not-an-email',
          ),
        ],
  )
  return { value: { mode, allow: addresses }, findings: [...odd, ...checkMode(mode, allow, who, path)] }
}

function checkMode(
  mode: AssociationPolicy['mode'],
  allow: readonly string[] | undefined,
  who: string,
  path: YamlPath,
): readonly Finding[] {
  if (mode === 'allowlist' && (allow ?? []).length === 0) {
    const hint = 'Add some, or use the mode `never`.'
    return [wrongKey(path, `the mode allowlist of ${who} needs addresses in \`allow\``, hint)]
  }
  if (mode === 'allowlist' || allow === undefined) return []
  const hint = 'Use the mode `allowlist`, or remove it.'
  return [wrongKey(path, `\`allow\` of ${who} means nothing with the mode ${mode}`, hint)]
}
