import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { pushImage } from '../../src/engines/docker/images/push.ts'
import { ExpectedError } from '../../src/facts/error.ts'
import { type PublishOptions, publishImage } from '../../src/publish/push.ts'
import { readManifest } from '../../src/registry/manifest.ts'
import { findPublished, readTested } from '../../src/registry/publication.ts'
import { BUSYBOX, buildImage, busyboxImage } from '../../stand-ins/images.ts'
import { type Registry, startRegistry } from '../../stand-ins/registry.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { errorOf } from '../registry/fake-registry.ts'
import { startProxy } from '../support/proxy.ts'

/* With a real registry and the Docker of this machine. */

const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8', stdio: 'pipe' }).trim()
const COMMIT = '0123456789abcdef0123456789abcdef01234567'
const TESTED = 'medperf-test/publish-tested:1'
const OTHER = 'medperf-test/publish-other:1'
const LOGIN = { user: 'owner', bcrypt: '$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a' }

let registry: Registry
let pushes: string[]
let warnings: string[]

beforeAll(async () => {
  await busyboxImage()
  await buildImage(TESTED, `FROM ${BUSYBOX}\nENV WHICH=tested\n`)
  await buildImage(OTHER, `FROM ${BUSYBOX}\nENV WHICH=other\n`)
  registry = await startRegistry()
})
beforeEach(() => {
  pushes = []
  warnings = []
})
afterEach(() => vi.unstubAllEnvs())
afterAll(async () => {
  await registry[Symbol.asyncDispose]()
  docker('rmi', '-f', TESTED, OTHER)
})

const idOf = (image: string) => docker('image', 'inspect', '--format', '{{.Id}}', image)
const namesOf = (image: string) => docker('image', 'inspect', '--format', '{{join .RepoTags " "}}', image)

const pushOptions = { signal: new AbortController().signal, delays: [10, 20] }

function publish(reference: string, image = TESTED, more: Partial<PublishOptions> = {}) {
  return publishImage({
    imageId: idOf(image),
    reference,
    commit: COMMIT,
    pauses: [1, 1],
    warn: (message) => void warnings.push(message),
    push: async (target) => {
      pushes.push(target)
      await pushImage('docker', idOf(image), target, {
        ...pushOptions,
        warn: (message) => void warnings.push(message),
      })
    },
    ...more,
  })
}

describe('publishImage', () => {
  it('pushes what was tested with the commit as tag, and gives both hashes that an era may register', async () => {
    const name = `${registry.host}/lab/prep`
    const published = await publish(`${name}:1.0`)
    expect(published).toEqual({
      reference: `${name}:${COMMIT}`,
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      imageId: idOf(TESTED),
    })
    docker('pull', '--quiet', `${name}@${published.digest}`)
    expect(docker('image', 'inspect', '--format', '{{.Id}}', `${name}@${published.digest}`)).toBe(
      idOf(TESTED),
    )
    docker('rmi', `${name}@${published.digest}`)
    expect(warnings).toEqual([])
  })

  it('leaves no tag on this machine', async () => {
    await publish(`${registry.host}/lab/tags`)
    expect(namesOf(TESTED)).toBe(TESTED)
  })

  it('pushes nothing when it is run again', async () => {
    const first = await publish(`${registry.host}/lab/again`)
    expect(await publish(`${registry.host}/lab/again`)).toEqual(first)
    expect(pushes).toHaveLength(1)
  })

  it('never moves a tag: another build of the same commit gets one of its own', async () => {
    const name = `${registry.host}/lab/rebuilt`
    const first = await publish(name)
    const second = await publish(name, OTHER)
    const tag = `${COMMIT}-${idOf(OTHER).slice(7, 19)}`
    expect(second).toMatchObject({ reference: `${name}:${tag}`, imageId: idOf(OTHER) })
    expect(await readManifest(first.reference)).toMatchObject({
      digest: first.digest,
      configDigest: idOf(TESTED),
    })
    expect(warnings).toEqual([expect.stringContaining('holds another build of this commit')])
    expect(await publish(name, OTHER)).toEqual(second)
    expect(pushes).toHaveLength(2)
  })

  it('gives the image a tag of its own where another job of the commit pushed meanwhile', async () => {
    const name = `${registry.host}/lab/at-once`
    let first = true
    const push = async (target: string) => {
      await pushImage('docker', idOf(TESTED), target, { ...pushOptions, warn: () => {} })
      if (first) await pushImage('docker', idOf(OTHER), target, { ...pushOptions, warn: () => {} })
      first = false
    }
    const tag = `${COMMIT}-${idOf(TESTED).slice(7, 19)}`
    expect(await publish(name, TESTED, { push })).toMatchObject({
      reference: `${name}:${tag}`,
      imageId: idOf(TESTED),
    })
  })

  it('says so when the tag holds something else after the push', async () => {
    const push = async (target: string) =>
      pushImage('docker', idOf(OTHER), target, { ...pushOptions, warn: () => {} })
    const error = await errorOf(publish(`${registry.host}/lab/raced`, TESTED, { push }))
    expect(error.kind).toBe('registry')
    expect(error.message).toContain(
      `is not the image that was tested: the registry has ${idOf(OTHER)}, and ${idOf(TESTED)} was pushed`,
    )
  })

  it('tells what to do when the registry wants a login', async () => {
    await using locked = await startRegistry({ login: LOGIN })
    await using config = await tempFolder()
    vi.stubEnv('DOCKER_CONFIG', config.path)
    const error = await errorOf(publish(`${locked.host}/lab/prep`))
    expect(error).toMatchObject({ kind: 'registry', hint: expect.stringContaining('docker/login-action') })
    expect(error.message).toMatch(
      /cannot be pushed as 127\.0\.0\.1:\d+\/lab\/prep:\w{40}: no basic auth credentials/,
    )
  })

  it("pushes with Docker's own login, and refuses what nobody else could pull", async () => {
    await using locked = await startRegistry({ login: LOGIN })
    await using config = await tempFolder()
    vi.stubEnv('DOCKER_CONFIG', config.path)
    const auth = Buffer.from(`${LOGIN.user}:secret`).toString('base64')
    writeFileSync(join(config.path, 'config.json'), JSON.stringify({ auths: { [locked.host]: { auth } } }))
    const error = await errorOf(publish(`${locked.host}/lab/prep`))
    expect(pushes).toHaveLength(1)
    expect(error).toMatchObject({ kind: 'registry', status: 401 })
    expect(error.message).toMatch(/cannot be read without a login/)
    expect(error.hint).toMatch(/Make the repository public/)
  })

  it('tries again while the registry is busy', async () => {
    let faults = 0
    await using proxy = await startProxy(registry.host, ({ method, url = '' }, response) => {
      if (method !== 'PUT' || !url.includes('/manifests/') || faults === 2) return false
      faults += 1
      response.writeHead(503).end()
      return true
    })
    const published = await publish(`${proxy.host}/lab/busy`)
    expect(published.imageId).toBe(idOf(TESTED))
    expect(warnings).toHaveLength(2)
  })

  it('waits until the registry shows what it took', async () => {
    let looks = 0
    await using proxy = await startProxy(registry.host, ({ method, url = '' }, response) => {
      if (method === 'PUT' || !url.includes(`/manifests/${COMMIT}`) || url.includes('sha256:')) return false
      looks += 1
      // Docker looks as well; what comes after that is the reading back.
      if (looks > 4) return false
      response.writeHead(404).end()
      return true
    })
    expect(await publish(`${proxy.host}/lab/late`)).toMatchObject({ imageId: idOf(TESTED) })
    expect(looks).toBeGreaterThan(4)
  })

  it('says that the registry is not there', async () => {
    const gone = await startRegistry()
    await gone[Symbol.asyncDispose]()
    const error = await errorOf(publish(`${gone.host}/lab/prep`))
    expect(error).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('refuses connections'),
    })
    expect(pushes).toEqual([])
  })
})

