import { describe, expect, it } from 'vitest'
import type { Applied } from '../../../src/report/outcome.ts'
import { renderRegistration, renderUnregistered } from '../../../src/report/page/registration.ts'

const part = (uid: number, name: string) => ({
  uid,
  kind: 'container' as const,
  content: uid,
  name,
  state: 'OPERATION' as const,
})

const applied: Applied = {
  benchmark: { ...part(7, 'toy-benchmark'), approval: 'PENDING' },
  components: {
    data_preparator: part(2, 'toy-prep'),
    reference_model: part(1, 'toy|model'),
    evaluator: part(4, 'toy-metrics'),
  },
  next: { who: 'administrator', text: 'An administrator must approve it.' },
  stray: [],
  steps: [],
  lock: { server: 'https://medperf.example.org' } as Applied['lock'],
}
const old = { collection: 'mlcubes', uid: 3, name: 'toy-metrics-old' } as const
const model = { collection: 'models', uid: 3, name: 'toy-model-old' } as const

describe('a registration', () => {
  it('says which model is files alone', () => {
    const weights = { ...part(1, 'toy-weights'), kind: 'asset' as const }
    const components = { ...applied.components, reference_model: weights }
    expect(renderRegistration({ applied: { ...applied, components }, retired: [] })).toContain(
      '| reference model (asset) | `toy-weights` | 1 | OPERATION |',
    )
  })

  it('is a table, with who has to act', () => {
    expect(renderRegistration({ applied, retired: [] }).split('\n')).toEqual([
      '### 📮 `toy-benchmark` is registered on `https://medperf.example.org`',
      '',
      'All of it was registered already; nothing was written.',
      '',
      '| part | name | uid | state |',
      '|:--|:--|--:|:--|',
      '| data preparator | `toy-prep` | 2 | OPERATION |',
      expect.stringMatching(/^\| reference model \| <code>toy&#124;model<\/code> \| 1 \| OPERATION \|$/),
      '| evaluator | `toy-metrics` | 4 | OPERATION |',
      '| benchmark | `toy-benchmark` | 7 | OPERATION, PENDING |',
      '',
      'An administrator must approve it.',
      '',
      '',
    ])
  })

  it('names what was retired, what was not, and what could be with the input to set', () => {
    const text = renderRegistration({
      applied: { ...applied, stray: [old, model] },
      retired: [old],
      problem: new Error('the server went away'),
    })
    expect(text).toContain('Retired, so that MedPerf’s client refuses it: container 3 `toy-metrics-old`.')
    expect(text).toContain('⚠️ Not everything was retired: the server went away.')
    expect(text).toContain('No benchmark stands on these any more: model 3 `toy-model-old`.')
    expect(text).toContain('set the input `retire: model 3`.')
  })
})

describe('a registration that failed', () => {
  const failed = { benchmark: 'toy', server: 'https://medperf.example.org', message: 'name `x` is taken' }

  it('does not say that nothing was written where nobody can tell', () => {
    const text = renderUnregistered({ ...failed, written: [], isOpen: true })
    expect(text).not.toContain('wrote nothing')
    expect(text).toContain('Whether the server carried out the last request as it was sent is not known.')
    expect(text).toContain('what is there is found and is not written twice')
  })

  it('says why, what to do, and that nothing was written', () => {
    const text = renderUnregistered({
      ...failed,
      written: [],
      hint: 'Give another name',
      run: 'https://github.com/a/b/actions/runs/1',
    })
    expect(text.split('\n').filter(Boolean)).toEqual([
      '### ❌ `toy` was not registered on `https://medperf.example.org`',
      '**Why:** name `x` is taken.',
      '**What to do:** Give another name.',
      'This run wrote nothing to the server.',
      'Then run [the workflow](https://github.com/a/b/actions/runs/1) again.',
    ])
  })

  it('lists what is on the server all the same, with uids', () => {
    const written = [{ object: 'container', name: 'toy-prep', uid: 12 }]
    const text = renderUnregistered({ ...failed, written })
    expect(text).toContain('was registered only in part')
    expect(text).toContain('| container | `toy-prep` | 12 |')
  })

  it('shows a stranger’s words and does nothing with them', () => {
    const text = renderUnregistered({
      ...failed,
      message: '@everyone <img src=x> [a](http://evil)',
      written: [],
    })
    expect(text).not.toMatch(/@everyone|<img|\]\(http:\/\/evil/)
  })
})
