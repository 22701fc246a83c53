interface Named {
  readonly name: string
}

/** The version that a name has in the family of `base`: `base` itself is 1, `base-v3` is 3; undefined outside of it. */
export function readVersion(base: string, name: string): number | undefined {
  if (name === base) return 1
  const match = name.startsWith(`${base}-v`) ? /^[1-9]\d{0,8}$/.exec(name.slice(base.length + 2)) : null
  const version = match === null ? undefined : Number(match[0])
  return version === undefined || version < 2 ? undefined : version
}

/** The rows of a family, the newest version first. */
export const findFamily = <T extends Named>(base: string, rows: readonly T[]): readonly T[] =>
  rows
    .filter(({ name }) => readVersion(base, name) !== undefined)
    .toSorted((a, b) => (readVersion(base, b.name) ?? 0) - (readVersion(base, a.name) ?? 0))

/** The name of the version after all that exist; numbers whose names somebody else took are left out. */
export function nextName(base: string, family: readonly Named[], isTaken: (name: string) => boolean): string {
  const newest = Math.max(1, ...family.map(({ name }) => readVersion(base, name) ?? 1))
  for (let version = newest + 1; ; version += 1) {
    const name = `${base}-v${version}`
    if (!isTaken(name)) return name
  }
}
