import { existsSync, readdirSync } from 'node:fs'

/** The numbers of NVIDIA's devices on this machine, in order; none where there is no `/dev`, as on Windows. */
export const gpuDevices = (folder = '/dev'): readonly string[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .flatMap((name) => /^nvidia(\d+)$/.exec(name)?.[1] ?? [])
    .toSorted((one, other) => Number(one) - Number(other))
