import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gpuDevices } from '../../src/files/gpu-devices.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

test('the GPUs of a machine are its numbered devices, in the order of their numbers', async () => {
  await using folder = await tempFolder()
  for (const name of ['nvidia10', 'nvidia2', 'nvidiactl', 'nvidia-uvm', 'null'])
    writeFileSync(join(folder.path, name), '')
  expect(gpuDevices(folder.path)).toEqual(['2', '10'])
  expect(gpuDevices(join(folder.path, 'absent'))).toEqual([])
})
