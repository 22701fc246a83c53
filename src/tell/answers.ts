import type { Warning } from '../github/warning.ts'

/** What is left to say after GitHub was told, or could not be. */
export interface Told {
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
}

/** What became of telling one thing; all else than a notice and a warning is not worth a word. */
export type Answer = { readonly notice: string } | Warning | object

/** What is left to say of several things that were told. */
export const collectTold = (answers: readonly Answer[]): Told => ({
  notices: answers.flatMap((answer) => ('notice' in answer ? [String(answer.notice)] : [])),
  warnings: answers.flatMap((answer) => ('warning' in answer ? [String(answer.warning)] : [])),
})
