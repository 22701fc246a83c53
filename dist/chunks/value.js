// src/yaml/value.ts
const { rawJSON, isRawJSON } = JSON;
/** A number with exactly this JSON text; throws SyntaxError where the text is not a JSON number. */
const rawNumber = (text) => rawJSON(text);
/** Whether a value is a number kept as text. */
const isRawNumber = (value) => isRawJSON(value);
/** Whether a value is a mapping, which a list, null and a number kept as text are not. */
const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value) && !isRawNumber(value);

export { isRawNumber as n, rawNumber as r, isMapping as t };