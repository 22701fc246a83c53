import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { StepName } from '../facts/step.ts'
import { writeAll } from '../files/disk.ts'
import type { Log } from '../job/log.ts'
import { type ByteSink, createLastLines, createTail } from '../words/lines.ts'

/** The last lines of a step that the report carries, and how long each may be there. */
const TAIL_LINES = 50
const TAIL_WIDTH = 500

/** What the file keeps: the beginning and the end, in bytes. A container may write until the disk is full. */
export const FILE_HEAD = 32 * 1024 ** 2
export const FILE_TAIL = 4 * 1024 ** 2

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

/**
 * Opens a step's group in the log and its file `logs/<step>.log` below `folder`, which keeps the first 32 MiB and the last
 * 4 MiB. A full disk ends the file, not the step.
 */
export function startRecording(name: StepName, folder: string, log: Log): Recording {
  mkdirSync(join(folder, 'logs'), { recursive: true })
  const file = `logs/${name}.log`
  const kept = openLogFile(join(folder, file))
  const tail = createLastLines(TAIL_LINES, TAIL_WIDTH)
  const group = log.group(name)
  const keep = (chunk: Buffer) => {
    tail.add(chunk)
    kept.add(chunk)
  }
  return {
    write(chunk) {
      group.write(chunk)
      keep(chunk)
    },
    say(line) {
      group.say(line)
      keep(Buffer.from(`${line}\n`))
    },
    tail: () => tail.lines(),
    file,
    close(lastLine) {
      kept.end()
      group.end(lastLine)
    },
  }
}

/** A file of bounded size: what lies between its beginning and its end is replaced by a line that says how much it was. */
function openLogFile(path: string): ByteSink {
  let descriptor: number | undefined = openSync(path, 'w')
  const last = createTail(FILE_TAIL)
  let bytes = 0
  const write = (data: Buffer) => {
    try {
      if (descriptor !== undefined) writeAll(descriptor, data)
    } catch {
      close()
    }
  }
  const close = () => {
    if (descriptor !== undefined) closeSync(descriptor)
    descriptor = undefined
  }
  return {
    add(chunk) {
      const room = Math.max(FILE_HEAD - bytes, 0)
      bytes += chunk.length
      if (room > 0) write(chunk.subarray(0, room))
      if (room < chunk.length) last.add(chunk.subarray(room))
    },
    end() {
      const left = bytes - FILE_HEAD - FILE_TAIL
      if (left > 0) write(Buffer.from(`\n… ${left} bytes of this log are left out here …\n`))
      if (bytes > FILE_HEAD) write(last.bytes())
      close()
    },
  }
}
