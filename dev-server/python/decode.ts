/** Bytes that are no text in their encoding. */
export class DecodeError extends Error {
  override name = 'DecodeError'
}

/** The encodings that are told apart, by their names without marks. */
const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  latin1,
  l1: latin1,
  iso88591: latin1,
  ascii,
  usascii: ascii,
  utf16,
  utf16le: (bytes) => strict(bytes, 'utf-16le'),
  utf16be: (bytes) => strict(bytes, 'utf-16be'),
}

/**
 * Bytes as text, read as Python reads a stream: a character that is cut off at the end is not seen.
 * A charset that is not known counts as UTF-8, as on the real servers. Throws DecodeError.
 */
export function decodeBytes(bytes: Uint8Array, charset = 'utf-8'): string {
  const name = charset.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return Object.hasOwn(DECODERS, name) ? (DECODERS[name]?.(bytes) ?? '') : strict(bytes, 'utf-8')
}

function strict(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true })
  } catch {
    throw new DecodeError(`'${encoding}' codec can't decode the request body`)
  }
}

/** Not the decoder of the web, to which Latin-1 is Windows-1252. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

function ascii(bytes: Uint8Array): string {
  if (bytes.some((byte) => byte > 0x7f)) throw new DecodeError("'ascii' codec can't decode the request body")
  return latin1(bytes)
}

function utf16(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (second === undefined) return ''
  if (first === 0xff && second === 0xfe) return strict(bytes.subarray(2), 'utf-16le')
  if (first === 0xfe && second === 0xff) return strict(bytes.subarray(2), 'utf-16be')
  throw new DecodeError('UTF-16 stream does not start with BOM')
}
