import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { explainSystemError } from '../files/errors/system-error.ts'
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
  const told = new Set<string>()
  /** A file of the runner's that cannot be written ends no run, and is told once. */
  const tryWrite = (what: string, write: () => void) => {
    try {
      write()
    } catch (cause) {
      const why = explainSystemError(cause)?.why ?? (cause instanceof Error ? cause.message : String(cause))
      if (!told.has(what)) warning(`${what} could not be written: ${why}`)
      told.add(what)
    }
  }
  const writeSummary = (markdown: string, before?: string) => {
    if (summaryFile === undefined) return
    tryWrite('The job summary', () => {
      if (before === undefined) appendFileSync(summaryFile, markdown)
      else writeFileSync(summaryFile, readFileSync(summaryFile, 'utf8').split(before).join(markdown))
    })
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
    output: (name, value) => tryWrite('What the outputs of this step are', () => setOutput(name, value)),
    summary: writeSummary,
    remember: (left) => tryWrite('The state of this step', () => saveState(LEFT, left ?? '')),
  }
}
