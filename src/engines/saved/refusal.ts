import { ExpectedError } from '../../facts/error.ts'

const BY_TAG = 'Make it with `docker save NAME:TAG`, by tag: MedPerf takes the image name from it.'
const ANEW = 'Make it anew with `docker save NAME:TAG`, and change nothing in it.'

/** The failure for an archive that cannot be used as it is; `what` goes on with the sentence. */
export const refuseSaved = (what: string): ExpectedError =>
  new ExpectedError('image', `the image archive ${what}`, { hint: BY_TAG })

/** The failure for an archive that has what `docker save` never makes, and that may mean another image elsewhere. */
export const refuseForged = (what: string): ExpectedError =>
  new ExpectedError('image', `the image archive ${what}`, { hint: ANEW })

/** The failure for a file that is no longer what was hashed. */
export const refuseChanged = (): ExpectedError =>
  new ExpectedError('hash', 'the image file changed after its SHA-256 was taken', {
    hint: 'Let nothing write to it while this runs, and run the job again.',
  })
