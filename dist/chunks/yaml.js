import { _ as tooLongKey, d as LONGEST_KEY, g as findPassedBound, p as MOST_SETTINGS, v as tooMany } from "./json.js";
import { a as jsonKey, c as CHOMPING_MODE, d as SCALAR_STYLE, f as YAMLException, h as getScalarValue, i as isWholeText, l as EVENT_ID, r as readScalar, s as refuseTag, v as parseEvents } from "./writer.js";
import { isUtf8 } from "node:buffer";

// src/yaml/advice/spot.ts
/** A rule for what the reader says. */
const onReason = (pattern, code, hint) => ({ reason }) => pattern.test(reason) ? {
	hint,
	code
} : void 0;
/** Where the reader met something that fits nothing before it, for whatever cause. */
const isMisfit = ({ reason }) => /^(?:bad indentation|end of the stream or|can not read a block|expected the node content)/.test(reason);
/** The line of a spot, or the one before it, that has a form, with what the form found there. */
function findForm({ own, before, place, lineBefore }, form) {
	for (const [text, line] of [[own, place.line], [before, lineBefore]]) {
		const parts = form.exec(text);
		if (parts !== null) return {
			line,
			parts
		};
	}
}
/** Spaces at the begin of a line. */
const countIndent = (line) => /^ */.exec(line)?.[0].length ?? 0;
/** So many spaces, in words. */
const nameSpaces = (count) => count === 1 ? "1 space" : `${count} spaces`;
/** A part of a line as advice shows it. */
const cut = (text) => {
	const line = text.trim().replaceAll("`", "'");
	return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};

