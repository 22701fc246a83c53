import { describe, expect, test } from 'vitest'
import { findSignedUrl, hideUrlSecrets } from '../../src/words/signed-url.ts'

const F = 'https://files.example.org/demo.tar.gz'
const jwt = (payload: object) =>
  ['{"alg":"none"}', JSON.stringify(payload), 'x']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')

describe('a signed address', () => {
  test.each([
    ['?X-Amz-Date=20260101T000000Z&X-Amz-Expires=3600&X-Amz-Signature=00ff', 'Amazon S3', '2026-01-01T01:00'],
    ['?x-amz-signature=00ff', 'Amazon S3', undefined],
    ['?X-Amz-Date=never&X-Amz-Expires=3600&X-Amz-Signature=00ff', 'Amazon S3', undefined],
    ['?list=1&X-Amz-Security-Token=abc', 'Amazon S3', undefined],
    ['?AWSAccessKeyId=AKIA&Expires=1767229200&Signature=a%2Bb', 'Amazon S3', '2026-01-01T01:00'],
    [
      '?X-Goog-Date=20260101T000000Z&X-Goog-Expires=60&X-Goog-Signature=1',
      'Google Cloud Storage',
      '2026-01-01T00:01',
    ],
    ['?GoogleAccessId=a@b.c&Expires=1767229200&Signature=x', 'Google Cloud Storage', '2026-01-01T01:00'],
    ['?Expires=1767229200&Signature=x&Key-Pair-Id=K', 'Amazon CloudFront', '2026-01-01T01:00'],
    ['?Policy=eyJ&Signature=x&Key-Pair-Id=K', 'Amazon CloudFront', undefined],
    ['?sv=2022-11-02&se=2026-01-01T01%3A00%3A00Z&sr=b&sp=r&sig=abc%3D', 'Azure', '2026-01-01T01:00'],
    ['?sv=2022-11-02&se=2026-01-01&sr=c&sp=rl&sig=abc', 'Azure', '2026-01-01T00:00'],
    ['?si=policy&sr=c&sig=abc', 'Azure', undefined],
    ['?OSSAccessKeyId=LT&Expires=1767229200&Signature=x', 'Alibaba Cloud', '2026-01-01T01:00'],
    [
      '?x-oss-date=20260101T000000Z&x-oss-expires=3600&x-oss-signature=1',
      'Alibaba Cloud',
      '2026-01-01T01:00',
    ],
    [
      '?q-sign-algorithm=sha1&q-sign-time=1767225600;1767229200&q-signature=1',
      'Tencent Cloud',
      '2026-01-01T01:00',
    ],
    [
      '?q-sign-algorithm=sha1&q-sign-time=1767225600%3B1767229200&q-signature=1',
      'Tencent Cloud',
      '2026-01-01T01:00',
    ],
    ['?AccessKeyId=HW&Expires=1767229200&Signature=x', 'Huawei Cloud', '2026-01-01T01:00'],
    ['?temp_url_sig=1&temp_url_expires=1767229200', 'OpenStack Swift', '2026-01-01T01:00'],
    ['?temp_url_sig=1&temp_url_expires=2026-01-01T01:00:00Z', 'OpenStack Swift', '2026-01-01T01:00'],
    ['?hdnea=st=1~exp=1767229200~acl=/*~hmac=ff', 'Akamai', '2026-01-01T01:00'],
    ['?UniqueId=1&Translate=false&tempauth=eyJ0eXAi', 'SharePoint', undefined],
    ['?token=abc&expires=1767229200', '`token` and `expires`', '2026-01-01T01:00'],
    ['?md5=abc&expires=1767229200', '`md5` and `expires`', '2026-01-01T01:00'],
    [`?token=${jwt({ exp: 1767229200 })}`, '`token`', '2026-01-01T01:00'],
  ])('%s', (query, by, expires) => {
    const found = findSignedUrl(F + query)
    expect({ ...found, expires: found?.expires?.toISOString().slice(0, 16) }).toEqual({
      kind: 'signed',
      by,
      expires,
    })
    expect(findSignedUrl(`direct:${F}${query}`)?.by).toBe(by)
  })

  test.each([
    ['https://raw.githubusercontent.com/o/r/main/f.tar?token=GHSAT0AAA', 'GitHub'],
    ['https://codeload.github.com/o/r/tar.gz/main?token=AB', 'GitHub'],
    ['https://uc0123456789abcdef.dl.dropboxusercontent.com/cd/0/get/AB/file', 'Dropbox'],
    ['https://doc-0s-1g-docs.googleusercontent.com/docs/securesc/ha/1/f?e=download', 'Google Drive'],
    ['https://public.boxcloud.com/d/1/b1!abc/download', 'Box'],
  ])('%s', (url, by) => {
    expect(findSignedUrl(url)).toEqual({ kind: 'signed', by })
  })

  test('a log of a workflow says when it ends', () => {
    const url = `${F}?urlExpires=2026-01-01T00%3A00%3A00Z&urlSigningMethod=HMACV2&urlSignature=ab`
    expect(findSignedUrl(url)).toEqual({ kind: 'signed', by: 'GitHub', expires: new Date('2026-01-01') })
  })

  test('an address with its token in the path may end in many years', () => {
    const url = 'https://objectstorage.us-ashburn-1.oraclecloud.com/p/5ec2e7/n/ns/b/bucket/o/demo.tar.gz'
    expect(findSignedUrl(url)).toEqual({ kind: 'token', by: 'Oracle Cloud' })
    expect(hideUrlSecrets(url)).not.toContain('5ec2e7')
    expect(findSignedUrl(url.replace('/p/5ec2e7', ''))).toBeUndefined()
  })
})

