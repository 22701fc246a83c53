import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContainerRun } from '../../../src/containers/run.ts'
import { openDocker } from '../../../src/engines/docker/docker.ts'
import type { Engine } from '../../../src/engines/engine.ts'
import { explain } from '../../../src/engines/exit.ts'
import { StepFailure } from '../../../src/facts/failure.ts'
import { containerRun, greedy, runToEnd, script } from '../../../stand-ins/container.ts'
import { busyboxImage } from '../../../stand-ins/images.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'
import { accountingPromises } from '../../support/accounting-promises.ts'

const MIB = 1024 ** 2
let engine: Engine
let folder: TempFolder

beforeAll(async () => {
  await busyboxImage()
  engine = await openDocker()
  folder = await tempFolder()
})
afterAll(() => folder[Symbol.asyncDispose]())

const run = (container: ContainerRun, signal?: AbortSignal) =>
  runToEnd(engine, container, folder.path, signal)
const ps = (name: string) =>
  execFileSync('docker', ['ps', '-aq', '--filter', `name=${name}`], { encoding: 'utf8' }).trim()

describe('how a container ended', () => {
  const ends = [
    { what: 'success', lines: 'exit 0', exitCode: 0 },
    { what: 'a failure', lines: 'exit 1', exitCode: 1 },
    { what: "the program's own 125", lines: 'exit 125', exitCode: 125 },
    { what: "the program's own 126", lines: 'exit 126', exitCode: 126 },
    { what: "the shell's 127", lines: 'no-such-command', exitCode: 127 },
    { what: 'SIGABRT', lines: 'kill -ABRT $$', exitCode: 134 },
    { what: 'SIGKILL', lines: 'kill -KILL $$', exitCode: 137 },
    { what: 'SIGSEGV', lines: 'kill -SEGV $$', exitCode: 139 },
    { what: 'SIGTERM', lines: 'kill -TERM $$', exitCode: 143 },
  ]
  test.each(ends)('$what is told by exit code $exitCode', async ({ lines, exitCode }) => {
    const { outcome } = await run(script(lines))
    expect(outcome).toMatchObject({ kind: 'exited', exitCode, outOfMemory: false, error: '' })
  })

  test("a program that imitates Docker's words is not believed", async () => {
    const { outcome } = await run(
      script('echo "docker: Error response from daemon: No such image: x:1" >&2; exit 125'),
    )
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 125 })
  })

  test('a command that the image lacks is 127, with the reason', async () => {
    const { outcome } = await run(containerRun(['no-such-program']))
    expect(outcome).toMatchObject({
      kind: 'exited',
      exitCode: 127,
      error: 'exec no-such-program failed: No such file or directory',
    })
  })

  test('a command that is a folder is 126, with the reason', async () => {
    const { outcome } = await run(containerRun(['/etc']))
    expect(outcome).toMatchObject({
      kind: 'exited',
      exitCode: 126,
      error: 'exec /etc failed: Permission denied',
    })
  })

  test('an image that is not here is told as missing, and nothing is pulled', async () => {
    const { outcome } = await run(containerRun(['true'], { image: 'medperf-test/absent:1' }))
    expect(outcome).toEqual({
      kind: 'engine-failed',
      message: 'No such image: medperf-test/absent:1',
      missingImage: true,
    })
  })

  test('a limit that this machine cannot give is told in words of Docker', async () => {
    const { outcome } = await run(containerRun(['true'], { limits: { cpus: 4096 } }))
    expect(outcome).toMatchObject({ kind: 'engine-failed', missingImage: false })
    expect(outcome).toHaveProperty('message', expect.stringContaining('CPUs'))
  })

  test('nothing is left of a container, however it ended', async () => {
    const containers = [script('exit 0'), script('exit 3'), containerRun(['no-such-program'])]
    await Promise.all(containers.map((container) => run(container)))
    for (const { name } of containers) expect(ps(name)).toBe('')
    expect(readdirSync(join(folder.path, 'scratch'))).toEqual([])
  })
})

