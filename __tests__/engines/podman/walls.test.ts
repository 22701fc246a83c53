import { expect, test } from 'vitest'
import { giveVariables, openPodmanWalls } from '../../../src/engines/podman/walls.ts'
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
  const { args, env } = await openPodmanWalls('true', podman)('lab/model:1', folder.path)
  const file = `seccomp=${folder.path}/seccomp.json`
  expect(args.filter((word) => word !== file).toSorted()).toEqual([...ALWAYS, ...words].toSorted())
  expect(args.includes(file)).toBe(podman.filter.isThere)
  expect(env).toHaveProperty('HTTPS_PROXY', undefined)
})
