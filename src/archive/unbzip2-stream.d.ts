// unbzip2-stream has no types of its own; these are the parts that decode block by block, without its stream.

declare module 'unbzip2-stream/lib/bit_iterator.js' {
  namespace bitIterator {
    /** Reads so many bits; `null` skips to the next whole byte. */
    interface BitReader {
      (count: number | null): number
      /** Bytes of which at least one bit has been read. */
      readonly bytesRead: number
    }
  }
  function bitIterator(nextBuffer: () => Uint8Array): bitIterator.BitReader
  export = bitIterator
}

declare module 'unbzip2-stream/lib/bzip2.js' {
  import type { BitReader } from 'unbzip2-stream/lib/bit_iterator.js'

  interface Bzip2 {
    /** Reads the head of a stream and returns its level, 1 to 9. */
    header(bits: BitReader): number
    /** Decodes a block; returns the running checksum, or null where the stream has ended. */
    decompress(
      bits: BitReader,
      onByte: (byte: number) => void,
      work: Int32Array,
      size: number,
      checksum: number,
    ): number | null
  }
  const bzip2: Bzip2
  export = bzip2
}
