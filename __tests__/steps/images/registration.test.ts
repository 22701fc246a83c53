import { expect, test } from 'vitest'
import type { Image } from '../../../src/engines/engine.ts'
import { ExpectedError } from '../../../src/facts/error.ts'
import { expectRegistered } from '../../../src/steps/images/registration.ts'

const hex = (digit: string) => digit.repeat(64)
const [ONE, TWO, THREE] = [`sha256:${hex('1')}`, `sha256:${hex('2')}`, `sha256:${hex('3')}`]

const check = (image: Partial<Image>, imageHash: string) =>
  expectRegistered({ runBy: THREE, configDigest: TWO, ...image }, 'lab/prep:1', {
    uid: 12,
    imageHash,
    fields: {},
  })

test('the digest that is registered is the one of the registry', () => {
  const image = { runBy: THREE, configDigest: TWO, registryDigest: ONE }
  expect(check({ registryDigest: ONE }, ONE)).toEqual(image)
})

test('the image ID that the mlcube era registers is the digest of the configuration', () => {
  expect(check({ registryDigest: ONE }, hex('2'))).toMatchObject({ configDigest: TWO })
})

test.each<[string, Partial<Image>, string, string]>([
  [
    'another digest',
    { registryDigest: ONE },
    TWO,
    `Hash mismatch. Expected ${TWO}, found ${ONE}: lab/prep:1 is no longer the image that is registered as 12`,
  ],
  [
    'no digest, as an image that was built here',
    {},
    TWO,
    'lab/prep:1 could not be compared with what is registered as 12',
  ],
  ['another image ID', { configDigest: ONE }, hex('2'), `Expected ${TWO}, found ${ONE}`],
  ['what its engine runs it by', { configDigest: ONE }, hex('3'), `Expected ${THREE}, found ${ONE}`],
])('%s is a failure of the image, in words', (_, image, hash, words) => {
  const failing = () => check(image, hash)
  expect(failing).toThrow(words)
  expect(failing).toThrow(ExpectedError)
  expect(failing).toThrow(
    expect.objectContaining({
      kind: 'image',
      hint: expect.any(String),
    }),
  )
})
