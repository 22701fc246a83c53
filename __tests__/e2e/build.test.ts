import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { readText } from '../../src/engines/usage/processes.ts'
import { BUSYBOX } from '../../stand-ins/images.ts'
import { podmanBusybox, podmanEnvironment } from '../../stand-ins/podman.ts'
import { runTiny, TINY, type TinyOptions } from '../support/tiny.ts'

const config = 'config: model/container_config.yaml'
const BENCHMARK = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8').replace(
  config,
  `${config}\n  build: model/`,
)

/** Processes whose command line has this word. */
const processes = (mark: string) =>
  readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && (readText(`/proc/${pid}/cmdline`) ?? '').split(/[\0 ]/).includes(mark),
  )

/** A run of which nothing ends while its image is built, unless it is ended. */
const build = (line: string, signalAfter: RegExp, options: TinyOptions) =>
  runTiny({
    ...options,
    files: { 'benchmark.yaml': BENCHMARK, 'model/Dockerfile': `FROM ${BUSYBOX}\nRUN ${line}\n` },
    signalAfter,
  })

describe.each([
  ['docker', {}],
  ['podman', podmanEnvironment()],
] as const)('what %s runs for a build', (runtime, environment) => {
  const job: TinyOptions = { inputs: { runtime }, env: { DOCKER_BUILDKIT: '0', ...environment } }
  const marks = [1, 2, 3].map((number) => `${number}${process.pid}${runtime.length}`)

  test('that fails is an error on the line of its Dockerfile, which names the role', async () => {
    await podmanBusybox()
    const files = {
      'benchmark.yaml': BENCHMARK,
      'model/Dockerfile': `FROM ${BUSYBOX}\n\nRUN echo one && \\\n  exit 3\n`,
    }
    const run = await runTiny({ ...job, files })
    expect(run.code).toBe(1)
    expect(run.commands.filter(({ name }) => name === 'error')).toMatchObject([
      {
        message: expect.stringMatching(
          /^fetch: reference model: the image cannot be built: line 3 of `model\/Dockerfile`, .*exit code 3/,
        ),
        properties: { file: 'model/Dockerfile', line: '3' },
      },
    ])
  })

  const expectGone = (mark: string) =>
    vi.waitFor(() => expect(processes(mark)).toEqual([]), { timeout: 10_000 })

  test('ends with a run that is cancelled', async () => {
    await podmanBusybox()
    const mark = marks[0] ?? ''
    const run = await build(`echo "build"ing; sleep ${mark}`, /building/, job)
    expect(run.signal).not.toBe('SIGKILL')
    expect(run.left).toEqual([])
    await expectGone(mark)
  })

  test.each([
    ['is silent', 1, 'sleep', /building/],
    ['goes on talking', 2, 'while echo talk; do sleep 0.2; done; exec sleep', /building\s+(?:.*talk\s+){2}/],
  ] as const)(
    'ends with the post step of a run that was killed, also where it %s',
    async (_, at, lines, after) => {
      await podmanBusybox()
      const mark = marks[at] ?? ''
      const run = await build(`trap "" PIPE; echo "build"ing; ${lines} ${mark}`, after, {
        ...job,
        kill: true,
      })
      expect(run.signal).toBe('SIGKILL')
      expect(run.post.code).toBe(0)
      expect(run.left).toEqual([])
      await expectGone(mark)
    },
  )
})
