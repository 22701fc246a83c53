import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The number of a processor in the header of its programs, and whether it stands there with the last byte first. */
const MACHINES: Readonly<Record<string, readonly [number: number, littleEndian: boolean]>> = {
  '386': [3, true],
  amd64: [62, true],
  arm: [40, true],
  arm64: [183, true],
  loong64: [258, true],
  mips64le: [8, true],
  ppc64le: [21, true],
  riscv64: [243, true],
  s390x: [22, false],
}

/**
 * Whether the kernel hands programs for a processor (`arm64`) to an emulator such as QEMU's; undefined where it does not say, as in
 * most containers.
 */
export function hasEmulator(architecture: string, folder = '/proc/sys/fs/binfmt_misc'): boolean | undefined {
  const machine = MACHINES[architecture]
  const names = list(folder)
  if (machine === undefined || !names.includes('status')) return undefined
  if (!read(folder, 'status').startsWith('enabled')) return false
  return names
    .filter((name) => name !== 'status' && name !== 'register')
    .some((name) => isFor(machine, read(folder, name)))
}

/** Bytes 18 and 19 of a program are its processor's number; a handler that looks at less is for any. */
function isFor([number, littleEndian]: readonly [number, boolean], handler: string): boolean {
  const magic = Buffer.from(/^magic ([0-9a-f]+)$/m.exec(handler)?.[1] ?? '', 'hex')
  const isElf = magic.subarray(0, 4).toString('latin1') === '\x7fELF' && /^offset 0$/m.test(handler)
  if (!handler.startsWith('enabled') || !isElf || magic.length < 20) return false
  return (littleEndian ? magic.readUInt16LE(18) : magic.readUInt16BE(18)) === number
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function read(folder: string, name: string): string {
  try {
    return readFileSync(join(folder, name), 'utf8')
  } catch {
    return ''
  }
}
