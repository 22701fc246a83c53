import { describe, expect, it, test } from 'vitest'
import { ExpectedError } from '../../../src/facts/error.ts'
import { type Lock, readLock, writeLock } from '../../../src/medperf/plan/lock/lock.ts'
import { rawNumber } from '../../../src/yaml/value.ts'

const component = { uid: 4, container: 4, name: 'toy', state: 'OPERATION', given: false, fields: {} } as const
const lock: Lock = {
  schema: 1,
  server: 'https://api.medperf.org',
  era: 'model',
  owner: 2,
  config: 'benchmark.yaml',
  commit: 'c'.repeat(40),
  benchmark: { uid: 1, name: 'toy', state: 'OPERATION', approvalStatus: 'PENDING', fields: {} },
  components: { data_preparator: component, reference_model: component, evaluator: component },
}
const text = (change: object) => JSON.stringify({ ...lock, ...change })

describe('a lock file', () => {
  it('is read as it was written, digits and all', () => {
    const fields = {
      container_config: { tasks: { infer: [1, null, 'x'] } },
      parameters_config: { a: rawNumber('1.0') },
    }
    const components = {
      ...lock.components,
      evaluator: { ...component, given: true, imageId: 'sha256:1', fields },
    }
    const written = writeLock({ ...lock, components })
    expect(readLock(written)).toEqual({ ...lock, components })
    expect(written).toContain('"a": 1.0')
    expect(written).toMatch(/\n$/)
  })

  test.each<[string, Partial<Lock>]>([
    ['without a commit', { commit: undefined }],
    ['with a commit of SHA-256', { commit: 'c'.repeat(64) }],
    ['of a server on this machine', { server: 'http://127.0.0.1:8000' }],
  ] as [string, Partial<Lock>][])('may be %s', (_, change) => {
    expect(readLock(text(change))).toMatchObject(JSON.parse(JSON.stringify(change)))
  })

  test.each<[string, string, RegExp]>([
    ['empty', '', /is not JSON/],
    ['cut off', text({}).slice(0, 50), /is not JSON/],
    ['a list', '[]', /is not a lock file of this action/],
    ['of a later format', text({ schema: 2 }), /at `schema`/],
    ['of an unknown era', text({ era: 'stone' }), /at `era`/],
    ['of no owner', text({ owner: 0 }), /at `owner`/],
    ['of a server that is no address', text({ server: 'file:///etc/passwd' }), /at `server`/],
    ['of a commit that is a branch', text({ commit: 'main' }), /at `commit`/],
    ['with a key too many', text({ more: 1 }), /more/],
    [
      'without a role',
      text({ components: { ...lock.components, evaluator: undefined } }),
      /at `components\.evaluator`/,
    ],
    [
      'with a state of its own',
      text({ benchmark: { ...lock.benchmark, state: 'BROKEN' } }),
      /at `benchmark\.state`/,
    ],
    [
      'with a name too long',
      text({ components: { ...lock.components, evaluator: { ...component, name: 'x'.repeat(129) } } }),
      /at `components\.evaluator\.name`/,
    ],
  ])('that is %s is an error which names the place and the way out', (_, content, words) => {
    const read = () => readLock(content, 'a/benchmark.lock.json')
    expect(read).toThrow(words)
    expect(read).toThrow(/^a\/benchmark\.lock\.json /)
    try {
      read()
    } catch (error) {
      expect(error).toBeInstanceOf(ExpectedError)
      expect(error).toMatchObject({ kind: 'lock', hint: expect.stringContaining('delete it') })
    }
  })
})
