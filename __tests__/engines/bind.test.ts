import { expect, test } from 'vitest'
import { bindArguments } from '../../src/engines/bind.ts'
import { ExpectedError } from '../../src/facts/error.ts'

const SOURCES = [
  ['/w/a b', 'source=/w/a b'],
  ['/w/ä', 'source=/w/ä'],
  ['/w/a:b', 'source=/w/a:b'],
  ['/w/demo^/etc/ssh', 'source=/w/demo^/etc/ssh'],
  ['/w/a\\:b\\', 'source=/w/a\\:b\\'],
  ['/w/a=b', 'source=/w/a=b'],
  ['/w/a,readonly', '"source=/w/a,readonly"'],
  ['/w/a,"b"', '"source=/w/a,""b"""'],
  ['/w/a\nb', '"source=/w/a\nb"'],
  ['/w/end ', 'source=/w/end /.'],
  ['/w/end\u00a0', 'source=/w/end\u00a0/.'],
] as const
test.each(SOURCES)('the path %j of this machine is the field %j', (source, field) => {
  expect(bindArguments({ source, target: '/x', mode: 'rw' })).toEqual([
    '--mount',
    `type=bind,${field},target=/x`,
  ])
  expect(bindArguments({ source, target: '/x', mode: 'ro' })[1]).toBe(`type=bind,${field},target=/x,readonly`)
})

test.each(['/mlcommons/volumes/data', '/tmp', '/mlcube_io0', '/a b/ü'])('%j may be mounted at', (target) => {
  expect(bindArguments({ source: '/w', target, mode: 'ro' })[1]).toContain(`,target=${target},readonly`)
})

const TARGETS = [
  ...[
    '/data,/home/runner,/w/p\\',
    '/data:ro',
    '/data^/etc',
    '/a"b',
    '/a\\',
    '/a,source=/etc',
    '/a\nb',
    '/a\0',
  ],
  ...['data', '', '/', '//./', '/a/../b', '/a ', '/a\u200b', '--privileged'],
]
test.each(TARGETS)('%j is never mounted at, whoever asks', (target) => {
  expect(() => bindArguments({ source: '/w', target, mode: 'ro' })).toThrow(ExpectedError)
})

test.each(['w', './w', '', '/w\r\nx', '/w\0'])('%j is never mounted, whoever asks', (source) => {
  expect(() => bindArguments({ source, target: '/x', mode: 'ro' })).toThrow(ExpectedError)
})
