import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import type { Desk } from '../job/desk.ts'
import type { Log } from '../job/log.ts'
import { listMasks } from './masks.ts'
import { LEFT, SIGN_IN } from './state.ts'

/** What the desk of a runner writes to. */
interface Place {
  readonly log: Log
  /** The file behind the step's summary; without a runner there is none. */
  readonly summaryFile?: string
}

/** The desk of a run on a runner: workflow commands, the job's summary, outputs, and the state that `post` reads. */
export async function openRunnerDesk({ log, summaryFile }: Place): Promise<Desk> {
  // Loaded after the first line: a job that starts should say so at once.
  const { error, notice, saveState, setOutput, setSecret, warning } = await import('@actions/core')
  const annotate = { error, notice, warning }
  const writeSummary = (markdown: string, before?: string) => {
    if (summaryFile === undefined) return
    try {
      if (before === undefined) appendFileSync(summaryFile, markdown)
      else writeFileSync(summaryFile, readFileSync(summaryFile, 'utf8').split(before).join(markdown))
    } catch (cause) {
      warning(
        `The job summary could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      )
    }
  }
  return {
    mask(secret) {
      for (const form of listMasks(secret)) setSecret(form)
    },
    line: log.say,
    progress: log.say,
    warn: (text) => warning(text),
    notice: (text, title) => notice(text, title === undefined ? {} : { title }),
    annotate: ({ kind, message, properties }) => annotate[kind](message, properties),
    // A job has nobody who could answer.
    question: async () => false,
    signIn({ text, title, code, page }) {
      log.say(text)
      notice(text, { title })
      writeSummary(page)
      saveState(SIGN_IN, code)
      return {
        replace: (ended) => writeSummary(ended, page),
        end: () => saveState(SIGN_IN, ''),
      }
    },
    output: setOutput,
    summary: writeSummary,
    remember: (left) => saveState(LEFT, left ?? ''),
  }
}
