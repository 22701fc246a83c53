import { describe, expect, test } from 'vitest'
import { DeadProxy, WrongProxy } from '../../src/net/named-proxy.ts'
import { explainFileTrouble, explainServerTrouble } from '../../src/net/trouble.ts'

const failure = (code: string, message = 'it failed') => Object.assign(new Error(message), { code })
const refusal = (status: number) =>
  new TypeError('fetch failed', {
    cause: new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`),
  })
const timeout = new DOMException('The operation was aborted due to timeout', 'TimeoutError')

/** Each error as it is told to the owner of a server, and to whoever wants a file. */
test.each<[unknown, string, string, boolean]>([
  [failure('ECONNREFUSED'), 'unreachable: nothing listens there', 'the server refuses connections', true],
  [failure('ENOTFOUND'), 'unreachable: the name is not known', 'there is no server of that name', false],
  [
    failure('EAI_AGAIN'),
    'unreachable: the name could not be looked up',
    'the name of the server cannot be resolved at present',
    true,
  ],
  [failure('EHOSTUNREACH'), 'unreachable: the host cannot be reached', 'the server cannot be reached', true],
  [
    failure('ENETUNREACH'),
    'unreachable: the network cannot be reached',
    'the network cannot be reached',
    true,
  ],
  [
    failure('ENETDOWN'),
    'unreachable: the connection failed (ENETDOWN)',
    'the network cannot be reached',
    true,
  ],
  [failure('ECONNRESET'), 'unreachable: the connection was cut', 'the connection was lost', true],
  [failure('EPIPE'), 'unreachable: the connection was cut', 'the connection was lost', true],
  [failure('UND_ERR_SOCKET'), 'unreachable: the connection was cut', 'the connection was lost', true],
  [
    failure('HPE_INVALID_CONSTANT'),
    'unreachable: what answers is not a web server',
    'it failed (HPE_INVALID_CONSTANT)',
    false,
  ],
  [
    failure('UND_ERR_RES_CONTENT_LENGTH_MISMATCH'),
    'unreachable: the connection failed (UND_ERR_RES_CONTENT_LENGTH_MISMATCH)',
    'the server sent less or more than it announced',
    true,
  ],
  [
    failure('ETIMEDOUT'),
    'unreachable: the connection failed (ETIMEDOUT)',
    'the server does not answer',
    true,
  ],
  [timeout, 'timeout: no answer in time', 'the server does not answer', true],
  [failure('UND_ERR_CONNECT_TIMEOUT'), 'timeout: no connection in time', 'the server does not answer', true],
  [failure('UND_ERR_HEADERS_TIMEOUT'), 'timeout: no answer in time', 'the server does not answer', true],
  [
    failure('UND_ERR_BODY_TIMEOUT'),
    'timeout: the answer stopped in the middle',
    'the server has stopped sending',
    true,
  ],
  [
    failure('DEPTH_ZERO_SELF_SIGNED_CERT'),
    'tls: its certificate is signed by itself',
    "the server's certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)",
    false,
  ],
  [
    failure('ERR_TLS_CERT_ALTNAME_INVALID'),
    'tls: its certificate is for another name',
    "the server's certificate is not trusted (ERR_TLS_CERT_ALTNAME_INVALID)",
    false,
  ],
  [failure('EPROTO'), 'tls: the TLS handshake failed', 'it failed (EPROTO)', false],
  [
    refusal(407),
    'unreachable: the proxy opens no way there (HTTP 407)',
    'the proxy opens no way there (HTTP 407)',
    false,
  ],
  [refusal(502), 'unreachable: the proxy opens no way there (HTTP 502)', 'the proxy failed (HTTP 502)', true],
  [failure('NEW'), 'unreachable: the connection failed (NEW)', 'it failed (NEW)', false],
  [new Error('odd'), 'unreachable: the connection failed (Error)', 'odd', false],
  ['text', 'unreachable: the connection failed (unknown)', 'text', false],
])('%s is told in two ways', (error, server, file, passes) => {
  const { kind, why } = explainServerTrouble(error)
  expect(`${kind}: ${why}`).toBe(server)
  expect(explainFileTrouble(error)).toMatchObject({ why: file, passes })
})

describe('an error that is wrapped', () => {
  const wrapped = new TypeError('fetch failed', { cause: failure('ECONNRESET') })
  test('is told by its cause', () => {
    expect(explainServerTrouble(wrapped).why).toBe('the connection was cut')
    expect(explainFileTrouble(wrapped).why).toBe('the connection was lost')
  })
  test('in several attempts is told by the first that is known', () => {
    const several = new AggregateError([failure('NEW'), failure('ECONNREFUSED')])
    expect(explainServerTrouble(several)).toMatchObject({ why: 'nothing listens there', unsent: true })
  })
})

describe('a proxy is told of in place of the host', () => {
  const url = new URL('http://me:secret@proxy.example:3128')
  const dead = (code: string) =>
    new TypeError('fetch failed', { cause: new DeadProxy('HTTPS_PROXY', url, failure(code)) })
  const where = 'the proxy proxy.example:3128, which `HTTPS_PROXY` of the runner names,'

  test.each([
    ['ECONNREFUSED', `${where} refuses connections`, true],
    ['ENOTFOUND', `${where} has a name that is not known`, false],
    ['EAI_AGAIN', `${where} has a name that could not be looked up`, true],
    ['UND_ERR_CONNECT_TIMEOUT', `${where} does not answer`, true],
    ['UND_ERR_SOCKET', `${where} cuts the connection`, true],
    ['CERT_HAS_EXPIRED', `${where} cannot be connected to (CERT_HAS_EXPIRED)`, true],
  ])('%s', (code, why, passes) => {
    const hint = 'Correct `HTTPS_PROXY`, see to it that the proxy is up, or add the host to `NO_PROXY`.'
    expect(explainFileTrouble(dead(code))).toEqual({ why, hint, passes, isOfProxy: true })
    expect(explainServerTrouble(dead(code))).toMatchObject({ kind: 'unreachable', why, hint })
  })

  test('one that is none is not asked again', () => {
    const wrong = new WrongProxy('http_proxy', {
      code: 'proxy-kind',
      wrong: 'names another',
      hint: 'Name one.',
    })
    const words = { why: '`http_proxy` of the runner names another', hint: 'Name one.' }
    expect(explainFileTrouble(wrong)).toEqual({ ...words, passes: false, isOfProxy: true })
    expect(explainServerTrouble(wrong)).toMatchObject({ kind: 'unreachable', ...words })
  })

  test('one that wants a login for plain http is told as one that wants it for a tunnel', () => {
    const wrong = new Error('Proxy Authentication Required (407)')
    expect(explainFileTrouble(wrong).why).toBe('the proxy opens no way there (HTTP 407)')
  })
})
