import { n as isRawNumber, t as isMapping } from "./value.js";
import { a as contentRules } from "./rules.js";
import { createHash } from "node:crypto";

// src/yaml/equal.ts
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
/** A decimal number's value, independent of how it is written: `1`, `1.0` and `10e-1` give the same text. */
function decimal(text) {
	const [, sign = "", whole = "", fraction = "", exponent = "0"] = NUMBER.exec(text) ?? [];
	const digits = (whole + fraction).replace(/^0+/, "");
	let end = digits.length;
	while (digits[end - 1] === "0") end -= 1;
	const kept = digits.slice(0, end);
	if (kept === "") return "0";
	return `${sign}${kept}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - kept.length)}`;
}
function numberText(value) {
	if (Number.isNaN(value)) return "\"nan\"";
	if (!Number.isFinite(value)) return value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
	return decimal(String(value));
}
/**
* A text that two values share exactly when MedPerf's database holds them as equal: keys sorted, numbers by value and not by
* spelling, NaN and the infinities as the words they are registered as (docs/medperf.md 4.3, 6.8, 17.2).
*/
function semanticText(value) {
	if (typeof value === "number") return numberText(value);
	if (isRawNumber(value)) return decimal(value.rawJSON);
	if (isMapping(value)) return `{${Object.keys(value).toSorted().map((key) => `${JSON.stringify(key)}:${semanticText(value[key] ?? null)}`).join(",")}}`;
	if (Array.isArray(value)) return `[${value.map(semanticText).join(",")}]`;
	return JSON.stringify(value);
}
/** Whether two JSON values mean the same to MedPerf. */
const isSameJson = (a, b) => semanticText(a) === semanticText(b);
/** SHA-256 of a value's meaning, in hex. */
const semanticHash = (value) => createHash("sha256").update(semanticText(value)).digest("hex");
/** Where two values differ, leaf by leaf; paths are joined with `.` below `path`. */
function findDifferences(from, to, path = "") {
	if (isSameJson(from, to)) return [];
	const a = childrenOf(from);
	const b = childrenOf(to);
	if (a === void 0 || b === void 0 || Array.isArray(from) !== Array.isArray(to)) return [{
		path,
		from,
		to
	}];
	return [.../* @__PURE__ */ new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => childDifferences(path === "" ? key : `${path}.${key}`, a[key], b[key]));
}
function childDifferences(path, from, to) {
	if (from === void 0) return to === void 0 ? [] : [{
		path,
		to
	}];
	return to === void 0 ? [{
		path,
		from
	}] : findDifferences(from, to, path);
}
/** The entries of a non-empty mapping or list by key; undefined for what has none, so that it is shown whole. */
function childrenOf(value) {
	if (isMapping(value)) return Object.keys(value).length === 0 ? void 0 : { ...value };
	return Array.isArray(value) && value.length > 0 ? Object.fromEntries(value.entries()) : void 0;
}

// src/medperf/content.ts
/** Whether two contents are the same to the server: equal in all that must be unique, addresses aside. */
const sameContent = (rules, a, b) => a.kind === b.kind && contentRules(rules, a.kind).unique.every((name) => semanticText(a.fields[name] ?? null) === semanticText(b.fields[name] ?? null));
/**
* A fingerprint that no two containers of a server can share; undefined where the server would take a second one, which is
* without parameters in the container and model eras (docs/medperf.md 4.3), or where a field is not known yet.
*/
function uniqueKey(rules, fields) {
	const { unique } = contentRules(rules, "container");
	if (unique.some((name) => fields[name] === void 0 || fields[name] === null)) return void 0;
	return semanticHash(Object.fromEntries(unique.map((name) => [name, fields[name] ?? null])));
}
/** What a row is of: a container is its own content, a model has it one level down; undefined for a model of nothing. */
function unwrapContent(row) {
	if ("container" in row && row.container !== void 0) return {
		kind: "container",
		row: row.container
	};
	if ("asset" in row && row.asset !== void 0) return {
		kind: "asset",
		row: row.asset
	};
	return "fields" in row ? {
		kind: "container",
		row
	} : void 0;
}

export { isSameJson as a, findDifferences as i, uniqueKey as n, unwrapContent as r, sameContent as t };