import { describe } from 'vitest'
import { openApptainer } from '../../src/engines/apptainer/apptainer.ts'
import { useApptainer } from '../../stand-ins/apptainer.ts'
import { archivePromisesOf } from '../support/archive-promises.ts'

const missing = useApptainer()

describe('Apptainer', () =>
  archivePromisesOf({ missing, open: (images) => openApptainer('apptainer', { images }) }))
