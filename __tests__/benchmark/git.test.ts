import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isGit } from '../../src/benchmark/repository.ts'
import { readToy } from './toy.ts'

/* What belongs to Git is no part of a repository for anybody: `.git/config` of older checkouts holds the token of the job. */

const TOKEN = '[http]\n\textraheader = AUTHORIZATION: basic c2VjcmV0\n'

const METRICS = 'config: metrics/container_config.yaml\n  parameters: metrics/parameters.yaml'

const HEAD = `version: 1
name: toy
`
const yaml = ({
  demo = 'path: demo/',
  config = 'prep/container_config.yaml',
  parameters = 'prep/parameters.yaml',
  files = 'model/weights/',
  evaluator = METRICS,
  model = undefined as string | undefined,
}) => `${HEAD}demo_dataset:
  ${demo}
data_preparator:
  config: "${config}"
  parameters: "${parameters}"
reference_model:
  ${model ?? `config: model/container_config.yaml\n  additional_files: { path: "${files}" }`}
evaluator:
  ${evaluator}
`

/** Reads the toy benchmark in a checkout with a token in its Git, and in that of another checkout in it. */
async function readChecked(text: string, prepare = async (_: string) => {}) {
  const { said } = await readToy(
    { 'benchmark.yaml': text, '.git/config': TOKEN, 'other/.git/config': TOKEN, 'other/a.txt': 'a' },
    { prepare },
  )
  return said
}

const PART = 'is part of .git, which is never used'

test('nothing that benchmark.yaml names may lie in .git', async () => {
  const table: readonly (readonly [string, string])[] = [
    ['Demo dataset .git', yaml({ demo: 'path: .git' })],
    ['Demo dataset .git/', yaml({ demo: 'path: .git/' })],
    ['Demo dataset ./x/../.git', yaml({ demo: 'path: ./x/../.git' })],
    ['Demo dataset .git/config', yaml({ demo: 'path: .git/config' })],
    ['Demo dataset .GIT/config', yaml({ demo: 'path: .GIT/config' })],
    ['Demo dataset other/.git', yaml({ demo: 'path: other/.git' })],
    ['Container config file .git/config', yaml({ config: '.git/config' })],
    ['Parameters file .git/config', yaml({ parameters: '.git/config' })],
    ['Additional files .git', yaml({ files: '.git' })],
    ['Additional files .git/config', yaml({ files: '.git/config' })],
    ['Asset .git', yaml({ model: 'asset: { path: .git }' })],
    ['Image file .git/config', yaml({ evaluator: `${METRICS}\n  image_file: { path: .git/config }` })],
    ['Build context .git', yaml({ evaluator: `${METRICS}\n  build: .git` })],
  ]
  for (const [words, text] of table) {
    const said = await readChecked(text)
    expect(said.join('\n'), words).toContain(`${words} ${PART}`)
    expect(said.join('\n'), words).not.toContain('extraheader')
  }
})

test('benchmark.yaml itself may not', async () => {
  const { said } = await readToy({ '.git/benchmark.yaml': yaml({}) }, { config: '.git/benchmark.yaml' })
  expect(said).toEqual([
    expect.stringMatching(/^error .git\/benchmark.yaml .git\/benchmark.yaml is not inside the repository/),
  ])
})

test.each([
  ['a configuration', 'prep/container_config.yaml', '../.git/config', PART],
  ['parameters', 'prep/parameters.yaml', '../.git/config', PART],
  ['a folder', 'model/weights', '../.git', PART],
  ['a folder of another checkout', 'model/weights', '../other/.git', PART],
  ['the demo dataset', 'demo', '.git', PART],
  [
    'a file of a folder',
    'model/weights/link',
    '../../.git/config',
    'the link link in model/weights/ leads into .git',
  ],
  ['raw data', 'demo/images/link', '../../.git', 'the link images/link in demo/ leads into .git'],
  ['paths.yaml', 'demo/paths.yaml', '../.git/config', 'the link paths.yaml in demo/ leads into .git'],
])('%s may not be a link into it', async (_, path, target, words) => {
  const said = await readChecked(yaml({}), async (workspace) => {
    await rm(join(workspace, path), { recursive: true, force: true })
    await symlink(target, join(workspace, path))
  })
  expect(said.join('\n')).toContain(words)
  expect(said.join('\n')).not.toContain('extraheader')
})

