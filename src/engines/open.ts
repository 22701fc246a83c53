import type { Runtime } from '../benchmark/benchmark.ts'
import { StepFailure } from '../failure.ts'
import type { Engine } from './engine.ts'

/** The engine that `run.runtime` asks for; a StepFailure of kind `engine` when this machine cannot give it. */
export async function openEngine(runtime: Runtime): Promise<Engine> {
  if (runtime === 'auto' || runtime === 'docker') return (await import('./docker.ts')).openDocker()
  throw new StepFailure(
    'engine',
    `\`run.runtime: ${runtime}\` is not supported yet`,
    'Set `run.runtime` to `docker` or leave it out.',
  )
}
