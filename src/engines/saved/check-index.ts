import { ExpectedError } from '../../facts/error.ts'
import { plainLine } from '../../words/text.ts'
import { type Descriptor, IMAGE_NAME, parseIndex, REF_NAME } from './index-json.ts'
import { type IndexedImage, listIndexed } from './indexed-images.ts'
import type { Members } from './members.ts'
import { isOther, keepOwn } from './own-platform.ts'
import { refuseForged } from './refusal.ts'
import { isSameName, wholeName } from './same-name.ts'

/** The image that an archive's manifest.json names. */
export interface Named {
  readonly tag: string
  readonly configDigest: string
  /** The digests of its files, from the lowest up. */
  readonly layers: readonly string[]
}

/**
 * Docker from 25 on writes a second table of contents, index.json, and with containerd's store reads that alone. Throws an
 * ExpectedError of kind `image` where it means another image by the tag, or none.
 */
export function checkIndex(members: Members, named: Named): void {
  const index = members.find('index.json')
  if (index === undefined) return
  const shown = plainLine(named.tag, 200)
  const { manifests } = parseIndex(index.json)
  const meant = (manifests ?? []).filter(({ annotations }) =>
    [IMAGE_NAME, REF_NAME].some(
      (key) => annotations?.[key] !== undefined && isSameName(annotations[key], named.tag),
    ),
  )
  const lists = meant.map((descriptor) => keepOwn(listIndexed(members, descriptor)))
  const isMeant = (images: readonly IndexedImage[]) =>
    images.length > 0 && images.every(({ config }) => config === named.configDigest)
  if (lists.length === 0 || !lists.every(isMeant))
    throw refuseForged(`means another image by ${shown} in its index.json than in its manifest.json`)
  if (lists.flat().some(({ layers }) => layers.join() !== named.layers.join()))
    throw refuseForged(`has other layers of ${shown} in its index.json than in its manifest.json`)
  const whole = wholeName(named.tag)
  // What is not called by its whole name Docker does not find again, and asks a registry for it.
  if (!meant.some((descriptor) => nameOf(descriptor) === whole))
    throw refuseForged(`does not call ${shown} by its whole name in its index.json, ${plainLine(whole, 200)}`)
}

/** The names in an archive's index.json of images for this machine that are not this one. */
export function listOthersIndexed(members: Members, configDigest: string): readonly string[] {
  const index = members.find('index.json')
  if (index === undefined) return []
  return (parseIndex(index.json).manifests ?? []).flatMap((descriptor) => {
    const own = keepOwn(listWhole(members, descriptor)).filter(({ platform }) => !isOther(platform))
    const isAnother = own.length > 0 && own.every(({ config }) => config !== configDigest)
    return isAnother ? [nameOf(descriptor) ?? descriptor.digest] : []
  })
}

/** Nothing of one that is not whole, which is no trouble where it is not the one that runs. */
function listWhole(members: Members, descriptor: Descriptor): readonly IndexedImage[] {
  try {
    return listIndexed(members, descriptor)
  } catch (error) {
    if (error instanceof ExpectedError) return []
    throw error
  }
}

/** The name that containerd gives to an image. */
const nameOf = ({ annotations }: Descriptor): string | undefined =>
  annotations?.[IMAGE_NAME] || annotations?.[REF_NAME]
