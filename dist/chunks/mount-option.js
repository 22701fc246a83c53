// src/engines/mount-option.ts
/** `--mount` with these fields, which engines read as a line of CSV: any path can be one. */
const mountOption = (...fields) => ["--mount", fields.map(csvField).join(",")];
const csvField = (field) => /[",\r\n]/.test(field) ? `"${field.replaceAll("\"", "\"\"")}"` : field;

export { mountOption as t };