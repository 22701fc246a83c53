import type { ArchiveLimits } from '../archive/limits.ts'
import type { ContainerRun, Limits } from '../containers/run.ts'
import type { Build } from '../facts/build.ts'
import type { Gpu, Gpus } from '../facts/gpu.ts'
import type { Measured } from '../facts/measurement.ts'

/** The images of an archive, by the names that it gives them. */
export interface Among {
  /** The first one, which is run. */
  readonly first: string
  readonly others: readonly string[]
}

/** An image that an engine can run now. */
export interface Image {
  /**
   * What its engine runs it by, which means nothing to anybody else: the ID by which it keeps it, whatever its names are (another
   * archive or another job may give them to another image meanwhile), or a file.
   */
  readonly runBy: string
  /**
   * The digest of its configuration, with `sha256:`, the same for every engine. Of an image whose configuration an engine
   * cannot tell it is the digest of what it does know, its manifest or its file.
   */
  readonly configDigest: string
  /** What the reference points at in its registry, with `sha256:`; none for an image that only this machine has. */
  readonly registryDigest?: string
  /** Unpacked size. */
  readonly bytes?: number
  /** Of one from an archive of several. */
  readonly among?: Among
  /** What its configuration says it is for, such as `linux/arm64`; absent where the engine does not tell. */
  readonly platform?: string
}

/**
 * How a container ended and what it used; `stopped` means by the signal that was given to `run`. But for `mayLive` it is gone, with
 * every process of it: what it wrote is read next.
 */
export type Outcome =
  | (Measured & {
      readonly kind: 'exited'
      readonly exitCode: number
      readonly outOfMemory: boolean
      /** The engine's own words where it could not start the program, else empty. */
      readonly error: string
      /**
       * Processes that the kernel killed on this machine meanwhile because memory ran out, where nobody can tell whose they
       * were.
       */
      readonly killsMeanwhile?: number
    })
  | (Measured & { readonly kind: 'stopped' })
  | {
      readonly kind: 'engine-failed'
      readonly message: string
      readonly missingImage: boolean
      /** It was not seen to be gone: it may go on, and write what it was given. */
      readonly mayLive?: true
      /** What to do where the fault is not the engine's. */
      readonly hint?: string
    }

export interface RunOptions {
  /**
   * Gets every chunk of both streams as it comes. While the promise it may give is pending nothing more is read, so the
   * container waits and memory stays flat. What it throws ends the container and is thrown by `run`.
   */
  readonly onOutput: (chunk: Buffer) => void | Promise<void>
  /** Kills the container at once; `run` comes back when it is gone. */
  readonly signal: AbortSignal
  /** An existing folder of the run's own, for small files while the container runs. */
  readonly scratch: string
}

/** Limits that a task asks for, besides its GPUs. */
export interface Wanted extends Limits {
  readonly shmSize?: string
}

/** What became of an attempt to remove containers; `problem` says why some may be left. */
export interface Removal {
  readonly removed: number
  readonly problem?: string
}

/** What the containers of a run are going to be given. */
export interface Shared {
  /** The existing folder of the run; a file is written into it and taken away again. */
  readonly work: string
  /** Folders and files elsewhere that are mounted. */
  readonly others: readonly string[]
}

/** An image that is going to be asked for by reference, or built from a context folder. */
export type Coming = { readonly reference: string } | Build

/** What an engine is asked for while images come and go. */
export interface ImageOptions {
  readonly signal: AbortSignal
  readonly warn: (message: string) => void
}

/** How an image archive is loaded. */
export interface LoadOptions {
  readonly signal: AbortSignal
  /** The name that its image gets on this machine, of the run's own and with a tag; `removeImages` takes it away. */
  readonly as: string
  /** What it may unpack to. */
  readonly limits: ArchiveLimits
  /** The SHA-256 of the file where it was taken before: what is loaded are the bytes that were hashed. */
  readonly sha256?: string | undefined
  /** Of the run's own: where copies are made. */
  readonly folder: string
  /** Nothing of it may stay outside `folder` in files of ours. */
  readonly isSecret?: boolean
}

