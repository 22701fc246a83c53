import type { DevServer } from '../../dev-server/options.ts'

/** What came back: the status, and the JSON body or null. */
export interface Reply {
  readonly status: number
  // The tests say what they expect; nothing here knows the shape.
  readonly body: Readonly<Record<string, unknown>>
}

/** Requests below `/api/v0/` in the name of a user. */
export type Person = (method: string, path: string, body?: unknown) => Promise<Reply>

/** A person who signs in with a token. */
export const personWith =
  (url: string, token: string): Person =>
  async (method, path, body) => {
    const response = await fetch(`${url}/api/v0/${path}`, {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const isJson = response.headers.get('content-type') === 'application/json'
    const text = await response.text()
    return { status: response.status, body: isJson && text !== '' ? JSON.parse(text) : {} }
  }

/** A person of a server, by name. */
export const person =
  (server: DevServer, user: string): Person =>
  async (...request) =>
    personWith(server.url, await server.token(user))(...request)

/** The body that registers a container in the container and model eras. */
export const containerNamed = (name: string, changes: object = {}): object => ({
  name,
  container_config: { container_type: 'DockerImage', image: `registry.example.org/${name}:1.0`, tasks: {} },
  parameters_config: null,
  image_hash: `sha256:${name}`,
  additional_files_tarball_hash: '',
  state: 'OPERATION',
  ...changes,
})
