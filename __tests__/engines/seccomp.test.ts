import { expect, test } from 'vitest'
import { makeFilter } from '../../src/engines/podman/walls.ts'
import { APPTAINER_PROFILE, narrowProfile, OPEN_PROFILE, parseProfile } from '../../src/engines/seccomp.ts'

interface Rule {
  readonly names?: readonly string[] | undefined
  readonly action: string
  readonly errnoRet?: number
  readonly args?: readonly unknown[]
}
type Profile = Parameters<typeof narrowProfile>[0]

const rulesOf = (profile: Profile, name: string): readonly Rule[] =>
  (profile.syscalls as readonly Rule[]).filter(({ names }) => names?.includes(name))

/** As Podman's own: what is not named is not there. */
const CLOSED: Profile = {
  defaultAction: 'SCMP_ACT_ERRNO',
  defaultErrnoRet: 38,
  archMap: [{ architecture: 'SCMP_ARCH_X86_64', subArchitectures: ['SCMP_ARCH_X86'] }],
  syscalls: [
    { names: ['read', 'unshare', 'keyctl', 'clone', 'clone3', 'mount'], action: 'SCMP_ACT_ALLOW' },
    { names: ['socket'], action: 'SCMP_ACT_ALLOW', args: [] },
    { name: 'bpf', action: 'SCMP_ACT_ALLOW', includes: { caps: ['CAP_BPF'] } },
    { names: ['vmsplice'], action: 'SCMP_ACT_ERRNO', errnoRet: 1 },
  ],
}

test.each(['unshare', 'keyctl', 'mount', 'bpf', 'setns', 'socketcall'])(
  '%s is refused, and no rule allows it',
  (name) => {
    for (const profile of [narrowProfile(CLOSED), OPEN_PROFILE, APPTAINER_PROFILE])
      expect(rulesOf(profile, name)).toEqual([
        expect.objectContaining({ action: 'SCMP_ACT_ERRNO', errnoRet: 1 }),
      ])
  },
)

test('what an engine allows or refuses otherwise stays as it is', () => {
  const { syscalls, ...rest } = narrowProfile(CLOSED)
  expect(rest).toEqual({
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: 38,
    archMap: CLOSED['archMap'],
  })
  expect(syscalls[0]).toEqual({ names: ['read'], action: 'SCMP_ACT_ALLOW' })
  expect(syscalls).toContainEqual({ names: ['vmsplice'], action: 'SCMP_ACT_ERRNO', errnoRet: 1 })
  expect(syscalls.every(({ names = [] }) => names.length > 0)).toBe(true)
})

test('processes and sockets are allowed, but for namespaces and two families', () => {
  const closed = narrowProfile(CLOSED)
  expect(rulesOf(closed, 'clone').filter(({ action }) => action === 'SCMP_ACT_ALLOW')).toHaveLength(2)
  expect(rulesOf(closed, 'socket').filter(({ action }) => action === 'SCMP_ACT_ALLOW')).toHaveLength(3)
  for (const profile of [closed, OPEN_PROFILE, APPTAINER_PROFILE]) {
    for (const name of ['clone', 'socket'])
      expect(rulesOf(profile, name).every(({ args = [] }) => args.length === 1)).toBe(true)
  }
  expect(rulesOf(OPEN_PROFILE, 'clone').every(({ action }) => action === 'SCMP_ACT_ERRNO')).toBe(true)
})

test('clone3 is not there, so that C libraries take clone', () => {
  expect(rulesOf(narrowProfile(CLOSED), 'clone3')).toEqual([
    { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: 38 },
  ])
  // Apptainer has one error number; what nobody traces gets the other.
  expect(rulesOf(APPTAINER_PROFILE, 'clone3')).toEqual([{ names: ['clone3'], action: 'SCMP_ACT_TRACE' }])
  expect(rulesOf(APPTAINER_PROFILE, 'ptrace').every(({ args = [] }) => args.length === 2)).toBe(true)
  expect(rulesOf(APPTAINER_PROFILE, 'ptrace')).toHaveLength(2)
})

test.each([null, 5, [], {}, { defaultAction: 'SCMP_ACT_ALLOW' }, { syscalls: [] }])(
  '%j is no filter',
  (value) => {
    expect(parseProfile(value)).toBeUndefined()
  },
)

test.each(['', 'unconfined', '/nowhere.json', import.meta.filename])(
  'where Podman’s own filter is %j, there is one all the same',
  (path) => {
    expect(makeFilter(path)).toEqual(OPEN_PROFILE)
  },
)
