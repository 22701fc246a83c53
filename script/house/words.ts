import { Visitor } from 'rolldown/utils'
import { countLines, type Source, type Spot, spotAt } from './sources.ts'

/** How many lines of a file hold a comment. */
export const countCommentLines = ({ text, comments }: Source): number =>
  new Set(
    comments.flatMap(({ start, end }) => {
      const first = countLines(text.slice(0, start))
      return Array.from({ length: countLines(text.slice(start, end)) }, (_, index) => first + index)
    }),
  ).size

/** Every `any`, `enum` and `export default`. */
export function findUnwanted(source: Source): readonly Spot[] {
  const found: Spot[] = []
  const add = (node: { start: number; end: number }) => found.push(spotAt(source, node))
  new Visitor({ TSAnyKeyword: add, TSEnumDeclaration: add, ExportDefaultDeclaration: add }).visit(
    source.program,
  )
  return found
}
