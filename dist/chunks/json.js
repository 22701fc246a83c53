import { n as isRawNumber, r as rawNumber, t as isMapping } from "./value.js";

// src/yaml/json-scan.ts
const [QUOTE$1, BACKSLASH, COLON$1] = [
	34,
	92,
	58
];
const [NEWLINE$1, RETURN$1, SPACE$1, TAB$1] = [
	10,
	13,
	32,
	9
];
/** Where the quote stands that ends a string of JSON which begins at `from`; the end of the text where there is none. */
function endOfString(text, from) {
	for (let at = from + 1; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === BACKSLASH) at += 1;
		else if (code === QUOTE$1) return at;
	}
	return text.length;
}
/** Whether a string that ends at `end` is a key. */
function isKey(text, end) {
	let at = end + 1;
	while (at < text.length && isBlank$1(text.charCodeAt(at))) at += 1;
	return text.charCodeAt(at) === COLON$1;
}
const isBlank$1 = (code) => code === SPACE$1 || code === TAB$1 || code === NEWLINE$1 || code === RETURN$1;

// src/yaml/bound.ts
/** The most values, keys among them, in a file that people write: benchmark.yaml, configurations, parameters, paths.yaml. */
const MOST_SETTINGS = 1e5;
/**
* The most values in a file or an answer that programs write: outputs, reports, locks, what servers say. Measured, a million
* take 0.4 to 0.8 GB while they are read.
*/
const MOST_VALUES = 1e6;
/** Lists and mappings of JSON that lie in each other; what is deeper overflows the stack of whoever walks through it. */
const DEEPEST_JSON = 1e3;
/** The most values in a report.json, where each metric has a row of a dozen beside the results. */
const MOST_REPORTED = 3e6;
/**
* UTF-16 units of a key: PyYAML takes 1,024 where no `?` marks it. V8 tells strings of more than 16,383 units apart by comparing
* each with each.
*/
const LONGEST_KEY = 1e4;
/** JSON that holds more than anybody wants, known before it is read. */
var TooMuchJson = class extends SyntaxError {
	constructor(message) {
		super(message);
		this.name = "TooMuchJson";
	}
};
/** Throws TooMuchJson for a text of more than `most` values, keys among them, or too deep a one; it makes no value itself. */
function expectBoundedJson(text, most) {
	let values = 0;
	let depth = 0;
	let inWord = false;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		const wasInWord = inWord;
		inWord = isWord(code);
		if (code === BRACKET || code === BRACE) {
			depth += 1;
			if (depth > DEEPEST_JSON) throw new TooMuchJson(`it nests more than ${DEEPEST_JSON.toLocaleString("en")} levels deep`);
		} else if (code === BRACKET_END || code === BRACE_END) depth -= 1;
		else if (code === QUOTE) {
			const end = endOfString(text, at);
			if (end - at - 1 > 1e4 && isKey(text, end)) throw new TooMuchJson(`it ${tooLongKey}`);
			at = end;
		} else if (!inWord || wasInWord) continue;
		values += code === BRACKET_END || code === BRACE_END ? 0 : 1;
		if (values > most) throw new TooMuchJson(`it ${tooMany(most)}`);
	}
}
/** A part of a number, or of `true`, `false` and `null`. */
const isWord = (code) => code >= 48 && code <= 57 || code >= 97 && code <= 122 || code === DASH || code === PLUS || code === DOT || code === LARGE_E;
const [QUOTE, COMMA, COLON, BRACKET, BRACE, BRACKET_END, BRACE_END] = [
	34,
	44,
	58,
	91,
	123,
	93,
	125
];
const [APOSTROPHE, DASH, QUESTION, PERCENT] = [
	39,
	45,
	63,
	37
];
const [PLUS, DOT, LARGE_E] = [
	43,
	46,
	69
];
const [NEWLINE, RETURN, SPACE, TAB, ORDER_MARK] = [
	10,
	13,
	32,
	9,
	65279
];
/** What is wrong with a file that holds a key longer than `LONGEST_KEY`, as the end of a sentence. */
const tooLongKey = `holds a key of more than ${LONGEST_KEY.toLocaleString("en")} characters`;
/** What is wrong with a file of more than `most` values, as the end of a sentence. */
const tooMany = (most) => `holds more than ${most.toLocaleString("en")} values`;
/**
* Where a YAML text has passed `most` marks or twice as many lines; where it has not, it holds twice as many values at most.
* The grammar gives each value a mark of its own, but for the key beside it or the list around it, so nothing is parsed to
* know this. Those in text count as well: a text of that many commas is refused for nothing.
*/
function findPassedBound(text, most) {
	let marks = 0;
	let lines = 0;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === NEWLINE || code === RETURN) {
			lines += 1;
			if (lines > 2 * most) return at;
		} else if (isMark(text, code, at)) {
			marks += 1;
			if (marks > most) return at;
		}
	}
}
function isMark(text, code, at) {
	switch (code) {
		case COMMA:
		case BRACKET:
		case BRACE: return true;
		case DASH:
		case QUESTION: return isGap(text.charCodeAt(at + 1));
		case COLON: return isGap(text.charCodeAt(at + 1)) || isEnd(text.charCodeAt(at - 1));
		case PERCENT: return at === 0 || isBreak(text.charCodeAt(at - 1)) || text.charCodeAt(at - 1) === ORDER_MARK;
		default: return false;
	}
}
const isBlank = (code) => code === SPACE || code === TAB || isBreak(code);
const isBreak = (code) => code === NEWLINE || code === RETURN;
/** White space, the end of the text, or what separates values between brackets. */
const isGap = (code) => Number.isNaN(code) || isBlank(code) || code === COMMA || code === BRACKET || code === BRACE || code === BRACKET_END || code === BRACE_END;
/** What a key may end with that lets its colon stand right behind it. */
const isEnd = (code) => code === QUOTE || code === APOSTROPHE || code === BRACKET_END || code === BRACE_END;

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
/** Python reads and writes no longer integers, and no float has as many digits. */
const LONGEST_NUMBER = 4300;
/** Parses JSON of at most so many values, keys among them. Throws SyntaxError, which TooMuchJson is. */
function parsePlainJson(text, most = MOST_VALUES) {
	expectBoundedJson(text, most);
	return JSON.parse(text);
}
/**
* Parses JSON without losing digits: a number that JavaScript would write otherwise is kept as text. Throws SyntaxError, also
* for more than `most` values.
*/
function parseJson(text, most = MOST_VALUES) {
	expectBoundedJson(text, most);
	const reviver = (_key, value, context) => {
		if (typeof value !== "number" || context?.source === void 0) return value;
		if (context.source.length > LONGEST_NUMBER) throw new TooMuchJson("it holds a number of too many digits");
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
/** Whether a value of JSON holds more than `most` others, keys among them. */
function holdsMore(value, most) {
	let count = 0;
	const rest = [value];
	for (let next = rest.pop(); next !== void 0; next = rest.pop()) {
		if (typeof next !== "object" || next === null) continue;
		const children = Array.isArray(next) ? next : Object.values(next);
		count += Array.isArray(next) ? children.length : 2 * children.length;
		if (count > most) return true;
		for (const child of children) rest.push(child);
	}
	return false;
}
/** UTF-16 units of the paths to all values of a document together; they are names of metrics, which are kept and looked up. */
const MOST_PATHS = 64 * 1024 ** 2;
/** Whether the keys on the way to each value, joined, are longer than that together: one long key may lie above a million values. */
function hasEndlessPaths(value, most = MOST_PATHS) {
	let total = 0;
	const rest = [{
		value,
		length: 0
	}];
	for (let next = rest.pop(); next !== void 0; next = rest.pop()) {
		total += next.length;
		if (total > most) return true;
		for (const [key, child] of entriesOf(next.value)) rest.push({
			value: child,
			length: next.length + key.length + 1
		});
	}
	return false;
}
const entriesOf = (value) => Array.isArray(value) ? value.map((item, index) => [String(index), item]) : isMapping(value) ? Object.entries(value) : [];
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

export { tooLongKey as _, nestsDeeper as a, isKey as b, readNumber as c, LONGEST_KEY as d, MOST_REPORTED as f, findPassedBound as g, TooMuchJson as h, holdsMore as i, toJson as l, MOST_VALUES as m, fromJson as n, parseJson as o, MOST_SETTINGS as p, hasEndlessPaths as r, parsePlainJson as s, MOST_PATHS as t, writeCanonicalJson as u, tooMany as v, endOfString as y };