import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { SerializedError } from 'vitest'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** The numbers of a test run, what was not run with the reason its author gave, and what passed only when it was tried again. */
interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly string[]
  readonly again: readonly string[]
}

const nameOf = (test: TestCase) =>
  `${relative(process.cwd(), test.module.moduleId)} (${test.project.name}): ${test.fullName}`

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
      return `${nameOf(test)}: ${result.note ?? 'no reason given'}`
    }),
    again: tests.filter((test) => test.diagnostic()?.flaky === true).map(nameOf),
  }
}

/**
 * A vitest reporter that writes the counts to the file named by TEST_COUNTS: first `passed failed skipped`, then a line
 * `skipped: …` or `again: …` for each test that was skipped, or that passed only when it was tried again.
 */
// biome-ignore lint/style/noDefaultExport: vitest takes a reporter from the default export
export default function countReporter(): Reporter {
  const file = process.env['TEST_COUNTS'] ?? 'test-counts.log'
  return {
    onTestRunEnd(modules, unhandled) {
      const { passed, failed, skipped, again } = count(modules, unhandled)
      const named = [...skipped.map((line) => `skipped: ${line}`), ...again.map((line) => `again: ${line}`)]
      writeFileSync(file, [`${passed} ${failed} ${skipped.length}`, ...named, ''].join('\n'))
    },
  }
}
