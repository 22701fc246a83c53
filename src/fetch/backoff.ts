/** Tries without progress before a download is given up. */
export const TRIES = 5
/** Less than so many new bytes is no progress: a server that cuts every connection must not keep us for ever. */
export const PROGRESS = 64 * 1024
/** The longest pause between two tries, in milliseconds, whatever the server asks for. */
export const LONGEST_PAUSE = 60_000

/**
 * The pause before the next try in milliseconds: doubled with each try and spread by chance, so that many runners do not
 * come back together; at least what the server asked for with `Retry-After`. `chance` is from 0 to 1.
 */
export function choosePause(tries: number, first: number, retryAfter = 0, chance = Math.random()): number {
  const pause = first * 2 ** (tries - 1) * (0.5 + chance / 2)
  return Math.min(Math.max(pause, retryAfter), LONGEST_PAUSE)
}
