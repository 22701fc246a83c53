import { known } from '../facts/known.ts'
import type { Desk } from '../job/desk.ts'
import { isWaiting, renderAbandoned, renderSignedIn } from '../report/page/sign-in.ts'
import { nameServer, type ToldPlace, tellMerged } from './merge.ts'

/** What a page about a sign-in names. */
export const describeSignIn = ({ server, run }: Pick<ToldPlace, 'server' | 'run'>) =>
  known({ server: nameServer(server), run: run?.url })

const INSTEAD = 'Link and code are in the log of this run.'

/** Tells the merged pull request about a sign-in; gives whether the comment is there. */
export async function tellSignIn(place: ToldPlace, text: string, desk: Desk): Promise<boolean> {
  const done = await tellMerged(place, { subject: 'sign-in', text, instead: INSTEAD })
  if (done === undefined) return false
  if ('warning' in done) desk.warn(done.warning)
  else if ('url' in done) desk.line(`The pull request is told: ${done.url}`)
  return 'url' in done
}

/** In `post`: takes link and code of a run that was killed out of its comment. */
export async function endKilled(place: ToldPlace, desk: Desk): Promise<void> {
  const failure = { message: 'it was killed', hint: 'Run the workflow again.' }
  const text = renderSignedIn(describeSignIn(place), failure)
  const done = await tellMerged(place, { subject: 'sign-in', text, instead: INSTEAD })
  if (done !== undefined && 'warning' in done) desk.warn(done.warning)
}

/** Takes link and code of an earlier run, which ended without a word, out of its comment. */
export async function endEarlier(place: ToldPlace, desk: Desk): Promise<void> {
  const text = renderAbandoned(describeSignIn(place))
  const done = await tellMerged(place, { subject: 'sign-in', text, instead: INSTEAD, replaces: isWaiting })
  if (done !== undefined && 'warning' in done) desk.warn(done.warning)
}
