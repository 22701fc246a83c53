/** The server's time. */
export interface Clock {
  /** UTC with microseconds (`2026-01-31T12:00:00.000001Z`), later than every time it gave before. */
  now(): string
}

/** A clock that goes on after `newest`, so that rows of an earlier run stay older than new ones. */
export function makeClock(newest: string): Clock {
  let last = newest === '' ? 0n : microseconds(newest)
  return {
    now: () => {
      const read = BigInt(Math.floor((performance.timeOrigin + performance.now()) * 1000))
      last = read > last ? read : last + 1n
      return timeText(last)
    },
  }
}

const microseconds = (text: string): bigint => BigInt(Date.parse(text)) * 1000n + BigInt(text.slice(23, 26))

function timeText(time: bigint): string {
  const milliseconds = new Date(Number(time / 1000n)).toISOString().slice(0, -1)
  return `${milliseconds}${String(time % 1000n).padStart(3, '0')}Z`
}
