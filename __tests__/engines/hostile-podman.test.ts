import { describe } from 'vitest'
import { openPodman } from '../../src/engines/podman/podman.ts'
import { podmanBusybox, usePodman } from '../../stand-ins/podman.ts'
import { hostilePromisesOf } from '../support/hostile-promises.ts'

usePodman()

describe('Podman', () => hostilePromisesOf({ column: 'podman', open: openPodman, busybox: podmanBusybox }))
