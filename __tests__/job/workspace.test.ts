import { isAbsolute } from 'node:path'
import { expect, test } from 'vitest'
import { nameWorkspace } from '../../src/job/workspace.ts'

test.each([undefined, '/srv/medperf', 'relative/folder', '.'])(
  'with the work directory %j the folders of a run are absolute',
  (workDirectory) => {
    const { work, report } = nameWorkspace('/runner/temp', workDirectory)
    expect([work, report].every((path) => isAbsolute(path))).toBe(true)
    expect(report).toMatch(/^\/runner\/temp\/medperf-benchmark-report-[0-9a-f]{16}$/)
  },
)
