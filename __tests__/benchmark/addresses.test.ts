// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates that nobody filled in are what this is about
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkRegisteredUrl } from '../../src/benchmark/address/registered-url.ts'
import { readToy, TOY } from './toy.ts'

const text = readFileSync(join(TOY, 'benchmark.yaml'), 'utf8')
const model = readFileSync(join(TOY, 'model/container_config.yaml'), 'utf8')
const MODEL = 'model/container_config.yaml'

/** Every place of benchmark.yaml where an address is registered, with its line. */
const PLACES = [
  ['demo_dataset.url', 6, (url: string) => text.replace('path: demo/', `url: "${url}"`)],
  ['docs_url', 4, (url: string) => text.replace(/docs_url: .*/, `docs_url: "${url}"`)],
  [
    'reference_model.additional_files.url',
    12,
    (url: string) => text.replace('{ path: model/weights/ }', `{ url: "${url}" }`),
  ],
] as const

const SIGNED = 'https://b.example.org/f?AWSAccessKeyId=AKIA&Expires=1767229200&Signature=s3cret'

describe.each(PLACES)('%s', (key, line, written) => {
  test('an address that ends is warned of, and bars the registration', async () => {
    const { said, benchmark } = await readToy({ 'benchmark.yaml': written(SIGNED) })
    const words = `\`${key}\` is a signed address (Amazon S3) that expired on 2026-01-01 01:00 UTC, and the server would hold it for good`
    expect(said).toEqual([`warning benchmark.yaml:${line} ${words} | ${LASTING}`])
    expect(benchmark?.barred?.map(({ message }) => message)).toEqual([words])
  })

  test('it is an error where this run registers', async () => {
    const { said, benchmark } = await readToy({ 'benchmark.yaml': written(SIGNED) }, { registers: true })
    expect(said).toEqual([expect.stringMatching(`^error benchmark.yaml:${line} .* signed address`)])
    expect(benchmark).toBeUndefined()
  })

  test.each([
    'http://127.0.0.1:8000/f',
    'http://localhost/f',
    'https://10.1.2.3/f',
    'http://[::1]/f',
    'http://0x7f.1/f',
    'https://files.hospital.internal/f',
    'https://nas.local/f',
    'https://NAS.Local./f',
    'http://minio:9000/f',
    'https://printer.lan/f',
    'https://a.home.arpa/f',
  ])('%s is an error, unless private addresses are allowed', async (url) => {
    const files = { 'benchmark.yaml': written(url) }
    expect((await readToy(files)).said).toEqual([
      expect.stringMatching(
        `^error benchmark.yaml:${line} \`${key}\` leads to .*, a private address, which hospitals could not reach`,
      ),
    ])
    expect((await readToy(files, { reach: 'private' })).said).toEqual([])
  })

  test('an address of cloud metadata is one always', async () => {
    const files = { 'benchmark.yaml': written('http://169.254.169.254/latest') }
    for (const reach of ['public', 'private'] as const)
      expect((await readToy(files, { reach })).said).toEqual([expect.stringContaining('cloud metadata')])
  })

  test.each([
    'https://ann:s3cret@example.org/f',
    'https://s3cret@example.org/f',
    'https://example.org/f?private_token=s3cret',
    'https://example.org/f?token=s3cret',
    'https://acc.blob.core.windows.net/c/f?sp=r&se=2026-01-01&sig=s3cret',
  ])('%s is spoken of without its secret', async (url) => {
    const { said } = await readToy({ 'benchmark.yaml': written(url) })
    expect(said).toHaveLength(1)
    expect(said[0]).not.toContain('s3cret')
  })

  test.each(['https://example.org/{{ version }}/f', 'https://example.org/${VERSION}', 'https://<host>/f'])(
    'nobody filled in %s',
    async (url) => {
      const { said } = await readToy({ 'benchmark.yaml': written(url) })
      expect(said).toEqual([expect.stringMatching(`^error benchmark.yaml:${line} .*placeholder`)])
    },
  )
})

