import { PLATFORM } from '../pull-size.ts'
import type { Descriptor } from './index-json.ts'

type Described = Pick<Descriptor, 'platform' | 'annotations'>

/** An attestation is of the platform `unknown`. */
const OTHERS = {
  os: ['windows', 'darwin', 'freebsd', 'unknown'],
  architecture: [
    ...['386', 'amd64', 'arm', 'arm64', 'loong64', 'mips64le', 'ppc64le', 'riscv64', 's390x', 'unknown'],
  ],
} as const

/** What an engine takes where it finds nothing of the machine's own. */
const KIN: Readonly<Record<string, string>> = { amd64: '386', arm64: 'arm' }

const [, OWN = ''] = PLATFORM.split('/')

/** Whether it names another platform in so many words: engines know more of them (`x86_64`), and those may be ours. */
export function isOther(platform: Descriptor['platform']): boolean {
  const { os = '', architecture = '' } = platform ?? {}
  return (
    OTHERS.os.some((one) => one === os) ||
    OTHERS.architecture.some((one) => one === architecture && one !== OWN)
  )
}

/** Of the images that an index leads to, those that an engine on this machine may choose. */
export function keepOwn<T extends Described>(images: readonly T[]): readonly T[] {
  const isOurs = images.some(isExact) ? () => false : isKin
  return images.filter((image) => !isOther(image.platform) || isOurs(image))
}

/** Whether every engine on this machine takes it before one for a kindred processor. */
function isExact({ platform, annotations }: Described): boolean {
  const { os, architecture, variant = '', ...others } = platform ?? {}
  return (
    os === 'linux' &&
    architecture === OWN &&
    (variant === '' || (OWN === 'arm64' && variant === 'v8')) &&
    Object.keys(others).length === 0 &&
    // One that calls itself an attestation is passed over.
    Object.keys(annotations ?? {}).every((key) => !key.startsWith('vnd.docker.reference.'))
  )
}

const isKin = ({ platform }: Described): boolean =>
  platform?.architecture === KIN[OWN] && !OTHERS.os.some((one) => one === platform?.os)
