import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BUSYBOX } from '../../stand-ins/images.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { image, served, startFakeRegistry } from '../registry/fake-registry.ts'
import { endsOf, runBenchmark } from '../support/steps.ts'
import { TINY } from '../support/tiny.ts'

const TIB = 1024 ** 4
const huge = (letter: string) => ({
  ...image(),
  layers: [{ digest: `sha256:${letter.repeat(64)}`, size: 10 * TIB }],
})

test('images that do not fit together are told once, with their sum, and none of them is pulled', async () => {
  await using registry = await startFakeRegistry(
    served({ prep: huge('1'), model: huge('2'), metrics: huge('3') }),
  )
  const configs = ['prep', 'model', 'metrics'].map((name) => {
    const path = `${name}/container_config.yaml`
    const text = readFileSync(join(TINY, path), 'utf8')
    return [path, text.replace(BUSYBOX, `${registry.host}/lab/x:${name}`)]
  })
  await using workspace = await tempWorkspace(TINY, Object.fromEntries(configs))
  await using folder = await tempFolder()
  const [fetched] = endsOf(await runBenchmark(workspace.path, 'benchmark.yaml', folder.path))
  expect(fetched).toMatch(
    /^fetch: failed: the images \S+:prep, \S+:model and \S+:metrics are together 30 TiB to download and about 75 TiB unpacked \(an estimate\), and [^;]+ are free in [^;]+$/,
  )
  const asked = registry.requests.map(({ headers }) => headers['user-agent'] ?? '')
  expect(asked.filter((agent) => agent.startsWith('docker'))).toEqual([])
})
