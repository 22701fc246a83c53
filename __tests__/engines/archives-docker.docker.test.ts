import { describe } from 'vitest'
import { openDocker } from '../../src/engines/docker/docker.ts'
import { archivePromisesOf } from '../support/archive-promises.ts'

describe('Docker', () => archivePromisesOf({ open: () => openDocker(), command: 'docker' }))
