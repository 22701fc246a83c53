import { imageReferenceFault } from '../../containers/image-reference.ts'
import { parseReference } from '../../registry/reference.ts'

/** Whether two tags are the same one to an engine: Docker Hub's registry and namespace need not be written. */
export function isSameName(one: string, other: string): boolean {
  if (imageReferenceFault(one) !== undefined || imageReferenceFault(other) !== undefined) return one === other
  const [left, right] = [one, other].map(parseReference)
  return (
    left?.host === right?.host && left?.repository === right?.repository && left?.version === right?.version
  )
}

/** A tag as containerd calls it: with its registry, and Docker Hub's namespace. */
export function wholeName(tag: string): string {
  const { host, repository, version, isHub } = parseReference(tag)
  return `${isHub ? 'docker.io' : host}/${repository}:${version}`
}
