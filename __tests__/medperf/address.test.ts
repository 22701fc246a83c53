import { describe, expect, it } from 'vitest'
import { serverOrigin } from '../../src/medperf/address.ts'

describe('the address of a server', () => {
  it.each([
    ['https://api.medperf.org', 'https://api.medperf.org'],
    ['api.medperf.org', 'https://api.medperf.org'],
    [' https://API.medperf.org/ ', 'https://api.medperf.org'],
    ['https://host.example:8443/api/v0/', 'https://host.example:8443'],
    ['https://host.example/api/v0', 'https://host.example'],
    ['http://localhost:8000', 'http://localhost:8000'],
    ['http://127.0.0.1:8000/', 'http://127.0.0.1:8000'],
    ['http://[::1]:8000', 'http://[::1]:8000'],
    ['localhost:8000', 'https://localhost:8000'],
  ])('%j is %s', (text, origin) => {
    expect(serverOrigin(text)).toBe(origin)
  })

  it.each([
    ['http://api.medperf.org', 'plain http'],
    ['http://localhost.evil.example', 'plain http'],
    ['http://127.0.0.1.evil.example', 'plain http'],
    ['ftp://host.example', 'must start with https'],
    ['https://user:secret@host.example', 'must not hold a user name'],
    ['https://host.example/other', 'nothing behind it'],
    ['https://host.example/?q=1', 'nothing behind it'],
    ['', 'is not an address'],
    ['https://', 'is not an address'],
    ['not a host', 'is not an address'],
  ])('%j is refused', (text, words) => {
    expect(() => serverOrigin(text)).toThrow(words)
    expect(() => serverOrigin(text)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    )
  })
})
