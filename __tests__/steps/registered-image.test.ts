import { expect, test } from 'vitest'
import type { Image } from '../../src/engines/engine.ts'
import { StepFailure } from '../../src/facts/failure.ts'
import { asRegistered } from '../../src/steps/registered-image.ts'
import { CONFIG, image as manifest, served, sha256, startFakeRegistry } from '../registry/fake-registry.ts'

const hex = (digit: string) => digit.repeat(64)
const [ONE, TWO] = [`sha256:${hex('1')}`, `sha256:${hex('2')}`]
const { signal } = new AbortController()

const check = (image: Partial<Image>, imageHash: string, reference = 'lab/prep:1') =>
  asRegistered({ reference, id: TWO, ...image }, reference, { uid: 12, imageHash, fields: {} }, signal)

test('the digest that is registered is the one of the registry', async () => {
  expect(await check({ digest: ONE }, ONE)).toEqual({ reference: 'lab/prep:1', id: TWO, digest: ONE })
})

test('the image ID that the mlcube era registers is that of this machine', async () => {
  expect(await check({ digest: ONE }, hex('2'))).toMatchObject({ id: TWO })
})

test('an engine that keeps manifests is helped by the registry', async () => {
  await using registry = await startFakeRegistry(served({ '1': manifest() }))
  const reference = `${registry.host}/lab/prep:1`
  const digest = sha256(JSON.stringify(manifest()))
  const hash = CONFIG.replace('sha256:', '')
  expect(await check({ id: digest, digest }, hash, reference)).toMatchObject({ id: CONFIG })
  await expect(check({ id: ONE, digest }, hash, reference)).rejects.toThrow(`found ${ONE}`)
})

test.each<[string, Partial<Image>, string, string]>([
  [
    'another digest',
    { digest: ONE },
    TWO,
    `Hash mismatch. Expected ${TWO}, found ${ONE}: lab/prep:1 is no longer the image that is registered as 12`,
  ],
  [
    'no digest, as an image that was built here',
    {},
    TWO,
    'lab/prep:1 could not be compared with what is registered as 12',
  ],
])('%s is a failure of the image, in words', async (_, image, hash, words) => {
  const failing = check(image, hash)
  await expect(failing).rejects.toThrow(words)
  await expect(failing).rejects.toBeInstanceOf(StepFailure)
  await expect(failing).rejects.toMatchObject({ failure: { kind: 'image', hint: expect.any(String) } })
})

test('another image ID is a failure too, where the registry cannot be asked', async () => {
  await using registry = await startFakeRegistry(() => ({ status: 404, body: {} }))
  const reference = `${registry.host}/lab/prep:1`
  await expect(check({ id: ONE }, hex('2'), reference)).rejects.toThrow(`Expected ${TWO}, found ${ONE}`)
})
