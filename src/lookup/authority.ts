import { readFileSync } from 'node:fs'
import { ExpectedError } from '../facts/error.ts'

/** The PEM of an authority to trust for the MedPerf server; throws an ExpectedError of kind `input`. */
export function readAuthority(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ExpectedError('input', `the file of the input ca-file cannot be read: ${path}`, {
      cause: error,
    })
  }
}
