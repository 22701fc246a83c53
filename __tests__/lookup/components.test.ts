import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ExpectedError } from '../../src/facts/error.ts'
import { describeUnread, lookUpComponents } from '../../src/lookup/components.ts'
import type { Era } from '../../src/medperf/era.ts'
import { writeLock } from '../../src/medperf/plan/lock/lock.ts'
import { resolvePlan } from '../../src/medperf/plan/plan.ts'
import type { ContainerRow, ModelRow } from '../../src/medperf/rows.ts'
import type { Snapshot } from '../../src/medperf/snapshot.ts'
import { makeLock } from '../../src/register/lock.ts'
import { startFileServer } from '../../stand-ins/file-server.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { emptySnapshot, registered } from '../medperf/memory-server.ts'
import {
  assetBenchmark,
  assetEvidence,
  exampleAsset,
  exampleContainers,
  toyBenchmark,
  toyEvidence,
} from '../medperf/toy.ts'
import { jobOn } from './job.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const rowOf = (era: Era, changes: Partial<ContainerRow> = {}): ContainerRow => {
  const { name, state: _state, metadata: _metadata, ...fields } = exampleContainers(era).evaluator
  return { uid: 12, name: String(name), owner: 2, state: 'OPERATION', isValid: true, fields, ...changes }
}

const modelOf = (container: ContainerRow | undefined): ModelRow => ({
  uid: 9,
  name: 'their-model',
  owner: 7,
  state: 'OPERATION',
  isValid: true,
  ...(container === undefined ? {} : { container }),
})

const assetModel = (url = exampleAsset().url): ModelRow => ({
  ...modelOf(undefined),
  asset: rowOf('model', { fields: { asset_hash: exampleAsset().sha256, asset_url: url } }),
})

const seen = (era: Era, given: Snapshot['given'], mine: Partial<Snapshot['mine']> = {}): Snapshot => {
  const empty = emptySnapshot(era)
  return { ...empty, given, mine: { ...empty.mine, ...mine } }
}

describe('asked of the server', () => {
  const job = jobOn('/nowhere')

  test('a row is what it holds, and whose it is', async () => {
    const row = rowOf('container', { owner: 7 })
    const { lookups, notices } = await lookUpComponents(
      job,
      { evaluator: 12 },
      seen('container', { evaluator: row }),
    )
    expect(lookups.evaluator).toEqual({
      kind: 'read',
      name: 'toy-metrics',
      state: 'OPERATION',
      stranger: 7,
      fields: row.fields,
      imageHash: row.fields['image_hash'],
      document: row.fields['container_config'],
      parameters: row.fields['parameters_config'],
      mayBeMlcube: false,
    })
    expect(notices).toEqual([])
  })

  test.each<[string, 'evaluator' | 'reference_model', Snapshot, RegExp, RegExp]>([
    ['that is not there', 'evaluator', seen('model', { evaluator: null }), /no such container/, /Look/],
    [
      'that is no model',
      'reference_model',
      seen('model', { reference_model: null }),
      /no such model/,
      /number of its model/,
    ],
    [
      'that is the container in a model of one’s own',
      'reference_model',
      seen('model', { reference_model: null }, { models: [modelOf(rowOf('model'))] }),
      /no such model/,
      /12 is the container inside the model 9: give that/,
    ],
    [
      'before the models',
      'reference_model',
      seen('container', { reference_model: null }),
      /no such container/,
      /^Look/,
    ],
    [
      'that is retired',
      'evaluator',
      seen('model', { evaluator: rowOf('model', { isValid: false }) }),
      /retired/,
      /another/,
    ],
    [
      'of nothing',
      'reference_model',
      seen('model', { reference_model: modelOf(undefined) }),
      /neither a container nor an asset/,
      /another/,
    ],
    [
      'of an asset that nobody else can have',
      'reference_model',
      seen('model', { reference_model: assetModel('local') }),
      /never leaves its owner’s machine \(`asset_url` is `local`\)/,
      /name another model, or its files/,
    ],
    [
      'of an asset that is retired',
      'reference_model',
      seen('model', { reference_model: { ...assetModel(), isValid: false } }),
      /retired/,
      /another/,
    ],
  ])('a row %s is refused', async (_, role, snapshot, words, hint) => {
    const { lookups } = await lookUpComponents(job, { [role]: 12 }, snapshot)
    expect(lookups[role]).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(words),
      hint: expect.stringMatching(hint),
    })
  })

  test('a model of an asset is its files', async () => {
    const snapshot = seen('model', { reference_model: assetModel() })
    const { lookups } = await lookUpComponents(job, { reference_model: 9 }, snapshot)
    expect(lookups.reference_model).toEqual({
      kind: 'read',
      name: 'their-model',
      state: 'OPERATION',
      stranger: 7,
      mayBeMlcube: false,
      imageHash: '',
      document: null,
      asset: exampleAsset(),
      fields: { asset_hash: exampleAsset().sha256, asset_url: exampleAsset().url },
    })
  })

  test('nothing is looked up where no uid is named', async () => {
    expect(await lookUpComponents(jobOn('/nowhere'), {}, undefined)).toEqual({ lookups: {}, notices: [] })
  })
})

