/**
 * How a plan is spoken of: `will` where something says that a merge registers, `would` where somebody asked for the plan all the
 * same, `perhaps` where nothing says so, `dry run`, and `did not` of a merge that registered nothing, or a part.
 */
export const VOICES = ['will', 'would', 'perhaps', 'dry run', 'did not'] as const
export type Voice = (typeof VOICES)[number]

/** What speaks for a registration, or against it. */
export interface VoiceFacts {
  readonly dryRun: boolean
  /** Somebody to register as, a lock of an earlier registration, or `submit` in benchmark.yaml. */
  readonly speaksForIt: boolean
  /** The plan is what was asked for. */
  readonly isAsked: boolean
}

/** The voice of a plan before anything was written. */
export function chooseVoice({ dryRun, speaksForIt, isAsked }: VoiceFacts): Voice {
  if (dryRun) return 'dry run'
  if (speaksForIt) return 'will'
  return isAsked ? 'would' : 'perhaps'
}
