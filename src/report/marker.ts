import { known } from '../facts/known.ts'

/** What makes a comment this run's own: one benchmark of one step of one job of one workflow has one comment. */
export interface MarkerKey {
  /** Path of benchmark.yaml. */
  readonly config: string
  readonly workflow: string
  readonly job: string
  /** What tells this step apart from others of its job, or this job from others of its matrix; absent where nothing does. */
  readonly variant?: string
}

/** Which run wrote a comment; IDs of runs grow, so a later run has the higher one. */
export interface MarkerState {
  readonly sha: string
  readonly run: number
  readonly attempt: number
}

/** The hidden first line of a comment, by which it is found again. */
export const markerLine = ({ config, workflow, job, variant }: MarkerKey): string =>
  `<!-- medperf-benchmark ${encode(known({ config, workflow, job, variant }))} -->`

/** The hidden second line of a comment. */
export const stateLine = ({ sha, run, attempt }: MarkerState): string =>
  `<!-- medperf-run ${encode({ sha, run: String(run), attempt: String(attempt) })} -->`

// Form encoding leaves no `>`, so that nothing can end the HTML comment early.
const encode = (fields: Record<string, string>) =>
  new URLSearchParams(
    Object.entries(fields).map(([key, value]): [string, string] => [key, value.toWellFormed()]),
  ).toString()

/** Which job told of a registration, and whether it had written to the server. */
export interface ToldBy {
  readonly workflow: string
  readonly job: string
  readonly variant?: string
  readonly wrote: 'nothing' | 'something'
}

/** The hidden third line of a comment on a registration. */
export const toldByLine = ({ workflow, job, variant, wrote }: ToldBy): string =>
  `<!-- medperf-told-by ${encode(known({ workflow, job, variant, wrote }))} -->`

/** Whether a comment on a registration was written by this job, with this outcome. */
export const isToldBy = (body: string, by: ToldBy): boolean => linesOf(body)[2] === toldByLine(by)

const STATE = /^<!-- medperf-run (\S+) -->$/

/** Whether a comment begins with this key's line. */
export const hasMarker = (body: string, key: MarkerKey): boolean => linesOf(body)[0] === markerLine(key)

/** Which run wrote a comment; undefined where its second line does not say. */
export function readState(body: string): MarkerState | undefined {
  const fields = new URLSearchParams(STATE.exec(linesOf(body)[1] ?? '')?.[1] ?? '')
  const [run, attempt] = [
    Number(fields.get('run') ?? Number.NaN),
    Number(fields.get('attempt') ?? Number.NaN),
  ]
  if (!Number.isSafeInteger(run) || !Number.isSafeInteger(attempt)) return undefined
  return { sha: fields.get('sha') ?? '', run, attempt }
}

/** Negative when `a` is the older run, positive when `b` is, 0 when they are one attempt of one run. */
export const compareStates = (a: MarkerState, b: MarkerState): number =>
  a.run - b.run || a.attempt - b.attempt

// Whoever edits a comment in a browser gives its lines other ends.
const linesOf = (body: string) => body.slice(0, 10_000).split(/\r?\n/, 3)
