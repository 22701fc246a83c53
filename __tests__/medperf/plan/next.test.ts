import { describe, expect, it } from 'vitest'
import type { Era } from '../../../src/medperf/era.ts'
import { decideNext, type NextActor } from '../../../src/medperf/plan/next.ts'
import type { Approval, State } from '../../../src/medperf/rows.ts'
import { assumeRules } from '../../../src/medperf/rules.ts'

describe('who has to act on a benchmark', () => {
  it.each<[Era, State, Approval, NextActor, RegExp]>([
    ['model', 'OPERATION', 'PENDING', 'administrator', /must approve it; nobody tells them/],
    ['model', 'DEVELOPMENT', 'PENDING', 'administrator', /must approve it/],
    ['mlcube', 'DEVELOPMENT', 'PENDING', 'owner', /neither approve nor reject/],
    ['mlcube', 'OPERATION', 'PENDING', 'administrator', /must approve it/],
    ['model', 'OPERATION', 'APPROVED', 'nobody', /can ask to join/],
    ['model', 'DEVELOPMENT', 'APPROVED', 'owner', /`submit.state` to operation/],
    ['model', 'OPERATION', 'REJECTED', 'owner', /final/],
  ])('%s era, %s, %s: %s', (era, state, approval, who, words) => {
    expect(decideNext(assumeRules(era), state, approval)).toEqual({ who, text: expect.stringMatching(words) })
  })
})
