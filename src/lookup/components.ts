import type { Lookup, RegisteredComponent } from '../benchmark/component/registration.ts'
import { parseResource } from '../containers/resource.ts'
import { ExpectedError } from '../facts/error.ts'
import type { HostedFile } from '../facts/hosted-file.ts'
import { known } from '../facts/known.ts'
import { ROLES, type Role } from '../facts/role.ts'
import type { GivenUids } from '../facts/uids.ts'
import { fetchSmall } from '../fetch/small.ts'
import type { Job } from '../job/job.ts'
import { serverOrigin } from '../medperf/address.ts'
import { unwrapContent } from '../medperf/content.ts'
import type { Lock } from '../medperf/plan/lock/lock.ts'
import { lockPath } from '../medperf/plan/lock/path.ts'
import { findLockedRow } from '../medperf/plan/lock/snapshot.ts'
import { type RegisteredContent, registeredContent } from '../medperf/registration.ts'
import type { ContainerRow, ModelRow } from '../medperf/rows.ts'
import { assumeRules, isModelRole, type ServerRules } from '../medperf/rules.ts'
import type { Snapshot } from '../medperf/snapshot.ts'
import { plainLine } from '../words/text.ts'
import { parseYaml } from '../yaml/yaml.ts'
import type { Given } from './given.ts'
import { readLockFile } from './lock-file.ts'

/** What of a job is needed to find them. */
type GivenJob = Pick<Job, 'repository' | 'config' | 'server' | 'reach' | 'log' | 'signal'>

/** Bytes of the largest configuration or parameters file that is read. */
const LARGEST = 16 * 1024 ** 2

/**
 * Finds out what registered components are: from the server where it was asked, else from benchmark.lock.json, which the last
 * merge left. Never rejects but with the reason of the signal: what cannot be had is said in the look-up.
 */
export async function lookUpComponents(
  job: GivenJob,
  uids: GivenUids,
  snapshot: Snapshot | undefined,
): Promise<Given> {
  const roles = ROLES.filter((role) => uids[role] !== undefined)
  const lock = snapshot === undefined ? lockFor(job) : undefined
  const found: [Role, Lookup][] = []
  for (const role of roles) found.push([role, await lookUp(job, role, uids[role] ?? 0, snapshot, lock)])
  const fromLock = found.filter(([, { kind }]) => lock !== undefined && kind === 'read')
  const notices = fromLock.map(
    ([role]) =>
      `\`${role}\`, number ${uids[role]} on the MedPerf server, is as ${lockPath(job.config)} has it: the server was not asked (no MedPerf credential), and what changed there since was not seen.`,
  )
  return { lookups: Object.fromEntries(found), notices }
}

/** The same failure for all of them: why the server could not be asked. */
export const describeUnread = (uids: GivenUids, { message, hint = AGAIN }: ExpectedError): Given => ({
  lookups: Object.fromEntries(
    Object.keys(uids).map((role) => [
      role,
      { kind: 'unread', message: `it cannot be read: ${message}`, hint },
    ]),
  ),
  notices: [],
})

const AGAIN = 'Run the workflow again when the server answers.'

async function lookUp(
  job: GivenJob,
  role: Role,
  uid: number,
  snapshot: Snapshot | undefined,
  lock: Lock | ExpectedError | undefined,
): Promise<Lookup> {
  if (snapshot !== undefined) {
    const row = snapshot.given[role] ?? null
    return row === null ? noRow(role, uid, snapshot) : read(job, row, snapshot.rules, snapshot.me.id)
  }
  if (lock instanceof ExpectedError)
    return { kind: 'unread', message: lock.message, hint: lock.hint ?? CREDENTIAL }
  const row = lock && findLockedRow(lock, role, uid)
  if (lock !== undefined && row !== undefined) return read(job, row, assumeRules(lock.era), lock.owner)
  return {
    kind: 'unread',
    message: `without a credential for that server it cannot be read, and ${lockPath(job.config)} does not know it either, so nothing can be tested`,
    hint: CREDENTIAL,
  }
}

const CREDENTIAL =
  'Give the input `medperf-token` from a secret. Pull requests from forks get no secrets: for them commit benchmark.lock.json (input `commit-lock`) with a merge first.'

/** The lock of the last merge, where it is of this server. */
function lockFor({ repository, config, server }: GivenJob): Lock | ExpectedError | undefined {
  try {
    const lock = readLockFile(repository, config)
    return lock?.server === serverOrigin(server) ? lock : undefined
  } catch (error) {
    if (error instanceof ExpectedError) return error
    throw error
  }
}

