import type { Build } from '../../facts/build.ts'
import type { YamlPath } from '../../yaml/yaml.ts'
import { findTextFault, hasHidden, isShellName } from '../arguments/argument.ts'
import { type Finding, wrongKey, wrongValue } from '../finding.ts'
import { collectReads, type Read, readNothing, readValue, type WholeRead } from '../read.ts'

/** BuildKit reads these itself: one names an image that builds in its place. */
const OF_BUILDKIT = /^BUILDKIT_/i

/** Checks values for the `ARG`s of a Dockerfile: each becomes one argument of a builder, whatever is in it. */
export function readBuildArgs(
  args: readonly (readonly [name: string, value: string])[],
  path: YamlPath,
): WholeRead<Build['args']> {
  return collectReads(args.map(([name, value]) => readArg(name, value, [...path, name])))
}

function readArg(name: string, value: string, path: YamlPath): Read<Build['args'][number]> {
  if (!isShellName(name)) {
    const hint = 'Use letters, digits and `_`, and no digit at the beginning.'
    return readNothing(wrongKey(path, `"${name}" cannot be the name of an ARG`, hint, 'build-arg-name'))
  }
  if (OF_BUILDKIT.test(name)) {
    const why = `${name} is no ARG of a Dockerfile, but tells BuildKit how to build`
    return readNothing(
      wrongKey(path, why, 'Leave it out; a `# syntax=` line of the Dockerfile counts.', 'build-arg-name'),
    )
  }
  const fault = findValueFault(value)
  if (fault === undefined) return readValue([name, value] as const)
  return readNothing(wrongValue(path, `the value of the ARG ${name} ${fault}`, PLAIN, 'build-arg-value'))
}

const PLAIN = 'Write plain text on one line, or put it into a file that the Dockerfile copies.'

function findValueFault(value: string): string | undefined {
  if (hasHidden(value)) return 'has line breaks, control characters, or others that do not show'
  return findTextFault(value) === undefined ? undefined : 'is longer than a program can be given'
}

/** A stage is called by its name, or by its number from 0. */
const TARGET = /^[A-Za-z0-9][\w.-]{0,127}$/

/** Checks the name of a stage. */
export const checkTarget = (target: string, path: YamlPath): readonly Finding[] =>
  TARGET.test(target)
    ? []
    : [
        wrongValue(
          path,
          `"${target}" cannot be the name of a stage`,
          'Write the name behind AS in its FROM line.',
          'build-target',
        ),
      ]

/** Checks the path of a Dockerfile in its context: nothing in it may be hidden from who reads it. */
export const checkDockerfileName = (name: string, path: YamlPath): readonly Finding[] =>
  name.trim() !== '' && !hasHidden(name) && !name.includes('\\')
    ? []
    : [
        wrongValue(
          path,
          'the name of the Dockerfile is empty, or has characters that do not show',
          'Write its path relative to the context, with `/`.',
          'build-dockerfile',
        ),
      ]
