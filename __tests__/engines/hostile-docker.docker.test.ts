import { describe } from 'vitest'
import { openDocker } from '../../src/engines/docker/docker.ts'
import { busyboxImage } from '../../stand-ins/images.ts'
import { hostilePromisesOf } from '../support/hostile-promises.ts'

describe('Docker', () => hostilePromisesOf({ column: 'docker', open: openDocker, busybox: busyboxImage }))
