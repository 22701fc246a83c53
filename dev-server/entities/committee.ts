import type { Entity, Field } from '../fields/field.ts'
import { childOf, entity, formattedText, integer, listOf, requiredText } from '../fields/make.ts'
import { emailFormat } from './users.ts'

const email = formattedText(requiredText('email', Number.POSITIVE_INFINITY), emailFormat)

/** The e-mail addresses of a benchmark's committee; replaces the whole committee where it is sent (docs/medperf.md 6.9). */
export const committeeEmails: Field = listOf('committee_member_emails', email)

/** The ids of the same people. */
export const committeeMembers: Field = listOf('committee_members', integer('id'), { writers: 'none' })

/** Who belongs to which committee. */
export const memberEntity: Entity = entity(
  'members',
  [childOf('benchmark', 'benchmarks'), childOf('member', 'users')],
  { order: 'member' },
)