test.each([
  ['?private_token=glpat-abc', '`private_token`'],
  ['?job_token=abc', '`job_token`'],
  ['?access_token=ya29.abc', '`access_token`'],
  ['?alt=media&key=AIzaSyA0123456789012345678901234567890', '`key`'],
  ['?t=ghp_abcdefghijklmnopqrstuvwxyz0123456789', '`t`'],
  ['?password=abc', '`password`'],
  ['?API_KEY=abc', '`api_key`'],
])('a login in an address: %s', (query, by) => {
  expect(findSignedUrl(F + query)).toEqual({ kind: 'login', by })
})

test.each(['?token=0123', `?token=${jwt({ sub: 'share' })}`])('a token that may be meant: %s', (query) => {
  expect(findSignedUrl(F + query)?.kind).toBe('token')
})

test.each([
  '',
  '?download=1',
  '?dl=1',
  '?alt=media',
  '?export=download&id=1AbC&confirm=t',
  '?versionId=abc',
  '?raw=true&ref=main',
  '?key=folder/file.tar',
  '?se=sweden&sp=1',
  '?sig=',
  '?signature=abc',
  '?expires=soon',
  '?hash=abc',
  '?X-Amz-Signature=',
  '?path=/token=abc',
  '#page=1',
  '?rlkey=abcdef&dl=1',
  '?preview=1&session=',
  '?subject=01&session=02',
  '?pass=1',
])('an honest address: %s', (query) => {
  expect(findSignedUrl(F + query)).toBeUndefined()
  expect(hideUrlSecrets(F + query)).toBe(F + query)
})

test.each([
  ['http://', undefined],
  ['not an address', undefined],
  ['', undefined],
])('what is no address is none: %j', (text, found) => {
  expect(findSignedUrl(text)).toBe(found)
})

test.each([
  [
    `${F}?X-Amz-Date=1&X-Amz-Credential=AKIA&X-Amz-Signature=00ff`,
    `${F}?X-Amz-Date=1&X-Amz-Credential=***&X-Amz-Signature=***`,
  ],
  [`"${F}?se=2026-01-01&sp=r&sig=s3cret%3D", 1`, `"${F}?se=2026-01-01&sp=r&sig=***", 1`],
  [`see ${F}?token=s3cret and ${F}?dl=1`, `see ${F}?token=*** and ${F}?dl=1`],
  [`${F}?t=ghp_abcdefghijklmnopqrstuvwxyz0123456789&a=1`, `${F}?t=***&a=1`],
  ['https://ann:s3cret@h.example.org/f?x=1', 'https://***@h.example.org/f?x=1'],
  ['direct:https://ann:s3@cret@h.example.org/f', 'direct:https://***@h.example.org/f'],
  [
    'https://uc0123456789abcdef.dl.dropboxusercontent.com/cd/0/get/S3CRET/file',
    'https://uc0123456789abcdef.dl.dropboxusercontent.com/***',
  ],
])('%s is shown as %s', (text, shown) => {
  expect(hideUrlSecrets(text)).toBe(shown)
})
