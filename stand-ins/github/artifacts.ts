import { createHash } from 'node:crypto'
import type { Answer, Request, Route } from './http.ts'

/** One uploaded artifact: the bytes that reached the blob storage (a zip unless uploaded as a single file). */
export interface Artifact {
  readonly id: number
  readonly name: string
  /** The run that it belongs to, as its token says. */
  readonly run: string
  readonly bytes: Buffer
  readonly isFinal: boolean
}

export interface ArtifactStore {
  readonly artifacts: Artifact[]
  /** Blocks of uploads that are not committed yet, by artifact and block id. */
  readonly blocks: Map<string, Buffer>
}

export const createArtifactStore = (): ArtifactStore => ({ artifacts: [], blocks: new Map() })

const SERVICE = '/twirp/github.actions.results.api.v1.ArtifactService'

/** A token as the runner gives it: the client only reads the two identifiers of its `scp` claim. */
export function runtimeToken(run = 1): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const ids = `11111111-1111-4111-8111-${String(run).padStart(12, '0')}:22222222-2222-4222-8222-222222222222`
  const claims = { scp: `Actions.Results:${ids}` }
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`
}

/** The artifact service of the runner and the blob storage behind it (blocks, then the list that joins them). */
export function artifactRoutes(store: ArtifactStore, url: string): Route[] {
  const { artifacts, blocks } = store
  const service = (
    method: string,
    answer: (run: string, name: string, body: Request['body']) => Answer,
  ): Route => ({
    method: 'POST',
    path: new RegExp(`^${SERVICE}/${method}$`),
    answer: ({ body }) => answer(String(body['workflow_run_backend_id']), String(body['name']), body),
  })
  return [
    service('CreateArtifact', (run, name) => {
      if (artifacts.some((artifact) => artifact.run === run && artifact.name === name)) {
        return twirpError(
          409,
          'already_exists',
          'an artifact with this name already exists on the workflow run',
        )
      }
      const id = artifacts.length + 1
      artifacts.push({ id, run, name, bytes: Buffer.alloc(0), isFinal: false })
      const signed = `${url}/blobs/account/artifacts/${id}?sig=signature`
      return { status: 200, body: { ok: true, signed_upload_url: signed } }
    }),
    service('FinalizeArtifact', (run, name, { hash = '' }) => {
      const old = artifacts.find((artifact) => artifact.run === run && artifact.name === name)
      if (old === undefined) return twirpError(404, 'not_found', 'artifact not found')
      const real = `sha256:${createHash('sha256').update(old.bytes).digest('hex')}`
      if (hash !== '' && hash !== real) return twirpError(400, 'invalid_argument', 'hash does not match')
      change(artifacts, old.id, { isFinal: true })
      return { status: 200, body: { ok: true, artifact_id: String(old.id) } }
    }),
    {
      method: 'PUT',
      path: /^\/blobs\/account\/artifacts\/(\d+)$/,
      answer: ({ query: { comp, blockid }, bytes }, [id = '']) => {
        if (comp === 'block') blocks.set(`${id} ${blockid}`, bytes)
        else
          change(artifacts, Number(id), {
            bytes: comp === 'blocklist' ? joinBlocks(blocks, id, bytes) : bytes,
          })
        return { status: 201, headers: { etag: '"0x1"', 'x-ms-request-id': '1' } }
      },
    },
  ]
}

function change(artifacts: Artifact[], id: number, values: Partial<Artifact>): void {
  const at = artifacts.findIndex((artifact) => artifact.id === id)
  const old = artifacts[at]
  if (old !== undefined) artifacts[at] = { ...old, ...values }
}

function joinBlocks(blocks: ReadonlyMap<string, Buffer>, artifact: string, list: Buffer): Buffer {
  const ids = [...list.toString().matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id]) => id)
  return Buffer.concat(ids.map((id) => blocks.get(`${artifact} ${id}`) ?? Buffer.alloc(0)))
}

const twirpError = (status: number, code: string, msg: string): Answer => ({ status, body: { code, msg } })
