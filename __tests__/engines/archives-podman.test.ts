import { beforeAll, describe } from 'vitest'
import { openPodman } from '../../src/engines/podman/podman.ts'
import { podmanBusybox, usePodman } from '../../stand-ins/podman.ts'
import { archivePromisesOf } from '../support/archive-promises.ts'

usePodman()
beforeAll(async () => {
  await podmanBusybox()
}, 60_000)

describe('Podman', () => archivePromisesOf({ open: () => openPodman(), command: 'podman' }))
