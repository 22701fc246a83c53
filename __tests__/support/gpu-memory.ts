import type { Engine, Outcome } from '../../src/engines/engine.ts'
import { conversation } from '../../stand-ins/container.ts'
import { fakeNvidiaSmi } from './nvidia-smi.ts'

/**
 * Runs a container with a process that holds 300 MiB of GPU memory, as a fake driver says; it lives until the driver has been
 * asked for it.
 */
export async function runOnGpus(engine: Engine, image: string, folder: string): Promise<Outcome> {
  const marker = `sleep 600.${process.pid}`
  const processes = `echo 1, 9999; for pid in $(pgrep -f "^${marker}$"); do echo "$pid, 300"; done`
  await using smi = await fakeNvidiaSmi({ processes, gpus: 'echo 5' })
  const { signal } = new AbortController()
  return await conversation(
    (container, onOutput) =>
      engine.run(
        { ...container, image, gpus: { kind: 'all' } },
        {
          signal,
          scratch: folder,
          async onOutput(chunk) {
            // One of these questions at least began while the process was there, and has been answered.
            await smi.untilAsked(smi.asked().length + 4)
            onOutput(chunk)
          },
        },
      ),
    folder,
    `${marker} & trap "kill $!" EXIT; `,
  )
}
