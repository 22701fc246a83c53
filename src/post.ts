import { openCleaner } from './engines/open.ts'
import { passEnvironment } from './engines/process/environment.ts'
import { cleanUp } from './modes/clean-up.ts'
import { openRest } from './runner/post.ts'

const readInputs = async () => (await import('./runner/inputs.ts')).readInputs

const rest = await openRest(readInputs)
passEnvironment(rest.passedEnvironment)
await cleanUp(rest, openCleaner)
