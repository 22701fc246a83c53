import type { ArchiveLimits } from '../archive/limits.ts'
import type { Benchmark } from '../benchmark/benchmark.ts'
import type { Engine, Image } from '../engines/engine.ts'
import type { AddressReach } from '../facts/reach.ts'
import type { Role } from '../facts/role.ts'
import type { FileHashes } from '../files/folder-hash.ts'
import type { Log } from '../job/log.ts'
import type { Workspace } from '../job/workspace.ts'
import type { Sources } from './workspace.ts'

/** What every step may look at; nothing of it changes during a run. */
export interface Context {
  readonly benchmark: Benchmark
  readonly engine: Engine
  readonly folders: Workspace
  /** Absolute path of the checkout, for places in its files. */
  readonly repository?: string
  /** On every container and image of this run, so that `post` can find them. */
  readonly label: string
  readonly limits: ArchiveLimits
  /** Which addresses may be asked for files. */
  readonly reach: AddressReach
  /** Run one task after another, in MedPerf's order. */
  readonly sequential: boolean
  /** SHA-256 of the files of folders that lie in the repository, by the absolute path of the folder, as they were before. */
  readonly hashes?: ReadonlyMap<string, FileHashes>
  readonly hasToolCache: boolean
  /** Why engines that are here too were not taken. */
  readonly passedOver?: readonly string[]
  readonly log: Log
  /** The text of the input `decryption-key`, as it is. */
  readonly decryptionKey?: string
  /** Told of every image when it is here: it may have to give back files of a foreign user. */
  readonly imageCame?: (image: Image, role: Role) => void
  /** Aborts when the run is cancelled. */
  readonly signal: AbortSignal
}

/** What is there for the container of a task. */
export interface Ready {
  /** None of a model that is an asset. */
  readonly image: Image | undefined
  readonly sources: Sources
}
