import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Dialect } from '../src/engines/docker/dialect.ts'
import { DOCKER } from '../src/engines/docker/docker.ts'
import { runContainer } from '../src/engines/docker/run.ts'
import { script } from '../stand-ins/container.ts'
import { busyboxImage } from '../stand-ins/images.ts'
import type { Measured } from './lib/measure.ts'
import { compare } from './lib/rounds.ts'

/*
 * What it costs to count what a container uses: the same container with the figures of its control group and its processes,
 * and with none, because its group is never found. Usage: node bench/accounting.ts [ROUNDS]
 */

const rounds = Number(process.argv[2] ?? 9)
const folder = mkdtempSync(join(tmpdir(), 'bench-accounting-'))
chmodSync(folder, 0o777)
const { signal } = new AbortController()

/** A second of work in each of two processes, files, and as many more processes as PyTorch's data loaders are. */
const WORK = `for i in 1 2 3 4 5 6 7 8; do sleep 2 & done
work() { i=0; while [ $i -lt 600000 ]; do i=$((i+1)); done; }
work & work
dd if=/dev/zero of=/out/file bs=1M count=50 conv=fsync 2>/dev/null
wait`

const image = await busyboxImage()
let own = { with: 0, without: 0 }

async function run(name: 'with' | 'without', spoken: Dialect): Promise<Measured> {
  const container = {
    ...script(WORK, { binds: [{ source: folder, target: '/out', mode: 'rw' }] }),
    image,
  }
  const before = process.cpuUsage()
  const start = performance.now()
  const outcome = await runContainer('docker', spoken, container, {
    signal,
    scratch: folder,
    onOutput: () => {},
  })
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(before)
  if (outcome.kind !== 'exited' || outcome.exitCode !== 0) throw new Error(JSON.stringify(outcome))
  own = { ...own, [name]: own[name] + (user + system) / 1e6 / seconds }
  return { seconds, peakMemory: 0, stdout: '' }
}

try {
  const [without, counted] = await compare(
    [
      { name: 'without', run: () => run('without', { ...DOCKER, groups: () => [] }) },
      { name: 'with', run: () => run('with', DOCKER) },
    ],
    rounds,
  )
  if (without === undefined || counted === undefined) throw new Error('nothing was measured')
  const ratio = counted.seconds / without.seconds
  console.log(
    `${counted.seconds.toFixed(3)} s counted, ${without.seconds.toFixed(3)} s not: ${ratio.toFixed(3)}, median of ${rounds}`,
  )
  const share = (one: number) => `${((100 * one) / (rounds + 1)).toFixed(1)} %`
  console.log(`of one core for us: ${share(own.with)} counted, ${share(own.without)} not`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
