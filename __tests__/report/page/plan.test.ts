import { describe, expect, it } from 'vitest'
import { planSubmission } from '../../../src/medperf/plan/plan.ts'
import type { Plan } from '../../../src/medperf/plan/schema.ts'
import { chooseVoice, type Voice, type VoiceFacts } from '../../../src/medperf/plan/voice.ts'
import { planSection, planSentence } from '../../../src/report/page/plan.ts'
import { decided, emptySnapshot, registered } from '../../medperf/memory-server.ts'
import { assetBenchmark, assetEvidence, toyBenchmark, toyEvidence } from '../../medperf/toy.ts'

const benchmark = toyBenchmark('model')
const evidence = toyEvidence('model')
const fresh = emptySnapshot('model')
const approved = decided(registered(fresh, { benchmark, evidence }), 'APPROVED')
const changed = toyBenchmark('model', { components: { evaluator: { parameters: { threshold: 0.6 } } } })
const before = toyBenchmark('model', { components: { evaluator: { parameters: { threshold: 0.5 } } } })
const registeredBefore = decided(registered(fresh, { benchmark: before, evidence }), 'APPROVED')

describe('the sentence on a plan', () => {
  it.each<[string, Plan, RegExp]>([
    [
      'a first registration',
      planSubmission({ benchmark, evidence, snapshot: fresh }),
      /^\*\*A merge will\*\* register 3 containers \(data preparator; reference model; evaluator\) and submit the benchmark as `toy-benchmark`\. An administrator/,
    ],
    [
      'a new version, with what moved and why',
      planSubmission({ benchmark: changed, evidence, snapshot: registeredBefore }),
      /register 1 container \(evaluator: `threshold` `0\.5` → `0\.6`\), reuse 2,? and submit the benchmark as `toy-benchmark-v2`, because `toy-benchmark` is in OPERATION, where its evaluator is frozen\./,
    ],
    [
      'nothing to do',
      planSubmission({ benchmark, evidence, snapshot: approved }),
      /^\*\*A merge will change nothing on the server\*\*: all of it is registered\.$/,
    ],
    [
      'what is retired beside nothing else',
      {
        ...planSubmission({ benchmark, evidence, snapshot: approved }),
        retire: [
          { object: 'container', uid: 12, name: 'toy-old', verdict: 'retire' },
          { object: 'model', uid: 7, verdict: 'retire' },
          { object: 'model', uid: 8, name: 'done', verdict: 'nothing to do' },
        ],
      },
      /^\*\*A merge will\*\* only retire container 12 \(`toy-old`\) and model 7: all of the rest is registered\.$/,
    ],
    [
      'what stands in the way',
      planSubmission({ benchmark: changed, evidence, snapshot: decided(registeredBefore, 'PENDING') }),
      /^\*\*A merge will register nothing\*\*: your benchmark 201, `toy-benchmark`, is still pending.* An administrator of the server must approve/,
    ],
    [
      'several things in the way',
      planSubmission({
        benchmark,
        evidence: { ...evidence, tested: false },
        snapshot: {
          ...fresh,
          others: { ...fresh.others, benchmarks: [{ uid: 1, name: 'toy-benchmark', owner: 9 }] },
        },
      }),
      /\(and 1 more reason below\)\. Give another/,
    ],
    [
      'a model that is an asset',
      planSubmission({ benchmark: assetBenchmark(), evidence: assetEvidence(), snapshot: fresh }),
      /register 2 containers and 1 asset \(data preparator; reference model; evaluator\) and submit/,
    ],
  ])('tells %s', (_what, plan, words) => {
    expect(planSentence(plan)).toMatch(words)
  })
})

describe('the voice of a plan', () => {
  const plan = planSubmission({ benchmark: changed, evidence, snapshot: registeredBefore })
  const done = planSubmission({ benchmark, evidence, snapshot: approved })
  const blocked = planSubmission({ benchmark, evidence: { ...evidence, tested: false }, snapshot: fresh })

  it.each<[Voice, string, string, string]>([
    [
      'will',
      '**A merge will** register',
      '**A merge will change nothing',
      '**A merge will register nothing**',
    ],
    ['would', '**A merge would** register', '**A merge would change', '**A merge would register nothing**'],
    [
      'dry run',
      '**Dry run: a merge would** register',
      '**Dry run: a merge would change nothing',
      '**Dry run: a merge would register nothing**',
    ],
    [
      'did not',
      '**This merge would have** registered 1 container',
      '**This merge would have changed nothing',
      '**This merge registered nothing**',
    ],
  ])('%s', (voice, open, nothingToDo, inTheWay) => {
    const [a, b, c] = [plan, done, blocked].map((one) => planSentence({ ...one, voice }))
    expect(a).toContain(open)
    expect(b).toContain(nothingToDo)
    expect(c).toContain(inTheWay)
  })

  it('tells a merge that registered nothing all of it in the past, and nothing of who is next', () => {
    const text = planSentence({ ...plan, voice: 'did not' })
    expect(text).toMatch(/registered 1 container .*reused 2.* and submitted the benchmark/)
    expect(text).not.toMatch(/administrator|\b(?:register|reuse|submit) /)
  })

  it('folds a plan that nothing speaks for into one line, with its sentence inside', () => {
    const text = planSection({ ...plan, voice: 'perhaps' })
    expect(text).toMatch(
      /^<details><summary>What a merge would register, if a workflow registers this benchmark</,
    )
    expect(text).toContain('**A merge would** register')
  })
})

