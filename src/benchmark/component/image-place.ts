import { dirname } from 'node:path'
import type { FilePlace } from '../../facts/failure.ts'
import { findRealPath } from '../../files/real-path.ts'
import { parseYaml } from '../../yaml/yaml.ts'
import type { Benchmark, Component } from '../benchmark.ts'
import { locatePath, readSmall } from '../repository.ts'

/**
 * The line that says which image a component has: `image` of its configuration, or `uid` of benchmark.yaml. Undefined where the
 * file cannot be read any more.
 */
export function findImagePlace(
  repository: string,
  { config }: Pick<Benchmark, 'config'>,
  { role, registered, ...component }: Component,
): FilePlace | undefined {
  if (registered !== undefined) return findLine(repository, '', config, [role, 'uid'])
  const path = component.spec.mlcube === undefined ? ['image'] : ['docker', 'image']
  return findLine(repository, dirname(config), component.config, path)
}

function findLine(
  repository: string,
  folder: string,
  written: string,
  path: readonly string[],
): FilePlace | undefined {
  const found = locatePath(findRealPath(repository), folder, written)
  if (found.kind !== 'file') return undefined
  const bytes = readSmall(found.path)
  if ('wrong' in bytes) return undefined
  const document = parseYaml(bytes)
  const file = found.shown
  return document.ok ? { file, ...document.placeOf(path, 'value') } : { file }
}
