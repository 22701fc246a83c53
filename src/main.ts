import { passEnvironment } from './engines/process/environment.ts'
import { run } from './run.ts'
import { readInputs } from './runner/inputs.ts'

await run({
  readInputs,
  passEnvironment,
  async loadMode(mode) {
    switch (mode) {
      case 'auto':
      case 'test':
        return (await import('./modes/auto.ts')).runAuto
      case 'plan':
        return (await import('./modes/plan.ts')).runPlan
      case 'submit':
        return (await import('./modes/submit.ts')).runSubmit
    }
  },
})
