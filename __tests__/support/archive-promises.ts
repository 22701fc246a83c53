import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type GiveArchive, loadImage } from '../../src/engines/docker/images/load.ts'
import type { Engine, Image, LoadOptions } from '../../src/engines/engine.ts'
import { runProcess } from '../../src/engines/process/process.ts'
import { writeSaved } from '../../src/engines/saved/write.ts'
import { runToEnd, script } from '../../stand-ins/container.ts'
import { BUSYBOX, buildImage, busyboxImage } from '../../stand-ins/images.ts'
import { type TempFolder, tempFolder } from '../../stand-ins/workspace.ts'
import { buildOf } from './build-of.ts'
import {
  type Entry,
  HOSTILE_ARCHIVES,
  honest,
  type Parts,
  partsOf,
  rawHeader,
  sha256,
  tarOf,
} from './hostile-archives.ts'
import { freshName, loadOptions } from './loading.ts'

const run = promisify(execFile)
const TIMEOUT = 180_000

/** An engine that archives are tried on. */
export interface Archiving {
  /** Why it cannot be had here. */
  readonly missing?: string | undefined
  readonly open: (images: string) => Promise<Engine>
  /** The command that shows its images, where it has a store of them. */
  readonly command?: 'docker' | 'podman'
}

const giveStream: GiveArchive = (client, input, checked, { as, limits }) =>
  runProcess(client, ['load', '--quiet'], {
    input: writeSaved(input, checked, { as, limits, isForDocker: client === 'docker' }),
  })

