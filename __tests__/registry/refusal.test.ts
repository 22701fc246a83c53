import { describe, expect, it } from 'vitest'
import { parseReference } from '../../src/registry/reference.ts'
import { explainRefusedReply } from '../../src/registry/refusal.ts'

const CONFIG = `sha256:${'c'.repeat(64)}`

describe('refusalOf', () => {
  const refusal = (reference: string, status: number, code?: string) =>
    explainRefusedReply(parseReference(reference), {
      status,
      body: Buffer.from(JSON.stringify(code === undefined ? {} : { errors: [{ code, message: 'no' }] })),
    })

  it('tells the owner of a package of ghcr.io what to click', () => {
    const { hint } = refusal('ghcr.io/acme/images/prep:1', 401)
    expect(hint).toContain('https://github.com/orgs/acme/packages/container/images%2Fprep/settings')
    expect(hint).toContain('https://github.com/users/acme/packages/container/images%2Fprep/settings')
    expect(hint).toContain('"Change visibility", "Public"')
  })

  it('tells the owner of an image of Docker Hub where to go', () => {
    expect(refusal('acme/prep:1', 401).hint).toContain(
      'https://hub.docker.com/repository/docker/acme/prep/settings',
    )
  })

  it.each([
    ['ghcr.io/acme/prep:1', 404, 'NAME_UNKNOWN', 'ghcr.io has no such repository'],
    ['ghcr.io/acme/prep:1', 404, 'MANIFEST_UNKNOWN', 'the repository has no tag `1`'],
    [`acme/prep@${CONFIG}`, 404, undefined, `the repository has no manifest ${CONFIG}`],
    ['acme/prep', 429, 'TOOMANYREQUESTS', 'Docker Hub limits what one address may read without a login'],
    ['acme/prep', 418, 'TEAPOT', 'Docker Hub answers with HTTP 418, no'],
  ])('of %s with HTTP %d %s says: %s', (reference, status, code, words) => {
    expect(refusal(reference, status, code).message).toContain(words)
  })
})
