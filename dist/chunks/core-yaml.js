import { _ as nullCoreTag, g as intCoreTag, m as floatCoreTag, p as boolCoreTag, s as refuseTag, u as NOT_RESOLVED, y as strTag } from "./writer.js";
import { p as MOST_SETTINGS } from "./json.js";
import { n as readYaml } from "./yaml.js";

// src/yaml/core-yaml.ts
const IMPLICIT = [
	nullCoreTag,
	boolCoreTag,
	intCoreTag,
	floatCoreTag
];
const TAGS = [...IMPLICIT, strTag];
/** Reads a document of YAML 1.2 with its core schema: `yes` and `010` are not what they are in YAML 1.1. */
const parseCoreYaml = (source) => readYaml(source, {
	version: "1.2",
	readScalar
}, MOST_SETTINGS);
function readScalar({ tag, text, plain }) {
	if (tag === void 0 && !plain) return {
		kind: "value",
		value: text
	};
	const candidates = tag === void 0 ? IMPLICIT : TAGS.filter(({ tagName }) => tagName === tag);
	for (const candidate of candidates) {
		const value = candidate.resolve(text, tag !== void 0, candidate.tagName);
		if (value !== NOT_RESOLVED) return {
			kind: "value",
			value
		};
	}
	if (tag === void 0 || tag === "!") return {
		kind: "value",
		value: text
	};
	return {
		kind: "wrong",
		...refuseTag(tag)
	};
}

export { parseCoreYaml as t };