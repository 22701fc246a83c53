import type { EraRules } from '../era.ts'
import type { Entity, TextFormat } from '../fields/field.ts'
import { entity, flag, formattedText, json, optionalText, requiredText } from '../fields/make.ts'

const usernameFormat = {
  pattern: /^[\p{L}\p{N}_.@+-]+$/u,
  message: 'Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.',
  ownField: false,
}

const atom = "[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]+"
const quoted = String.raw`"(?:[!#-\[\]-~]|\\[!-~])*"`
const letter = String.raw`[A-Za-z0-9\u00a1-\uffff]`
const hyphened = String.raw`[A-Za-z0-9\u00a1-\uffff-]`
const label = `${letter}(?:${hyphened}{0,61}${letter})?`
const address = String.raw`\[(?:\d{1,3}(?:\.\d{1,3}){3}|[A-Fa-f0-9.]*:[A-Fa-f0-9:.]*)\]`
const domain = String.raw`localhost|(?:${label}\.)+(?:${hyphened}{2,63}|[\u00a1-\uffff])(?<!-)|${address}`

/** The form of an e-mail address. */
export const emailFormat: TextFormat = {
  pattern: new RegExp(String.raw`^(?:${atom}(?:\.${atom})*|${quoted})@(?:${domain})$`),
  message: 'Enter a valid email address.',
  ownField: true,
}

/** People. Before the model era an administrator may rewrite a person; since then a person only has metadata. */
export function userEntity({ models }: EraRules): Entity {
  const writers = models ? 'none' : 'update'
  const username = requiredText('username', 150, {
    writers,
    unique: 'A user with that username already exists.',
  })
  return entity(
    'users',
    [
      formattedText(username, usernameFormat),
      formattedText(optionalText('email', 254, { writers }), emailFormat),
      optionalText('first_name', 150, { writers }),
      optionalText('last_name', 150, { writers }),
      json('metadata', { writers: models ? 'update' : 'none', nullable: true }),
      flag('is_superuser', { writers: 'none', initial: false }),
    ],
    { order: 'id' },
  )
}

/** What an answer says about a person. */
export const shownOfUser = ({ models }: EraRules): readonly string[] => [
  'id',
  'username',
  'email',
  'first_name',
  'last_name',
  ...(models ? ['metadata'] : []),
]
