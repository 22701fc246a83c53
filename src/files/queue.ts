/** Things between somebody who brings them as they come and whoever takes them one by one. */
export interface Queue<T> {
  /** How many wait to be taken. */
  readonly size: number
  /** Whether more may come: it has neither ended nor failed. */
  readonly isOpen: boolean
  push(item: T): void
  /** Nothing more will come. */
  end(): void
  /** Nothing more will come, because of this. */
  fail(error: unknown): void
  /** The next one, which is waited for; undefined at the end. Rejects with the error of `fail` when nothing is left. */
  take(): Promise<T | undefined>
  /** All that wait, at once. */
  clear(): readonly T[]
}

/** A queue without a bound of its own: whoever brings things looks at `size`, or waits until something comes back. */
export function createQueue<T extends object>(): Queue<T> {
  const items: T[] = []
  let end: { readonly error?: unknown } | undefined
  let change: PromiseWithResolvers<void> | undefined
  const wake = () => {
    change?.resolve()
    change = undefined
  }
  return {
    get size() {
      return items.length
    },
    get isOpen() {
      return end === undefined
    },
    push(item) {
      items.push(item)
      wake()
    },
    end() {
      end ??= {}
      wake()
    },
    fail(error) {
      end = { error }
      wake()
    },
    async take() {
      for (;;) {
        const item = items.shift()
        if (item !== undefined) return item
        if (end !== undefined && 'error' in end) throw end.error
        if (end !== undefined) return undefined
        change ??= Promise.withResolvers()
        await change.promise
      }
    },
    clear: () => items.splice(0),
  }
}
