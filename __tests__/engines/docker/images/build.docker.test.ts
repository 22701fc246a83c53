import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openDocker } from '../../../../src/engines/docker/docker.ts'
import type { Engine, Image } from '../../../../src/engines/engine.ts'
import { openCleaner } from '../../../../src/engines/open.ts'
import { PLATFORM } from '../../../../src/engines/pull-size.ts'
import { readText } from '../../../../src/engines/usage/processes.ts'
import { ExpectedError, toFailure } from '../../../../src/facts/error.ts'
import { containerRun, runToEnd } from '../../../../stand-ins/container.ts'
import { BUSYBOX, busyboxImage, hasImage } from '../../../../stand-ins/images.ts'
import { startRegistry } from '../../../../stand-ins/registry.ts'
import { type TempFolder, tempFolder } from '../../../../stand-ins/workspace.ts'
import { image, served, startFakeRegistry } from '../../../registry/fake-registry.ts'
import { buildOf } from '../../../support/build-of.ts'
import { builders } from '../../../support/builders.ts'
import { freshName } from '../../../support/loading.ts'

const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8', stdio: 'pipe' }).trim()
const TAG = `medperf-test/built-${process.pid}`
const LABEL = `org.medperf.test=build-${process.pid}`
/** The classic builder's words, and BuildKit's. */
const CACHED = /^ ---> Using cache$|\] RUN .*\n#\d+ CACHED$/gm
/** What only one of the two says. */
const OWN_WORDS: Readonly<Record<string, RegExp>> = {
  'the classic builder': /^Step 1\/2 : FROM /m,
  BuildKit: /^#\d+ \[1\/2\] FROM /m,
}
let engine: Engine
let folder: TempFolder

beforeAll(async () => {
  await busyboxImage()
  engine = await openDocker()
})
beforeEach(async () => {
  folder = await tempFolder()
})
afterEach(async () => {
  if (await hasImage(TAG)) docker('rmi', '-f', TAG)
  await folder[Symbol.asyncDispose]()
})

async function build(dockerfile: string, signal = new AbortController().signal) {
  await writeFile(join(folder.path, 'Dockerfile'), dockerfile)
  const output: string[] = []
  const onOutput = (chunk: Buffer) => void output.push(chunk.toString())
  const result = await engine
    .build(buildOf(folder.path), TAG, { signal, label: LABEL, onOutput })
    .catch((error: unknown) => error)
  const failure = result instanceof ExpectedError ? toFailure(result) : undefined
  return { result, failure, output: output.join('') }
}

