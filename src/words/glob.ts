/** Whether a path matches a pattern of `*`, `?` and `**`, as `.dockerignore` and `COPY` have them; takes no longer than both are long. */
export function matchGlob(path: string, pattern: string): boolean {
  const [names, wanted] = [path.split('/'), pattern.split('/')]
  // Which beginnings of the path the patterns so far can stand for.
  let reached: readonly boolean[] = [true, ...names.map(() => false)]
  for (const one of wanted) {
    if (one === '**') {
      const first = reached.indexOf(true)
      reached = reached.map((_, index) => first !== -1 && index >= first)
    } else {
      const before = reached
      reached = before.map(
        (_, index) => index > 0 && before[index - 1] === true && matchName(names[index - 1] ?? '', one),
      )
    }
  }
  return reached.at(-1) === true
}

/** One name against one part of a pattern: where a letter does not fit, the last `*` takes one more. */
function matchName(name: string, pattern: string): boolean {
  let [at, wanted, star, taken] = [0, 0, -1, 0]
  while (at < name.length) {
    const sign = pattern[wanted]
    if (sign === '*') {
      star = wanted
      taken = at
      wanted += 1
    } else if (sign === '?' || sign === name[at]) {
      at += 1
      wanted += 1
    } else if (star !== -1) {
      wanted = star + 1
      taken += 1
      at = taken
    } else return false
  }
  return /^\**$/.test(pattern.slice(wanted))
}
