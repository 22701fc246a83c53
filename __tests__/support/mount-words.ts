const MOUNT = /^type=bind,source=([^",]+),target=([^",]+?)(,readonly)?$/

/** The words by which a mount is asked for here, given in MedPerf's own: `source:target:ro`, or `:rw`. */
export function mountWords(volume: string): readonly string[] {
  const [source, target, mode] = volume.split(':')
  return ['--mount', `type=bind,source=${source},target=${target}${mode === 'ro' ? ',readonly' : ''}`]
}

/** Arguments with their mounts said as MedPerf's client says them, with `--volume` or `--bind`. */
export const withMedperfMounts = (words: readonly string[], flag: '--volume' | '--bind'): readonly string[] =>
  words.map((word, at) => {
    if (word === '--mount') return flag
    const [, source, target, isReadOnly] = (words[at - 1] === '--mount' && MOUNT.exec(word)) || []
    return target === undefined ? word : `${source}:${target}:${isReadOnly === undefined ? 'rw' : 'ro'}`
  })
