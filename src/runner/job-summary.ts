import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { warning } from '@actions/core'

/** Appends Markdown to the step's summary, which the runner shows; without a runner there is none. Never throws. */
export const addToJobSummary = (text: string, file: string | undefined): void =>
  quietly(file, (path) => appendFileSync(path, text))

/** Puts other Markdown in the place of what was appended before. Never throws. */
export const replaceInJobSummary = (before: string, after: string, file: string | undefined): void =>
  quietly(file, (path) => writeFileSync(path, readFileSync(path, 'utf8').split(before).join(after)))

function quietly(file: string | undefined, write: (path: string) => void): void {
  if (file === undefined) return
  try {
    write(file)
  } catch (error) {
    warning(`The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}
