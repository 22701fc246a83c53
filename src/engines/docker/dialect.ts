import type { Gpus } from '../../facts/gpu.ts'
import type { Walls } from '../walls.ts'
import type { History } from './history.ts'

/** How a client with Docker's commands differs from its fellows; everything else is the same for all of them. */
export interface Dialect {
  readonly gpuArguments: (gpus: Gpus) => readonly string[]
  /** Whether the container gets a first process that reaps and passes on signals. */
  readonly hasInit: boolean
  /** An entrypoint, which is one word, as an argument that means just that. */
  readonly writeEntrypoint: (word: string) => string
  /** What keeps a container of this image to what it is given; a file that says so may lie in a folder of the run. */
  readonly walls: (image: string, folder: string) => Promise<Walls>
  /** Arguments of `run` that stand beside `-u`. */
  readonly userArguments: readonly string[]
  /** Where below `/sys/fs/cgroup` the kernel may keep the figures of the container with this ID. */
  readonly groups: (id: string) => readonly string[]
  /** What the engine remembers of a container; see `history.ts`. */
  readonly readHistory: (
    command: string,
    name: string,
    since: number,
  ) => Promise<History | 'no engine' | undefined>
  /** The program's exit code, and why the container's init could not start it, if that is what happened. */
  readonly readInit: (
    exitCode: number,
    stderr: string,
  ) => { readonly exitCode: number; readonly error: string }
}
