import { known } from '../facts/known.ts'
import type { Desk } from '../job/desk.ts'
import { isWaiting, renderAbandoned, renderSignedIn } from '../report/page/sign-in.ts'
import { nameServer, type ToldPlace, tellMerged } from './merge.ts'

/** What a page about a sign-in names. */
export const describeSignIn = ({ server, run }: Pick<ToldPlace, 'server' | 'run'>) =>
  known({ server: nameServer(server), run: run?.url })

const INSTEAD = 'Link and code are in the log of this run.'

/** Tells the merged pull request about a sign-in that begins; gives whether the comment is there. */
export async function tellSignIn(place: ToldPlace, text: string, desk: Desk): Promise<boolean> {
  const done = await tellMerged(place, { subject: 'sign-in', text, instead: INSTEAD })
  if (done === undefined) return false
  if ('warning' in done) desk.warn(done.warning)
  else if ('url' in done) desk.line(`The pull request is told: ${done.url}`)
  return 'url' in done
}

/** How a sign-in ended, in the place of its code; a comment that asks for another code by now is left to whoever waits for that. */
export const endSignIn = (place: ToldPlace, code: string, text: string, desk: Desk): Promise<void> =>
  replace(place, text, (body) => body.includes(code), desk)

/** In `post`: takes link and code of a run that was killed out of its comment. */
export async function endKilled(place: ToldPlace, code: string, desk: Desk): Promise<void> {
  const failure = { message: 'it was killed', hint: 'Run the workflow again.' }
  await endSignIn(place, code, renderSignedIn(describeSignIn(place), failure), desk)
}

/**
 * Takes link and code of an earlier run, which ended without a word, out of its comment; what another job of this run wrote may
 * still be true.
 */
export async function endEarlier(place: ToldPlace, desk: Desk): Promise<void> {
  const text = renderAbandoned(describeSignIn(place))
  await replace(place, text, (body, isEarlier) => isEarlier && isWaiting(body), desk)
}

async function replace(
  place: ToldPlace,
  text: string,
  replaces: (body: string, isEarlier: boolean) => boolean,
  desk: Desk,
): Promise<void> {
  const done = await tellMerged(place, { subject: 'sign-in', text, instead: INSTEAD, replaces })
  if (done !== undefined && 'warning' in done) desk.warn(done.warning)
}
