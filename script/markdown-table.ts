const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')

/** A Markdown table; the first row is its head. */
export function showTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const rule = head.map(() => '---')
  return [head, rule, ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')
}
