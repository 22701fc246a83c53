import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { findHostPlaces } from '../../../src/engines/apptainer/cell/host-places.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'

afterEach(() => vi.unstubAllEnvs())

/** A command that says where it is installed. */
async function installed(words: string) {
  const folder = await tempFolder()
  const command = join(folder.path, 'apptainer')
  writeFileSync(command, `#!/bin/sh\ncat <<'END'\n${words}\nEND\n`)
  chmodSync(command, 0o755)
  return Object.assign(folder, { command })
}

test('of this machine a conversion sees system folders, each once, and not the homes or the runner', async () => {
  await using own = await installed('BINDIR=/usr/bin\nLIBEXECDIR=/usr/libexec\nSYSCONFDIR=/etc')
  const { program, folders, links } = await findHostPlaces(own.command)
  expect(program).toBe('/usr/bin/apptainer')
  expect(folders).toEqual(expect.arrayContaining(['/usr', '/etc']))
  expect(folders).not.toContain('/usr/libexec')
  for (const [path, target] of links)
    expect([path, target]).toEqual([expect.stringMatching(/^\/\w+$/), target])
  for (const path of ['/', '/home', '/root', '/tmp', '/var', '/run', '/dev', '/proc', process.cwd()])
    expect(folders).not.toContain(path)
})

test('an Apptainer in a place of its own comes along, and logins do, unless their path cannot be mounted', async () => {
  await using own = await installed('')
  const [home, odd] = [join(own.path, 'home'), join(own.path, 'a:b')]
  for (const path of [home, odd]) mkdirSync(join(path, '.docker'), { recursive: true })
  mkdirSync(join(own.path, 'opt', 'bin'), { recursive: true })
  await using other = await installed(`BINDIR=${own.path}/opt/bin`)
  vi.stubEnv('HOME', home)
  const { folders } = await findHostPlaces(other.command)
  expect(folders).toEqual(expect.arrayContaining([`${own.path}/opt`, `${home}/.docker`]))
  vi.stubEnv('HOME', odd)
  expect((await findHostPlaces(other.command)).folders).not.toContain(`${odd}/.docker`)
})
