import { afterEach, expect, test } from 'vitest'
import { openEngine } from '../../src/engines/open.ts'
import { StepFailure } from '../../src/failure.ts'
import { tempFolder } from '../support/workspace.ts'

const PATH = process.env['PATH'] ?? ''
afterEach(() => {
  process.env['PATH'] = PATH
})

const failureOf = (opening: Promise<unknown>) =>
  opening.then(
    () => undefined,
    (error: unknown) => (error instanceof StepFailure ? error.failure : error),
  )

test('a machine without the command docker is told what to use', async () => {
  await using empty = await tempFolder()
  process.env['PATH'] = empty.path
  expect(await failureOf(openEngine('auto'))).toEqual({
    kind: 'engine',
    message: 'there is no container engine: the command `docker` was not found',
    hint: 'Use a runner with Docker, such as ubuntu-latest, or install Docker on this one.',
  })
})

test.each(['podman', 'apptainer', 'singularity'] as const)('%s is refused in words', async (runtime) => {
  expect(await failureOf(openEngine(runtime))).toEqual({
    kind: 'engine',
    message: `\`run.runtime: ${runtime}\` is not supported yet`,
    hint: 'Set `run.runtime` to `docker` or leave it out.',
  })
})
