import { beforeEach, inject } from 'vitest'

// To the tests of a file that has this among its setup files, Docker 29 is the Docker of the machine.
const found = inject('docker29')
if (typeof found === 'string') beforeEach((context) => context.skip(found))
else Object.assign(process.env, found)
