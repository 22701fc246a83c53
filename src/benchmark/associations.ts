import { type Finding, wrongKey, wrongValue } from '../containers/finding.ts'
import type { AssociationPolicy, Benchmark } from './benchmark.ts'
import type { BenchmarkFile } from './schema.ts'

type Policies = NonNullable<BenchmarkFile['associations']>

const EMAIL = /^[^\s@,;<>"()[\]\\]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/

/**
 * Reads `associations:`; addresses are trimmed and put in lower case, as MedPerf's client does
 * (docs/medperf.md 7.3).
 */
export const readAssociations = (section: Policies, findings: Finding[]): Benchmark['associations'] => ({
  datasets: readPolicy(section, 'datasets', findings),
  models: readPolicy(section, 'models', findings),
})

function readPolicy(section: Policies, who: 'datasets' | 'models', findings: Finding[]): AssociationPolicy {
  const { mode = 'never', allow } = section[who] ?? {}
  const path = ['associations', who, 'allow']
  const addresses = (allow ?? []).map((address) => address.trim().toLowerCase())
  addresses.forEach((address, at) => {
    if (!EMAIL.test(address))
      findings.push(wrongValue([...path, at], `"${address}" is not an e-mail address`))
  })
  if (mode === 'allowlist' && addresses.length === 0) {
    findings.push(
      wrongKey(
        path,
        `the mode allowlist of ${who} needs addresses in \`allow\``,
        'Add some, or use the mode `never`.',
      ),
    )
  }
  if (mode !== 'allowlist' && allow !== undefined) {
    findings.push(
      wrongKey(
        path,
        `\`allow\` of ${who} means nothing with the mode ${mode}`,
        'Use the mode `allowlist`, or remove it.',
      ),
    )
  }
  return { mode, allow: addresses }
}
