import { createLog } from '../job/log.ts'
import { listProxySecrets } from '../net/proxies.ts'
import { openRunnerDesk } from './desk.ts'
import type { GivenInputs } from './inputs.ts'
import { parsePassEnvironment } from './pass-environment.ts'
import { readLeftovers, readShownCode } from './state.ts'
import { type RawInputs, takeInputs } from './take-inputs.ts'

/** What `main` of the same step left; inputs and event are read only where they are needed, and leave the environment at once. */
export async function openRest(
  loadReadInputs: () => Promise<(given: RawInputs) => GivenInputs>,
  environment = process.env,
) {
  const raw = takeInputs(environment)
  const log = createLog((text) => void process.stdout.write(text))
  const passed = parsePassEnvironment(raw['INPUT_PASS-ENVIRONMENT'] ?? '')
  const desk = await openRunnerDesk({ log })
  for (const secret of listProxySecrets(environment)) desk.mask(secret)
  return {
    desk,
    /** Variables that the programs of the post step inherit too. With a wrong input, `main` started none. */
    passedEnvironment: 'names' in passed ? passed.names : [],
    readLeftovers: () => readLeftovers(environment),
    async readSignIn() {
      const code = readShownCode(environment)
      if (code === undefined) return undefined
      const { describeEntry } = await import('./enter.ts')
      return { place: describeEntry((await loadReadInputs())(raw), environment).job, code }
    },
  }
}
