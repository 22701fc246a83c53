import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dockerWalls } from '../../src/engines/walls.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

const NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'FTP_PROXY', 'ALL_PROXY']
const BOTH = NAMES.flatMap((name) => [name, name.toLowerCase()])

const SETTINGS: readonly (readonly [what: string, settings: string | undefined, isShutOut: boolean])[] = [
  ['no settings', undefined, false],
  ['no proxies', '{"auths": {}}', false],
  ['empty proxies', '{"proxies": {"default": {"httpProxy": ""}}}', false],
  ['a proxy', '{"proxies": {"default": {"httpProxy": "http://p:1"}}}', true],
  ['a proxy of one daemon', '{"proxies": {"tcp://far:2376": {"allProxy": "http://p:1"}}}', true],
  ['a proxy in another case', '{"Proxies": {"default": {"HTTPPROXY": "http://p:1"}}}', true],
  ['settings that cannot be read', '{"proxies": ', true],
]
test.each(SETTINGS)(
  "with %s, what Docker's client would hand on is shut out: %s",
  async (_, settings, isShutOut) => {
    await using folder = await tempFolder()
    if (settings !== undefined) writeFileSync(join(folder.path, 'config.json'), settings)
    const { args, env } = dockerWalls({ DOCKER_CONFIG: folder.path })
    expect(args).toEqual(isShutOut ? BOTH.flatMap((name) => ['--env', name]) : [])
    expect(Object.keys(env)).toEqual(isShutOut ? BOTH : [])
    expect(Object.values(env).every((value) => value === undefined)).toBe(true)
  },
)

test('the settings are those of the home folder where no other is named', async () => {
  await using home = await tempFolder()
  mkdirSync(join(home.path, '.docker'))
  writeFileSync(
    join(home.path, '.docker', 'config.json'),
    '{"proxies": {"default": {"httpProxy": "http://p:1"}}}',
  )
  expect(dockerWalls({ HOME: home.path }).args).not.toEqual([])
  expect(dockerWalls({ HOME: join(home.path, 'elsewhere') }).args).toEqual([])
})