describe('in the mlcube era, files are downloaded and checked', () => {
  const MANIFEST = 'docker: { image: lab/metrics:1 }\ntasks: {}\n'
  const PARAMETERS = 'threshold: 1 # a comment\n'

  async function lookUp(
    manifest: string,
    parameters: string,
    hashes: { manifest?: string; parameters?: string } = {},
  ) {
    await using server = await startFileServer({
      '/mlcube.yaml': { content: manifest },
      '/parameters.yaml': { content: parameters },
    })
    const fields = {
      ...rowOf('mlcube').fields,
      git_mlcube_url: `${server.url}/mlcube.yaml`,
      mlcube_hash: hashes.manifest ?? sha256(manifest),
      git_parameters_url: `${server.url}/parameters.yaml`,
      parameters_hash: hashes.parameters ?? sha256(parameters),
    }
    const snapshot = seen('mlcube', { evaluator: rowOf('mlcube', { fields }) })
    const { lookups } = await lookUpComponents(jobOn('/nowhere'), { evaluator: 12 }, snapshot)
    return lookups.evaluator
  }

  test('and are there as they are', async () => {
    expect(await lookUp(MANIFEST, PARAMETERS)).toMatchObject({
      kind: 'read',
      document: { docker: { image: 'lab/metrics:1' }, tasks: {} },
      mayBeMlcube: true,
      parameters: { threshold: 1 },
      parametersText: Buffer.from(PARAMETERS),
    })
  })

  test('parameters of an MLCube need not be YAML', async () => {
    const found = await lookUp(MANIFEST, 'a: [')
    expect(found).toMatchObject({ kind: 'read', parametersText: Buffer.from('a: [') })
    expect(found).not.toHaveProperty('parameters')
  })

  test.each([
    ['another configuration', { manifest: '0'.repeat(64) }, MANIFEST, /mlcube\.yaml has the sha256/],
    ['other parameters', { parameters: '0'.repeat(64) }, MANIFEST, /parameters\.yaml has the sha256/],
    ['what is no YAML', {}, 'a: [', /is no valid YAML/],
  ])('%s than registered is refused', async (_, hashes, manifest, words) => {
    expect(await lookUp(manifest, PARAMETERS, hashes)).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(words),
      hint: expect.stringContaining('Hospitals could not get it either'),
    })
  })

  test.each([
    ['without a file is no fault of benchmark.yaml', '', 'unread', '404'],
    [
      'on a disk is refused',
      'file:///etc/passwd#',
      'refused',
      'is no address that everybody can download from',
    ],
  ])('an address %s', async (_, prefix, kind, words) => {
    await using server = await startFileServer({})
    const gone = { ...rowOf('mlcube').fields, git_mlcube_url: `${prefix}${server.url}/mlcube.yaml` }
    const snapshot = seen('mlcube', { evaluator: rowOf('mlcube', { fields: gone }) })
    const { lookups } = await lookUpComponents(jobOn('/nowhere'), { evaluator: 12 }, snapshot)
    expect(lookups.evaluator).toMatchObject({ kind, message: expect.stringContaining(words) })
  })
})

