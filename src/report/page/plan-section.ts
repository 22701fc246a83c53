import type { Report } from '../report.ts'
import { planSection, planSentence } from './plan.ts'
import type { View } from './room.ts'

/** What a merge does, in a sentence or two; empty without a plan, and where nothing says that a merge registers. */
export const planLine = ({ plan }: Report, { room }: View): string =>
  plan === undefined || plan.voice === 'perhaps' ? '' : planSentence(plan, { changes: 0, text: room.text })

/** The whole plan, folded, where there is room for hashes too. */
export const planDetails = ({ plan }: Report, { room }: View): string =>
  plan === undefined || !room.images
    ? ''
    : planSection(plan, { changes: room.text < 400 ? 10 : 40, text: room.text })
