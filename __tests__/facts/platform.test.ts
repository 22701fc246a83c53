import { expect, test } from 'vitest'
import { judgePlatforms } from '../../src/facts/platform.ts'

const AMD = 'linux/amd64'
const ARM = 'linux/arm64'
const machine = (platform: string, emulates: boolean | 'unknown' = false) => ({
  platform,
  emulates: () => (emulates === 'unknown' ? undefined : emulates),
})

test.each([
  ['of this machine and of hospitals', [AMD], machine(AMD), undefined],
  ['among others', [ARM, AMD], machine(AMD), undefined],
  ['of 32 bits, which the processor runs too', ['linux/386'], machine(AMD), undefined],
  ['of another processor', [ARM], machine(AMD), 'error'],
  ['of a variant of another processor', ['linux/arm/v7'], machine(AMD), 'error'],
  ['of another system', ['windows/amd64'], machine(AMD), 'error'],
  ['of several others', [ARM, 'linux/s390x'], machine(AMD), 'error'],
  ['of another processor that is emulated', [ARM], machine(AMD, true), 'warning'],
  ['of another processor where nobody knows', [ARM], machine(AMD, 'unknown'), 'warning'],
  ['of a machine that is as few hospitals’', [ARM], machine(ARM), 'warning'],
  ['of 32 bits on such a machine', ['linux/arm/v7'], machine(ARM), 'warning'],
  ['of hospitals, on another machine', [AMD], machine(ARM), 'error'],
  ['of hospitals, on another machine that emulates', [AMD], machine(ARM, true), undefined],
  ['of no hospital, without a machine', [ARM], undefined, 'warning'],
  ['of hospitals, without a machine', [AMD], undefined, undefined],
  ['that says nothing', [], machine(AMD), undefined],
] as const)('an image %s', (_, platforms, host, severity) => {
  expect(judgePlatforms(platforms, host)?.severity).toBe(severity)
})

test('the words name what it is for, what the machine is, and what to do', () => {
  expect(judgePlatforms([ARM], machine(AMD))).toEqual({
    severity: 'error',
    code: 'image-platform',
    message: 'is for linux/arm64, and this machine is linux/amd64',
    hint: 'Build it for linux/amd64 too, such as by `docker buildx build --platform linux/amd64`.',
  })
  expect(judgePlatforms([AMD], machine(ARM))?.hint).toContain('Use a runner')
})
