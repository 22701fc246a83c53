import { describe, expect, test } from 'vitest'
import { readProxyAddress } from '../../src/net/proxy-address.ts'

const read = (text: string) => {
  const address = readProxyAddress(text)
  return address !== undefined && 'url' in address ? address.url.href : address?.code
}

describe('what curl, Python and Go take for a proxy is taken for the same', () => {
  test.each([
    ['http://proxy.example.org:3128', 'http://proxy.example.org:3128/'],
    ['https://proxy.example.org', 'https://proxy.example.org/'],
    ['HTTP://Proxy.Example.ORG:3128/', 'http://proxy.example.org:3128/'],
    ['proxy.example.org:3128', 'http://proxy.example.org:3128/'],
    ['proxy', 'http://proxy/'],
    ['localhost:8080', 'http://localhost:8080/'],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128/'],
    ['10.0.0.1', 'http://10.0.0.1/'],
    ['//proxy:3128', 'http://proxy:3128/'],
    ['[::1]:3128', 'http://[::1]:3128/'],
    ['http://[2001:db8::1]:3128', 'http://[2001:db8::1]:3128/'],
    ['me:secret@proxy:3128', 'http://me:secret@proxy:3128/'],
    ['http://me:p%23w%2F@proxy:3128', 'http://me:p%23w%2F@proxy:3128/'],
    ['http://DOM%5Cme:se:cret@proxy:3128', 'http://DOM%5Cme:se%3Acret@proxy:3128/'],
    ['http://me@corp:secret@proxy:3128', 'http://me%40corp:secret@proxy:3128/'],
    ['  http://proxy:3128\n', 'http://proxy:3128/'],
    ['', undefined],
    [' ', undefined],
    ['\t\n', undefined],
  ])('%j', (text, href) => {
    expect(read(text)).toBe(href)
  })
})

describe('what is no proxy for them or for us is told, and none of it shown', () => {
  test.each([
    ['http://me:Pa#ss@proxy:3128', 'proxy-unescaped'],
    ['http://me:12#Pass@proxy:3128', 'proxy-unescaped'],
    ['me:Pa/ss@proxy:3128', 'proxy-unescaped'],
    ['http://me:Pa?ss@proxy:3128', 'proxy-unescaped'],
    ['http://me:Pass%@proxy:3128', 'proxy-unescaped'],
    ['http://me:Pass%ff@proxy:3128', 'proxy-unescaped'],
    ['http://', 'proxy-not-address'],
    ['http://:3128', 'proxy-not-address'],
    ['http://pro xy:3128', 'proxy-not-address'],
    ['http://proxy:Pass', 'proxy-not-address'],
    ['http://proxy:99999', 'proxy-not-address'],
    ['"http://proxy:3128"', 'proxy-not-address'],
    ['::1:3128', 'proxy-not-address'],
    ['http://[::1', 'proxy-not-address'],
    ['socks5://me:Pass@proxy:1080', 'proxy-kind'],
    ['socks5h://proxy', 'proxy-kind'],
    ['socks4://proxy', 'proxy-kind'],
    ['ftp://proxy', 'proxy-kind'],
    ['file:///etc/proxy', 'proxy-not-address'],
  ])('%j', (text, code) => {
    expect(read(text)).toBe(code)
    expect(JSON.stringify(readProxyAddress(text))).not.toMatch(/Pa#|Pass|me:(?:Pa|12)/)
  })
})
