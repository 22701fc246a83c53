import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { expectOwnSettings } from '../../src/engines/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'settings-'))
afterAll(() => rmSync(folder, { recursive: true }))
const repository = join(folder, 'repository')
mkdirSync(join(repository, '.docker'), { recursive: true })
mkdirSync(join(folder, 'repository-other'))
mkdirSync(join(folder, 'outside'))
symlinkSync(join(repository, '.docker'), join(folder, 'into'))
symlinkSync(join(folder, 'outside'), join(repository, 'out'))
symlinkSync(repository, join(folder, 'alias'))

test.each([
  ['DOCKER_CONFIG', join(repository, '.docker')],
  ['DOCKER_CONFIG', repository],
  ['DOCKER_CONFIG', join(folder, 'outside', '..', 'repository', '.docker')],
  ['DOCKER_CONFIG', join(folder, 'into')],
  ['DOCKER_CONFIG', join(folder, 'alias', '.docker')],
  ['DOCKER_CONFIG', join(repository, 'out')],
  ['CONTAINERS_CONF', join(repository, 'not-there', 'containers.conf')],
  ['REGISTRY_AUTH_FILE', join(repository, 'auth.json')],
  ['HOME', repository],
])('no engine is asked whose client reads settings of the checkout: %s=%s', (name, value) => {
  expect(() => expectOwnSettings(repository, { [name]: value })).toThrow(
    `${name} is ${value}, a place in the checkout`,
  )
})

test('one that is relative is one of where we run', () => {
  expect(() => expectOwnSettings(process.cwd(), { DOCKER_CONFIG: '.docker' })).toThrow(
    'DOCKER_CONFIG is .docker',
  )
  expect(() => expectOwnSettings(repository, { DOCKER_CONFIG: '.docker' })).not.toThrow()
})

test.each([
  {},
  { DOCKER_CONFIG: '' },
  { DOCKER_CONFIG: join(folder, 'outside') },
  { DOCKER_CONFIG: join(folder, 'repository-other') },
  { HOME: folder, XDG_CONFIG_HOME: join(folder, '.config') },
])('settings elsewhere are the owner’s: %j', (environment) => {
  expect(() => expectOwnSettings(repository, environment)).not.toThrow()
})
