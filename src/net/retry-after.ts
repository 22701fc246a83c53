/** `Retry-After` in milliseconds from `now`: seconds or a date; 0 where there is none that can be read. */
export function readRetryAfter(value: string | undefined, now: number): number {
  if (value === undefined) return 0
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1_000
  const date = Date.parse(value)
  return Number.isNaN(date) ? 0 : Math.max(0, date - now)
}
