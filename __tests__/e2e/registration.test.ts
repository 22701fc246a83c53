import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { eras } from '../../dev-server/era.ts'
import {
  BASE_SHA,
  dispatchEvent,
  HEAD_SHA,
  pullRequestEvent,
  pushEvent,
  tagEvent,
} from '../../stand-ins/events.ts'
import { BUSYBOX } from '../../stand-ins/images.ts'
import { startOwner, tinyRegistry } from '../support/registering.ts'
import { TINY } from '../support/tiny.ts'

const { image } = await tinyRegistry()

/** The tiny benchmark with additional files of its model in the repository. */
function withWeights(): Record<string, string> {
  const read = (path: string) => readFileSync(join(TINY, path), 'utf8')
  return {
    'benchmark.yaml': read('benchmark.yaml').replace(
      'config: model/container_config.yaml',
      'config: model/container_config.yaml\n  additional_files: { path: model/files }',
    ),
    'model/files/weights.txt': '42\n',
    'model/container_config.yaml': read('model/container_config.yaml')
      .replace(BUSYBOX, image)
      .replace(
        'input_volumes:',
        'input_volumes:\n      additional_files: { mount_path: /files, type: directory }',
      ),
  }
}

describe.each(eras)('a server of the %s era', (era) => {
  test('a pull request shows the plan and writes nothing, a merge registers once, a second merge writes nothing', async () => {
    await using owner = await startOwner({ era, image, files: withWeights() })
    const before = await owner.rows('mlcubes')

    const pull = await owner.run({ event: pullRequestEvent() })
    expect(pull.stderr).toBe('')
    expect(pull.said).not.toMatch(/^error/m)
    expect(pull.outputs['verdict']).toBe('passed')
    expect(pull.report?.plan).toMatchObject({ seen: 'server', era, blocked: false })
    expect(pull.comments).toHaveLength(1)
    expect(pull.comments[0]).toContain('**A merge will**')
    expect(await owner.rows('mlcubes')).toEqual(before)
    expect(await owner.rows('benchmarks')).toEqual([])
    expect(owner.github.releases).toEqual([])

    const push = await owner.run()
    expect(push.said).not.toMatch(/^error/m)
    expect(push.code).toBe(0)
    const [benchmark, ...others] = await owner.rows('benchmarks')
    expect(others).toEqual([])
    expect(benchmark).toMatchObject({ name: 'tiny', state: 'OPERATION' })
    expect(push.outputs['benchmark-uid']).toBe(String(benchmark?.['id']))
    const uids = JSON.parse(push.outputs['uids'] ?? '{}')
    expect(Object.keys(uids)).toEqual(['benchmark', 'data_preparator', 'reference_model', 'evaluator'])
    expect(uids.benchmark).toBe(benchmark?.['id'])
    expect(push.outputs['approval-status']).toBe(era === 'mlcube' ? 'PENDING' : 'APPROVED')
    expect(push.summary).toContain('is registered on')
    expect(JSON.parse(push.lock ?? '{}')).toMatchObject({
      era,
      commit: BASE_SHA,
      benchmark: { name: 'tiny' },
    })
    const assets = owner.github.releases.flatMap((release) => release.assets)
    const demo = assets.find(({ name }) => name.startsWith('demo-dataset'))
    expect(assets).toHaveLength(2)
    expect(benchmark?.['demo_dataset_tarball_url']).toBe(
      `${owner.github.url}/acme/wdbc/releases/download/medperf-hosted-files/${demo?.name}`,
    )
    const told = push.comments.filter((body) => body.includes('is registered on'))
    expect(told).toHaveLength(1)

    const state = await Promise.all([owner.rows('mlcubes'), owner.rows('benchmarks')])
    // What the commit did not change is not registered anew, though its raw address is another.
    const again = await owner.run({ event: pushEvent({ sha: 'd'.repeat(40) }) })
    expect(again.code).toBe(0)
    expect(again.summary).toContain('nothing was written')
    expect(await Promise.all([owner.rows('mlcubes'), owner.rows('benchmarks')])).toEqual(state)
    expect(again.outputs['benchmark-uid']).toBe(push.outputs['benchmark-uid'])
    const withoutCommit = (lock = '{}') => ({ ...JSON.parse(lock), commit: '' })
    expect(withoutCommit(again.lock)).toEqual(withoutCommit(push.lock))
    const same = await owner.run()
    expect(same.lock).toBe(push.lock)
    expect(same.comments.filter((body) => body.includes('is registered on'))).toHaveLength(1)

    const next = await owner.run({ event: pullRequestEvent() })
    const known = next.report?.plan?.actions.map(({ verdict }) => verdict)
    expect(known).toEqual(['reuse', 'reuse', 'reuse', 'nothing to do'])
  })
})

