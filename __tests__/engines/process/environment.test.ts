import { hash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listGpus, memoryOfProcesses } from '../../../src/engines/usage/nvidia-smi.ts'
import { decryptFile } from '../../../src/steps/images/gpg.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'

let folder: TempFolder
let notes: string

beforeEach(async () => {
  folder = await tempFolder()
  notes = join(folder.path, 'notes')
  for (const name of ['gpg', 'nvidia-smi'])
    writeFileSync(join(folder.path, name), `#!/bin/sh\ncat /proc/$$/environ >>'${notes}'\nexit 1\n`, {
      mode: 0o755,
    })
  vi.stubEnv('PATH', `${folder.path}:${process.env['PATH']}`)
  for (const name of ['INPUT_DECRYPTION-KEY', 'ACTIONS_RUNTIME_TOKEN', 'AWS_SECRET_ACCESS_KEY'])
    vi.stubEnv(name, 'planted')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await folder[Symbol.asyncDispose]()
})

const { signal } = new AbortController()
const sha256Of = (path: string) => hash('sha256', readFileSync(path))

test.each([
  ['nvidia-smi, asked for GPUs', () => listGpus()],
  ['nvidia-smi, asked for memory', () => memoryOfProcesses(signal)],
  [
    'gpg',
    async () => {
      const options = {
        key: 'k',
        folder: join(folder.path, 'own'),
        maxSize: 1,
        sha256: sha256Of(join(folder.path, 'gpg')),
        signal,
      }
      await expect(decryptFile(join(folder.path, 'gpg'), options)).rejects.toThrow('cannot be decrypted')
    },
  ],
])('%s is given no secret of the job', async (_, start) => {
  await start()
  const given = readFileSync(notes, 'utf8')
  expect(given).toContain('PATH=')
  expect(given).not.toContain('planted')
})