const LASTING =
  'Register an address that stays and asks nobody for a login: a public bucket, Zenodo, a release of GitHub; or name the file by `path`.'

test('an address that ends many years from now is only warned of', async () => {
  const now = new Date('2026-01-01')
  const judge = (se: string) =>
    checkRegisteredUrl(`https://a.example.org/f?sp=r&sig=x&se=${se}`, ['url'], { reach: 'public', now })
  expect(judge('2027-01-01')).toMatchObject([{ severity: 'warning', bars: true, code: 'address-expires' }])
  expect(judge('2099-12-31')).toMatchObject([{ severity: 'warning' }])
  expect(judge('2099-12-31')[0]).not.toHaveProperty('bars')
})

test.each([
  [
    'demo_dataset:',
    'url: synapse:syn12',
    'error benchmark.yaml:6 `demo_dataset.url`: synapse:syn12 cannot be fetched here, because Synapse needs a login | Host the file at a public https address, or name one of this repository.',
  ],
  [
    'demo_dataset:',
    'url: synapse:12',
    'error benchmark.yaml:6 Invalid resource input: synapse:12 | Write an http or https address; a file of this repository goes under `path`.',
  ],
  [
    'demo_dataset:',
    'url: ftp://ann:s3cret@example.org/f?token=s3cret',
    'error benchmark.yaml:6 Invalid resource input: ftp://***@example.org/f?… | Write an http or https address; a file of this repository goes under `path`.',
  ],
])('below %s %s is refused before anything runs', async (_, line, words) => {
  expect((await readToy({ 'benchmark.yaml': text.replace('path: demo/', line) })).said).toEqual([words])
})

describe('the address of an image in a configuration', () => {
  const archive = (image: string) =>
    model.replace('DockerImage', 'DockerArchive').replace(/image: .*/, `image: "${image}"`)
  const line = model.split('\n').findIndex((one) => one.startsWith('image:')) + 1

  test.each([
    [archive(SIGNED), 'warning', 'signed address'],
    [archive('http://127.0.0.1:8000/image.tar'), 'error', 'a private address'],
    [archive('https://ann:s3cret@example.org/i'), 'error', 'user name or password'],
    [archive('synapse:syn12'), 'error', 'Synapse needs a login'],
    [archive('https://example.org/{{tag}}.tar'), 'error', 'nobody filled in'],
    [archive('weights/{{ tag }}.tar'), 'error', 'placeholder'],
    [
      model.replace(/image: .*/, 'image: 127.0.0.1:5000/toy/model:1'),
      'warning',
      'hospitals could not reach it',
    ],
    [
      model.replace(/image: .*/, 'image: registry.internal/toy/model:1'),
      'warning',
      'hospitals could not reach it',
    ],
    [model.replace(/image: .*/, 'image: "{{ image }}"'), 'error', 'placeholder'],
  ])('%#', async (config, severity, words) => {
    const { said } = await readToy({ [MODEL]: config })
    expect(said).toEqual([expect.stringMatching(`^${severity} ${MODEL}:${line} .*${words}`)])
    expect(said[0]).not.toContain('s3cret')
  })

  test.each(['localhost/toy/model:1', 'toy/model:1', 'model', 'ghcr.io/toy/model:1'])(
    '%s names no registry that only some can reach',
    async (image) => {
      expect((await readToy({ [MODEL]: model.replace(/image: .*/, `image: ${image}`) })).said).toEqual([])
    },
  )

  test('one of a file that is here is not fetched from Synapse', async () => {
    const files = {
      [MODEL]: archive('synapse:syn12'),
      'model/image.tar': 'tar',
      'benchmark.yaml': text.replace(
        '  additional_files:',
        '  image_file: { path: model/image.tar }\n  additional_files:',
      ),
    }
    expect((await readToy(files)).said).toEqual([])
  })
})
