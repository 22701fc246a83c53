import { availableParallelism, totalmem } from 'node:os'
import { known } from '../facts/known.ts'
import { findContainerUser, isRoot } from '../files/container-user.ts'
import { gpuDevices } from '../files/gpu-devices.ts'
import type { Report } from '../report/report.ts'

/** This machine in the report's words; `engine` is the engine's title. */
export const describeHost = (engine?: string): Report['host'] =>
  known({
    engine,
    user:
      engine === undefined
        ? undefined
        : known({ ...findContainerUser(), insteadOfRoot: isRoot() || undefined }),
    cpus: availableParallelism(),
    memory: totalmem(),
    gpus: gpuDevices().length,
  })
