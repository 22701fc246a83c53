import type { Edge } from './graph.ts'

type Arrow = Pick<Edge, 'from' | 'to'>

/** All that can be reached along the arrows. */
function reach(start: string, arrows: readonly Arrow[]): ReadonlySet<string> {
  const reached = new Set<string>()
  const open = [start]
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (const arrow of arrows) {
      if (arrow.from !== from || reached.has(arrow.to)) continue
      reached.add(arrow.to)
      open.push(arrow.to)
    }
  }
  return reached
}

/** The rooms that import each other, directly or around a corner, in groups; none where the graph has no circle. */
export function findCircles(arrows: readonly Arrow[]): readonly (readonly string[])[] {
  const names = [...new Set(arrows.flatMap(({ from, to }) => [from, to]))].sort()
  const reached = new Map(names.map((name) => [name, reach(name, arrows)]))
  const isMutual = (one: string, other: string) =>
    reached.get(one)?.has(other) && reached.get(other)?.has(one)
  return names
    .map((name) => names.filter((other) => isMutual(name, other)))
    .filter((circle, index) => circle[0] === names[index])
}
