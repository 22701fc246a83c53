import { expect, test } from 'vitest'
import { giveVariables } from '../../../src/engines/podman/walls.ts'

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
