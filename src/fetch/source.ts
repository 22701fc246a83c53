/** Where the bytes of a file come from, and how often they have to begin anew. */
export interface ByteSource {
  /** As messages name it. */
  readonly shown: string
  /** Begins at the first byte; after `START_OVER` it is called again. */
  open(): Promise<Body>
  /** Gives everything up that is still open; no socket or file is left. */
  close(): Promise<void>
}

export interface Body {
  /** Bytes of the whole file, where it lies on this machine. */
  readonly length?: number
  /** The same in the words of a server, which may not be true. */
  readonly announced?: number
  readonly contentType?: string
  /** What the server had done to the bytes, and we have undone: `gzip`. */
  readonly encoding?: string
  /** A chunk is valid until the next one is asked for. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** Bytes that have come for the chunks so far, where they are others than those of the chunks: an encoding was undone. */
  readonly came?: () => number
}

/** Thrown by `chunks` when the file has to be read from its first byte again. */
export const START_OVER: unique symbol = Symbol('start over')
