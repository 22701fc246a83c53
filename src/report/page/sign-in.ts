import { sentence } from '../format.ts'
import { code, link, paragraphs, prose } from './markdown.ts'

/** A sign-in that a run waits for. */
export interface Waiting {
  readonly server: string
  /** The page to open. */
  readonly url: string
  readonly code: string
  readonly expires: Date
  /** Address of the run. */
  readonly run?: string
}

const minute = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Link and code for the owner, and what becomes of anybody else, as Markdown. */
export function renderWaiting({ server, url, code: shown, expires, run }: Waiting): string {
  const body = paragraphs([
    `### 🔑 ${link('A run', run)} waits for a sign-in to ${code(server, 200)}`,
    `Open ${link('this page', url)} and confirm the code ${code(shown, 50)} before ${minute(expires)}.`,
    'Only the owner of the e-mail address that the workflow gives as `login-email` may confirm it: a sign-in with any other address is refused, and then nothing is registered.',
  ])
  return `${body}\n\n`
}

/** Whether a comment shows the link and code of a sign-in. */
export const isWaiting = (body: string): boolean => /^### 🔑 .* waits for a sign-in to /mu.test(body)

/** In place of the link and code of a run that ended without a word; `run` is one that came after it and needs none. */
export function renderAbandoned({ server, run }: Pick<Waiting, 'server' | 'run'>): string {
  const body = [
    `### 🔑 No sign-in to ${code(server, 200)} is waited for`,
    `A run that waited for one is over, and ${link('a later one', run)} had a token. Nothing is left to confirm.`,
  ]
  return `${paragraphs(body)}\n\n`
}

/** How a sign-in ended, in place of its link and code; `failure` says why it came to nothing. */
export function renderSignedIn(
  { server, run }: Pick<Waiting, 'server' | 'run'>,
  failure?: { readonly message: string; readonly hint?: string },
): string {
  const body =
    failure === undefined
      ? [
          `### 🔑 Signed in to ${code(server, 200)}`,
          `The owner of \`login-email\` confirmed it, and ${link('the run', run)} goes on. Nothing is left to confirm.`,
        ]
      : [
          `### 🔑 Nobody is signed in to ${code(server, 200)}`,
          `${link('The run', run)} waits no more: ${prose(sentence(failure.message), 500)} ${prose(failure.hint ?? '', 500)}`.trim(),
        ]
  return `${paragraphs(body)}\n\n`
}
