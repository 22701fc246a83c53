/** Fields as one line of CSV, as several options of engines are read. */
export const writeCsvLine = (...fields: readonly string[]): string => fields.map(quoteField).join(',')

const quoteField = (field: string) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
