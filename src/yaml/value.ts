/** A number whose exact text must survive: `1.0`, or an integer beyond 2^53. Made by `JSON.rawJSON`, kept by `JSON.stringify`. */
export interface RawNumber {
  readonly rawJSON: string
}

/** What a YAML 1.1 document of MedPerf's holds; NaN and the infinities are JavaScript numbers until they become JSON. */
export type Value = null | boolean | number | string | RawNumber | readonly Value[] | Mapping

/** The path of a value: keys of mappings and indexes of lists, from the root. */
export type YamlPath = readonly (string | number)[]

/** Values under their keys. */
export type Mapping = { readonly [key: string]: Value }

interface RawJson {
  rawJSON(text: string): RawNumber
  isRawJSON(value: unknown): value is RawNumber
}

// The types of TypeScript's library lag behind the engine here.
const { rawJSON, isRawJSON } = JSON as unknown as RawJson

/** A number with exactly this JSON text; throws SyntaxError where the text is not a JSON number. */
export const rawNumber = (text: string): RawNumber => rawJSON(text)

/** Whether a value is a number kept as text. */
export const isRawNumber = (value: unknown): value is RawNumber => isRawJSON(value)

/** Whether a value is a mapping, which a list, null and a number kept as text are not. */
export const isMapping = (value: Value): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value)