function noRow(role: Role, uid: number, snapshot: Snapshot): Lookup {
  const isModel = isModelRole(snapshot.rules, role)
  const around = isModel ? snapshot.mine.models.find(({ container }) => container?.uid === uid) : undefined
  const hint =
    around === undefined
      ? 'Look the number up on the server.'
      : `${uid} is the container inside the model ${around.uid}: give that.`
  return {
    kind: 'refused',
    message: `there is no such ${isModel ? 'model' : 'container'}`,
    hint: isModel ? `A reference model is named by the number of its model. ${hint}` : hint,
  }
}

/** A row with what it names by address. */
async function read(
  job: GivenJob,
  row: ContainerRow | ModelRow,
  rules: ServerRules,
  me: number,
): Promise<Lookup> {
  const content = registeredContent(rules, row)
  const hint = 'Name another one, or give `config` in place of `uid`.'
  if (content === undefined)
    return { kind: 'refused', message: 'it is a model of neither a container nor an asset', hint }
  if (!content.isValid)
    return { kind: 'refused', message: 'it was retired by its owner, and MedPerf’s client refuses it', hint }
  const common = known({
    kind: 'read' as const,
    name: content.name,
    state: row.state,
    fields: unwrapContent(row)?.row.fields ?? {},
    stranger: row.owner === me ? undefined : row.owner,
    mayBeMlcube: rules.containers === 'files',
  })
  if (content.kind === 'asset') return readAsset(content.files, common)
  const { imageHash, additionalFiles } = content
  const loaded = await load(job, content)
  if ('message' in loaded) return loaded
  return known({ ...common, ...loaded, imageHash, additionalFiles })
}

/** The files of a model without a container, which are downloaded with everything else. */
function readAsset(
  asset: HostedFile,
  common: Omit<RegisteredComponent, 'imageHash' | 'document' | 'asset'>,
): Lookup {
  if (asset.url !== undefined) return { ...common, imageHash: '', document: null, asset }
  return {
    kind: 'refused',
    message: 'it is a model of an asset that never leaves its owner’s machine (`asset_url` is `local`)',
    hint: 'Nobody else can run it: name another model, or its files by `asset` in place of `uid`.',
  }
}

type Loaded = Pick<RegisteredComponent, 'document' | 'parameters' | 'parametersText' | 'imageFile'>
type Failed = Exclude<Lookup, RegisteredComponent>

async function load(
  job: GivenJob,
  content: Exclude<RegisteredContent, { readonly kind: 'asset' }>,
): Promise<Loaded | Failed> {
  if (content.kind === 'json') {
    const { document, parameters } = content
    return known({ document, parameters })
  }
  try {
    const { manifest, parameters, imageFile } = content
    const document = parseYaml(await download(job, manifest))
    if (!document.ok)
      return {
        kind: 'refused',
        message: `its configuration ${shown(manifest)} is no valid YAML`,
        hint: ASK_OWNER,
      }
    const text = parameters && (await download(job, parameters))
    const parsed = text && parseYaml(text)
    return known({
      document: document.value,
      parametersText: text,
      parameters: parsed?.ok ? (parsed.value ?? {}) : undefined,
      imageFile,
    })
  } catch (error) {
    job.signal.throwIfAborted()
    if (!(error instanceof ExpectedError)) throw error
    const { kind, message } = error
    // Another content is what hospitals get too; a host that does not answer may do so later.
    return {
      kind: kind === 'download' ? 'unread' : 'refused',
      message: `of the files it names, ${message}`,
      hint: ASK_OWNER,
    }
  }
}

const ASK_OWNER =
  'Hospitals could not get it either: tell its owner, name another one, or give `config` in place of `uid`.'

const shown = ({ url = '' }: HostedFile) => plainLine(url, 300)

/** The mlcube era names configuration and parameters by address and hash (docs/medperf.md 4.1). */
async function download(
  { signal, log, reach }: GivenJob,
  { url = '', sha256 = '' }: HostedFile,
): Promise<Uint8Array> {
  if (parseResource(url)?.kind !== 'url')
    throw new ExpectedError('hash', `${shown({ url })} is no address that everybody can download from`, {
      code: 'registered-elsewhere',
      hint: 'Name the files of the container by `config`, or another container by `uid`.',
    })
  return fetchSmall(url, { sha256, maxSize: LARGEST, reach, signal, say: log.say })
}
