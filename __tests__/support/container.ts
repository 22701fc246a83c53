import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ContainerRun } from '../../src/containers/run.ts'
import type { Engine, Outcome } from '../../src/engines/engine.ts'
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
