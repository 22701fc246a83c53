const DURATION = /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?$/

/** The same for schemas, without an empty one; and how messages say it. */
export const DURATION_PATTERN = /^(?=\d)(?:\d+(?:\.\d+)?h)?(?:\d+(?:\.\d+)?m)?(?:\d+(?:\.\d+)?s)?$/
export const DURATION_WORDS = 'a duration such as `30m`, `1h30m` or `90s`, or a number of seconds'

/** Seconds of a duration: `90s`, `30m`, `1h30m`, or a number of seconds; undefined for anything else and for none. */
export function durationInSeconds(value: string | number): number | undefined {
  if (typeof value === 'number') return value > 0 && Number.isFinite(value) ? value : undefined
  const match = DURATION.exec(value.trim())
  if (match === null) return undefined
  const [, hours, minutes, seconds] = match.map((part) => Number(part ?? 0))
  const total = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)
  return total > 0 ? total : undefined
}