test('a merged pull request registers its merge commit and says so in its own comment', async () => {
  await using owner = await startOwner({ era: 'model', image })
  const run = await owner.run({ event: pullRequestEvent({ merged: BASE_SHA }) })
  expect(run.said).not.toMatch(/^error/m)
  expect(JSON.parse(run.lock ?? '{}')).toMatchObject({ commit: BASE_SHA })
  expect(owner.github.comments.map(({ issue }) => issue)).toEqual([7, 7])
  expect(run.comments[1]).toContain('is registered on')
})

test('the report, the summary and the lock are uploaded as an artifact', async () => {
  await using owner = await startOwner({ era: 'model', image })
  const { runtimeEnvironment } = owner.github
  const run = await owner.run({
    env: { ...runtimeEnvironment, GITHUB_SERVER_URL: 'https://github.com' },
  })
  expect(run.outputs['benchmark-uid']).toBeDefined()
  expect(owner.github.artifacts).toMatchObject([{ isFinal: true }])
  // The names of a zip are not compressed.
  expect(owner.github.artifacts[0]?.bytes.includes('benchmark.lock.json')).toBe(true)
})

test('a dry run says what would be written, and writes nothing', async () => {
  await using owner = await startOwner({ era: 'model', image })
  const before = await owner.rows('mlcubes')
  const run = await owner.run({ inputs: { ...owner.inputs, 'dry-run': 'true' } })
  expect(run.code).toBe(0)
  expect(run.report?.plan).toMatchObject({ seen: 'server', blocked: false })
  expect(run.summary).toContain('**Dry run: a merge would** register 3 containers')
  expect(run.stdout).toContain('dry run: nothing is written to the MedPerf server')
  expect(run.outputs['benchmark-uid']).toBeUndefined()
  expect([await owner.rows('mlcubes'), await owner.rows('benchmarks')]).toEqual([before, []])
  expect(owner.github.releases).toEqual([])
})

test('what is not on the default branch is tested, registers nothing, and says so', async () => {
  await using owner = await startOwner({ era: 'container', image })
  const events = [
    [
      pushEvent({ branch: 'try', sha: HEAD_SHA }),
      /Nothing is registered from `try`: only `main` registers\./,
    ],
    [
      pullRequestEvent({ into: 'try', merged: HEAD_SHA }),
      /Nothing is registered from a merge into `try`: only `main`/,
    ],
    [dispatchEvent('refs/heads/try', HEAD_SHA), /Nothing is registered from `try`: only `main` registers\./],
    [
      tagEvent({ sha: HEAD_SHA }),
      /Nothing is registered from the tag `v1\.0\.0`: its commit is not on `main`\./,
    ],
  ] as const
  for (const [event, why] of events) {
    const run = await owner.run({ event })
    expect(run.outputs['verdict']).toBe('passed')
    expect(run.outputs['benchmark-uid']).toBeUndefined()
    expect(run.report?.notices[0]).toMatch(why)
    expect(run.summary).toMatch(why)
  }
  expect(await owner.rows('benchmarks')).toEqual([])
  expect(owner.github.releases).toEqual([])
})

test('a tag on the default branch registers, and so does the branch that is named in its place', async () => {
  await using owner = await startOwner({ era: 'container', image })
  const tag = await owner.run({ event: tagEvent() })
  expect(tag.outputs['benchmark-uid']).toBeDefined()
  expect(await owner.rows('benchmarks')).toHaveLength(1)
  const inputs = { ...owner.inputs, 'register-branch': 'release/1' }
  const named = await owner.run({ event: pushEvent({ branch: 'release/1' }), inputs })
  expect(named.outputs['benchmark-uid']).toBe(tag.outputs['benchmark-uid'])
  const onMain = await owner.run({ inputs })
  expect(onMain.outputs['benchmark-uid']).toBeUndefined()
  expect(onMain.report?.notices[0]).toContain('only `release/1` registers')
})

test('a pull request to another branch is told that its merge registers nothing', async () => {
  await using owner = await startOwner({ era: 'container', image })
  const run = await owner.run({ event: pullRequestEvent({ into: 'try' }) })
  expect(run.report).toMatchObject({ verdict: 'passed', plan: { blocked: true } })
  expect(run.comments[0]).toContain(
    '**A merge will register nothing**: it goes into `try`, and only `main` registers.',
  )
})
