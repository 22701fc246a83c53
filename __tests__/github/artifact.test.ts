import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { artifactName, uploadReport } from '../../src/github/artifact.ts'
import { startFakeGitHub } from '../../stand-ins/github.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'artifact-'))
  writeFileSync(join(folder, 'report.json'), '{"schema":1}')
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

const request = (environment: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  return {
    files: [join(folder, 'report.json')],
    folder,
    config: 'benchmark.yaml',
    job: 'test',
    attempt: 1,
    hasStore: 'ACTIONS_RUNTIME_TOKEN' in environment,
    serverUrl: environment['GITHUB_SERVER_URL'] ?? 'https://github.com',
    runUrl: 'https://github.com/acme/wdbc/actions/runs/8150',
  }
}

describe('uploadReport', () => {
  it('uploads a zip and says where it is', async () => {
    await using github = await startFakeGitHub({})
    const done = await uploadReport(request(github.runtimeEnvironment))
    expect(done).toEqual({
      name: 'medperf-benchmark-test-1',
      id: 1,
      url: 'https://github.com/acme/wdbc/actions/runs/8150/artifacts/1',
    })
    expect(github.artifacts[0]?.bytes.subarray(0, 2).toString()).toBe('PK')
    expect(github.artifacts[0]?.isFinal).toBe(true)
  })

  it('finds another name when another job of the matrix was quicker', async () => {
    await using github = await startFakeGitHub({})
    await uploadReport(request(github.runtimeEnvironment))
    const done = await uploadReport(request(github.runtimeEnvironment))
    expect(done).toMatchObject({ name: expect.stringMatching(/^medperf-benchmark-test-1-[0-9a-f]{6}$/) })
    expect(github.artifacts).toHaveLength(2)
  })

  it('leaves it where the platform keeps no artifacts', async () => {
    expect(await uploadReport(request({}))).toEqual({
      notice: expect.stringContaining('cannot be uploaded here'),
    })
  })

  it('tells an Enterprise Server what to do instead, before anything is sent', async () => {
    await using github = await startFakeGitHub({})
    const environment = { ...github.runtimeEnvironment, GITHUB_SERVER_URL: 'https://github.example.org' }
    const done = await uploadReport(request(environment))
    expect(done).toEqual({ notice: expect.stringContaining('actions/upload-artifact@v3') })
    expect(github.requests).toEqual([])
  })

  it('warns without the storage’s secrets when the service refuses', async () => {
    const answer = { status: 400, body: { msg: 'no space at https://blobs/x?sig=secret' } }
    await using github = await startFakeGitHub({ faults: [{ path: /CreateArtifact$/, times: 99, answer }] })
    const done = await uploadReport(request(github.runtimeEnvironment))
    expect(done).toEqual({ warning: expect.stringMatching(/could not be uploaded.*log and the summary/) })
    expect(JSON.stringify(done)).not.toContain('secret')
  })
})

describe('artifactName', () => {
  it.each([
    ['benchmark.yaml', 'test', 1, 'medperf-benchmark-test-1'],
    ['studies/a b/benchmark.yml', 'test', 2, 'medperf-studies-a-b-benchmark-test-2'],
    ['a:"<>|*?\\/\r\nb.yaml', '', 1, 'medperf-a-b-1'],
  ])('of %j, job %j, attempt %i is %s', (config, job, attempt, name) => {
    expect(artifactName(config, job, attempt)).toBe(name)
  })
})
