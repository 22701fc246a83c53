const named = (word: string) => new RegExp(`^(?:ONBU.LD[ \\t]+)*${word}(?:[ \\t]|$)`, 'i')
const [FROM, VOLUME, RUN] = [named('FROM'), named('VOLUME'), named('RUN')]

/** Whether an instruction makes a volume. */
export const isVolume = (instruction: string): boolean => VOLUME.test(instruction)

/**
 * Whether a stage runs something behind its volumes. Old versions of Podman keep what lies in a volume from these lines, and on their way
 * there follow what has become a link meanwhile out to the machine.
 */
export function runsBehindVolume(instructions: readonly string[]): boolean {
  let isKept = false
  for (const line of instructions) {
    if (FROM.test(line)) isKept = false
    else if (isVolume(line)) isKept = true
    else if (isKept && RUN.test(line)) return true
  }
  return false
}
