import { describe, expect, test } from 'vitest'
import { judgeAddress, judgeHost } from '../../src/net/address.ts'

describe('an address that is never asked', () => {
  test.each([
    '169.254.169.254',
    '169.254.170.2',
    '169.254.0.1',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fd00:ec2::254',
    'fd00:ec2::23',
    'fd00:c1::a9fe:a9fe',
    'fd00:42::42',
    'fd20:ce::254',
    '2001:db8:64::169.254.169.254',
    '2600:1:2:3::a9fe:aa17',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::169.254.169.254',
    '::ffff:0:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    '2001:0:4136:e378:8000:63bf:5601:5601',
    '2600::5efe:a9fe:a9fe',
    '2600::200:5efe:a9fe:a9fe',
  ])('%s', (address) => {
    expect(judgeAddress(address)).toBe('never')
  })
})

describe('a private address', () => {
  test.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fc00::1',
    'fd12:3456::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:10.1.2.3',
    '::127.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::808:808',
    '2002:7f00:1::1',
    '2002:c0a8:101::1',
    '2001:0:4136:e378:8000:63bf:f5ff:fffe',
    '2600::5efe:a00:1',
    'no address',
  ])('%s', (address) => {
    expect(judgeAddress(address)).toBe('private')
  })
})

describe('an address for everybody', () => {
  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.1',
    '140.82.121.3',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450:4001:80b::200e',
    '2001:4860:4860::8888',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2002:808:808::1',
  ])('%s', (address) => {
    expect(judgeAddress(address)).toBe('public')
  })
})

describe('the host of a URL', () => {
  test.each([
    ['http://2130706433/', 'private'],
    ['http://0x7f000001/', 'private'],
    ['http://0177.0.0.1/', 'private'],
    ['http://127.1/', 'private'],
    ['http://127.0.0.1./', 'private'],
    ['http://0/', 'private'],
    ['http://１２７.0.0.1/', 'private'],
    ['http://[::1]:8080/', 'private'],
    ['http://[::ffff:127.0.0.1]/', 'private'],
    ['http://localhost/', 'private'],
    ['http://LOCALHOST./', 'private'],
    ['http://a.b.localhost:1/', 'private'],
    ['http://user:word@10.0.0.1/', 'private'],
    ['http://2852039166/latest', 'never'],
    ['http://0xa9fea9fe/latest', 'never'],
    ['http://0251.0376.0251.0376/', 'never'],
    ['http://169.254.43518/', 'never'],
    ['http://[fe80::1]/', 'never'],
    ['http://[::ffff:169.254.169.254]/', 'never'],
    ['http://metadata.google.internal/computeMetadata/', 'never'],
    ['http://Metadata.Google.Internal./', 'never'],
    ['http://metadata.google.internal../', 'never'],
    ['http://metadata/', 'never'],
    ['http://localhost.localdomain/', 'private'],
    ['https://8.8.8.8/', 'public'],
    ['https://files.example/', undefined],
    ['https://localhost.example/', undefined],
    ['https://10.0.0.1.example/', undefined],
  ])('%s: %s', (url, kind) => {
    expect(judgeHost(new URL(url))).toBe(kind)
  })
})
