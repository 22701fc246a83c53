import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openEngine } from '../../src/engines/open.ts'
import { useApptainer } from '../../stand-ins/apptainer.ts'
import { BUSYBOX, busyboxImage } from '../../stand-ins/images.ts'
import { podmanBusybox, usePodman } from '../../stand-ins/podman.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { buildOf } from '../support/build-of.ts'
import { builders } from '../support/builders.ts'
import { freshName } from '../support/loading.ts'

/* `build: { context, dockerfile, target, args }`, on every engine and with both builders of Docker's. */

const TIMEOUT = 120_000
const missing = useApptainer()
usePodman()
const [classic, buildKit] = builders()
const sif = await tempFolder('medperf-named-')
afterAll(() => sif[Symbol.asyncDispose]())

beforeAll(async () => {
  await busyboxImage()
  await podmanBusybox()
}, TIMEOUT)

const FILES = {
  // What another name leaves aside.
  Dockerfile: 'FROM nowhere/at/all:1\n',
  Containerfile: 'FROM nowhere/at/all:1\n',
  'docker/gpu.Dockerfile': [
    'ARG BASE=nowhere/at/all:1',
    'FROM $BASE AS first',
    'ARG WORD=unset',
    'ARG FROM_OUTSIDE=unset',
    'ENV SAID="$WORD|$FROM_OUTSIDE"',
    'COPY . /all',
    'FROM first AS second',
    'ENV SAID=second',
    '',
  ].join('\n'),
  'docker/gpu.Dockerfile.dockerignore': 'left-out\n',
  'left-out': 'x',
  kept: 'y',
}

interface On {
  readonly runtime: 'docker' | 'podman' | 'apptainer'
  readonly environment?: Readonly<Record<string, string>>
  readonly missing?: string | undefined
  /** Whether it leaves out what is listed for one Dockerfile alone. */
  readonly hasOwnIgnore: boolean
}

const ENGINES: readonly (readonly [string, On])[] = [
  ['Docker, classic builder', { runtime: 'docker', ...classic, hasOwnIgnore: false }],
  ['Docker, BuildKit', { runtime: 'docker', ...buildKit, hasOwnIgnore: true } as On],
  ['Podman', { runtime: 'podman', hasOwnIgnore: true }],
  ['Apptainer', { runtime: 'apptainer', missing, hasOwnIgnore: false }],
]

describe.each(ENGINES)('on %s', (_, { runtime, environment = {}, missing: reason, hasOwnIgnore }) => {
  beforeEach((context) => {
    if (reason !== undefined) context.skip(reason)
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    vi.stubEnv('FROM_OUTSIDE', 'a-token-of-the-runner')
    return () => vi.unstubAllEnvs()
  })

  /** What a container of the image says of itself. */
  async function say(more: Parameters<typeof buildOf>[1]) {
    await using context = await tempWorkspace(undefined, FILES)
    await using folder = await tempFolder('medperf-named-')
    const settings = { types: ['DockerImage'] as const, builds: true, checkout: '/nowhere', images: sif.path }
    const engine = await openEngine(runtime, settings)
    const as = freshName()
    const { signal } = new AbortController()
    const lines: string[] = []
    try {
      const options = { signal, label: `org.medperf.test=named-${process.pid}`, onOutput: () => {} }
      const image = await engine.build(buildOf(context.path, more), as, options)
      const outcome = await engine.run(
        {
          name: `medperf-named-${as.replaceAll(/\W/g, '-')}`,
          label: options.label,
          user: { uid: 65534, gid: 65534 },
          binds: [],
          gpus: { kind: 'none' },
          environment: [],
          image: image.runBy,
          command: ['sh', '-c', 'echo "$SAID|$(ls /all | tr "\\n" " ")"'],
          limits: {},
        },
        { signal, scratch: folder.path, onOutput: (chunk) => void lines.push(chunk.toString()) },
      )
      return { kind: outcome.kind, said: lines.join('') }
    } finally {
      await engine.removeImages([as])
      await engine.close()
    }
  }

  const args = [
    ['BASE', BUSYBOX],
    ['WORD', 'two words $HOME'],
    ['FROM_OUTSIDE', ''],
  ] as const
  const dockerfile = 'docker/gpu.Dockerfile'

  test('the named file, the stage and the values are what is built; no variable of the runner is', {
    timeout: TIMEOUT,
  }, async () => {
    const { said } = await say({ dockerfile, target: 'first', args })
    // Apptainer's containers have their variables from a shell.
    expect(said).toContain(runtime === 'apptainer' ? 'two words ' : 'two words $HOME||')
    expect(said).not.toContain('a-token-of-the-runner')
    expect(said).toContain('kept')
    if (hasOwnIgnore) expect(said).not.toContain('left-out')
  })

  test('without a stage it is the last', { timeout: TIMEOUT }, async () => {
    expect((await say({ dockerfile, args })).said).toContain('second|')
  })

  test('a failure names the file', { timeout: TIMEOUT }, async () => {
    await expect(say({ dockerfile, target: 'third', args })).rejects.toMatchObject({ kind: 'build' })
    await expect(say({ dockerfile: 'Dockerfile' })).rejects.toMatchObject({ kind: 'build' })
  })
})

test('nothing of these builds is left', () => {
  const left = (engine: string) =>
    execFileSync(
      engine,
      ['ps', '--all', '--quiet', '--filter', `label=org.medperf.test=named-${process.pid}`],
      { encoding: 'utf8' },
    )
  expect([left('docker'), left('podman')]).toEqual(['', ''])
})
