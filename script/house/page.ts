import { showTable } from '../markdown-table.ts'
import type { Room, Rooms } from './walls.ts'

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ') || '–'

const nameOf = (name: string) => (name.startsWith('(') ? name : `\`${name}/\``)

const laterOf = ({ later = [] }: Room) => (later.length > 0 ? `; later ${code(later)}` : '')

/** The table of the rooms for docs/architecture.md. */
export const showRooms = (rooms: Rooms): string =>
  showTable([
    ['room', 'what happens there', 'may import', 'from outside'],
    ...Object.entries(rooms).map(([name, room]) => [
      nameOf(name),
      room.does,
      `${code(room.rooms)}${laterOf(room)}`,
      code(room.packages),
    ]),
  ])
