import { join, relative, sep } from 'node:path'
import { LFS_CODE } from '../files/lfs/pointer.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import type { Benchmark } from './benchmark.ts'
import { SUBMODULE_CODE } from './checkout/submodules.ts'
import type { Fault, Part, RuleContext } from './context.ts'
import { checkDemoPaths } from './demo-paths.ts'
import { toProblem, unreadProblems } from './problems.ts'
import type { BenchmarkFile } from './schema.ts'
import { readSource } from './sources.ts'

const WANTED = { what: 'Demo dataset', kinds: ['directory', 'file'] } as const

/** Reads `demo_dataset`; a folder of the repository is checked down to its paths.yaml, an archive when it is fetched. */
export function readDemoDataset(
  section: BenchmarkFile['demo_dataset'],
  context: RuleContext,
): Part<Benchmark['demoDataset']> {
  const path: YamlPath = ['demo_dataset']
  const { value: source, findings } = readSource(section, path, WANTED, context)
  const prepared = section.prepared ?? false
  if (source === undefined) return { findings }
  // What is said of a folder that is not checked out would only follow from that.
  const isWhole = findings.every(({ code }) => code !== LFS_CODE && code !== SUBMODULE_CODE)
  const isFolder = source.kind === 'path' && source.type === 'directory' && isWhole
  const position = context.positionOf([...path, source.kind === 'path' ? 'path' : 'url'], 'value')
  return {
    value: { source, prepared, position },
    findings: [...findings, ...(isFolder ? checkFolder(source.path, prepared, context) : [])],
  }
}

function checkFolder(folder: string, prepared: boolean, { repository }: RuleContext): readonly Fault[] {
  const { document, findings } = checkDemoPaths(folder, { prepared, within: repository })
  if (document === undefined)
    return findings.map((finding): Fault => ({ ...finding, path: ['demo_dataset', 'path'], of: 'value' }))
  const file = relative(repository, join(folder, 'paths.yaml')).split(sep).join('/')
  if (!document.ok) return unreadProblems(file, document, 'paths.yaml is not valid YAML')
  return findings.map((finding) => toProblem({ file, placeOf: document.placeOf }, finding))
}
