import { dirname, join, relative } from 'node:path'
import type { Component } from '../benchmark/benchmark.ts'
import type { HostedFile } from '../facts/hosted-file.ts'
import { hashFile } from '../files/hash-file.ts'
import type { Job } from '../job/job.ts'
import { rawUrl } from './raw-url.ts'

type Address = Required<HostedFile>

/**
 * The mlcube era registers manifest and parameters by address and hash (docs/medperf.md 4.1): the raw address
 * of the commit.
 */
export async function manifestsAt(
  { config, parametersFile }: Component,
  job: Job,
  commit: string,
): Promise<{ readonly manifest: Address; readonly parametersFile?: Address }> {
  const { workspace } = job.runner
  const manifest = await addressOf(join(workspace, dirname(job.inputs.config), config), job, commit)
  if (parametersFile === undefined) return { manifest }
  return { manifest, parametersFile: await addressOf(parametersFile, job, commit) }
}

async function addressOf(file: string, { runner }: Job, sha: string): Promise<Address> {
  const { workspace, serverUrl, repository } = runner
  const path = relative(workspace, file)
  const found = await hashFile(file)
  if (found === undefined || repository === undefined)
    throw new TypeError(`${path} is no file of a repository`)
  const { owner, repo } = repository
  return { url: rawUrl({ serverUrl, repository: `${owner}/${repo}`, sha, path }), sha256: found.sha256 }
}