describe('without a server', () => {
  function lockText(era: Era, benchmark = toyBenchmark(era), evidence = toyEvidence(era)): string {
    const snapshot = registered(emptySnapshot(era), { benchmark, evidence })
    const [row] = snapshot.mine.benchmarks
    if (row === undefined) throw new Error('no benchmark')
    return writeLock(
      makeLock({ benchmark, evidence }, resolvePlan({ benchmark, evidence, snapshot }), snapshot, row),
    )
  }

  const blind = async (lock: string | undefined, uids: Parameters<typeof lookUpComponents>[1]) => {
    const files = lock === undefined ? {} : { 'benchmark.lock.json': lock }
    await using folder = await tempWorkspace(undefined, files)
    return lookUpComponents(jobOn(folder.path), uids, undefined)
  }

  test.each(['container', 'model'] as const)(
    'the lock of the %s era knows what the last merge used',
    async (era) => {
      const { components } = JSON.parse(lockText(era))
      const uids = { reference_model: components.reference_model.uid, evaluator: components.evaluator.uid }
      const { lookups, notices } = await blind(lockText(era), uids)
      expect(lookups.reference_model).toMatchObject({ kind: 'read', name: 'toy-model' })
      expect(lookups.evaluator).toMatchObject({
        kind: 'read',
        name: 'toy-metrics',
        parameters: { metrics: ['accuracy', 'auc'] },
      })
      expect(notices).toHaveLength(2)
      expect(notices[1]).toContain(
        `\`evaluator\`, number ${uids.evaluator} on the MedPerf server, is as benchmark.lock.json has it`,
      )
    },
  )

  test('the lock knows the files of a model that is an asset', async () => {
    const text = lockText('model', assetBenchmark(), assetEvidence())
    const { uid } = JSON.parse(text).components.reference_model
    const { lookups } = await blind(text, { reference_model: uid })
    expect(lookups.reference_model).toMatchObject({ kind: 'read', asset: exampleAsset() })
  })

  test.each<[string, string | undefined, RegExp]>([
    ['there is no lock', undefined, /without a credential for that server it cannot be read/],
    ['the lock knows another number', lockText('model'), /benchmark\.lock\.json does not know it either/],
    [
      'the lock is of another server',
      lockText('model').replace('medperf.example.org', 'other.example.org'),
      /does not know it/,
    ],
    ['the lock is broken', '{', /benchmark\.lock\.json is not JSON/],
  ])('nothing can be tested where %s', async (_, lock, words) => {
    const { lookups, notices } = await blind(lock, { evaluator: 998 })
    expect(lookups.evaluator).toMatchObject({ kind: 'unread', message: expect.stringMatching(words) })
    expect(notices).toEqual([])
  })

  test('a server that does not answer is said of every uid', () => {
    const error = new ExpectedError('unreachable', 'GET x: nobody answers', { hint: 'Try later.' })
    expect(describeUnread({ data_preparator: 1, evaluator: 2 }, error).lookups).toEqual({
      data_preparator: {
        kind: 'unread',
        message: 'it cannot be read: GET x: nobody answers',
        hint: 'Try later.',
      },
      evaluator: { kind: 'unread', message: 'it cannot be read: GET x: nobody answers', hint: 'Try later.' },
    })
  })

  test('a cancelled run ends there', async () => {
    await using folder = await tempFolder()
    const job = jobOn(folder.path, { signal: AbortSignal.abort(new Error('cancelled')) })
    const snapshot = seen('mlcube', { evaluator: rowOf('mlcube') })
    await expect(lookUpComponents(job, { evaluator: 12 }, snapshot)).rejects.toThrow('cancelled')
  })
})
