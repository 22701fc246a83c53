/** `--mount` with these fields, which engines read as a line of CSV: any path can be one. */
export const mountOption = (...fields: readonly string[]): readonly string[] => [
  '--mount',
  fields.map(csvField).join(','),
]

const csvField = (field: string) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
