import { describe, expect, test } from 'vitest'
import { isInNoProxyNetwork, readProxies, tidyProxies } from '../../src/net/named-proxy.ts'

const named = (environment: Readonly<Record<string, string>>) => {
  const { http, https } = readProxies(environment)
  return [http?.variable, https?.variable]
}

test.each([
  [{}, [undefined, undefined]],
  [{ HTTPS_PROXY: 'p:1' }, [undefined, 'HTTPS_PROXY']],
  [{ HTTP_PROXY: 'p:1' }, ['HTTP_PROXY', 'HTTP_PROXY']],
  [{ HTTP_PROXY: 'p:1', https_proxy: 'q:1' }, ['HTTP_PROXY', 'https_proxy']],
  [{ HTTPS_PROXY: 'p:1', https_proxy: 'q:1' }, [undefined, 'https_proxy']],
  // Set to nothing, as one goes around what is set for the machine.
  [{ HTTPS_PROXY: 'p:1', https_proxy: '' }, [undefined, undefined]],
  [{ HTTPS_PROXY: ' ' }, [undefined, undefined]],
  [{ Https_Proxy: 'p:1', ALL_PROXY: 'p:1' }, [undefined, undefined]],
])('of %j it is known which variable counts', (environment, variables) => {
  expect(named(environment)).toEqual(variables)
})

test('addresses are written as every program reads them, and what is none is left', () => {
  expect(
    tidyProxies({
      HTTPS_PROXY: 'proxy.example.org:3128',
      http_proxy: ' ',
      ALL_PROXY: '10.0.0.1:3128 ',
      https_proxy: 'http://me:p#w@proxy:3128',
      ftp_proxy: 'socks5://proxy:1080',
      HTTP_PROXY: 'http://proxy:3128',
      NO_PROXY: ' a.org',
      npm_config_proxy: 'p:1',
      OTHER: undefined,
    }),
  ).toEqual({
    HTTPS_PROXY: 'http://proxy.example.org:3128/',
    http_proxy: '',
    ALL_PROXY: 'http://10.0.0.1:3128/',
  })
})

describe('a network in NO_PROXY is spared', () => {
  test.each([
    ['http://10.1.2.3:8080', '10.0.0.0/8', true],
    ['http://11.1.2.3', '10.0.0.0/8', false],
    ['https://192.168.4.1', 'a.org, 192.168.0.0/16', true],
    ['https://192.168.4.1', 'a.org 192.168.0.0/16', true],
    ['https://[2001:db8::7]', '2001:db8::/32', true],
    ['https://[2001:db9::7]', '2001:db8::/32', false],
    ['https://10.example.org', '10.0.0.0/8', false],
    ['https://10.0.0.1', '10.0.0.0/99', false],
    ['https://10.0.0.1', '10.0.0.0/', false],
    ['https://10.0.0.1', '/8', false],
    ['https://10.0.0.1', '', false],
  ])('%s of %j: %s', (url, names, isSpared) => {
    expect(isInNoProxyNetwork(new URL(url), { NO_PROXY: names })).toBe(isSpared)
    expect(isInNoProxyNetwork(new URL(url), { no_proxy: names, NO_PROXY: '*' })).toBe(isSpared)
  })
})
