import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Source, Spot } from './sources.ts'

const isLoose = (path: string) => dirname(path) === 'src'

const spotOf = ({ path }: Source): Spot => ({ path, line: 1, text: '' })

/** The entries of the bundle that lie in no folder of `src/`, as the bundler's configuration names them. */
export function readEntries(root: string): readonly string[] {
  const config = join(root, 'rolldown.config.ts')
  const text = existsSync(config) ? readFileSync(config, 'utf8') : ''
  return [...text.matchAll(/'(?:\.\/)?(src\/[^/']+\.ts)'/g)].flatMap(([, path]) => path ?? [])
}

/** The files in no folder of `src/` that are neither an entry nor run.ts. */
export const findLooseFiles = (sources: readonly Source[], entries: readonly string[]): readonly Spot[] =>
  sources.filter(({ path }) => isLoose(path) && path !== 'src/run.ts' && !entries.includes(path)).map(spotOf)

/** The files that lie directly in the fullest folder. */
export const findLargestFolder = (sources: readonly Source[]): readonly Spot[] =>
  [...Map.groupBy(sources, ({ path }) => dirname(path)).values()]
    .reduce((largest, files) => (files.length > largest.length ? files : largest), [])
    .map(spotOf)
