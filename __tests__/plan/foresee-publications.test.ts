import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Benchmark, Component, NamedSource } from '../../src/benchmark/benchmark.ts'
import { known } from '../../src/facts/known.ts'
import type { Job } from '../../src/job/job.ts'
import type { Era } from '../../src/medperf/era.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { foreseePublications } from '../../src/plan/foresee-publications.ts'
import { HEAD_SHA } from '../../stand-ins/events.ts'
import { tempWorkspace } from '../../stand-ins/workspace.ts'
import { jobOn } from '../lookup/job.ts'
import { benchmark as toy } from '../support/benchmark.ts'

const FILES = {
  'demo/paths.yaml': 'data_path: data\n',
  'model/image.sif': 'an image',
  'model/container_config.yaml': 'container_type: SingularityFile\n',
  'model/parameters.yaml': 'a: 1\n',
  'data_preparator/container_config.yaml': 'prep\n',
  'evaluator/container_config.yaml': 'metrics\n',
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const IMAGE = sha256('an image')
const RELEASE = 'https://github.com/acme/wdbc/releases/download/medperf-hosted-files'
const RAW = `https://raw.githubusercontent.com/acme/wdbc/${HEAD_SHA}`
const WEIGHTS: NamedSource = { kind: 'url', url: 'https://files.lab.org/w.tar.gz' }

interface Changes {
  readonly era?: Era
  readonly model?: Partial<Component>
  readonly without?: 'commit' | 'repository'
}

async function foresee({ era, model, without }: Changes) {
  await using folder = await tempWorkspace(undefined, FILES)
  const at = (path: string) => join(folder.path, path)
  const file = (shown: string): NamedSource => ({ kind: 'path', path: at(shown), shown, type: 'file' })
  const plain = toy()
  const benchmark: Benchmark = {
    ...plain,
    demoDataset: {
      ...plain.demoDataset,
      source: { kind: 'path', path: at('demo'), shown: 'demo', type: 'directory' },
    },
    components: {
      ...plain.components,
      reference_model: {
        ...plain.components.reference_model,
        config: 'model/container_config.yaml',
        parametersFile: at('model/parameters.yaml'),
        additionalFiles: WEIGHTS,
        imageFile: file('model/image.sif'),
        ...model,
      },
    },
  }
  const own = jobOn(folder.path)
  mkdirSync(own.folders.work)
  return await foreseePublications(benchmark, changed(own, without), era && assumeRules(era))
}

function changed(job: Job, without: Changes['without']): Job {
  const { commit, github, ...rest } = job
  const { repository, ...place } = github
  if (without === 'commit') return { ...rest, github }
  return without === 'repository' ? known({ ...rest, commit, github: place }) : job
}

test('a file of the repository has the address of its asset, and what has an address is left alone', async () => {
  const { components, demoDataset } = await foresee({ era: 'model' })
  expect(components).toEqual({
    data_preparator: {},
    reference_model: {
      imageFile: { sha256: IMAGE, url: `${RELEASE}/reference-model-image-${IMAGE.slice(0, 16)}.sif` },
    },
    evaluator: {},
  })
  expect(demoDataset?.url).toBe(`${RELEASE}/demo-dataset-${demoDataset?.sha256?.slice(0, 16)}.tar.gz`)
})

test('the same folder is foreseen as the same asset', async () => {
  expect((await foresee({})).demoDataset).toEqual((await foresee({ era: 'container' })).demoDataset)
})

test('the mlcube era knows manifests and parameters by their address in the commit', async () => {
  const { components } = await foresee({ era: 'mlcube' })
  expect(components.evaluator).toEqual({
    manifest: { url: `${RAW}/evaluator/container_config.yaml`, sha256: sha256('metrics\n') },
  })
  expect(components.reference_model).toMatchObject({
    manifest: { url: `${RAW}/model/container_config.yaml` },
    parametersFile: { url: `${RAW}/model/parameters.yaml`, sha256: sha256('a: 1\n') },
  })
})

test.each<[string, Changes]>([
  ['the commit is not known', { without: 'commit' }],
  ['there is no repository', { without: 'repository' }],
])('no address in a commit is foreseen where %s', async (_, changes) => {
  const { components } = await foresee({ era: 'mlcube', ...changes })
  expect(components.evaluator).toEqual({})
})

test('without a repository a hash is foreseen and no address', async () => {
  const { components } = await foresee({ without: 'repository' })
  expect(components.reference_model).toEqual({ imageFile: { sha256: IMAGE } })
})

test('of a registered component nothing is published', async () => {
  const registered = { uid: 12, imageHash: IMAGE, fields: {} }
  const { components } = await foresee({ era: 'mlcube', model: { registered } })
  expect(components.reference_model).toEqual({})
})

test('what cannot be published is an error in words', async () => {
  const missing: NamedSource = { kind: 'path', path: '/', shown: 'x', type: 'file' }
  await expect(foresee({ model: { imageFile: missing } })).rejects.toThrow(/not a regular file/)
})
