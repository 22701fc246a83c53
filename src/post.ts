import { openCleaner } from './engines/open.ts'
import { cleanUp } from './modes/clean-up.ts'
import { openRest } from './runner/post.ts'

const readInputs = async () => (await import('./runner/inputs.ts')).readInputs

await cleanUp(await openRest(readInputs), openCleaner)
