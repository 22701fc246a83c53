/*
 * What differs from run to run although the action does the same: times, measured figures, and what is drawn by chance.
 * Ports need no mask, because both builds meet the same.
 */

type Mask = readonly [pattern: RegExp, replacement: string]

const HEX = '[0-9a-f]'

/** Drawn by chance: names of folders, labels, tokens, boundaries. */
const CHANCE: readonly Mask[] = [
  [/(\/medperf-[a-z]+-)[A-Za-z0-9]{6}(?=[/\s"'\\)]|$)/gm, '$1<random>'],
  [/\.[A-Za-z0-9]{6}(?=\.copy\b)/g, '.<random>'],
  [new RegExp(`(medperf-benchmark(?:-report)?[-=]|medperf-)${HEX}{16}\\b`, 'g'), '$1<random>'],
  [new RegExp(`^(::stop-commands::|::)${HEX}{32}((?:::)?)$`, 'gm'), '$1<random>$2'],
  [/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, '<token>'],
  [/(blockid=)[^&\s]+/g, '$1<random>'],
  [/\b[A-Z]{4}-[A-Z]{4}\b/g, '<code>'],
  [/(device_code=)[\w-]+/g, '$1<random>'],
  [/(<Latest>)[^<]+/g, '$1<random>'],
]

/** Times, and what depends on the digits of a time. */
const TIMES: readonly Mask[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>'],
  [/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, '<time>'],
  [/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '<time>'],
  [/(\\?"(?:seconds|cpuSeconds)\\?": ?)[\d.e-]+/g, '$1<measured>'],
  [/\b\d+\.\d s\b/g, '<seconds>'],
  [/(?<=\| |· |\()(?:\d+ h )?(?:\d+ min )?\d+ s\b/g, '<seconds>'],
  // How long a step took is told of a failure from one second on.
  [/ after <seconds>/g, ''],
  [/(Uploaded bytes )\d+/g, '$1<measured>'],
  [/(SHA256 digest of uploaded artifact is )[0-9a-f]+/g, '$1<hash>'],
  [/("size":")\d+(",\n"hash":"sha256:)[0-9a-f]+/g, '$1<measured>$2<hash>'],
]

/** What a container used. */
const USE: readonly Mask[] = [
  [/(\\?"(?:peakMemory|bytesRead|bytesWritten|peakGpuMemory)\\?": ?)\d+/g, '$1<measured>'],
  [/^(\| \w+ \| \S+ \| <seconds> \| )[\d.]+ [KMGT]?i?B/gm, '$1<measured>'],
  // Whether there is a column of cores depends on how long a step took.
  [/^(\| step \| CPU time \|)(?: cores \|)?(.*\n\|:--\|)[-:|]*/gm, '$1$2'],
  [/^(\| \w+ \| )<seconds> \| (?:[^|]* \| )+[^|]*\|/gm, '$1<measured> |'],
]

/** The text without what two runs of one build do not share. */
export const masked = (text: string): string =>
  [...CHANCE, ...TIMES, ...USE].reduce(
    (masking, [pattern, replacement]) => masking.replaceAll(pattern, replacement),
    text,
  )