/** What has to hold of image archives whoever made them; each is loaded as a run loads it. */
export function archivePromisesOf({ missing, open, command }: Archiving): void {
  const suffix = randomBytes(4).toString('hex')
  const EVALUATOR = `medperf-test/metrics-${suffix}:1`
  let folder: TempFolder
  let engine: Engine
  let model: Parts
  let evaluator: Parts
  let names: string[]

  beforeAll(async () => {
    if (missing !== undefined) return
    await busyboxImage()
    model = await made('model')
    evaluator = await made('evaluator')
  }, TIMEOUT)
  beforeEach(async (context) => {
    if (missing !== undefined) return context.skip(missing)
    folder = await tempFolder()
    engine = await open(join(folder.path, 'images'))
    names = []
  })
  afterEach(async () => {
    if (missing !== undefined) return
    await engine.removeImages(names)
    await engine.close()
    await folder[Symbol.asyncDispose]()
  })
  afterAll(async () => {
    if (command !== undefined && missing === undefined) await tell('image', 'rm', '--force', EVALUATOR)
  })

  /** An image that says which one it is, as an archive has it. */
  async function made(word: string): Promise<Parts> {
    const tag = `medperf-test/made-${word}-${suffix}:1`
    await buildImage(tag, `FROM ${BUSYBOX}\nLABEL made=${suffix}\nENV WORD=${word}-${suffix}\n`)
    const { stdout } = await run('docker', ['save', tag], { encoding: 'buffer', maxBuffer: 1e9 })
    await run('docker', ['rmi', '--force', tag])
    return partsOf(stdout)
  }
  const tell = (...args: string[]) =>
    run(command ?? 'true', args).then(
      ({ stdout }) => stdout.trim(),
      () => '',
    )
  /** Of this file alone: others make images at the same time. */
  const images = async () => {
    const listed = await tell(
      ...['image', 'ls', '--all', '--no-trunc', '--filter', `label=made=${suffix}`],
      ...['--format', '{{.ID}} {{.Repository}}:{{.Tag}}'],
    )
    return listed.split('\n').sort()
  }
  const idOf = (name: string) => tell('image', 'inspect', '--format', '{{.Id}}', name)

  async function load(archive: Buffer | string, change: Partial<LoadOptions> = {}): Promise<Image> {
    const path =
      typeof archive === 'string' ? archive : join(folder.path, `${randomBytes(4).toString('hex')}.tar`)
    if (typeof archive !== 'string') await writeFile(path, archive)
    const options = loadOptions(join(folder.path, 'copies'), change)
    names.push(options.as)
    return engine.load(path, options)
  }
  const says = async ({ runBy }: Image) =>
    (await runToEnd(engine, script('echo "it is $WORD"', { image: runBy }), folder.path)).output.toString()
  const left = () => {
    try {
      return readdirSync(join(folder.path, 'copies'))
    } catch {
      return []
    }
  }
  /** Has the engine an image of its own under a tag, which an archive will try to take. */
  async function has(parts: Parts, tag: string): Promise<string> {
    const path = join(folder.path, 'theirs.tar')
    await writeFile(path, await tarOf(honest(parts, [tag])))
    await tell('load', '--input', path)
    return idOf(tag)
  }

  test('an archive that is honest is loaded, and none of its tags reaches the engine', {
    timeout: TIMEOUT,
  }, async () => {
    const before = await images()
    const image = await load(
      await tarOf(honest(model, [`medperf-test/a-${suffix}:1`, `medperf-test/b-${suffix}:1`])),
    )
    expect(image.configDigest).toBe(`sha256:${sha256(model.config)}`)
    expect(await says(image)).toContain(`it is model-${suffix}\n`)
    expect((await images()).filter((line) => line.includes(`${suffix}:`))).toEqual([])
    await engine.removeImages(names)
    expect(await images()).toEqual(before)
    expect(left()).toEqual([])
  })

  if (command !== undefined)
    describe('an archive with the tags of others', () => {
      test('does not change which image these are', { timeout: TIMEOUT }, async () => {
        const id = await has(evaluator, EVALUATOR)
        expect(id).not.toBe('')
        const image = await load(
          await tarOf(honest(model, [`medperf-test/evil-${suffix}:1`, EVALUATOR, BUSYBOX])),
        )
        expect(await says(image)).toContain(`it is model-${suffix}\n`)
        expect(await idOf(EVALUATOR)).toBe(id)
        const own = await engine.image(EVALUATOR, { signal: new AbortController().signal, warn: () => {} })
        expect(await says(own)).toContain(`it is evaluator-${suffix}\n`)
        await engine.removeImages(names)
        expect(await idOf(EVALUATOR)).toBe(id)
      })

      test('does not become what a later build begins with', { timeout: TIMEOUT }, async () => {
        await has(evaluator, EVALUATOR)
        await load(await tarOf(honest(model, [EVALUATOR])))
        const context = join(folder.path, 'context')
        await run('mkdir', [context])
        await writeFile(join(context, 'Dockerfile'), `FROM ${EVALUATOR}\nENV AGAIN=${suffix}\n`)
        const as = freshName()
        names.push(as)
        const built = await engine.build(buildOf(context), as, {
          signal: new AbortController().signal,
          label: `org.medperf.test=archives-${suffix}`,
          onOutput: () => {},
        })
        expect(await says(built)).toContain(`it is evaluator-${suffix}\n`)
      })

      test('that ends in the middle has changed nothing', { timeout: TIMEOUT }, async () => {
        await has(evaluator, EVALUATOR)
        const before = await images()
        const path = join(folder.path, 'cut.tar')
        const archive = await tarOf(honest(model, [EVALUATOR]))
        await writeFile(path, archive)
        await truncate(path, archive.length - 4_096)
        await expect(load(path)).rejects.toMatchObject({
          kind: 'archive',
          message: 'the archive is damaged: it is cut off',
        })
        expect(await images()).toEqual(before)
      })
    })

  test.each(HOSTILE_ARCHIVES)(
    'an archive with $what is refused, and leaves nothing',
    { timeout: TIMEOUT },
    async ({ make, words }) => {
      if (command !== undefined) await has(evaluator, EVALUATOR)
      const before = await images()
      const archive = await make(model, evaluator, EVALUATOR)
      await expect(load(archive)).rejects.toMatchObject({ message: expect.stringMatching(words) })
      expect(await images()).toEqual(before)
      expect(left()).toEqual([])
    },
  )

  test.each(['bzip2', 'xz'])(
    'a bomb packed with %s is refused within its limit, and leaves nothing',
    { timeout: TIMEOUT },
    async (packer) => {
      const before = await images()
      const path = join(folder.path, 'bomb')
      await run('sh', [
        '-c',
        `(cat "$1" && head -c 300M /dev/zero) | ${packer} -9 > "$2"`,
        'sh',
        await front(),
        path,
      ])
      expect(statSync(path).size).toBeLessThan(200_000)
      await expect(load(path)).rejects.toMatchObject({
        kind: 'archive',
        message: expect.stringContaining('times its size'),
      })
      expect(await images()).toEqual(before)
      expect(left()).toEqual([])
    },
  )

  /** A table of contents, and the header of a file of zeros. */
  async function front(): Promise<string> {
    const path = join(folder.path, 'front')
    const contents: Entry = [
      'manifest.json',
      JSON.stringify([{ Config: 'x', RepoTags: [EVALUATOR], Layers: ['zeros'] }]),
    ]
    const zeros = rawHeader('zeros', '0', 300 * 1024 ** 2 - 2_048)
    await writeFile(path, Buffer.concat([(await tarOf([contents])).subarray(0, 1_024), zeros]))
    return path
  }

  test('two archives of one tag are two images, whichever is loaded last', { timeout: TIMEOUT }, async () => {
    const tag = `medperf-test/same-${suffix}:1`
    const archives = await Promise.all([model, evaluator].map((parts) => tarOf(honest(parts, [tag]))))
    const [one, other] = await Promise.all(archives.map((archive) => load(archive)))
    expect(await says(one as Image)).toContain(`it is model-${suffix}\n`)
    expect(await says(other as Image)).toContain(`it is evaluator-${suffix}\n`)
  })

  test('two runs with one archive: the end of one takes nothing from the other', {
    timeout: TIMEOUT,
  }, async () => {
    const archive = await tarOf(honest(model, [`medperf-test/same-${suffix}:1`]))
    const [one, other] = await Promise.all([load(archive), load(archive)])
    expect(other).toEqual(one)
    await engine.removeImages(names.splice(0, 1))
    expect(await says(other)).toContain(`it is model-${suffix}\n`)
  })

  if (command !== undefined)
    describe('an image that was here before stays', () => {
      test('with its name', { timeout: TIMEOUT }, async () => {
        const id = await has(evaluator, EVALUATOR)
        await load(await tarOf(honest(evaluator, [EVALUATOR])))
        await engine.removeImages(names)
        expect(await idOf(EVALUATOR)).toBe(id)
      })

      test('also where it has none', { timeout: TIMEOUT }, async () => {
        const as = freshName()
        const first = await load(await tarOf(honest(model, ['x:1'])), { as })
        // Another image takes its only name.
        await tell('tag', BUSYBOX, as)
        await engine.removeImages([as])
        const before = await images()
        const second = await load(await tarOf(honest(model, ['x:1'])))
        expect(second.runBy).toBe(first.runBy)
        expect(await says(second)).toContain(`it is model-${suffix}\n`)
        await engine.removeImages(names)
        expect(await images()).toEqual(before)
        expect(await idOf(first.runBy)).not.toBe('')
        await tell('image', 'rm', first.runBy)
      })
    })

  if (command !== undefined)
    test('an image that another run removes in the moment of the load is loaded again', {
      timeout: TIMEOUT,
    }, async () => {
      let loads = 0
      const give: GiveArchive = async (client, input, checked, options) => {
        const ended = await giveStream(client, input, checked, options)
        if (++loads === 1) await tell('image', 'rm', options.as)
        return ended
      }
      const path = join(folder.path, 'raced.tar')
      await writeFile(path, await tarOf(honest(model, ['x:1'])))
      const options = loadOptions(join(folder.path, 'copies'))
      names.push(options.as)
      const image = await loadImage(command, path, options, give)
      expect(await says(image)).toContain(`it is model-${suffix}\n`)
      expect(loads).toBe(2)
    })

  if (command !== undefined)
    test('an image that was here without a name stays, also where the run ends right after the load', {
      timeout: TIMEOUT,
    }, async () => {
      const as = freshName()
      const first = await load(await tarOf(honest(model, ['x:1'])), { as })
      await tell('tag', BUSYBOX, as)
      await engine.removeImages([as])
      const before = await images()
      const stop = new AbortController()
      const give: GiveArchive = async (...given) => {
        const ended = await giveStream(...given)
        stop.abort(new Error('killed'))
        return ended
      }
      const path = join(folder.path, 'again.tar')
      await writeFile(path, await tarOf(honest(model, ['x:1'])))
      const options = loadOptions(join(folder.path, 'copies'), { signal: stop.signal })
      await expect(loadImage(command, path, options, give)).rejects.toThrow('killed')
      await engine.removeImages([options.as])
      expect(await images()).toEqual(before)
      expect(await idOf(first.runBy)).not.toBe('')
      await tell('image', 'rm', first.runBy)
    })

  test('a file that is no longer what was hashed is refused', { timeout: TIMEOUT }, async () => {
    const archive = await tarOf(honest(model, ['x:1']))
    const before = await images()
    await expect(load(archive, { sha256: sha256('another') })).rejects.toMatchObject({ kind: 'hash' })
    expect(await images()).toEqual(before)
  })
}
