import type { Plan } from '../../medperf/plan/schema.ts'
import type { Voice } from '../../medperf/plan/voice.ts'

/** What a merge does on the server, each as it is said of what may come and of what would have come. */
const VERBS = {
  register: 'registered',
  change: 'changed',
  reuse: 'reused',
  submit: 'submitted',
  leave: 'left',
  retire: 'retired',
} as const
export type Verb = keyof typeof VERBS

/** How a sentence about a merge begins, and its verbs. */
export interface Speech {
  /** `**A merge will**`; what follows is done to something. */
  readonly begin: string
  /** `**A merge will register nothing**`: something stands in its way. */
  readonly nothing: string
  /** `**A merge will change nothing on the server**`: there is nothing left to do. */
  readonly done: string
  readonly verb: (verb: Verb) => string
  /** Whether the begin says already that it is not sure. */
  readonly isHedged?: true
  /** Whether what comes after it is still to come. */
  readonly hasNext: boolean
}

const speak = (begin: string): Speech => ({
  begin: `**${begin}**`,
  nothing: `**${begin} register nothing**`,
  done: `**${begin} change nothing on the server**`,
  verb: (verb) => verb,
  hasNext: true,
})

const SPEECHES: Readonly<Record<Voice, Speech>> = {
  will: speak('A merge will'),
  would: speak('A merge would'),
  perhaps: speak('A merge would'),
  'dry run': speak('Dry run: a merge would'),
  'did not': {
    begin: '**This merge would have**',
    nothing: '**This merge registered nothing**',
    done: '**This merge would have changed nothing on the server**',
    verb: (verb) => VERBS[verb],
    hasNext: false,
  },
}

/** How a plan is spoken of. */
export const findSpeech = (plan: Plan): Speech => hedge(SPEECHES[plan.voice ?? 'will'], plan)

/** Where all that is left to do depends on what is not known yet, a merge may do it. */
function hedge(speech: Speech, { actions }: Plan): Speech {
  const pending = actions.filter(({ verdict }) => verdict !== 'reuse' && verdict !== 'nothing to do')
  if (pending.length === 0 || pending.some(({ unsure }) => unsure === undefined)) return speech
  const may = (words: string) => words.replace(/ (?:will|would)(?= |\*)/, ' may')
  return { ...speech, begin: may(speech.begin), nothing: may(speech.nothing), isHedged: true }
}
