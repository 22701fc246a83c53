import { lstatSync, readlinkSync, realpathSync, type Stats } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { mountPathFault } from '../../../containers/arguments/argument.ts'
import { childEnvironment } from '../../process/environment.ts'
import { runProcess } from '../../process/process.ts'
import { findProgram } from '../../process/program.ts'
import { readText } from '../../usage/processes.ts'

/** What Apptainer needs of this machine to convert an image: programs, libraries, settings, logins, by their paths. */
export interface HostPlaces {
  /** Apptainer's own program. */
  readonly program: string
  /** Where it looks for others. */
  readonly path: string
  readonly folders: readonly string[]
  /** Folders that are links here, and where they lead. */
  readonly links: readonly (readonly [path: string, target: string])[]
  readonly files: readonly string[]
}

const SYSTEM = [
  ...['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/etc', '/nix/store', '/gnu/store'],
  '/var/lib/ca-certificates',
]

/** Where users keep logins of registries, and variables that name other places of them, or of certificates. */
const LOGINS = ['.apptainer', '.singularity', '.docker']
const NAMED = [
  ...['APPTAINER_CONFIGDIR', 'SINGULARITY_CONFIGDIR', 'DOCKER_CONFIG', 'REGISTRY_AUTH_FILE'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR'],
]

/** Looks for what a conversion needs of this machine; a place that is not there is left out. */
export async function findHostPlaces(command: string): Promise<HostPlaces> {
  const { program, installed } = await findInstalled(command)
  const environment = childEnvironment()
  const wanted = [
    ...SYSTEM,
    ...installed,
    ...LOGINS.map((name) => join(homedir(), name)),
    ...NAMED.flatMap((name) => environment[name] ?? []),
    // It may be a link to a folder that is not among these.
    ...real('/etc/resolv.conf'),
  ]
  const found = [...new Set(wanted)].filter(isPlain).flatMap((path) => {
    const stats = look(path)
    return stats === undefined ? [] : [{ path, stats }]
  })
  const links = found.filter(({ path, stats }) => stats.isSymbolicLink() && SYSTEM.includes(path))
  const places = found
    .filter((one) => !links.includes(one))
    .flatMap(({ path }) => real(path).map((source) => ({ path, isFolder: look(source)?.isDirectory() })))
  const isCovered = (path: string) =>
    places.some((other) => other.isFolder && path.startsWith(`${other.path}/`))
  const needed = places.filter(({ path }) => !isCovered(path))
  const folders = needed.filter(({ isFolder }) => isFolder).map(({ path }) => path)
  return {
    program,
    path: [dirname(program), ...(environment['PATH'] ?? '').split(':')].filter(Boolean).join(':'),
    // What is mounted below a folder stays as writable as it is, unless it is mounted anew.
    folders: [...folders, ...mountsBelow(folders)],
    links: links.map(({ path }) => [path, readlinkSync(path)] as const),
    files: needed.filter(({ isFolder }) => !isFolder).map(({ path }) => path),
  }
}

/** Where Apptainer says that it is installed; else where its command is. */
async function findInstalled(command: string) {
  const { code, stdout } = await runProcess(command, ['buildcfg'], { timeout: 20_000 })
  const say = (name: string) =>
    (code === 0 ? new RegExp(`^${name}=(/.*)$`, 'm').exec(stdout)?.[1] : undefined) ?? undefined
  const binaries = say('BINDIR') ?? dirname(real(findProgram(command) ?? command)[0] ?? '/usr/bin/.')
  const others = [say('LIBEXECDIR'), say('SYSCONFDIR')].filter((path) => path !== undefined)
  return {
    program: join(binaries, basename(command)),
    installed: [dirname(binaries), ...others].filter((path) => path !== '/'),
  }
}

function mountsBelow(folders: readonly string[]): readonly string[] {
  const mounts = (readText('/proc/self/mountinfo') ?? '').split('\n').flatMap((line) => {
    const written = line.split(' ', 5)[4]
    return written === undefined ? [] : [written.replace(/\\(\d{3})/g, (_, octal) => octalByte(octal))]
  })
  return [...new Set(mounts)]
    .filter(isPlain)
    .filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)))
}

/** A home with a colon in its name would end every conversion. */
const isPlain = (path: string) => mountPathFault(path) === undefined

const octalByte = (octal: string) => String.fromCharCode(Number.parseInt(octal, 8))

const look = (path: string): Stats | undefined => {
  try {
    return lstatSync(path)
  } catch {
    return undefined
  }
}

const real = (path: string): readonly string[] => {
  try {
    return [realpathSync(path)]
  } catch {
    return []
  }
}
