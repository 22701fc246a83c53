import { constants, copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Component } from '../../benchmark/benchmark.ts'
import { isAsset } from '../../containers/support.ts'
import { nameRole, type Role } from '../../facts/role.ts'
import type { Context } from '../context.ts'
import type { Recording } from '../recording.ts'
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
  const component = context.benchmark.components[role]
  const { spec, additionalFiles } = component
  const { work } = context.folders
  const into =
    spec.mlcube === undefined
      ? join(work, 'additional-files', role)
      : join(locateWorkspace(work, role), 'additional_files')
  const what = isAsset(component) ? 'asset' : `additional files of the ${nameRole(role)}`
  const found: AdditionalFiles =
    additionalFiles === undefined
      ? { folder: into }
      : await asHosted(component, fetchSource(additionalFiles, what, into, context, recording))
  mkdirSync(into, { recursive: true })
  if (spec.mlcube !== undefined) fillWorkspace(component, found.folder, into)
  return found
}

/** Puts into an MLCube's `workspace/` what MedPerf does: parameters.yaml and additional_files/ (docs/medperf.md 16.1). */
function fillWorkspace({ parametersFile, registered }: Component, folder: string, into: string): void {
  // A copy, because a task may write into its workspace.
  if (folder !== into)
    cpSync(folder, into, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE })
  const parameters = join(dirname(into), 'parameters.yaml')
  if (parametersFile !== undefined) copyFileSync(parametersFile, parameters)
  else if (registered?.parametersText !== undefined) writeFileSync(parameters, registered.parametersText)
}