describe('memory', () => {
  test('the peak of a container that lives a moment is its true peak', async () => {
    const { outcome } = await run(script('dd if=/dev/zero of=/dev/null bs=100M count=1; sleep 1'))
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 })
    const peak = 'peakMemory' in outcome ? (outcome.peakMemory ?? 0) : 0
    expect(peak).toBeGreaterThan(100 * MIB)
    expect(peak).toBeLessThan(130 * MIB)
  })

  test('a program beyond its limit is out of memory, and the report says limit and peak', async () => {
    const { outcome } = await run(await greedy(folder.path, 64 * MIB))
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 137, outOfMemory: true })
    expect(explain(outcome, 64 * MIB)).toMatchObject({
      kind: 'out-of-memory',
      message: 'ran out of memory (limit 64 MiB, peak 64 MiB)',
    })
  })

  test('a worker that ran out of memory is told, though the program ended by itself', async () => {
    const { outcome } = await run(script('tail /dev/zero; sleep 1; exit 1', { limits: { memory: 64 * MIB } }))
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 1, outOfMemory: true })
  })
})

accountingPromises(() => folder.path, run)

describe('what a container may do', () => {
  test('it runs as the given user, without network, capabilities and new privileges', async () => {
    const { output } = await run(
      script(
        'id -u; id -g; ls /sys/class/net; grep -E "CapBnd|CapEff|NoNewPrivs|Seccomp:" /proc/self/status',
      ),
    )
    expect(output.toString().split('\n')).toEqual([
      '1234',
      '2345',
      'lo',
      expect.stringMatching(/^CapEff:\t0+$/),
      expect.stringMatching(/^CapBnd:\t0+$/),
      'NoNewPrivs:\t1',
      expect.stringMatching(/^Seccomp:\t2$/),
      '',
    ])
  })

  test('it sees its environment, arguments and mounts as they were given', async () => {
    const input = join(folder.path, 'in, "odd": name')
    const output = join(folder.path, 'out')
    mkdirSync(input)
    mkdirSync(output)
    chmodSync(output, 0o777)
    writeFileSync(join(input, 'a'), 'from the host')
    const lines = 'cat /in/a; echo "$WORDS|$0|$1"; echo new >/out/b; echo no >/in/a'
    const { output: written, outcome } = await run(
      containerRun(['-c', lines, 'a b', "it's"], {
        entrypoint: 'sh',
        environment: [['WORDS', 'two words\nand = "lines"']],
        binds: [
          { source: input, target: '/in', mode: 'ro' },
          { source: output, target: '/out', mode: 'rw' },
        ],
      }),
    )
    expect(written.toString()).toContain('from the host')
    expect(written.toString()).toContain('two words\nand = "lines"|a b|it\'s\n')
    expect(written.toString()).toContain('Read-only file system')
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 1 })
    expect(readFileSync(join(output, 'b'), 'utf8')).toBe('new\n')
    expect(statSync(join(output, 'b')).uid).toBe(1234)
    expect(readFileSync(join(input, 'a'), 'utf8')).toBe('from the host')
  })

  test('a fork bomb ends at its limit', async () => {
    const { output } = await run(
      script('for i in $(seq 50); do sleep 60 & done; wait', { limits: { pids: 20 } }),
    )
    expect(output.toString()).toMatch(/can't fork/)
  })

  test('a mount that is missing on the host is an error and is not made', async () => {
    const source = join(folder.path, 'absent')
    const container = containerRun(['true'], { binds: [{ source, target: '/data', mode: 'ro' }] })
    await expect(run(container)).rejects.toThrow(StepFailure)
    await expect(run(container)).rejects.toThrow('what belongs at /data in the container is missing')
    expect(readdirSync(folder.path)).not.toContain('absent')
  })
})
