import { makeSyscallProgram } from '../../stand-ins/syscall-program.ts'

/** What a program gets for an answer: nothing against it, an error, or one that says that there is nothing to do it with. */
type Answer = 'works' | 'EPERM' | 'ENOSYS' | 'no effect'

/** The answers by the error numbers that programs end with. */
export const ANSWERS: Readonly<Record<string, Answer>> = {
  0: 'works',
  1: 'EPERM',
  3: 'no effect',
  38: 'ENOSYS',
}

/** Something that a program tries, as the table of docs/threat-model.md says it, and what becomes of it on each engine. */
export interface KernelTry {
  readonly what: string
  /** The number of a system call on x86-64 and on ARM64, and its arguments; or a command of a shell. */
  readonly tries: { readonly x64: number; readonly arm64: number; readonly args: readonly number[] } | string
  readonly docker: Answer | 'EPERM, or works with older versions'
  readonly podman: Answer
  readonly apptainer: Answer
}

const NEWUSER = 0x10000000
const SIGCHLD = 17
const call = (x64: number, arm64: number, ...args: readonly number[]) => ({ x64, arm64, args })
const everywhere = (answer: Answer) => ({ docker: answer, podman: answer, apptainer: answer })
const NEWER = { ...everywhere('EPERM'), docker: 'EPERM, or works with older versions' } as const

/**
 * What a container finds of the kernel. The numbers are those of Linux; what is tried has no valid addresses, so that nothing
 * happens where it is let through.
 */
export const KERNEL_SURFACE: readonly KernelTry[] = [
  { what: '`unshare -Ur`', tries: 'unshare -Ur true', ...everywhere('EPERM') },
  { what: '`unshare` of a user namespace', tries: call(272, 97, NEWUSER), ...everywhere('EPERM') },
  { what: '`clone` into a user namespace', tries: call(56, 220, NEWUSER + SIGCHLD), ...everywhere('EPERM') },
  { what: '`clone3`', tries: call(435, 435), ...everywhere('ENOSYS') },
  { what: '`setns`', tries: call(308, 268, -1), ...everywhere('EPERM') },
  { what: '`keyctl`', tries: call(250, 219, 0, -3, 0), ...everywhere('EPERM') },
  { what: '`add_key`', tries: call(248, 217), ...everywhere('EPERM') },
  { what: '`request_key`', tries: call(249, 218), ...everywhere('EPERM') },
  { what: '`bpf`', tries: call(321, 280), ...everywhere('EPERM') },
  { what: '`mount`', tries: call(165, 40), ...everywhere('EPERM') },
  { what: '`mount` of a shell', tries: 'mount -t tmpfs none /predictions', ...everywhere('EPERM') },
  { what: '`fsopen`', tries: call(430, 430), ...everywhere('EPERM') },
  { what: '`open_tree`', tries: call(428, 428, -1), ...everywhere('EPERM') },
  { what: '`pivot_root`', tries: call(155, 41), ...everywhere('EPERM') },
  { what: '`perf_event_open`', tries: call(298, 241), ...everywhere('EPERM') },
  { what: '`userfaultfd`', tries: call(323, 282, 1), ...everywhere('EPERM') },
  { what: '`io_uring_setup`', tries: call(425, 425, 1), ...NEWER },
  { what: '`open_by_handle_at`', tries: call(304, 265, -1), ...everywhere('EPERM') },
  { what: '`init_module`', tries: call(175, 105), ...everywhere('EPERM') },
  { what: '`kexec_load`', tries: call(246, 104), ...everywhere('EPERM') },
  { what: 'a socket to the machine around this one (`AF_VSOCK`)', tries: call(41, 198, 40, 1), ...NEWER },
  { what: 'a socket to the kernel’s cryptography (`AF_ALG`)', tries: call(41, 198, 38, 5), ...NEWER },
  {
    what: 'a tracer that lets filtered calls pass (`PTRACE_O_TRACESECCOMP`)',
    tries: call(101, 117, 0x4200, 1, 0, 0x80),
    ...everywhere('no effect'),
    apptainer: 'EPERM',
  },
  { what: 'a socket between programs (`AF_UNIX`)', tries: call(41, 198, 1, 1), ...everywhere('works') },
  { what: 'a process (`clone`)', tries: call(56, 220, SIGCHLD), ...everywhere('works') },
  { what: 'to be traced by one’s parent', tries: call(101, 117, 0), ...everywhere('works') },
]

/** The engines that the table has columns for. */
export type KernelColumn = 'docker' | 'podman' | 'apptainer'

/** The table as docs/threat-model.md has it, a row of cells for each try. */
export const listKernelCells = (): readonly (readonly string[])[] =>
  KERNEL_SURFACE.map(({ what, docker, podman, apptainer }) => [what, docker, podman, apptainer])

/** Lines of a shell that try all, with the programs that they need; each prints `try`, its number, and an error number. */
export function writeTries(arch = process.arch): {
  readonly lines: string
  readonly files: Readonly<Record<string, Uint8Array>>
} {
  const files: Record<string, Uint8Array> = {}
  const lines = KERNEL_SURFACE.map(({ tries }, at) => {
    if (typeof tries === 'string') {
      return `if ${tries} 2>/tmp/said; then echo try ${at} 0; else grep -qiE 'not permitted|permission denied' /tmp/said && echo try ${at} 1; fi`
    }
    files[`try${at}`] = makeSyscallProgram(arch === 'arm64' ? tries.arm64 : tries.x64, tries.args, arch)
    return `/extra/try${at}; echo try ${at} $?`
  })
  return { lines: lines.join('\n'), files }
}
