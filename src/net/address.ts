import { BlockList, isIP, isIPv4 } from 'node:net'

/** What is at an address: `never` is what gives a cloud's logins to whoever asks, or has no way beyond its own cable. */
export type AddressKind = 'public' | 'private' | 'never'

/** Link-local ones, where clouds serve their metadata, and those that they serve elsewhere. */
const NEVER = listOf([
  '169.254.0.0/16',
  'fe80::/10',
  'fd00:ec2::/32', // AWS: metadata, and the logins of a cluster's pods
  'fd20:ce::254/128', // Google
  'fd00:42::42/128', // Scaleway
  '100.100.100.200/32', // Alibaba
  '192.0.0.192/32', // Oracle
  '168.63.129.16/32', // Azure
])

/** The same where they end an IPv6 address: Oracle's `fd00:c1::a9fe:a9fe`, and what a network translates by a prefix of its own. */
const ENDS: ReadonlySet<string> = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
])

/** What is of no use to everybody: private, shared, loopback, documentation, multicast, reserved (IANA's special registries). */
const PRIVATE = listOf([
  ...[
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
  ],
  ...['192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...['::/96', '64:ff9b:1::/48', '100::/64', '2001:2::/48', '2001:db8::/32', '3fff::/20', '5f00::/16'],
  ...['fc00::/7', 'fec0::/10', 'ff00::/8'],
])

/** Where an IPv6 address holds one of IPv4: at which of its eight parts it begins, and whether its bits are turned over. */
const CARRIERS = [
  { block: listOf(['::ffff:0:0/96', '::ffff:0:0:0/96', '::/96', '64:ff9b::/96', '64:ff9b:1::/48']), part: 6 },
  { block: listOf(['2002::/16']), part: 1 },
  { block: listOf(['2001::/32']), part: 6, isTurned: true },
] as const

/** Prefixes that say nothing but what the address of IPv4 says. */
const BARE = listOf(['::ffff:0:0/96', '::ffff:0:0:0/96', '64:ff9b::/96'])

const RANKS = ['public', 'private', 'never'] as const

/** What is at an address of IPv4 or IPv6, those of IPv4 within those of IPv6 too; what is no address is private. */
export function judgeAddress(written: string): AddressKind {
  const address = written.replace(/%.*$/s, '')
  if (isIP(address) === 0) return 'private'
  if (isIPv4(address)) return judgePlain(address)
  const parts = expandParts(address)
  const inside = CARRIERS.filter(({ block }) => block.check(address, 'ipv6')).map(({ part, ...carrier }) =>
    judgePlain(readIpv4(parts, part, 'isTurned' in carrier)),
  )
  // Of an interface: ISATAP, and how a router writes what it translates.
  if ((parts[4] ?? 0) % 0x200 === 0 && parts[5] === 0x5efe) inside.push(judgePlain(readIpv4(parts, 6)))
  if (ENDS.has(readIpv4(parts, 6))) return 'never'
  const outside = BARE.check(address, 'ipv6') ? [] : [judgePlain(address)]
  return worst([...inside, ...outside])
}

const worst = (kinds: readonly AddressKind[]): AddressKind =>
  RANKS[Math.max(...kinds.map((kind) => RANKS.indexOf(kind)))] ?? 'private'

function judgePlain(address: string): AddressKind {
  const family = isIPv4(address) ? 'ipv4' : 'ipv6'
  if (NEVER.check(address, family)) return 'never'
  return PRIVATE.check(address, family) ? 'private' : 'public'
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', bits] = range.split('/')
    list.addSubnet(network, Number(bits), isIPv4(network) ? 'ipv4' : 'ipv6')
  }
  return list
}

/** The eight parts of an IPv6 address as numbers. */
function expandParts(address: string): readonly number[] {
  const [head = '', tail] = address.replace(/\d+\.\d+\.\d+\.\d+$/, toParts).split('::')
  const numbers = (text: string) =>
    text === '' ? [] : text.split(':').map((part) => Number.parseInt(part, 16))
  const [first, last] = [numbers(head), numbers(tail ?? '')]
  return tail === undefined
    ? first
    : [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last]
}

function toParts(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number)
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}

function readIpv4(parts: readonly number[], at: number, isTurned = false): string {
  const mask = isTurned ? 0xffff : 0
  return [parts[at] ?? 0, parts[at + 1] ?? 0]
    .map((part) => part ^ mask)
    .flatMap((part) => [part >> 8, part & 0xff])
    .join('.')
}

/** Names under which clouds and machines answer what is for themselves alone, in a URL's spelling and without a last dot. */
const NAMES: Readonly<Record<string, AddressKind>> = {
  'metadata.google.internal': 'never',
  'metadata.goog': 'never',
  metadata: 'never',
  'instance-data': 'never',
  'instance-data.ec2.internal': 'never',
  'metadata.tencentyun.com': 'never',
  'metadata.platformequinix.com': 'never',
  'metadata.packet.net': 'never',
  localhost: 'private',
  'localhost.localdomain': 'private',
  'ip6-localhost': 'private',
  'gateway.docker.internal': 'private',
  'host.docker.internal': 'private',
  'host.containers.internal': 'private',
}

/** Ends of names that the root of the DNS does not know, or keeps for networks of one's own (RFC 6761, 6762, 8375, ICANN's `.internal`). */
const OWN = /\.(localhost|local|localdomain|internal|home\.arpa|intranet|private|corp|home|lan)$|^[^.:]+$/

/** What is told of a URL's host by itself; undefined for a name that has to be looked up. */
export function judgeHost(url: URL): AddressKind | undefined {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) !== 0) return judgeAddress(host)
  const name = host.toLowerCase().replace(/\.{1,9}$/, '')
  return NAMES[name] ?? (OWN.test(name) ? 'private' : undefined)
}
