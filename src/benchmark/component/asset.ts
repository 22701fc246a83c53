import { wrongKey, wrongValue } from '../../containers/finding.ts'
import type { Role } from '../../facts/role.ts'
import type { Component, Source } from '../benchmark.ts'
import type { Context } from '../context.ts'
import type { SourceFile } from '../schema.ts'
import { readSource } from '../sources.ts'

const FILES = { what: 'Asset', kinds: ['directory', 'file'] } as const

/**
 * Reads a reference model that is an asset: files without a container, extracted for run_script
 * (docs/medperf.md 5.4, 13.2).
 */
export function readAsset(
  role: Role,
  name: string | undefined,
  asset: SourceFile,
  others: readonly string[],
  context: Context,
): Component | undefined {
  const { findings } = context
  for (const key of others.filter((one) => one !== 'name')) {
    const why = `\`${role}\` has both \`asset\` and \`${key}\``
    const hint = 'An asset is files alone: what runs them is the script of the `evaluator`.'
    findings.push(wrongKey([role, key], why, hint))
  }
  if (asset.url === 'local') {
    const why = 'an asset that never leaves its owner’s machine (`local`) can be run by nobody else'
    findings.push(wrongValue([role, 'asset', 'url'], why, 'Give the address or the path of its files.'))
    return undefined
  }
  const source = readSource(asset, [role, 'asset'], FILES, context)
  return source === undefined || name === undefined ? undefined : assetComponent(role, name, '', source)
}

/** A model that is files alone; where they are takes the place of the image. */
export function assetComponent(role: Role, name: string, config: string, files: Source): Component {
  const image = files.kind === 'path' ? files.shown : files.kind === 'url' ? files.url : `synapse:${files.id}`
  return {
    ...{ role, name, config, additionalFiles: files },
    spec: { type: 'Asset', image, tasks: {}, document: null },
  }
}
