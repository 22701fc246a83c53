import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import type { Era } from '../../dev-server/era.ts'
import type { DevServer } from '../../dev-server/options.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { type FileServer, startFileServer } from '../../stand-ins/file-server.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { TINY } from './tiny.ts'

/** Somebody else on the development server, who owns no benchmark. */
export const STRANGER = 'testmo'

/** Both hashes of an image: what the eras after the first register, and what the mlcube era does. */
export interface ImageHashes {
  readonly digest: string
  readonly imageId: string
}

/** The hashes of an image of a loopback registry that serves one manifest. */
export async function hashesOf(reference: string): Promise<ImageHashes> {
  const [, host, name, tag] = /^([^/]+)\/(.+):(.+)$/.exec(reference) ?? []
  const answer = await fetch(`http://${host}/v2/${name}/manifests/${tag}`, {
    headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
  })
  const { config } = (await answer.json()) as { readonly config: { readonly digest: string } }
  return { digest: answer.headers.get('docker-content-digest') ?? '', imageId: config.digest }
}

/** A container that is registered without a benchmark.yaml. */
export interface Registering {
  readonly name: string
  /** The text of its configuration. */
  readonly config: string
  readonly parameters?: string
  /** Files of its archive of additional files. */
  readonly weights?: Readonly<Record<string, string>>
  readonly hashes: ImageHashes
  readonly state?: 'DEVELOPMENT' | 'OPERATION'
  /** It is a reference model. */
  readonly isModel?: boolean
  readonly user?: string
}

/** Registers containers by hand, and serves the files that their rows name. */
export interface Hand extends AsyncDisposable {
  /** Gives the number that `uid` of benchmark.yaml takes. */
  register(what: Registering): Promise<number>
  send(method: 'POST' | 'PUT', path: string, body: object, user?: string): Promise<Record<string, unknown>>
  readonly files: FileServer
  /** Serves a file under a path; gives its address. */
  serve(path: string, content: string | Uint8Array): string
}

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')

export async function startHand(server: DevServer, era: Era): Promise<Hand> {
  const served: Record<string, { content: string | Uint8Array }> = {}
  const files = await startFileServer(served)
  const serve = (path: string, content: string | Uint8Array) => {
    served[path] = { content }
    return { url: `${files.url}${path}`, hash: sha256(content) }
  }
  const send: Hand['send'] = async (method, path, body, user = STRANGER) => {
    const answer = await fetch(`${server.url}/api/v0/${path}`, {
      method,
      headers: { authorization: `Bearer ${await server.token(user)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return JSON.parse(text) as Record<string, unknown>
  }
  return {
    files,
    send,
    serve: (path, content) => serve(path, content).url,
    async register({ name, config, parameters, weights, hashes, state = 'OPERATION', isModel, user }) {
      const archive = weights && serve(`/${name}.tar.gz`, await packed(weights))
      const common = {
        name,
        state,
        metadata: {},
        additional_files_tarball_url: archive?.url ?? '',
        additional_files_tarball_hash: archive?.hash ?? '',
      }
      const manifest = serve(`/${name}.yaml`, config)
      const text = parameters === undefined ? undefined : serve(`/${name}-parameters.yaml`, parameters)
      const container =
        era === 'mlcube'
          ? {
              ...common,
              git_mlcube_url: manifest.url,
              mlcube_hash: manifest.hash,
              git_parameters_url: text?.url ?? '',
              parameters_hash: text?.hash ?? '',
              image_tarball_url: '',
              image_tarball_hash: '',
              image_hash: hashes.imageId.replace('sha256:', ''),
            }
          : {
              ...common,
              container_config: load(config),
              parameters_config: parameters === undefined ? null : load(parameters),
              image_hash: hashes.digest,
            }
      const row =
        assumeRules(era).models && isModel === true
          ? await send('POST', 'models/', { name, type: 'CONTAINER', state, container, metadata: {} }, user)
          : await send('POST', 'mlcubes/', container, user)
      return Number(row['id'])
    },
    [Symbol.asyncDispose]: () => files.close(),
  }
}

async function packed(weights: Readonly<Record<string, string>>): Promise<Uint8Array> {
  await using folder = await tempFolder()
  const { writeFile } = await import('node:fs/promises')
  for (const [name, text] of Object.entries(weights)) await writeFile(join(folder.path, name), text)
  return execFileSync('tar', ['-cz', '-C', folder.path, ...Object.keys(weights)])
}

/** A configuration of the tiny benchmark with its image. */
export const tinyConfig = (part: 'prep' | 'model' | 'metrics', image: string): string =>
  readFileSync(join(TINY, part, 'container_config.yaml'), 'utf8').replace(/^image: .*$/m, `image: ${image}`)

/** The tiny reference model as one that reads a file of its additional files. */
export const weighedModel = (image: string): string =>
  tinyConfig('model', image)
    .replace('while read', 'test $(cat /files/weights.txt) = 42 && while read')
    .replace(
      'input_volumes:',
      'input_volumes:\n      additional_files: { mount_path: /files, type: directory }',
    )
