import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Benchmark, Component, NamedSource } from '../benchmark/benchmark.ts'
import { listNamedPaths } from '../benchmark/named-paths.ts'
import { locatePath, readSmall } from '../benchmark/repository.ts'
import { isAsset } from '../containers/support.ts'
import { ExpectedError } from '../facts/error.ts'
import { collectParts } from '../facts/role.ts'
import { hashFolder } from '../files/folder-hash.ts'
import { hashBytes, hashFile } from '../files/hash-file.ts'
import { hashTrees, type LocatedTree } from '../files/tree-hash.ts'
import { hashConfiguration } from '../report/configuration.ts'
import type { ContainerReport } from '../report/report.ts'
import { plainLine } from '../words/text.ts'
import { parseYaml } from '../yaml/yaml.ts'
import type { PublishRequest } from './request.ts'

/** A file or folder of the repository with its hash as it was tested, where that is known, and as it is now. */
interface Compared {
  readonly shown: string
  readonly tested: string | undefined
  readonly now: () => Promise<string | undefined>
}

/**
 * Looks whether the checkout still is what was tested: the containers have run since then, and whatever else the machine runs.
 * Throws an ExpectedError of kind `blocked` that names what is not.
 */
export async function expectUnchanged({
  job: { repository },
  benchmark,
  report,
}: Pick<PublishRequest, 'job' | 'benchmark' | 'report'>): Promise<void> {
  const contents: string[] = []
  for (const { shown, tested, now } of listCompared(benchmark, repository, report))
    if (tested !== undefined && (await now()) !== tested) contents.push(plainLine(shown, 200))
  const changed = contents.length > 0 ? contents : await findRenamed(benchmark, repository, report)
  if (changed.length === 0) return
  throw new ExpectedError('blocked', `${changed.join(', ')} changed after it was tested`, {
    reasons: changed,
    hint: 'Nothing was published. Let nothing write to the checkout while the job runs, and run it again.',
  })
}

/** What has other names or modes than it was tested with, which MedPerf's hashes do not know (docs/medperf.md 11.2). */
async function findRenamed(
  benchmark: Benchmark,
  repository: string,
  { sources }: PublishRequest['report'],
): Promise<readonly string[]> {
  if (sources === undefined) return []
  const named = listNamedPaths(benchmark, repository).filter(({ isBuilt }) => !isBuilt)
  const { trees } = await hashTrees(named)
  const isSame = ({ path, sha256 }: LocatedTree) =>
    sources.some((tested) => tested.path === path && tested.sha256 === sha256)
  return trees.filter((tree) => !isSame(tree)).map(({ path }) => plainLine(path, 200))
}

const listCompared = (
  benchmark: Benchmark,
  repository: string,
  { containers, demoDataset }: PublishRequest['report'],
): readonly Compared[] => {
  const { config, configHash, demoDataset: demo, components } = benchmark
  const find = (folder: string, written: string) => {
    const found = locatePath(realpathSync.native(repository), folder, written)
    return found.kind === 'file' ? found.path : undefined
  }
  const configOf = (component: Component) => find(dirname(config), component.config)
  return [
    { shown: config, tested: configHash, now: async () => hashContent(find('', config), hashBytes) },
    ...compareSource(demo.source, demoDataset?.sha256),
    ...collectParts(components).flatMap((component) => {
      const tested = containers.find(({ role }) => role === component.role)
      return tested === undefined ? [] : compareComponent(component, configOf, tested)
    }),
  ]
}

function compareComponent(
  component: Component,
  configOf: (component: Component) => string | undefined,
  tested: ContainerReport,
): readonly Compared[] {
  const { config, parametersFile, additionalFiles, imageFile, registered } = component
  if (registered !== undefined) return []
  const read = (path: string | undefined) => async () => hashContent(path, hashYaml)
  const own = { shown: config, tested: tested.configuration, now: read(configOf(component)) }
  const parameters = { tested: tested.parameters, now: read(parametersFile) }
  return [
    ...(isAsset(component) ? [] : [own]),
    ...(parametersFile === undefined ? [] : [{ ...parameters, shown: `the parameters of ${config}` }]),
    ...compareSource(additionalFiles, tested.additionalFiles),
    ...compareSource(imageFile, tested.imageFile),
  ]
}

function compareSource(source: NamedSource | undefined, tested: string | undefined): readonly Compared[] {
  if (source?.kind !== 'path') return []
  const { path, shown, type } = source
  const now = async () => (type === 'directory' ? hashFolder([path]) : (await hashFile(path))?.sha256)
  // What cannot be read any more has changed too.
  return [{ shown, tested, now: () => now().catch(() => undefined) }]
}

function hashContent(
  path: string | undefined,
  hash: (bytes: Buffer) => string | undefined,
): string | undefined {
  if (path === undefined) return undefined
  const bytes = readSmall(path)
  return 'wrong' in bytes ? undefined : hash(bytes)
}

/** As a report tells configurations and parameters; an empty file of parameters is `{}` (docs/medperf.md 12.4). */
function hashYaml(bytes: Buffer): string | undefined {
  const document = parseYaml(bytes)
  return document.ok ? hashConfiguration(document.value ?? {}) : undefined
}
