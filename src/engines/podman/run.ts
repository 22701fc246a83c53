import type { ContainerRun } from '../../containers/run.ts'
import { runContainer } from '../docker/run.ts'
import type { Outcome, RunOptions } from '../engine.ts'
import { podmanDialect } from './dialect.ts'

/** Runs a container with Docker's runner, in Podman's dialect. */
export async function runPodman(
  command: string,
  uid: number,
  run: ContainerRun,
  options: RunOptions,
): Promise<Outcome> {
  const dialect = podmanDialect(uid)
  const outcome = await runContainer(command, dialect, run, options)
  if (outcome.kind !== 'engine-failed' || !/container-init binary/i.test(outcome.message)) return outcome
  // This Podman came without an init; then the program is the first process itself.
  return runContainer(command, { ...dialect, hasInit: false }, run, options)
}
