import { dirname, join, relative, sep } from 'node:path'
import { isAsset } from '../containers/support.ts'
import { collectParts, nameRole } from '../facts/role.ts'
import { findRealPath } from '../files/real-path.ts'
import type { Benchmark, Component, NamedSource } from './benchmark.ts'

/** A file or folder of the repository that benchmark.yaml names, or that is named by what it names. */
export interface NamedPath {
  /** Absolute and real. */
  readonly path: string
  /** Relative to the repository, with `/` between its parts; `.` for all of it. */
  readonly shown: string
  /** What it is for the benchmark: `demo dataset`, `reference model's build context`. */
  readonly what: string
  /** Whether an image is made from it; all else is registered or published as it is. */
  readonly isBuilt: boolean
}

/** All that a benchmark takes from its repository beside benchmark.yaml itself; each path once, in their order. */
export function listNamedPaths(benchmark: Benchmark, repository: string): readonly NamedPath[] {
  const root = findRealPath(repository)
  const name = (what: string, path: string | undefined, isBuilt = false): readonly NamedPath[] =>
    path === undefined
      ? []
      : [{ what, isBuilt, path, shown: relative(root, path).split(sep).join('/') || '.' }]
  const folder = join(root, dirname(benchmark.config))
  const found = [
    ...name('demo dataset', pathOf(benchmark.demoDataset.source)),
    ...collectParts(benchmark.components).flatMap((component) => {
      const role = nameRole(component.role)
      const [own, build] = [`${role}'s`, `${role}'s build context`]
      const files = listFiles(component, folder).flatMap(([what, path]) => name(`${own} ${what}`, path))
      return [...files, ...name(build, component.build?.context, true)]
    }),
  ]
  const once = new Map(found.toReversed().map((one) => [one.path, one]))
  return [...once.values()].toSorted((a, b) => (a.shown < b.shown ? -1 : 1))
}

type Named = readonly [what: string, path: string | undefined]

function listFiles(component: Component, folder: string): readonly Named[] {
  const { config, parametersFile, additionalFiles, imageFile, registered } = component
  // What is registered lies on a server, and an asset has no configuration.
  if (registered !== undefined) return []
  const configuration = isAsset(component) ? undefined : findRealPath(join(folder, config))
  return [
    ['configuration', configuration],
    ['parameters', parametersFile],
    [isAsset(component) ? 'asset' : 'additional files', pathOf(additionalFiles)],
    ['image file', pathOf(imageFile)],
  ]
}

const pathOf = (source: NamedSource | undefined) => (source?.kind === 'path' ? source.path : undefined)
