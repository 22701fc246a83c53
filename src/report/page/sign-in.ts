import { endSentence } from '../format.ts'
import { escapeProse, joinParagraphs, quoteCode, renderLink } from './markdown.ts'

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

const originOf = (url: string): string => URL.parse(url)?.origin ?? url

/** Link and code for the owner, and what becomes of anybody else, as Markdown. */
export function renderWaiting({ server, url, code: shown, expires, run }: Waiting): string {
  const body = joinParagraphs([
    `### 🔑 ${renderLink('A run', run)} waits for a sign-in to ${quoteCode(server, 200)}`,
    `Open ${renderLink('this page', url)} and confirm the code ${quoteCode(shown, 50)} before ${minute(expires)}.`,
    `Anybody can write a comment that looks like this one, with a code of their own. Confirm only what ${quoteCode('github-actions[bot]')} wrote, on a page of ${quoteCode(originOf(url), 200)}, with the code that the log of the run shows too.`,
    'Only the owner of the e-mail address that the workflow gives as `login-email` may confirm it: a sign-in with any other address is refused, and then nothing is registered.',
  ])
  return `${body}\n\n`
}

/** Whether a comment shows the link and code of a sign-in. */
export const isWaiting = (body: string): boolean => /^### 🔑 .* waits for a sign-in to /mu.test(body)

/** In place of the link and code of a run that ended without a word; `run` is one that came after it and needs none. */
export function renderAbandoned({ server, run }: Pick<Waiting, 'server' | 'run'>): string {
  const body = [
    `### 🔑 No sign-in to ${quoteCode(server, 200)} is waited for`,
    `A run that waited for one is over, and ${renderLink('a later one', run)} had a token. Nothing is left to confirm.`,
  ]
  return `${joinParagraphs(body)}\n\n`
}

/** How a sign-in ended, in place of its link and code; `failure` says why it came to nothing. */
export function renderSignedIn(
  { server, run }: Pick<Waiting, 'server' | 'run'>,
  failure?: { readonly message: string; readonly hint?: string },
): string {
  const body =
    failure === undefined
      ? [
          `### 🔑 Signed in to ${quoteCode(server, 200)}`,
          `The owner of \`login-email\` confirmed it, and ${renderLink('the run', run)} goes on. Nothing is left to confirm.`,
        ]
      : [
          `### 🔑 Nobody is signed in to ${quoteCode(server, 200)}`,
          `${renderLink('The run', run)} waits no more: ${escapeProse(endSentence(failure.message), 500)} ${escapeProse(failure.hint ?? '', 500)}`.trim(),
        ]
  return `${joinParagraphs(body)}\n\n`
}
