import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createLastLines } from '../lines.ts'
import type { Log } from '../log.ts'
import type { StepName } from '../report/report.ts'

/** The last lines of a step that the report carries, and how long each may be there. */
const TAIL_LINES = 50
const TAIL_WIDTH = 500

/** Everything one step says: to the job's log, to its own file, and its last lines for the report. */
export interface Recording {
  /** A stranger's bytes. */
  write(chunk: Buffer): void
  /** A line of our own. */
  say(line: string): void
  tail(): readonly string[]
  /** Path of the file, relative to the report's folder. */
  readonly file: string
  close(lastLine: string): void
}

/** Opens a step's group in the log and its file `logs/<step>.log` below `folder`. A full disk ends the file, not the step. */
export function startRecording(name: StepName, folder: string, log: Log): Recording {
  mkdirSync(join(folder, 'logs'), { recursive: true })
  const file = `logs/${name}.log`
  let descriptor: number | undefined = openSync(join(folder, file), 'w')
  const tail = createLastLines(TAIL_LINES, TAIL_WIDTH)
  const group = log.group(name)
  const write = (chunk: Buffer) => {
    group.write(chunk)
    tail.add(chunk)
    try {
      if (descriptor !== undefined) writeSync(descriptor, chunk)
    } catch {
      closeFile()
    }
  }
  const closeFile = () => {
    if (descriptor !== undefined) closeSync(descriptor)
    descriptor = undefined
  }
  return {
    write,
    say: (line) => write(Buffer.from(`${line}\n`)),
    tail: () => tail.lines(),
    file,
    close(lastLine) {
      closeFile()
      group.end(lastLine)
    },
  }
}
