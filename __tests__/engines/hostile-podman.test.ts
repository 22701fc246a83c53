import { describe } from 'vitest'
import { openPodman } from '../../src/engines/podman.ts'
import { hostilePromisesOf } from '../support/hostile-promises.ts'
import { podmanBusybox, usePodman } from '../support/podman.ts'

usePodman()

describe('Podman', () => hostilePromisesOf({ open: openPodman, busybox: podmanBusybox }))
