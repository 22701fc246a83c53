import { readFileSync } from 'node:fs'
import { mkdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readToy, TOY } from './toy.ts'

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'5e'.repeat(32)}\nsize 70000000\n`
const text = readFileSync(join(TOY, 'benchmark.yaml'), 'utf8')
const model = readFileSync(join(TOY, 'model/container_config.yaml'), 'utf8')
const mlcube = `name: m
docker: {image: "toy/model:1", build_context: project, build_strategy: auto}
tasks:
  infer:
    parameters:
      inputs: {data_path: data, parameters_file: parameters.yaml, additional_files: additional_files/}
      outputs: {output_path: {type: directory, default: out}}
`

const withKey = (key: string, value: string) =>
  text.replace('  additional_files: { path: model/weights/ }', `  ${key}: ${value}`)

const LFS =
  'Check out with `lfs: true` (an input of `actions/checkout`), or run `git lfs pull` before this step.'

describe('a pointer of Git LFS in place of', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['benchmark.yaml itself', { 'benchmark.yaml': POINTER }, 'benchmark.yaml:1 benchmark.yaml is'],
    [
      'a file of the weights',
      { 'model/weights/net.pt': POINTER },
      'benchmark.yaml:12 net.pt in model/weights/ is',
    ],
    [
      'a file further below',
      { 'model/weights/a/b/net.pt': POINTER },
      'benchmark.yaml:12 a/b/net.pt in model/weights/ is',
    ],
    ['data', { 'demo/images/1.txt': POINTER }, 'benchmark.yaml:6 images/1.txt in demo/ is'],
    ['paths.yaml', { 'demo/paths.yaml': POINTER }, 'benchmark.yaml:6 paths.yaml in demo/ is'],
    [
      'a configuration',
      { 'model/container_config.yaml': POINTER },
      'benchmark.yaml:11 Container config file model/container_config.yaml is',
    ],
    [
      'parameters',
      { 'metrics/parameters.yaml': POINTER },
      'benchmark.yaml:15 Parameters file metrics/parameters.yaml is',
    ],
    [
      'an archive of weights',
      { 'w.tar': POINTER, 'benchmark.yaml': withKey('additional_files', '{ path: w.tar }') },
      'benchmark.yaml:12 Additional files w.tar is',
    ],
    [
      'an archive of data',
      { 'd.tar.gz': POINTER, 'benchmark.yaml': text.replace('path: demo/', 'path: d.tar.gz') },
      'benchmark.yaml:6 Demo dataset d.tar.gz is',
    ],
    [
      'an image',
      {
        'i.tar': POINTER,
        'benchmark.yaml': withKey('image_file', '{ path: i.tar }'),
        'model/container_config.yaml': model
          .replace('DockerImage', 'DockerArchive')
          .replace(/image: .*/, 'image: https://example.org/i.tar')
          .replace(/ +additional_files: .*\n/, ''),
      },
      'benchmark.yaml:12 Image file i.tar is',
    ],
  ])('%s is an error on its line', async (_, files, words) => {
    const { said, problems } = await readToy(files)
    expect(said).toEqual([`error ${words} a Git LFS pointer, not the file itself | ${LFS}`])
    expect(problems[0]?.code).toBe('lfs-pointer')
  })

  test('an asset is one too, as is a file that a link leads to', async () => {
    const asset = await readToy({
      'm/net.pt': POINTER,
      'benchmark.yaml': text.replace(/config: model.*\n.*\n/, 'asset: { path: m }\n'),
    })
    expect(asset.said).toContainEqual(expect.stringContaining('net.pt in m is a Git LFS pointer'))
    const linked = await readToy(
      { 'other/net.pt': POINTER },
      { prepare: (path) => symlink('../../other/net.pt', join(path, 'model/weights/net.pt')) },
    )
    expect(linked.said).toEqual([expect.stringContaining('net.pt in model/weights/ is a Git LFS pointer')])
  })

  test('what an MLCube finds in its workspace is one too', async () => {
    const { said } = await readToy({
      'model/mlcube.yaml': mlcube,
      'model/workspace/parameters.yaml': POINTER,
      'model/workspace/additional_files/net.pt': POINTER,
      'benchmark.yaml': text.replace(/config: model.*\n.*\n/, 'config: model/mlcube.yaml\n'),
    })
    expect(said.filter((one) => one.includes('Git LFS'))).toEqual([
      expect.stringContaining('model/workspace/parameters.yaml is a Git LFS pointer'),
      expect.stringContaining('net.pt in model/workspace/additional_files is a Git LFS pointer'),
    ])
  })

  test('what an MLCube finds in its workspace is not said to be missing besides', async () => {
    const { said } = await readToy({
      'model/mlcube.yaml': `docker: {image: "lab/model:1"}
tasks:
  infer:
    parameters:
      inputs: {data_path: data/, parameters_file: parameters.yaml}
      outputs: {output_path: predictions/}
