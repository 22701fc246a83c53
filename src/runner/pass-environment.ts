import { isNeverPassed } from '../facts/child-variables.ts'
import { plainLine } from '../words/text.ts'

/** The names of the input `pass-environment`, or why it cannot be used. */
export type PassedNames = { readonly names: readonly string[] } | { readonly wrong: string }

const NAME = /^[A-Za-z_][A-Za-z0-9_]*\*?$/

/** Reads names of variables, separated by commas or white space; one may end in `*`, for all that begin so. */
export function parsePassEnvironment(text: string): PassedNames {
  const names = text.split(/[\s,]+/).filter((name) => name !== '')
  const odd = names.find((name) => !NAME.test(name))
  if (odd !== undefined)
    return {
      wrong: `a list of names of variables, such as \`AWS_PROFILE, AWS_*\`; \`${plainLine(odd, 50)}\` is none`,
    }
  const own = names.find(isNeverPassed)
  if (own === undefined) return { names }
  return {
    wrong: `without \`${own.slice(0, 50)}\`: what is the action's or the runner's own (\`INPUT_*\`, \`STATE_*\`, \`ACTIONS_*\`, \`GITHUB_*\`, \`GH_TOKEN\`) is given to no other program, and \`APPTAINERENV_*\` would reach containers; \`environment\` of a container configuration sets what a container needs`,
  }
}
