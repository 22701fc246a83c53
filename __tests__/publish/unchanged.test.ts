import { chmod, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listNamedPaths } from '../../src/benchmark/named-paths.ts'
import { readBenchmark } from '../../src/benchmark/read.ts'
import { known } from '../../src/facts/known.ts'
import { collectParts } from '../../src/facts/role.ts'
import { hashFolder } from '../../src/files/folder-hash.ts'
import { hashTrees } from '../../src/files/tree-hash.ts'
import { openGitHub } from '../../src/github/client.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { publishAll } from '../../src/publish/publish.ts'
import { expectUnchanged } from '../../src/publish/unchanged.ts'
import { hashConfiguration } from '../../src/report/configuration.ts'
import type { Report } from '../../src/report/report.ts'
import { HEAD_SHA } from '../../stand-ins/events.ts'
import { tempWorkspace } from '../../stand-ins/workspace.ts'
import { TOY } from '../benchmark/toy.ts'
import { startFakeReleases } from '../github/fake-releases.ts'
import { jobOn } from '../lookup/job.ts'

/** The toy benchmark as it was tested, in a checkout that is then changed. */
async function tested(checkout: string) {
  const { benchmark } = readBenchmark({ repository: checkout, config: 'benchmark.yaml' })
  if (benchmark === undefined) throw new Error('it cannot be read')
  const containers = collectParts(benchmark.components).map(({ role, name, config, spec, parameters }) => {
    const { type, image, document } = spec
    const hashed = parameters === undefined ? undefined : hashConfiguration(parameters)
    const configuration = hashConfiguration(document)
    return known({ role, name, config, type, image, configuration, parameters: hashed })
  })
  const files = { additionalFiles: await hashFolder([join(checkout, 'model/weights')]) }
  const report = {
    containers: containers.map((one) => (one.role === 'reference_model' ? { ...one, ...files } : one)),
    demoDataset: { source: 'demo/', sha256: await hashFolder([join(checkout, 'demo')]) },
  } as unknown as Report
  return { job: jobOn(checkout), benchmark, report }
}

test('a checkout that is what was tested may be published, also where files are links in it', async () => {
  await using checkout = await tempWorkspace(TOY)
  await rename(join(checkout.path, 'prep/container_config.yaml'), join(checkout.path, 'real.yaml'))
  await symlink('../real.yaml', join(checkout.path, 'prep/container_config.yaml'))
  await rename(join(checkout.path, 'benchmark.yaml'), join(checkout.path, 'benchmark.yml'))
  await symlink('benchmark.yml', join(checkout.path, 'benchmark.yaml'))
  await expect(expectUnchanged(await tested(checkout.path))).resolves.toBeUndefined()
})

describe('what changed after the test is named, and nothing is published', () => {
  test.each([
    ['benchmark.yaml', 'benchmark.yaml'],
    ['prep/container_config.yaml', 'prep/container_config.yaml'],
    ['prep/parameters.yaml', 'the parameters of prep/container_config.yaml'],
    ['metrics/parameters.yaml', 'the parameters of metrics/container_config.yaml'],
    ['model/weights/weights.txt', 'model/weights/'],
    ['model/weights/more.txt', 'model/weights/'],
    ['demo/images/1.txt', 'demo/'],
    ['demo/paths.yaml', 'demo/'],
  ])('%s', async (path, named) => {
    await using server = await startFakeReleases()
    await using checkout = await tempWorkspace(TOY)
    const { job, benchmark, report } = await tested(checkout.path)
    await writeFile(join(checkout.path, path), 'changed: 1\n')
    const github = await openGitHub({ token: server.token, apiUrl: server.url, second: 1 })
    const request = { job, benchmark, report, rules: assumeRules('model'), github, commit: HEAD_SHA }
    await expect(publishAll(request)).rejects.toMatchObject({
      kind: 'blocked',
      message: `${named} changed after it was tested`,
      hint: expect.stringContaining('Nothing was published.'),
    })
    expect(server.requests).toEqual([])
  })

  test('what is gone, or became a link out of the repository', async () => {
    await using checkout = await tempWorkspace(TOY)
    const found = await tested(checkout.path)
    await rm(join(checkout.path, 'prep/parameters.yaml'))
    await rm(join(checkout.path, 'model/weights'), { recursive: true })
    await rm(join(checkout.path, 'metrics/container_config.yaml'))
    await symlink('/etc/hostname', join(checkout.path, 'metrics/container_config.yaml'))
    await expect(expectUnchanged(found)).rejects.toMatchObject({
      reasons: [
        'the parameters of prep/container_config.yaml',
        'model/weights/',
        'metrics/container_config.yaml',
      ],
    })
  })

  test.each<[string, (checkout: string) => Promise<void>, string]>([
    [
      'names, which MedPerf’s hash does not know',
      (checkout) => rename(join(checkout, 'demo/images/1.txt'), join(checkout, 'demo/images/2.txt')),
      'demo',
    ],
    [
      'what may be executed',
      (checkout) => chmod(join(checkout, 'model/weights/weights.txt'), 0o755),
      'model/weights',
    ],
  ])('%s', async (_, change, named) => {
    await using checkout = await tempWorkspace(TOY)
    const { job, benchmark, report } = await tested(checkout.path)
    const { trees: sources } = await hashTrees(listNamedPaths(benchmark, checkout.path))
    const found = { job, benchmark, report: { ...report, sources: [...sources] } }
    await expect(expectUnchanged(found)).resolves.toBeUndefined()
    await change(checkout.path)
    await expect(expectUnchanged(found)).rejects.toThrow(`${named} changed after it was tested`)
  })

  test('but not what else lies in a build context, which is not published', async () => {
    await using checkout = await tempWorkspace(TOY, { 'model/Dockerfile': 'FROM busybox\n' })
    const yaml = join(checkout.path, 'benchmark.yaml')
    const config = 'config: model/container_config.yaml'
    await writeFile(yaml, (await readFile(yaml, 'utf8')).replace(config, `${config}\n  build: .`))
    await writeFile(join(checkout.path, 'Dockerfile'), 'FROM busybox\n')
    const { job, benchmark, report } = await tested(checkout.path)
    const { trees: sources } = await hashTrees(listNamedPaths(benchmark, checkout.path))
    await writeFile(join(checkout.path, 'made-by-a-step.txt'), '1')
    await expect(
      expectUnchanged({ job, benchmark, report: { ...report, sources: [...sources] } }),
    ).resolves.toBeUndefined()
  })
})
