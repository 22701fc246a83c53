import type { Edge, Graph } from './graph.ts'

/** What a room is for, and all that it may import; `process.env` stands among the packages. */
export interface Room {
  readonly does: string
  readonly rooms: readonly string[]
  readonly packages: readonly string[]
  /** Rooms to which it has a door that it does not use yet. */
  readonly later?: readonly string[]
}

/** Every room by its name. */
export type Rooms = Readonly<Record<string, Room>>

const tell = ({ from, to, ties }: Edge) =>
  ties.map(({ path, line }) => `${from} may not import ${to}: ${path}:${line}`)

const missing = (allowed: readonly string[], edges: readonly Edge[]) =>
  edges.filter(({ to }) => !allowed.includes(to)).flatMap(tell)

const unused = (name: string, allowed: readonly string[], edges: readonly Edge[]) =>
  allowed
    .filter((to) => !edges.some((edge) => edge.to === to))
    .map((to) => `${name} may import ${to}, and does not`)

function compareRoom(name: string, room: Room, { rooms, packages }: Graph): readonly string[] {
  const own = rooms.filter(({ from }) => from === name)
  const outside = packages.filter(({ from }) => from === name)
  return [
    ...missing(room.rooms, own),
    ...missing(room.packages, outside),
    ...unused(name, room.rooms, own),
    ...unused(name, room.packages, outside),
  ]
}

/** Where the graph and the table differ: an import that no row allows, a row or an entry of one that nothing needs. */
export const compareWalls = (graph: Graph, table: Rooms): readonly string[] => [
  ...graph.names.filter((name) => !table[name]).map((name) => `${name} has no row`),
  ...Object.entries(table).flatMap(([name, room]) =>
    graph.names.includes(name) ? compareRoom(name, room, graph) : [`${name} has a row and no file`],
  ),
]

/** The rooms that may import one of these packages. */
export const allowedIn = (table: Rooms, pattern: RegExp): readonly string[] =>
  Object.entries(table)
    .filter(([, { packages }]) => packages.some((name) => pattern.test(name)))
    .map(([name]) => name)
    .sort()