`,
      'model/workspace/parameters.yaml': POINTER,
      'benchmark.yaml': text.replace(/config: model.*\n.*\n/, 'config: model/mlcube.yaml\n'),
    })
    expect(said).toEqual([expect.stringContaining('workspace/parameters.yaml is a Git LFS pointer')])
  })

  test('many files is said once', async () => {
    const files = Object.fromEntries([1, 2, 3].map((at) => [`model/weights/${at}.pt`, POINTER]))
    expect((await readToy(files)).said).toEqual([
      expect.stringMatching(/^error .* is a Git LFS pointer, not the file itself, and so are 2 more there/),
    ])
  })

  test('text about pointers is no pointer', async () => {
    expect((await readToy({ 'model/weights/README': `An example:\n${POINTER}` })).said).toEqual([])
  })
})

describe('of a build context', () => {
  const build = async (dockerfile: string, files: Readonly<Record<string, string>> = {}) =>
    (
      await readToy({
        'model/Dockerfile': dockerfile,
        'model/weights/net.pt': POINTER,
        'model/other/a.txt': POINTER,
        'benchmark.yaml': text.replace('  additional_files: { path: model/weights/ }', '  build: model'),
        'model/container_config.yaml': model.replace(/ +additional_files: .*\n/, ''),
        ...files,
      })
    ).said

  test.each([
    'FROM a\nCOPY weights /weights\n',
    'FROM a\nCOPY ./weights/ /weights\n',
    'FROM a\nADD --chown=1:1 weights/net.pt a /weights/\n',
    'FROM a\nCOPY ["weights/net.pt", "/weights/"]\n',
    'FROM a\nCOPY weights/*.pt /weights/\n',
    'FROM a\nRUN echo && \\\n  echo\nCOPY \\\n  weights \\\n  /weights\n',
    'FROM a\nRUN --mount=type=bind,source=weights,target=/w cp /w/net.pt /\n',
  ])('what %j names is an error', async (dockerfile) => {
    expect(await build(dockerfile)).toEqual([
      expect.stringMatching(
        /^error benchmark.yaml:12 `weights\/net.pt` of the build context model, which line \d of the Dockerfile copies, is a Git LFS pointer/,
      ),
    ])
  })

  test('what it takes with everything else is a warning', async () => {
    expect(await build('FROM a\nCOPY . /app\n')).toEqual([
      expect.stringMatching(
        /^warning benchmark.yaml:12 .* is a Git LFS pointer, not the file itself, and so on: 1 more there/,
      ),
    ])
  })

  test.each([
    ['FROM a\n', ''],
    ['FROM a\nCOPY run.py /\n', ''],
    ['FROM a AS b\nFROM c\nCOPY --from=b weights /weights\n', ''],
    ['FROM a\nCOPY . /app\n', 'weights\nother\n'],
    ['FROM a\nCOPY . /app\n', '**/*.pt\nother/**\n'],
    ['FROM a\nCOPY . /app\n', '*\n!run.py\n'],
    ['FROM a\n# COPY weights /weights\n', ''],
  ])('what no image gets is not spoken of: %j with %j', async (dockerfile, ignore) => {
    expect(await build(dockerfile, { 'model/.dockerignore': ignore, 'model/run.py': 'pass' })).toEqual([])
  })

  test('its Dockerfile is one', async () => {
    expect(await build(POINTER)).toEqual([
      expect.stringContaining('Dockerfile of the build context model is a Git LFS pointer'),
    ])
  })
})

describe('a Git submodule that is not checked out', () => {
  const SUBMODULE = 'Check out with `submodules: recursive`'
  const modules = (path: string) => ({ '.gitmodules': `[submodule "x"]\n\tpath = ${path}\n\turl = ../x\n` })
  const empty = (folder: string) => ({
    prepare: async (path: string) => {
      await rm(join(path, folder), { recursive: true, force: true })
      await mkdir(join(path, folder), { recursive: true })
    },
  })

  test.each([
    ['demo', 'demo', 'benchmark.yaml:6 Demo dataset demo/ is a Git submodule'],
    [
      'model/weights',
      'model/weights',
      'benchmark.yaml:12 Additional files model/weights/ is a Git submodule',
    ],
    [
      'model',
      'model',
      'benchmark.yaml:11 Container config file model/container_config.yaml lies in model, which is a Git submodule',
    ],
    ['demo/images', 'demo/images', 'benchmark.yaml:6 images in demo/ is a Git submodule'],
  ])('%s', async (path, folder, words) => {
    const { said, problems } = await readToy(modules(path), empty(folder))
    expect(said[0]).toContain(`error ${words} that is not checked out | ${SUBMODULE}`)
    expect(problems[0]?.code).toBe('submodule-empty')
    // All that is said more is of other lines.
    expect(new Set(problems.map(({ line }) => line)).size).toBe(said.length)
  })

  test('one within another', async () => {
    const files = { ...modules('model'), 'model/.gitmodules': '[submodule "y"]\npath = "weights"\n' }
    const { said } = await readToy(files, empty('model/weights'))
    expect(said).toEqual([
      expect.stringContaining('model/weights/ is a Git submodule that is not checked out'),
    ])
  })

  test('an empty folder is no submodule, and neither is one that is there', async () => {
    const without = await readToy({}, empty('demo/images'))
    expect(without.said).toEqual([])
    expect((await readToy(modules('model/weights'))).said).toEqual([])
  })

  test('a .gitmodules that lies is not followed', async () => {
    expect((await readToy(modules('../../etc'))).said).toEqual([])
    expect((await readToy({ '.gitmodules': 'path\n=\npath = \n' })).said).toEqual([])
  })
})
