import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ContainerRun } from '../../src/containers/run.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { explain } from '../../src/engines/exit.ts'
import { ExpectedError } from '../../src/facts/error.ts'
import { containerRun, conversation, greedy, runToEnd, script } from '../../stand-ins/container.ts'
import { type TempFolder, tempFolder } from '../../stand-ins/workspace.ts'
import { accountingPromises } from './accounting-promises.ts'

const MIB = 1024 ** 2

/** Names that mean nothing to whoever has them. */
const ODD_NAMES = [
  ...[
    'two words',
    'Ümläute ñ 日本',
    'a,b',
    'c:d',
    'c:d:ro',
    'demo^x',
    'back\\slash',
    'end\\',
    'say "x"',
    "it's",
    'e=f',
    '=g',
  ],
  ...[
    'a,readonly',
    'a,target=x',
    '*',
    '$HOME',
    '`id`',
    '-v',
    '#h',
    '%41',
    '~',
    '{a,b}',
    '[b]',
    'two\nlines',
    ' begins',
    'ends ',
  ],
]

/** An engine that the promises are tried on. */
export interface Tried {
  /** Why it cannot be had here; its tests are then skipped with this reason. */
  readonly reason?: string
  readonly open: () => Promise<Engine>
  /** Makes busybox an image of this engine, and gives what it is run by. */
  readonly busybox: (engine: Engine) => Promise<string>
  /** What is left of the containers with this name. */
  readonly left: (name: string) => string
  /** Whether it keeps limits here. */
  readonly limits: boolean
  /** What the engine says of a program that is not there, and of one that is a folder. */
  readonly notFound: RegExp
  readonly notExecutable: RegExp
}

