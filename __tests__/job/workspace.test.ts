import { basename, dirname } from 'node:path'
import { expect, test } from 'vitest'
import { nameWorkspace } from '../../src/job/workspace.ts'

test.each([
  [undefined, '/runner/temp'],
  ['/srv/medperf', '/srv/medperf'],
  ['relative/folder', '/checkout/relative/folder'],
  ['./a/../b', '/checkout/b'],
  ['.', '/checkout'],
  ['../beside', '/beside'],
])('with the work directory %j the folders of a run lie in %s', (workDirectory, folder) => {
  const { work, report, wanted } = nameWorkspace({
    repository: '/checkout',
    temp: '/runner/temp',
    workDirectory,
  })
  expect(dirname(work)).toBe(folder)
  expect(basename(work)).toMatch(/^medperf-benchmark-[0-9a-f]{16}$/)
  expect(report).toMatch(/^\/runner\/temp\/medperf-benchmark-report-[0-9a-f]{16}$/)
  expect(wanted).toBe(workDirectory)
})

test('a temporary folder that is not absolute is one of the checkout', () => {
  const { report } = nameWorkspace({ repository: '/checkout', temp: 'tmp', workDirectory: undefined })
  expect(dirname(report)).toBe('/checkout/tmp')
})