/** BuildKit's are no containers of Docker's. */
const processes = (mark: string) =>
  readdirSync('/proc').filter(
    (pid) =>
      /^\d+$/.test(pid) && (readText(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ').includes(mark),
  )

/** Half-built containers of this context; the mark is in their command line. */
const containers = (mark: string) =>
  docker('ps', '-a', '--no-trunc', '--format', '{{.Command}}')
    .split('\n')
    .filter((line) => line.includes(mark))

describe.each(builders())('$name', ({ name, environment, missing }) => {
  beforeEach((context) => {
    if (missing !== undefined) context.skip(missing)
    for (const [key, value] of Object.entries(environment)) vi.stubEnv(key, value)
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  test('a context is built, and its image runs by its ID', async () => {
    await writeFile(join(folder.path, 'word'), 'of this change')
    const { result, output: told } = await build(`FROM ${BUSYBOX}\nCOPY word /word\n`)
    expect(told).toMatch(OWN_WORDS[name] ?? '')
    const id = docker('image', 'inspect', '--format', '{{.Id}}', TAG)
    expect(result).toEqual({ runBy: id, configDigest: id, bytes: expect.any(Number), platform: PLATFORM })
    const { output } = await runToEnd(engine, containerRun(['cat', '/word'], { image: TAG }), folder.path)
    expect(output.toString()).toBe('of this change')
  })

  test('a build of another run does not change what the first one runs', async () => {
    const says = async ({ runBy }: Image) => {
      const { output } = await runToEnd(engine, containerRun(['cat', '/word'], { image: runBy }), folder.path)
      return output.toString()
    }
    const names = [freshName(), freshName()]
    const { signal } = new AbortController()
    await writeFile(join(folder.path, 'Dockerfile'), `FROM ${BUSYBOX}\nCOPY word /word\n`)
    const word = async (text: string, as = '') => {
      await writeFile(join(folder.path, 'word'), text)
      return engine.build(buildOf(folder.path), as, { signal, label: LABEL, onOutput: () => {} })
    }
    const first = await word('first', names[0])
    const second = await word('second', names[1])
    expect([await says(first), await says(second)]).toEqual(['first', 'second'])
    await engine.removeImages(names)
  })

  test('a second build takes the layers of the first', async () => {
    const dockerfile = `FROM ${BUSYBOX}\nRUN echo ${randomUUID()} > /made\nRUN cp /made /again\n`
    const first = await build(dockerfile)
    expect(first.output).not.toMatch(CACHED)
    const second = await build(dockerfile)
    expect(second.output.match(CACHED)).toHaveLength(2)
    expect(second.result).toEqual(first.result)
  })

  test('what a build left goes with its name, and what was here before stays', async () => {
    const mark = `left-${process.pid}-${name.length}`
    const images = () =>
      docker(
        'image',
        'ls',
        '--all',
        '--no-trunc',
        '--filter',
        `label=mark=${mark}`,
        '--format',
        '{{.ID}} {{.Tag}}',
      )
    const dockerfile = (word: string) => `FROM ${BUSYBOX}\nLABEL mark=${mark}\nRUN echo ${word} > /word\n`
    for (const word of ['first', 'second']) {
      await build(dockerfile(word))
      await engine.removeImages([TAG])
      expect(images()).toBe('')
    }
    const theirs = (await build(dockerfile('first'))).result as Image
    const other = `${TAG}-theirs:1`
    docker('tag', theirs.runBy, other)
    expect((await build(dockerfile('first'))).result).toEqual(theirs)
    await engine.removeImages([TAG])
    expect(docker('image', 'inspect', '--format', '{{.Id}}', other)).toBe(theirs.runBy)
    docker('tag', BUSYBOX, other)
    // It has no name now.
    expect((await build(dockerfile('first'))).result).toEqual(theirs)
    await engine.removeImages([TAG])
    expect(docker('image', 'inspect', '--format', '{{.Id}}', theirs.runBy)).toBe(theirs.runBy)
    docker('rmi', theirs.runBy, other)
  })

  test('what ours was made from stays, also where it has no name', async () => {
    const word = randomUUID()
    const first = `FROM ${BUSYBOX}\nRUN echo ${word} > /first\n`
    await writeFile(join(folder.path, 'Dockerfile'), first)
    const theirs = docker('build', '--quiet', folder.path).split('\n').at(-1) ?? ''
    const as = freshName()
    await writeFile(join(folder.path, 'Dockerfile'), `${first}RUN echo more\n`)
    const { signal } = new AbortController()
    await engine.build(buildOf(folder.path), as, { signal, label: LABEL, onOutput: () => {} })
    await engine.removeImages([as])
    expect(docker('image', 'inspect', '--format', '{{.Id}} {{.RepoTags}}', theirs)).toBe(`${theirs} []`)
    docker('rmi', theirs)
  })

  test('two runs that build the same at once keep it until both are done', async () => {
    const dockerfile = `FROM ${BUSYBOX}\nRUN echo ${randomUUID()} > /word\n`
    await writeFile(join(folder.path, 'Dockerfile'), dockerfile)
    const { signal } = new AbortController()
    const names = [freshName(), freshName()]
    const [one, two] = await Promise.all(
      names.map((as) => engine.build(buildOf(folder.path), as, { signal, label: LABEL, onOutput: () => {} })),
    )
    await engine.removeImages(names.slice(0, 1))
    const { output } = await runToEnd(
      engine,
      containerRun(['cat', '/word'], { image: two?.runBy ?? '' }),
      folder.path,
    )
    expect(output.toString()).toMatch(/^[0-9a-f-]{36}\n$/)
    expect(one).toBeDefined()
    await engine.removeImages(names)
  })

  test('a base is the one that its registry has now; one that only this machine has stays', async () => {
    await using registry = await startRegistry()
    const base = `${registry.host}/lab/base:1`
    const push = async (word: string) => {
      await writeFile(join(folder.path, 'Dockerfile'), `FROM ${BUSYBOX}\nENV WORD=${word}\n`)
      docker('build', '--tag', base, folder.path)
      docker('push', '--quiet', base)
    }
    const says = async () => {
      const { result, output: told } = await build(`FROM ${base}\nRUN true\n`)
      const { output } = await runToEnd(
        engine,
        containerRun(['sh', '-c', 'echo $WORD'], { image: (result as Image).runBy }),
        folder.path,
      )
      return { word: output.toString().trim(), told }
    }
    await push('old')
    const old = docker('image', 'inspect', '--format', '{{.Id}}', base)
    docker('tag', base, `${TAG}-old:1`)
    await push('new')
    // What a run before this one left on the machine.
    docker('pull', '--quiet', base)
    docker('tag', old, base)
    expect((await says()).word).toBe('new')
    await registry.stop()
    const { word, told } = await says()
    expect(word).toBe('new')
    expect(told).toContain('the copy of this machine is used')
    docker('rmi', '--force', base, `${TAG}-old:1`)
  })

  test('a base that does not fit on the disk is refused before the build begins', async () => {
    const layers = [{ digest: `sha256:${'1'.repeat(64)}`, size: 10 * 1024 ** 4 }]
    await using registry = await startFakeRegistry(served({ '1.0': { ...image(), layers } }))
    await writeFile(join(folder.path, 'Dockerfile'), `FROM ${registry.host}/lab/base:1.0\nRUN true\n`)
    const { signal } = new AbortController()
    const checked = engine.checkRoom([buildOf(folder.path)], { signal, say: () => {} })
    await expect(checked).rejects.toMatchObject({
      kind: 'disk-full',
      message: expect.stringMatching(/\/lab\/base:1\.0 is 10 TiB to download .* are free in \//),
      hint: expect.stringContaining('Free disk space'),
    })
  })

  test('a command that fails is told with its line, and leaves no container', async () => {
    const mark = `mark-${process.pid}`
    const { failure, output } = await build(
      `# comment\nFROM ${BUSYBOX}\n\nRUN echo hello && \\\n    # inner\n    echo ${mark}; exit 7\nRUN echo never\n`,
    )
    expect(failure).toMatchObject({
      kind: 'build',
      code: 'build-failed',
      parts: [{ file: 'Dockerfile', line: 4 }],
      message: `the image cannot be built: line 4 of the Dockerfile, \`RUN echo hello && echo ${mark}; exit 7\`: the command ended with exit code 7`,
      hint: 'The log of this step shows the whole build.',
    })
    expect(output).toContain('hello')
    expect(containers(mark)).toEqual([])
  })

  test('a file that is not in the context is told with its line', async () => {
    const { failure } = await build(`FROM ${BUSYBOX}\nCOPY absent /x\n`)
    expect(failure?.kind).toBe('build')
    expect(failure?.message).toMatch(
      /line 2 of the Dockerfile, `COPY absent \/x`: .*absent.*(not found|does not exist)/,
    )
  })

  test('an instruction that does not exist is told with its line', async () => {
    const { failure } = await build(`FROM ${BUSYBOX}\nFRUM x\n`)
    expect(failure?.message).toMatch(
      /^the image cannot be built: line 2 of the Dockerfile: .*unknown instruction: FRUM/,
    )
  })

  test('a cancelled build stops, throws the reason and leaves no container', {
    timeout: 120_000,
  }, async () => {
    const mark = `sleep ${10_000 + process.pid}`
    const stop = new AbortController()
    const reason = new Error('cancelled')
    setTimeout(() => stop.abort(reason), 1_500)
    const { result } = await build(`FROM ${BUSYBOX}\nRUN ${mark}\n`, stop.signal)
    expect(result).toBe(reason)
    expect(containers(mark)).toEqual([])
    // BuildKit says nothing of when its own are gone.
    await expect.poll(() => processes(mark), { timeout: 60_000 }).toEqual([])
  })

  test('a build whose maker was killed ends by its label', { timeout: 120_000 }, async () => {
    const mark = `sleep ${20_000 + process.pid}`
    const going = build(`FROM ${BUSYBOX}\nRUN ${mark}\n`)
    await expect.poll(() => processes(`${mark}`).length, { timeout: 60_000 }).toBeGreaterThan(0)
    expect(await openCleaner('docker').removeAll(LABEL)).toEqual({ removed: 1 })
    expect((await going).failure).toMatchObject({ kind: 'build' })
    await expect.poll(() => [...containers(mark), ...processes(mark)], { timeout: 60_000 }).toEqual([])
  })
})
