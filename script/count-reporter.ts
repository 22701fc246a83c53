import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { SerializedError } from 'vitest'
import type { Reporter, TestModule } from 'vitest/node'

/** The numbers of a test run, and what was not run with the reason its author gave. */
interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly string[]
}

/** Counts tests; a file that could not be read and an error outside of all tests are failures too. */
function count(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Counts {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const broken = modules.filter((module) => module.errors().length > 0)
  return {
    passed: tests.filter((test) => test.result().state === 'passed').length,
    failed:
      tests.filter((test) => test.result().state === 'failed').length + broken.length + unhandled.length,
    skipped: tests.flatMap((test) => {
      const result = test.result()
      if (result.state !== 'skipped') return []
      const file = relative(process.cwd(), test.module.moduleId)
      return `${file}: ${test.fullName}: ${result.note ?? 'no reason given'}`
    }),
  }
}

/**
 * A vitest reporter that writes the counts to the file named by TEST_COUNTS: first `passed failed skipped`, then a line for each
 * test that was skipped.
 */
// biome-ignore lint/style/noDefaultExport: vitest takes a reporter from the default export
export default function countReporter(): Reporter {
  const file = process.env['TEST_COUNTS'] ?? 'test-counts.log'
  return {
    onTestRunEnd(modules, unhandled) {
      const { passed, failed, skipped } = count(modules, unhandled)
      writeFileSync(file, [`${passed} ${failed} ${skipped.length}`, ...skipped, ''].join('\n'))
    },
  }
}
