import type { Component } from '../../benchmark/benchmark.ts'
import { findImagePlace } from '../../benchmark/component/image-place.ts'
import type { Engine, Image } from '../../engines/engine.ts'
import { PLATFORM } from '../../engines/pull-size.ts'
import { ExpectedError } from '../../facts/error.ts'
import { judgePlatforms, type RunningMachine } from '../../facts/platform.ts'
import { quoteName } from '../../words/text.ts'
import type { Context } from '../context.ts'
import { hasEmulator } from './emulators.ts'

/**
 * Throws an ExpectedError of kind `image` for one that the containers' machine cannot run, because it is for another processor; where
 * that is not certain, it is left to the run.
 */
export async function expectRunnable(
  { platform }: Image,
  component: Component,
  { engine, repository, benchmark }: Pick<Context, 'engine' | 'repository' | 'benchmark'>,
  machine?: RunningMachine,
): Promise<void> {
  if (platform === undefined || platform === PLATFORM) return
  const fault = judgePlatforms([platform], machine ?? (await describeMachine(engine)))
  if (fault?.severity !== 'error') return
  const { message, hint, code } = fault
  const place = repository === undefined ? undefined : findImagePlace(repository, benchmark, component)
  const shown = quoteName(component.spec.image, 300)
  throw new ExpectedError('image', `the image ${shown} ${message}`, { hint, code, place })
}

/** The machine of the containers; where that is another than this one, nothing is known of its emulators. */
async function describeMachine(engine: Pick<Engine, 'store'>): Promise<RunningMachine> {
  const isHere = (await engine.store()) !== undefined
  return {
    platform: PLATFORM,
    emulates: isHere ? (architecture) => hasEmulator(architecture) : () => undefined,
  }
}