describe('a folder with a checkout in it is refused, and it is said what to do', () => {
  const HINT = 'Put what is meant into a folder of its own, without a checkout of Git in it, and name that.'

  test.each([
    ['demo_dataset.path', yaml({ demo: 'path: .' }), 'the folder . holds .git,'],
    ['additional_files.path', yaml({ files: '.' }), 'the folder . holds .git,'],
    ['additional_files.path', yaml({ files: './demo/..' }), 'the folder ./demo/.. holds .git,'],
    ['additional_files.path', yaml({ files: 'other' }), 'the folder other holds .git,'],
    ['asset.path', yaml({ model: 'asset: { path: . }' }), 'the folder . holds .git,'],
  ])('%s', async (_, text, words) => {
    const said = await readChecked(text)
    const found = said.find((one) => one.includes(words))
    expect(found).toContain('whose configuration may hold a token')
    expect(found).toContain(HINT)
  })

  test('also through a link to a folder, or where .git is a link itself', async () => {
    const through = await readChecked(yaml({}), (workspace) =>
      symlink('../../other', join(workspace, 'model/weights/more')),
    )
    expect(through.join('\n')).toContain('the folder model/weights/ holds more/.git,')
    const linked = await readChecked(yaml({}), async (workspace) => {
      await mkdir(join(workspace, 'kept'))
      await symlink('../../kept', join(workspace, 'model/weights/.git'))
    })
    expect(linked.join('\n')).toContain('the folder model/weights/ holds .git,')
  })

  test('a submodule may be named: its .git is a file that holds but a path', async () => {
    const said = await readChecked(yaml({}), (workspace) =>
      writeFile(join(workspace, 'model/weights/.git'), 'gitdir: ../../.git/modules/weights\n'),
    )
    expect(said).toEqual([])
  })
})

test('a build may begin at the top of the repository', async () => {
  const { benchmark, said } = await readToy({
    'benchmark.yaml': yaml({ evaluator: `${METRICS}\n  build: .` }),
    Dockerfile: 'FROM scratch\n',
  })
  expect(said).toEqual([])
  expect(benchmark?.components.evaluator?.build).toBeDefined()
})

test('a Dockerfile that is a link out of the repository, or into .git, is none', async () => {
  for (const target of ['/dev/zero', '/etc/hostname', '../.git/config']) {
    const said = await readChecked(yaml({ evaluator: `${METRICS}\n  build: metrics/` }), (workspace) =>
      symlink(target, join(workspace, 'metrics/Dockerfile')),
    )
    expect(said, target).toEqual([expect.stringContaining('the build context metrics/ has no Dockerfile')])
  }
})

test('what a builder reads of a context on the runner is no link out of the context, into .git, or to nothing yet', async () => {
  const context = yaml({ evaluator: `${METRICS}\n  build: metrics/` })
  const names = ['.dockerignore', '.containerignore', 'Dockerfile.dockerignore', 'Dockerfile.containerignore']
  for (const name of [...names, 'Dockerfile.rego'])
    for (const target of ['/dev/zero', '/etc/hostname', '../.git/config', '../later']) {
      const said = await readChecked(context, async (workspace) => {
        await writeFile(join(workspace, 'metrics/Dockerfile'), 'FROM scratch\n')
        await symlink(target, join(workspace, 'metrics', name))
      })
      const why = `${name} of the build context metrics/ is no file of that folder`
      expect(said, target).toEqual([expect.stringContaining(why)])
    }
})

test('a .dockerignore may be a link to another file of the context', async () => {
  const said = await readChecked(yaml({ evaluator: `${METRICS}\n  build: metrics/` }), async (workspace) => {
    await writeFile(join(workspace, 'metrics/Dockerfile'), 'FROM scratch\n')
    await writeFile(join(workspace, 'metrics/ignored'), '*.md\n')
    await symlink('ignored', join(workspace, 'metrics/.dockerignore'))
  })
  expect(said).toEqual([])
})

test.each([
  ['.git', true],
  ['.git/config', true],
  ['a/.git', true],
  ['a/.GIT/b', true],
  ['a\\.git\\b', true],
  ['.gitignore', false],
  ['.github/workflows', false],
  ['a.git', false],
  ['git/config', false],
  ['.', false],
])('whether %s belongs to Git: %s', (path, expected) => {
  expect(isGit(path)).toBe(expected)
})
