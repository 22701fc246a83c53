import type { ContainerRun } from '../../containers/run.ts'
import type { Dialect } from '../docker/dialect.ts'
import { runContainer } from '../docker/run.ts'
import type { Outcome, RunOptions } from '../engine.ts'

/** Runs a container with Docker's runner, in Podman's dialect. */
export async function runPodman(
  command: string,
  dialect: Dialect,
  run: ContainerRun,
  options: RunOptions,
): Promise<Outcome> {
  const outcome = await runContainer(command, dialect, run, options)
  if (outcome.kind !== 'engine-failed' || !/container-init binary/i.test(outcome.message)) return outcome
  // This Podman came without an init; then the program is the first process itself.
  return runContainer(command, { ...dialect, hasInit: false }, run, options)
}