// src/yaml/advice/layout.ts
const behindBracket = (spot) => isMisfit(spot) && /[\]}]\s*[^\s,:#\]}]|[\]}][\]}]|[^\s[{]+[\]}]/.test(spot.own) && !/[[{].*[[{]/.test(spot.own) ? {
	hint: "There is one bracket too many, or something behind the one that closes: remove it.",
	code: "yaml-bracket"
} : void 0;
const notClosed = ({ reason, own, before }) => {
	if (!/not closed|unexpected end of the (?:stream|document)/.test(reason)) return void 0;
	const [, opened = ""] = [
		reason.startsWith("missed comma") ? before : own,
		own,
		before
	].map((line) => /(?:^|[:\s,[{-])(["'[{])(?:(?!\1).)*$/.exec(line)).find((found) => found !== null) ?? [];
	const close = {
		"\"": "\"",
		"'": "'",
		"[": "]",
		"{": "}"
	}[opened];
	return {
		hint: close === void 0 ? "Close each quote and bracket that is opened there or before." : `Close it with \`${close}\`${opened === "\"" || opened === "'" ? ", on the same line where the text has one line" : ""}.`,
		code: "yaml-not-closed"
	};
};
const withoutColon = ({ reason, before, lineBefore }) => {
	const line = before.trim();
	if (!/multiline key|separator is expected after|document separator/.test(reason)) return void 0;
	if (line === "" || /[:[\]{}"'|>]/.test(line) || line.startsWith("- ")) return void 0;
	return {
		message: `\`${cut(line)}\` stands alone, without a colon`,
		hint: `Write \`${cut(line)}: …\` where it is a key; where it belongs to the value before it, let it begin further right, or remove it.`,
		code: "yaml-line-without-colon",
		line: lineBefore,
		column: countIndent(before) + 1
	};
};
const strayItem = (spot) => isMisfit(spot) && /^\s*- /.test(spot.own) && !/^\s*- /.test(spot.before) ? {
	hint: "A list goes below a key that has nothing else behind its colon: write its name and a colon on a line before.",
	code: "yaml-list-without-key"
} : void 0;
const indentation = (spot) => {
	if (!isMisfit(spot)) return void 0;
	const [own, before] = [countIndent(spot.own), countIndent(spot.before)];
	if (own === before) return void 0;
	return {
		hint: `${`This line begins with ${nameSpaces(own)} and the one before it with ${nameSpaces(before)}`}: keys of one mapping, and items of one list, begin in one column, and only what belongs to a key with nothing behind its colon begins further right.`,
		code: "yaml-indentation"
	};
};

// src/yaml/advice/signs.ts
/** A word and a colon without a space, but not the begin of an address, or of a path of Windows. */
const NO_SPACE = /^(\s*(?:- +)?)(["']?)([\w.-]+)\2:(?!\/\/)(?=[^\s:/\\])(.*)$/;
const missingSpace = (spot) => {
	const found = isMisfit(spot) ? findForm(spot, NO_SPACE) : void 0;
	if (found === void 0) return void 0;
	const [, start = "", , key = "", value = ""] = found.parts;
	return {
		message: `there is no space behind the colon of \`${key}:\``,
		hint: `Write \`${key}: ${cut(value)}\`.`,
		code: "yaml-colon-without-space",
		line: found.line,
		column: start.length + 1
	};
};
const missingDashSpace = (spot) => {
	const found = isMisfit(spot) ? findForm(spot, /^\s*-(?![-\s\d])(.+)$/) : void 0;
	if (found === void 0) return void 0;
	return {
		hint: `An item of a list begins with a dash and a space: \`- ${cut(found.parts[1] ?? "")}\`.`,
		code: "yaml-dash-without-space"
	};
};
const equalSign = (spot) => {
	const found = isMisfit(spot) ? findForm(spot, EQUALS) : void 0;
	if (found === void 0) return void 0;
	const [, start = "", key = "", value = ""] = found.parts;
	return {
		hint: `YAML has a colon there: \`${key}: ${cut(value)}\`.`,
		code: "yaml-equal-sign",
		line: found.line,
		column: start.length + 1
	};
};
const EQUALS = /^(\s*)([\w.-]+)\s*=\s*(\S.*)$/;
const noBreakSpace = ({ own, before }) => /\u00a0/.test(own + before) ? {
	hint: "There is a no-break space (U+00A0), as web pages and word processors write it: type a plain one.",
	code: "yaml-no-break-space"
} : void 0;
const curlyQuotes = ({ own, before }) => /[“”‘’„]/.test(own + before) ? {
	hint: "Quotes are straight in YAML: `\"…\"` or `'…'`.",
	code: "yaml-curly-quotes"
} : void 0;
const behindQuote = (spot) => {
	const [, quote = ""] = /^\s*(?:- +)*(?:[^\s'":]+:\s+)?(["'])(?:(?!\1).)*\1[^\s,:\]}]/.exec(spot.own) ?? [];
	if (!isMisfit(spot) || quote === "") return void 0;
	return {
		hint: quote === "'" ? "The quote ends in the middle of the value: write an apostrophe twice (`'it''s'`), or put the value between double quotes." : "The quote ends in the middle of the value: write `\\\"` for a quote that is part of it, or put the value between single quotes.",
		code: "yaml-quote-ends-early"
	};
};
const colonInValue = (spot) => {
	const [, key = "", value = ""] = /^\s*(?:- +)*([^\s:'"#][^:'"#]*):\s+([^\s'"[{|>#][^#]*:(?:\s.*|)|)$/.exec(spot.own) ?? [];
	if (!isMisfit(spot) || key === "" || value === "") return void 0;
	return {
		hint: `A text with a colon and a space in it goes into quotes: \`${cut(key)}: "${cut(value).replaceAll("\"", "'")}"\`.`,
		code: "yaml-colon-in-value"
	};
};
const badBegin = ({ own }) => {
	const [, value = ""] = /(?:^|:|-)\s+([%@`].*)$/.exec(own) ?? [];
	return value === "" ? void 0 : {
		hint: `A text that begins with \`${value[0] === "`" ? "´" : value[0]}\` goes into quotes.`,
		code: "yaml-needs-quotes"
	};
};

// src/yaml/advice/syntax.ts
/** UTF-16 units of a text that people write: what is longer came out of a program. */
const LONGEST$1 = 1e6;
const WIDEST = 2e3;
/** What to do where a reader of YAML stopped; the cause is looked for in its line and the one before. */
function adviseSyntax(reason, text, place) {
	const lines = text.length > LONGEST$1 ? [] : text.split(/\r\n?|\n/);
	let at = place.line - 2;
	while (at > 0 && /^\s*(?:#.*)?$/.test(lines[at] ?? "")) at -= 1;
	const [own = "", before = ""] = [lines[place.line - 1], lines[at]].map((line) => line?.slice(0, WIDEST));
	const spot = {
		reason,
		own,
		before,
		place,
		lineBefore: at + 1
	};
	for (const rule of RULES) {
		const advice = rule(spot);
		if (advice !== void 0) return advice;
	}
	return {
		hint: "Look at this line and the one before it: `key: value` with a space behind the colon, lines of one mapping in one column, every quote and bracket closed.",
		code: "yaml-syntax"
	};
}
const RULES = [
	onReason(/\btabs?\b/, "yaml-tab", "Use spaces in place of the tab: editors can turn all of a file (“Convert indentation to spaces”)."),
	noBreakSpace,
	missingSpace,
	missingDashSpace,
	equalSign,
	notClosed,
	onReason(/^missed comma/, "yaml-comma", "Put a comma between the entries, or close the bracket before this; a text with spaces in it goes into quotes."),
	behindQuote,
	onReason(/escape sequence|hexadecimal/, "yaml-escape", "Between double quotes a backslash begins an escape: write `\\\\` for one, or use single quotes."),
	onReason(/more than one document/, "yaml-documents", "Keep one of them: remove the line `---` or `...` and what does not belong here."),
	onReason(/UTF-/, "yaml-encoding", "Save the file as UTF-8: editors have it below “Encoding” or “Save as”."),
	onReason(/^the character U\+/, "yaml-character", "Remove it, or write it as an escape between double quotes, such as `\"\\u0085\"`."),
	onReason(/no anchor for the alias|name of an (?:alias|anchor)/, "yaml-alias", "If it is text, put it in quotes; else write `&name` before what it stands for, further up in the file."),
	onReason(/^a line break is expected/, "yaml-block", "Text behind `|` or `>` begins on the next line."),
	onReason(/cannot be a key|no key before/, "yaml-key", "A key is one word or a text in quotes, before its colon."),
	onReason(/directive/, "yaml-directive", "A line that begins with `%` is none of these files: remove it."),
	onReason(/nesting exceeded|more than [\d,]+ values|too many lines/, "yaml-too-much", "Write less into this file, or flatter: it is meant to be read by people."),
	badBegin,
	colonInValue,
	curlyQuotes,
	behindBracket,
	strayItem,
	withoutColon,
	indentation
];
/** What to write where a whole document is one text, because none of its colons has a space behind it; undefined for other text. */
function adviseText(text) {
	const [, key = "", sign = "", value = ""] = /^([\w.-]{1,60})(:|\s*=\s*)(\S{1,60})/.exec(text) ?? [];
	if (sign === "") return void 0;
	return `Between a key and its value there are a colon and a space: \`${key}: ${cut(value)}\`.`;
}

// src/yaml/advice/unfilled.ts
/** `{{ name }}` and `{% if … %}`; a mapping in two braces has a colon behind its first word. */
const TEMPLATE = /\{\{(?!\s*["']?[\w.-]*["']?\s*:\s)[^{}]{0,200}\}\}|\{%[^{}]{0,200}%\}/;
/** Marks that Git leaves where two changes meet. */
const CONFLICT = /^(<{7}|={7}|>{7})(?: |$)/;
/** UTF-16 units of a text that people write: what is longer came out of a program. */
const LONGEST = 1e6;
/** What the line of a problem shows besides: a template that nobody filled in, or a merge that nobody ended; undefined for any other. */
function findUnfinished(text, line) {
	if (text.length > LONGEST) return void 0;
	const lines = text.split(/\r\n?|\n/);
	const own = lines[line - 1] ?? "";
	const [template] = TEMPLATE.test(bareOf(own)) ? TEMPLATE.exec(own) ?? [] : [];
	if (template !== void 0) return {
		message: `${template} is a placeholder that nobody filled in`,
		hint: "Write what it stands for; if it is meant as text, put the whole value in quotes.",
		code: "template-not-filled"
	};
	if (!lines.slice(0, line).some((one) => one.startsWith("<<<<<<< ")) || !lines.some((one) => CONFLICT.test(one))) return void 0;
	return {
		message: "it has the marks of a merge with a conflict (`<<<<<<<`)",
		hint: "Keep what is right of the two sides, and remove the marks.",
		code: "merge-conflict"
	};
}
/** A line without its texts in quotes and its comment, which stumble over nothing. */
const bareOf = (line) => line.replaceAll(/(^|[\s:,[-])("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/g, "$1").replace(/(^|\s)#.*$/, "");

// src/yaml/text.ts
/** A problem that ends the reading, at an offset of the text or at a place. */
var YamlError = class extends Error {
	at;
	constructor(message, at) {
		super(message);
		this.name = "YamlError";
		this.at = at;
	}
};
const UNPRINTABLE = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const OLD_BREAK = /[\u0085\u2028\u2029]/;
/** The text of a YAML stream without its byte order mark; throws YamlError for what is not UTF-8 or not printable. */
function yamlText(source, version) {
	const text = (typeof source === "string" ? source : decode(source)).replace(/^\ufeff/, "");
	refuse(text, UNPRINTABLE, "is not allowed in YAML");
	if (version === "1.1") refuse(text, OLD_BREAK, "is a line break in YAML 1.1; write it as an escape in double quotes");
	return text;
}
function decode(bytes) {
	if (isUtf8(bytes)) return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
	if (bytes[0] === 255 && bytes[1] === 254 || bytes[0] === 254 && bytes[1] === 255) throw new YamlError("the file is UTF-16, not UTF-8", {
		line: 1,
		column: 1
	});
	let line = 1;
	for (let start = 0; start < bytes.length; line += 1) {
		const found = bytes.indexOf(10, start);
		const end = found === -1 ? bytes.length : found;
		if (!isUtf8(bytes.subarray(start, end))) break;
		start = end + 1;
	}
	throw new YamlError("the file is not UTF-8", {
		line,
		column: 1
	});
}
function refuse(text, pattern, why) {
	const at = text.search(pattern);
	if (at === -1) return;
	const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, "0");
	throw new YamlError(`the character U+${code} ${why}`, indexPlaces(text)(at));
}
/** Turns offsets of a text into lines and columns; its lines are looked up with the first of them. */
function indexPlaces(text) {
	let known;
	return (offset) => {
		known ??= findLines(text);
		const starts = known;
		let low = 0;
		let high = starts.length - 1;
		while (low < high) {
			const middle = Math.ceil((low + high) / 2);
			if ((starts[middle] ?? 0) <= offset) low = middle;
			else high = middle - 1;
		}
		return {
			line: low + 1,
			column: offset - (starts[low] ?? 0) + 1
		};
	};
}
function findLines(text) {
	const starts = [0];
	for (const { index, 0: found } of text.matchAll(/\r\n?|\n/g)) starts.push(index + found.length);
	return starts;
}

// src/yaml/construct.ts
const below = (above, step) => ({
	above,
	step,
	depth: 1 + depthOf(above)
});
const depthOf = (place) => place?.depth ?? 0;
const pathTo = (place) => place === void 0 ? [] : [...pathTo(place.above), place.step];
/** Nobody reads more problems, and a file can have one in each of its values. */
const MOST_TOLD = 1e3;
const COLLECTION = /^(?:!|tag:yaml\.org,2002:(?:map|seq))$/;
/**
* Turns nodes into values by a dialect's scalars. Keys become text as Python's `json.dumps` writes them, merge keys are
* merged, and of a key that is there twice the last counts. What cannot be JSON is a problem, with its text as value.
*/
function constructValue(root, readScalar) {
	const state = {
		readScalar,
		values: /* @__PURE__ */ new Map(),
		entries: /* @__PURE__ */ new Map(),
		duplicates: [],
		problems: []
	};
	return {
		value: makeValue(state, root, void 0),
		entries: state.entries,
		duplicates: state.duplicates,
		problems: state.problems
	};
}
function makeValue(state, node, place) {
	if (node.kind === "scalar") return plainOf(state, node, place);
	const known = state.values.get(node);
	if (known !== void 0) return known;
	const value = node.kind === "sequence" ? sequenceOf(state, node, place) : mappingOf(state, node, place);
	state.values.set(node, value);
	return value;
}
function plainOf(state, node, place) {
	const scalar = state.readScalar(node);
	if (scalar.kind === "value") return scalar.value;
	problem(state, node, place, faultOf(scalar, node));
	return node.text;
}
/** What is wrong with a scalar, and what to write. */
function faultOf(scalar, { text }) {
	if (scalar.kind === "wrong" || scalar.kind === "not JSON") {
		const { hint, code } = scalar;
		return {
			message: scalar.kind === "wrong" ? scalar.message : `${scalar.what} has no form in JSON`,
			hint,
			code
		};
	}
	return {
		message: `a bare \`${text}\` has a meaning of its own in YAML 1.1`,
		hint: `Write it in quotes: \`"${text}"\`.`,
		code: "yaml-sign"
	};
}
function sequenceOf(state, node, place) {
	const pairs = node.tag === "tag:yaml.org,2002:omap" || node.tag === "tag:yaml.org,2002:pairs";
	if (!pairs && !checkTag(state, node, place)) return null;
	return node.items.map((item, index) => {
		const at = below(place, index);
		if (!pairs) return makeValue(state, item, at);
		const [pair, ...others] = item.kind === "mapping" ? item.pairs : [];
		if (pair !== void 0 && others.length === 0) return [makeValue(state, pair.key, at), makeValue(state, pair.value, at)];
		problem(state, item, at, {
			message: "an item of `!!omap` or `!!pairs` is a mapping of one key",
			hint: "Write each as `- key: value`.",
			code: "yaml-pair"
		});
		return null;
	});
}
function mappingOf(state, node, place) {
	if (node.tag === "tag:yaml.org,2002:set") problem(state, node, place, {
		message: "a set has no form in JSON",
		hint: "Write a list: `[a, b]`.",
		code: "yaml-set"
	});
	else if (!checkTag(state, node, place)) return null;
	const entries = entriesOf(state, node, place);
	return Object.fromEntries([...entries.values()].map(({ name, value }) => [name, makeValue(state, value, below(place, name))]));
}
/** Whether a tag may be there; what it stands for is nobody's business where it may not. */
function checkTag(state, node, place) {
	if (node.tag === void 0) return true;
	if ((node.tag.endsWith(node.kind === "sequence" ? "seq" : "map") || node.tag === "!") && COLLECTION.test(node.tag)) return true;
	problem(state, node, place, refuseTag(node.tag));
	return false;
}
/** The pairs of a mapping with its merge keys merged: what is merged comes first, and the mapping's own keys win. */
function entriesOf(state, node, place) {
	const known = state.entries.get(node);
	if (known !== void 0) return known;
	const merged = [];
	const own = [];
	const names = /* @__PURE__ */ new Map();
	for (const { key, value } of node.pairs) {
		const scalar = key.kind === "scalar" ? state.readScalar(key) : void 0;
		if (scalar?.kind === "merge") for (const entry of mergedFrom(state, value, place)) merged.push(entry);
		else {
			const plain = readKey$1(state, key, scalar, place);
			const identity = identify(plain);
			const name = names.get(identity) ?? jsonKey(plain);
			names.set(identity, name);
			own.push({
				name,
				key,
				value
			});
		}
	}
	const entries = new Map(merged.map((entry) => [entry.name, entry]));
	const seen = /* @__PURE__ */ new Set();
	for (const entry of own) {
		if (seen.has(entry.name) && state.duplicates.length < MOST_TOLD) state.duplicates.push({
			name: entry.name,
			depth: depthOf(place),
			offset: entry.key.offset
		});
		seen.add(entry.name);
		entries.set(entry.name, entry);
	}
	state.entries.set(node, entries);
	return entries;
}
function mergedFrom(state, node, place) {
	return (node.kind === "sequence" ? node.items.toReversed() : [node]).flatMap((source) => {
		if (source.kind === "mapping") return [...entriesOf(state, source, place).values()];
		problem(state, source, place, {
			message: "`<<` merges a mapping or a list of mappings",
			hint: "Give it the alias of a mapping: `<<: *name`.",
			code: "yaml-merge"
		});
		return [];
	});
}
function readKey$1(state, key, scalar, place) {
	if (key.kind !== "scalar") throw new YamlError("a list or mapping cannot be a key", key.offset);
	return scalar?.kind === "equals" ? key.text : plainOf(state, key, place);
}
/** What Python compares: a number exactly, and a boolean as the number it is there. */
function identify(value) {
	if (typeof value === "string" || value === null) return value;
	if (typeof value !== "object") return Number(value);
	return isWholeText(value) ? BigInt(value.rawJSON) : Number(value.rawJSON);
}
function problem(state, { offset }, place, wrong) {
	if (state.problems.length < MOST_TOLD) state.problems.push({
		...wrong,
		offset,
		path: pathTo(place)
	});
}

// src/yaml/nodes.ts
/** UTF-16 units of a name in a message. */
const LONGEST_SHOWN = 1e3;
/** What aliases may add to a document, in values and characters: otherwise a few lines can stand for gigabytes. */
const MOST_ALIASED = 1e7;
/** The one document of a parsed YAML stream as at most so many nodes, undefined for an empty one; throws YamlError. */
function readNodes(parsed, most) {
	const documents = parsed.events.filter((event) => event.type === EVENT_ID.DOCUMENT);
	const [document] = documents;
	if (document === void 0) return void 0;
	const handles = new Map(document.directives.flatMap((one) => one.kind === "tag" ? [[one.handle, one.prefix]] : []));
	const composer = {
		parsed,
		anchors: /* @__PURE__ */ new Map(),
		handles,
		most,
		index: 1,
		offset: 0,
		size: 0,
		aliased: 0,
		count: 0
	};
	const root = readNode(composer);
	if (documents.length > 1) throw new YamlError("there is more than one document in the file", nextOffset(composer));
	return root;
}
function nextOffset({ parsed, index, offset }) {
	const next = parsed.events.slice(index).find((event) => "tagStart" in event);
	return next === void 0 ? offset : Math.max(offset, startOf(next));
}
function readNode(composer) {
	const event = composer.parsed.events[composer.index++];
	if (event === void 0 || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) throw new TypeError("the events of the YAML parser do not nest");
	const start = startOf(event);
	if (start >= 0) composer.offset = start;
	if (event.type === EVENT_ID.ALIAS) return resolveAlias(composer, event);
	return readContent(composer, event, {
		tag: tagOf(composer, event),
		offset: composer.offset
	});
}
function readContent(composer, event, common) {
	const { size, count } = composer;
	const grown = () => ({
		size: composer.size - size,
		count: composer.count - count
	});
	composer.size += 1;
	composer.count += 1;
	if (composer.count > composer.most) throw new YamlError(`it ${tooMany(composer.most)}`, composer.offset);
	if (event.type === EVENT_ID.SCALAR) {
		const text = textOf(composer.parsed.source, event);
		const node = {
			...common,
			kind: "scalar",
			text,
			plain: event.style === SCALAR_STYLE.PLAIN
		};
		const anchor = openAnchor(composer, event, node);
		composer.size += text.length;
		if (anchor !== void 0) Object.assign(anchor, grown());
		return node;
	}
	const children = [];
	const pairs = [];
	const node = event.type === EVENT_ID.SEQUENCE ? {
		...common,
		kind: "sequence",
		items: children
	} : {
		...common,
		kind: "mapping",
		pairs
	};
	const anchor = openAnchor(composer, event, node);
	while (composer.parsed.events[composer.index]?.type !== EVENT_ID.POP) if (event.type === EVENT_ID.SEQUENCE) children.push(readNode(composer));
	else pairs.push({
		key: readKey(composer),
		value: readNode(composer)
	});
	composer.index += 1;
	if (anchor !== void 0) Object.assign(anchor, grown());
	return node;
}
function readKey(composer) {
	const key = readNode(composer);
	if (key.kind === "scalar" && key.text.length > 1e4) throw new YamlError(`it ${tooLongKey}`, key.offset);
	if (key.kind !== "scalar" || !key.plain || key.text !== "" || key.tag !== void 0) return key;
	throw new YamlError("there is no key before this `:`", key.offset);
}
function openAnchor(composer, { anchorStart, anchorEnd }, node) {
	if (anchorStart < 0) return void 0;
	const name = composer.parsed.source.slice(anchorStart, anchorEnd);
	if (name.length > 1e4 || !/^[\w-]+$/.test(name)) throw new YamlError(`the anchor \`${name.slice(0, LONGEST_SHOWN)}\` is not made of a few letters and digits`, node.offset);
	if (composer.anchors.has(name)) throw new YamlError(`the anchor \`${name}\` is there twice`, node.offset);
	const anchor = {
		node,
		size: void 0,
		count: 0
	};
	composer.anchors.set(name, anchor);
	return anchor;
}
function resolveAlias(composer, event) {
	const name = composer.parsed.source.slice(event.anchorStart, event.anchorEnd);
	const anchor = composer.anchors.get(name);
	if (anchor === void 0) throw new YamlError(`there is no anchor for the alias \`${name}\``, event.anchorStart);
	if (anchor.size === void 0) throw new YamlError(`the alias \`${name}\` stands inside its own anchor`, event.anchorStart);
	composer.size += anchor.size;
	composer.aliased += anchor.size;
	composer.count += anchor.count;
	if (composer.aliased > MOST_ALIASED || composer.count > composer.most) throw new YamlError("the aliases stand for too much data", event.anchorStart);
	return anchor.node;
}
/** A scalar's text; PyYAML adds no line break to a block scalar that ends with the file where the file has none. */
function textOf(source, event) {
	const text = getScalarValue(source, event);
	return (event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK) && event.chomping !== CHOMPING_MODE.STRIP && event.valueEnd === source.length && !/[\r\n]$/.test(source) ? text.replace(/\n$/, "") : text;
}
function startOf(event) {
	if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
	if (event.tagStart >= 0) return event.tagStart;
	if (event.anchorStart >= 0) return event.anchorStart - 1;
	if (event.type !== EVENT_ID.SCALAR) return event.start;
	return event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? event.valueStart - 1 : event.valueStart;
}
function tagOf({ parsed, handles }, { tagStart, tagEnd }) {
	if (tagStart < 0) return void 0;
	const written = parsed.source.slice(tagStart, tagEnd);
	if (written === "!") return written;
	if (written.startsWith("!<")) return decodeURIComponent(written.slice(2, -1));
	const handle = /^!(?:[\w-]*!)?/.exec(written)?.[0] ?? "!";
	return (handles.get(handle) ?? (handle === "!!" ? "tag:yaml.org,2002:" : handle)) + decodeURIComponent(written.slice(handle.length));
}

// src/yaml/stream.ts
/** About as deep as Python's recursion limit lets PyYAML go. */
const DEEPEST = 400;
/** What may stand before the first key or item of a line. */
const PREFIX = /^(?:[ ?:-]|[&!]\S* )*/;
const NOT_CLOSED = "a bracket or quote that is opened here is not closed";
const TOO_FAR_LEFT = "too many lines in brackets or quotes begin further left than the key that they belong to, or one is not closed";
/** How many characters may be read again because lines were moved, those that they were moved by among them. */
const MOST_READ_AGAIN = 4e7;
/**
* Parses as PyYAML does where js-yaml, which follows the grammar of YAML 1.2, would not: lines inside brackets and quotes
* may start anywhere, and with `refusesTabs` tabs may not separate anything. Throws YamlError with a place.
*/
function parseStream(text, refusesTabs) {
	let lines = [];
	let indent = 0;
	const moved = /* @__PURE__ */ new Set();
	for (let read = 0;;) {
		const source = moved.size === 0 ? text : lines.map((line, at) => (moved.has(at) ? " ".repeat(indent) : "") + line).join("");
		const isFirst = read === 0;
		read += source.length + 1;
		const place = movedPlaces(source, moved, indent);
		try {
			const events = parseEvents(source, { maxDepth: DEEPEST });
			const tab = refusesTabs ? tabIn(source, events) : void 0;
			if (tab !== void 0) throw new YamlError("a tab cannot be used here; YAML 1.1 wants spaces", place(tab));
			return {
				source,
				events,
				place
			};
		} catch (error) {
			if (!(error instanceof YAMLException)) throw error;
			if (isFirst) {
				lines = text.split(/(?<=\n|\r(?!\n))/);
				indent = 1 + lines.reduce((most, line) => Math.max(most, PREFIX.exec(line)?.[0].length ?? 0), 0);
			}
			const at = error.mark?.line ?? 0;
			const isWrong = !(error.reason === "deficient indentation" && !/^(?:---|\.\.\.)\s/.test(lines[at] ?? "")) || moved.has(at);
			if (isWrong || read > MOST_READ_AGAIN) {
				const wrong = asYamlError(error, place, lines, moved);
				throw isWrong ? wrong : new YamlError(TOO_FAR_LEFT, wrong.at);
			}
			moved.add(at);
		}
	}
}
function movedPlaces(source, moved, indent) {
	const placeOf = indexPlaces(source);
	return (offset) => {
		const { line, column } = placeOf(offset);
		return {
			line,
			column: moved.has(line - 1) ? Math.max(1, column - indent) : column
		};
	};
}
function asYamlError({ reason, mark }, place, lines, moved) {
	const at = mark?.line ?? 0;
	let opened = reason === "deficient indentation" ? at - 1 : at;
	while (opened > 0 && (moved.has(opened) || (lines[opened] ?? "").trim() === "")) opened -= 1;
	if (/^(?:unexpected end of the stream|deficient)/.test(reason) && moved.has(opened + 1)) return new YamlError(NOT_CLOSED, {
		line: opened + 1,
		column: 1
	});
	const or = reason.startsWith("missed comma") && moved.has(at) ? ", or a bracket before it that is not closed" : "";
	return new YamlError(`${reason}${or}`, place(mark?.position ?? 0));
}
/** The offset of a tab outside of quotes, block scalars and comments, where alone PyYAML lets it be. */
function tabIn(source, events) {
	if (!source.includes("	")) return void 0;
	let from = 0;
	for (const event of events) {
		if (event.type !== EVENT_ID.SCALAR || event.style === SCALAR_STYLE.PLAIN || event.valueStart < 0) continue;
		const found = tabBetween(source, from, event.valueStart);
		if (found !== void 0) return found;
		from = event.valueEnd;
	}
	return tabBetween(source, from, source.length);
}
function tabBetween(source, from, to) {
	for (let at = from; at < to; at += 1) {
		if (source[at] === "	") return at;
		if (source[at] !== "#" || !/\s/.test(source[at - 1] ?? "\n")) continue;
		while (at + 1 < to && source[at + 1] !== "\n" && source[at + 1] !== "\r") at += 1;
	}
}

// src/yaml/yaml.ts
/**
* Reads a YAML 1.1 document as MedPerf's client does, with PyYAML's safe loader (docs/medperf.md 17.1), and as it would send
* it: keys are text; integers beyond 2^53 and whole floats keep their exact text; an empty document is null. Dates,
* `!!binary` and sets, on which the client crashes because JSON has no form for them, make the document unusable, as do more
* than `most` values, those that aliases stand for among them.
*/
const parseYaml = (source, most = MOST_SETTINGS) => readYaml(source, {
	version: "1.1",
	readScalar
}, most);
/** Reads a YAML document of at most so many values in a dialect of one's own. */
function readYaml(source, { version, readScalar: scalars }, most) {
	let placeOf = () => ({
		line: 1,
		column: 1
	});
	let text = "";
	try {
		text = yamlText(source, version);
		placeOf = indexPlaces(text);
		const passed = findPassedBound(text, most);
		if (passed !== void 0) throw new YamlError(`it ${tooMany(most)}`, indexPlaces(text.slice(0, passed))(passed));
		const parsed = parseStream(text, version === "1.1");
		placeOf = parsed.place;
		const root = readNodes(parsed, most);
		if (root === void 0) return {
			ok: true,
			value: null,
			duplicates: [],
			placeOf: () => placeOf(0)
		};
		const made = constructValue(root, scalars);
		if (made.problems.length > 0) return unread(made.problems.map(({ offset, ...problem }) => ({
			...problem,
			...placeOf(offset)
		})));
		return {
			ok: true,
			value: made.value,
			duplicates: made.duplicates.map(({ name, depth, offset }) => ({
				name,
				depth,
				...placeOf(offset)
			})),
			placeOf: (path, of) => placeOf(offsetIn(made, root, path, of))
		};
	} catch (error) {
		if (!(error instanceof YamlError)) throw error;
		const place = typeof error.at === "number" ? placeOf(error.at) : error.at;
		const { message } = error;
		const found = findUnfinished(text, place.line) ?? adviseSyntax(message, text, place);
		return unread([{
			message,
			...place,
			...found
		}]);
	}
}
function unread(problems) {
	const [first] = problems;
	return {
		ok: false,
		error: `${first?.message} (line ${first?.line}, column ${first?.column})`,
		problems
	};
}
function offsetIn({ entries }, root, path, of) {
	let node = root;
	let offset = root.offset;
	for (const step of path) {
		const entry = entries.get(node)?.get(String(step));
		const next = node.kind === "sequence" ? node.items[Number(step)] : entry?.value;
		if (next === void 0) break;
		offset = of === "key" && entry !== void 0 ? entry.key.offset : next.offset;
		node = next;
	}
	return offset;
}

export { readYaml as n, adviseText as r, parseYaml as t };