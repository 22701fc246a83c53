import { b as isKey, s as parsePlainJson, y as endOfString } from "./json.js";

// src/yaml/json-text.ts
/** The tokens that tell which object a key is of; of what is no JSON there are some too. It takes no memory. */
function* listJsonTokens(text) {
	for (let at = 0; at < text.length; at += 1) {
		const sign = text[at];
		if (sign === "{" || sign === "}" || sign === "[" || sign === "]") yield sign;
		if (sign !== "\"") continue;
		const end = endOfString(text, at);
		if (isKey(text, end)) yield { key: readString(text.slice(at, end + 1)) };
		at = end;
	}
}
/** All strings of a text of JSON as they count, keys among them; of what is no JSON there are some too. */
function* listJsonStrings(text) {
	for (let at = text.indexOf("\""); at !== -1;) {
		const end = endOfString(text, at);
		yield readString(text.slice(at, end + 1));
		at = text.indexOf("\"", end + 1);
	}
}
/** Of what is no string, as it is written. */
function readString(written) {
	try {
		return String(parsePlainJson(written));
	} catch {
		return written;
	}
}
/**
* The first key that an object of a JSON text has twice: readers differ in which of the two counts. It takes memory for the keys of
* the objects that are open, and says something of what is no JSON too.
*/
function findRepeatedKey(text) {
	const open = [];
	for (const token of listJsonTokens(text)) if (token === "{" || token === "[") open.push(token === "{" ? /* @__PURE__ */ new Set() : void 0);
	else if (token === "}" || token === "]") open.pop();
	else {
		const keys = open.at(-1);
		if (keys?.has(token.key)) return token.key;
		keys?.add(token.key);
	}
}

export { listJsonStrings as n, listJsonTokens as r, findRepeatedKey as t };