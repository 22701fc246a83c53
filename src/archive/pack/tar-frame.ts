const BLOCK = 512

/** The header of a file in a tar archive: a name of at most 100 ASCII characters, and nothing of whoever made it. */
export function frameFile(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0, 100, 'latin1')
  header.write(`0000644\0${'0000000\0'.repeat(2)}`, 100, 'latin1')
  if (size < 8 ** 11) header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  else {
    header[124] = 0x80
    header.writeUIntBE(size, 130, 6)
  }
  header.write(`${'0'.repeat(11)}\0${' '.repeat(8)}0`, 136, 'latin1')
  header.write('ustar\x0000', 257, 'latin1')
  const sum = header.reduce((all, byte) => all + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return header
}

/** What stands behind the data of a file of so many bytes. */
export const framePadding = (size: number): Buffer => Buffer.alloc(-size & (BLOCK - 1))

/** What ends an archive. */
export const TAR_END: Buffer = Buffer.alloc(2 * BLOCK)
