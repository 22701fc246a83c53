import { expect, test } from 'vitest'
import { masked } from '../../script/same/masks.ts'
import type { Exchange } from '../../script/same/recorder.ts'
import { showRequests } from '../../script/same/requests.ts'

test.each([
  ['  infer: passed (0.4 s)', '  infer: passed (12 s)'],
  ['### ❌ tiny: infer ended with exit code 2', '### ❌ tiny: infer ended with exit code 2 after 1.2 s'],
  ['| infer | ✅ | 0.4 s | 5.8 MiB |', '| infer | ✅ | 1 min 3 s | 900 KiB |'],
  [
    '| step | CPU time | read from disk | written |\n|:--|--:|--:|--:|\n| infer | 0.0 s | 0 B | 52 KiB |',
    '| step | CPU time | cores | read from disk | written |\n|:--|--:|--:|--:|--:|\n| infer | 0.1 s | 0.1 | 4.0 KiB | 68 KiB |',
  ],
  ['"seconds": 0.3', '"seconds": 1.45e-7'],
  ['· 1.5 s · Docker', '· 2 min 3 s · Docker'],
  ['/tmp/x/medperf-benchmark-0123456789abcdef/', '/tmp/x/medperf-benchmark-fedcba9876543210/'],
])('what two runs do not share is masked: %s', (one, two) => {
  expect(masked(one)).toBe(masked(two))
})

test.each([
  'demo dataset (3 files, 11 KiB)',
  '`reference-model-files-57d85b73ec75c5a8.tar.gz`',
  '| fetch | ✅ | – |',
  '| AUC | 0.9874 | 0.9874 | 0 | ≥ 0.95 (±1e-6) ✅ |',
  'http://127.0.0.1:20192/a',
  '"imageBytes": 59823449',
])('what two runs share stays: %s', (text) => {
  expect(masked(text)).toBe(text)
})

const exchange = (method: string, target: string, more: Partial<Exchange> = {}): Exchange => ({
  method,
  target,
  headers: {},
  body: Buffer.alloc(0),
  status: 200,
  ...more,
})

test('writes keep their order, and reads are sorted between two of them', () => {
  const shown = showRequests([
    exchange('GET', '/b'),
    exchange('GET', '/a'),
    exchange('POST', '/z', { body: Buffer.from('{"a":"1","b":"2"}') }),
    exchange('GET', '/0', { headers: { accept: 'text/html', connection: 'close' } }),
    exchange('POST', '/y', { status: 403 }),
  ])
  expect(shown.split('\n').filter(Boolean)).toEqual([
    ...['GET /a → 200', 'GET /b → 200', 'POST /z → 200', '{"a":"1",', '"b":"2"}'],
    ...['GET /0 → 200', '  accept: text/html', 'POST /y → 403'],
  ])
})

test("of Docker's own requests those of manifests count", () => {
  const headers = { 'user-agent': 'docker/20.10.24 go/go1.19.8' }
  const shown = showRequests([
    exchange('HEAD', '/v2/a/blobs/sha256:1', { headers }),
    exchange('PUT', '/v2/a/manifests/1', { headers }),
  ])
  expect(shown.trim()).toBe('PUT /v2/a/manifests/1 → 200\n  by Docker')
})
