import { run } from './run.ts'
import { readSubmitInputs } from './runner/inputs.ts'

await run({
  readInputs: readSubmitInputs,
  loadMode: async () => (await import('./modes/submit.ts')).runSubmit,
})
