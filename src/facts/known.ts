type Unknown<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T]

/** The same type without `undefined`: a key that might have had it is optional instead. */
export type Known<T> = T extends object
  ? Omit<T, Unknown<T>> & { [K in Unknown<T>]?: Exclude<T[K], undefined> }
  : never

/** The object without the keys whose value is undefined, the others in their order: an unknown value is an absent key. */
export function known<const T extends object>(object: T): Known<T> {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Known<T>
}
