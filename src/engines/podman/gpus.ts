import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { Gpu } from '../../facts/gpu.ts'
import { plainLine } from '../../words/text.ts'
import { parseCoreYaml } from '../../yaml/core-yaml.ts'
import { listGpus } from '../usage/nvidia-smi.ts'

/** Where programs leave descriptions of devices (the Container Device Interface); the latter wins. */
const FOLDERS = ['/etc/cdi', '/var/run/cdi']

const DevicesSchema = z.object({
  kind: z.literal('nvidia.com/gpu'),
  devices: z.array(z.object({ name: z.string() })),
})

/** The GPUs of this machine's CDI files, which are all that Podman can give, with the driver's names. */
export async function listCdiGpus(folders: readonly string[] = FOLDERS): Promise<readonly Gpu[]> {
  const names = [...new Set(folders.flatMap(filesIn).flatMap(namesIn))].filter((name) => name !== 'all')
  // A tool may describe each GPU by its number and by its UUID.
  const numbers = names.filter((name) => /^\d+$/.test(name))
  const ids = numbers.length === 0 ? names : numbers
  if (ids.length === 0) return []
  const known = await listGpus()
  return ids.map((id) => known.find((gpu) => gpu.id === id) ?? { id: plainLine(id, 100) })
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.(?:json|ya?ml)$/.test(name))
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** JSON is YAML. */
function namesIn(file: string): readonly string[] {
  try {
    const read = parseCoreYaml(readFileSync(file))
    const found = DevicesSchema.safeParse(read.ok ? read.value : undefined)
    return found.success ? found.data.devices.map(({ name }) => name) : []
  } catch {
    return []
  }
}
