import { describe, expect, it } from 'vitest'
import { makeRawUrl } from '../../src/plan/raw-url.ts'

const SHA = '0123456789abcdef0123456789abcdef01234567'
const file = { serverUrl: 'https://github.com', repository: 'acme/wdbc', sha: SHA, path: 'prep/mlcube.yaml' }

describe('rawUrl', () => {
  it.each([
    [{}, `https://raw.githubusercontent.com/acme/wdbc/${SHA}/prep/mlcube.yaml`],
    [
      { serverUrl: 'https://github.com/' },
      `https://raw.githubusercontent.com/acme/wdbc/${SHA}/prep/mlcube.yaml`,
    ],
    [{ path: 'a b/ü#?.yaml' }, `https://raw.githubusercontent.com/acme/wdbc/${SHA}/a%20b/%C3%BC%23%3F.yaml`],
    [
      { serverUrl: 'https://git.hospital.org' },
      `https://git.hospital.org/acme/wdbc/raw/${SHA}/prep/mlcube.yaml`,
    ],
    [{ serverUrl: 'https://acme.ghe.com' }, `https://acme.ghe.com/acme/wdbc/raw/${SHA}/prep/mlcube.yaml`],
    [
      { sha: `${SHA}${SHA.slice(0, 24)}` },
      /^https:\/\/raw\.githubusercontent\.com\/acme\/wdbc\/[0-9a-f]{64}\//,
    ],
  ])('of %j', (change, expected) => {
    expect(makeRawUrl({ ...file, ...change })).toMatch(
      typeof expected === 'string' ? new RegExp(`^${RegExp.escape(expected)}$`) : expected,
    )
  })

  it.each(['main', 'refs/heads/main', 'v1', SHA.slice(0, 12), ''])(
    'is never of %j, which may move',
    (sha) => {
      expect(() => makeRawUrl({ ...file, sha })).toThrow(/needs the SHA of a commit/)
    },
  )
})
