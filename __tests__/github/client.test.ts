import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openGitHub } from '../../src/github/client.ts'
import { startFakeGitHub } from '../../stand-ins/github.ts'

describe('openGitHub', () => {
  it('speaks to the server it was given, with the token in a header and nowhere else', async () => {
    await using github = await startFakeGitHub({})
    const { rest } = await openGitHub({ token: github.token, apiUrl: github.url })
    await rest.repos.get({ owner: 'acme', repo: 'wdbc' })
    const [request] = github.requests
    expect(request?.headers.authorization).toBe(`bearer ${github.token}`)
    expect(JSON.stringify({ ...request, headers: {} })).not.toContain(github.token)
  })

  it('asks only once whose the token is', async () => {
    await using github = await startFakeGitHub({ login: 'octocat' })
    const { login } = await openGitHub({ token: github.token, apiUrl: github.url })
    expect([await login(), await login()]).toEqual(['octocat', 'octocat'])
    expect(github.requests).toHaveLength(1)
  })

  it('goes through the proxy of the runner', async () => {
    const asked = Promise.withResolvers<string>()
    const proxy = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', (data) => {
        asked.resolve(data.toString())
        socket.destroy()
      })
    }).listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const { port } = proxy.address() as AddressInfo
    // Another process, because the toolkit reads the variables when it is loaded.
    const script = `
      import { openGitHub } from ${JSON.stringify(new URL('../../src/github/client.ts', import.meta.url).href)}
      const { rest } = await openGitHub({ token: 't', apiUrl: 'http://github.test', second: 1 })
      await rest.repos.get({ owner: 'acme', repo: 'wdbc' })
    `
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      env: { GITHUB_API_URL: 'http://github.test', http_proxy: `http://127.0.0.1:${port}` },
      stdio: 'ignore',
    })
    expect(await asked.promise).toMatch(/^(CONNECT|GET) (http:\/\/)?github\.test/)
    child.kill()
    await once(child, 'exit')
    proxy.close()
  })
})
