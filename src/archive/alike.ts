import type { Extract } from 'tar-stream'
import { badArchive, type Header, showMember } from './member.ts'

/** What a global header may not say: Python takes it for every member that follows, tar-stream for hardly any. */
const OF_ALL = /^(?:path|linkpath|size|GNU\.sparse\..*)$/

/**
 * Throws an ExpectedError of kind `archive` for a member that readers of tar take differently: a hospital would unpack other files
 * than were tested. What stands behind a link is data for tar-stream, and the next members for Python and GNU tar.
 */
export function expectAlike(header: Header, tar: Extract): void {
  const isLink = header.type === 'link' || header.type === 'symlink'
  if (isLink && header.size !== 0) throw unlike(`the link ${showMember(header.name)} has data`)
  if (header.flag === 'X') throw unlike('it has headers of Solaris, which only some read')
  if (header.flag === '\0' && header.type === 'directory' && header.size !== 0)
    throw unlike(`the folder ${showMember(header.name)} has data`)
  const { _paxGlobal: ofAll } = tar as unknown as { readonly _paxGlobal: object | null }
  const said = Object.keys(ofAll ?? {}).find((key) => OF_ALL.test(key))
  if (said !== undefined) throw unlike(`one header says the ${said} of all its members`)
}

const unlike = (why: string) =>
  badArchive(
    `programs do not agree on what the archive holds: ${why}`,
    'Pack it anew, for example with `tar czf demo.tar.gz -C folder .`',
  )
