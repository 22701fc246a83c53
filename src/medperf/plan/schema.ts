import * as z from 'zod'
import { CodeSchema } from '../../facts/code.ts'
import { ROLES } from '../../facts/role.ts'
import { ERAS } from '../era.ts'
import { APPROVALS, STATES } from '../rows.ts'
import { PLAN_VERDICTS } from './decide/decision.ts'
import { NEXT } from './next.ts'
import { MOST_RETIRED } from './retire/list.ts'
import { MOST_STEPS } from './step.ts'
import { VOICES } from './voice.ts'

const text = (max: number) => z.string().max(max)
/** Changes of one action that are kept. */
export const MOST_CHANGES = 200

const ChangeSchema = z.strictObject({
  /** The server's name; below a field of JSON the path to the leaf. */
  field: text(300),
  verdict: z.enum(PLAN_VERDICTS),
  /** As JSON, cut to one line. */
  from: text(300).optional(),
  to: text(300).optional(),
  note: text(300).optional(),
})

const ActionSchema = z.strictObject({
  object: z.enum(['container', 'model', 'benchmark']),
  role: z.enum(ROLES).optional(),
  /** Of a model that is files alone. */
  content: z.literal('asset').optional(),
  verdict: z.enum(PLAN_VERDICTS),
  /** On the server, with its version. */
  name: text(200),
  uid: z.int().min(0).optional(),
  state: z.enum(STATES),
  approval: z.enum(APPROVALS).optional(),
  /** One sentence: why this verdict. */
  reason: text(600),
  /** Why a merge may find that there is less to do. */
  unsure: text(600).optional(),
  hint: text(900).optional(),
  changes: z.array(ChangeSchema).max(MOST_CHANGES + 1),
})

/** A row that `retire` names; `name` is absent where it was not looked up. */
const RetireSchema = z.strictObject({
  object: z.enum(['container', 'model', 'benchmark']),
  uid: z.int().min(1),
  name: text(200).optional(),
  verdict: z.enum(['retire', 'nothing to do']),
})

const IssueSchema = z.strictObject({
  severity: z.enum(['error', 'warning', 'notice']),
  message: text(600),
  hint: text(900).optional(),
  code: CodeSchema.optional(),
  role: z.enum(ROLES).optional(),
})

/** What a merge will do on the server; JSON that may cross from one job to another, so everything in it is bounded. */
export const PlanSchema = z.strictObject({
  schema: z.literal(1),
  /** How it is spoken of; absent in reports of older versions, which say `will`. */
  voice: z.enum(VOICES).optional(),
  server: text(500).optional(),
  era: z.enum(ERAS),
  /** What the plan was made from. */
  seen: z.enum(['server', 'lock', 'nothing']),
  /** Sentences on what could not be seen. */
  unseen: z.array(text(600)).max(10),
  /** Containers in the order of their registration, then the benchmark. */
  actions: z.array(ActionSchema).max(ROLES.length + 1),
  /** What is marked as not valid, on request, after everything is registered. */
  retire: z.array(RetireSchema).max(MOST_RETIRED).optional(),
  issues: z.array(IssueSchema).max(200),
  /** The writes that went through on a server in memory of the real one's kind, a line each, in their order. */
  rehearsed: z.array(text(400)).max(MOST_STEPS).optional(),
  /** Nothing would be written, because of an action or an issue. */
  blocked: z.boolean(),
  /** Who has to act after the merge. */
  next: z.strictObject({ who: z.enum(NEXT), text: text(600) }),
})

export type Plan = Readonly<z.infer<typeof PlanSchema>>
export type PlanRetirement = NonNullable<Plan['retire']>[number]
export type PlanAction = Plan['actions'][number]
export type PlanChange = PlanAction['changes'][number]
