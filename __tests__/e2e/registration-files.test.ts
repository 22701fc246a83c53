import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FileServer, startFileServer } from '../../stand-ins/file-server.ts'
import { BUSYBOX } from '../../stand-ins/images.ts'
import { tempWorkspace } from '../../stand-ins/workspace.ts'
import { startOwner, tinyRegistry } from '../support/registering.ts'
import { weighedModel } from '../support/strangers.ts'
import { TINY } from '../support/tiny.ts'

const { image } = await tinyRegistry()
let files: FileServer
const content: Record<string, { content: Buffer }> = {}

beforeAll(async () => {
  await using folder = await tempWorkspace(undefined, { 'weights.txt': '42\n' })
  content['/image.tar'] = { content: execFileSync('docker', ['save', BUSYBOX], { maxBuffer: 1e8 }) }
  content['/weights.tar.gz'] = { content: execFileSync('tar', ['-cz', '-C', folder.path, 'weights.txt']) }
  content['/demo.tar.gz'] = { content: execFileSync('tar', ['-cz', '-C', join(TINY, 'demo'), '.']) }
  files = await startFileServer(content)
})
afterAll(async () => {
  await files[Symbol.asyncDispose]()
})

const hashOf = (path: string) =>
  createHash('sha256')
    .update(content[path]?.content ?? '')
    .digest('hex')

const archived = (part: string, address: string) =>
  readFileSync(join(TINY, part, 'container_config.yaml'), 'utf8')
    .replace('container_type: DockerImage', 'container_type: DockerArchive')
    .replace(/^image: .*$/m, `image: ${address}`)

test('files by address without a hash are registered with the hash that the test measured', async () => {
  const benchmark = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8')
    .replace('path: demo/', `url: ${files.url}/demo.tar.gz`)
    .replace(
      'config: model/container_config.yaml',
      `config: model/container_config.yaml\n  additional_files: { url: "${files.url}/weights.tar.gz" }`,
    )
    .replace(
      'config: metrics/container_config.yaml',
      `config: metrics/container_config.yaml\n  image_file: { url: "${files.url}/image.tar" }`,
    )
  await using owner = await startOwner({
    era: 'container',
    image,
    files: {
      'benchmark.yaml': benchmark,
      'model/container_config.yaml': weighedModel(image),
      'metrics/container_config.yaml': archived('metrics', `${files.url}/image.tar`),
      'prep/container_config.yaml': archived('prep', `${files.url}/image.tar`),
    },
  })
  const run = await owner.run()
  expect(run.said).not.toMatch(/^error/m)
  const rows = await owner.rows('mlcubes')
  const named = (name: string) => rows.find((row) => row['name'] === name)
  for (const name of ['tiny-prep', 'tiny-metrics']) {
    expect(named(name)).toMatchObject({
      image_hash: hashOf('/image.tar'),
      container_config: { container_type: 'DockerArchive', image: `${files.url}/image.tar` },
    })
  }
  expect(named('tiny-model')).toMatchObject({
    additional_files_tarball_url: `${files.url}/weights.tar.gz`,
    additional_files_tarball_hash: hashOf('/weights.tar.gz'),
  })
  expect(await owner.rows('benchmarks')).toMatchObject([
    {
      demo_dataset_tarball_url: `${files.url}/demo.tar.gz`,
      demo_dataset_tarball_hash: hashOf('/demo.tar.gz'),
    },
  ])
  expect(owner.github.releases).toEqual([])
  expect(run.report?.containers.map(({ imageFile }) => imageFile)).toEqual([
    hashOf('/image.tar'),
    undefined,
    hashOf('/image.tar'),
  ])
  const again = await owner.run()
  expect(again.summary).toContain('nothing was written')
})
