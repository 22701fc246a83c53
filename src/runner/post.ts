import { createLog } from '../job/log.ts'
import { openRunnerDesk } from './desk.ts'
import type { GivenInputs } from './inputs.ts'
import { readLeftovers, readShownCode } from './state.ts'

/** What `main` of the same step left; inputs and event are read only where they are needed. */
export async function openRest(
  loadReadInputs: () => Promise<(environment: NodeJS.ProcessEnv) => GivenInputs>,
  environment = process.env,
) {
  const log = createLog((text) => void process.stdout.write(text))
  return {
    desk: await openRunnerDesk({ log }),
    readLeftovers: () => readLeftovers(environment),
    async readSignIn() {
      const code = readShownCode(environment)
      if (code === undefined) return undefined
      const { takeInputs } = await import('./inputs.ts')
      const { describeEntry } = await import('./enter.ts')
      const { job: place } = describeEntry(takeInputs(await loadReadInputs(), environment), environment)
      return { place, code }
    },
  }
}