/** What every engine promises of a container, as tests; a test's name is the promise. */
export function promisesOf({ reason, open, busybox, left, limits, notFound, notExecutable }: Tried): void {
  beforeEach((context) => {
    if (reason !== undefined) context.skip(reason)
  })
  let engine: Engine
  let folder: TempFolder
  let image: string

  beforeAll(async () => {
    if (reason !== undefined) return
    engine = await open()
    folder = await tempFolder()
    image = await busybox(engine)
  }, 120_000)
  afterAll(async () => {
    await engine?.close()
    await folder?.[Symbol.asyncDispose]()
  })
  const run = (container: ContainerRun, signal?: AbortSignal) =>
    runToEnd(
      engine,
      { ...container, image: container.image === ABSENT ? ABSENT : image },
      folder.path,
      signal,
    )
  const ABSENT = 'medperf-test/absent:1'

  describe('how a container ended', () => {
    test.each([
      { what: 'success', lines: 'exit 0', exitCode: 0 },
      { what: 'a failure', lines: 'exit 1', exitCode: 1 },
      { what: "the program's own 125", lines: 'exit 125', exitCode: 125 },
      { what: "the program's own 126", lines: 'exit 126', exitCode: 126 },
      { what: "the shell's 127", lines: 'no-such-command', exitCode: 127 },
      { what: "the program's own 255", lines: 'exit 255', exitCode: 255 },
      { what: 'SIGABRT', lines: 'kill -ABRT $$', exitCode: 134 },
      { what: 'SIGKILL', lines: 'kill -KILL $$', exitCode: 137 },
      { what: 'SIGSEGV', lines: 'kill -SEGV $$', exitCode: 139 },
      { what: 'SIGTERM', lines: 'kill -TERM $$', exitCode: 143 },
    ])('$what is told by exit code $exitCode', async ({ lines, exitCode }) => {
      const { outcome } = await run(script(lines))
      expect(outcome).toMatchObject({ kind: 'exited', exitCode, outOfMemory: false, error: '' })
    })

    test('a command that the image lacks is 127, with the reason', async () => {
      const { outcome } = await run(containerRun(['no-such-program']))
      expect(outcome).toMatchObject({
        kind: 'exited',
        exitCode: 127,
        error: expect.stringMatching(notFound),
      })
    })

    test('a command that is a folder is 126, with the reason', async () => {
      const { outcome } = await run(containerRun(['/etc'], {}))
      expect(outcome).toMatchObject({
        kind: 'exited',
        exitCode: 126,
        error: expect.stringMatching(notExecutable),
      })
    })

    test('an image that is not here is told as missing, and nothing is pulled', async () => {
      const { outcome } = await run(containerRun(['true'], { image: ABSENT }))
      expect(outcome).toMatchObject({ kind: 'engine-failed', missingImage: true })
      expect(outcome).toHaveProperty('message', expect.stringContaining('medperf-test/absent:1'))
    })

    test('nothing is left of a container, however it ended', async () => {
      const containers = [script('exit 0'), script('exit 3'), containerRun(['no-such-program'])]
      await Promise.all(containers.map((container) => run(container)))
      for (const { name } of containers) expect(left(name)).toBe('')
      expect(readdirSync(join(folder.path, 'scratch'))).toEqual([])
    })
  })

  describe('memory', () => {
    test('the peak of a container that lives a moment is told', async () => {
      const { outcome } = await run(script('dd if=/dev/zero of=/dev/null bs=100M count=3; sleep 1'))
      expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 })
      const peak = 'peakMemory' in outcome ? (outcome.peakMemory ?? 0) : 0
      expect(peak).toBeGreaterThan(100 * MIB)
      expect(peak).toBeLessThan(140 * MIB)
    })

    test.runIf(limits)('a program beyond its limit is out of memory, with limit and peak', async () => {
      const { outcome } = await run(await greedy(folder.path, 64 * MIB))
      expect(outcome).toMatchObject({ kind: 'exited', exitCode: 137, outOfMemory: true })
      expect(explain(outcome, 64 * MIB)).toMatchObject({
        kind: 'out-of-memory',
        message: 'ran out of memory (limit 64 MiB, peak 64 MiB)',
      })
      expect(existsSync('oom')).toBe(false)
      expect(readdirSync(join(folder.path, 'scratch'))).toEqual([])
    })

    test.runIf(limits)('a worker that ran out of memory is told', async () => {
      const { outcome } = await run(
        script('tail /dev/zero; sleep 1; exit 1', { limits: { memory: 64 * MIB } }),
      )
      expect(outcome).toMatchObject({ kind: 'exited', exitCode: 1, outOfMemory: true })
    })
  })

  accountingPromises(() => folder.path, run)

  describe('what a container may do', () => {
    test('it runs as the given user, without network, capabilities and new privileges', async () => {
      const lines =
        'id -u; id -g; cat /proc/net/dev | grep -c :; grep -E "CapBnd|CapEff|NoNewPrivs" /proc/self/status'
      const { output } = await run(script(lines))
      expect(
        output
          .toString()
          .split('\n')
          .filter((line) => !line.includes('WARNING')),
      ).toEqual([
        '1234',
        '2345',
        '1',
        expect.stringMatching(/^CapEff:\t0+$/),
        expect.stringMatching(/^CapBnd:\t0+$/),
        'NoNewPrivs:\t1',
        '',
      ])
    })

    test('it sees its environment, arguments and mounts as they were given', async () => {
      const input = join(folder.path, 'in, "odd": name')
      const output = join(folder.path, 'out')
      mkdirSync(input)
      mkdirSync(output)
      chmodSync(output, 0o777)
      chmodSync(folder.path, 0o755)
      writeFileSync(join(input, 'a'), 'from the host')
      const lines = 'cat /in/a; echo "$WORDS|$0|$1"; echo new >/out/b; echo no >/in/a'
      const { output: written, outcome } = await run(
        containerRun(['-c', lines, 'a b', "it's"], {
          entrypoint: 'sh',
          environment: [['WORDS', 'two words\nand = "lines", $HOME']],
          binds: [
            { source: input, target: '/in', mode: 'ro' },
            { source: output, target: '/out', mode: 'rw' },
          ],
        }),
      )
      expect(written.toString()).toContain('from the host')
      expect(written.toString()).toContain('two words\nand = "lines", $HOME|a b|it\'s\n')
      expect(written.toString()).toContain('Read-only file system')
      expect(outcome).toMatchObject({ kind: 'exited', exitCode: 1 })
      expect(readFileSync(join(output, 'b'), 'utf8')).toBe('new\n')
      expect(statSync(join(output, 'b')).uid).toBe(1234)
      expect(readFileSync(join(input, 'a'), 'utf8')).toBe('from the host')
    })

    test('folders and files of any harmless name are mounted, inputs and outputs', async () => {
      const odd = join(folder.path, 'odd')
      const binds = ODD_NAMES.flatMap((name, at) => {
        const source = join(odd, `up ${name}`, name)
        const output = join(odd, `out ${name}`)
        mkdirSync(source, { recursive: true })
        mkdirSync(output)
        chmodSync(output, 0o777)
        writeFileSync(join(source, 'a'), `${at}\n`)
        writeFileSync(join(odd, `f${name}`), `file ${at}\n`)
        return [
          { source, target: `/in${at}`, mode: 'ro' },
          { source: output, target: `/out${at}`, mode: 'rw' },
          ...(name.endsWith(' ')
            ? []
            : [{ source: join(odd, `f${name}`), target: `/file${at}`, mode: 'ro' } as const]),
        ] as const
      })
      const count = ODD_NAMES.length
      const lines = `i=0; while [ $i -lt ${count} ]; do cat /in$i/a /file$i; echo $i >/out$i/b; touch /in$i/no; i=$((i + 1)); done 2>/dev/null`
      const { output } = await run(script(lines, { binds }))
      const expected = ODD_NAMES.flatMap((name, at) => [
        `${at}`,
        ...(name.endsWith(' ') ? [] : [`file ${at}`]),
      ])
      expect(
        output
          .toString()
          .split('\n')
          .filter((line) => /^(file )?\d+$/.test(line)),
      ).toEqual(expected)
      expect(ODD_NAMES.map((name) => readFileSync(join(odd, `out ${name}`, 'b'), 'utf8'))).toEqual(
        ODD_NAMES.map((_, at) => `${at}\n`),
      )
      expect(ODD_NAMES.flatMap((name) => readdirSync(join(odd, `up ${name}`, name)))).toEqual(
        ODD_NAMES.map(() => 'a'),
      )
    })

    test('a mount path that engines may read as a list is refused, whoever asks, and leaves nothing behind', async () => {
      for (const target of ['/in,/etc,/y\\', '/in:rw', '/in^/etc', '/a"b', 'in', '/in\n']) {
        const container = containerRun(['true'], { binds: [{ source: folder.path, target, mode: 'ro' }] })
        await expect(run(container)).rejects.toThrow(ExpectedError)
      }
      expect(readdirSync(join(folder.path, 'scratch'))).toEqual([])
    })

    test('nothing of the environment of the action reaches it', async () => {
      process.env['MEDPERF_SECRET'] = 'hidden'
      try {
        expect((await run(script('env'))).output.toString()).not.toContain('hidden')
      } finally {
        delete process.env['MEDPERF_SECRET']
      }
    })

    test.runIf(limits)('a fork bomb ends at its limit', async () => {
      const { output } = await run(
        script('for i in $(seq 50); do sleep 60 & done; wait', { limits: { pids: 20 } }),
      )
      expect(output.toString()).toMatch(/can't fork/)
    })

    test('a mount that is missing on the host is an error and is not made', async () => {
      const source = join(folder.path, 'absent')
      const container = containerRun(['true'], { binds: [{ source, target: '/data', mode: 'ro' }] })
      await expect(run(container)).rejects.toThrow(ExpectedError)
      await expect(run(container)).rejects.toThrow('what belongs at /data in the container is missing')
      expect(readdirSync(folder.path)).not.toContain('absent')
    })
  })

  describe('its output', () => {
    test('comes byte for byte, both streams', async () => {
      const { output } = await run(script('printf "\\377\\376\\000\\303\\r"; printf "no newline" >&2'))
      expect(output.includes(Buffer.from([0xff, 0xfe, 0, 0xc3, 0x0d]))).toBe(true)
      expect(output.includes('no newline')).toBe(true)
    })

    test('comes while the container runs', async () => {
      const { signal } = new AbortController()
      const outcome = await conversation(
        (container, onOutput) =>
          engine.run({ ...container, image }, { onOutput, signal, scratch: folder.path }),
        folder.path,
      )
      expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 })
    })

    test('a consumer that throws ends the container, and its error is thrown', async () => {
      const onOutput = (chunk: Buffer) => {
        if (chunk.includes('x')) throw new Error('the disk of the log is full')
      }
      const { signal } = new AbortController()
      const container = { ...script('while true; do echo x; sleep 0.1; done'), image }
      await expect(engine.run(container, { onOutput, signal, scratch: folder.path })).rejects.toThrow(
        'the disk of the log is full',
      )
      expect(left(container.name)).toBe('')
    })
  })

  describe('a stop', () => {
    const STUBBORN = 'trap "" TERM INT HUP; echo up; while true; do sleep 1; done'

    test('a signal that has aborted before starts nothing', async () => {
      const { outcome } = await run(script(STUBBORN), AbortSignal.abort())
      expect(outcome).toEqual({ kind: 'stopped' })
    })

    test('a running container is gone at once: it is not asked first, and nobody waits for it', async () => {
      const stop = new AbortController()
      let output = ''
      const onOutput = (chunk: Buffer) => {
        output += chunk
        if (chunk.includes('up')) stop.abort()
      }
      const container = { ...script(STUBBORN.replace('""', '"echo asked"')), image }
      const outcome = await engine.run(container, { onOutput, signal: stop.signal, scratch: folder.path })
      expect(outcome).toMatchObject({ kind: 'stopped' })
      expect(output).not.toContain('asked')
      expect(left(container.name)).toBe('')
    })

    test('an abort at any moment leaves no container and no file', { timeout: 300_000 }, async () => {
      const seen: string[] = []
      for (let delay = 0; delay < 600; delay += 40) {
        const stop = new AbortController()
        const container = script(STUBBORN)
        const running = run(container, stop.signal)
        await sleep(delay)
        stop.abort()
        const { outcome } = await running
        seen.push(`${outcome.kind}${left(container.name)}`)
      }
      expect(seen).toEqual(seen.map(() => 'stopped'))
      expect(readdirSync(join(folder.path, 'scratch'))).toEqual([])
    })

    test('what a killed run left is found by its label and removed, and nothing else', async () => {
      const label = `org.medperf.test=left-${process.pid}`
      const others = script(STUBBORN)
      const stop = new AbortController()
      const mine = [1, 2].map(() => ({ ...script(STUBBORN, { label }) }))
      const { signal } = new AbortController()
      const started: Promise<unknown>[] = []
      const running = [...mine, others].map((container) => {
        const { promise, resolve } = Promise.withResolvers<void>()
        started.push(promise)
        const onOutput = (chunk: Buffer) => {
          if (chunk.includes('up')) resolve()
        }
        return engine.run(
          { ...container, image },
          { onOutput, signal: container === others ? stop.signal : signal, scratch: folder.path },
        )
      })
      // One that ends before it has started says so.
      await Promise.race([Promise.all(started), Promise.any(running)])
      expect(await engine.removeAll(label, 2)).toEqual({ removed: 2 })
      expect(await engine.removeAll(label)).toEqual({ removed: 0 })
      for (const { name } of mine) expect(left(name)).toBe('')
      expect(left(others.name)).not.toBe('')
      stop.abort()
      await Promise.all(running)
      expect(left(others.name)).toBe('')
    })
  })
}
