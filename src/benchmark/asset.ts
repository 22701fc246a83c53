import { wrongKey } from '../containers/finding.ts'
import type { Role } from '../containers/roles.ts'
import type { Component } from './benchmark.ts'
import type { Context } from './context.ts'
import type { SourceFile } from './schema.ts'
import { readSource } from './sources.ts'

const FILES = { what: 'Asset', kinds: ['directory', 'file'] } as const

/** Reads a reference model that is an asset: files without a container, extracted for run_script (contract 3.4, 9.4). */
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
  const source = readSource(asset, [role, 'asset'], FILES, context)
  if (source === undefined || name === undefined) return undefined
  const image =
    source.kind === 'path' ? source.shown : source.kind === 'url' ? source.url : `synapse:${source.id}`
  return {
    ...{ role, name, config: '', additionalFiles: source },
    spec: { type: 'Asset', image, tasks: {}, document: null },
  }
}