/** Pushes an image of this machine under a reference, with the login that the engine has. */
export type Push = (image: Pick<Image, 'runBy'>, reference: string, options: ImageOptions) => Promise<void>

/** Pushes an image that was tested, named by the digest of its configuration, under a reference. */
export type PushTested = (imageId: string, reference: string, options: ImageOptions) => Promise<void>

/** The half of an engine that has images. Functions throw ExpectedError. */
export interface ImageKeeper {
  /**
   * Throws an ExpectedError of kind `disk-full` when what is missing of these images cannot fit, all together, where the engine
   * keeps images; for before the first of them comes. What is not known refuses nothing.
   */
  checkRoom(
    coming: readonly Coming[],
    options: { signal: AbortSignal; say: (line: string) => void },
  ): Promise<void>
  /** Gets an image by registry reference: what only this machine has is used as it is, all else is pulled. */
  image(reference: string, options: ImageOptions): Promise<Image>
  /** Loads a `docker save` archive, plain or compressed, by its first tag; Apptainer takes a SIF as well. */
  load(archive: string, options: LoadOptions): Promise<Image>
  /**
   * Builds an image, and leaves the image under a name of the run's own, with a tag. What runs its lines
   * can be removed by a label, as containers can.
   */
  build(
    build: Build,
    as: string,
    options: { signal: AbortSignal; label: string; onOutput: (chunk: Buffer) => void | Promise<void> },
  ): Promise<Image>
  /** Pushes what it built; undefined of an engine that has others build. */
  readonly push?: Push
  /**
   * Takes away names that the run gave to images, and with them the images that had no other, and were not here before. What is not
   * there is no error, and files of ours go with their folder. Never throws.
   */
  removeImages(names: readonly string[]): Promise<void>
}

/**
 * The half of an engine that runs containers, which may do so elsewhere: outputs, progress and figures come from it alone.
 * Functions throw ExpectedError.
 */
export interface Launcher {
  /** Whether it is worth asking for GPUs where no task wants one. */
  showsGpus(): boolean
  /** The GPUs that it gives to containers, asked for with this image; never throws. */
  offeredGpus(image: Image, label: string): Promise<readonly Gpu[]>
  /** Throws an ExpectedError of kind `gpu` when containers of this image cannot have these GPUs. */
  checkGpus(image: Image, gpus: Gpus, label: string): Promise<void>
  /**
   * Throws an ExpectedError of kind `engine` when containers would not see the files of this machine, or as somebody else's; asks
   * nothing where that cannot be.
   */
  checkFiles(image: Image, shared: Shared, label: string): Promise<void>
  /** Which of these limits it cannot keep, in sentences for the report. */
  unkept(wanted: Wanted): Promise<readonly string[]>
  /**
   * The folder of this machine where images are kept, and what containers write besides their mounts; undefined where that is
   * not known, as with a daemon elsewhere.
   */
  store(): Promise<string | undefined>
  run(run: ContainerRun, options: RunOptions): Promise<Outcome>
  /**
   * Makes the caller own everything below a folder, through a container of one of these images; never throws. False where that
   * container was not seen to be gone.
   */
  reclaim(folder: string, images: readonly string[], label: string): Promise<boolean>
  /**
   * Removes every container with a label, until none is found `looks` times in a row: one that was being made when its
   * maker was killed can appear after the first look. Never throws.
   */
  removeAll(label: string, looks?: number): Promise<Removal>
}

/** A container engine; the rest of the house knows containers only through it. */
export interface Engine extends ImageKeeper, Launcher {
  /** For people: `Docker 28.2`. Nothing is decided by it. */
  readonly title: string
  /** Which of MedPerf's two platforms it stands for. */
  readonly platform: 'docker' | 'singularity'
  /** Ends what the engine keeps open between containers. */
  close(): Promise<void>
}
