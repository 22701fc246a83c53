import type { Component } from '../../benchmark/benchmark.ts'
import type { ContainerRun } from '../../containers/run.ts'
import type { Image } from '../../engines/engine.ts'
import { PLATFORM } from '../../engines/pull-size.ts'
import { known } from '../../facts/known.ts'
import { judgePlatforms, type RunningMachine } from '../../facts/platform.ts'
import type { ExitTraces } from './exit-cause.ts'
import { findContextScripts, findMountedScripts } from './scripts.ts'

/** Collects what may say why the program of a container ended as it did. */
export const findTraces = (
  run: ContainerRun,
  { build }: Component,
  image: Image | undefined,
  lines: readonly string[],
): ExitTraces =>
  known({
    lines,
    platforms: findForeign(image),
    findScripts: () => [
      ...findMountedScripts(run),
      ...(build === undefined ? [] : findContextScripts(build.context)),
    ],
  })

/** As if nothing were emulated: what could not be started was not. */
const HERE: RunningMachine = { platform: PLATFORM, emulates: () => false }

function findForeign({ platform }: Partial<Image> = {}): ExitTraces['platforms'] {
  if (platform === undefined || judgePlatforms([platform], HERE)?.severity !== 'error') return undefined
  return { image: platform, machine: PLATFORM }
}
