import { describe, expect, it } from 'vitest'
import type { Component } from '../../../src/benchmark/benchmark.ts'
import { ERAS, type Era } from '../../../src/medperf/era.ts'
import { planSubmission } from '../../../src/medperf/plan/plan.ts'
import type { ComponentEvidence } from '../../../src/medperf/plan/wanted/evidence.ts'
import { assumeRules } from '../../../src/medperf/rules.ts'
import { emptySnapshot } from '../memory-server.ts'
import { type ToyChanges, toyBenchmark, toyEvidence } from '../toy.ts'

type Place = readonly [
  where: string,
  changes: ToyChanges,
  evidence: Partial<ComponentEvidence>,
  words: RegExp,
]

const evaluator = (more: Partial<Component>): ToyChanges => ({ components: { evaluator: more } })
const files = (url: string) => ({ additionalFiles: { url, sha256: 'f'.repeat(64) } })

/** All that benchmark.yaml, its files and the run put into requests, with a text in each of them. */
const places = (era: Era, text: string): readonly Place[] => {
  const document = {
    container_type: 'DockerImage',
    image: 'toy/image:1.0.0',
    tasks: { evaluate: { note: text } },
  }
  const spec = { ...toyBenchmark(era).components.evaluator.spec, document }
  const everywhere: readonly Place[] = [
    ['the name of the benchmark', { name: `x${text}` }, {}, /^benchmark: `name` has/],
    ['the description', { description: text }, {}, /^benchmark: `description` has/],
    ['the name of a container', evaluator({ name: `x${text}` }), {}, /^evaluator: `name` has/],
    [
      'an address',
      {},
      files(`https://files.example.org/${text}`),
      /^evaluator: `additional_files_tarball_url` has/,
    ],
  ]
  if (assumeRules(era).containers === 'files') return everywhere
  return [
    ...everywhere,
    [
      'a parameter',
      evaluator({ parameters: { a: { b: [text] } } }),
      {},
      /^evaluator: the parameter `a\.b\.0` has/,
    ],
    [
      'the name of a parameter',
      evaluator({ parameters: { [text]: 1 } }),
      {},
      /^evaluator: the parameter .* in its name/,
    ],
    [
      'the configuration',
      evaluator({ spec }),
      {},
      /^evaluator: in the configuration, `tasks\.evaluate\.note` has/,
    ],
    [
      'an allow list',
      {
        associations: {
          datasets: { mode: 'allowlist', allow: [`${text}@x.example`] },
          models: { mode: 'never', allow: [] },
        },
      },
      {},
      /^benchmark: `dataset_auto_approval_allow_list\.0` has/,
    ],
  ]
}

const TEXTS: readonly (readonly [string, string])[] = [
  ['a zero character', 'a\0b'],
  ['half of a surrogate pair', 'a\ud83db'],
  ['half of a surrogate pair', '\ude00'],
]

describe.each(ERAS)('what PostgreSQL cannot hold is an error of the plan, %s era', (era) => {
  it.each(TEXTS)('%s (%j), wherever it would be sent', (what, text) => {
    for (const [where, changes, more, words] of places(era, text)) {
      const input = { benchmark: toyBenchmark(era, changes), evidence: toyEvidence(era, { evaluator: more }) }
      const plan = planSubmission({ ...input, snapshot: emptySnapshot(era) })
      expect(plan.blocked, where).toBe(true)
      const [issue, ...others] = plan.issues.filter(({ code }) => code === 'text-not-held')
      expect([issue?.severity, others], where).toEqual(['error', []])
      expect(issue?.message, where).toMatch(words)
      expect(issue?.message, where).toContain(`${what}`)
      expect(issue?.message, where).not.toMatch(/[\0\ud800-\udfff]/)
    }
  })

  it('a whole pair is fine everywhere', () => {
    for (const [where, changes, more] of places(era, '\ud83d\ude00')) {
      const input = { benchmark: toyBenchmark(era, changes), evidence: toyEvidence(era, { evaluator: more }) }
      const plan = planSubmission({ ...input, snapshot: emptySnapshot(era) })
      expect(plan.blocked, where).toBe(false)
    }
  })
})
