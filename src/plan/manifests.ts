import { dirname, join, relative } from 'node:path'
import type { Component } from '../benchmark/benchmark.ts'
import type { HostedFile } from '../facts/hosted-file.ts'
import { hashFile } from '../files/hash-file.ts'
import type { Job } from '../job/job.ts'
import { makeRawUrl } from './raw-url.ts'

type Address = Required<HostedFile>
type AddressedJob = Pick<Job, 'repository' | 'config' | 'github'>

/**
 * The mlcube era registers manifest and parameters by address and hash (docs/medperf.md 4.1): the raw address of the commit.
 */
export async function addressManifests(
  { config, parametersFile }: Component,
  job: AddressedJob,
  commit: string,
): Promise<{ readonly manifest: Address; readonly parametersFile?: Address }> {
  const manifest = await addressFile(join(job.repository, dirname(job.config), config), job, commit)
  if (parametersFile === undefined) return { manifest }
  return { manifest, parametersFile: await addressFile(parametersFile, job, commit) }
}

async function addressFile(
  file: string,
  { repository: folder, github }: AddressedJob,
  sha: string,
): Promise<Address> {
  const { serverUrl, repository } = github
  const path = relative(folder, file)
  const found = await hashFile(file)
  if (found === undefined || repository === undefined)
    throw new TypeError(`${path} is no file of a repository`)
  const { owner, repo } = repository
  return { url: makeRawUrl({ serverUrl, repository: `${owner}/${repo}`, sha, path }), sha256: found.sha256 }
}
