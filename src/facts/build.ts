/** What an image is built from, by a builder of Docker's or Podman's. */
export interface Build {
  /** Absolute path of the folder that its instructions copy from. */
  readonly context: string
  /** The file with the instructions, relative to the context, with `/` between its parts. */
  readonly dockerfile: string
  /** The stage that the image is, where it is not the last. */
  readonly target?: string
  /** Values for the `ARG`s of the file, in their order; no secrets. */
  readonly args: readonly (readonly [name: string, value: string])[]
}
