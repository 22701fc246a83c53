import { describe, expect, it } from 'vitest'
import { keepAddresses } from '../../../src/medperf/plan/decide/keep-addresses.ts'
import { planSubmission } from '../../../src/medperf/plan/plan.ts'
import type { Fields } from '../../../src/medperf/rows.ts'
import { decided, emptySnapshot, registered } from '../memory-server.ts'
import { toyBenchmark, toyEvidence } from '../toy.ts'

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)]
const raw = (commit: string, path = 'prep/mlcube.yaml', repository = 'lab/wdbc') =>
  `https://raw.githubusercontent.com/${repository}/${commit}/${path}`

const pair = (url: string, hash = '1'): Fields => ({ git_mlcube_url: url, mlcube_hash: hash.repeat(64) })
const kept = (wanted: Fields, before: Fields) =>
  keepAddresses({ fields: wanted, unknown: {} }, before).fields['git_mlcube_url']

describe('the registered address of the same content', () => {
  it.each<[string, string, string]>([
    ['in another commit', raw(A), raw(B)],
    ['in another commit, under another path', raw(A), raw(B, 'moved/mlcube.yaml')],
    ['in a commit of SHA-256', raw('a'.repeat(64)), raw('b'.repeat(64))],
    [
      'in another commit of GitHub Enterprise',
      `https://git.lab.org/x/y/raw/${A}/f`,
      `https://git.lab.org/x/y/raw/${B}/f`,
    ],
    [
      'in a release, wanted in another',
      'https://github.com/lab/wdbc/releases/download/v1/weights.tar.gz',
      'https://github.com/lab/wdbc/releases/download/medperf-hosted-files/weights-0123.tar.gz',
    ],
    ['in a release, wanted in a commit', 'https://github.com/lab/wdbc/releases/download/v1/f', raw(B)],
    ['in a repository whose name is written otherwise', raw(A, 'f', 'Lab/WDBC'), raw(B, 'f')],
  ])('%s is kept', (_, before, wanted) => {
    expect(kept(pair(wanted), pair(before))).toBe(before)
  })

  it.each<[string, string, string]>([
    ['of a branch', raw('main'), raw(B)],
    ['of an abbreviated commit', raw('abc1234'), raw(B)],
    ['in another repository', raw(A, 'f', 'other/wdbc'), raw(B, 'f')],
    ['on another server', `https://git.other.org/x/y/raw/${A}/f`, `https://git.lab.org/x/y/raw/${B}/f`],
    ['anywhere else', 'https://files.lab.org/mlcube.yaml', raw(B)],
    ['wanted anywhere else', raw(A), 'https://files.lab.org/mlcube.yaml'],
    ['that is missing', '', raw(B)],
  ])('%s is replaced', (_, before, wanted) => {
    expect(kept(pair(wanted), pair(before))).toBe(wanted)
  })

  it('is replaced where the content is another', () => {
    expect(kept(pair(raw(B), '2'), pair(raw(A), '1'))).toBe(raw(B))
  })
})

describe('a second merge in the mlcube era', () => {
  const era = 'mlcube'
  const benchmark = toyBenchmark(era)
  const at = (commit: string, changes: { readonly metrics?: string } = {}) => {
    const { components, ...rest } = toyEvidence(era)
    const moved = Object.entries(components).map(([role, known]) => [
      role,
      {
        ...known,
        manifest: { ...known.manifest, url: raw(commit, `${role}/mlcube.yaml`) },
        ...(known.parametersFile && {
          parametersFile: {
            url: raw(commit, `${role}/parameters.yaml`),
            sha256: (role === 'evaluator' && changes.metrics) || known.parametersFile.sha256,
          },
        }),
      },
    ])
    return { ...rest, components: Object.fromEntries(moved) }
  }
  const first = registered(emptySnapshot(era), { benchmark, evidence: at(A) })
  const snapshot = decided(first, 'APPROVED')

  it('of the same content finds nothing to do', () => {
    const plan = planSubmission({ benchmark, evidence: at(B), snapshot })
    expect(plan.actions.map(({ verdict }) => verdict)).toEqual(['reuse', 'reuse', 'reuse', 'nothing to do'])
  })

  it('with other parameters registers that container alone', () => {
    const plan = planSubmission({ benchmark, evidence: at(B, { metrics: '9'.repeat(64) }), snapshot })
    expect(plan.actions.map(({ verdict }) => verdict)).toEqual([
      'reuse',
      'reuse',
      'needs a new version',
      'needs a new version',
    ])
    const end = registered(snapshot, { benchmark, evidence: at(B, { metrics: '9'.repeat(64) }) })
    expect(end.mine.containers.at(-1)?.fields).toMatchObject({
      git_mlcube_url: raw(B, 'evaluator/mlcube.yaml'),
      parameters_hash: '9'.repeat(64),
    })
  })
})
