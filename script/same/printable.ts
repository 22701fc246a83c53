/** Whether bytes are text. */
export const isReadable = (bytes: Buffer): boolean => {
  const text = bytes.toString('utf8')
  return !text.includes('\u0000') && Buffer.from(text).equals(bytes)
}

/** A text with JSON that stands on one line broken into several; nothing is taken away. */
export const printable = (bytes: Buffer | string): string =>
  bytes
    .toString()
    .replaceAll('\\n', '\\n\n')
    .replaceAll(/,(?=")/g, ',\n')
