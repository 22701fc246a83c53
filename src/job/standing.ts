import { quoteName } from '../words/text.ts'
import type { Trigger } from './trigger.ts'

/** Where what a run is about stands to the one branch that registers. */
export type Standing =
  /** On it. */
  | { readonly kind: 'on'; readonly branch: string }
  /** A tag, which counts where its commit is the branch's or an ancestor: only GitHub knows. */
  | { readonly kind: 'tagged'; readonly branch: string; readonly tag: string }
  /** A pull request that is not merged; with the reason where its merge would register nothing either. */
  | { readonly kind: 'open'; readonly held?: WhyHeld }
  /** Elsewhere. */
  | { readonly kind: 'off'; readonly held: WhyHeld }
  /** Not of an event that registers anything, wherever it stands. */
  | { readonly kind: 'no merge' }

/** Why nothing is registered, and what to do. */
export interface WhyHeld {
  readonly message: string
  readonly hint: string
}

/**
 * The standing of an event: only what is on the default branch registers, or on the branch `named` in its place. What the event
 * does not say counts as elsewhere.
 */
export function findStanding(trigger: Trigger, named: string | undefined): Standing {
  const place = findPlace(trigger)
  if (place === undefined) return { kind: 'no merge' }
  const { ref, isOpen } = place
  const branch = named ?? trigger.defaultBranch
  const tag = readTag(ref)
  if (branch !== undefined && ref === `refs/heads/${branch}`) {
    return isOpen ? { kind: 'open' } : { kind: 'on', branch }
  }
  if (branch !== undefined && tag !== undefined) return { kind: 'tagged', branch, tag }
  return { kind: isOpen ? 'open' : 'off', held: branch === undefined ? UNKNOWN : holdOther(place, branch) }
}

interface Place {
  /** The whole name of the branch or tag that has what would be registered, or is to get it. */
  readonly ref: string
  readonly isOpen: boolean
  readonly isPull: boolean
}

function findPlace(trigger: Trigger): Place | undefined {
  switch (trigger.kind) {
    case 'pull_request':
      return {
        ref: `refs/heads/${trigger.baseRef}`,
        isOpen: trigger.merged === undefined,
        isPull: true,
      }
    case 'push':
      return trigger.deleted ? undefined : { ref: trigger.ref, isOpen: false, isPull: false }
    case 'other':
      if (trigger.name !== 'workflow_dispatch') return undefined
      return { ref: trigger.ref ?? '', isOpen: false, isPull: false }
  }
}

const readTag = (ref: string): string | undefined => /^refs\/tags\/(.+)$/.exec(ref)?.[1]

const NAME_IT = 'If that one is to register, name it in the input `register-branch`.'

const UNKNOWN: WhyHeld = {
  message: 'the event does not say which branch is the default one, so nothing is registered',
  hint: 'Name the branch that registers in the input `register-branch`.',
}

function holdOther({ ref, isOpen, isPull }: Place, branch: string): WhyHeld {
  const name = quoteName(ref.replace(/^refs\/heads\//, ''))
  const only = `only ${quoteName(branch)} registers`
  if (isOpen) return { message: `it goes into ${name}, and ${only}`, hint: NAME_IT }
  return {
    message: `nothing is registered from ${isPull ? 'a merge into ' : ''}${name}: ${only}`,
    hint: `Merge it there. ${NAME_IT}`,
  }
}

/** The reason and the advice as two sentences. */
export const sayHeld = ({ message, hint }: WhyHeld): string =>
  `${message.replace(/^./, (letter) => letter.toUpperCase())}. ${hint}`

/** What is held of a tag: its commit is not on the branch, or nobody could say so, for a reason. */
export function holdTag(
  { branch, tag }: { readonly branch: string; readonly tag: string },
  why?: string,
): WhyHeld {
  const [name, home] = [quoteName(tag), quoteName(branch)]
  if (why === undefined) {
    return {
      message: `nothing is registered from the tag ${name}: its commit is not on ${home}`,
      hint: 'Merge it there, and tag what is on that branch.',
    }
  }
  return {
    message: `nothing is registered from the tag ${name}: whether its commit is on ${home} is not known (${why})`,
    hint: 'Give the job `contents: read`, and run it again.',
  }
}
