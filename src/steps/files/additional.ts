import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Component } from '../../benchmark/benchmark.ts'
import { isAsset } from '../../containers/support.ts'
import { expectPart, nameRole, type Role } from '../../facts/role.ts'
import { handOver } from '../../files/hand-over.ts'
import type { Context } from '../context.ts'
import type { Recording } from '../recording.ts'
import { mayWriteFiles } from '../tasks/places.ts'
import { locateWorkspace } from '../workspace.ts'
import { asHosted } from './hosting.ts'
import { fetchSource } from './source.ts'

/** The additional files of a role; the folder is empty where it has none. */
export interface AdditionalFiles {
  readonly folder: string
  readonly sha256?: string
}

/** The folder of a container's additional files; an empty one where it has none (docs/medperf.md 13.3). */
export async function getAdditional(
  role: Role,
  context: Context,
  recording: Recording,
): Promise<AdditionalFiles> {
  const component = expectPart(context.benchmark.components, role)
  const { spec, additionalFiles } = component
  const { work } = context.folders
  const into =
    spec.mlcube === undefined
      ? join(work, 'additional-files', role)
      : join(locateWorkspace(work, role), 'additional_files')
  // Into its workspace an MLCube may write whatever it declares.
  const isWritten = spec.mlcube !== undefined || mayWriteFiles(context.benchmark, role)
  const what = isAsset(component) ? 'asset' : `additional files of the ${nameRole(role)}`
  const found: AdditionalFiles =
    additionalFiles === undefined
      ? { folder: into }
      : await asHosted(component, fetchSource(additionalFiles, { what, into, isWritten }, context, recording))
  mkdirSync(into, { recursive: true })
  if (spec.mlcube !== undefined) copyParameters(component, dirname(into))
  await handOver(spec.mlcube === undefined ? into : dirname(into))
  return found
}

/** Puts the parameters into an MLCube's `workspace/`, where additional_files/ lies already, as MedPerf does (docs/medperf.md 16.1). */
function copyParameters({ parametersFile, registered }: Component, workspace: string): void {
  const parameters = join(workspace, 'parameters.yaml')
  if (parametersFile !== undefined) copyFileSync(parametersFile, parameters)
  else if (registered?.parametersText !== undefined) writeFileSync(parameters, registered.parametersText)
}
