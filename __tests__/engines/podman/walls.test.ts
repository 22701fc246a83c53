import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { giveVariables, openPodmanWalls } from '../../../src/engines/podman/walls.ts'
import { ExpectedError } from '../../../src/facts/error.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'

const PATH = ['--env', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin']

test.each<readonly [readonly string[], readonly string[]]>([
  [[], []],
  [
    ['PATH=/bin', 'A=b c=d', 'B='],
    ['--env', 'PATH=/bin', '--env', 'A=b c=d', '--env', 'B='],
  ],
  // Podman would take these out of its own environment.
  [['SECRET', 'HTTPS_PROXY', '*', 'GITHUB_*', ''], []],
  [['=x', ' A=1', 'A B=1', 'A*=1'], []],
])('of the variables %j of an image a container gets %j', (variables, words) => {
  expect(giveVariables(variables)).toEqual([...PATH, ...words])
})

const ALWAYS = ['--http-proxy=false', '--systemd=false']
const LOCAL = '--env-host=false'
const UNSET = ['--unsetenv-all', ...PATH]
const filter = { isThere: true, path: '' }

test.each([
  ['Podman 4 and newer', { version: '4.3.1', isRemote: false, filter }, [LOCAL, ...UNSET, '--security-opt']],
  ['Podman 10', { version: '10.0.0', isRemote: false, filter }, [LOCAL, ...UNSET, '--security-opt']],
  ['Podman 3, which cannot unset', { version: '3.4.4', isRemote: false, filter }, [LOCAL, '--security-opt']],
  ['a service', { version: '5.0.0', isRemote: true, filter }, [...UNSET, '--security-opt']],
  [
    'one without filters',
    { version: '5.0.0', isRemote: false, filter: { isThere: false, path: '' } },
    [LOCAL, ...UNSET],
  ],
] as const)('the walls of %s', async (_, podman, words) => {
  await using folder = await tempFolder()
  const { args, env } = await openPodmanWalls('false', podman)('lab/model:1', folder.path)
  const file = `seccomp=${folder.path}/seccomp.json`
  expect(args.filter((word) => word !== file).toSorted()).toEqual([...ALWAYS, ...words].toSorted())
  expect(args.includes(file)).toBe(podman.filter.isThere)
  expect(env).toHaveProperty('HTTPS_PROXY', undefined)
})

/** A Podman whose only image says this of itself. */
async function walls(version: string, said: unknown) {
  await using folder = await tempFolder()
  const stub = join(folder.path, 'podman')
  writeFileSync(stub, `#!/bin/sh\ncat <<'END'\n${JSON.stringify(said)}\nEND\n`)
  chmodSync(stub, 0o755)
  return await openPodmanWalls(stub, { version, isRemote: false, filter })('lab/model:1', folder.path)
}

test.each([
  'run.oci.hooks.stdout',
  'run.oci.keep_original_groups',
  'org.systemd.property.DeviceAllow',
  'module.wasm.image/variant',
  'io.podman.annotations.label',
])(
  'an image with the annotation %s is refused where Podman would obey it, and runs where it would not',
  async (name) => {
    const said = { Config: { Env: ['PATH=/bin'] }, Annotations: { [name]: '/home/runner/x' } }
    await expect(walls('4.5.1', said)).rejects.toThrow(ExpectedError)
    await expect(walls('3.4.4', said)).rejects.toThrow(`has the annotation ${name}`)
    expect((await walls('4.6.0', said)).args).toContain('PATH=/bin')
  },
)

test('other annotations, and an image that says nothing, are no matter', async () => {
  const honest = { 'org.opencontainers.image.source': 'https://example.org', maintainer: 'run.oci.x' }
  expect((await walls('4.3.1', { Annotations: honest })).args).toContain('--unsetenv-all')
  expect((await walls('4.3.1', [{ Config: { Env: ['A=1'] } }])).args).toContain('A=1')
  expect((await walls('4.3.1', {})).args).toEqual(expect.arrayContaining(PATH))
})

test('an image that says much, or what nobody understands, has no order of it overlooked', async () => {
  const labels = { a: 'x'.repeat(400_000) }
  const said = { Annotations: { 'run.oci.keep_original_groups': '1' }, Config: { Env: ['A=1'] }, labels }
  await expect(walls('4.3.1', said)).rejects.toThrow('has the annotation run.oci.keep_original_groups')
  expect((await walls('4.3.1', { Config: { Env: ['A=1'] }, labels })).args).toContain('A=1')
  const endless = { labels: { a: 'x'.repeat(9 * 1024 ** 2) } }
  for (const odd of [endless, { Annotations: 3 }, 'no JSON of an image'])
    await expect(walls('4.3.1', odd)).rejects.toThrow('Podman does not say what the image orders of it')
})
