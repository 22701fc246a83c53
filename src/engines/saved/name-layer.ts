/** What a layer is called in an archive that we write; `mark` is the archive's own, `order` its place in the one that was read. */
export const nameLayer = (mark: string, order: number): string => `${mark}-layer-${order}`
