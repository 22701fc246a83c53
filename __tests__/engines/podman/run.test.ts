import { execFileSync } from 'node:child_process'
import { describe } from 'vitest'
import { openPodman } from '../../../src/engines/podman/podman.ts'
import { podmanBusybox, usePodman } from '../../../stand-ins/podman.ts'
import { promisesOf } from '../../support/engine-promises.ts'

usePodman()

describe('Podman', () => {
  promisesOf({
    open: openPodman,
    busybox: podmanBusybox,
    left: (name) =>
      execFileSync('podman', ['ps', '-aq', '--filter', `name=${name}`], { encoding: 'utf8' }).trim(),
    limits: true,
    notFound: /^failed to exec pid1: No such file or directory$/,
    notExecutable: /^failed to exec pid1: Permission denied$/,
  })
})
