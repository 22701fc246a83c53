import type { HostedFile } from '../../../facts/hosted-file.ts'
import { listRoles, type Parts } from '../../../facts/role.ts'
import type { GivenUids } from '../../../facts/uids.ts'
import type { Value } from '../../../yaml/value.ts'

/** An image that could not be read without a login. */
export interface Unread {
  /** `passing` where the registry was not reached, `private` where it wants a login, `gone` for anything else. */
  readonly kind: 'passing' | 'private' | 'gone'
  readonly message: string
  readonly hint: string
}

/** None of them is it; or one could not be read, and why. */
export type StandingLook = { readonly kind: 'other' } | { readonly kind: 'unread'; readonly why: string }

/** Which image was tested, as far as it is known; all of SHA-256. */
export interface ImageEvidence {
  /** What the reference points at in its registry, with `sha256:`; absent for an image that is in none. */
  readonly digest?: string
  /** The local image ID (config digest), with `sha256:`. */
  readonly imageId?: string
  /** Of a Singularity image or Docker archive: the hash of the file, without prefix. */
  readonly fileHash?: string
  /** The reference to register in place of the configuration's, where the image was built and pushed by this run. */
  readonly reference?: string
  /** The image is built by this repository and will be pushed before it is registered. */
  readonly toPush?: boolean
  /** Of one that is to be pushed: what a look at the images showed that one's own containers are registered with. */
  readonly standing?: StandingLook
  /** Why not everybody can read it, where its registry was asked for a plan without a test. */
  readonly unread?: Unread
}

/** What is known of one container beyond benchmark.yaml. */
export interface ComponentEvidence {
  /** A registered container (of the reference model in the model era: model) to use as it is. */
  readonly uid?: number
  readonly image: ImageEvidence
  /** Absent for a container without additional files; of a model that is an asset the model. */
  readonly additionalFiles?: HostedFile
  /** Absent unless the image is a file. */
  readonly imageFile?: HostedFile
  /** The configuration as a file at a permanent address; the mlcube era registers that (docs/medperf.md 4.1). */
  readonly manifest?: HostedFile
  /** The parameters likewise; absent for a container without parameters. */
  readonly parametersFile?: HostedFile
}

/** What the test found out and where the files lie: the part of a registration that benchmark.yaml does not say. */
export interface Evidence {
  /** Whether every step passed on exactly this content. */
  readonly tested: boolean
  readonly components: Parts<ComponentEvidence>
  readonly demoDataset: HostedFile & {
    /** The folder hash of the prepared data and labels (docs/medperf.md 11.3). */
    readonly generatedUid?: string
  }
  /** What evaluate wrote, or the script in its place. */
  readonly results?: Value
}

/** The uids that benchmark.yaml names, for the snapshot. */
export const listGivenUids = ({ components }: Evidence): GivenUids =>
  Object.fromEntries(
    listRoles(components).flatMap((role) => {
      const uid = components[role]?.uid
      return uid === undefined ? [] : [[role, uid]]
    }),
  )
