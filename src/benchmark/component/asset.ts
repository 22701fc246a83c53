import { wrongKey, wrongValue } from '../../containers/finding.ts'
import { type Read, readNothing } from '../../containers/read.ts'
import type { Role } from '../../facts/role.ts'
import type { Component, NamedSource } from '../benchmark.ts'
import type { RuleContext } from '../context.ts'
import type { SourceFile } from '../schema.ts'
import { readSource } from '../sources.ts'

const FILES = { what: 'Asset', kinds: ['directory', 'file'] } as const

/**
 * Reads a reference model that is an asset: files without a container, extracted for run_script (docs/medperf.md 5.4, 13.2).
 */
export function readAsset(
  role: Role,
  name: string | undefined,
  asset: SourceFile,
  others: readonly string[],
  context: RuleContext,
): Read<Component> {
  const keys = others
    .filter((key) => key !== 'name')
    .map((key) => {
      const why = `\`${role}\` has both \`asset\` and \`${key}\``
      const hint = 'An asset is files alone: what runs them is the `benchmark_script`.'
      return wrongKey([role, key], why, hint)
    })
  const source =
    asset.url === 'local' ? refuseLocal(role) : readSource(asset, [role, 'asset'], FILES, context)
  const findings = [...keys, ...source.findings]
  if (source.value === undefined || name === undefined) return { findings }
  return { value: assetComponent(role, name, '', source.value), findings }
}

function refuseLocal(role: Role): Read<NamedSource> {
  const why = 'an asset that never leaves its owner’s machine (`local`) can be run by nobody else'
  const hint = 'Give the address or the path of its files.'
  return readNothing(wrongValue([role, 'asset', 'url'], why, hint))
}

/** A model that is files alone; where they are takes the place of the image. */
export function assetComponent(role: Role, name: string, config: string, files: NamedSource): Component {
  const image = files.kind === 'path' ? files.shown : files.url
  return {
    role,
    name,
    config,
    additionalFiles: files,
    spec: { type: 'Asset', image, tasks: {}, document: null },
  }
}
