import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BUSYBOX } from '../../stand-ins/images.ts'
import { podmanBusybox, podmanEnvironment } from '../../stand-ins/podman.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { builders } from '../support/builders.ts'
import { runTiny, TINY } from '../support/tiny.ts'

const config = 'config: model/container_config.yaml'
const BENCHMARK = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8').replace(
  config,
  `${config}\n  build: model/`,
)

/**
 * A folder that Git takes for a repository without `.git`, as a change can commit one. Its commit is missing, and where it would be had
 * is a program.
 */
const repository = (program: string) => ({
  'model/HEAD': 'ref: refs/heads/main\n',
  'model/refs/heads/main': `${'1'.repeat(40)}\n`,
  'model/objects/kept': '',
  'model/config': `[core]
	repositoryformatversion = 1
	bare = false
	worktree = .
[extensions]
	partialClone = origin
[protocol "ext"]
	allow = always
[remote "origin"]
	promisor = true
	url = ext::${program}
`,
})

describe.each(builders())('$name', ({ environment, missing }) => {
  test('builds a context that is a repository of Git, and runs no program that it names', async (context) => {
    if (missing !== undefined) context.skip(missing)
    await using folder = await tempFolder()
    const mark = join(folder.path, 'ran')
    const run = await runTiny({
      env: environment,
      files: {
        'benchmark.yaml': BENCHMARK,
        'model/Dockerfile': `FROM ${BUSYBOX}\n`,
        ...repository(`touch ${mark}`),
      },
    })
    expect(existsSync(mark)).toBe(false)
    expect(run.report?.verdict).toBe('passed')
    expect(run.left).toEqual([])
  })
})

test('Podman builds the Dockerfile too, and no Containerfile beside it', async () => {
  await podmanBusybox()
  const run = await runTiny({
    inputs: { runtime: 'podman' },
    env: podmanEnvironment(),
    files: {
      'benchmark.yaml': BENCHMARK,
      'model/Dockerfile': `FROM ${BUSYBOX}\n`,
      'model/Containerfile': `FROM ${BUSYBOX}\nRUN exit 3\n`,
    },
  })
  // Whether the machine's Podman can run it is another matter.
  expect(run.report?.steps[0]).toMatchObject({ status: 'passed' })
})
