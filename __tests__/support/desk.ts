import type { Desk } from '../../src/job/desk.ts'

/** One word that a run said at its desk. */
export interface Said {
  readonly what: keyof Desk | 'replace' | 'end'
  readonly words: readonly unknown[]
}

/** A desk that keeps in memory what is said at it, in order, and answers every question alike. */
export function createDesk(answer = false): Desk & { readonly said: readonly Said[] } {
  const said: Said[] = []
  const keep =
    (what: Said['what']) =>
    (...words: readonly unknown[]): void =>
      void said.push({ what, words })
  return {
    said,
    mask: keep('mask'),
    line: keep('line'),
    progress: keep('progress'),
    warn: keep('warn'),
    notice: keep('notice'),
    annotate: keep('annotate'),
    question: async (text) => {
      keep('question')(text)
      return answer
    },
    signIn: (prompt) => {
      keep('signIn')(prompt)
      return { replace: keep('replace'), end: keep('end') }
    },
    output: keep('output'),
    summary: keep('summary'),
    remember: keep('remember'),
  }
}
