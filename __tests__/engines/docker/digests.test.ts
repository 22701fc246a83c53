import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDocker } from '../../../src/engines/docker/docker.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'
import { CONFIG, image, served, sha256, startFakeRegistry } from '../../registry/fake-registry.ts'
import { buildOf } from '../../support/build-of.ts'

/* Docker 29 keeps images by their manifests; a stand-in says what it would of an image. */

const MANIFEST = sha256(JSON.stringify(image()))
const OTHER = `sha256:${'2'.repeat(64)}`
const options = { signal: new AbortController().signal, label: 'a=b', warn: () => {}, onOutput: () => {} }
let folder: TempFolder

beforeEach(async () => {
  folder = await tempFolder()
  vi.stubEnv('PATH', `${folder.path}:${process.env['PATH']}`)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await folder[Symbol.asyncDispose]()
})

/** Puts a `docker` first on PATH that knows one image by this ID; BuildKit writes down `built`. */
async function stub(Id: string, { repository, isContainerd = true, built = '' }: Stub): Promise<void> {
  const known = {
    Id,
    RepoDigests: repository === undefined ? [] : [`${repository}@${MANIFEST}`],
    ...(isContainerd && { Descriptor: { digest: Id } }),
  }
  const program = join(folder.path, 'docker')
  await writeFile(
    program,
    `#!/bin/sh
case "$1 $2" in
version*) echo 29.0.0;;
'image inspect') [ "$5" = '${built}' ] || echo '${JSON.stringify(known)}'; [ "$5" != '${built}' ];;
build*) printf '%s' '${built}' >"$4";;
esac
`,
  )
  await chmod(program, 0o755)
}

interface Stub {
  readonly repository?: string
  readonly isContainerd?: boolean
  readonly built?: string
}

test.each([
  ["the registry's configuration", MANIFEST, { isContainerd: true }, CONFIG],
  ['its own ID where that is of a configuration', OTHER, { isContainerd: false }, OTHER],
  ['what is known, where the registry has another image', OTHER, { isContainerd: true }, OTHER],
])('an image is told by %s', async (_, id, more, expected) => {
  await using registry = await startFakeRegistry(served({ '1': image() }))
  const repository = `${registry.host}/lab/prep`
  await stub(id, { repository, ...more })
  const engine = await openDocker()
  expect(await engine.image(`${repository}:1`, options)).toEqual({
    runBy: id,
    configDigest: expected,
    registryDigest: MANIFEST,
  })
  if (!more.isContainerd) expect(registry.requests).toEqual([])
})

test('an image whose registry does not answer for it is told by what is known', async () => {
  await using registry = await startFakeRegistry(() => ({ status: 404 }))
  const repository = `${registry.host}/lab/prep`
  await stub(OTHER, { repository })
  const engine = await openDocker()
  expect(await engine.image(`${repository}:1`, options)).toMatchObject({ configDigest: OTHER })
  expect(registry.requests).not.toEqual([])
})

test('an image that no registry has is not asked for', async () => {
  await using registry = await startFakeRegistry(served({ '1': image() }))
  await stub(MANIFEST, {})
  const engine = await openDocker()
  expect(await engine.image(`${registry.host}/lab/prep:1`, options)).toMatchObject({ configDigest: MANIFEST })
  expect(registry.requests).toEqual([])
})

test('what was built is run by the ID, and told by what BuildKit wrote down', async () => {
  await stub(MANIFEST, { built: CONFIG })
  const context = join(folder.path, 'context')
  await mkdir(context)
  const engine = await openDocker()
  expect(await engine.build(buildOf(context), 'a:1', options)).toEqual({
    runBy: MANIFEST,
    configDigest: CONFIG,
  })
})
