import { join, relative, sep } from 'node:path'
import { wrongValue } from '../containers/finding.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import type { Benchmark, Position } from './benchmark.ts'
import type { Context } from './context.ts'
import { checkDemoPaths } from './demo-paths.ts'
import { toProblem, unreadProblems } from './problems.ts'
import type { BenchmarkFile } from './schema.ts'
import { readSource } from './sources.ts'

const WANTED = { what: 'Demo dataset', kinds: ['directory', 'file'] } as const

/** Reads `demo_dataset`; a folder of the repository is checked down to its paths.yaml, an archive when it is fetched. */
export function readDemoDataset(
  section: BenchmarkFile['demo_dataset'],
  positionOf: (path: YamlPath) => Position,
  context: Context,
): Benchmark['demoDataset'] | undefined {
  const path: YamlPath = ['demo_dataset']
  const source = readSource(section, path, WANTED, context)
  const prepared = section.prepared ?? false
  if (source === undefined) return undefined
  if (source.kind === 'path' && source.type === 'directory') checkFolder(source.path, prepared, context)
  return { source, prepared, position: positionOf([...path, source.kind === 'path' ? 'path' : 'url']) }
}

function checkFolder(folder: string, prepared: boolean, context: Context): void {
  const { document, findings } = checkDemoPaths(folder, { prepared, within: context.repository })
  if (document === undefined) {
    context.findings.push(
      ...findings.map(({ message, hint }) => wrongValue(['demo_dataset', 'path'], message, hint)),
    )
    return
  }
  const file = relative(context.repository, join(folder, 'paths.yaml')).split(sep).join('/')
  if (!document.ok) context.problems.push(...unreadProblems(file, document, 'paths.yaml is not valid YAML'))
  else
    context.problems.push(
      ...findings.map((finding) => toProblem({ file, placeOf: document.placeOf }, finding)),
    )
}
