import { findEnvironment, findImports, type Import } from './imports.ts'
import type { Source } from './sources.ts'

/** The room of the files that lie in no folder of `src/`. */
export const entries = '(entries)'

/** What ties one room to another, or to a package; `ties` are the imports that do it. */
export interface Edge {
  readonly from: string
  readonly to: string
  readonly ties: readonly Import[]
}

/** Who imports whom, at one glance. */
export interface Graph {
  readonly names: readonly string[]
  readonly rooms: readonly Edge[]
  readonly packages: readonly Edge[]
}

const folderIn = (path: string): string | undefined => {
  const [top = '', first = '', ...rest] = path.split('/')
  if (top !== 'src') return top
  return rest.length > 0 ? first : undefined
}

/** The room of a file: the first folder below `src/`, or the folder of another program beside it. */
export const roomAt = (path: string): string => folderIn(path) ?? entries

/** Like `roomAt`, but each loose file stands for itself. */
export const nodeAt = (path: string): string => folderIn(path) ?? path.slice('src/'.length)

type Tie = Pick<Edge, 'from' | 'to'> & { readonly tie: Import }

const bundle = (ties: readonly Tie[]): readonly Edge[] =>
  [...Map.groupBy(ties, ({ from, to }) => `${from} ${to}`).values()].flatMap((group) =>
    group.slice(0, 1).map(({ from, to }) => ({ from, to, ties: group.map(({ tie }) => tie) })),
  )

/** The graph of rooms; `at` names the room of a path. */
export function drawGraph(sources: readonly Source[], at: (path: string) => string = roomAt): Graph {
  const imports = sources.flatMap((source) => [...findImports(source), ...findEnvironment(source)])
  const ties = imports.map((tie) => ({ tie, from: at(tie.path), to: tie.package ?? at(tie.file ?? '') }))
  return {
    names: [...new Set(sources.map(({ path }) => at(path)))].sort(),
    rooms: bundle(ties.filter(({ tie, from, to }) => tie.package === undefined && from !== to)),
    packages: bundle(ties.filter(({ tie }) => tie.package !== undefined)),
  }
}
