import { describe, expect, it, test } from 'vitest'
import { known } from '../../src/facts/known.ts'
import { findHint, readReasons } from '../../src/server/body-reasons.ts'
import { explainAnswer } from '../../src/server/explain.ts'
import type { Value } from '../../src/yaml/value.ts'
import { listForms, makeGitHubToken } from '../../stand-ins/tokens.ts'

describe('the server’s reasons', () => {
  it.each<[Value, readonly string[]]>([
    [{ name: ['This field is required.'] }, ['name: This field is required.']],
    [{ name: ['a', 'b'], image_hash: ['c'] }, ['name: a', 'name: b', 'image_hash: c']],
    [
      { non_field_errors: ['User can own at most one pending benchmark'] },
      ['User can own at most one pending benchmark'],
    ],
    [
      { container: { name: ['taken'], non_field_errors: ['odd'] }, name: ['taken'] },
      ['container.name: taken', 'container: odd', 'name: taken'],
    ],
    [{ detail: 'Not found.' }, ['Not found.']],
    [
      {
        detail: 'Given token not valid for any token type',
        code: 'token_not_valid',
        messages: [
          { token_class: 'AccessToken', token_type: 'access', message: 'Token is invalid or expired' },
        ],
      },
      ['Given token not valid for any token type', 'Token is invalid or expired'],
    ],
    [{ error: 'The mlcube is not in DEVELOPMENT' }, ['The mlcube is not in DEVELOPMENT']],
    [['plain'], ['plain']],
    // Of one field a server may say what is wrong in a list, by its entries, or plainly.
    [
      { committee_member_emails: ['Expected a list of items but got type "str".'] },
      ['committee_member_emails: Expected a list of items but got type "str".'],
    ],
    [
      {
        committee_member_emails: {
          '1': ['Enter a valid email address.'],
          '2': ['This field may not be blank.'],
        },
      },
      [
        'committee_member_emails.1: Enter a valid email address.',
        'committee_member_emails.2: This field may not be blank.',
      ],
    ],
    [
      { committee_member_emails: "Users not found: ['ghost@example.com']" },
      ["committee_member_emails: Users not found: ['ghost@example.com']"],
    ],
    [{ odd: 5 }, []],
    [{ name: ['a\u001b[31m\nb\u202e'] }, ['name: a b']],
  ])('in %j are %j', (body, expected) => {
    expect(readReasons(body)).toEqual(expected)
  })

  it('are all listed, up to a bound', () => {
    const reasons = readReasons(
      Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}`, ['bad']])),
    )
    expect(reasons).toHaveLength(31)
    expect(reasons.at(-1)).toBe('and 10 more')
  })

  it.each([
    ['User can own at most one pending benchmark', /administrator/],
    ['name: ml cube with this name already exists.', /another name/],
    ['The fields image_hash, container_config must make a unique set.', /uid/],
    ['User cannot update non editable fields in Operation mode', /new version/],
    [
      'User cannot mark a benchmark as operational if its MLCubes are not operational',
      /components must be in OPERATION/,
    ],
    ['name: Ensure this field has no more than 20 characters.', /Shorten/],
    ['Paramters hash was provided without URL', /belong together/],
    ['Parameters require file hash', /belong together/],
  ])('%j comes with what to do', (reason, hint) => {
    expect(findHint([reason])).toMatch(hint)
  })

  it.each([
    [
      'reference_model: A byo_inference_script benchmark requires a CONTAINER reference model, but the given model is a ASSET',
      /In DEVELOPMENT one change of topology, evaluator and script together repairs it/,
    ],
    [
      'data_evaluator_mlcube: A end_to_end_script benchmark must not define a data_evaluator_mlcube',
      /change together/,
    ],
    ["committee_member_emails: Users not found: ['ghost@example.com']", /All else of the request was done/],
    ['topology: This field is required.', /look for a newer one/],
  ])('on topologies and committees come with a hint: %s', (reason, hint) => {
    expect(findHint([reason])).toMatch(hint)
  })

  it('without known words come without a hint', () => {
    expect(findHint(['something new'])).toBeUndefined()
  })
})

describe('the error of an answer', () => {
  const answer = (status: number, body?: Value, method: 'GET' | 'POST' = 'POST') =>
    known({ method, url: 'https://h.example/api/v0/mlcubes/', status, body })

  it('names method, address, status and every reason', () => {
    expect(explainAnswer(answer(400, { name: ['a'], state: ['b'] })).message).toBe(
      'POST https://h.example/api/v0/mlcubes/: HTTP 400: name: a; state: b',
    )
  })

  it.each([
    [400, { a: ['b'] }, 'refused', false],
    [401, { detail: 'x' }, 'token', false],
    [403, { detail: 'x' }, 'permission', false],
    [404, { detail: 'Not found.' }, 'missing', false],
    [404, undefined, 'missing', false],
    [405, { detail: 'x' }, 'refused', false],
    [415, { detail: 'x' }, 'refused', false],
    [500, undefined, 'server', true],
    [502, undefined, 'server', true],
    [500, { detail: 'x' }, 'server', true],
    [200, undefined, 'server', true],
    [301, undefined, 'server', false],
  ] as const)('of a write with %i %j is of kind %s, uncertain: %s', (status, body, kind, uncertain) => {
    expect(explainAnswer(answer(status, body))).toMatchObject({ kind, uncertain, status })
  })

  it('says of a read that nothing is uncertain', () => {
    expect(explainAnswer(answer(500, undefined, 'GET')).uncertain).toBe(false)
  })

  it('adds what the token says of itself to a 401', () => {
    const { message } = explainAnswer(
      answer(401, { detail: 'Given token not valid' }),
      'the token expired on 2026-01-02 03:04 UTC',
    )
    expect(message).toContain('the token expired on 2026-01-02 03:04 UTC')
  })
})

test('a token that a server repeats is no reason that anybody reads', () => {
  const token = makeGitHubToken().slice('ghs_15368_'.length)
  const [reason = ''] = readReasons({ detail: `${'x '.repeat(200)}Bearer ${token} is not valid` })
  expect(reason).toContain('Bearer ***')
  for (const form of listForms(token)) expect(reason).not.toContain(form)
})
