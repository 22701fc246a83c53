/*
 * A file name on Linux is bytes, not text. A byte name is a string with one character for each byte, so that names which
 * are not valid UTF-8 stay apart and can be opened.
 */

const ASCII = /^[\0-\x7f]*$/

/** Text as the byte name of its UTF-8 form. */
export const toBytes = (text: string): string =>
  ASCII.test(text) ? text : Buffer.from(text).toString('latin1')

/** The text that a byte name stands for; what is not UTF-8 becomes U+FFFD. */
export const fromBytes = (name: string): string =>
  ASCII.test(name) ? name : Buffer.from(name, 'latin1').toString()

/** A byte name as the file system takes it. */
export const onDisk = (name: string): string | Buffer =>
  ASCII.test(name) ? name : Buffer.from(name, 'latin1')
