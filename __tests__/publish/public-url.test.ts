import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ExpectedError, toFailure } from '../../src/facts/error.ts'
import { checkPublicUrl, type PublicUrlOptions } from '../../src/publish/public-url.ts'
import { type ServedFile, startFileServer } from '../../stand-ins/file-server.ts'

const CONTENT = Buffer.alloc(3_000_000, 'the packed demo dataset')
const SHA256 = createHash('sha256').update(CONTENT).digest('hex')

async function check(file: ServedFile | undefined, more: Partial<PublicUrlOptions> = {}) {
  await using server = await startFileServer(file === undefined ? {} : { '/demo.tar.gz': file })
  const options = {
    sha256: SHA256,
    reach: 'private' as const,
    limits: { maxSize: CONTENT.length, maxRatio: 1_000 },
    say: () => {},
    signal: new AbortController().signal,
    timing: { stall: 5_000, firstPause: 1 },
    ...more,
  }
  return await checkPublicUrl(`${server.url}/demo.tar.gz`, options)
}

async function failureOf(work: Promise<unknown>) {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
  if (error instanceof ExpectedError) return toFailure(error)
  throw error
}

describe('checkPublicUrl', () => {
  it('accepts an address that yields the file', async () => {
    expect(await check({ content: CONTENT })).toEqual({ bytes: CONTENT.length })
  })

  it('goes on after trouble that passes', async () => {
    expect(await check({ content: CONTENT, faults: [503, 'cut at half'] })).toEqual({ bytes: CONTENT.length })
  })

  it('tells what comes instead of the file', async () => {
    const failure = await failureOf(check({ content: 'other' }))
    const other = createHash('sha256').update('other').digest('hex')
    expect(failure).toMatchObject({ kind: 'hash', hint: expect.stringContaining('that was tested') })
    expect(failure.message).toMatch(
      new RegExp(
        `/demo\\.tar\\.gz yields 5 bytes with the sha256 ${other}, and the file here has ${SHA256}$`,
      ),
    )
  })

  it('names what makes a file of a repository another one', async () => {
    const failure = await failureOf(
      check({ content: 'version https://git-lfs' }, { repository: 'acme/wdbc' }),
    )
    expect(failure).toMatchObject({ kind: 'hash', hint: expect.stringContaining('without Git LFS') })
  })

  it('reads no further than the file can be long', async () => {
    const failure = await failureOf(check({ content: Buffer.alloc(9_000_000) }))
    expect(failure).toMatchObject({
      kind: 'hash',
      message: expect.stringContaining('has more than 3,000,000 bytes'),
    })
  })

  it.each([401, 403, 404])(
    'takes HTTP %d of a repository for what GitHub says of private ones',
    async (status) => {
      const failure = await failureOf(
        check({ content: CONTENT, faults: [status] }, { repository: 'acme/wdbc' }),
      )
      expect(failure.kind).toBe('download')
      expect(failure.message).toContain(`(HTTP ${status})`)
      expect(failure.hint).toMatch(
        /Hospitals, .* could not get it either\. If acme\/wdbc is private, make it public/,
      )
    },
  )

  it('takes a page to log in for the same', async () => {
    const page = { content: '<!DOCTYPE html><title>Sign in</title>', type: 'text/html' }
    const failure = await failureOf(check(page, { repository: 'acme/wdbc' }))
    expect(failure).toMatchObject({
      kind: 'download',
      hint: expect.stringContaining('If acme/wdbc is private'),
    })
    expect(failure.message).toMatch(/is a web page, not the file/)
  })

  it('leaves the words about other servers as they are', async () => {
    const failure = await failureOf(check(undefined))
    expect(failure).toMatchObject({ kind: 'download', hint: expect.not.stringContaining('private, make it') })
    expect(failure.message).toMatch(/there is no such file on the server \(HTTP 404\)/)
  })

  it('stops when the run is cancelled', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'))
    await expect(check({ content: CONTENT }, { signal })).rejects.toThrow('cancelled')
  })
})
