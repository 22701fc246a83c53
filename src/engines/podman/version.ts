/** Whether a version of Podman came before another one. */
export function isBefore(version: string, major: number, minor: number): boolean {
  const [its = 0, also = 0] = version.split('.', 2).map((part) => Number.parseInt(part, 10))
  return its < major || (its === major && also < minor)
}
