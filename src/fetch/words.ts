import { plainLine } from '../text.ts'

/** A URL for messages: without its query and user, which may hold secrets. */
export function showUrl(url: string | URL): string {
  const parsed = URL.parse(String(url))
  if (parsed === null) return plainLine(String(url), 200)
  return plainLine(`${parsed.protocol}//${parsed.host}${parsed.pathname}`, 200)
}

/** A size as people read it: `23.4 MB`. */
export function showBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  return step === 0 ? `${bytes} bytes` : `${(bytes / 1000 ** step).toFixed(1)} ${units[step]}`
}
