/**
 * Where something that is downloaded comes from (docs/medperf.md 13.5): `url` is as written, with its `direct:` if it has
 * one.
 */
export type Resource =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'synapse'; readonly id: string }

/** Reads a resource string of MedPerf's: a URL of http or https, `direct:` and such a URL, or `synapse:syn` and digits. */
export function parseResource(text: string): Resource | undefined {
  const synapse = /^synapse:(syn\d+)$/.exec(text)?.[1]
  if (synapse !== undefined) return { kind: 'synapse', id: synapse }
  const url = text.replace(/^direct:/, '')
  if (!/^https?:\/\/[^\s]+$/.test(url) || !URL.canParse(url)) return undefined
  return { kind: 'url', url: text }
}

/** Whether a URL holds a user name or password, which would be published with it. */
export function hasCredentials(text: string): boolean {
  const { username, password } = new URL(text.replace(/^direct:/, ''))
  return username !== '' || password !== ''
}
