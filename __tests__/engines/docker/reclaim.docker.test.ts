import { execFileSync } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { reclaim } from '../../../src/engines/docker/reclaim.ts'
import { BUSYBOX, buildImage, busyboxImage } from '../../../stand-ins/images.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'

const LABEL = 'org.medperf.test=reclaim'
/** An image that holds nothing that could change an owner. */
const BARE = 'medperf-test/bare:1'
/** One whose `chown` is not where PATH looks. */
const HIDDEN = 'medperf-test/hidden-chown:1'
const uid = process.getuid?.() ?? 0
let folder: TempFolder

beforeAll(async () => {
  await busyboxImage()
  await buildImage(BARE, `FROM scratch\nCOPY busybox /only\n`, ['/bin/busybox'])
  await buildImage(HIDDEN, `FROM ${BUSYBOX}\nENV PATH=/nowhere\n`)
})
afterAll(() => void execFileSync('docker', ['rmi', '-f', BARE, HIDDEN], { stdio: 'ignore' }))
beforeEach(async () => {
  folder = await tempFolder()
  mkdirSync(join(folder.path, 'out', 'closed'), { recursive: true })
  writeFileSync(join(folder.path, 'out', 'closed', 'secret'), 'x')
  writeFileSync(join(folder.path, 'beside'), 'x')
  symlinkSync('../beside', join(folder.path, 'out', 'link'))
  chmodSync(join(folder.path, 'out', 'closed'), 0o700)
  give(4321)
})
afterEach(() => {
  give(uid)
  return folder[Symbol.asyncDispose]()
})

/** Makes a stranger the owner, as a container that changes users does; through Docker, because we may not be root. */
function give(owner: number): void {
  execFileSync('docker', [
    ...['run', '--rm', '--network', 'none', '--volume', `${folder.path}:/x`, BUSYBOX],
    ...['chown', '-R', '-h', `${owner}:${owner}`, '/x'],
  ])
}
const owners = () => {
  const at = (name: string) => lstatSync(join(folder.path, name)).uid
  return { out: at('out'), link: at('out/link'), closed: at('out/closed'), beside: at('beside') }
}

test("a stranger's files become ours, links themselves, and nothing outside", async () => {
  await reclaim(join(folder.path, 'out'), [BUSYBOX], LABEL)
  expect(owners()).toEqual({ out: uid, link: uid, closed: uid, beside: 4321 })
  expect(lstatSync(join(folder.path, 'out', 'closed', 'secret')).uid).toBe(uid)
})

test('an image whose chown lies elsewhere will do', async () => {
  await reclaim(join(folder.path, 'out'), [HIDDEN], LABEL)
  expect(owners()).toMatchObject({ out: uid, closed: uid })
})

test('an image without chown, and one that is gone, are passed over', async () => {
  await reclaim(join(folder.path, 'out'), ['medperf-test/absent:1', BARE, BUSYBOX], LABEL)
  expect(owners()).toMatchObject({ out: uid, closed: uid })
})

test('without any image that can, nothing changes and nothing is thrown', async () => {
  await reclaim(join(folder.path, 'out'), [BARE], LABEL)
  expect(owners()).toMatchObject({ out: 4321, beside: 4321 })
})
