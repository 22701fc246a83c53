import { describe } from 'vitest'
import { openDocker } from '../../src/engines/docker.ts'
import { hostilePromisesOf } from '../support/hostile-promises.ts'
import { busyboxImage } from '../support/images.ts'

describe('Docker', () => hostilePromisesOf({ open: openDocker, busybox: busyboxImage }))
