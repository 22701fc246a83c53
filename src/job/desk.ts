import type { EngineCommand } from '../facts/engine-command.ts'
import type { Annotation } from '../report/annotations.ts'
import type { Workspace } from './workspace.ts'

/** What a run leaves that has to go when it is killed. */
export interface Leftovers {
  readonly folders: Workspace
  /** Absent before there could be any. */
  readonly containers?: ContainersLeft
}

/** Containers and images that a run may leave. */
export interface ContainersLeft {
  /** What runs them. */
  readonly engine: EngineCommand
  /** On every one of them. */
  readonly label: string
  /** Images that can give back files of a foreign user, by what they are run by. */
  readonly images: readonly string[]
  /** What the run calls images that it loads and builds, which must not stay. */
  readonly names: readonly string[]
}

/** A person is asked to sign in. */
export interface SignInPrompt {
  /** One line with address and code. */
  readonly text: string
  readonly title: string
  /** What is to be confirmed; it is no secret, and tells one prompt from another. */
  readonly code: string
  /** The same as Markdown. */
  readonly page: string
}

/** A sign-in that is shown, and must not be shown for longer than it is good for. */
export interface ShownSignIn {
  /** Puts how it ended in the place of address and code. */
  readonly replace: (page: string) => void
  /** Nothing of it is shown anywhere any more. */
  readonly end: () => void
}

/** What a run says and leaves besides its report; each place that a run can be at has a desk of its own. */
export interface Desk {
  /** Hides a secret wherever it would be shown from now on. */
  readonly mask: (secret: string) => void
  /** A line of our own words. */
  readonly line: (text: string) => void
  /** What is going on at this moment; the next word takes its place where that is possible. */
  readonly progress: (text: string) => void
  readonly warn: (text: string) => void
  readonly notice: (text: string, title?: string) => void
  readonly annotate: (annotation: Annotation) => void
  /** Asks before something that cannot be taken back; false where nobody is there to answer. */
  readonly question: (text: string) => Promise<boolean>
  readonly signIn: (prompt: SignInPrompt) => ShownSignIn
  /** A value for whatever comes after this run. */
  readonly output: (name: string, value: string | number) => void
  /** Adds Markdown to the page about the run, or puts it in the place of what was added before. */
  readonly summary: (markdown: string, before?: string) => void
  /** Writes down what is about to be made, before it is made; nothing, once nothing is left. */
  readonly remember: (left: Leftovers | undefined) => void
}
