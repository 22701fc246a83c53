import { cleanUp } from './run-post.ts'

await cleanUp()
