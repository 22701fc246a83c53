/** User and group of a container, as the kernel counts them. */
export interface ContainerUser {
  readonly uid: number
  readonly gid: number
}

/**
 * Whom containers get in place of root. The kernel's `nobody` owns nothing in an image, has an entry on every machine, which
 * Apptainer looks for, and is whom a network disk takes root for.
 */
export const NOBODY: ContainerUser = { uid: 65_534, gid: 65_534 }

/** Whether this process is root, whose containers would be root too. */
export const isRoot = (): boolean => process.getuid?.() === 0

/** Whom containers run as, and whose files those are that they read and write: ourselves, or `nobody` where we are root. */
export const findContainerUser = (): ContainerUser =>
  isRoot() ? NOBODY : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
