import { n as isRawNumber, r as rawNumber, t as isMapping } from "./value.js";

// src/yaml/json.ts
/** The strings that stand for numbers JSON cannot hold (docs/medperf.md 6.8). */
const SPECIAL = /* @__PURE__ */ new Map([
	["nan", NaN],
	["Infinity", Number.POSITIVE_INFINITY],
	["-Infinity", Number.NEGATIVE_INFINITY]
]);
/**
* A value as JSON can hold it: NaN and the infinities become the strings of docs/medperf.md 6.8, all else stays as it is.
*/
function toJson(value) {
	return mapLeaves(value, (leaf) => {
		if (typeof leaf !== "number" || Number.isFinite(leaf)) return leaf;
		return Number.isNaN(leaf) ? "nan" : String(leaf);
	});
}
/** The way back from `toJson`: the three strings of docs/medperf.md 6.8 become numbers again. */
function fromJson(value) {
	return mapLeaves(value, (leaf) => typeof leaf === "string" ? SPECIAL.get(leaf) ?? leaf : leaf);
}
/**
* Parses JSON without losing digits: a number that JavaScript would write otherwise is kept as text. Throws SyntaxError,
* and RangeError for what nests some thousand levels deep.
*/
function parseJson(text) {
	const reviver = (_key, value, context) => {
		if (typeof value !== "number" || context?.source === void 0) return value;
		return JSON.stringify(value) === context.source ? value : rawNumber(context.source);
	};
	return JSON.parse(text, reviver);
}
/** JSON without spaces, the keys of every mapping in code unit order: equal values give equal text. */
function writeCanonicalJson(value) {
	if (Array.isArray(value)) return `[${value.map(writeCanonicalJson).join(",")}]`;
	if (!isMapping(value)) return JSON.stringify(toJson(value));
	return `{${Object.entries(value).toSorted(([a], [b]) => a < b ? -1 : 1).map(([key, item]) => `${JSON.stringify(key)}:${writeCanonicalJson(item)}`).join(",")}}`;
}
/** The number that a value stands for, exact text or not; undefined when it is no number. */
function readNumber(value) {
	if (typeof value === "number") return value;
	return isRawNumber(value) ? Number(value.rawJSON) : void 0;
}
/** Whether lists and mappings lie in each other more than `levels` deep; a scalar has no level. */
function nestsDeeper(value, levels) {
	let row = [value];
	for (let depth = 0; row.length > 0; depth++) {
		row = row.flatMap(childrenOf);
		if (row.length > 0 && depth >= levels) return true;
	}
	return false;
}
function childrenOf(value) {
	if (Array.isArray(value)) return value;
	return isMapping(value) ? Object.values(value) : [];
}
function mapLeaves(value, change) {
	if (Array.isArray(value)) return value.map((item) => mapLeaves(item, change));
	if (!isMapping(value)) return change(value);
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapLeaves(item, change)]));
}

// src/medperf/rows.ts
const STATES = ["DEVELOPMENT", "OPERATION"];
const APPROVALS = [
	"PENDING",
	"APPROVED",
	"REJECTED"
];

export { parseJson as a, writeCanonicalJson as c, nestsDeeper as i, STATES as n, readNumber as o, fromJson as r, toJson as s, APPROVALS as t };