describe('findPublished', () => {
  it('gives what an earlier run pushed for the commit', async () => {
    const name = `${registry.host}/lab/found`
    const published = await publish(name)
    expect(await findPublished(`${name}:any`, COMMIT)).toEqual(published)
  })

  it.each(['lab/found', 'lab/nothing'])('gives nothing where %s has no such tag', async (name) => {
    expect(await findPublished(`${registry.host}/${name}`, 'f'.repeat(40))).toBeUndefined()
  })
})

describe('readTested', () => {
  it('gives both hashes of what was tested, by digest or by image ID', async () => {
    const published = await publish(`${registry.host}/lab/unmoved`)
    const { reference, digest, imageId } = published
    expect(await readTested(reference, { digest })).toEqual(published)
    expect(await readTested(reference, { imageId })).toEqual(published)
  })

  it('says that the tag moved between test and registration', async () => {
    const { reference, digest, imageId } = await publish(`${registry.host}/lab/moved`)
    await pushImage('docker', idOf(OTHER), reference, { ...pushOptions, warn: () => {} })
    for (const tested of [{ digest, imageId }, { imageId }]) {
      const error = await errorOf(readTested(reference, tested))
      expect(error.kind).toBe('registry')
      expect(error.message).toContain(`it was ${tested.digest ?? imageId}, and now it is sha256:`)
    }
    await errorOf(readTested(reference, {}))
  })
})

describe('pushImage', () => {
  const push = (id: string, signal = pushOptions.signal) =>
    pushImage('docker', id, `${registry.host}/lab/push:1`, { ...pushOptions, signal, warn: () => {} })

  it('names an image that is gone', async () => {
    const failing = push(`sha256:${'0'.repeat(64)}`)
    await expect(failing).rejects.toThrow(ExpectedError)
    await expect(failing).rejects.toThrow(/the image sha256:0{64} is no longer on this machine/)
  })

  it('gives a name back to the image that had it, and pushes what it was told', async () => {
    const reference = `${registry.host}/lab/named:1`
    docker('tag', OTHER, reference)
    await pushImage('docker', idOf(TESTED), reference, { ...pushOptions, warn: () => {} })
    expect(idOf(reference)).toBe(idOf(OTHER))
    expect((await readManifest(reference)).configDigest).toBe(idOf(TESTED))
    docker('rmi', reference)
  })

  it('stops when the run is cancelled, and leaves no tag', async () => {
    await expect(push(idOf(TESTED), AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled')
    expect(namesOf(TESTED)).toBe(TESTED)
  })

  it("shows Docker's own words while it pushes", async () => {
    let words = ''
    await pushImage('docker', idOf(TESTED), `${registry.host}/lab/push:2`, {
      ...pushOptions,
      warn: () => {},
      onOutput: (chunk) => {
        words += chunk
      },
    })
    expect(words).toMatch(/2: digest: sha256:[0-9a-f]{64} size: \d+/)
  })
})
