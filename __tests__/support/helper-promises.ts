import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Engine } from '../../src/engines/engine.ts'
import { HELPER_LIMITS } from '../../src/engines/helper.ts'
import { memoryGroups, readText } from '../../src/engines/usage/processes.ts'

const TIMEOUT = 180_000
/** So long a helper may live here: enough for a busy machine to start it. */
export const PATIENCE = 20_000

/** A word of every command line of a hostile helper. */
export const HELPER_MARK = `32${process.pid}`

/** What stands where an image may guess that a helper's program is: it obeys no signal, takes memory, forks and stays. */
export const HOSTILE_PROGRAM = `#!/bin/sh
trap "" TERM INT HUP
(setsid sleep ${HELPER_MARK} </dev/null >/dev/null 2>&1 &)
tail /dev/zero &
i=0; while [ $i -lt 400 ]; do sleep ${HELPER_MARK} & i=$((i + 1)); done 2>/dev/null
while :; do sleep ${HELPER_MARK}; done
`

/** An engine, and how a helper is started in a hostile image of it. */
export interface Helped {
  readonly reason?: string | undefined
  readonly open: () => Promise<Engine>
  /** Makes an image of this engine that has `HOSTILE_PROGRAM` where a helper may meet it, and gives what it is run by. */
  readonly makeImage: (engine: Engine) => Promise<string>
  /** Has a helper meet it, which may live for so many milliseconds. */
  readonly help: (image: string, label: string, patience: number) => Promise<unknown>
  /** What the helper is allowed: the kernel's word for its capabilities. */
  readonly capabilities: RegExp
}

/** What becomes of a hostile program that a helper of ours starts, as tests. */
export function helperPromisesOf({ reason, open, makeImage, help, capabilities }: Helped): void {
  const label = `org.medperf.test=helper-${process.pid}`
  let engine: Engine
  let image: string
  beforeEach((context) => {
    if (reason !== undefined) context.skip(reason)
  })
  beforeAll(async () => {
    if (reason !== undefined) return
    engine = await open()
    image = await makeImage(engine)
  }, TIMEOUT)

  describe('a helper in a hostile image', () => {
    test('is held to limits, and nothing of it lives on when its time is over', {
      timeout: TIMEOUT,
    }, async () => {
      const going = help(image, label, PATIENCE)
      const pid = await vi.waitFor(() => findMarked()[0] ?? Promise.reject(new Error('not there yet')), {
        timeout: PATIENCE,
        interval: 20,
      })
      const held = { ...limitsOf(pid), ...privilegesOf(pid) }
      await going
      expect(held).toEqual({
        memory: HELPER_LIMITS.memory,
        pids: HELPER_LIMITS.pids,
        newPrivileges: '1',
        capabilities: expect.stringMatching(capabilities),
      })
      expect(findMarked()).toEqual([])
      expect(await engine.removeAll(label)).toEqual({ removed: 0 })
    })
  })
}

/** Processes whose command line bears the mark. */
export const findMarked = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => (readText(`/proc/${pid}/cmdline`) ?? '').split('\0').includes(HELPER_MARK))
    .map(Number)

function limitsOf(pid: number) {
  const root = '/sys/fs/cgroup'
  const [memory = ''] = memoryGroups(pid)
  const own = /^\d+:(?:[^:]*,)?pids(?:,[^:]*)?:\/(.*)$/m.exec(readText(`/proc/${pid}/cgroup`) ?? '')?.[1]
  const first = (...paths: readonly string[]) =>
    Number(paths.map((path) => readText(join(root, path))).find((text) => text !== undefined))
  return {
    memory: first(join(memory, 'memory.limit_in_bytes'), join(memory, 'memory.max')),
    pids: first(join('pids', own ?? 'absent', 'pids.max'), join(memory, 'pids.max')),
  }
}

function privilegesOf(pid: number) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const of = (name: string) => new RegExp(`^${name}:\\s*(\\S+)$`, 'm').exec(status)?.[1]
  return { newPrivileges: of('NoNewPrivs'), capabilities: of('CapBnd') }
}
