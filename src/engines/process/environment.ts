import { pickVariables } from '../../facts/child-variables.ts'
import { withoutHere } from './program.ts'

/*
 * The one value of this house that is set from outside: an entry has it before anything starts, and every function of every
 * engine, down to the one that asks a driver for its name, would have to hand it on otherwise.
 */
let passed: readonly string[] = []

/** Has programs that are started from now on inherit these variables too, beside those that all of them may have. */
export function passEnvironment(names: readonly string[]): void {
  passed = names
}

/** What a program inherits: what is on the list, and nothing that has it look in the checkout, with these set over it; an `undefined` takes one away. */
export const childEnvironment = (
  over: Readonly<Record<string, string | undefined>> = {},
): NodeJS.ProcessEnv => ({
  ...withoutHere(pickVariables(process.env, passed)),
  ...over,
})
