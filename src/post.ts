import { cleanUp } from './modes/clean-up.ts'

await cleanUp()
