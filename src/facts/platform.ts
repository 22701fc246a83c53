/** What most hospitals have, and MedPerf’s own images are for. */
export const USUAL_PLATFORM = 'linux/amd64'

/** A machine that is to run an image. */
export interface RunningMachine {
  /** Such as `linux/amd64`. */
  readonly platform: string
  /** Whether it runs programs for a processor by an emulator; undefined where nobody can tell. */
  readonly emulates: (architecture: string) => boolean | undefined
}

/** Something to tell about the platforms of an image, as a sentence goes on behind its name. */
export interface PlatformFault {
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly message: string
  readonly hint: string
}

/**
 * What is wrong with the platforms that an image is for: an error where this machine cannot run it, which without a machine nobody
 * says; else a warning where most hospitals cannot.
 */
export function judgePlatforms(
  platforms: readonly string[],
  machine?: RunningMachine,
): PlatformFault | undefined {
  if (platforms.length === 0) return undefined
  const shown = platforms.slice(0, MOST_SHOWN).join(', ')
  const isUsual = platforms.some((one) => isNative(one, USUAL_PLATFORM))
  if (machine !== undefined && cannotRun(platforms, machine)) {
    const message = `is for ${shown}, and this machine is ${machine.platform}`
    return { severity: 'error', code: 'image-platform', message, hint: isUsual ? OTHER_RUNNER : BUILD_USUAL }
  }
  if (isUsual) return undefined
  const message = `is for ${shown}, and most hospitals have ${USUAL_PLATFORM}, where it does not run`
  return { severity: 'warning', code: 'image-platform', message, hint: BUILD_USUAL }
}

const MOST_SHOWN = 8

const BUILD_USUAL = `Build it for ${USUAL_PLATFORM} too, such as by \`docker buildx build --platform ${USUAL_PLATFORM}\`.`
const OTHER_RUNNER = 'Use a runner with a processor that it is for, or build it for this one too.'

const cannotRun = (platforms: readonly string[], { platform, emulates }: RunningMachine): boolean =>
  platforms.every((one) => !isNative(one, platform) && emulates(one.split('/')[1] ?? '') === false)

/** Processors that run the programs of another one by themselves. */
const ALSO: Readonly<Record<string, readonly string[]>> = { amd64: ['386'], arm64: ['arm'] }

/** Whether a machine runs what is for a platform without an emulator; variants of a processor are not told apart. */
function isNative(platform: string, machine: string): boolean {
  const [[os, architecture = ''], [ownOs, own = '']] = [platform.split('/'), machine.split('/')]
  return os === ownOs && (architecture === own || (ALSO[own] ?? []).includes(architecture))
}
