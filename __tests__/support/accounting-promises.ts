import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ContainerRun } from '../../src/containers/run.ts'
import type { Outcome } from '../../src/engines/engine.ts'
import { script } from '../../stand-ins/container.ts'

const MIB = 1024 ** 2

/** Works about a second, writes 20 MiB down to the disk, reads them from there, and tells its own times at the end. */
const WORK = `i=0; while [ $i -lt 600000 ]; do i=$((i+1)); done
dd if=/dev/zero of=/out/file bs=1M count=20 conv=fsync 2>/dev/null
dd if=/out/file of=/dev/null bs=1M iflag=direct 2>/dev/null
times
sleep 2`

/** Seconds in the last two lines of `times`: of the shell and of its children, in user space and in the kernel. */
const timesIn = (output: string): number =>
  [...output.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds),
    0,
  )

/** What an engine promises of a container's figures, as tests; `folder` lies on a disk. */
export function accountingPromises(
  folder: () => string,
  run: (container: ContainerRun) => Promise<{ readonly outcome: Outcome; readonly output: Buffer }>,
): void {
  describe('accounting', () => {
    const work = async () => {
      const source = join(folder(), 'accounted')
      mkdirSync(source, { recursive: true })
      chmodSync(folder(), 0o755)
      chmodSync(source, 0o777)
      return run(script(WORK, { binds: [{ source, target: '/out', mode: 'rw' }] }))
    }

    test('CPU time is what the program itself says, and a little for its start', async () => {
      const { outcome, output } = await work()
      const own = timesIn(output.toString())
      expect(own).toBeGreaterThan(0.3)
      const { cpuSeconds = 0 } = outcome.kind === 'exited' ? outcome : {}
      expect(cpuSeconds).toBeGreaterThan(own - 0.05)
      expect(cpuSeconds).toBeLessThan(own + 0.5)
    })

    test('bytes read from disk and written to files are counted', async () => {
      const { outcome } = await work()
      const { bytesRead = 0, bytesWritten = 0 } = outcome.kind === 'exited' ? outcome : {}
      expect(bytesWritten).toBeGreaterThanOrEqual(20 * MIB)
      expect(bytesWritten).toBeLessThan(22 * MIB)
      expect(bytesRead).toBeGreaterThanOrEqual(20 * MIB)
      expect(bytesRead).toBeLessThan(30 * MIB)
    })

    test('what is written and not forced to the disk counts as well', async () => {
      const { outcome } = await run(
        script('dd if=/dev/zero of=/tmp/x bs=1M count=8 2>/dev/null; sleep 1', {
          binds: [{ source: folder(), target: '/tmp', mode: 'rw' }],
          user: { uid: 0, gid: 0 },
        }),
      )
      const { bytesWritten = 0 } = outcome.kind === 'exited' ? outcome : {}
      expect(bytesWritten).toBeGreaterThanOrEqual(8 * MIB)
      expect(bytesWritten).toBeLessThan(9 * MIB)
    })
  })
}
