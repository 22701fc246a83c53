/** Where the only segment of a program is loaded. */
const BASE = 0x400000n
const HEADERS = 64 + 56

/**
 * A program, as the bytes of an ELF file, that makes one system call and ends with its error number, or with 0. For x86-64 and
 * ARM64 alone; nothing needs to be compiled.
 */
export function makeSyscallProgram(number: number, args: readonly number[], arch = process.arch): Buffer {
  const code = arch === 'arm64' ? arm64(number, args) : x64(number, args)
  const header = Buffer.alloc(HEADERS)
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  header.writeUInt16LE(2, 16)
  header.writeUInt16LE(arch === 'arm64' ? 0xb7 : 0x3e, 18)
  header.writeUInt32LE(1, 20)
  header.writeBigUInt64LE(BASE + BigInt(HEADERS), 24)
  header.writeBigUInt64LE(64n, 32)
  header.writeUInt16LE(64, 52)
  header.writeUInt16LE(56, 54)
  header.writeUInt16LE(1, 56)
  // One segment, to be read and executed: the whole file.
  header.writeUInt32LE(1, 64)
  header.writeUInt32LE(5, 68)
  const size = BigInt(HEADERS + code.length)
  for (const [at, value] of [
    [80, BASE],
    [88, BASE],
    [96, size],
    [104, size],
    [112, 0x1000n],
  ] as const)
    header.writeBigUInt64LE(value, at)
  return Buffer.concat([header, code])
}

const bytes = (value: number) => {
  const buffer = Buffer.alloc(8)
  buffer.writeBigInt64LE(BigInt(value))
  return [...buffer]
}

function x64(number: number, args: readonly number[]): Buffer {
  // mov r64, imm64 into rdi, rsi, rdx, r10, r8, r9.
  const loads = [
    [0x48, 0xbf],
    [0x48, 0xbe],
    [0x48, 0xba],
    [0x49, 0xba],
    [0x49, 0xb8],
    [0x49, 0xb9],
  ]
  return Buffer.from([
    ...loads.flatMap((load, at) => [...load, ...bytes(args[at] ?? 0)]),
    ...[0x48, 0xb8, ...bytes(number), 0x0f, 0x05], // mov rax, number; syscall
    ...[0x31, 0xff, 0x48, 0xf7, 0xd8], // xor edi, edi; neg rax
    ...[0x0f, 0x49, 0xf8], // cmovns edi, eax: what was negative is positive now
    ...[0xb8, 60, 0, 0, 0, 0x0f, 0x05], // mov eax, 60; syscall
  ])
}

function arm64(number: number, args: readonly number[]): Buffer {
  const words: number[] = []
  const load = (register: number, value: number) => {
    const wide = BigInt.asUintN(64, BigInt(value))
    for (let part = 0; part < 4; part++) {
      const half = Number((wide >> BigInt(16 * part)) & 0xffffn)
      words.push((part === 0 ? 0xd2800000 : 0xf2800000) + part * 0x200000 + half * 32 + register)
    }
  }
  for (let at = 0; at < 6; at++) load(at, args[at] ?? 0)
  load(8, number)
  words.push(0xd4000001) // svc #0
  words.push(0xcb0003e0) // neg x0, x0
  words.push(0xf100001f) // cmp x0, #0
  words.push(0x9a9fa000) // csel x0, x0, xzr, ge
  load(8, 93)
  words.push(0xd4000001)
  const buffer = Buffer.alloc(words.length * 4)
  for (const [at, word] of words.entries()) buffer.writeUInt32LE(word >>> 0, at * 4)
  return buffer
}