describe('what speaks for a registration', () => {
  it.each<[VoiceFacts, Voice]>([
    [{ dryRun: false, speaksForIt: true, isAsked: false }, 'will'],
    [{ dryRun: false, speaksForIt: true, isAsked: true }, 'will'],
    [{ dryRun: false, speaksForIt: false, isAsked: false }, 'perhaps'],
    [{ dryRun: false, speaksForIt: false, isAsked: true }, 'would'],
    [{ dryRun: true, speaksForIt: true, isAsked: true }, 'dry run'],
    [{ dryRun: true, speaksForIt: false, isAsked: false }, 'dry run'],
  ])('%o makes it %s', (facts, voice) => {
    expect(chooseVoice(facts)).toBe(voice)
  })
})

describe('the whole plan', () => {
  it('is folded and marks every action and changed field', () => {
    const text = planSection(planSubmission({ benchmark: changed, evidence, snapshot: registeredBefore }))
    expect(text).toMatch(/^<details><summary>Full plan<\/summary>/)
    expect(text).toContain('On `https://medperf.example.org` (model era):')
    expect(text).toContain(
      '- **= data preparator** `toy-prep` (uid 1): reuse. The same container is registered.',
    )
    expect(text).toContain('- **± evaluator** `toy-metrics-v2`: needs a new version.')
    expect(text).toContain('  - ± `parameters_config.threshold` `0.5` → `0.6`')
    expect(text).not.toContain('image_hash')
  })

  it('says that a model is an asset, with its hash and address', () => {
    const plan = planSubmission({ benchmark: assetBenchmark(), evidence: assetEvidence(), snapshot: fresh })
    const text = planSection(plan)
    expect(text).toContain('- **+ reference model (asset)** `toy-weights`: create.')
    expect(text).toMatch(/ {2}- \+ `asset_hash` `"07c1/)
    expect(text).toContain('  - + `asset_url` `"https://files.example.org/weights.tar.gz"`')
  })

  it('says what could not be seen and what will be known later', () => {
    const { url: _url, ...demoDataset } = evidence.demoDataset
    const text = planSection(planSubmission({ benchmark, evidence: { ...evidence, demoDataset } }))
    expect(text).toContain('- The server was not asked')
    expect(text).toContain('  - + `demo_dataset_tarball_url` *known after the file is published*')
  })

  it('shows what strangers wrote and does nothing else', () => {
    const plan = planSubmission({ benchmark, evidence, snapshot: fresh })
    const [first, ...rest] = plan.actions
    const evil = '</details><img src=x> @everyone `x` | #1 [a](https://evil.example)\u202e'
    const hostile: Plan = {
      ...plan,
      actions: [
        {
          ...(first as NonNullable<typeof first>),
          name: evil,
          reason: evil,
          hint: evil,
          changes: [{ field: evil, verdict: 'create', to: evil, note: evil }],
        },
        ...rest,
      ],
      issues: [{ severity: 'warning', message: evil, hint: evil }],
      unseen: [evil],
    }
    // What stands in a code span is shown as it is; with those taken out, nothing may be left that has an effect.
    const bare = planSection(hostile).replaceAll(/(`+)(?:(?!\1).)+\1|<code>.*?<\/code>/g, '')
    expect(bare.match(/<\/?(?!details>|summary>|\/)[a-z]+[^>]*>/g) ?? []).toEqual([])
    expect(bare.match(/<\/details>/g)).toHaveLength(1)
    expect(bare).not.toMatch(/@everyone|\u202e|(?<!\\)\[a(?<!\\)\]\(/)
  })

  it('has room for a bound of fields', () => {
    const many = toyBenchmark('model', {
      components: {
        evaluator: { parameters: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`p${i}`, i])) },
      },
    })
    const old = toyBenchmark('model', {
      components: {
        evaluator: {
          parameters: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`p${i}`, -i - 1])),
        },
      },
    })
    const snapshot = decided(registered(fresh, { benchmark: old, evidence }), 'APPROVED')
    const plan = planSubmission({ benchmark: many, evidence, snapshot })
    expect(planSection(plan, { changes: 5, text: 100 })).toContain('  - and 55 more')
  })
})
