import { rmSync } from 'node:fs'
import type { ContainerRun } from '../../containers/run.ts'
import { known } from '../../facts/known.ts'
import { checkRun } from '../check-run.ts'
import { checkSources, guarded } from '../docker/run.ts'
import type { Outcome, RunOptions } from '../engine.ts'
import type { Ended } from '../process/process.ts'
import { runNoted } from '../process/run-noted.ts'
import { gpuWatcher, withUsage } from '../usage/usage.ts'
import { apptainerArguments, type Surroundings } from './arguments.ts'
import { containerEnvironment } from './environment.ts'
import { writeFilter } from './filter.ts'
import { houseContainer } from './home.ts'
import { watchInit } from './init.ts'
import { machineKills, withKills } from './memory.ts'
import { judgeApptainer } from './outcome.ts'
import { watchApptainer } from './usage.ts'

/** Runs a SIF and watches it: the container is a process of ours, and goes with it. */
export async function runApptainer(
  command: string,
  surroundings: Surroundings,
  run: ContainerRun,
  options: RunOptions,
): Promise<Outcome> {
  checkRun(run)
  checkSources(run.binds)
  const watchGpus = await gpuWatcher(run.gpus)
  if (options.signal.aborted) return { kind: 'stopped' }
  const home = houseContainer(run, surroundings.uid, options.scratch)
  const filter = surroundings.hasFilter ? writeFilter(options.scratch, `${run.name}.seccomp`) : undefined
  const broken = new AbortController()
  const stop = AbortSignal.any([options.signal, broken.signal])
  let pid: number | undefined
  const kills = machineKills()
  const usage = watchApptainer(() => pid, surroundings.hasLimits)
  const gpus = watchGpus(usage.pids)
  const init = watchInit(() => pid)
  const running = runNoted(command, apptainerArguments(home.run, surroundings, filter), run, {
    env: containerEnvironment(run, surroundings),
    onOutput: guarded(options.onOutput, broken),
    signal: stop,
    onStart(started) {
      pid = started
    },
  })
  const ended = await running.finally(() => {
    if (filter !== undefined) rmSync(filter, { force: true })
  })
  const used = { ...usage.stop(), ...gpus.stop() }
  if (!(await init.end())) return leaveAlone(ended)
  await home.remove()
  broken.signal.throwIfAborted()
  const outcome = withUsage(stop.aborted ? { kind: 'stopped' } : judgeApptainer(ended), used)
  const { memory } = run.limits
  const facts = known({ hasGroup: surroundings.hasLimits, limit: memory })
  return withKills(outcome, machineKills() - kills, facts)
}

/** A container without its runner has not ended, whatever that said. */
const leaveAlone = ({ signal }: Ended): Outcome => ({
  kind: 'engine-failed',
  message: `its process was ended${signal === null ? '' : ` by ${signal}`}, and what it ran was not seen to end`,
  missingImage: false,
  mayLive: true,
})
