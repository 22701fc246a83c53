import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { ContainerRun } from '../src/containers/run.ts'
import type { Engine, Outcome } from '../src/engines/engine.ts'
import { BUSYBOX } from './images.ts'

/** A container of the busybox image as an ordinary user; `more` replaces parts of it. */
export function containerRun(command: readonly string[], more: Partial<ContainerRun> = {}): ContainerRun {
  return {
    name: `medperf-test-${randomBytes(8).toString('hex')}`,
    label: 'org.medperf.test=container',
    user: { uid: 1234, gid: 2345 },
    binds: [],
    gpus: { kind: 'none' },
    environment: [],
    image: BUSYBOX,
    command,
    limits: {},
    ...more,
  }
}

/** A shell script in a container; see `containerRun`. */
export const script = (lines: string, more: Partial<ContainerRun> = {}): ContainerRun =>
  containerRun(['sh', '-c', lines], more)

/** Runs a container to its end and gives all it wrote, up to 1 MiB. */
export async function runToEnd(
  engine: Engine,
  run: ContainerRun,
  folder: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ readonly outcome: Outcome; readonly output: Buffer }> {
  const scratch = join(folder, 'scratch')
  await mkdir(scratch, { recursive: true })
  let output = Buffer.alloc(0)
  const onOutput = (chunk: Buffer) => {
    output = Buffer.concat([output, chunk]).subarray(-1024 * 1024)
  }
  return { outcome: await engine.run(run, { onOutput, signal, scratch }), output }
}

/**
 * Runs a container that asks something and waits up to a minute for an answer in its folder, which is written once the
 * question is heard: it ends with 0 only if its output comes while it runs. What is to be done `before` is shell as well.
 */
export async function conversation(
  run: (container: ContainerRun, onOutput: (chunk: Buffer) => void) => Promise<Outcome>,
  folder: string,
  before = '',
): Promise<Outcome> {
  const source = await mkdtemp(join(folder, 'conversation-'))
  await chmod(source, 0o755)
  const lines =
    'echo question; i=0; while [ ! -e /in/answer ]; do [ $i -lt 600 ] || exit 9; sleep 0.1; i=$((i + 1)); done'
  const binds = [{ source, target: '/in', mode: 'ro' }] as const
  return run(script(before + lines, { binds }), (chunk) => {
    if (chunk.includes('question')) writeFileSync(join(source, 'answer'), '')
  })
}

/**
 * A program that takes more memory than it may, in bytes. Before that it fills it with the cache of a file, and stays so for a
 * moment: a busy machine may not look in between.
 */
export async function greedy(folder: string, memory: number): Promise<ContainerRun> {
  const source = await mkdtemp(join(folder, 'greedy-'))
  await chmod(source, 0o777)
  const megabytes = Math.ceil(memory / 1024 ** 2) + 16
  const lines = `dd if=/dev/zero of=/out/x bs=1M count=${megabytes} 2>/dev/null; sleep 1; exec tail /dev/zero`
  return script(lines, { limits: { memory }, binds: [{ source, target: '/out', mode: 'rw' }] })
}
