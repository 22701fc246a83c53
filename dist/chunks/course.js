import { t as __commonJSMin } from "./rolldown-runtime.js";
import { n as onDisk, r as toBytes, t as fromBytes } from "./byte-name.js";
import { n as findRealPath } from "./real-path.js";
import { i as quoteName, n as plainLine } from "./text.js";
import { t as VERSION } from "./version.js";
import { D as strictObject, E as record, M as url, O as string, P as _isoDateTime, S as literal, _ as boolean, a as FailureSchema, c as ZodISODateTime, d as ZodOptional, f as ZodRecord, g as array, j as union, m as _enum, o as makeServerFailure, p as ZodUnion, s as CodeSchema, t as ExpectedError, u as ZodObject, v as custom, w as number$1, x as int } from "./error.js";
import { t as known } from "./known.js";
import { t as explainAnyError } from "./system-error.js";
import { a as nestsDeeper, c as readNumber, l as toJson, r as hasEndlessPaths } from "./json.js";
import { n as isRawNumber, t as isMapping } from "./value.js";
import { t as RUNTIMES$1 } from "./benchmark.js";
import { a as parseGpusOrNone, i as parseGpus, n as GPUS_OR_NONE_WORDS, r as GPUS_WORDS, t as GPUS_OR_NONE_PATTERN } from "./gpus.js";
import { a as isDockerSize, n as SIZE_WORDS, o as sizeInBytes, t as SIZE_PATTERN } from "./size.js";
import { i as isPointerFile, n as LFS_HINT, r as isLfsPointer, t as LFS_CODE } from "./pointer.js";
import { t as gpuDevices } from "./gpu-devices.js";
import { a as isVariableName, c as findContainerUser, i as isShellName, l as isRoot, n as findWordsFault, o as listParts, r as hasHidden, s as mountPathFault, t as findTextFault } from "./argument.js";
import { a as FILL_IN, c as findStrayTemplate, i as splitReference, l as findTemplate, o as findBlankWord, s as findPlaceholder, t as imageReferenceFault } from "./image-reference.js";
import { t as hashBytes } from "./hash-file.js";
import { n as OWN_FILE_HINT, r as listBuildFiles, t as findForeignFile } from "./foreign-file.js";
import { n as implicitType, o as pythonText, t as writeYaml } from "./writer.js";
import { r as adviseText, t as parseYaml } from "./yaml.js";
import { t as parseCoreYaml } from "./core-yaml.js";
import { _ as hasCredentials, a as leadsOutside, c as readSmall, d as SUBMODULE_HINT, f as findEmptySubmodule, h as findUnreadable, i as isGit, l as yamlFiles, m as UNREADABLE_HINT, n as hasFile, o as listFolder, p as readBounded, r as isEmptySubmodule, s as locatePath, t as findBadEntries, u as SUBMODULE_CODE, v as parseResource } from "./repository.js";
import { s as nameRole, t as ROLES } from "./role.js";
import { l as judgeHost } from "./trouble.js";
import { t as showAddress } from "./url.js";
import { n as TOPOLOGIES } from "./topology.js";
import { a as clipSource, c as countNoun, f as formatNumber, i as clipProblem, m as joinWords, n as clipFailure, o as clipStep, p as formatSeconds, r as clipMaybe, s as clipText, t as clipContainer, u as formatChange } from "./clip.js";
import { _ as findSignedUrl, d as findLeaves, f as CONTAINER_TYPES, g as writeNamed, h as nameKind, p as cannotRun, u as explainUnholdable, v as hideUrlSecrets, y as PlanSchema } from "./judge.js";
import { o as refuseRegistration } from "./outcome.js";
import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, posix, relative, sep } from "node:path";
import { availableParallelism, totalmem } from "node:os";
import { dirname as dirname$1 } from "node:path/posix";

// node_modules/zod/v4/classic/iso.js
function datetime(params) {
	return _isoDateTime(ZodISODateTime, params);
}

// src/facts/task.ts
/** The tasks of a compatibility test whose model is a container, in MedPerf's order (docs/medperf.md 13.1). */
const TASKS = [
	"prepare",
	"sanity_check",
	"statistics",
	"infer",
	"evaluate"
];
/** With the one that runs a model that is files alone; no benchmark has all of them (docs/medperf.md 13.1). */
const ALL_TASKS = [
	"prepare",
	"sanity_check",
	"statistics",
	"infer",
	"run_script",
	"evaluate"
];
/** Whether a name is that of a task. */
const isTask$1 = (name) => ALL_TASKS.some((task) => task === name);
/** Whose container has a task, each in its own place (docs/medperf.md 12.1). */
const ROLE_OF = {
	prepare: "data_preparator",
	sanity_check: "data_preparator",
	statistics: "data_preparator",
	infer: "reference_model",
	run_script: "benchmark_script",
	evaluate: "evaluator"
};
/**
* Whose container runs a task in a benchmark of these parts. A script may be written as the evaluator, which was its only place
* before there was another; it keeps that role in reports, locks and outputs.
*/
const findRole = (parts, task) => task === "run_script" && parts.benchmark_script === void 0 ? "evaluator" : ROLE_OF[task];

// src/facts/step.ts
/** The steps of a check in their order; no check has all of them. */
const STEP_NAMES = ["fetch", ...ALL_TASKS];

// src/report/advice/number-text.ts
/** UTF-16 units: no number that a person or a program writes is longer. */
const LONGEST$4 = 60;
const NUMBER$1 = /^[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[-+]?\d+)?$/i;
const SPECIAL = /^([-+]?)(nan|inf(?:inity)?)$/i;
const PERCENT = /^([-+]?\d+(?:\.\d+)?) ?%$/;
const THOUSANDS = /^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const COMMA = /^([-+]?\d+),(\d+)$/;
/** As Python's libraries show a number of theirs: `np.float64(0.9)`, `tensor(0.9, dtype=torch.float64)`. */
const WRAPPED = /^(?:[a-z]+\.)*(?:float|u?int|tensor|array|decimal)\d*_?\(['"]?([^(),'"]+)['"]?(?:,[^()]*)?\)$/i;
/** The number that a text looks like, whatever it takes to write it in YAML 1.1; undefined for any other text. */
function readNumberText(text) {
	if (text.length > LONGEST$4 || !/\d|nan|inf/i.test(text)) return void 0;
	return numberIn(text) ?? numberIn(WRAPPED.exec(text)?.[1]?.trim() ?? "");
}
/** As what that number has to be written in YAML 1.1: `1.0e-05` for `1e-05`; undefined for text that looks like none. */
function suggestNumber(text) {
	const value = readNumberText(text);
	if (value === void 0) return void 0;
	return isBareNumber(text) ? text : writeYaml(value).trim();
}
/** What to write in place of a text that looks like a number, a sentence. */
function adviseOnText(text) {
	const meant = suggestNumber(text);
	if (meant === void 0) return void 0;
	return meant === text ? `\`${text}\` stands in quotes, which make it text: write it without them.` : `\`${text}\` is text in YAML 1.1: write \`${meant}\`.`;
}
/** Whether a text is a number where it has no quotes, and the one that everybody reads: `010` is 8. */
const isBareNumber = (text) => NUMBER$1.test(text) && !/^[-+]?0\d/.test(text) && ["int", "float"].includes(implicitType(text));
function numberIn(text) {
	if (NUMBER$1.test(text)) return Number(text.replaceAll("_", ""));
	const [special, sign, word = ""] = SPECIAL.exec(text) ?? [];
	if (special !== void 0) {
		if (/nan/i.test(word)) return NaN;
		return sign === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	}
	const percent = PERCENT.exec(text)?.[1];
	if (percent !== void 0) return Number((Number(percent) / 100).toPrecision(15));
	if (THOUSANDS.test(text)) return Number(text.replaceAll(",", ""));
	const [comma, whole, fraction] = COMMA.exec(text) ?? [];
	return comma === void 0 ? void 0 : Number(`${whole}.${fraction}`);
}

// src/report/advice/text-results.ts
/** One sentence about results that are text and look like numbers, where there are any; a gate about one of them says so itself. */
function describeTexts(leaves, gates) {
	const gated = new Set(gates.map(({ metric }) => metric));
	const found = leaves.flatMap(({ name, value }) => typeof value === "string" && !gated.has(name) && looksLikeNumber(value) ? [{
		name,
		value
	}] : []);
	const [first] = found;
	if (first === void 0) return [];
	const name = quoteName(first.name);
	const [what, they] = found.length === 1 ? [`The result ${name} is text that looks`, "It is"] : [`${countNoun(found.length, "result")} are text that looks`, "They are"];
	return [`${what} like a number${found.length === 1 ? "" : `, first ${name}`}. ${they} registered as text, and no change from the base is shown. ${adviseOnText(first.value)}`];
}
/** Whole numbers in quotes may be meant to be text: a version, a name, a list. */
const looksLikeNumber = (text) => readNumberText(text) !== void 0 && !/^[-+]?\d[\d,]*$/.test(text);

// node_modules/fastest-levenshtein/mod.js
var require_fastest_levenshtein = /* @__PURE__ */ __commonJSMin(((exports) => {
	exports.__esModule = true;
	exports.distance = exports.closest = void 0;
	var peq = /* @__PURE__ */ new Uint32Array(65536);
	var myers_32 = function(a, b) {
		var n = a.length;
		var m = b.length;
		var lst = 1 << n - 1;
		var pv = -1;
		var mv = 0;
		var sc = n;
		var i = n;
		while (i--) peq[a.charCodeAt(i)] |= 1 << i;
		for (i = 0; i < m; i++) {
			var eq = peq[b.charCodeAt(i)];
			var xv = eq | mv;
			eq |= (eq & pv) + pv ^ pv;
			mv |= ~(eq | pv);
			pv &= eq;
			if (mv & lst) sc++;
			if (pv & lst) sc--;
			mv = mv << 1 | 1;
			pv = pv << 1 | ~(xv | mv);
			mv &= xv;
		}
		i = n;
		while (i--) peq[a.charCodeAt(i)] = 0;
		return sc;
	};
	var myers_x = function(b, a) {
		var n = a.length;
		var m = b.length;
		var mhc = [];
		var phc = [];
		var hsize = Math.ceil(n / 32);
		var vsize = Math.ceil(m / 32);
		for (var i = 0; i < hsize; i++) {
			phc[i] = -1;
			mhc[i] = 0;
		}
		var j = 0;
		for (; j < vsize - 1; j++) {
			var mv_1 = 0;
			var pv_1 = -1;
			var start_1 = j * 32;
			var vlen_1 = Math.min(32, m) + start_1;
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] |= 1 << k;
			for (var i = 0; i < n; i++) {
				var eq = peq[a.charCodeAt(i)];
				var pb = phc[i / 32 | 0] >>> i & 1;
				var mb = mhc[i / 32 | 0] >>> i & 1;
				var xv = eq | mv_1;
				var xh = ((eq | mb) & pv_1) + pv_1 ^ pv_1 | eq | mb;
				var ph = mv_1 | ~(xh | pv_1);
				var mh = pv_1 & xh;
				if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
				if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
				ph = ph << 1 | pb;
				mh = mh << 1 | mb;
				pv_1 = mh | ~(xv | ph);
				mv_1 = ph & xv;
			}
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] = 0;
		}
		var mv = 0;
		var pv = -1;
		var start = j * 32;
		var vlen = Math.min(32, m - start) + start;
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
		var score = m;
		for (var i = 0; i < n; i++) {
			var eq = peq[a.charCodeAt(i)];
			var pb = phc[i / 32 | 0] >>> i & 1;
			var mb = mhc[i / 32 | 0] >>> i & 1;
			var xv = eq | mv;
			var xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
			var ph = mv | ~(xh | pv);
			var mh = pv & xh;
			score += ph >>> m - 1 & 1;
			score -= mh >>> m - 1 & 1;
			if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
			if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
			ph = ph << 1 | pb;
			mh = mh << 1 | mb;
			pv = mh | ~(xv | ph);
			mv = ph & xv;
		}
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
		return score;
	};
	var distance = function(a, b) {
		if (a.length < b.length) {
			var tmp = b;
			b = a;
			a = tmp;
		}
		if (b.length === 0) return a.length;
		if (a.length <= 32) return myers_32(a, b);
		return myers_x(a, b);
	};
	exports.distance = distance;
	var closest = function(str, arr) {
		var min_distance = 1e400;
		var min_index = 0;
		for (var i = 0; i < arr.length; i++) {
			var dist = distance(str, arr[i]);
			if (dist < min_distance) {
				min_distance = dist;
				min_index = i;
			}
		}
		return arr[min_index];
	};
	exports.closest = closest;
}));

// src/report/advice/absent-metric.ts
var import_fastest_levenshtein = require_fastest_levenshtein();
/** Nobody reads more hints, and each of them looks through all names. */
const MOST_HINTS = 100;
/** What is compared with a name that may be misspelt: so many names of so many UTF-16 units. */
const COMPARED$2 = 1e3;
const LONGEST$3 = 200;
/** Names that are listed where none is near. */
const MOST_LISTED = 5;
const ABSENT = "the results have no metric of this name";
const CORRECT = "Correct the name under `metrics` in benchmark.yaml.";
/** Says why results have no metric of a name: the first of them with a hint at what may be meant. */
function explainAbsence(results) {
	let hints = 0;
	let names;
	return (name) => {
		hints += 1;
		if (hints > MOST_HINTS) return {
			reason: ABSENT,
			hint: CORRECT
		};
		names ??= [...results.keys()];
		return explainGroup(name, names) ?? explainPath(name, results, names) ?? explainName(name, names);
	};
}
function explainGroup(name, names) {
	const inside = names.find((other) => other.startsWith(`${name}.`));
	if (inside === void 0) return void 0;
	return {
		reason: `it is a group of metrics; name one of them, such as ${quoteName(inside)}`,
		hint: CORRECT
	};
}
/** A path that goes on below a value, or past the end of a list. */
function explainPath(name, results, names) {
	const above = name.slice(0, name.lastIndexOf("."));
	for (let end = name.lastIndexOf("."); end > 0; end = name.lastIndexOf(".", end - 1)) {
		const value = name.slice(0, end);
		if (!results.has(value)) continue;
		return {
			reason: `${ABSENT}: ${quoteName(value)} is a value, and there is nothing below it`,
			hint: `Name ${quoteName(value)} itself, or let evaluate write a mapping there.`
		};
	}
	const index = name.slice(above.length + 1);
	if (above === "" || !/^\d+$/.test(index)) return void 0;
	const count = countEntries(above, names);
	if (count === 0) return void 0;
	const last = quoteName(`${above}.${count - 1}`);
	return {
		reason: `${ABSENT}: the list ${quoteName(above)} has ${countNoun(count, "entry", "entries")}`,
		hint: `The first is ${quoteName(`${above}.0`)}, the last ${last}. ${CORRECT}`
	};
}
/** How many entries a list of the results has, by the names below it; 0 for what is no list. */
function countEntries(list, names) {
	const below = names.filter((name) => name.startsWith(`${list}.`));
	const indexes = new Set(below.map((name) => name.slice(list.length + 1).split(".")[0] ?? ""));
	return [...indexes].every((index) => /^\d+$/.test(index)) ? indexes.size : 0;
}
function explainName(name, names) {
	const near = findNearest(name, names.slice(0, COMPARED$2));
	if (near !== void 0) return {
		reason: `${ABSENT}; did you mean ${quoteName(near)}?`,
		hint: CORRECT
	};
	const shown = names.slice(0, MOST_LISTED).map((one) => quoteName(one));
	const rest = names.length - shown.length;
	const listed = joinWords([...shown, ...rest > 0 ? [countNoun(rest, "other")] : []]);
	return {
		reason: ABSENT,
		hint: listed === "" ? "The results are empty." : `They have ${listed}. ${CORRECT}`
	};
}
function findNearest(name, all) {
	const names = all.filter(({ length }) => length <= LONGEST$3);
	if (names.length === 0 || name.length > LONGEST$3) return void 0;
	const lower = name.toLowerCase();
	const same = names.find((other) => other.toLowerCase() === lower);
	if (same !== void 0) return same;
	const near = (0, import_fastest_levenshtein.closest)(name, names);
	return (0, import_fastest_levenshtein.distance)(name, near) <= Math.max(1, name.length / 3) ? near : void 0;
}

// src/report/metrics.ts
/** The name of results that are one scalar. */
const WHOLE = "result";
/** UTF-16 units of a name; a report shows the first 1,000. */
const LONGEST_NAME$1 = 2e3;
/** The leaves of results of any shape, in their order; an empty list or mapping inside them is the text `[]` or `{}`. */
function flattenResults(results) {
	const leaves = [];
	const rest = [{
		path: void 0,
		value: results
	}];
	for (let next = rest.pop(); next !== void 0; next = rest.pop()) {
		const { path, value } = next;
		const children = childrenOf(value);
		if (children === void 0) leaves.push({
			name: path ?? WHOLE,
			value
		});
		else if (children.length === 0 && path !== void 0) leaves.push({
			name: path,
			value: Array.isArray(value) ? "[]" : "{}"
		});
		for (const [key, child] of children?.toReversed() ?? []) rest.push({
			path: (path === void 0 ? key : `${path}.${key}`).slice(0, LONGEST_NAME$1),
			value: child
		});
	}
	return leaves;
}
function childrenOf(value) {
	if (Array.isArray(value)) return value.map((child, index) => [String(index), child]);
	return isMapping(value) ? Object.entries(value) : void 0;
}
/** The metrics of a report; `tolerance` gives the size up to which a metric's change counts as none. */
function buildMetrics(leaves, base, tolerance) {
	const before = indexLeaves(base ?? []);
	return leaves.map(({ name, value }) => {
		const number = readNumber(value);
		const old = before.get(name);
		const change = old === void 0 ? void 0 : changeOf(value, old.value, tolerance(name));
		return known({
			name: clipText(name, 1e3),
			type: typeOf(value),
			value: clipText(showLeaf(value), 1e3),
			number: number !== void 0 && Number.isFinite(number) ? number : void 0,
			base: old === void 0 ? void 0 : clipText(showLeaf(old.value), 1e3),
			change
		});
	});
}
/** Leaves by name; of two with one name (`a.b` and `a: {b}`) the first. */
function indexLeaves(leaves) {
	const index = /* @__PURE__ */ new Map();
	for (const leaf of leaves) if (!index.has(leaf.name)) index.set(leaf.name, leaf);
	return index;
}
/** A scalar as exact text; NaN and the infinities as `NaN`, `∞`, `-∞`. */
function showLeaf(value) {
	if (value === null) return "null";
	if (isRawNumber(value)) return value.rawJSON;
	return String(value).replace(/^(-?)Infinity$/, typeof value === "number" ? "$1∞" : "$&");
}
function typeOf(value) {
	if (readNumber(value) !== void 0) return "number";
	if (value === null) return "null";
	return typeof value === "boolean" ? "boolean" : "text";
}
const INTEGER = /^-?\d+$/;
function changeOf(value, old, tolerance) {
	const [now, then] = [readNumber(value), readNumber(old)];
	if (now === void 0 || then === void 0 || !Number.isFinite(now) || !Number.isFinite(then)) return void 0;
	const [a, b] = [showLeaf(value), showLeaf(old)];
	const change = INTEGER.test(a) && INTEGER.test(b) ? Number(BigInt(a) - BigInt(b)) : now - then;
	if (!Number.isFinite(change)) return void 0;
	return Math.abs(change) <= tolerance ? 0 : change;
}

// src/report/gates.ts
/** Subtracting two doubles may be off by this part of them: 0.99 - 0.98 must pass a limit of 0.01. */
const NOISE = 4 * Number.EPSILON;
/** Judges every limit of benchmark.yaml, each as its own gate, in their order. */
function judgeGates(limits, ground) {
	const results = "missing" in ground ? /* @__PURE__ */ new Map() : indexLeaves(ground.results);
	const base = "missing" in ground || ground.base === void 0 ? void 0 : indexLeaves(ground.base);
	const explain = explainAbsence(results);
	return limits.flatMap((metric) => limitsOf(metric, base).map(({ text, judge }) => {
		const judgement = "missing" in ground ? {
			status: "not judged",
			reason: ground.missing
		} : judgeLeaf(results.get(metric.metric), judge) ?? refuse(explain(metric.metric));
		const { file, line, column } = metric.position;
		return known({
			metric: clipText(metric.metric, 1e3),
			text: clipText(text, 200),
			status: judgement.status,
			reason: clipMaybe(judgement.reason, 1e3),
			hint: clipMaybe(judgement.hint, 1e3),
			file: clipText(file, 1e3),
			line,
			column
		});
	}));
}
function limitsOf({ metric, min, max, maxDrop, maxRise, tolerance = 0 }, base) {
	const more = tolerance === 0 ? "" : ` (±${brief(tolerance)})`;
	const limits = [];
	if (min !== void 0) {
		const reason = (value) => `${apart(value, min)} is below ${showLeaf(min)}`;
		const judge = (value) => verdict(value >= min - slack(tolerance, value, min), reason(value));
		limits.push({
			text: `≥ ${showLeaf(min)}${more}`,
			judge
		});
	}
	if (max !== void 0) {
		const reason = (value) => `${apart(value, max)} is above ${showLeaf(max)}`;
		const judge = (value) => verdict(value <= max + slack(tolerance, value, max), reason(value));
		limits.push({
			text: `≤ ${showLeaf(max)}${more}`,
			judge
		});
	}
	const changes = [{
		word: "drop",
		limit: maxDrop,
		sign: -1
	}, {
		word: "rise",
		limit: maxRise,
		sign: 1
	}];
	for (const { word, limit, sign } of changes) {
		if (limit === void 0) continue;
		const judge = (value) => judgeChange(value, base, metric, {
			word,
			sign,
			limit,
			tolerance
		});
		limits.push({
			text: `${word} ≤ ${showLeaf(limit)}${more}`,
			judge
		});
	}
	return limits;
}
function judgeChange(value, base, metric, { word, sign, limit, tolerance }) {
	if (base === void 0) return {
		status: "not judged",
		reason: "no results of the base are known"
	};
	const leaf = base.get(metric);
	const before = leaf === void 0 ? void 0 : readNumber(leaf.value);
	if (before === void 0 || Number.isNaN(before)) return {
		status: "not judged",
		reason: "the base has no number of this name"
	};
	const moved = value === before ? 0 : sign * (value - before);
	const isKept = moved <= limit + tolerance + noise(value, before);
	return verdict(isKept, `from ${number(before)} to ${number(value)} is a ${word} of ${apart(moved, limit)}`);
}
const noise = (a, b) => {
	const size = Math.max(Math.abs(a), Math.abs(b)) * NOISE;
	return Number.isFinite(size) ? size : 0;
};
const slack = (tolerance, value, bound) => tolerance === 0 ? 0 : tolerance + noise(value, bound);
const verdict = (kept, reason) => kept ? { status: "kept" } : {
	status: "broken",
	reason
};
function judgeLeaf(leaf, judge) {
	if (leaf === void 0) return void 0;
	const value = readNumber(leaf.value);
	if (value === void 0) return refuse(explainOther(leaf.value));
	return Number.isNaN(value) ? refuse(NOT_A_NUMBER) : judge(value);
}
const refuse = ({ reason, hint }) => known({
	status: "broken",
	reason,
	hint
});
const NOT_A_NUMBER = {
	reason: "it is NaN",
	hint: "No limit holds for NaN. It mostly comes of a division by zero, such as by the size of a class that has no case: look at how evaluate computes it."
};
/** What is there in place of a number. */
function explainOther(value) {
	const hint = "A limit holds for numbers only: let evaluate write one there, or remove the gate.";
	if (typeof value === "boolean") return {
		reason: `it is ${value}, not a number`,
		hint: `Let evaluate write ${Number(value)} there, or remove the gate.`
	};
	if (typeof value !== "string") return {
		reason: `it is ${showLeaf(value)}, not a number`,
		hint
	};
	if (value === "[]" || value === "{}") return {
		reason: `it is an empty ${value === "[]" ? "list" : "mapping"}, not a number`,
		hint
	};
	return {
		reason: `it is the text ${quoteName(value, 60)}, not a number`,
		hint: adviseOnText(value) ?? hint
	};
}
const brief = (value) => {
	const [plain, exponent] = [String(value), value.toExponential()];
	return exponent.length < plain.length ? exponent : plain;
};
const number = (value) => Number.isFinite(value) ? formatNumber(value) : showLeaf(value);
const apart = (value, limit) => number(value) === number(limit) ? showLeaf(value) : number(value);

// src/facts/gpu.ts
/** A GPU that the engine offers. */
const GpuSchema = strictObject({
	/** By which `device=` names it, mostly its number. */
	id: string().max(100),
	name: string().max(100).optional(),
	uuid: string().max(100).optional()
});

// src/facts/measurement.ts
/** What a container used; a figure that could not be had is absent. */
const MeasuredSchema = strictObject({
	/** Highest memory use in bytes, page cache included. */
	peakMemory: int().min(0).optional(),
	/** Seconds that processors worked for it, of all processors together. */
	cpuSeconds: number$1().min(0).optional(),
	/** Bytes that came from a disk; what was in memory already does not count. */
	bytesRead: int().min(0).optional(),
	/** Bytes written to files. */
	bytesWritten: int().min(0).optional(),
	/** Highest use of GPU memory in bytes among samples a second apart. */
	peakGpuMemory: int().min(0).optional()
});

// src/facts/problem.ts
/** One thing wrong with a file of the user's: `line` and `column` count from 1 and are absent where the file is. */
const ProblemSchema = strictObject({
	severity: _enum([
		"error",
		"warning",
		"notice"
	]),
	file: string().max(1e3),
	line: int().min(1).optional(),
	column: int().min(1).optional(),
	message: string().max(2e3),
	hint: string().max(2e3).optional(),
	code: CodeSchema.optional()
});

// src/report/report.ts
const text$1 = (max) => string().max(max);
const sha256$1 = string().regex(/^[0-9a-f]{64}$/);
const seconds = number$1().min(0);
const commit = string().regex(/^[0-9a-f]{40,64}$/);
/** Any JSON value, its numbers exact; the size is bounded by whoever reads the file, the depth by `DEEPEST`. */
const Json = custom((value) => value !== void 0);
/** Sentences of a report that are kept. */
const MOST_NOTICES = 100;
/** Levels of lists and mappings that results and statistics may nest; MedPerf's own parser gives up before that. */
const DEEPEST = 500;
/** Whether results are more than a report can carry: too deep, or of endless names. */
const isUnwieldy = (value) => nestsDeeper(value, 500) || hasEndlessPaths(value);
/** The version of this shape: a report of another one is read by another version of the action. */
const SCHEMA = 1;
const VERDICTS = [
	"passed",
	"failed",
	"invalid",
	"error"
];
const StepSchema = strictObject({
	name: _enum(STEP_NAMES),
	status: _enum([
		"passed",
		"failed",
		"skipped"
	]),
	/** Wall clock in seconds; 0 for a skipped step. */
	seconds,
	...MeasuredSchema.shape,
	failure: FailureSchema.optional(),
	/** Of a skipped step: the step whose failure is the cause, or why it was not needed. */
	skipped: text$1(500).optional(),
	/** The last lines of the output; control characters are gone, the text is still a stranger's. */
	logTail: array(text$1(2e3)).max(50),
	/** Path of the whole log, relative to report.json. */
	log: text$1(1e3).optional()
});
const ContainerSchema = strictObject({
	role: _enum(ROLES),
	name: text$1(200),
	config: text$1(1e3),
	type: text$1(100),
	image: text$1(2e3),
	/** The image's local ID (config digest), with `sha256:`. */
	imageId: text$1(200).optional(),
	/** What the reference points at in its registry, with `sha256:`; a local image has none. */
	digest: text$1(200).optional(),
	imageBytes: int().min(0).optional(),
	/** SHA-256 of the configuration as JSON with sorted keys: its tasks, commands and mounts. */
	configuration: sha256$1.optional(),
	/** SHA-256 of the parameters as JSON with sorted keys; absent without parameters. */
	parameters: sha256$1.optional(),
	/** SHA-256 of the additional files: of the archive, or of the folder (docs/medperf.md 11.2). */
	additionalFiles: sha256$1.optional(),
	/** SHA-256 of the file that the image was loaded from, as it is hosted; absent for an image of a registry. */
	imageFile: sha256$1.optional()
});
/** A file or folder of the repository that the benchmark is made of. */
const SourceSchema = strictObject({
	/** Relative to the repository; `.` for all of it. */
	path: text$1(4096),
	/** Of names, modes and contents, as `src/files/tree-hash.ts` writes them down. */
	sha256: sha256$1,
	files: int().min(0),
	bytes: int().min(0)
});
/** One limit of benchmark.yaml, judged. */
const GateSchema = strictObject({
	/** The metric's path joined with `.`; `metrics` has no row of this name where the results lack it. */
	metric: text$1(1e3),
	/** As a person reads it: `≥ 0.95`. */
	text: text$1(200),
	status: _enum([
		"kept",
		"broken",
		"not judged"
	]),
	/** Why it is broken or was not judged. */
	reason: text$1(1e3).optional(),
	/** What to do about it, where that is not to look at the value or the limit. */
	hint: text$1(1e3).optional(),
	/** Where benchmark.yaml sets it. */
	file: text$1(1e3),
	line: int().min(1).optional(),
	column: int().min(1).optional()
});
/** One leaf of the results. */
const MetricSchema = strictObject({
	/** Its path joined with `.`, the index of a list as a number; `result` for results that are one scalar. */
	name: text$1(1e3),
	type: _enum([
		"number",
		"text",
		"boolean",
		"null"
	]),
	/** Digit for digit as evaluate wrote it; `NaN`, `∞`, `-∞`. */
	value: text$1(1e3),
	/** For arithmetic; absent where it is not a finite number. */
	number: number$1().optional(),
	/** The value in the base's results, written like `value`; absent where they lack it. */
	base: text$1(1e3).optional(),
	/** This change minus the base where both are finite numbers; 0 within the metric's tolerance. */
	change: number$1().optional()
});
const ReportSchema = strictObject({
	schema: literal(1),
	action: strictObject({ version: text$1(50) }),
	/** `name` is absent when benchmark.yaml could not be read. */
	benchmark: strictObject({
		name: text$1(128).optional(),
		config: text$1(1e3)
	}),
	verdict: _enum(VERDICTS),
	/** One sentence for the first line, without the benchmark's name. */
	reason: text$1(2e3),
	hint: text$1(2e3).optional(),
	commit: commit.optional(),
	run: strictObject({
		id: int().min(0),
		number: int().min(0),
		attempt: int().min(1),
		url: url({ protocol: /^https?$/ }).max(500),
		workflow: text$1(500),
		job: text$1(500)
	}).optional(),
	startedAt: datetime(),
	seconds,
	host: strictObject({
		engine: text$1(200).optional(),
		/** Whom its containers ran as. Absent where there was no engine. */
		user: strictObject({
			uid: int().min(0),
			gid: int().min(0),
			/** That the runner is root, which no container may be: they ran as `nobody`. */
			insteadOfRoot: literal(true).optional()
		}).optional(),
		cpus: int().min(1),
		memory: int().min(0),
		gpus: int().min(0)
	}),
	/** Absent where no task asks for a GPU and the machine shows none. */
	gpus: strictObject({
		/** What the engine gives to containers here. */
		offered: array(GpuSchema).max(64),
		/** The tasks that ask for GPUs, and for which: `all`, a number, or `device=0,1`. */
		asked: array(strictObject({
			task: _enum(STEP_NAMES),
			gpus: text$1(1e3)
		})).max(STEP_NAMES.length)
	}).optional(),
	problems: array(ProblemSchema).max(1e3),
	demoDataset: strictObject({
		source: text$1(2e3),
		/** Of the archive, or of the folder (docs/medperf.md 11.2). */
		sha256: sha256$1.optional(),
		bytes: int().min(0).optional(),
		files: int().min(0).optional(),
		inputDataHash: sha256$1.optional(),
		/** `demo_dataset_generated_uid`: the folder hash of prepared data and labels. */
		generatedUid: sha256$1.optional()
	}).optional(),
	containers: array(ContainerSchema).max(ROLES.length),
	/**
	* What benchmark.yaml names in the repository, as it was before anything ran: configurations, parameters, build contexts, files
	* and folders. Absent where that could not be read.
	*/
	sources: array(SourceSchema).max(20).optional(),
	steps: array(StepSchema).max(STEP_NAMES.length),
	gates: array(GateSchema).max(1e4),
	/** No cap on their number: the file's size is capped where it is read. */
	metrics: array(MetricSchema),
	/** What evaluate wrote, as JSON; NaN and the infinities are the strings of the POST body (docs/medperf.md 6.8). */
	results: Json.optional(),
	statistics: Json.optional(),
	/** The commit that `base` and `change` of the metrics refer to. */
	base: strictObject({ commit }).optional(),
	/** What a merge does on the MedPerf server. */
	plan: PlanSchema.optional(),
	/** Sentences that belong below the tables: why there is no base, what was assumed. */
	notices: array(text$1(2e3)).max(100)
});

// src/report/step-words.ts
/** A failure behind the name of its step: `infer ran out of memory`, but `fetch: the disk is full`. */
const sayStep = (name, message) => `${name}${name === "fetch" || NOUN.test(message) ? ": " : " "}${message}`;
const NOUN = /^(an?|the|no|it|its|there)\b/i;
/** The failed steps in their order, those with the same words and advice together. */
function groupFailed(steps) {
	const failed = steps.filter(({ status }) => status === "failed");
	return [...Map.groupBy(failed, ({ name, failure }) => failure === void 0 ? name : JSON.stringify([failure.message, failure.hint])).values()].map((group) => ({
		names: group.map(({ name }) => name),
		failure: group[0]?.failure
	}));
}

// src/report/verdict.ts
/**
* The verdict of a run: `invalid` before `error` before `failed` before `passed`. Only where the MedPerf server could not say
* what a line of benchmark.yaml names, that is `error` although the line has a problem.
*/
function judgeRun(outcome) {
	const { problems, fatal, steps, gates, metrics } = outcome;
	const errors = problems.filter(({ severity }) => severity === "error");
	if (errors.length > 0 && fatal?.kind !== "server") return {
		verdict: "invalid",
		...reasonOfProblems(errors)
	};
	if (fatal !== void 0) return known({
		verdict: "error",
		reason: fatal.message,
		hint: fatal.hint
	});
	const failed = steps.filter(({ status }) => status === "failed");
	if (failed[0] !== void 0) return {
		verdict: "failed",
		...reasonOfSteps(failed[0], failed.slice(1))
	};
	const broken = gates.filter(({ status }) => status === "broken");
	if (broken[0] !== void 0) return {
		verdict: "failed",
		...reasonOfGates(broken[0], broken)
	};
	if (!steps.some(({ status }) => status === "passed")) return {
		verdict: "error",
		reason: "no step was run",
		hint: "Please report it with the log of this job."
	};
	const headline = writeHeadline(metrics, gates);
	return {
		verdict: "passed",
		reason: headline === void 0 ? "runs" : `runs · ${headline}`
	};
}
function reasonOfProblems(errors) {
	const [first] = errors;
	if (errors.length === 1 && first !== void 0) {
		const place = quoteName(first.line === void 0 ? first.file : `${first.file}:${first.line}`, 300);
		return known({
			reason: `${place}: ${first.message}`,
			hint: first.hint
		});
	}
	const files = [...new Set(errors.map(({ file }) => file))];
	const where = files.length < 4 ? joinWords(files.map((file) => quoteName(file, 300))) : countNoun(files.length, "file");
	return {
		reason: `${countNoun(errors.length, "problem")} in ${where}`,
		hint: "Nothing was run."
	};
}
const TIMED = /* @__PURE__ */ new Set([
	"exit",
	"killed",
	"out-of-memory"
]);
function reasonOfSteps({ name, seconds, failure }, others) {
	const message = failure?.message ?? "failed";
	const time = TIMED.has(failure?.kind ?? "") && seconds >= 1 ? ` after ${formatSeconds(seconds)}` : "";
	const also = others.length === 0 ? "" : `; ${joinWords(others.map((step) => step.name))} failed too`;
	return known({
		reason: `${sayStep(name, withTime(message, time))}${also}`,
		hint: failure?.hint
	});
}
const withTime = (message, time) => message.replace(/( \([^()]*\))?$/, `${time}$1`);
function reasonOfGates(first, broken) {
	const name = quoteName(first.metric);
	const why = first.reason ?? first.text;
	return {
		reason: broken.length === 1 ? `${name} breaks its gate: ${why}` : `${countNoun(broken.length, "gate")} are broken, first ${name}: ${why}`,
		hint: first.hint ?? `All steps passed, but \`metrics\` in ${quoteName(first.file, 300)} demands ${name} ${first.text}. If the new value is right, change the limit there.`
	};
}
/** The metric that the first line shows: the first with a gate, else the first number; with its change. */
function writeHeadline(metrics, gates) {
	const numbers = metrics.filter(({ type }) => type === "number");
	const gated = new Set(gates.map(({ metric }) => metric));
	const metric = numbers.find(({ name }) => gated.has(name)) ?? numbers[0];
	if (metric === void 0) return void 0;
	const { name, value, number, change } = metric;
	const shown = number === void 0 ? value : formatNumber(number, DIGITS);
	return `${quoteName(name, 60)} ${clipText(shown, 30)}${change === void 0 ? "" : moved(change, number ?? 0)}`;
}
const DIGITS = 3;
const moved = (change, number) => change === 0 ? " (unchanged)" : ` (${formatChange(change, number, DIGITS)})`;

// src/report/build.ts
/** Turns what a run found out into its report, whatever lies in it: always valid under `ReportSchema`, never throws. */
function buildReport(evidence) {
	const { benchmark, config, commit, run, demoDataset } = evidence;
	const problems = firstOf(evidence.problems, 1e3).map(clipProblem);
	const fatal = evidence.fatal === void 0 ? void 0 : clipFailure(evidence.fatal);
	const steps = STEP_NAMES.flatMap((name) => evidence.steps.filter((step) => step.name === name).slice(0, 1)).map(clipStep);
	const { results, statistics, gates, metrics, notices } = measureResults(evidence);
	const { verdict, reason, hint } = judgeRun({
		problems,
		fatal,
		steps,
		gates,
		metrics
	});
	const name = benchmark?.name ?? evidence.name;
	return known({
		schema: 1,
		action: { version: clipText(evidence.actionVersion, 50) },
		benchmark: known({
			name: clipMaybe(name, 128),
			config: clipText(config, 1e3)
		}),
		verdict,
		reason: clipText(reason, 2e3),
		hint: clipMaybe(hint, 2e3),
		commit,
		run: run && {
			...run,
			workflow: clipText(run.workflow, 500),
			job: clipText(run.job, 500)
		},
		startedAt: new Date(evidence.startedAt).toISOString(),
		seconds: evidence.seconds,
		host: evidence.host,
		gpus: evidence.gpus,
		problems,
		demoDataset: demoDataset && {
			...demoDataset,
			source: clipText(demoDataset.source, 2e3)
		},
		containers: firstOf(evidence.containers, ROLES.length).map(clipContainer),
		sources: evidence.sources && firstOf(evidence.sources, 20).map(clipSource),
		steps,
		gates,
		metrics,
		results: results === void 0 ? void 0 : toJson(results),
		statistics: statistics === void 0 ? void 0 : toJson(statistics),
		base: evidence.base && { commit: evidence.base.commit },
		plan: evidence.plan,
		notices: firstOf([...evidence.notices, ...notices], 100).map((notice) => clipText(notice, 2e3))
	});
}
/** What the results are worth: their metrics and gates, against the base's where there is one. */
function measureResults(evidence) {
	const results = shallow(evidence.results);
	const base = shallow(evidence.base?.results);
	const leaves = results === void 0 ? void 0 : flattenResults(results);
	const before = base === void 0 ? void 0 : flattenResults(base);
	const limits = evidence.benchmark?.gates ?? [];
	const gates = firstOf(judgeGates(limits, leaves === void 0 ? { missing: "there are no results" } : {
		results: leaves,
		base: before
	}), 1e4);
	const tolerances = new Map(limits.map(({ metric, tolerance }) => [metric, tolerance ?? 0]));
	return {
		results,
		statistics: shallow(evidence.statistics),
		gates,
		metrics: buildMetrics(leaves ?? [], before, (name) => tolerances.get(name) ?? 0),
		notices: [
			...unjudged(gates, leaves !== void 0),
			...gone(leaves, before),
			...describeTexts(leaves ?? [], gates),
			...tooDeep(evidence.results, results)
		]
	};
}
const firstOf = (items, most) => items.slice(0, most);
const shallow = (value) => value === void 0 || isUnwieldy(value) ? void 0 : value;
const tooDeep = (given, kept) => given !== void 0 && kept === void 0 ? [`The results nest more than ${500} levels deep or have endless names, and were left out of the report.`] : [];
function unjudged(gates, hasResults) {
	const open = gates.filter(({ status }) => status === "not judged");
	if (open.length === 0 || !hasResults) return [];
	const named = open.slice(0, 5).map(({ metric, text }) => `${quoteName(metric)} (${text})`);
	const rest = open.length > named.length ? [countNoun(open.length - named.length, "other")] : [];
	return [`Not judged: ${joinWords([...named, ...rest])}, because ${open[0]?.reason ?? "there is no base"}.`];
}
function gone(leaves, before) {
	if (leaves === void 0 || before === void 0) return [];
	const now = indexLeaves(leaves);
	const names = [...indexLeaves(before).keys()].filter((name) => !now.has(name));
	if (names.length === 0) return [];
	const shown = names.slice(0, 5).map((name) => quoteName(name));
	const rest = names.length > shown.length ? [countNoun(names.length - shown.length, "other")] : [];
	return [`The base has ${countNoun(names.length, "metric")} that this change lacks: ${joinWords([...shown, ...rest])}.`];
}

// src/containers/finding.ts
const maker = (severity, of) => (path, message, hint, code) => known({
	severity,
	path,
	of,
	message,
	hint,
	code
});
const wrongValue = maker("error", "value");
const wrongKey = maker("error", "key");
const warnValue = maker("warning", "value");
const warnKey = maker("warning", "key");

// src/words/did-you-mean.ts
/** UTF-16 units of a name that somebody may have misspelt: comparing costs as much as both are long. */
const LONGEST$2 = 100;
/** The known name that a misspelt one most likely stands for. */
function suggestName(name, known) {
	const compared = known.filter(({ length }) => length <= LONGEST$2);
	if (name.length > LONGEST$2 || compared.length === 0) return void 0;
	const swapped = compared.find((one) => hasSwap(name.toLowerCase(), one));
	if (swapped !== void 0) return swapped;
	const nearest = (0, import_fastest_levenshtein.closest)(name.toLowerCase(), compared);
	return (0, import_fastest_levenshtein.distance)(name.toLowerCase(), nearest) <= Math.max(1, Math.min(3, Math.floor(nearest.length / 3))) ? nearest : void 0;
}
/** Whether two letters beside each other changed places, which in a short word is far as distances count. */
function hasSwap(a, b) {
	const at = [...a].findIndex((letter, index) => letter !== b[index]);
	if (a.length !== b.length || at === -1) return false;
	return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
/** A hint for an unknown name: the one that is meant, or all that there are. */
function didYouMean(name, known) {
	const nearest = suggestName(name, known);
	if (nearest !== void 0) return `Did you mean \`${nearest}\`?`;
	return `Known here: ${known.map((one) => `\`${one}\``).join(", ")}.`;
}

// src/benchmark/absence.ts
/** What to do when there is no benchmark.yaml at the path of the input `config`. */
function missingHint$3(repository, config) {
	const hasFiles = existsSync(repository) && (listFolder(toBytes(repository)) ?? []).length > 0;
	if (!hasFiles || !existsSync(join(repository, ".git"))) {
		const others = hasFiles ? candidates(repository, config) : [];
		return `Is the step \`actions/checkout\` missing before this one?${others.length === 0 ? "" : ` Or is it ${list(others)}? Then name it in the input \`config\`.`}`;
	}
	const others = candidates(repository, config);
	if (others.length > 0) return `Is it ${list(others)}? Name it in the input \`config\`.`;
	return "The input `config` is its path in the repository, by default `benchmark.yaml`.";
}
const list = (paths) => paths.map((path) => `\`${path}\``).join(" or ");
/** Files that may be meant: of the same name elsewhere, or of nearly the same. */
function candidates(repository, config) {
	const wanted = config.split("/").at(-1) ?? config;
	return yamlFiles(repository).filter((path) => {
		const name = path.split("/").at(-1) ?? path;
		return path !== config && (/^benchmark\.ya?ml$/i.test(name) || suggestName(name, [wanted]) !== void 0);
	}).slice(0, 3);
}

// src/containers/read.ts
/** A value that nothing is wrong with. */
const readValue = (value) => ({
	value,
	findings: []
});
/** No value, because of this. */
const readNothing = (...findings) => ({ findings });
/** A value, or none, and what is wrong. */
const makeRead = (value, findings) => known({
	value,
	findings
});
/** What is wrong in several reads, in their order. */
const joinFindings = (...reads) => reads.flatMap((read) => read?.findings ?? []);
/** The values of several reads, as far as there are any, with all that is wrong. */
const collectReads = (reads) => ({
	value: reads.flatMap(({ value }) => value === void 0 ? [] : [value]),
	findings: joinFindings(...reads)
});

// src/benchmark/texts.ts
/** What the server takes as a name, in characters (docs/medperf.md 4.2, 6.1). */
const LONGEST_NAME = 128;
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u;
/** UTF-16 units that are looked at: what is longer is too long for a server. */
const LOOKED_AT = 1e3;
/** Where the same characters change what is seen. */
const SEEN = new RegExp([
	/\p{RGI_Emoji}|\p{Extended_Pictographic}\ufe0e/v,
	/\p{scx=Han}[\ufe00-\ufe02\u{e0100}-\u{e01ef}]|\p{scx=Mongolian}[\u180b-\u180f]/v,
	/(?<=[[\p{L}\p{M}]--[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Common}\p{scx=Inherited}]])[\u200c\u200d](?=[\p{L}\p{M}])/v,
	/(?<=[\p{scx=Khmer}\p{scx=Thai}\p{scx=Lao}\p{scx=Myanmar}])\u200b(?=[\p{scx=Khmer}\p{scx=Thai}\p{scx=Lao}\p{scx=Myanmar}])/v
].map(({ source }) => source).join("|"), "gv");
/**
* Checks a name as the server would: not blank, not too long, nothing that it trims or refuses (docs/medperf.md 2.7, 6.1).
*/
function checkName(name, path) {
	const key = `\`${path.join(".")}\``;
	return [
		...name.trim() === "" ? [wrongValue(path, `${key} is empty`, "Write a name.")] : name === name.trim() ? [] : [wrongValue(path, `${key} begins or ends with a space, which the server removes`, "Remove it.")],
		...checkSeen(name, path),
		...checkText$1(name, path, 128)
	];
}
function checkSeen(name, path) {
	const [unseen] = UNSEEN.exec(name.slice(0, LOOKED_AT).replaceAll(SEEN, "")) ?? [];
	if (unseen === void 0) return [];
	const sign = `U+${unseen.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
	const why = `\`${path.join(".")}\` has a character that does not show, ${sign}, so nobody would see what is registered`;
	return [wrongValue(path, why, "Leave it out.")];
}
/** Checks the length of a text in characters, as the server counts them, and that it has none which the server refuses. */
function checkText$1(text, path, most) {
	const { length } = [...text];
	const key = `\`${path.join(".")}\``;
	const long = `${key} is ${length} characters long, and the server takes ${most}`;
	return [
		...length > most ? [wrongValue(path, long, "Shorten it.")] : [],
		.../[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text) ? [wrongValue(path, `${key} has control characters in it`, "Remove them: escapes such as `\\u0000` or `\\x1b` between double quotes.")] : [],
		...text.isWellFormed() ? [] : [wrongValue(path, `${key} has half of a surrogate pair in it`, "Write the character itself, or `\\U0001F600` for it, in place of `\\ud83d`.")]
	];
}
/** Checks the text of an address, in which everything that does not show can be escaped. */
const checkAddress = (url, path, most) => [...checkSeen(url, path), ...checkText$1(url, path, most)];

// src/benchmark/unfilled/unfilled.ts
const CODE = "template-not-filled";
const sayUnfilled = (path, found) => `\`${path.join(".")}\` has ${quoteName(found)} in it, which nobody filled in`;
/** A name is for ever, and an address leads nowhere, with a placeholder in it. */
function refuseUnfilled(text, path) {
	const found = findPlaceholder(text);
	return found === void 0 ? [] : [wrongValue(path, sayUnfilled(path, found), FILL_IN, CODE)];
}
/** A sentence may speak of templates. */
function warnOfUnfilled(text, path) {
	const found = findTemplate(text) ?? findBlankWord(text);
	return found === void 0 ? [] : [warnValue(path, sayUnfilled(path, found), FILL_IN, CODE)];
}
/** So many are told of a document. */
const MOST$2 = 10;
/** Templates in the texts of a configuration or of parameters. */
const findUnfilled = (document) => [...walk$1(document, [])].slice(0, MOST$2).map(({ path, found }) => warnValue(path, sayUnfilled(path, found), FILL_IN, CODE));
function* walk$1(value, path) {
	const found = typeof value === "string" ? findStrayTemplate(value) : void 0;
	if (found !== void 0) yield {
		path,
		found
	};
	if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* walk$1(item, [...path, index]);
	else if (isMapping(value)) for (const [key, item] of Object.entries(value)) yield* walk$1(item, [...path, key]);
}

// src/benchmark/address/registered-url.ts
/** An address that nobody minds ends so many years from now: whoever signs one for ever has to write some date. */
const LONG = 15768e7;
const OPEN = "The file has to be downloadable by anyone, for as long as the benchmark is there.";
const LASTING = "Register an address that stays and asks nobody for a login: a public bucket, Zenodo, a release of GitHub; or name the file by `path`.";
/**
* What keeps an address from being registered, by its own words alone: one that hospitals cannot reach, that holds a login, or that
* ends. What it holds is told by names, never by values. One that ends can be tested for now; that it cannot be registered bars
* the registration.
*/
function checkRegisteredUrl(url, path, rules) {
	const key = `\`${path.join(".")}\``;
	const parsed = URL.parse(url.replace(/^direct:/, ""));
	const unfilled = refuseUnfilled(url, path);
	if (parsed === null || unfilled.length > 0) return unfilled;
	const signed = findSignedUrl(url);
	return [
		...hasCredentials(url) ? [makeLogin(key, path)] : [],
		...checkHost(parsed, key, path, rules),
		...signed === void 0 ? [] : [judgeSigned(signed, key, path, rules.now)]
	];
}
const makeLogin = (key, path) => ({
	severity: "error",
	path,
	of: "value",
	message: `${key} has a user name or password in it, and the server would publish them`,
	hint: OPEN,
	code: "address-with-login"
});
function checkHost(url, key, path, { reach }) {
	const kind = judgeHost(url);
	if (kind === void 0 || kind === "public" || kind === "private" && reach === "private") return [];
	const [what, hint] = kind === "never" ? [METADATA, NEVER_HINT] : [PRIVATE, PRIVATE_HINT];
	return [{
		severity: "error",
		path,
		of: "value",
		message: `${key} leads to ${url.host}, ${what}`,
		hint,
		code: "address-private"
	}];
}
const PRIVATE = "a private address, which hospitals could not reach";
const METADATA = "a link-local address or one of cloud metadata";
/** What to do about an address that only some can reach. */
const PRIVATE_HINT = "Host it where everybody can reach it. For a test within one network set the input `allow-private-addresses: true`.";
const NEVER_HINT = "Nothing is ever fetched from there: host the file where everybody can download it.";
function judgeSigned({ kind, by, expires }, key, path, now) {
	const common = {
		severity: "warning",
		path,
		of: "value"
	};
	if (kind === "token") {
		const message = `${key} has a token in it (${by}), which the server would publish, and which may end`;
		const hint = `Leave the token out where the file is public. ${OPEN}`;
		return {
			...common,
			message,
			hint,
			code: "address-with-token"
		};
	}
	if (kind === "login") {
		const message = `${key} has a login in it (${by}), which the server would publish for good`;
		return {
			...common,
			message,
			hint: LASTING,
			code: "address-with-login",
			bars: true
		};
	}
	const isLong = expires !== void 0 && expires.getTime() - now.getTime() > LONG;
	const message = `${key} is a signed address (${by}) that ${sayEnd(expires, now)}, and the server would hold it for good`;
	const finding = {
		...common,
		message,
		hint: LASTING,
		code: "address-expires"
	};
	return isLong ? finding : {
		...finding,
		bars: true
	};
}
function sayEnd(expires, now) {
	if (expires === void 0) return "expires";
	const minute = `${expires.toISOString().slice(0, 16).replace("T", " ")} UTC`;
	return expires.getTime() < now.getTime() ? `expired on ${minute}` : `expires on ${minute}`;
}

// src/benchmark/address/docs-url.ts
/** What the server takes as `docs_url`, in characters (docs/medperf.md 6.1). */
const LONGEST$1 = 100;
/** Checks a web address that is shown to people. */
function checkDocsUrl(url, path, rules) {
	const findings = checkAddress(url, path, LONGEST$1);
	if (/^https?:\/\/\S+$/.test(url) && URL.canParse(url)) return [...findings, ...checkRegisteredUrl(url, path, rules)];
	const why = `\`${path.join(".")}\` is not a web address: ${showAddress(url)}`;
	const hint = findPlaceholder(url) === void 0 ? "It begins with `https://`." : FILL_IN;
	return [...findings, wrongValue(path, why, hint)];
}

// src/benchmark/associations.ts
const EMAIL = /^[^\s@,;<>"()[\]\\\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/u;
/** Reads `associations:`; addresses are trimmed and put in lower case, as MedPerf's client does (docs/medperf.md 7.3). */
function readAssociations(section) {
	const datasets = readPolicy(section, "datasets");
	const models = readPolicy(section, "models");
	return {
		value: {
			datasets: datasets.value,
			models: models.value
		},
		findings: joinFindings(datasets, models)
	};
}
function readPolicy(section, who) {
	const { mode = "never", allow } = section[who] ?? {};
	const path = [
		"associations",
		who,
		"allow"
	];
	const addresses = (allow ?? []).map((address) => address.trim().toLowerCase());
	const odd = addresses.flatMap((address, at) => EMAIL.test(address) ? [] : [wrongValue([...path, at], `"${address}" is not an e-mail address`, "Write the one that its owner has on the server: `name@example.org`.", "not-an-email")]);
	return {
		value: {
			mode,
			allow: addresses
		},
		findings: [...odd, ...checkMode(mode, allow, who, path)]
	};
}
function checkMode(mode, allow, who, path) {
	if (mode === "allowlist" && (allow ?? []).length === 0) return [wrongKey(path, `the mode allowlist of ${who} needs addresses in \`allow\``, "Add some, or use the mode `never`.")];
	if (mode === "allowlist" || allow === void 0) return [];
	return [wrongKey(path, `\`allow\` of ${who} means nothing with the mode ${mode}`, "Use the mode `allowlist`, or remove it.")];
}

// src/containers/mapping.ts
/** What a mapping has under a key; undefined where it has nothing, or where the value is no mapping at all. */
const getKey = (value, key) => value !== void 0 && isMapping(value) && Object.hasOwn(value, key) ? value[key] : void 0;
/** A value in a message: text as it is, anything else as JSON. */
const showValue = (value) => typeof value === "string" ? value : JSON.stringify(value).slice(0, 60);

// src/containers/arguments/shell-words.ts
/** Splits a command like Python's `shlex.split`: quotes and backslashes are honoured, nothing is expanded. */
function shellWords(command) {
	const words = [];
	let word;
	let quote = "";
	let escaped = false;
	for (const character of command) if (escaped) {
		word = (word ?? "") + (quote === "" || character === "\\" || character === quote ? "" : "\\") + character;
		escaped = false;
	} else if (character === "\\" && quote !== "'") {
		escaped = true;
		word ??= "";
	} else if (quote !== "") {
		if (character === quote) quote = "";
		else word += character;
	} else if (character === "\"" || character === "'") {
		quote = character;
		word ??= "";
	} else if (!/[ \t\r\n]/.test(character)) word = (word ?? "") + character;
	else if (word !== void 0) {
		words.push(word);
		word = void 0;
	}
	if (escaped) return { wrong: "No escaped character" };
	if (quote !== "") return { wrong: "No closing quotation" };
	return { words: word === void 0 ? words : [...words, word] };
}

// src/containers/arguments/run-args.ts
const ALLOWED = [
	"command",
	"entrypoint",
	"environment",
	"gpus",
	"shm_size"
];
const NONE = {
	environment: [],
	gpus: { kind: "none" }
};
/** Reads a task's `run_args` (docs/medperf.md 12.2). */
function readRunArgs(value, path) {
	if (value === void 0) return readValue(NONE);
	if (!isMapping(value)) return {
		value: NONE,
		findings: [wrongKey(path, "`run_args` should be a mapping", adviseRunArgs(value), "run-args-not-mapping")]
	};
	const command = readCommand(getKey(value, "command"), [...path, "command"]);
	const entrypoint = readEntrypoint$1(getKey(value, "entrypoint") ?? null, [...path, "entrypoint"]);
	const shmSize = readShmSize(getKey(value, "shm_size") ?? null, [...path, "shm_size"]);
	const environment = readEnvironment$1(getKey(value, "environment"), [...path, "environment"]);
	const gpus = readGpus$1(getKey(value, "gpus") ?? null, [...path, "gpus"]);
	const read = known({
		command: command.value,
		entrypoint: entrypoint.value,
		environment: environment.value,
		gpus: gpus.value ?? NONE.gpus,
		shmSize: shmSize.value
	});
	return {
		value: read,
		findings: [...[...refuseOthers(value, path), ...joinFindings(command, entrypoint, shmSize, environment, gpus)], ...checkAll(read, path)]
	};
}
/** Somebody who writes words alone means the command. */
function adviseRunArgs(value) {
	const words = Array.isArray(value) ? value : [value];
	if (!(words.length > 0 && words.every((word) => typeof word === "string"))) return "Leave the key out, or write `run_args: {}`.";
	return `Write \`run_args: {command: ${plainLine(JSON.stringify(value), 100)}}\`.`;
}
/** What people know from Docker: `NAME=value`, in a list. */
function adviseEnvironment(value) {
	const names = (Array.isArray(value) ? value : [value]).flatMap((item) => typeof item === "string" ? /^(\w+)=/.exec(item)?.[1] ?? [] : []);
	const shown = names.slice(0, 3).map((name) => `${plainLine(name, 60)}: "…"`);
	return shown.length === 0 ? "For example `{OMP_NUM_THREADS: \"2\"}`." : `Write \`environment: {${shown.join(", ")}${names.length > 3 ? ", …" : ""}}\`.`;
}
const refuseOthers = (value, path) => Object.keys(value).filter((key) => !ALLOWED.some((allowed) => allowed === key)).map((key) => wrongKey([...path, key], `Run args ${key} are not allowed.`, didYouMean(key, ALLOWED)));
/** The client adds what stands there to its command line as a list, so it breaks on nothing (docs/medperf.md 12.2). */
function readCommand(value, path) {
	if (value === void 0) return readNothing();
	if (value === null) return readNothing(wrongKey(path, "`command` has nothing behind it, and MedPerf’s client breaks on that", "Write the command there, or remove the key: then the image’s own one runs.", "empty-command"));
	if (typeof value === "string") return splitCommand(value, path);
	if (!Array.isArray(value)) return readNothing(wrongValue(path, "`command` should be text or a list of texts", "For example `[python3, /app/run.py]`."));
	const words = value;
	const findings = words.flatMap((word, at) => typeof word === "string" ? checkText(word, [...path, at]) : [wrongValue([...path, at], "every word of `command` should be text", "Put it in quotes.")]);
	return {
		value: words.filter((word) => typeof word === "string"),
		findings
	};
}
function checkText(text, path) {
	const fault = findTextFault(text);
	if (fault === void 0) return [];
	return text.includes("\0") ? [wrongValue(path, fault, NO_NUL, "nul-in-text")] : [wrongValue(path, fault, IN_A_FILE, "text-too-long")];
}
const IN_A_FILE = "Put it into a file of the image, or into a parameter, instead.";
/** It is there by an escape of YAML alone: its text may hold none. */
const NO_NUL = "Between double quotes `\\0` stands for that character: write `\\\\0` for a program that knows it by that name, or use single quotes.";
/** What stands there is given to a program all at once. */
function checkAll({ command = [], entrypoint = "", environment }, path) {
	const variables = environment.map(([name, value]) => `${name}=${value}`);
	const fault = findWordsFault([
		...command,
		entrypoint,
		...variables
	]);
	return fault === void 0 ? [] : [wrongKey(path, fault, IN_A_FILE, "arguments-too-long")];
}
function splitCommand(command, path) {
	const split = shellWords(command);
	if ("wrong" in split) {
		const why = `\`command\` cannot be split into words: ${split.wrong}`;
		return readNothing(wrongValue(path, why, "Check its quotes."));
	}
	const wrong = split.words.flatMap((word) => checkText(word, path)).slice(0, 1);
	if (wrong.length > 0) return { findings: wrong };
	if (!split.words.some((word) => word.includes("\n"))) return readValue(split.words);
	return {
		value: split.words,
		findings: [warnValue(path, "a line break after a backslash becomes part of a word of `command`, as in MedPerf", "Write the command as a list, or its lines without the backslash.")]
	};
}
function readEntrypoint$1(value, path) {
	if (value === null) return readNothing();
	if (typeof value !== "string") return readNothing(wrongValue(path, "`entrypoint` should be one word", "Move its further words into `command`."));
	const wrong = checkText(value, path);
	if (wrong.length > 0) return { findings: wrong };
	if (!/\s/.test(value)) return readValue(value);
	const why = `\`entrypoint\` is used as one word and never split, so a program with the name "${value}" is looked for`;
	return {
		value,
		findings: [warnValue(path, why, "Move the words after the first one into `command`.")]
	};
}
function readEnvironment$1(value, path) {
	if (value === void 0) return readValue([]);
	if (!isMapping(value)) return {
		value: [],
		findings: [wrongKey(path, "`environment` should be a mapping", adviseEnvironment(value), "environment-not-mapping")]
	};
	return collectReads(Object.entries(value).map(([name, content]) => readVariable$1(name, content, [...path, name])));
}
function readVariable$1(name, content, path) {
	if (!isVariableName(name)) return readNothing(wrongKey(path, `"${name}" cannot be the name of an environment variable`, "Use letters, digits and `_`, and no digit at the beginning."));
	if (Array.isArray(content) || isMapping(content)) {
		const why = `the environment variable ${name} should be text`;
		return readNothing(wrongValue(path, why, "Put it in quotes."));
	}
	const odd = `Singularity and Apptainer leave the environment variable ${name} out`;
	const text = pythonText(content);
	return {
		value: [name, text],
		findings: [
			...checkText(text, path),
			...typeof content === "string" ? [] : [warnUnquoted(name, content, text, path)],
			...isShellName(name) ? [] : [warnKey(path, odd, "Use letters, digits and `_` in its name.")]
		]
	};
}
/** Singularity's client puts values into its own environment, which takes nothing but text (docs/medperf.md 12.2). */
function warnUnquoted(name, content, text, path) {
	const [does, hint] = content === null ? ["has no value: MedPerf sets it to the text None with Docker", "Write `\"\"` for an empty one."] : ["is no text: MedPerf takes it with Docker", `Put it in quotes: \`"${text}"\`.`];
	const why = `the environment variable ${name} ${does}, and its client breaks on it with Singularity or Apptainer`;
	return warnValue(path, why, hint, "environment-not-text");
}
function readGpus$1(value, path) {
	const gpus = parseGpus(value);
	if (gpus !== void 0) return readValue(gpus);
	const why = `Invalid gpus argument: \`gpus\` is ${quoteName(showValue(value), 60)}`;
	return readNothing(wrongValue(path, why, `Use ${GPUS_WORDS}.`, "gpus-argument"));
}
function readShmSize(value, path) {
	if (value === null) return readNothing();
	if (typeof value === "string" && isDockerSize(value)) return readValue(value);
	const hint = `For example \`shm_size: ${typeof value === "number" || isRawNumber(value) ? `"${pythonText(value)}"` : "\"2g\""}\`.`;
	return readNothing(wrongValue(path, "`shm_size` should be a size in quotes", hint));
}

// src/containers/container-roles.ts
/** The tasks that a role has to have; an evaluator that is the script of a model without a container has another one (docs/medperf.md 12.1). */
const tasksOf = (role, topology) => role === "evaluator" && topology === "end_to_end_script" ? ["run_script"] : ALL_TASKS.filter((task) => ROLE_OF[task] === role);
/** Whether a container is used to run a model that is files alone. */
const isScript = ({ role, topology }) => topology !== void 0 && topology !== "unknown" && tasksOf(role, topology).includes("run_script");
/** Checks that a configuration has the tasks its role needs (docs/medperf.md 12.1). */
function checkTasks({ role, topology: known = "byo_inference_script" }, tasks) {
	const names = Object.keys(tasks);
	const topology = known === "unknown" ? guessTopology(names) : known;
	const needed = tasksOf(role, topology);
	const needs = `the ${nameRole(role)} needs the task${needed.length === 1 ? "" : "s"} ${needed.join(", ")}`;
	const stranger = needed.some((task) => names.includes(task)) ? void 0 : strangerAmong(role, topology, names, needs);
	if (stranger !== void 0) return [stranger];
	const missing = needed.filter((task) => !names.includes(task));
	const odd = Object.keys(tasks).filter((name) => !isMapping(tasks[name] ?? null));
	return [...missing.map((task) => missingTask(task, names, `${needs.replace("the", "The")}.`)), ...odd.map((name) => wrongKey(["tasks", name], `the task ${name} should be a mapping`, "Write `run_args`, `input_volumes` and `output_volumes` below it, or remove it.", "task-not-mapping"))];
}
const guessTopology = (names) => names.includes("run_script") ? "end_to_end_script" : "byo_inference_script";
/** A configuration that has no task of its role, but tasks of another one. */
function strangerAmong(role, topology, names, needs) {
	const isByo = topology === "byo_inference_script";
	const other = ROLES.filter((one) => one !== "benchmark_script" || !isByo).find((one) => one !== role && names.some((name) => isTask$1(name) && ROLE_OF[name] === one));
	if (other !== void 0) {
		const why = `this looks like the configuration of the ${nameRole(other)}; ${needs}`;
		return wrongKey(["tasks"], why, `Name it under \`${other}\` in benchmark.yaml, and another one under \`${role}\`.`);
	}
	if (role !== "evaluator") return void 0;
	if (!isByo && names.includes("evaluate")) {
		const why = "Running a model container with another asset model is not supported yet.";
		const hint = `Beside a model that is an asset, ${needs}. Or name what runs the asset as \`benchmark_script\`: then this one evaluates what that predicts.`;
		return wrongKey(["tasks", "evaluate"], why, hint, "asset-without-script");
	}
	if (!names.includes("run_script")) return void 0;
	return wrongKey(["tasks", "run_script"], "a script evaluator (task `run_script`) is for a reference model that is an `asset`", `Beside a container as the reference model, ${needs}.`);
}
function missingTask(task, names, needs) {
	const message = `Task ${task} is not found in container config.`;
	const meant = names.filter((name) => !ALL_TASKS.some((known) => known === name)).find((name) => suggestName(name, [task]) !== void 0);
	if (meant === void 0) return wrongKey(["tasks"], message, needs);
	return wrongKey(["tasks", meant], message, `Is \`${meant}\` meant to be \`${task}\`?`);
}

// src/containers/slips.ts
/** MedPerf ignores unknown keys; one that nearly is a known one is most likely a slip. */
const findSlips = (value, known, path) => Object.keys(value).flatMap((key) => {
	const meant = known.includes(key) ? void 0 : suggestName(key, known);
	if (meant === void 0) return [];
	return [warnKey([...path, key], `MedPerf ignores the key \`${key}\``, `Did you mean \`${meant}\`?`)];
});
const FOLDER = /^(?:d|dirs?|folders?|path)$/;
const FILE$1 = /^(?:f|files|regular)$/;
/** What to write as the type of a volume, in place of something that is none. */
function adviseType(written) {
	const word = typeof written === "string" ? written.trim().toLowerCase() : "";
	const meant = FOLDER.test(word) ? "directory" : FILE$1.test(word) ? "file" : suggestName(word, ["file", "directory"]);
	return meant === void 0 ? "Write `type: file` or `type: directory`." : `Write \`type: ${meant}\`.`;
}

// src/containers/mounts.ts
const KEYS$2 = ["mount_path", "type"];
/** Reads `input_volumes` or `output_volumes` of a task (docs/medperf.md 12.1), in the configuration's order. */
function readMounts(value, path) {
	if (value === void 0) return readValue([]);
	if (!isMapping(value)) {
		const why = `\`${path.at(-1)}\` should be a mapping of volume names`;
		const [name] = listTexts(value);
		const hint = name === void 0 ? "Leave the key out if there are none." : `Write each as \`${plainLine(name, 60)}: ${EXAMPLE_MOUNT}\`.`;
		return {
			value: [],
			findings: [wrongKey(path, why, hint, "volumes-not-mapping")]
		};
	}
	return collectReads(Object.entries(value).map(([name, volume]) => readMount(name, volume, [...path, name])));
}
function readMount(name, volume, path) {
	const target = getKey(volume, "mount_path");
	const type = getKey(volume, "type");
	if (target === void 0 || type === void 0) {
		const hint = (isMapping(volume) ? misspelt(volume) : void 0) ?? adviseMount(name, volume);
		return readNothing(wrongKey(path, missingFields(name, volume), hint, "mount-fields"));
	}
	if (getKey(volume, "host_path") !== void 0) {
		const why = `\`${name}\` has a \`host_path\`, which MedPerf’s client would mount from a hospital’s machine in place of its own folder`;
		return readNothing(wrongKey([...path, "host_path"], why, "Remove it.", "mount-host-path"));
	}
	if (type !== "file" && type !== "directory") {
		const why = `Mount type should be either a file or a directory: \`type\` of \`${name}\` is ${quoteName(showValue(type), 60)}`;
		return readNothing(wrongValue([...path, "type"], why, adviseType(type), "mount-type"));
	}
	const fault = typeof target === "string" ? pathFault(target) : "a mount path should be text";
	if (fault !== void 0 || typeof target !== "string") {
		const hint = "For example `/mlcommons/volumes/data`.";
		return readNothing(wrongValue([...path, "mount_path"], fault ?? "", hint));
	}
	return readValue({
		name,
		path: target,
		type
	});
}
const EXAMPLE_MOUNT = "{mount_path: /mlcommons/volumes/data, type: directory}";
/** Somebody who writes the path alone means the long form with it. */
function adviseMount(name, volume) {
	if (typeof volume !== "string" || !volume.startsWith("/")) return `For example \`${EXAMPLE_MOUNT}\`.`;
	const [target = volume] = volume.split(":").slice(-1);
	const type = /\.\w+$/.test(target) || name === "parameters_file" ? "file" : "directory";
	return `Write \`${plainLine(name, 60)}: {mount_path: ${plainLine(target, 100)}, type: ${type}}\`.`;
}
const listTexts = (value) => (Array.isArray(value) ? value : [value]).flatMap((item) => typeof item === "string" && /^\w+$/.test(item) ? [item] : []);
function missingFields(name, volume) {
	const says = "Container config task volumes should have a 'type' and 'mount_path' fields";
	if (!isMapping(volume)) return `${says}: \`${name}\` is ${nameKind(volume)}`;
	return `${says}: \`${name}\` has no ${KEYS$2.filter((key) => getKey(volume, key) === void 0).map((key) => `\`${key}\``).join(" and no ")}`;
}
function misspelt(volume) {
	for (const key of Object.keys(volume)) {
		const meant = KEYS$2.some((known) => known === key) ? void 0 : suggestName(key, KEYS$2);
		if (meant !== void 0) return `Did you mean \`${meant}\` instead of \`${key}\`?`;
	}
}
function pathFault(path) {
	if (listParts(path).join("/") === "tmp") return "`/tmp` is taken: every task gets an empty folder there";
	return mountPathFault(path);
}
/** Checks the mounts of one task against each other: no two at one place, none inside a file. */
const checkPlaces = (mounts) => mounts.flatMap((inner, at) => mounts.flatMap((outer, other) => at === other ? [] : checkPair(inner, outer, other < at)));
function checkPair(inner, outer, isSecond) {
	const a = listParts(inner.mount.path).join("/");
	const b = listParts(outer.mount.path).join("/");
	const place = [...inner.path, "mount_path"];
	const named = `\`${inner.mount.name}\` and \`${outer.mount.name}\``;
	if (a === b && isSecond) {
		const why = `${named} have the same mount path ${inner.mount.path}`;
		return [wrongValue(place, why, "Give each its own.")];
	}
	if (!a.startsWith(`${b}/`)) return [];
	if (outer.mount.type === "file") {
		const why = `\`${inner.mount.name}\` is mounted inside \`${outer.mount.name}\`, which is a file`;
		return [wrongValue(place, why, "Mount them beside each other.")];
	}
	if (outer.writable) return [];
	const why = `\`${inner.mount.name}\` is mounted inside the read-only \`${outer.mount.name}\``;
	return [warnValue(place, why, "It fails unless that folder exists there; mount them beside each other.")];
}

// src/containers/volumes.ts
const ALWAYS = {
	parameters_file: "parameters",
	additional_files: "additional files"
};
const BY_TASK = {
	prepare: {
		data_path: "raw data",
		labels_path: "raw labels",
		output_path: "prepared data",
		output_labels_path: "prepared labels",
		metadata_path: "metadata",
		report_file: "report"
	},
	sanity_check: {
		data_path: "prepared data",
		labels_path: "prepared labels",
		metadata_path: "metadata"
	},
	statistics: {
		data_path: "prepared data",
		labels_path: "prepared labels",
		metadata_path: "metadata",
		output_path: "statistics"
	},
	infer: {
		data_path: "prepared data",
		output_path: "predictions"
	},
	evaluate: {
		predictions: "predictions",
		labels: "prepared labels",
		output_path: "results",
		local_outputs_path: "local outputs"
	},
	run_script: {
		data_path: "prepared data",
		labels_path: "prepared labels",
		model_files: "model files",
		results_path: "script results"
	}
};
/** What MedPerf mounts under a volume's name in a task; undefined for a name it does not know there. */
function findPlace(task, volume) {
	const known = {
		...ALWAYS,
		...BY_TASK[task]
	};
	return Object.hasOwn(known, volume) ? known[volume] : void 0;
}
/**
* Whether MedPerf tells a task of an MLCube where a parameter lies (docs/medperf.md 16.3); `optional` names what prepare has
* among its outputs of the two that are passed only then.
*/
function isGiven(task, name, optional) {
	if (!Object.hasOwn(BY_TASK[task], name) || name === "local_outputs_path") return false;
	if (name !== "metadata_path" && name !== "report_file") return true;
	return task !== "sanity_check" && optional.has(name);
}
/** The names that MedPerf passes to a task of an MLCube in any case, to read from or to write to (docs/medperf.md 16.3). */
const listGiven = (task, list) => Object.entries(BY_TASK[task]).filter(([name, place]) => isGiven(task, name, /* @__PURE__ */ new Set()) && WRITTEN[task].has(place) === (list === "outputs")).map(([name]) => name);
/** The names MedPerf knows in a task, for messages. */
const listVolumes = (task) => [...Object.keys(BY_TASK[task]), ...Object.keys(ALWAYS)];
/** The places that are files; all others are folders (docs/medperf.md 13.2). */
const FILES$1 = /* @__PURE__ */ new Set([
	"report",
	"statistics",
	"results",
	"parameters"
]);
/** What the author of the data, or of prepare, makes a folder or a single file (docs/medperf.md 13.3). */
const EITHER$1 = /* @__PURE__ */ new Set([
	"raw data",
	"raw labels",
	"prepared data",
	"prepared labels"
]);
/** Of these what comes with the demo dataset, of which MedPerf only asks whether it is there (docs/medperf.md 13.4). */
const RAW = /* @__PURE__ */ new Set(["raw data", "raw labels"]);
/** What each task is meant to write. */
const WRITTEN = {
	prepare: /* @__PURE__ */ new Set([
		"prepared data",
		"prepared labels",
		"metadata",
		"report"
	]),
	sanity_check: /* @__PURE__ */ new Set(),
	statistics: /* @__PURE__ */ new Set(["statistics"]),
	infer: /* @__PURE__ */ new Set(["predictions"]),
	evaluate: /* @__PURE__ */ new Set(["results", "local outputs"]),
	run_script: /* @__PURE__ */ new Set(["script results"])
};
/** The volumes without which a task cannot hand on what it made. */
const REQUIRED_OUTPUTS = {
	prepare: ["output_path", "output_labels_path"],
	sanity_check: [],
	statistics: ["output_path"],
	infer: ["output_path"],
	evaluate: ["output_path"],
	run_script: ["results_path"]
};

// src/containers/task-rules.ts
/** Checks the volumes of a task against what MedPerf mounts there (docs/medperf.md 13.2). */
const checkVolumes = (task, volumes, names) => [...volumes.flatMap((volume) => checkVolume(task, volume)), ...missingOutputs(task, names)];
function checkVolume(task, volume) {
	const { mount, path } = volume;
	const place = findPlace(task, mount.name);
	if (place === void 0) {
		const why = `MedPerf knows no volume \`${mount.name}\` in the task ${task}`;
		return [wrongKey(path, why, didYouMean(mount.name, listVolumes(task)))];
	}
	const side = checkSide(task, place, volume);
	const type = FILES$1.has(place) ? "file" : "directory";
	return mount.type === type ? side : [...checkType(task, place, volume), ...side];
}
/** Of what is mounted to be read MedPerf does not look at the type; what is written it makes by it (docs/medperf.md 13.3). */
function checkType(task, place, { mount, path, writable }) {
	const where = [...path, "type"];
	const type = FILES$1.has(place) ? "file" : "directory";
	const hint = `Write \`type: ${type}\`.`;
	if (RAW.has(place) || EITHER$1.has(place) && !writable) return [];
	if (EITHER$1.has(place)) {
		const why = `\`${mount.name}\` of ${task} is a file, which counts nothing in the hash of the data set`;
		return [warnValue(where, why, `${hint} MedPerf then tells other data by its uid.`, "prepared-file")];
	}
	const why = `\`${mount.name}\` of ${task} is a ${type}, not a ${mount.type}`;
	if (writable) return [wrongValue(where, why, hint, "volume-type")];
	return [warnValue(where, `${why}; MedPerf mounts it all the same`, hint, "volume-type")];
}
const missingOutputs = (task, { inputs, outputs }) => REQUIRED_OUTPUTS[task].filter((name) => outputs?.includes(name) === false).map((name) => {
	const hint = inputs?.includes(name) ? "It is among the input volumes, which are read-only: move it." : `Add it: ${task} writes there.`;
	const why = `the task ${task} needs \`${name}\` among its output volumes`;
	return wrongKey([
		"tasks",
		task,
		"output_volumes"
	], why, hint);
});
function checkSide(task, place, { mount, path, writable }) {
	const written = WRITTEN[task].has(place);
	if (writable && !written) {
		const why = `\`${mount.name}\` is an input of ${task}, but as an output volume the container may change it`;
		return [warnKey(path, why, "Move it to `input_volumes`, unless it is meant to be written.")];
	}
	if (writable || !written || REQUIRED_OUTPUTS[task].includes(mount.name)) return [];
	const why = `\`${mount.name}\` is an output of ${task}, but as an input volume it is read-only`;
	return [(place === "metadata" || place === "report" ? wrongKey : warnKey)(path, why, "Move it to `output_volumes`.")];
}

// src/containers/container-tasks.ts
const TASK_KEYS$1 = [
	"run_args",
	"input_volumes",
	"output_volumes"
];
/** Reads the tasks of a container configuration and checks them for its use. */
function readTasks$1(document, use) {
	const tasks = getKey(document, "tasks");
	if (tasks === void 0 || !isMapping(tasks)) return {
		value: {
			tasks: {},
			declared: []
		},
		findings: [wrongKey(tasks === void 0 ? [] : ["tasks"], tasks === void 0 ? "Container config should have a 'tasks' field." : "`tasks` should be a mapping of tasks", `Write each as a key below \`tasks\`, with its \`run_args\`, \`input_volumes\` and \`output_volumes\`: \`infer: {run_args: {command: […]}, …}\`.`, "tasks-not-mapping")]
	};
	const read = Object.entries(tasks).map(([name, task]) => ({
		name,
		...readTask(name, task)
	}));
	const known = read.filter(({ name }) => isTask$1(name));
	return {
		value: {
			tasks: Object.fromEntries(known.map(({ name, value }) => [name, value.spec])),
			declared: known.flatMap(({ value }) => value.declared)
		},
		findings: [
			...checkTasks(use, tasks),
			...joinFindings(...read),
			...checkMetadata$1(tasks)
		]
	};
}
const NO_TASK = {
	environment: [],
	gpus: { kind: "none" },
	inputs: [],
	outputs: []
};
function readTask(name, task) {
	const path = ["tasks", name];
	if (!isMapping(task)) return {
		value: {
			spec: NO_TASK,
			declared: []
		},
		findings: []
	};
	const inputs = readMounts(getKey(task, "input_volumes"), [...path, "input_volumes"]);
	const outputs = readMounts(getKey(task, "output_volumes"), [...path, "output_volumes"]);
	const runArgs = readRunArgs(getKey(task, "run_args"), [...path, "run_args"]);
	const mounts = [...declaredMounts(inputs.value, [...path, "input_volumes"], false), ...declaredMounts(outputs.value, [...path, "output_volumes"], true)];
	const names = {
		inputs: namesIn(getKey(task, "input_volumes")),
		outputs: namesIn(getKey(task, "output_volumes"))
	};
	return {
		value: {
			spec: {
				...runArgs.value,
				inputs: inputs.value,
				outputs: outputs.value
			},
			declared: isTask$1(name) ? mounts.map(({ mount, path: where }) => ({
				task: name,
				name: mount.name,
				path: where
			})) : []
		},
		findings: [
			...findSlips(task, TASK_KEYS$1, path),
			...joinFindings(inputs, outputs),
			...checkPlaces(mounts),
			...isTask$1(name) ? checkVolumes(name, mounts, names) : [],
			...runArgs.findings
		]
	};
}
const declaredMounts = (mounts, path, writable) => mounts.map((mount) => ({
	mount,
	path: [...path, mount.name],
	writable
}));
function namesIn(volumes) {
	if (volumes === void 0) return [];
	return isMapping(volumes) ? Object.keys(volumes) : void 0;
}
/** MedPerf hands the metadata folder to the later tasks only if prepare declares it as an output (docs/medperf.md 13.2). */
function checkMetadata$1(tasks) {
	const declared = (task, list) => getKey(getKey(getKey(tasks, task), list), "metadata_path") !== void 0;
	if (declared("prepare", "output_volumes")) return [];
	return ["sanity_check", "statistics"].filter((task) => declared(task, "input_volumes")).map((task) => {
		const path = [
			"tasks",
			task,
			"input_volumes",
			"metadata_path"
		];
		const why = `${task} declares \`metadata_path\`, but prepare does not declare it among its output volumes`;
		return wrongKey(path, why, "Declare it in prepare too, or in neither.");
	});
}

// src/containers/mlcube/options.ts
const NO_OPTIONS$1 = {
	environment: [],
	gpus: { kind: "none" }
};
/** The options of one fate: names, those without a value and those with one. */
const listOptions = (fate, switches, valued = "") => Object.fromEntries([...splitNames(switches).map((name) => [name, {
	fate,
	hasValue: false
}]), ...splitNames(valued).map((name) => [name, {
	fate,
	hasValue: true
}])]);
const splitNames = (names) => names.split(" ").filter(Boolean);
/** What a shell replaces, splits at, or runs. */
const SHELL = /[$`;&|<>()]/;
const TRUE = /^(?:true|t|1)$/i;
/** Reads arguments of an engine: what undoes the isolation, or is not known, is refused (docs/medperf.md 16.5, 16.6). */
function readOptions(text, dialect) {
	const split = shellWords(text);
	if (!(!("wrong" in split) && !SHELL.test(text))) {
		const why = "wrong" in split ? "split" : "shell";
		return {
			options: NO_OPTIONS$1,
			refused: [{
				words: text.trim(),
				why
			}],
			ignored: []
		};
	}
	const words = split.words.flatMap((word) => cutWord(word, dialect));
	const refused = [];
	const ignored = [];
	let options = NO_OPTIONS$1;
	for (let at = 0; at < words.length; at += 1) {
		const { name, written, glued } = words[at];
		const option = name === void 0 ? void 0 : getOption(dialect.table, name);
		const next = words[at + 1];
		const goesOn = glued === void 0 && name !== void 0 && (option?.hasValue ?? true);
		const value = goesOn && next?.name === void 0 ? next?.written : glued;
		if (goesOn && value !== void 0) at += 1;
		const shown = goesOn && value !== void 0 ? `${written} ${value}` : written;
		const read = judge(options, {
			name,
			option,
			value
		}, dialect);
		if (read === "ignored") ignored.push(shown);
		else if (typeof read === "string") refused.push({
			words: shown,
			why: read
		});
		else options = read;
	}
	return {
		options,
		refused,
		ignored
	};
}
/** `-eC` are two options; what follows a letter that has a value is that. */
function cutWord(word, { table, short }) {
	const [, long, glued] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
	if (long !== void 0) return [glued === void 0 ? {
		name: long,
		written: word
	} : {
		name: long,
		written: word,
		glued
	}];
	if (!/^-[^-]/.test(word)) return [{ written: word }];
	const found = [];
	for (let at = 1; at < word.length; at += 1) {
		const letter = word[at];
		const name = short[letter] ?? letter;
		const rest = word.slice(at + 1).replace(/^=/, "");
		if (getOption(table, name)?.hasValue !== false) {
			const written = `-${word.slice(at)}`;
			return [...found, rest === "" ? {
				name,
				written
			} : {
				name,
				written,
				glued: rest
			}];
		}
		found.push({
			name,
			written: `-${letter}`
		});
	}
	return found;
}
const getOption = (table, name) => Object.hasOwn(table, name) ? table[name] : void 0;
function judge(options, { name, option, value }, { take }) {
	if (name === void 0) return "stray";
	if (option === void 0) return "unknown";
	const { fate, hasValue } = option;
	const isWhole = hasValue ? value !== void 0 : value === void 0 || TRUE.test(value);
	const taken = isWhole && fate !== "held" ? take(options, name, value ?? "") : void 0;
	if (taken !== void 0) return taken;
	if (fate === "isolation" || fate === "privileges") return fate;
	if (!isWhole || fate === "taken") return "value";
	return fate === "held" ? options : "ignored";
}
/** The options with a variable; undefined where it is none. */
function withVariable(options, written) {
	const cut = written.indexOf("=");
	if (!isVariableName(written.slice(0, Math.max(cut, 0)))) return void 0;
	if (findTextFault(written) !== void 0) return void 0;
	const variable = [written.slice(0, cut), written.slice(cut + 1)];
	return {
		...options,
		environment: [...options.environment, variable]
	};
}
/** The options with a limit of memory; undefined for what is no size. */
function withMemory(options, written) {
	const memory = sizeInBytes(written);
	if (memory !== void 0 && memory > 0) return {
		...options,
		memory
	};
	return options.memory === void 0 ? void 0 : options;
}
/** The options with a limit of processors; undefined for what is no number of them. */
function withCpus(options, written) {
	if (!/^\d{1,6}(?:\.\d{1,9})?$/.test(written)) return void 0;
	return Number(written) > 0 ? {
		...options,
		cpus: Number(written)
	} : void 0;
}
/** Both: the variables of one and of the other, and of everything else what the second says. */
const mergeOptions = (one, other) => ({
	...one,
	...other,
	environment: [...one.environment, ...other.environment],
	gpus: other.gpus.kind === "none" ? one.gpus : other.gpus
});

// src/containers/mlcube/docker-options.ts
/** `mlcube` has a shell put the caller's ids here; every container runs as the caller anyway. */
const CALLER = /\$\(id -u\)(?::\$\(id -g\))?/g;
const CALLER_WORD = "caller";
const TABLE = {
	...listOptions("held", "rm init interactive tty no-healthcheck quiet", "cap-drop"),
	...listOptions("taken", "", "env shm-size memory cpus gpus"),
	...listOptions("ignored", "read-only", "ulimit cpuset-cpus cpuset-mems cpu-shares cpu-period cpu-quota memory-swap memory-reservation memory-swappiness pids-limit blkio-weight name label hostname platform pull runtime stop-timeout stop-signal log-driver log-opt oom-score-adj tmpfs"),
	...listOptions("isolation", "publish-all detach", "volume volumes-from volume-driver mount ipc pid uts userns cgroupns cgroup-parent net network network-alias net-alias device device-cgroup-rule device-read-bps device-read-iops device-write-bps device-write-iops publish expose add-host dns dns-option dns-search link ip ip6 env-file isolation"),
	...listOptions("privileges", "privileged oom-kill-disable use-api-socket", "cap-add security-opt user group-add sysctl")
};
const SHORT = {
	i: "interactive",
	t: "tty",
	q: "quiet",
	e: "env",
	m: "memory",
	c: "cpu-shares",
	l: "label",
	h: "hostname",
	P: "publish-all",
	p: "publish",
	d: "detach",
	v: "volume",
	u: "user"
};
/** What holds for every container here, of options that may say more. */
const HELD = {
	network: /^none$/,
	net: /^none$/,
	ipc: /^(?:none|private)$/,
	cgroupns: /^private$/,
	user: new RegExp(`^${CALLER_WORD}$`),
	"security-opt": /^no-new-privileges(?:[:=]true)?$/
};
const DIALECT$1 = {
	table: TABLE,
	short: SHORT,
	take: take$1
};
/** Reads arguments of `docker run` (docs/medperf.md 16.5). */
const readDockerOptions = (text) => readOptions(text.replaceAll(CALLER, CALLER_WORD), DIALECT$1);
function take$1(options, name, value) {
	switch (name) {
		case "env": return withVariable(options, value);
		case "shm-size": return isDockerSize(value) ? {
			...options,
			shmSize: value
		} : void 0;
		case "memory": return withMemory(options, value);
		case "cpus": return withCpus(options, value);
		case "gpus": {
			const gpus = parseGpus(value.replaceAll("\"", ""));
			return gpus && {
				...options,
				gpus
			};
		}
		default: return HELD[name]?.test(value) ? options : void 0;
	}
}

// src/containers/mlcube/refusal.ts
const WHY = {
	isolation: "would undo the isolation of the container",
	privileges: "asks for privileges that no container gets here",
	value: "has a value that cannot be taken over",
	stray: "is no option, so that it would be taken for the image",
	shell: "has what the shell, or `mlcube`, of whoever runs it replaces or splits",
	split: "cannot be split into words: check its quotes",
	unknown: "is not known here"
};
const PLAIN$2 = "Write the value itself: no spaces, no $, no variables, and none of ; & | < > ( ).";
/** The finding for words that are refused. */
function refuseWords({ words, why }, { key, path, known }) {
	const isText = why === "shell" || why === "split" || why === "stray";
	const hint = words.startsWith("--ipc") ? "Leave it out; for more shared memory write `--shm-size`." : isText ? PLAIN$2 : `Known are ${known}.`;
	return wrongValue(path, `\`${words}\` in \`${key}\` ${WHY[why]}`, hint, `engine-argument-${why}`);
}

// src/containers/mlcube/singularity.ts
const DIALECT = {
	table: {
		...listOptions("held", "cleanenv contain containall net pid ipc uts no-home no-privs no-nv no-rocm disable-cache silent quiet", "drop-caps"),
		...listOptions("taken", "nv nvccli writable-tmpfs compat", "env memory cpus"),
		...listOptions("ignored", "rocm intel-hpu no-init no-umask no-eval userns unsquash underlay compat32 ignore-subuid ignore-userns ignore-fakeroot-command", "hostname pwd cwd scratch no-mount pids-limit cpu-shares cpuset-cpus cpuset-mems memory-reservation memory-swap blkio-weight blkio-weight-device runscript-timeout network-args vm-ram vm-cpu"),
		...listOptions("isolation", "sharens no-pid writable", "bind mount home overlay workdir network dns fusemount containlibs device cdi-dirs env-file netns-path tmpdir"),
		...listOptions("privileges", "fakeroot keep-privs allow-setuid oom-kill-disable boot", "security add-caps apply-cgroups")
	},
	short: {
		e: "cleanenv",
		c: "contain",
		C: "containall",
		n: "net",
		p: "pid",
		i: "ipc",
		u: "userns",
		w: "writable",
		f: "fakeroot",
		B: "bind",
		H: "home",
		o: "overlay",
		S: "scratch",
		W: "workdir"
	},
	take
};
/** Reads arguments of `singularity run` (docs/medperf.md 16.6). */
const readSingularityOptions = (text) => readOptions(text, DIALECT);
function take(options, name, value) {
	switch (name) {
		case "nv":
		case "nvccli": return {
			...options,
			gpus: { kind: "all" }
		};
		case "writable-tmpfs":
		case "compat": return {
			...options,
			hasScratchRoot: true
		};
		case "network": return value === "none" ? options : void 0;
		case "env": return takeVariables(options, value);
		case "memory": return withMemory(options, value);
		case "cpus": return withCpus(options, value);
		default: return;
	}
}
/** One variable, or several with commas between them. */
const takeVariables = (options, text) => text.split(/,(?=\w+=)/).reduce((all, one) => all && withVariable(all, one), options);

// src/containers/mlcube/arguments.ts
const KNOWN_TO_DOCKER = "--shm-size, --memory, --cpus, --gpus and -e NAME=VALUE";
const KNOWN_TO_SINGULARITY = "--nv, --writable-tmpfs, --env NAME=VALUE, --memory and --cpus; -e, -c, -C, --net and --network=none hold anyway";
/** Keys that are options by themselves; MedPerf's `--network=none` goes over the one of the file (docs/medperf.md 16.2). */
const DOCKER_KEYS = [
	"--memory",
	"--gpus",
	"--security-opt",
	"--cpuset-cpus"
];
const SINGULARITY_KEYS = [
	"--security",
	"--nv",
	"--vm-ram",
	"--vm-cpu"
];
/** What `docker` of an MLCube asks for, without GPUs and for users who ask for some (docs/medperf.md 16.4). */
function readDockerArguments(docker) {
	const at = {
		section: "docker",
		known: KNOWN_TO_DOCKER,
		example: "--shm-size=1g"
	};
	const cpu = readText$2(docker, "cpu_args", at, readDockerOptions);
	const gpu = readText$2(docker, "gpu_args", at, readDockerOptions);
	const env = readEnvironment(docker, at);
	const keys = readKeys(docker, DOCKER_KEYS, at, readDockerOptions);
	const both = (one) => mergeOptions(mergeOptions(one.value, env.value), keys.value);
	return {
		value: {
			options: both(cpu),
			gpuOptions: both(gpu)
		},
		findings: joinFindings(cpu, gpu, env, keys)
	};
}
/** What `singularity` of an MLCube asks for: that alone counts on its platform (docs/medperf.md 16.2). */
function readSingularityArguments(section) {
	if (section === void 0 || !isMapping(section)) return readValue(NO_OPTIONS$1);
	const at = {
		section: "singularity",
		known: KNOWN_TO_SINGULARITY,
		example: "--nv"
	};
	const args = readText$2(section, "run_args", at, readSingularityOptions);
	const keys = readKeys(section, SINGULARITY_KEYS, at, readSingularityOptions);
	return {
		value: mergeOptions(args.value, keys.value),
		findings: joinFindings(args, keys)
	};
}
function readText$2(section, key, at, read) {
	const written = getKey(section, key) ?? "";
	const path = [at.section, key];
	if (typeof written === "string") return judgeOptions(read(written), {
		key,
		path,
		known: at.known
	});
	const hint = `For example \`${key}: "${at.example}"\`; leave the key out if there is nothing to say.`;
	return {
		value: NO_OPTIONS$1,
		findings: [wrongKey(path, `\`${key}\` should be text`, hint, "engine-arguments-not-text")]
	};
}
function readKeys(section, names, at, read) {
	const reads = names.flatMap((key) => {
		const value = getKey(section, key) ?? null;
		if (value === null) return [];
		const where = {
			key,
			path: [at.section, key],
			known: at.known
		};
		if (!isScalar(value)) return [refused(`${key}=${JSON.stringify(value)}`, "value", where)];
		return [judgeOptions(read(`${key}=${pythonText(value)}`), where)];
	});
	return joinOptions(reads);
}
const joinOptions = (reads) => ({
	value: reads.reduce((all, { value }) => mergeOptions(all, value), NO_OPTIONS$1),
	findings: joinFindings(...reads)
});
/** `env_args`: a mapping of variables, or arguments as text. */
function readEnvironment(docker, at) {
	const written = getKey(docker, "env_args") ?? "";
	if (!isMapping(written)) return readText$2(docker, "env_args", {
		...at,
		example: "-e NAME=value"
	}, readDockerOptions);
	const reads = Object.entries(written).map(([name, value]) => readVariable(name, value, {
		key: "env_args",
		path: [
			at.section,
			"env_args",
			name
		],
		known: at.known
	}));
	return joinOptions(reads);
}
function readVariable(name, value, at) {
	if (!isScalar(value)) {
		const why = `the variable ${name} of \`env_args\` should be text`;
		return wrongVariable(wrongValue(at.path, why, "Write one text or number there.", NO_VARIABLE));
	}
	if (!isVariableName(name)) {
		const why = `"${name}" in \`env_args\` cannot be the name of an environment variable`;
		return wrongVariable(wrongKey(at.path, why, "Use letters, digits and `_`, and no digit at the beginning.", NO_VARIABLE));
	}
	const text = `${name}=${pythonText(value)}`;
	const read = readDockerOptions(`-e ${text}`);
	if (read.refused.length === 0 && read.options.environment.length === 1 && read.ignored.length === 0) return readValue(read.options);
	return refused(text, read.refused.find((one) => one.why !== "stray")?.why ?? "shell", at);
}
const NO_VARIABLE = "engine-argument-variable";
const wrongVariable = (finding) => ({
	value: NO_OPTIONS$1,
	findings: [finding]
});
const refused = (words, why, at) => ({
	value: NO_OPTIONS$1,
	findings: [refuseWords({
		words,
		why
	}, at)]
});
const isScalar = (value) => isRawNumber(value) || !(Array.isArray(value) || isMapping(value));
/** The options that were read, with a finding for each word that is not taken over. */
function judgeOptions({ options, refused, ignored }, at) {
	return {
		value: options,
		findings: [...refused.map((one) => refuseWords(one, at)), ...ignored.map((words) => notApplied$1(words, at.key, at.path))]
	};
}
const notApplied$1 = (words, key, path) => warnKey(path, `\`${words}\` in \`${key}\` is not applied here`, "MedPerf applies it.", "engine-argument-not-applied");

// src/containers/build/args.ts
/** BuildKit reads these itself: one names an image that builds in its place. */
const OF_BUILDKIT = /^BUILDKIT_/i;
/** Checks values for the `ARG`s of a Dockerfile: each becomes one argument of a builder, whatever is in it. */
function readBuildArgs(args, path) {
	return collectReads(args.map(([name, value]) => readArg(name, value, [...path, name])));
}
function readArg(name, value, path) {
	if (!isShellName(name)) return readNothing(wrongKey(path, `"${name}" cannot be the name of an ARG`, "Use letters, digits and `_`, and no digit at the beginning.", "build-arg-name"));
	if (OF_BUILDKIT.test(name)) {
		const why = `${name} is no ARG of a Dockerfile, but tells BuildKit how to build`;
		return readNothing(wrongKey(path, why, "Leave it out; a `# syntax=` line of the Dockerfile counts.", "build-arg-name"));
	}
	const fault = findValueFault(value);
	if (fault === void 0) return readValue([name, value]);
	return readNothing(wrongValue(path, `the value of the ARG ${name} ${fault}`, PLAIN$1, "build-arg-value"));
}
const PLAIN$1 = "Write plain text on one line, or put it into a file that the Dockerfile copies.";
function findValueFault(value) {
	if (hasHidden(value)) return "has line breaks, control characters, or others that do not show";
	return findTextFault(value) === void 0 ? void 0 : "is longer than a program can be given";
}
/** A stage is called by its name, or by its number from 0. */
const TARGET = /^[A-Za-z0-9][\w.-]{0,127}$/;
/** Checks the name of a stage. */
const checkTarget = (target, path) => TARGET.test(target) ? [] : [wrongValue(path, `"${target}" cannot be the name of a stage`, "Write the name behind AS in its FROM line.", "build-target")];
/** Checks the path of a Dockerfile in its context: nothing in it may be hidden from who reads it. */
const checkDockerfileName = (name, path) => name.trim() !== "" && !hasHidden(name) && !name.includes("\\") ? [] : [wrongValue(path, "the name of the Dockerfile is empty, or has characters that do not show", "Write its path relative to the context, with `/`.", "build-dockerfile")];

// src/containers/mlcube/build.ts
const STRATEGIES = [
	"pull",
	"auto",
	"always"
];
/**
* A data owner only has the mlcube.yaml and always pulls; here, beside its Dockerfile, the strategy is followed (docs/medperf.md
* 16.5). Undefined where there is nothing to build.
*/
function readCubeBuild(docker) {
	const strategy = getKey(docker, "build_strategy") ?? "pull";
	if (!STRATEGIES.some((one) => one === strategy)) return readNothing(wrongValue(["docker", "build_strategy"], "`build_strategy` should be pull, auto or always", "Leave it out for `pull`."));
	const isAsked = strategy !== "pull";
	const isNamed = ["build_context", "build_file"].some((key) => getKey(docker, key) !== void 0);
	if (!isAsked && !isNamed) return readNothing();
	const context = readPath$1(docker, "build_context", ".");
	const file = readPath$1(docker, "build_file", "Dockerfile");
	const args = isAsked ? readArguments(getKey(docker, "build_args") ?? {}) : NO_ARGUMENTS;
	const findings = joinFindings(context, file, args);
	if (context.value === void 0 || file.value === void 0) return { findings };
	return {
		value: known({
			context: context.value,
			dockerfile: file.value,
			...args.value,
			isAsked
		}),
		findings
	};
}
function readPath$1(docker, key, usual) {
	const value = getKey(docker, key) ?? usual;
	const path = ["docker", key];
	if (typeof value !== "string") return readNothing(wrongValue(path, `\`${key}\` should be a path`, PATH_HINTS[key]));
	const findings = key === "build_file" ? checkDockerfileName(value, path) : [];
	return findings.length > 0 ? { findings } : {
		value,
		findings
	};
}
const PATH_HINTS = {
	build_context: "Name a folder of this repository, relative to mlcube.yaml, as in `build_context: ../project`.",
	build_file: "Name a file in the build context, as in `build_file: Dockerfile.cpu`."
};
const NO_ARGUMENTS = {
	value: { args: [] },
	findings: []
};
const PATH$1 = ["docker", "build_args"];
/** `build_args`: a mapping of values for ARGs, or arguments of `docker build` as text. */
function readArguments(written) {
	if (typeof written === "string") return readText$1(written);
	if (!isMapping(written)) {
		const why = "`build_args` should be a mapping, or text";
		return {
			...NO_ARGUMENTS,
			findings: [wrongKey(PATH$1, why, "For example `{VERSION: \"1.2\"}`.")]
		};
	}
	const pairs = Object.entries(written).map(([name, value]) => [name, textOf(value)]);
	const args = readBuildArgs(pairs, PATH$1);
	return {
		value: { args: args.value },
		findings: args.findings
	};
}
const textOf = (value) => isRawNumber(value) || !(Array.isArray(value) || isMapping(value)) ? pythonText(value) : JSON.stringify(value);
/** Of the options of `docker build` those that say what is built. */
function readText$1(text) {
	const split = shellWords(text);
	if ("wrong" in split) {
		const why = `\`build_args\` cannot be split into words: ${split.wrong}`;
		return {
			...NO_ARGUMENTS,
			findings: [wrongKey(PATH$1, why, "Check its quotes.")]
		};
	}
	const options = readOptionWords(split.words);
	const args = readBuildArgs(options.flatMap(({ name, value }) => name === "build-arg" ? [cutPair(value)] : []), PATH$1);
	const target = options.findLast(({ name }) => name === "target")?.value;
	return {
		value: known({
			args: args.value,
			target
		}),
		findings: [
			...options.flatMap(({ name, value }) => name === void 0 ? [notApplied(value)] : []),
			...args.findings,
			...target === void 0 ? [] : checkTarget(target, PATH$1)
		]
	};
}
function readOptionWords(words) {
	const [word, next, ...rest] = words;
	if (word === void 0) return [];
	const [, name, glued] = /^--(build-arg|target)(?:=(.*))?$/s.exec(word) ?? [];
	const option = (value) => ({
		name,
		value
	});
	if (name === void 0) return [{ value: word }, ...readOptionWords(words.slice(1))];
	if (glued !== void 0) return [option(glued), ...readOptionWords(words.slice(1))];
	return next === void 0 ? [{ value: word }] : [option(next), ...readOptionWords(rest)];
}
/** Without a value `docker` would take that of a variable of whoever builds. */
function cutPair(text) {
	const cut = text.indexOf("=");
	return cut === -1 ? [text, ""] : [text.slice(0, cut), text.slice(cut + 1)];
}
const notApplied = (word) => warnKey(PATH$1, `\`${word}\` in \`build_args\` is not applied here`, "Known are `--build-arg NAME=VALUE` and `--target NAME`.", "engine-argument-not-applied");

// src/containers/mlcube/image.ts
/** Keys of `docker`; `mlcube` 0.0.9 refuses others. */
const DOCKER = [...[
	"image",
	"docker",
	"env_args",
	"gpu_args",
	"cpu_args",
	"build_args",
	"build_context",
	"build_file"
], ...[
	"build_strategy",
	"--network",
	"--security-opt",
	"--gpus",
	"--memory",
	"--cpuset-cpus"
]];
/** Reads which image an MLCube is and how it wants to be run (docs/medperf.md 16.5); undefined where it names none. */
function readImageSections(document) {
	const docker = getKey(document, "docker");
	const singularity = getKey(document, "singularity");
	const options = readSingularityArguments(singularity);
	if (docker === void 0 && singularity !== void 0) {
		const image = getKey(singularity, "image");
		return {
			value: {
				type: "SingularityFile",
				image: typeof image === "string" ? image : "",
				options: options.value,
				gpuOptions: options.value,
				singularityOptions: options.value
			},
			findings: options.findings
		};
	}
	if (docker === void 0 || !isMapping(docker)) {
		const finding = wrongKey(docker === void 0 ? [] : ["docker"], "an MLCube should have a section `docker`", "For example `docker: {image: lab/prep:1.0}`.");
		return { findings: [...options.findings, finding] };
	}
	const read = readDocker(docker, options.value);
	return {
		...read,
		findings: [...options.findings, ...read.findings]
	};
}
function readDocker(docker, singularityOptions) {
	const unknown = Object.keys(docker).filter((key) => !DOCKER.some((one) => one === key));
	const image = readImage$1(docker);
	const build = readCubeBuild(docker);
	const args = readDockerArguments(docker);
	const findings = [...unknown.map((key) => wrongKey(["docker", key], `mlcube knows no key \`${key}\` of \`docker\``, didYouMean(key, DOCKER))), ...joinFindings(image, build, args)];
	if (image.value === void 0) return { findings };
	return {
		value: known({
			type: "DockerImage",
			image: image.value,
			build: build.value,
			...args.value,
			singularityOptions
		}),
		findings
	};
}
function readImage$1(docker) {
	const image = getKey(docker, "image");
	const fault = typeof image === "string" ? imageReferenceFault(image) : void 0;
	if (typeof image === "string" && fault === void 0) return readValue(image);
	const path = image === void 0 ? ["docker"] : ["docker", "image"];
	const why = typeof image === "string" ? `"${image}" is not an image reference` : "`docker` of an MLCube should name its `image`";
	return readNothing(wrongValue(path, why, fault ?? "For example `image: ghcr.io/lab/prep:1.0`."));
}

// src/containers/mlcube/names.ts
/** What a shell leaves alone; `mlcube` hands its whole command to one, without quotes (docs/medperf.md 16.2). */
const PLAIN = /^[\w@%+=,./-]*$/;
/** Checks a text that `mlcube` puts into a shell command; `what` names it in the message. */
function checkPlain(text, what, path) {
	if (PLAIN.test(text)) return [];
	const why = `${what} "${text}" has characters that \`mlcube\` hands to a shell without quotes`;
	return [wrongValue(path, why, "Use letters, digits and `_ - . / = + , % @`.")];
}
/** A path relative to `workspace/` without `.` and empty parts; undefined for one that leads out of it. */
function insideWorkspace(written) {
	const parts = [];
	for (const part of written.split("/")) {
		if (part === ".." && parts.pop() === void 0) return void 0;
		if (part !== "" && part !== "." && part !== "..") parts.push(part);
	}
	return written.startsWith("/") || written.startsWith("~") ? void 0 : parts.join("/");
}
/** Whether MedPerf brings what lies at a place of `workspace/` to a data owner (docs/medperf.md 16.1). */
const isBrought = (place) => /^(?:$|parameters\.yaml$|additional_files(?:\/|$))/.test(place);
/** What MedPerf passes to a task in place of a name that it knows nothing of; undefined where the task declares all of that. */
function hintGiven(task, list, name, declared) {
	if (findPlace(task, name) !== void 0) return void 0;
	const given = listGiven(task, list);
	const left = given.filter((one) => !declared.includes(one));
	const meant = left.length === 1 ? left[0] : guessName(name, left);
	if (left.length === 0) return void 0;
	const to = meant === void 0 ? "one of these" : `\`${meant}\``;
	return `MedPerf passes ${quoteAll(given)} to ${task}: rename \`${name}\` to ${to}.`;
}
/** `preds_csv` and `pred` for `predictions`, `labels_csv` and `ground_truth_labels` for `labels`. */
function guessName(name, left) {
	const words = name.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word.length > 3);
	const alike = left.filter((one) => {
		const own = one.split("_")[0] ?? one;
		return words.some((word) => own.startsWith(word.replace(/s$/, "")) || word.startsWith(own.replace(/s$/, "")));
	});
	return suggestName(name, left) ?? (alike.length === 1 ? alike[0] : void 0);
}
const quoteAll = (names) => names.map((name) => `\`${name}\``).join(" and ");

// src/containers/mlcube/parameters.ts
/**
* Which of the two optional parameters prepare has among its outputs: MedPerf passes them only then (docs/medperf.md 16.3).
*/
function findOptional(tasks) {
	const outputs = getKey(getKey(getKey(tasks, "prepare"), "parameters"), "outputs");
	return new Set(["metadata_path", "report_file"].filter((name) => getKey(outputs, name) !== void 0));
}
/** Reads `inputs` or `outputs` of an MLCube's task, in the file's order (docs/medperf.md 16.4), and checks each. */
function readParameterList(value, where) {
	const path = [
		"tasks",
		where.task,
		"parameters",
		where.list
	];
	if (value === void 0 || value === null) return readValue([]);
	if (!isMapping(value)) return {
		value: [],
		findings: [wrongKey(path, `\`${where.list}\` should be a mapping of parameters`, "Write each by its name, as in `data_path: input_data`.")]
	};
	return collectReads(Object.entries(value).map(([name, written]) => readParameter(name, written, where, [...path, name])));
}
function readParameter(name, written, where, path) {
	const { task, list, optional } = where;
	const shape = readShape(name, written, path);
	if (shape.value === void 0) return { findings: shape.findings };
	const odd = checkPlain(name, "the parameter", path);
	if (odd.length > 0) return { findings: odd };
	const parameter = isGiven(task, name, optional) ? readValue(givenParameter(task, list, shape.value)) : ownParameter(shape.value, path);
	if (parameter.value === void 0) return parameter;
	return {
		value: parameter.value,
		findings: checkParameter(parameter.value, where, path)
	};
}
/** A parameter is the text of its default, or `{type, default}`; without a default its name is taken (mlcube 0.0.9). */
function readShape(name, written, path) {
	const value = written === null ? {} : typeof written === "string" ? { default: written } : written;
	const given = getKey(value, "default") ?? name;
	const type = getKey(value, "type") ?? "unknown";
	if (!isMapping(value) || typeof given !== "string") {
		const why = `\`${name}\` should be a path, or a mapping with \`type\` and \`default\``;
		return readNothing(wrongKey(path, why, "For example `{type: file, default: parameters.yaml}`."));
	}
	if (type !== "file" && type !== "directory" && type !== "unknown") {
		const why = `the type of \`${name}\` should be either file or directory, and is ${quoteName(showValue(type), 60)}`;
		return readNothing(wrongValue([...path, "type"], why, adviseType(type), "mount-type"));
	}
	const isFolder = type === "unknown" && /[/\\]$/.test(given);
	return readValue({
		name,
		type: isFolder ? "directory" : type,
		default: given
	});
}
/** MedPerf passes the path of a file or folder that exists, so an input's type is known, but for raw data and labels. */
function givenParameter(task, list, shape) {
	const place = findPlace(task, shape.name);
	const exists = place !== void 0 && FILES$1.has(place) ? "file" : "directory";
	const isKnown = list === "outputs" || shape.type !== "unknown" || place !== void 0 && RAW.has(place);
	return {
		...shape,
		type: isKnown ? shape.type : exists,
		given: true
	};
}
function ownParameter(shape, path) {
	const place = insideWorkspace(shape.default);
	if (place === void 0) {
		const why = `the default of \`${shape.name}\`, ${shape.default}, leads out of the MLCube's workspace/`;
		return readNothing(wrongValue(path, why, "Only what lies in `workspace/` beside mlcube.yaml can be mounted."));
	}
	const odd = checkPlain(shape.default, `the default of \`${shape.name}\`,`, path);
	if (odd.length > 0) return { findings: odd };
	if (place === "" && shape.type === "file") return readNothing(wrongValue(path, `the default of the file \`${shape.name}\` is empty`, "Name a file in `workspace/`, as in `{type: file, default: parameters.yaml}`."));
	return readValue({
		...shape,
		default: place,
		given: false
	});
}
function checkParameter(parameter, where, path) {
	const { name, type, given } = parameter;
	if (where.list === "outputs" && type === "unknown") return [wrongKey(path, `the type of the output \`${name}\` is unknown`, "Write `{type: file, default: …}` or `{type: directory, default: …}`.")];
	const place = findPlace(where.task, name);
	return given && place !== void 0 ? checkGiven(parameter, place, where, path) : checkOwn(parameter, where, path);
}
function checkGiven({ name, type }, place, { task, list }, path) {
	const wanted = FILES$1.has(place) ? "file" : "directory";
	if (type !== wanted && !RAW.has(place)) {
		const why = `\`${name}\` of ${task} is a ${wanted}, not a ${type}`;
		return [wrongKey(path, why, `Write \`type: ${wanted}\`.`)];
	}
	if (list === "inputs" || WRITTEN[task].has(place)) return [];
	const why = `\`${name}\` is an input of ${task}, but as an output the container may change it`;
	return [warnKey(path, why, "Move it to `inputs`, unless it is meant to be written.")];
}
function checkOwn({ name, default: place }, { task, list, optional }, path) {
	const passed = listVolumes(task).filter((one) => isGiven(task, one, optional));
	const meant = suggestName(name, passed);
	if (name !== "metadata_path" && meant === void 0) return [];
	if (name !== "metadata_path" && list === "inputs" && !isBrought(place)) return [];
	const hint = name === "metadata_path" ? metadataHint(task) : `Did you mean \`${meant}\`?`;
	const why = `MedPerf passes no \`${name}\` to the task ${task} of an MLCube, so its default in workspace/ is used`;
	return [warnKey(path, why, hint, "parameter-not-passed")];
}
const metadataHint = (task) => task === "sanity_check" ? "Leave it out: sanity_check of an MLCube sees only data and labels." : "Declare it among the outputs of prepare, too.";

// src/containers/mlcube/outputs.ts
/** Checks that a task can hand on what it makes, and that no output lies in a folder that is mounted read-only. */
function checkOutputs(task, inputs, outputs, names) {
	const path = [
		"tasks",
		task,
		"parameters",
		"outputs"
	];
	const missing = REQUIRED_OUTPUTS[task].filter((name) => !names.includes(name));
	const readOnly = new Set(inputs.filter(({ given }) => !given).map(folderOf));
	const hidden = outputs.filter((one) => !one.given && readOnly.has(folderOf(one)));
	return [...missing.map((name) => {
		const hint = inputs.some((input) => input.name === name) ? "It is among the inputs, which are read-only: move it." : hintOther(task, names) ?? `Add it: ${task} writes there.`;
		return wrongKey(path, `the task ${task} needs \`${name}\` among its outputs`, hint);
	}), ...hidden.map(({ name }) => {
		const why = `the folder of the output \`${name}\` is mounted for an input already, and read-only`;
		return warnKey([...path, name], why, "Give the output a folder of its own in its `default`.");
	})];
}
/** What an output of another name is most likely meant to be. */
function hintOther(task, names) {
	const other = names.find((name) => findPlace(task, name) === void 0);
	return other && hintGiven(task, "outputs", other, names);
}
/** The folder that is mounted for a parameter: of a file its parent. */
const folderOf = ({ type, default: path }) => type === "file" ? path.split("/").slice(0, -1).join("/") : path;

// src/containers/mlcube/task.ts
const TASK_KEYS = ["entrypoint", "parameters"];
const LISTS = ["inputs", "outputs"];
const NO_OPTIONS = {
	environment: [],
	gpus: { kind: "none" }
};
const NO_IMAGE = {
	options: NO_OPTIONS,
	gpuOptions: NO_OPTIONS,
	singularityOptions: NO_OPTIONS
};
/** Reads one task of an MLCube; `optional` as in `findOptional`. */
function readMlcubeTask(task, value, image, optional) {
	const path = [
		"tasks",
		task,
		"parameters"
	];
	const parameters = getKey(value, "parameters") ?? {};
	const inputs = readParameterList(getKey(parameters, "inputs"), {
		task,
		list: "inputs",
		optional
	});
	const outputs = readParameterList(getKey(parameters, "outputs"), {
		task,
		list: "outputs",
		optional
	});
	const names = Object.keys(getKey(parameters, "outputs") ?? {});
	const entrypoint = readEntrypoint(task, value, image?.type === "SingularityFile");
	const { takesArguments, ...words } = entrypoint.value;
	return {
		value: makeSpec(words, image ?? NO_IMAGE, {
			inputs: inputs.value,
			outputs: outputs.value,
			takesArguments
		}),
		findings: [
			...findSlips(value, TASK_KEYS, ["tasks", task]),
			...isMapping(parameters) ? findSlips(parameters, LISTS, path) : [wrongKey(path, "`parameters` should be a mapping", "Write `parameters: {inputs: {…}, outputs: {…}}`.")],
			...joinFindings(inputs, outputs),
			...checkOutputs(task, inputs.value, outputs.value, names),
			...entrypoint.findings
		]
	};
}
function makeSpec(words, { options, gpuOptions, singularityOptions: singularity }, parameters) {
	return known({
		...words,
		environment: options.environment,
		gpus: options.gpus,
		shmSize: options.shmSize,
		inputs: [],
		outputs: [],
		mlcube: {
			...parameters,
			options,
			gpuOptions,
			singularity
		}
	});
}
/**
* The task's own entrypoint, whose first word is the program and which then does not get the task's name; without one the
* image's entrypoint gets the name first. With Docker a single word gets no arguments at all, which is a bug that is kept
* (docs/medperf.md 16.4).
*/
function readEntrypoint(task, value, isSif) {
	const path = [
		"tasks",
		task,
		"entrypoint"
	];
	const written = getKey(value, "entrypoint") ?? null;
	const plain = {
		command: [task],
		takesArguments: true
	};
	if (written === null) return readValue(plain);
	const split = typeof written === "string" ? shellWords(written) : { wrong: "it is not text" };
	if ("wrong" in split) {
		const why = `\`entrypoint\` cannot be split into words: ${split.wrong}`;
		return {
			value: plain,
			findings: [wrongValue(path, why, "Write it as one text, and check its quotes.")]
		};
	}
	const [entrypoint, ...command] = split.words;
	if (entrypoint === void 0 || split.words.some((word) => word === "")) return {
		value: plain,
		findings: [wrongValue(path, "`entrypoint` has an empty word", "Leave the key out for that of the image.")]
	};
	const odd = split.words.flatMap((word) => checkPlain(word, "the word of `entrypoint`", path)).slice(0, 1);
	if (odd.length > 0) return {
		value: plain,
		findings: odd
	};
	if (isSif || command.length > 0) return readValue({
		entrypoint,
		command,
		takesArguments: true
	});
	const why = `\`entrypoint\` is a single word, so the task ${task} gets no arguments: neither its name nor its paths`;
	return {
		value: {
			entrypoint,
			command: [],
			takesArguments: false
		},
		findings: [warnValue(path, why, "Write two words or more, such as `python3 /app/run.py`.")]
	};
}

// src/containers/mlcube/mlcube.ts
const KEYS$1 = [
	"name",
	"description",
	"authors",
	"platform",
	"docker",
	"singularity",
	"tasks"
];
/** An MLCube has no container_type, and its tasks have parameters instead of volumes (docs/medperf.md 16.5). */
function isMlcube(document) {
	if (getKey(document, "container_type") !== void 0 || getKey(document, "image") !== void 0) return false;
	const tasks = Object.values(getKey(document, "tasks") ?? {});
	return getKey(document, "docker") !== void 0 || tasks.some((task) => getKey(task, "parameters") !== void 0);
}
/** Checks an mlcube.yaml (docs/medperf.md 16.4, 16.5) for its role. */
function readMlcube(document, use) {
	if (isScript(use)) return {
		declared: [],
		findings: [NO_SCRIPT]
	};
	const sections = readImageSections(document);
	const tasks = readTasks(document, use, sections.value);
	const findings = [...findSlips(document, KEYS$1, []), ...joinFindings(sections, tasks)];
	if (sections.value === void 0 || findings.some(({ severity }) => severity === "error")) return {
		declared: [],
		findings
	};
	const { type, image, build } = sections.value;
	return {
		spec: {
			type,
			image,
			tasks: tasks.value,
			document,
			mlcube: known({ build })
		},
		declared: [],
		findings
	};
}
/** Servers that hold models without a container hold no MLCubes (docs/medperf.md 4.2, 5.4). */
const NO_SCRIPT = wrongValue([], "an MLCube cannot run a model that is an asset", "Write a container_config.yaml with the task run_script, and name it as `config`.", "mlcube-as-script");
function readTasks(document, use, image) {
	const tasks = getKey(document, "tasks");
	if (tasks === void 0 || !isMapping(tasks)) return {
		value: {},
		findings: [wrongKey(tasks === void 0 ? [] : ["tasks"], "an MLCube should have a mapping `tasks`", "Write each task as a key below `tasks`, with its `parameters: {inputs: {…}, outputs: {…}}`.")]
	};
	const optional = findOptional(tasks);
	const read = Object.entries(tasks).flatMap(([name, task]) => isTask(name) && isMapping(task) ? [{
		name,
		...readMlcubeTask(name, task, image, optional)
	}] : []);
	return {
		value: Object.fromEntries(read.map(({ name, value }) => [name, value])),
		findings: [...checkTasks(use, tasks), ...joinFindings(...read)]
	};
}
const isTask = (name) => TASKS.some((task) => task === name);

// src/containers/container-config.ts
const KEYS = [
	"container_type",
	"image",
	"tasks"
];
const NEEDS = "It needs `container_type`, `image` and `tasks`.";
/**
* Checks a container_config.yaml (docs/medperf.md 12) or mlcube.yaml for its role, in MedPerf's own words where it has some.
*/
function readContainerConfig(document, use) {
	const only = (message, hint) => ({
		declared: [],
		findings: [wrongValue([], message, hint)]
	});
	if (document === null || isMapping(document) && Object.keys(document).length === 0) return only("Empty container configuration", NEEDS);
	if (!isMapping(document)) return only("a container configuration should be a mapping", (typeof document === "string" ? adviseText(document) : void 0) ?? NEEDS);
	if (isMlcube(document)) return readMlcube(document, use);
	const type = readType(document);
	const image = readImage(document, type.value, use.hasImageFile);
	const tasks = readTasks$1(document, use);
	const findings = [...findSlips(document, KEYS, []), ...joinFindings(type, image, tasks)];
	const { declared } = tasks.value;
	if (findings.some(({ severity }) => severity === "error") || type.value === void 0 || image.value === void 0) return {
		declared,
		findings
	};
	return {
		spec: {
			type: type.value,
			image: image.value,
			tasks: tasks.value.tasks,
			document
		},
		declared,
		findings
	};
}
function readType(document) {
	const written = getKey(document, "container_type");
	if (written === void 0) return readNothing(wrongValue([], "Container configuration should contain a 'container_type' field.", "Most often it is `container_type: DockerImage`."));
	const type = CONTAINER_TYPES.find((one) => one === written);
	if (type !== void 0) return readValue(type);
	const why = `Invalid container type: ${showValue(written)}. Expected: ${CONTAINER_TYPES.join(", ")}`;
	return readNothing(wrongValue(["container_type"], why, didYouMean(showValue(written), CONTAINER_TYPES)));
}
function readImage(document, type, hasImageFile) {
	const image = getKey(document, "image");
	if (typeof image !== "string") return readNothing(wrongValue(image === void 0 ? [] : ["image"], image === void 0 ? "Container config should have an 'image' field." : "`image` should be text", "For example `image: ghcr.io/lab/prep:1.0`."));
	return {
		value: image,
		findings: type === void 0 ? [] : checkImage(image, type, hasImageFile)
	};
}
function checkImage(image, type, hasImageFile) {
	if (type === "DockerImage") {
		const fault = imageReferenceFault(image);
		return fault === void 0 ? [] : [wrongValue(["image"], `"${image}" is not an image reference`, fault)];
	}
	if (hasImageFile || parseResource(image) !== void 0) return [];
	const hint = (findPlaceholder(image) === void 0 ? void 0 : "It is a placeholder: write what it stands for.") ?? `\`image\` of a ${type} is the URL of the file; a file of this repository is named by \`image_file\` in benchmark.yaml.`;
	return [wrongValue(["image"], `Invalid resource input: ${showAddress(image)}`, hint, "image-not-resource")];
}

// src/benchmark/address/synapse.ts
/** Why a file that only Synapse has cannot be used. */
function refuseSynapse(id, path) {
	const why = `\`${path.join(".")}\`: synapse:${id} cannot be fetched here, because Synapse needs a login`;
	return wrongValue(path, why, "Host the file at a public https address, or name one of this repository.", "synapse-needs-login");
}

// src/benchmark/near-path.ts
/** Entries of a folder that are compared with a name. */
const COMPARED$1 = 1e3;
/** What a path that names nothing may stand for: something beside it with nearly its name; undefined where there is none. */
function findNear(written, { repository, folder }) {
	const name = posix.basename(written);
	const above = posix.dirname(written);
	const names = listNames(above, {
		repository,
		folder
	});
	const near = names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? suggestName(name, names);
	return near === void 0 ? void 0 : posix.join(above, near);
}
const WANTED$2 = [
	"container_config.yaml",
	"container_config.yml",
	"mlcube.yaml",
	"parameters.yaml"
];
/** The file that is meant by whoever names its folder; undefined where nobody can tell. */
function findFileWithin(written, what, where) {
	const [only, ...others] = listNames(written, where).filter((name) => WANTED$2.includes(name)).filter((name) => name.startsWith("parameters") === what.startsWith("Parameters"));
	return only === void 0 || others.length > 0 ? void 0 : posix.join(written, only);
}
function listNames(written, { repository, folder }) {
	const found = locatePath(repository, folder, written);
	if (found.kind !== "directory") return [];
	return (listFolder(toBytes(found.path)) ?? []).slice(0, COMPARED$1).map(({ name }) => fromBytes(name)).filter((name) => !name.startsWith("."));
}

// src/benchmark/paths.ts
/** Finds the file or folder that benchmark.yaml names at `path`. */
function findNamed$2(written, path, { what, kinds }, context) {
	const wrong = (message, hint, code) => readNothing(wrongValue(path, message, hint, code));
	const found = locatePath(context.repository, context.folder, written);
	const from = context.folder === "" ? "the top of the repository" : `\`${context.folder}/\``;
	if (written.trim() === "") return wrong(`${what}: the path is empty`, `Write the path, relative to ${from}, where benchmark.yaml lies.`);
	const submodule = found.kind === "missing" || found.kind === "directory" ? findEmptySubmodule(context.repository, found.shown) : void 0;
	if (submodule !== void 0) return wrong(`${what} ${written} ${submodule === found.shown ? "is" : `lies in ${submodule}, which is`} a Git submodule that is not checked out`, SUBMODULE_HINT, SUBMODULE_CODE);
	if (found.kind === "file" && isPointerFile(found.path)) return wrong(`${what} ${written} is a Git LFS pointer, not the file itself`, LFS_HINT, LFS_CODE);
	switch (found.kind) {
		case "absolute": return wrong(`${what} ${written} is an absolute path`, `Write it relative to ${from}, where benchmark.yaml lies.`);
		case "outside": return wrong(`${what} ${written} is outside of the repository`, "Move it into the repository; links may not lead out of it either.");
		case "git": return wrong(`${what} ${written} is part of .git, which is never used: its configuration may hold a token`, "Name a file or folder that is committed.");
		case "missing": return wrong(`${what} ${written} does not exist`, missingHint$2(written, path, from, context));
		case "unreadable": return readNothing(sayUnreadable(`${what} ${written}`, path));
		case "bytes": return wrong(`${what} ${written} leads to a name that is not UTF-8`, "Rename what it leads to.");
		case "special": return wrong(`${what} ${written} is neither a file nor a folder`, "Name a file or a folder: a pipe, a socket or a device is none.");
		default:
			if (!kinds.includes(found.kind)) return wrong(...wrongKind(written, what, kinds[0], context));
			return expectReadable(found, found.kind === "file" ? checkReadable(found.path, `${what} ${written}`, path) : []);
	}
}
function wrongKind(written, what, kind, context) {
	const shown = `${what} ${written}`;
	if (kind === "directory") return [`${shown} is not a folder`, "Name the folder that it is in."];
	const within = findFileWithin(written, what, context);
	const hint = within === void 0 ? "Name the file itself: the folder and its name, with a `/` between them." : `Is \`${within}\` meant?`;
	return [`${shown} is not a file`, hint];
}
const expectReadable = (value, findings) => findings.length === 0 ? readValue(value) : { findings };
function missingHint$2(written, path, from, context) {
	if (findPlaceholder(written) !== void 0) return FILL_IN;
	if (written.includes("\\")) return "Write the path with `/`.";
	if (path.at(-1) === "path" && /^(direct:)?https?:\/\//.test(written)) return "An address goes under `url`, not `path`.";
	const near = findNear(written, context);
	if (near !== void 0) return `Did you mean \`${near}\`?`;
	return `Paths are relative to ${from}, where benchmark.yaml lies; is the file committed?`;
}
/** What of a file or folder that is named cannot be read, as one finding at most. */
function checkReadable(real, shown, path) {
	const found = findUnreadable(real);
	if (found === void 0) return [];
	return [sayUnreadable(found.name === "" ? shown : `${found.name} in ${shown}`, path, found.code)];
}
const sayUnreadable = (what, path, code = "EACCES") => wrongValue(path, `${what} cannot be read by the user of the runner (${code})`, UNREADABLE_HINT, "unreadable");

// src/benchmark/sources.ts
/** What the server takes as a URL, in characters (docs/medperf.md 4.2, 6.1). */
const LONGEST_URL = 256;
/** Reads `url` or `path`, and `sha256`, of something that is fetched; without a value where something is wrong with it. */
function readSource(section, path, wanted, context) {
	const sha256 = readSha256(section.sha256, [...path, "sha256"]);
	const found = findSource(section, path, wanted, context);
	const { positionOf } = context;
	const places = known({
		source: positionOf([...path, section.url === void 0 ? "path" : "url"], "value"),
		sha256: section.sha256 === void 0 ? void 0 : positionOf([...path, "sha256"], "value")
	});
	const value = found.value && known({
		...found.value,
		sha256: sha256.value,
		places
	});
	return makeRead(value, joinFindings(sha256, found));
}
function findSource({ url, path: written }, path, wanted, context) {
	const name = `\`${path.join(".")}\``;
	if (url !== void 0 && written !== void 0) {
		const why = `${name} has both \`url\` and \`path\``;
		return readNothing(wrongKey([...path, "path"], why, "Keep one of the two."));
	}
	if (url !== void 0) return readUrl(url, [...path, "url"], context);
	if (written !== void 0) return readPath(written, [...path, "path"], wanted, context);
	return readNothing(wrongKey(path, `${name} needs a \`url\` or a \`path\``, "Write `path:` for what is in this repository, or `url:` for what is hosted elsewhere.", "source-missing"));
}
function readPath(written, path, wanted, context) {
	const found = findNamed$2(written, path, wanted, context);
	if (found.value === void 0) return { findings: found.findings };
	const { kind: type, path: real } = found.value;
	const unreadable = type === "directory" ? checkReadable(real, written, path) : [];
	if (unreadable.length > 0) return { findings: unreadable };
	const entries = type === "directory" ? checkEntries(real, written, path, context) : [];
	return {
		value: {
			kind: "path",
			path: real,
			shown: written,
			type
		},
		findings: entries
	};
}
function readUrl(url, path, rules) {
	const resource = parseResource(url);
	if (resource?.kind === "url") return {
		value: resource,
		findings: [...checkAddress(url, path, LONGEST_URL), ...checkRegisteredUrl(url, path, rules)]
	};
	if (resource !== void 0) return readNothing(refuseSynapse(resource.id, path));
	const hint = findPlaceholder(url) === void 0 ? "Write an http or https address; a file of this repository goes under `path`." : FILL_IN;
	return readNothing(wrongValue(path, `Invalid resource input: ${showAddress(url)}`, hint));
}
function readSha256(sha256, path) {
	if (sha256 === void 0) return readNothing();
	if (/^[0-9a-f]{64}$/i.test(sha256)) return readValue(sha256.toLowerCase());
	const digits = sha256.replace(/^sha256:/i, "");
	const hint = digits === sha256 ? "It is what `sha256sum` prints for the file." : "Write it without `sha256:`.";
	const found = digits === sha256 ? `, not ${[...sha256].length} characters` : "";
	const why = `\`${path.join(".")}\` should be 64 hexadecimal digits${found}`;
	return readNothing(wrongValue(path, why, hint));
}
const checkEntries = (folder, written, path, { repository }) => explainEntries(findBadEntries(repository, folder), written).map(({ message, hint, code }) => wrongValue(path, message, hint, code));
/** What is wrong in a folder, each thing by itself but what is not checked out: of that the first is named, and how many there are. */
function explainEntries(entries, folder) {
	const [first, ...more] = entries.filter(({ why }) => why === "pointer");
	return [...entries.filter(({ why }) => why !== "pointer").map((entry) => explainEntry(entry, folder)), ...first === void 0 ? [] : [explainPointers(first, more.length, folder)]];
}
function explainPointers({ name }, more, folder) {
	return {
		message: `${name} in ${folder} is a Git LFS pointer, not the file itself${more === 0 ? "" : `, and so are ${more} more there`}`,
		hint: LFS_HINT,
		code: LFS_CODE
	};
}
function explainEntry({ name, why }, folder) {
	const link = `the link ${name} in ${folder} leads`;
	switch (why) {
		case "broken": return {
			message: `${link} to nothing`,
			hint: "Remove it, or commit what it points to."
		};
		case "outside": return {
			message: `${link} out of the repository`,
			hint: "Copy what it points to into the folder."
		};
		case "into git": return {
			message: `${link} into .git, which is never used: its configuration may hold a token`,
			hint: "Remove it."
		};
		case "unreadable": return {
			message: `${name} in ${folder} cannot be read by the user of the runner`,
			hint: UNREADABLE_HINT
		};
		case "submodule": return {
			message: `${name === "." ? folder : `${name} in ${folder}`} is a Git submodule that is not checked out`,
			hint: SUBMODULE_HINT,
			code: SUBMODULE_CODE
		};
		default: return {
			message: `the folder ${folder} holds ${name}, whose configuration may hold a token`,
			hint: "Put what is meant into a folder of its own, without a checkout of Git in it, and name that."
		};
	}
}

// src/benchmark/component/asset.ts
const FILES = {
	what: "Asset",
	kinds: ["directory", "file"]
};
/**
* Reads a reference model that is an asset: files without a container, extracted for run_script (docs/medperf.md 5.4, 13.2).
*/
function readAsset(role, name, asset, others, context) {
	const keys = others.filter((key) => key !== "name").map((key) => {
		const why = `\`${role}\` has both \`asset\` and \`${key}\``;
		return wrongKey([role, key], why, "An asset is files alone: what runs them is the `benchmark_script`.");
	});
	const source = asset.url === "local" ? refuseLocal(role) : readSource(asset, [role, "asset"], FILES, context);
	const findings = [...keys, ...source.findings];
	if (source.value === void 0 || name === void 0) return { findings };
	return {
		value: assetComponent(role, name, "", source.value),
		findings
	};
}
function refuseLocal(role) {
	return readNothing(wrongValue([
		role,
		"asset",
		"url"
	], "an asset that never leaves its owner’s machine (`local`) can be run by nobody else", "Give the address or the path of its files."));
}
/** A model that is files alone; where they are takes the place of the image. */
function assetComponent(role, name, config, files) {
	return {
		role,
		name,
		config,
		additionalFiles: files,
		spec: {
			type: "Asset",
			image: files.kind === "path" ? files.shown : files.url,
			tasks: {},
			document: null
		}
	};
}

// src/benchmark/problems.ts
/** A finding with its file and line; words that come from the file are made harmless. */
function toProblem({ file, placeOf }, { severity, path, of, message, hint, code, bars }) {
	return known({
		...problemAt(file, severity, message, hint, placeOf(path, of)),
		code,
		bars
	});
}
function problemAt(file, severity, message, hint, place) {
	return known({
		severity,
		file: plainLine(file, 1e3),
		line: place?.line,
		column: place?.column,
		message: plainLine(hideUrlSecrets(message), 2e3),
		hint: hint === void 0 ? void 0 : plainLine(hideUrlSecrets(hint), 2e3)
	});
}
/** What is wrong in a YAML document, with the key whose value it is. */
const tellYaml = ({ path = [], message }) => path.length === 0 ? message : `${quoteName(path.join("."), 200)}: ${message}`;
const LOOK = "Look at this line and the one before it.";
/** The problems of a document that cannot be used; `what` is what the file is. */
const unreadProblems = (file, { problems }, what) => problems.slice(0, 20).map(({ hint = LOOK, code, line, column, ...problem }) => known({
	...problemAt(file, "error", `${what}: ${tellYaml(problem)}`, hint, {
		line,
		column
	}),
	code
}));
const findPosition = ({ file, placeOf }, path, of) => ({
	file,
	...placeOf(path, of)
});

// src/benchmark/component/mlcube-workspace.ts
const PARAMETERS$1 = "parameters.yaml";
const ADDITIONAL_FILES$1 = "additional_files";
/** Where the files of an MLCube lie beside its mlcube.yaml, used where benchmark.yaml names none (docs/medperf.md 16.1). */
function findInWorkspace(role, name, config, context) {
	const shown = posix.join(posix.dirname(config.file), "workspace", name);
	const found = locatePath(context.repository, "", shown);
	if (found.kind === "missing") return readNothing();
	if (found.kind === "file" && name === PARAMETERS$1 && isPointerFile(found.path)) {
		const why = `${shown} is a Git LFS pointer, not the file itself`;
		return readNothing(wrongValue([role, "config"], why, LFS_HINT, LFS_CODE));
	}
	if (found.kind === (name === PARAMETERS$1 ? "file" : "directory")) return readValue(found);
	if (found.kind === "unreadable") {
		const why = `${shown} cannot be read by the user of the runner`;
		return readNothing(wrongValue([role, "config"], why, UNREADABLE_HINT));
	}
	const why = found.kind === "outside" || found.kind === "git" ? `${shown} leads ${found.kind === "git" ? "into .git" : "out of the repository"}` : `${shown} is not a ${name === PARAMETERS$1 ? "file" : "folder"}`;
	return readNothing(wrongValue([role, "config"], why, "MedPerf fills it with what benchmark.yaml names."));
}
/** The folder `workspace/additional_files` as a source; links that lead out of the repository are findings. */
function readWorkspaceFiles(role, config, context) {
	const found = findInWorkspace(role, ADDITIONAL_FILES$1, config, context);
	if (found.value === void 0) return { findings: found.findings };
	const { path, shown } = found.value;
	const unreadable = checkReadable(path, shown, [role, "config"]);
	if (unreadable.length > 0) return { findings: unreadable };
	const findings = explainEntries(findBadEntries(context.repository, path), shown).map(({ message, hint, code }) => wrongValue([role, "config"], message, hint, code));
	return {
		value: {
			kind: "path",
			path,
			shown,
			type: "directory",
			places: { source: context.positionOf([role, "config"], "value") }
		},
		findings
	};
}
/**
* Checks what the tasks of an MLCube take from `workspace/`: at a data owner MedPerf puts there parameters.yaml and the
* folder additional_files, and nothing else (docs/medperf.md 16.1).
*/
function checkDefaults(config, { parametersFile, additionalFiles, hasUnread = false }) {
	const { spec } = config.read;
	if (spec === void 0) return [];
	return missingDefaults(spec, {
		hasParameters: parametersFile !== void 0,
		additionalFiles,
		hasUnread
	}).map((finding) => toProblem(config, finding));
}
/** The inputs of an MLCube for which nothing lies in `workspace/`. */
function missingDefaults({ tasks }, files) {
	return TASKS.flatMap((task) => {
		const inputs = tasks[task]?.mlcube?.inputs ?? [];
		const declared = inputs.map(({ name }) => name);
		return inputs.flatMap((input) => {
			const state = input.given ? "there" : stateOf(input, files);
			if (state === "there") return [];
			return [absent(input, state, {
				path: [
					"tasks",
					task,
					"parameters",
					"inputs",
					input.name
				],
				meant: state === "not brought" ? hintGiven(task, "inputs", input.name, declared) : void 0
			})];
		});
	});
}
function stateOf({ default: path }, { hasParameters, additionalFiles, hasUnread = false }) {
	if (!isBrought(path)) return "not brought";
	if (hasUnread) return "there";
	if (path === PARAMETERS$1) return hasParameters ? "there" : "not there";
	if (path === "" || path === ADDITIONAL_FILES$1) return "there";
	if (additionalFiles === void 0) return "not there";
	if (additionalFiles.kind !== "path" || additionalFiles.type === "file") return "there";
	return existsSync(join(additionalFiles.path, path.slice(17))) ? "there" : "not there";
}
function absent({ name, type, default: path }, state, { path: where, meant }) {
	const why = state === "not brought" ? `MedPerf brings only ${PARAMETERS$1} and ${ADDITIONAL_FILES$1}/ into workspace/, so a data owner has no ${path} for \`${name}\`` : `there is no ${path} in workspace/ for \`${name}\``;
	const own = `Put it into ${ADDITIONAL_FILES$1}/, or name \`parameters\` or \`additional_files\` in benchmark.yaml.`;
	const hint = meant === void 0 ? own : `${meant} Or, where it is a file of your own: p${own.slice(1)}`;
	return (type === "unknown" ? wrongValue : warnValue)(where, why, hint, "input-not-passed");
}

// src/benchmark/component/use.ts
/**
* Checks what benchmark.yaml gives a container against what the container's configuration declares (docs/medperf.md 13.2).
*/
function checkUse(role, section, config, files, { runtime }) {
	return [
		...config.read.spec?.mlcube === void 0 ? checkVolumesUsed(role, section, config) : checkDefaults(config, files),
		...checkRuntime(config, runtime),
		...checkImageUsed(role, section, config)
	];
}
const VOLUMES = [["parameters", "parameters_file"], ["additional_files", "additional_files"]];
function checkVolumesUsed(role, section, config) {
	const { declared, spec } = config.read;
	const missing = section.parameters === void 0 ? missingParameters(role, config.read, "benchmark.yaml") : [];
	const unused = VOLUMES.filter(([key, volume]) => section[key] !== void 0 && !declared.some(({ name }) => name === volume) && spec !== void 0);
	return [...missing.map((finding) => toProblem(config, finding)), ...unused.map(([key, volume]) => {
		const why = `no task of the ${nameRole(role)} declares \`${volume}\`, so its \`${key}\` are not used`;
		const hint = `Declare \`${volume}\` among the input volumes of a task in ${section.config}.`;
		return warnKey([role, key], why, hint);
	})];
}
/** Tasks that declare a parameters file where `who` names none (docs/medperf.md 13.3). */
function missingParameters(role, { declared }, who) {
	return declared.filter(({ name }) => name === "parameters_file").map(({ task, path }) => {
		const why = `the task ${task} declares \`parameters_file\`, but ${who} names no parameters of the ${nameRole(role)}`;
		const hint = `Add \`parameters: …\` to \`${role}\` (an empty file will do), or remove the volume.`;
		return wrongKey(path, why, hint);
	});
}
function checkRuntime(config, runtime) {
	const { spec } = config.read;
	const refusal = spec && cannotRun(spec.type, runtime);
	if (spec === void 0 || refusal === void 0) return [];
	const path = spec.mlcube === void 0 ? ["container_type"] : ["singularity"];
	return [toProblem(config, wrongValue(path, refusal.message, refusal.hint))];
}
function checkImageUsed(role, section, config) {
	const { spec } = config.read;
	if (spec === void 0) return [];
	return [...checkImageFile(role, section, spec), ...checkBuild(role, section, spec)];
}
function checkImageFile(role, section, { type, mlcube }) {
	if (section.image_file !== void 0 && type === "DockerImage") {
		const why = `\`image_file\` is for a configuration whose image is a file, but ${section.config} has the type ${type}`;
		return [wrongKey([role, "image_file"], why, mlcube === void 0 ? "Remove it, or change `container_type` to `DockerArchive`." : "Remove it.")];
	}
	if (section.image_file !== void 0 || mlcube === void 0 || type !== "SingularityFile") return [];
	const why = `the image of the MLCube ${section.config} is a Singularity file, and benchmark.yaml names none`;
	return [wrongKey([role], why, "Add `image_file`, the address that is registered as `image_tarball_url`, or a section `docker`.")];
}
function checkBuild(role, { build, config }, { type }) {
	if (build === void 0 || type === "DockerImage") return [];
	const why = `\`build\` makes a Docker image, but ${config} has the type ${type}`;
	return [wrongKey([role, "build"], why, "Remove it, or change `container_type` to `DockerImage`.")];
}

// src/benchmark/component/by-uid.ts
const NOT_ASKED = {
	kind: "unread",
	message: "it was not asked what that is",
	hint: "Give `medperf-token`, or name the files of the container by `config`."
};
/** What was asked about a component that benchmark.yaml names by `uid`. */
const findLookup = (role, lookups) => lookups[role] ?? NOT_ASKED;
/** Reads a component that is there by `uid` alone; everything that is wrong with it is said on the line of its `uid`. */
function readRegistered(role, uid, others, context) {
	const keys = others.map((key) => {
		const why = `\`${role}\` has both \`uid\` and \`${key}\``;
		return wrongKey([role, key], why, "Of a container that is registered already, only `uid` is given.");
	});
	if (keys.length > 0) return { findings: keys };
	const found = findLookup(role, context.lookups);
	if (found.kind === "read") {
		const read = readFound(role, uid, found, context);
		return {
			...read,
			findings: [...keys, ...read.findings]
		};
	}
	const why = `\`${role}\` is number ${uid} on the MedPerf server: ${found.message}`;
	return { findings: [...keys, wrongValue([role, "uid"], why, found.hint)] };
}
const ANOTHER = "Name another one, or give `config` in place of `uid`.";
function readFound(role, uid, found, context) {
	const { value, findings } = (found.asset === void 0 ? readContainer : readFiles$1)(role, uid, found, context);
	const wrong = [...checkState(found, context), ...findings];
	return makeRead(wrong.length > 0 ? void 0 : value, wrong.map(({ message, hint = ANOTHER }) => {
		const why = `${uid}, \`${found.name}\`, cannot be the ${nameRole(role)}: ${message}`;
		return wrongValue([role, "uid"], why, hint);
	}));
}
function checkState({ state, stranger }, { inOperation }) {
	if (!inOperation || state !== "DEVELOPMENT" || stranger === void 0) return [];
	return [{
		message: `it is still in DEVELOPMENT, and only its owner, user ${stranger}, can bring it into OPERATION`,
		hint: "Ask them, or set `submit.state` to development."
	}];
}
function readFiles$1(role, uid, { name, asset, imageHash, fields }, context) {
	const files = readHosted("asset", asset, placesOf(role, context));
	if (files.value === void 0) return { findings: files.findings };
	return {
		value: {
			...assetComponent(role, name, `uid: ${uid}`, files.value),
			registered: {
				uid,
				imageHash,
				fields
			}
		},
		findings: files.findings
	};
}
function readContainer(role, uid, found, context) {
	const { name, document, parameters, parametersText, imageHash, fields } = found;
	const hasImageFile = found.imageFile !== void 0;
	const read = readContainerConfig(document, {
		role,
		hasImageFile,
		topology: context.topology
	});
	const errors = errorsIn(read.findings);
	const { spec } = read;
	if (spec === void 0) return { findings: errors };
	const places = placesOf(role, context);
	const additionalFiles = readHosted("additional files", found.additionalFiles, places);
	const imageFile = spec.type === "DockerImage" ? void 0 : readHosted("image", found.imageFile ?? {
		url: spec.image,
		sha256: imageHash
	}, places);
	return {
		value: known({
			role,
			name,
			config: `uid: ${uid}`,
			spec,
			parameters,
			additionalFiles: additionalFiles.value,
			imageFile: imageFile?.value,
			registered: known({
				uid,
				imageHash,
				fields,
				parametersText
			})
		}),
		findings: [
			...errors,
			...joinFindings(additionalFiles, imageFile),
			...checkClients(spec, found, context),
			...checkParameters(found),
			...errorsIn(findMissing(role, read, found, additionalFiles.value))
		]
	};
}
const errorsIn = (findings) => findings.filter(({ severity }) => severity === "error").map(({ message }) => ({ message }));
/** Whether anything runs it: the runtime that was asked for, and the clients of its server. */
function checkClients({ type, mlcube }, { mayBeMlcube }, { runtime }) {
	const refusal = cannotRun(type, runtime);
	return [...refusal === void 0 ? [] : [refusal], ...mlcube === void 0 || mayBeMlcube ? [] : [{ message: "it is an MLCube, which this server’s clients do not run" }]];
}
/** Parameters that the server holds as JSON, and no client reads back; in a file they may be anything (docs/medperf.md 12.4). */
function checkParameters({ parameters = {}, parametersText }) {
	if (parametersText !== void 0 || isMapping(parameters)) return [];
	return [{ message: `its parameters are ${nameKind(parameters)}, and MedPerf’s client reads only a mapping` }];
}
/** What the tasks want and the row does not bring. */
function findMissing(role, read, { parameters, parametersText }, additionalFiles) {
	const { spec } = read;
	if (spec?.mlcube !== void 0) return missingDefaults(spec, {
		hasParameters: parametersText !== void 0,
		additionalFiles
	});
	return parameters === void 0 ? missingParameters(role, read, "the server") : [];
}
/** Whatever is wrong with what is registered, its number is all that benchmark.yaml says of it. */
const placesOf = (role, { positionOf }) => {
	const source = positionOf([role, "uid"], "value");
	return {
		source,
		sha256: source
	};
};
/** A file that a row names, with the hash that it has to have. */
function readHosted(what, file, places) {
	if (file === void 0) return readNothing();
	const { url = "", sha256 = "" } = file;
	const resource = parseResource(url);
	if (resource?.kind === "synapse") {
		const message = `its ${what} is ${url}, which cannot be fetched here, because Synapse needs a login`;
		return readNothing({ message });
	}
	if (resource === void 0 || resource.kind === "url" && hasCredentials(resource.url)) {
		const message = `the address of its ${what} is none that everybody can download from: ${showAddress(url)}`;
		return readNothing({ message });
	}
	if (!/^[0-9a-f]{64}$/.test(sha256)) return readNothing({ message: `the hash of its ${what} is no SHA-256: ${sha256}` });
	return readValue({
		...resource,
		sha256,
		places
	});
}

// src/words/glob.ts
/** Whether a path matches a pattern of `*`, `?` and `**`, as `.dockerignore` and `COPY` have them; takes no longer than both are long. */
function matchGlob(path, pattern) {
	const [names, wanted] = [path.split("/"), pattern.split("/")];
	let reached = [true, ...names.map(() => false)];
	for (const one of wanted) if (one === "**") {
		const first = reached.indexOf(true);
		reached = reached.map((_, index) => first !== -1 && index >= first);
	} else {
		const before = reached;
		reached = before.map((_, index) => index > 0 && before[index - 1] === true && matchName(names[index - 1] ?? "", one));
	}
	return reached.at(-1) === true;
}
/** One name against one part of a pattern: where a letter does not fit, the last `*` takes one more. */
function matchName(name, pattern) {
	let [at, wanted, star, taken] = [
		0,
		0,
		-1,
		0
	];
	while (at < name.length) {
		const sign = pattern[wanted];
		if (sign === "*") {
			star = wanted;
			taken = at;
			wanted += 1;
		} else if (sign === "?" || sign === name[at]) {
			at += 1;
			wanted += 1;
		} else if (star !== -1) {
			wanted = star + 1;
			taken += 1;
			at = taken;
		} else return false;
	}
	return /^\**$/.test(pattern.slice(wanted));
}

// src/benchmark/checkout/copied.ts
const CONTINUED = /\\\s*$/;
/** The sources of all that a Dockerfile copies from its context; those of variables and other stages are left out. */
function listCopied(dockerfile) {
	const lines = dockerfile.split(/\r?\n/);
	const found = [];
	for (let index = 0; index < lines.length; index += 1) {
		const line = index + 1;
		const parts = [lines[index] ?? ""];
		while (CONTINUED.test(lines[index] ?? "") && index + 1 < lines.length) {
			index += 1;
			if (!/^\s*#/.test(lines[index] ?? "")) parts.push(lines[index] ?? "");
		}
		const instruction = parts.map((part) => part.replace(CONTINUED, " ")).join("");
		found.push(...readSources(instruction).map((source) => ({
			source,
			line
		})));
	}
	return found;
}
function readSources(instruction) {
	const [, flags = "", rest = ""] = /^\s*(?:COPY|ADD)((?:\s+--\S+)*)\s+(.*)$/is.exec(instruction) ?? [];
	if (/\s--from=/i.test(flags)) return [];
	return [...(rest.trim().startsWith("[") ? readList(rest) : rest.trim().split(/\s+/)).slice(0, -1), ...listMounts(instruction)].filter((source) => source !== "" && !/[$<]|:\/\//.test(source)).map((source) => source.replace(/^(\.?\/)+/, "").replace(/\/+$/, "") || ".");
}
const readList = (text) => [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = ""]) => word);
/** `RUN --mount=type=bind,source=weights` sees the context too. */
const listMounts = (instruction) => [.../^\s*RUN\s/i.test(instruction) ? instruction.matchAll(/--mount=(\S+)/g) : []].flatMap(([, options = ""]) => {
	const pairs = new Map(options.split(",").map((pair) => pair.split("=", 2)));
	return (pairs.get("type") ?? "bind") === "bind" && !pairs.has("from") ? [pairs.get("source") ?? pairs.get("src") ?? "."] : [];
});
/** Whether a source covers a path of the context. */
const covers = (source, path) => source === "." || listAbove(path).some((one) => one === source || matchGlob(one, source));
/** Whether a source is the whole context, whatever is in it. */
const isAll = (source) => /^(\.|\*+)$/.test(source);
/** Whether the lines of a `.dockerignore` leave a path out of the context. */
function isIgnored(ignore, path) {
	let ignored = false;
	for (const line of ignore.split(/\r?\n/)) {
		const written = line.trim();
		if (written === "" || written.startsWith("#")) continue;
		const isKept = written.startsWith("!");
		const pattern = written.replace(/^!\s*/, "").replace(/^(\.?\/)+/, "").replace(/\/+$/, "");
		if (listAbove(path).some((one) => one === pattern || matchGlob(one, pattern))) ignored = !isKept;
	}
	return ignored;
}
/** A path, and each folder around it. */
function listAbove(path) {
	const parts = path.split("/");
	return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

// src/benchmark/checkout/context.ts
const LARGEST = 1024 ** 2;
/**
* What an image would get in place of a file of Git LFS or of a submodule that is not checked out: an error where the Dockerfile
* names it, a warning where it takes everything. What it does not copy is not looked at.
*/
function checkContextFiles(context, path) {
	const { folder, shown, dockerfile = "Dockerfile" } = context;
	const file = join(folder, dockerfile);
	if (isPointerFile(file)) {
		const why = `${dockerfile} of the build context ${shown} is a Git LFS pointer, not the file itself`;
		return [wrongKey(path, why, LFS_HINT, LFS_CODE)];
	}
	const copied = listCopied(readText(file));
	if (copied.length === 0) return [];
	const found = [...walk({
		context,
		copied,
		ignore: readText(`${file}.dockerignore`) || readText(join(folder, ".dockerignore"))
	}, toBytes(folder), "")].toSorted((a, b) => rank$1(a) - rank$1(b));
	const [first] = found;
	return first === void 0 ? [] : [describe(first, found.length - 1, context, path)];
}
const readText = (file) => {
	const bytes = readBounded(file, { most: LARGEST });
	return "wrong" in bytes ? "" : bytes.toString();
};
const rank$1 = ({ by }) => isAll(by.source) ? 1 : 0;
/** So many are enough to say that there are many. */
const MOST$1 = 100;
/** Goes through a folder of the context; `real` is its byte name. */
function* walk(all, real, below) {
	const { context, copied, ignore } = all;
	const entries = listFolder(real) ?? [];
	if (entries.length === 0 && below !== "") {
		const by = findCovering(copied, below);
		if (by !== void 0 && isEmptySubmodule(context.root, fromBytes(real))) yield {
			path: below,
			what: "submodule",
			by
		};
	}
	let told = 0;
	for (const entry of entries) {
		if (isGit(entry.name)) continue;
		const path = `${below === "" ? "" : `${below}/`}${fromBytes(entry.name)}`;
		const at = `${real}/${entry.name}`;
		if (entry.isDirectory() && (ignore.includes("!") || !isIgnored(ignore, path))) yield* walk(all, at, path);
		const by = entry.isFile() ? findCovering(copied, path) : void 0;
		if (by === void 0 || isIgnored(ignore, path) || !isPointerFile(onDisk(at))) continue;
		told += 1;
		if (told <= MOST$1) yield {
			path,
			what: "pointer",
			by
		};
	}
}
/** What names a path, rather than what takes everything. */
const findCovering = (copied, path) => {
	const covering = copied.filter(({ source }) => covers(source, path));
	return covering.find(({ source }) => !isAll(source)) ?? covering[0];
};
function describe({ path: at, what, by }, more, { shown }, path) {
	const make = isAll(by.source) ? warnKey : wrongKey;
	const is = what === "pointer" ? "a Git LFS pointer, not the file itself" : "a Git submodule that is not checked out";
	const others = more === 0 ? "" : `, and so on: ${more} more there`;
	const why = `${quoteName(at, 200)} of the build context ${shown}, which line ${by.line} of the Dockerfile copies, is ${is}${others}`;
	const [hint, code] = what === "pointer" ? [LFS_HINT, LFS_CODE] : [SUBMODULE_HINT, SUBMODULE_CODE];
	return make(path, why, `${hint} What the image does not need, leave out by a \`.dockerignore\`.`, code);
}

// src/benchmark/component/build-context.ts
/** What is wrong with a build context; undefined where nothing is. */
function judgeContext(root, { context, shown, dockerfile }) {
	const isSelective = hasFile(context, ".dockerignore");
	const unreadable = findUnreadable(context, isSelective ? { alone: "folders" } : {});
	if (unreadable !== void 0) return {
		kind: "unreadable",
		why: `${unreadable.name === "" ? shown : `${unreadable.name} of the build context ${shown}`} cannot be read by the user of the runner (${unreadable.code})`,
		hint: UNREADABLE_HINT
	};
	if (leadsOutside(posix.normalize(dockerfile))) return {
		kind: "outside",
		why: `${quoteName(dockerfile, 200)} is no file of the build context ${shown}`,
		hint: "Name it relative to `context`, and a context that holds it."
	};
	if (locatePath(root, context, dockerfile).kind !== "file") return {
		kind: "no Dockerfile",
		why: `the build context ${shown} has no ${dockerfile === "Dockerfile" ? "Dockerfile" : `file ${quoteName(dockerfile, 200)}`}`,
		hint: missingHint$1(context, shown)
	};
	const name = findForeignFile(context, listBuildFiles(dockerfile));
	if (name === void 0) return void 0;
	return {
		kind: "outside",
		why: `${name} of the build context ${shown} is no file of that folder`,
		hint: OWN_FILE_HINT
	};
}
const DEFAULT_DOCKERFILE = "Dockerfile";
/** What may be meant, where a file at the top of the context is called like a Dockerfile. */
function missingHint$1(context, shown) {
	const meant = readdirSync(context, { withFileTypes: true }).filter((entry) => entry.isFile() && /^(?:Docker|Container)file(?:[-._]|$)|\.dockerfile$/i.test(entry.name)).map(({ name }) => name).find((name) => !/ignore$/i.test(name));
	if (meant === void 0) return "Add one at its top, or name another as `dockerfile`.";
	return `Write \`build: { context: ${shown}, dockerfile: ${meant} }\`.`;
}

// src/benchmark/component/build.ts
const CONTEXT = {
	what: "Build context",
	kinds: ["directory"]
};
const EITHER = {
	what: "Build context",
	kinds: ["directory", "file"]
};
/**
* Reads `build` of benchmark.yaml: a folder with a Dockerfile at its top, a Dockerfile, whose folder is the context, or a mapping
* that names all of it.
*/
function readBuild(role, written, context) {
	const path = [role, "build"];
	if (typeof written !== "string") return readMapping(written, path, context);
	const found = findNamed$2(written, path, EITHER, context);
	if (found.value === void 0) return { findings: found.findings };
	if (found.value.kind === "directory") return readFolder({
		written,
		path,
		dockerfile: DEFAULT_DOCKERFILE
	}, context);
	return readFolder({
		written: posix.dirname(written),
		path,
		dockerfile: posix.basename(written)
	}, context);
}
function readMapping(written, path, context) {
	const { context: folder, dockerfile = DEFAULT_DOCKERFILE, target } = written;
	const args = readBuildArgs(Object.entries(written.args ?? {}), [...path, "args"]);
	const odd = checkDockerfileName(dockerfile, [...path, "dockerfile"]);
	if (odd.length > 0) return { findings: odd };
	const wrong = [...target === void 0 ? [] : checkTarget(target, [...path, "target"]), ...args.findings];
	const build = readFolder({
		written: folder,
		path: [...path, "context"],
		dockerfile: posix.normalize(dockerfile)
	}, context);
	const findings = [...wrong, ...build.findings];
	if (build.value === void 0 || wrong.length > 0) return { findings };
	return {
		value: known({
			...build.value,
			target,
			args: args.value
		}),
		findings
	};
}
function readFolder({ written, path, dockerfile }, context) {
	const found = findNamed$2(written, path, CONTEXT, context);
	if (found.value === void 0) return { findings: found.findings };
	const { path: folder } = found.value;
	const fault = judgeContext(context.repository, {
		context: folder,
		shown: written,
		dockerfile
	});
	if (fault !== void 0) return readNothing(wrongKey(path, fault.why, fault.hint, CODES[fault.kind]));
	const own = {
		root: context.repository,
		folder,
		shown: written,
		dockerfile
	};
	return {
		value: {
			context: folder,
			dockerfile,
			args: []
		},
		findings: checkContextFiles(own, path)
	};
}
const CODES = {
	"no Dockerfile": "build-without-dockerfile",
	outside: "build-file-outside",
	unreadable: "build-context-unreadable"
};
const BUILD_CONTEXT = ["docker", "build_context"];
const BUILD_FILE = ["docker", "build_file"];
/** What an MLCube's `build_strategy` asks to build, where its Dockerfile lies in the context (docs/medperf.md 16.5). */
function findBuild(config, { repository }) {
	const build = config.read.spec?.mlcube?.build;
	if (build === void 0) return readNothing();
	const { isAsked, ...wanted } = build;
	const found = locatePath(repository, posix.dirname(config.file), wanted.context);
	if (found.kind === "directory") return judgeFound(config, build, found.path, repository);
	if (found.kind === "missing" || !isAsked) return readNothing();
	const finding = wrongValue(BUILD_CONTEXT, `the build context ${wanted.context} is not a folder of the repository`, "Name a folder of this repository, relative to mlcube.yaml.");
	return readNothing(toProblem(config, finding));
}
function judgeFound(config, { isAsked, ...wanted }, folder, repository) {
	const { context: shown, dockerfile } = wanted;
	const only = (finding) => readNothing(toProblem(config, finding));
	const fault = judgeContext(repository, {
		context: folder,
		shown,
		dockerfile
	});
	if (fault?.kind === "no Dockerfile") return isAsked && dockerfile !== "Dockerfile" ? only(notThere(dockerfile, shown)) : readNothing();
	if (!isAsked) return only(pulled(shown));
	if (fault !== void 0) return only(wrongValue(BUILD_CONTEXT, fault.why, fault.hint, CODES[fault.kind]));
	const findings = checkContextFiles({
		root: repository,
		folder,
		shown,
		dockerfile
	}, BUILD_CONTEXT);
	return {
		value: {
			...wanted,
			context: folder
		},
		findings: joinFindings({ findings: findings.map((one) => toProblem(config, one)) })
	};
}
const notThere = (dockerfile, shown) => warnValue(BUILD_FILE, `there is no ${dockerfile} in ${shown}, so the image is pulled, as at a data owner`, "`build_file` is relative to `build_context`.", "build-without-dockerfile");
const pulled = (context) => warnValue(BUILD_CONTEXT, `the image is pulled, so what is in ${context} is not what is tested`, "Write `build_strategy: auto` to build it here, or name the folder as `build` in benchmark.yaml.");

// src/benchmark/address/image-address.ts
const PATH = ["image"];
/** Checks where the image of a configuration is said to be, which is registered with it: an address, or a registry. */
function checkImageAddress({ type, image, mlcube }, hasImageFile, rules) {
	if (mlcube !== void 0 && type !== "DockerImage") return [];
	if (type === "DockerImage") return checkRegistry(image, rules);
	const resource = parseResource(image);
	if (resource?.kind === "synapse") return hasImageFile ? [] : [refuseSynapse(resource.id, PATH)];
	return resource === void 0 ? [] : checkRegisteredUrl(resource.url, PATH, rules);
}
/** A registry of one's own serves tests; `localhost/name` is how Podman calls what was built here, which is in none. */
function checkRegistry(image, { reach }) {
	const [host = "", ...rest] = splitReference(image).name.split("/");
	const url = rest.length > 0 && /[.:]/.test(host) ? URL.parse(`https://${host}`) : null;
	const kind = url === null ? void 0 : judgeHost(url);
	if (kind === void 0 || kind === "public" || reach === "private") return [];
	const message = `the registry ${plainLine(host, 200)} of \`image\` is this machine or in a private network: hospitals could not reach it`;
	return [{
		severity: "warning",
		path: PATH,
		of: "value",
		message,
		hint: PRIVATE_HINT,
		code: "registry-private",
		bars: true
	}];
}

// src/benchmark/component/parameters.ts
/**
* Reads a parameters file; an empty one is `{}`. The server holds everything, but no client reads back what is no mapping
* (docs/medperf.md 12.4).
*/
function readParameters(bytes, file) {
	const document = parseYaml(bytes);
	if (!document.ok) return { findings: unreadProblems(file, document, "these parameters cannot be registered") };
	const value = document.value ?? {};
	const { placeOf } = document;
	const findings = isMapping(value) ? [
		...unholdable(value),
		...notFinite(value),
		...findUnfilled(value)
	].map((finding) => toProblem({
		file,
		placeOf
	}, finding)) : [toProblem({
		file,
		placeOf: () => ({
			line: 1,
			column: 1
		})
	}, noMapping(value))];
	const isWrong = findings.some(({ severity }) => severity === "error");
	return makeRead(isWrong ? void 0 : value, [...duplicateWarnings(file, document), ...findings]);
}
const noMapping = (value) => wrongValue([], `the parameters are ${nameKind(value)}, and MedPerf’s client reads only a mapping of names to values`, `Write it under a name, for example ${quoteName(writeNamed("value", value))}, and let the container read that.`, "parameters-not-mapping");
/** So many are told. */
const MOST = 10;
const unholdable = (value) => findLeaves(value, (leaf) => explainUnholdable(leaf) !== void 0).slice(0, MOST).map(({ path, isKey, value: leaf }) => {
	return (isKey ? wrongKey : wrongValue)(path, `the parameter ${quoteName(path.join("."), 200)} ${explainUnholdable(leaf)}${isKey ? " in its name" : ""}, which no MedPerf server can hold`, "Write plain text and numbers there.", "not-storable");
});
const notFinite = (value) => {
	const [first] = findLeaves(value, (leaf) => typeof leaf === "number" && !Number.isFinite(leaf));
	if (first === void 0) return [];
	return [warnValue(first.path, "MedPerf turns `.nan` and `.inf` in parameters into text", "Use another value to stand for them.", "parameter-not-finite")];
};
/** Keys that are there twice: MedPerf takes the last one without a word (docs/medperf.md 17.1). */
const duplicateWarnings = (file, { duplicates }) => duplicates.map(({ name, line, column }) => problemAt(file, "warning", `the key \`${name}\` is there twice, and the last one counts`, "This looks like a slip.", {
	line,
	column
}));

// src/benchmark/component/config-file.ts
/** What `mlcube` says of a key that is there twice. */
const REFUSED = {
	severity: "error",
	hint: "`mlcube` refuses the file: keep one of the two."
};
const WANTED$1 = {
	what: "Container config file",
	kinds: ["file"]
};
/** Reads the configuration that benchmark.yaml names for a role; without a value where it cannot be read at all. */
function readConfigFile(role, written, hasImageFile, context) {
	const found = findNamed$2(written, [role, "config"], WANTED$1, context);
	if (found.value === void 0) return { findings: found.findings };
	const { shown: file, path } = found.value;
	const bytes = readSmall(path);
	if ("wrong" in bytes) return readNothing(problemAt(file, "error", `Container config file ${written} ${bytes.wrong}`, bytes.hint));
	const document = parseYaml(bytes);
	if (!document.ok) return { findings: unreadProblems(file, document, "this container configuration cannot be read") };
	if (document.value === null) {
		const why = `Container config file ${written} is empty`;
		return readNothing(problemAt(file, "error", why, "It needs `container_type`, `image` and `tasks`.", {
			line: 1,
			column: 1
		}));
	}
	const { placeOf } = document;
	const read = readContainerConfig(document.value, {
		role,
		hasImageFile,
		topology: context.topology
	});
	const twice = duplicateWarnings(file, document);
	const isMlcube = read.spec?.mlcube !== void 0;
	const unfilled = findUnfilled(document.value).filter(({ path }) => path[0] !== "image");
	const address = read.spec === void 0 ? [] : checkImageAddress(read.spec, hasImageFile, context);
	return {
		value: {
			file,
			placeOf,
			read
		},
		findings: [...[
			...read.findings,
			...address,
			...unfilled
		].map((finding) => toProblem({
			file,
			placeOf
		}, finding)), ...twice.map((problem) => isMlcube ? {
			...problem,
			...REFUSED
		} : problem)]
	};
}

// src/benchmark/component/component.ts
const SUFFIX = {
	data_preparator: "prep",
	reference_model: "model",
	benchmark_script: "script",
	evaluator: "metrics"
};
const PARAMETERS = {
	what: "Parameters file",
	kinds: ["file"]
};
const ADDITIONAL_FILES = {
	what: "Additional files",
	kinds: ["directory", "file"]
};
const IMAGE_FILE = {
	what: "Image file",
	kinds: ["file"]
};
/** Reads one of the containers and the files it names; without a value where something is wrong. */
function readComponent(role, section, benchmark, context) {
	const { uid, asset, ...others } = section;
	if (uid !== void 0) {
		const keys = Object.keys(section).filter((key) => key !== "uid");
		return readRegistered(role, uid, keys, context);
	}
	const name = readName(role, section.name, benchmark);
	if (asset !== void 0) {
		const read = readAsset(role, name.value, asset, Object.keys(others), context);
		return {
			...read,
			findings: joinFindings(name, read)
		};
	}
	const config = readConfig(role, section, context);
	const files = readFiles(role, section, config.value, context);
	const hasUnread = files.findings.some(({ severity }) => severity === "error");
	const uses = config.value ? checkUse(role, section, config.value, {
		...files.value,
		hasUnread
	}, context) : [];
	const findings = [...joinFindings(name, config, files), ...uses];
	const spec = config.value?.read.spec;
	if (name.value === void 0 || section.config === void 0 || spec === void 0) return { findings };
	const common = {
		role,
		name: name.value,
		config: section.config,
		spec,
		...files.value
	};
	return {
		value: known({
			...common,
			imagePosition: findImagePosition(config.value)
		}),
		findings
	};
}
/** Of an image that is a file at an address. */
function findImagePosition(config) {
	if (config?.read.spec === void 0 || config.read.spec.type === "DockerImage") return void 0;
	return findPosition(config, ["image"], "value");
}
function readConfig(role, { config, image_file }, context) {
	if (config !== void 0) return readConfigFile(role, config, image_file !== void 0, context);
	const why = `\`${role}\` needs \`config\`, the path of its container_config.yaml or mlcube.yaml`;
	return readNothing(wrongKey([role], why, "For example `config: container/container_config.yaml`; or `uid`, the number of one that is registered.", "config-missing"));
}
/** What benchmark.yaml names beside the configuration; of an MLCube also what lies in its `workspace/`. */
function readFiles(role, section, config, context) {
	const mlcube = config?.read.spec?.mlcube === void 0 ? void 0 : config;
	const parameters = mlcube ? readMlcubeParameters(role, section.parameters, mlcube, context) : readParametersFile(role, section.parameters, context);
	const additionalFiles = section.additional_files ? readSource(section.additional_files, [role, "additional_files"], ADDITIONAL_FILES, context) : mlcube && readWorkspaceFiles(role, mlcube, context);
	const imageFile = section.image_file && readSource(section.image_file, [role, "image_file"], IMAGE_FILE, context);
	const build = section.build === void 0 ? mlcube && findBuild(mlcube, context) : readBuild(role, section.build, context);
	return {
		value: known({
			...parameters.value,
			additionalFiles: additionalFiles?.value,
			imageFile: imageFile?.value,
			build: build?.value
		}),
		findings: joinFindings(parameters, additionalFiles, imageFile, build)
	};
}
function readName(role, written, benchmark) {
	if (written !== void 0) {
		const path = [role, "name"];
		return {
			value: written,
			findings: [...checkName(written, path), ...refuseUnfilled(written, path)]
		};
	}
	if (benchmark === void 0) return readNothing();
	const name = `${benchmark}-${SUFFIX[role]}`;
	const { length } = [...name];
	if (length <= 128 || [...benchmark].length > 128) return readValue(name);
	const why = `the name of \`${role}\`, by default ${name}, is ${length} characters long, and the server takes ${128}`;
	return {
		value: name,
		findings: [wrongKey([role], why, "Give it a shorter `name`.")]
	};
}
function readParametersFile(role, written, context) {
	if (written === void 0) return readNothing();
	const found = findNamed$2(written, [role, "parameters"], PARAMETERS, context);
	const bytes = found.value && readParameterBytes(found.value);
	if (found.value === void 0 || bytes?.value === void 0) return { findings: joinFindings(found, bytes) };
	const { path: parametersFile, shown } = found.value;
	const { value: parameters, findings } = readParameters(bytes.value, shown);
	return makeRead(parameters === void 0 ? void 0 : {
		parameters,
		parametersFile
	}, findings);
}
/** An MLCube gets its parameters byte for byte, so what is in them is not judged (docs/medperf.md 16.1). */
function readMlcubeParameters(role, written, config, context) {
	const found = written === void 0 ? findInWorkspace(role, "parameters.yaml", config, context) : findNamed$2(written, [role, "parameters"], PARAMETERS, context);
	const bytes = found.value && readParameterBytes(found.value);
	if (found.value === void 0 || bytes?.value === void 0) return { findings: joinFindings(found, bytes) };
	const document = parseYaml(bytes.value);
	const parameters = document.ok ? document.value ?? {} : void 0;
	return readValue(known({
		parametersFile: found.value.path,
		parameters
	}));
}
function readParameterBytes({ path, shown }) {
	const bytes = readSmall(path);
	if (!("wrong" in bytes)) return readValue(bytes);
	return readNothing(problemAt(shown, "error", `Parameters file ${shown} ${bytes.wrong}`, bytes.hint));
}

// src/benchmark/demo-paths.ts
const NAMES = {
	data_path: "data",
	labels_path: "labels",
	metadata_path: "metadata"
};
const FILE = "paths.yaml";
const LINES = "It has the lines `data_path: …` and `labels_path: …`, relative to it.";
/** Reads paths.yaml at the top of a demo dataset; throws ExpectedError about the first thing that is wrong. */
function readDemoPaths(folder, options) {
	const { paths, document, findings } = checkDemoPaths(folder, options);
	if (paths !== void 0) return paths;
	if (document?.ok === false) {
		const [{ path = [], hint = LINES, code = "unreadable-yaml" } = {}] = document.problems;
		const why = tellYaml({
			path,
			message: document.error
		});
		throw new ExpectedError("archive", plainLine(`${FILE} is not valid YAML: ${why}`), {
			hint,
			code
		});
	}
	const [first] = findings;
	throw new ExpectedError("archive", plainLine(first?.message ?? `${FILE} cannot be used`), { hint: first?.hint ?? LINES });
}
/** Checks paths.yaml at the top of a demo dataset (docs/medperf.md 13.4). */
function checkDemoPaths(folder, options) {
	const only = (message, hint, code) => ({ findings: [wrongValue([], message, hint, code)] });
	if (!hasFile(folder, FILE)) return only(`there is no ${FILE} at the top of the demo dataset`, missingHint(folder));
	const path = realPathOf(join(folder, FILE));
	if (path === void 0 || leadsOut(path, options)) return only(`${FILE} is a link that leads out`, "Put the file itself there.");
	const bytes = readSmall(path);
	if ("wrong" in bytes) return only(`${FILE} ${bytes.wrong}`, bytes.hint);
	if (isLfsPointer(bytes)) return only(`${FILE} is a Git LFS pointer, not the file itself`, LFS_HINT, LFS_CODE);
	const document = parseYaml(bytes);
	if (!document.ok) return {
		document,
		findings: []
	};
	const { value } = document;
	if (value === null || !isMapping(value)) return {
		document,
		...only(value === null ? `${FILE} is empty` : `${FILE} should be a mapping`, LINES)
	};
	const { value: paths, findings } = readPaths(value, folder, options);
	return known({
		document,
		findings,
		paths: findings.length > 0 ? void 0 : paths
	});
}
function leadsOut(real, { within }) {
	if (within === void 0) return false;
	const below = relative(findRealPath(within), real);
	return leadsOutside(below) || isGit(below);
}
/** Undefined for what does not exist, or has a name that no text stands for. */
function realPathOf(path) {
	try {
		return findRealPath(path);
	} catch {
		return;
	}
}
function missingHint(folder) {
	const wrapping = (listFolder(toBytes(folder)) ?? []).filter((entry) => entry.isDirectory()).map(({ name }) => fromBytes(name)).find((name) => hasFile(join(folder, name), FILE));
	if (wrapping === void 0) return `Add one. ${LINES}`;
	return `It is in ${wrapping}/: pack what is in that folder, not the folder.`;
}
function readPaths(value, folder, options) {
	const read = (key) => {
		const written = getKey(value, key);
		return written === void 0 ? readNothing() : findNamed$1(key, written, folder, options);
	};
	const missing = ["data_path", "labels_path"].filter((key) => getKey(value, key) === void 0);
	const [data, labels, metadata] = [
		read("data_path"),
		read("labels_path"),
		read("metadata_path")
	];
	const findings = [
		...missing.map((key) => wrongKey([key], `${FILE} has no \`${key}\``, LINES)),
		...joinFindings(data, labels, metadata),
		...checkMetadata(value, options)
	];
	if (data.value === void 0 || labels.value === void 0) return { findings };
	return {
		value: known({
			data: data.value,
			labels: labels.value,
			metadata: metadata.value
		}),
		findings
	};
}
function checkMetadata(value, { prepared }) {
	if (getKey(value, "metadata_path") === void 0 || prepared) return [];
	return [wrongKey(["metadata_path"], "metadata path should only be provided when the dataset is submitted as prepared", "Remove `metadata_path`, or set `demo_dataset.prepared: true`.")];
}
function findNamed$1(key, written, folder, options) {
	const wrong = (message, hint) => readNothing(wrongValue([key], message, hint));
	if (typeof written !== "string") return wrong(`\`${key}\` of ${FILE} should be text`, `Write the name of a folder, as in \`${key}: ${NAMES[key]}\`.`);
	if (isAbsolute(written) || leadsOutside(posix.normalize(written))) return wrong(`\`${key}\` of ${FILE} points out of the demo dataset: ${written}`, `Write it relative to ${FILE}.`);
	const real = realPathOf(join(folder, written));
	if (real === void 0) return wrong(`The provided ${NAMES[key]} path doesn't exist: ${written}`, `Correct \`${key}\` in ${FILE}.`);
	if (leadsOut(real, options)) return wrong(`\`${key}\` of ${FILE} is a link that leads out: ${written}`, "Put the folder itself there.");
	const stats = statSync(real);
	if (stats.isDirectory()) return readValue(real);
	if (!stats.isFile()) return wrong(`\`${key}\` of ${FILE} is neither a folder nor a file: ${written}`, ONLY_FILES);
	if (!options.prepared && key !== "metadata_path") return readValue(real);
	return wrong(`\`${key}\` of ${FILE} is a file, and of data that is already prepared MedPerf copies folders: ${written}`, `Put the file into a folder of its own, and name that as \`${key}\`.`);
}
const ONLY_FILES = "Pack a folder, or a file: nothing else can be hashed or mounted.";

// src/benchmark/demo-dataset.ts
const WANTED = {
	what: "Demo dataset",
	kinds: ["directory", "file"]
};
/** Reads `demo_dataset`; a folder of the repository is checked down to its paths.yaml, an archive when it is fetched. */
function readDemoDataset(section, context) {
	const path = ["demo_dataset"];
	const { value: source, findings } = readSource(section, path, WANTED, context);
	const prepared = section.prepared ?? false;
	if (source === void 0) return { findings };
	const isWhole = findings.every(({ code }) => code !== "lfs-pointer" && code !== "submodule-empty");
	const isFolder = source.kind === "path" && source.type === "directory" && isWhole;
	return {
		value: {
			source,
			prepared,
			position: context.positionOf([...path, source.kind === "path" ? "path" : "url"], "value")
		},
		findings: [...findings, ...isFolder ? checkFolder(source.path, prepared, context) : []]
	};
}
function checkFolder(folder, prepared, { repository }) {
	const { document, findings } = checkDemoPaths(folder, {
		prepared,
		within: repository
	});
	if (document === void 0) return findings.map((finding) => ({
		...finding,
		path: ["demo_dataset", "path"],
		of: "value"
	}));
	const file = relative(repository, join(folder, "paths.yaml")).split(sep).join("/");
	if (!document.ok) return unreadProblems(file, document, "paths.yaml is not valid YAML");
	return findings.map((finding) => toProblem({
		file,
		placeOf: document.placeOf
	}, finding));
}

// src/benchmark/gates.ts
/** Reads `metrics:`, the gates. */
function readGates(metrics, positionOf) {
	const gates = Object.entries(metrics);
	return {
		value: gates.map(([metric, { min, max, max_drop, max_rise, tolerance }]) => known({
			metric,
			min,
			max,
			maxDrop: max_drop,
			maxRise: max_rise,
			tolerance,
			position: positionOf(["metrics", metric])
		})),
		findings: gates.flatMap(([metric, gate]) => checkGate(metric, gate))
	};
}
function checkGate(metric, { min, max, max_drop, max_rise }) {
	const path = ["metrics", metric];
	if (min !== void 0 && max !== void 0 && min > max) return [wrongKey([...path, "min"], `\`min\` of ${metric} is above its \`max\``, "No value can pass.")];
	if ([
		min,
		max,
		max_drop,
		max_rise
	].some((limit) => limit !== void 0)) return [];
	return [warnKey(path, `the gate of ${metric} has no limit`, "Add `min`, `max`, `max_drop` or `max_rise`.")];
}

// src/benchmark/units.ts
const DURATION = /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?$/;
/** The same for schemas, without an empty one; and how messages say it. */
const DURATION_PATTERN = /^(?=\d)(?:\d+(?:\.\d+)?h)?(?:\d+(?:\.\d+)?m)?(?:\d+(?:\.\d+)?s)?$/;
const DURATION_WORDS = "a duration such as `30m`, `1h30m` or `90s`, or a number of seconds";
/** Seconds of a duration: `90s`, `30m`, `1h30m`, or a number of seconds; undefined for anything else and for none. */
function durationInSeconds(value) {
	if (typeof value === "number") return value > 0 && Number.isFinite(value) ? value : void 0;
	const match = DURATION.exec(value.trim());
	if (match === null) return void 0;
	const [, hours, minutes, seconds] = match.map((part) => Number(part ?? 0));
	const total = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
	return total > 0 ? total : void 0;
}

// src/benchmark/limits.ts
/** The least that Docker takes as a memory limit, in bytes. */
const LEAST_MEMORY = 6 * 1024 ** 2;
/** What each task may use: `run:` with `run.tasks.<task>` over it. */
function readLimits(run) {
	const { timeout, max_time: maxTime, tasks, runtime: _, ...shared } = run;
	const general = readOne(shared, ["run"]);
	const own = TASKS.map((task) => ({
		task,
		...readOne(tasks?.[task] ?? {}, [
			"run",
			"tasks",
			task
		])
	}));
	const limits = own.map(({ task, value }) => {
		const times = {
			timeout: pickTime(timeout, task),
			max_time: pickTime(maxTime, task)
		};
		return [task, {
			...general.value,
			...readOne(times, ["run"]).value,
			...value
		}];
	});
	return {
		value: Object.fromEntries(limits),
		findings: joinFindings(general, ...own)
	};
}
const pickTime = (times, task) => typeof times === "object" ? times[task] : times;
function readOne(written, path) {
	const memory = written.memory === void 0 ? void 0 : sizeInBytes(String(written.memory));
	const gpus = readGpus(written.gpus, [...path, "gpus"]);
	return {
		value: known({
			gpus: gpus.value,
			shmSize: written.shm_size === void 0 ? void 0 : String(written.shm_size),
			memory,
			cpus: written.cpus,
			pids: written.pids,
			disk: written.disk === void 0 ? void 0 : sizeInBytes(String(written.disk)),
			idleTimeout: readDuration(written.timeout),
			maxTime: readDuration(written.max_time)
		}),
		findings: [...checkMemory(memory, [...path, "memory"]), ...gpus.findings]
	};
}
function checkMemory(memory, path) {
	if (memory === void 0 || memory >= LEAST_MEMORY) return [];
	return [wrongValue(path, "`memory` is less than the 6 MiB that a container needs", "Write a unit: `512m`, `4g`.")];
}
const readDuration = (value) => value === void 0 ? void 0 : durationInSeconds(value);
function readGpus(value, path) {
	if (value === void 0) return readNothing();
	const gpus = parseGpusOrNone(value);
	if (gpus !== void 0) return readValue(gpus);
	return readNothing(wrongValue(path, `\`${path.join(".")}\` should be ${GPUS_OR_NONE_WORDS}`, "For example `gpus: all`, or `gpus: 1`."));
}

// src/benchmark/schema.ts
const text = (description, more = {}) => string().meta({
	description,
	...more
});
const sha256 = text("SHA-256 in quotes, 64 hexadecimal digits without prefix; compared when given.", { pattern: "^[0-9a-fA-F]{64}$" });
const duration = union([number$1().positive(), string().regex(DURATION_PATTERN, `should be ${DURATION_WORDS}`)], `should be ${DURATION_WORDS}`);
const size = (description) => union([int().positive(), string().regex(SIZE_PATTERN, `should be ${SIZE_WORDS}`)], `should be ${SIZE_WORDS}`).meta({ description });
const limits = {
	gpus: union([int().min(0), string().regex(GPUS_OR_NONE_PATTERN, `should be ${GPUS_OR_NONE_WORDS}`)], `should be ${GPUS_OR_NONE_WORDS}`).meta({ description: `GPUs: ${GPUS_OR_NONE_WORDS} (ids or UUIDs).` }).optional(),
	shm_size: size("Size of /dev/shm, like `2g`.").optional(),
	memory: size("Memory a task may use, like `4g`.").optional(),
	cpus: number$1().positive().meta({ description: "CPU cores a task may use, like 2 or 0.5." }).optional(),
	pids: int().positive().meta({ description: "Processes a task may have." }).optional(),
	disk: size("What the outputs and the /tmp of a task may take on the disk, like `10g`.").optional()
};
/** A mapping with an optional value for each of the five tasks. */
const perTask = (one) => strictObject(Object.fromEntries(TASKS.map((task) => [task, one.optional()])));
const timeout = (description) => union([duration, perTask(duration)], "should be a duration such as `30m`, or one for each task: `{ infer: 1h }`").meta({ description });
const IDLE = "How long a task may print nothing before it is stopped, like `30m`.";
const WALL = "How long a task may take, like `2h`.";
const file = (description, path) => strictObject({
	url: text("Public address, http or https.", { maxLength: 256 }).optional(),
	path: text(path).optional(),
	sha256: sha256.optional()
}).meta({
	description,
	oneOf: [{ required: ["url"] }, { required: ["path"] }]
});
const build = union([string(), strictObject({
	context: text("The folder that the Dockerfile copies from, relative to benchmark.yaml."),
	dockerfile: text("Path of the Dockerfile, relative to the context; default `Dockerfile`.").optional(),
	target: text("The stage to build; default the last.").optional(),
	args: record(string(), string()).meta({ description: "Values for ARGs of the Dockerfile, in quotes. No secrets: they are shown and kept." }).optional()
})], "should be a folder with a Dockerfile, or `{ context: model/, dockerfile: Dockerfile.gpu }`").meta({ description: "Docker build context, or Dockerfile, or both: its image is built from this change and tested." });
const component = (what, name) => componentShape(name).meta({
	description: what,
	oneOf: [{ required: ["config"] }, { required: ["uid"] }]
});
const componentShape = (name, registered = "container") => strictObject({
	uid: int().positive().meta({ description: `Number of a ${registered} that is registered already, instead of all else here.` }).optional(),
	name: text(`Name on the MedPerf server, unique there; default \`<name>-${name}\`.`, { maxLength: 128 }).optional(),
	config: text("Path of its container_config.yaml or mlcube.yaml, relative to benchmark.yaml.").optional(),
	parameters: text("Path of its parameters file (YAML). Of an MLCube by default workspace/parameters.yaml beside mlcube.yaml.").optional(),
	additional_files: file("Its additional files, such as weights. Of an MLCube by default workspace/additional_files/ beside mlcube.yaml.", "A folder of this repository, or an archive in it.").optional(),
	image_file: file("Its image, where that is a file: a Docker archive or a SIF, encrypted or not.", "A file of this repository.").optional(),
	build: build.optional()
});
const gate = strictObject({
	min: number$1().meta({ description: "The lowest value that passes." }).optional(),
	max: number$1().meta({ description: "The highest value that passes." }).optional(),
	max_drop: number$1().min(0).meta({ description: "How far it may fall below the base branch." }).optional(),
	max_rise: number$1().min(0).meta({ description: "How far it may rise above the base branch." }).optional(),
	tolerance: number$1().min(0).meta({ description: "A change within it counts as none; widens the limits." }).optional()
});
const policy = (who) => strictObject({
	mode: _enum([
		"never",
		"always",
		"allowlist"
	]).meta({ description: "Whether requests are approved unasked." }),
	allow: array(string()).meta({ description: "E-mail addresses, for the mode `allowlist`." }).optional()
}).meta({ description: `Which requests of ${who} to join are approved unasked; default \`never\`.` });
const EVALUATOR = "Turns predictions and labels into metrics.";
/** benchmark.yaml. What its parts make up together is judged in `topology/judge.ts`. */
const BenchmarkSchema = strictObject({
	version: literal(1).meta({ description: "Version of this format: 1." }),
	name: text("Name of the benchmark, unique on the MedPerf server.", { maxLength: 128 }),
	description: text("One sentence about the benchmark.", { maxLength: 256 }).optional(),
	docs_url: text("Web address of its documentation.", { maxLength: 100 }).optional(),
	demo_dataset: strictObject({
		url: text("Public address of a tar archive, http or https.", { maxLength: 256 }).optional(),
		path: text("A folder of this repository, or an archive in it.").optional(),
		sha256: sha256.optional(),
		prepared: boolean().meta({ description: "The data is already prepared: prepare is skipped. Default false." }).optional()
	}).meta({
		description: "The small dataset on which everything is tested; paths.yaml is at its top.",
		oneOf: [{ required: ["url"] }, { required: ["path"] }]
	}),
	topology: _enum(TOPOLOGIES).meta({ description: "How its parts work together. It follows from what is named here, and is needed only where that should be held to it." }).optional(),
	data_preparator: component("Turns raw data into prepared data, checks it, and counts it.", "prep"),
	reference_model: componentShape("model", "model (before the model era of 2026: of a container)").extend({ asset: file("Instead of `config`: a model that is files alone, which the task run_script of the `benchmark_script` runs.", "A folder of this repository, or an archive in it.").optional() }).meta({
		description: "The model that shows how models are run.",
		oneOf: [
			{ required: ["config"] },
			{ required: ["uid"] },
			{ required: ["asset"] }
		]
	}),
	benchmark_script: component("Beside an asset: runs it. Without an `evaluator` it computes the metrics too; with one it makes the predictions.", "script").optional(),
	evaluator: component(EVALUATOR, "metrics").optional(),
	run: strictObject({
		runtime: _enum(RUNTIMES$1).meta({ description: "What runs the containers; default `auto`." }).optional(),
		...limits,
		timeout: timeout(`${IDLE} One for all tasks, or one for each.`).optional(),
		max_time: timeout(`${WALL} One for all tasks, or one for each.`).optional(),
		tasks: perTask(strictObject({
			...limits,
			timeout: duration.meta({ description: IDLE }).optional(),
			max_time: duration.meta({ description: WALL }).optional()
		})).meta({ description: "The same for single tasks; stronger than the general values." }).optional()
	}).meta({ description: "How the containers may run; everything is optional." }).optional(),
	metrics: record(string(), gate).meta({ description: "Gates: metrics by their path joined with `.`; a broken one fails the check." }).optional(),
	submit: strictObject({ state: _enum(["operation", "development"]).meta({ description: "State to register in; default `operation`." }).optional() }).meta({ description: "How the benchmark is registered." }).optional(),
	associations: strictObject({
		datasets: policy("datasets").optional(),
		models: policy("models").optional()
	}).meta({ description: "Which requests to join are approved unasked." }).optional()
});

// src/benchmark/long-form/advise-value.ts
/** Longer texts are not repeated: nobody writes them on one line. */
const LONGEST = 100;
const isShort = (value) => typeof value === "string" && value.trim() !== "" && value.length <= LONGEST && !/[\n?#@]/.test(value);
/** What to write where a text belongs, in place of a list or a mapping; undefined where nobody can tell. */
function adviseWords(path, value) {
	const key = String(path.at(-1));
	const [only, ...others] = Array.isArray(value) ? value : [];
	if (isShort(only) && others.length === 0) return `Write \`${key}: ${plainLine(only, LONGEST)}\`.`;
	if (!isMapping(value)) return void 0;
	const inner = value["path"] ?? value["name"] ?? value["config"];
	if (isShort(inner)) return `Write \`${key}: ${plainLine(inner, LONGEST)}\`.`;
	return key === "parameters" ? "Put them into a YAML file of their own, and write its path, such as `parameters: prep/parameters.yaml`." : void 0;
}
const NUMBER = /^\s*(?:[<>]=?|[≥≤=])?\s*([-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?)\s*(%?)\s*$/i;
/** What to write where a number belongs, in place of a text that is meant to be one; undefined for any other value. */
function adviseNumber(path, value) {
	const [, digits, percent] = (typeof value === "string" ? NUMBER.exec(value) : void 0) ?? [];
	if (digits === void 0) return void 0;
	const meant = percent ? Number((Number(digits) / 100).toPrecision(15)) : Number(digits);
	return `Write \`${String(path.at(-1))}: ${meant}\`${percent ? "" : ", without quotes"}.`;
}

// src/benchmark/long-form/long-form.ts
const COMPONENTS = [
	"data_preparator",
	"reference_model",
	"evaluator",
	"benchmark_script"
];
/** What to write in place of a value that should be a mapping, by where it stands in benchmark.yaml. */
function adviseLongForm(path, value) {
	const key = path.at(-1);
	if (Array.isArray(value) && value.length === 1 && isMapping(value[0]) && path[0] !== "metrics") return "Remove the dash: it is a mapping, not a list.";
	const form = RULES.find(({ at }) => fits$1(at, path))?.expand(value);
	if (form !== void 0) return `Write \`${String(key)}: ${form}\`.`;
	return value === null ? "Indent the lines that belong to it, or remove it." : void 0;
}
const fits$1 = (where, path) => where.length === path.length && where.every((one, index) => one === "*" || one === path[index] || one.includes(String(path[index])));
const isText = (value) => typeof value === "string" && value.trim() !== "";
const isNumber = (value) => typeof value === "number" || isRawNumber(value);
/** A value as YAML writes it within `{ }`; what needs no quotes has none. */
function write(value) {
	const text = typeof value === "string" ? plainLine(value, 100) : JSON.stringify(value);
	if (typeof value !== "string") return text;
	return /^[A-Za-z./][\w./@-]*$/.test(text) ? text : JSON.stringify(text);
}
const isUrl = (text) => /^(direct:)?https?:\/\//.test(text);
const toFile = (value) => {
	if (!isText(value)) return value === null ? "{path: …}" : void 0;
	if (isUrl(value)) return /[?#@]/.test(value) ? "{url: …}" : `{url: ${write(value)}}`;
	return `{path: ${write(value)}}`;
};
const toComponent = (value) => {
	const uid = isNumber(value) || typeof value === "string" ? UID.exec(String(value))?.[1] : void 0;
	if (uid !== void 0) return `{uid: ${uid}}`;
	if (value === null) return "{config: …}";
	return isText(value) && !/[:#]\s|^#/.test(value) ? `{config: ${write(value)}}` : void 0;
};
/** A number of the server's, however people write it: `12`, `#12`, `uid: 12`. */
const UID = /^\s*(?:uid\s*[:=]?|#)?\s*([1-9]\d{0,15})\s*$/i;
const COMPARED = /^\s*(?<sign>[<>]=?|[≥≤])\s*(?<limit>-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*$/i;
const toGate = (value) => {
	if (isNumber(value)) return `{min: ${JSON.stringify(value)}}`;
	if (value === null) return "{min: …}";
	if (typeof value === "string") {
		const { sign, limit } = COMPARED.exec(value)?.groups ?? {};
		if (limit !== void 0) return `{${/[<≤]/.test(sign ?? "") ? "max" : "min"}: ${limit}}`;
		return /^-?\d+(\.\d+)?$/.test(value) ? `{min: ${value}}` : void 0;
	}
	if (!Array.isArray(value) || value.length !== 2 || !value.every(isNumber)) return void 0;
	return `{min: ${JSON.stringify(value[0])}, max: ${JSON.stringify(value[1])}}`;
};
const toGates = (value) => {
	const items = Array.isArray(value) ? value : [value];
	const gates = items.slice(0, 3).map((item) => {
		if (isText(item)) return `${write(item)}: {min: …}`;
		if (item === null || !isMapping(item)) return void 0;
		const { name, metric = name, ...limits } = item;
		if (isText(metric ?? null)) {
			const shown = Object.entries(limits).map(([key, limit]) => `${key}: ${write(limit)}`);
			return `${write(metric)}: {${shown.join(", ") || "min: …"}}`;
		}
		const [[key, limit] = []] = Object.entries(item);
		return key === void 0 ? void 0 : `${write(key)}: ${toGate(limit ?? null) ?? "{min: …}"}`;
	});
	if (gates.length === 0 || gates.includes(void 0)) return void 0;
	return `{${[...gates, ...items.length > 3 ? ["…"] : []].join(", ")}}`;
};
const MODES = [
	"never",
	"always",
	"allowlist"
];
const toPolicy = (value) => {
	if (typeof value === "boolean") return `{mode: ${value ? "always" : "never"}}`;
	const emails = Array.isArray(value) ? value : [value];
	if (isText(value) && MODES.includes(value)) return value === "allowlist" ? "{mode: allowlist, allow: […]}" : `{mode: ${value}}`;
	if (emails.length === 0 || !emails.every((one) => typeof one === "string" && one.includes("@"))) return void 0;
	return `{mode: allowlist, allow: [${[...emails.slice(0, 2).map(write), ...emails.length > 2 ? ["…"] : []].join(", ")}]}`;
};
const toPolicies = (value) => {
	const policy = toPolicy(value);
	return policy && `{datasets: ${policy}, models: ${policy}}`;
};
const RUNTIMES = [
	"auto",
	"docker",
	"podman",
	"apptainer",
	"singularity"
];
const toRun = (value) => {
	if (isText(value) && RUNTIMES.includes(value.toLowerCase())) return `{runtime: ${value.toLowerCase()}}`;
	return isDuration(value) ? `{timeout: ${write(value)}}` : void 0;
};
const isDuration = (value) => typeof value === "string" && /^(\d+(\.\d+)?[hms])+$/.test(value);
const toTask = (value) => isDuration(value) ? `{timeout: ${write(value)}}` : void 0;
const toSubmit = (value) => {
	if (typeof value === "boolean") return "{state: operation}";
	return isText(value) && ["operation", "development"].includes(value.toLowerCase()) ? `{state: ${value.toLowerCase()}}` : void 0;
};
const RULES = [
	{
		at: [COMPONENTS],
		expand: toComponent
	},
	{
		at: ["demo_dataset"],
		expand: toFile
	},
	{
		at: [COMPONENTS, [
			"additional_files",
			"image_file",
			"asset"
		]],
		expand: toFile
	},
	{
		at: ["metrics"],
		expand: toGates
	},
	{
		at: ["metrics", "*"],
		expand: toGate
	},
	{
		at: ["submit"],
		expand: toSubmit
	},
	{
		at: ["associations"],
		expand: toPolicies
	},
	{
		at: ["associations", "*"],
		expand: toPolicy
	},
	{
		at: ["run"],
		expand: toRun
	},
	{
		at: [
			"run",
			"tasks",
			"*"
		],
		expand: toTask
	}
];
/** What to write in place of one word where a list belongs. */
const adviseList = (path, value) => isText(value) ? `Write \`${String(path.at(-1))}: [${write(value)}]\`.` : void 0;

// src/benchmark/schema-findings.ts
const EXPECTED = {
	string: "text",
	number: "a number",
	int: "a whole number",
	boolean: "true or false",
	object: "a mapping",
	record: "a mapping",
	array: "a list"
};
/** What is wrong with the shape of benchmark.yaml, in words for people. */
const schemaFindings = (document) => (BenchmarkSchema.safeParse(document).error?.issues ?? []).flatMap((issue) => explain(issue, document, []));
/** A key that is missing because it is misspelt is told once, where it stands. */
function dropMisspelt(findings) {
	const meant = new Set(findings.flatMap(({ code, path }) => {
		if (code !== "unknown-key") return [];
		const above = path.slice(0, -1);
		const name = suggestName(String(path.at(-1)), keysAt(above));
		return name === void 0 ? [] : [[...above, name].join(".")];
	}));
	const nameMissing = ({ code, path }) => code === "script-missing" ? "benchmark_script" : path.join(".");
	return findings.filter((one) => one.code?.endsWith("missing") !== true || !meant.has(nameMissing(one)));
}
function explain(issue, document, above) {
	const path = [...above, ...issue.path];
	const value = valueIn(document, path);
	if (value === void 0) return [missing(path)];
	switch (issue.code) {
		case "unrecognized_keys": return issue.keys.map((key) => wrongKey([...path, key], `unknown key \`${plainLine(key, 100)}\``, didYouMean(key, keysAt(path)), "unknown-key"));
		case "invalid_type": return [wrongType(path, value, EXPECTED[issue.expected] ?? issue.expected)];
		case "invalid_value": return [notOneOf(path, value, issue.values.map(String))];
		case "invalid_union": return explainUnion(issue, document, path) ?? [wrongValue(path, `${quotePath(path)} ${issue.message}, not ${shown(value)}`, adviseOn(path))];
		case "invalid_format": return [wrongValue(path, `${quotePath(path)} ${issue.message}, not ${shown(value)}`, adviseOn(path))];
		case "too_small": return [wrongValue(path, `${quotePath(path)} should be ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`, adviseOn(path))];
		default: return [wrongValue(path, `${quotePath(path)}: ${issue.message}`, adviseOn(path))];
	}
}
/** Of alternatives, the one whose type fits says more than that none fits. */
function explainUnion(issue, document, path) {
	const [only, ...others] = issue.errors.filter((issues) => issues.every((one) => one.path.length > 0 || one.code === "unrecognized_keys"));
	if (only === void 0 || others.length > 0) return void 0;
	return only.flatMap((one) => explain(one, document, path));
}
function missing(path) {
	const description = schemaAt(path)?.meta()?.description;
	return wrongKey(path, `${quotePath(path)} is missing`, description === void 0 ? "Add it." : `Add it. ${description}`, "key-missing");
}
function wrongType(path, value, expected) {
	const message = `${quotePath(path)} should be ${expected}, not ${shown(value)}`;
	if (expected === "text" && typeof value !== "object") return wrongValue(path, message, "Put it in quotes.");
	if (expected === "true or false") return wrongValue(path, message, "Write `true` or `false`, without quotes.");
	if (expected === EXPECTED["object"]) return wrongValue(path, message, adviseLongForm(path, value) ?? listKeys(path) ?? adviseOn(path), "mapping-expected");
	if (expected === EXPECTED["array"]) return wrongValue(path, message, adviseList(path, value) ?? adviseOn(path), "list-expected");
	return wrongValue(path, message, (expected === "text" ? adviseWords : adviseNumber)(path, value) ?? adviseOn(path));
}
/** What belongs at a path, in the words of its schema. */
function adviseOn(path) {
	const description = schemaAt(path)?.meta()?.description;
	return description === void 0 ? "Correct it, or leave the key out." : `What belongs there: ${description}`;
}
function notOneOf(path, value, values) {
	if (path.length === 1 && path[0] === "version") return wrongValue(path, `this version of the action reads benchmark.yaml of version 1, not ${shown(value)}`, "Write `version: 1`, or use a newer version of the action.");
	const list = values.map((one) => `\`${one}\``).join(", ");
	return wrongValue(path, `${quotePath(path)} should be one of ${list}, not ${shown(value)}`, didYouMean(String(value), values));
}
/** A path as people write it: `run.tasks.infer.memory`. */
const quotePath = (path) => `\`${plainLine(path.join("."), 200)}\``;
function shown(value) {
	if (value === null) return "nothing";
	if (typeof value === "string") return `the text "${plainLine(hideUrlSecrets(value), 60)}"`;
	if (typeof value !== "object") return `\`${String(value).replace(/^(-?)(NaN|Infinity)$/, (_, sign, name) => `${sign}.${name.slice(0, 3).toLowerCase()}`)}\``;
	return Array.isArray(value) ? "a list" : "a mapping";
}
function valueIn(document, path) {
	let value = document;
	for (const step of path) {
		if (value === void 0 || value === null || typeof value !== "object") return void 0;
		if (Array.isArray(value)) value = value[Number(step)];
		else value = isMapping(value) && Object.hasOwn(value, step) ? value[step] : void 0;
	}
	return value;
}
/** The schema at a path; inside alternatives, the mapping among them. */
function schemaAt(path) {
	let schema = BenchmarkSchema;
	for (const step of path) {
		const inner = mappingOf(schema);
		schema = inner instanceof ZodObject ? inner.shape[step] : inner instanceof ZodRecord ? inner.valueType : void 0;
	}
	return schema instanceof ZodOptional ? schema.unwrap() : schema;
}
function mappingOf(schema) {
	if (schema instanceof ZodOptional) return mappingOf(schema.unwrap());
	if (schema instanceof ZodUnion) return schema.options.find((one) => one instanceof ZodObject);
	return schema;
}
function listKeys(path) {
	const keys = keysAt(path);
	return keys.length === 0 ? void 0 : `It has the keys ${keys.map((key) => `\`${key}\``).join(", ")}.`;
}
function keysAt(path) {
	const schema = mappingOf(schemaAt(path));
	return schema instanceof ZodObject ? Object.keys(schema.shape) : [];
}

// src/benchmark/topology/named.ts
/** What a kind of benchmark is made of beside its preparator (docs/medperf.md 6.10). */
const SHAPES = {
	byo_inference_script: {
		model: "container",
		hasScript: false,
		hasEvaluator: true
	},
	end_to_end_script: {
		model: "asset",
		hasScript: true,
		hasEvaluator: false
	},
	inference_script: {
		model: "asset",
		hasScript: true,
		hasEvaluator: true
	}
};

// src/benchmark/topology/words.ts
/** `an end_to_end_script`. */
const nameTopology = (topology) => `${topology === "byo_inference_script" ? "a" : "an"} ${topology}`;
/** What belongs to a topology, in words. */
const describeTopology = (topology) => describeNamed(SHAPES[topology]);
/** What is named beside the preparator, in words. */
const describeNamed = ({ model, hasScript, hasEvaluator }) => {
	return `${{
		container: "a container",
		asset: "an `asset`",
		unknown: "something"
	}[model]} as \`reference_model\` with ${[...hasScript ? ["a `benchmark_script`"] : [], ...hasEvaluator ? ["an `evaluator`"] : []].join(" and ") || "nothing beside it"}`;
};
/** What to write instead: the topology that fits, or what would make it the one that was written. */
function describeRepair(named, written, fitting) {
	const wanted = SHAPES[written];
	const key = wanted.model === "asset" ? "asset: { path: … }" : "config: …";
	const repairs = [
		...named.model === wanted.model ? [] : [`name the model by \`${key}\``],
		...repairPart("benchmark_script", named.hasScript, wanted.hasScript),
		...repairPart("evaluator", named.hasEvaluator, wanted.hasEvaluator)
	];
	return `${fitting === void 0 ? "" : `Write \`topology: ${fitting}\`. `}To make it ${nameTopology(written)} benchmark, ${repairs.join(", ")}.`;
}
const repairPart = (part, is, wanted) => is === wanted ? [] : [`${wanted ? "add" : "remove"} \`${part}\``];

// src/benchmark/topology/judge.ts
/**
* Of what kind a benchmark is by what it names; `unknown` where that hangs on a model that could not be read. What does not fit
* together has no kind, and is said once, on the line that is easiest to correct.
*/
function judgeTopology(named) {
	const { written } = named;
	const [first, ...others] = TOPOLOGIES.filter((topology) => fits(named, topology));
	if (written === void 0) {
		if (first === void 0) return readNothing(explainUnfit(named));
		return readValue(others.length === 0 ? first : "unknown");
	}
	if (fits(named, written)) return readValue(written);
	const isModelAlone = fits({
		...named,
		model: "unknown"
	}, written);
	if (named.modelKey === "uid" && isModelAlone) return readNothing(wrongModel(named, written));
	const why = `\`topology\` says ${written}, which is ${describeTopology(written)}, and what is named is ${describeNamed(named)}`;
	const hint = describeRepair(named, written, first);
	return readNothing(wrongValue(["topology"], why, hint, "topology-contradicts"));
}
/** Whether what is named makes up a topology; the script may be written as the evaluator, its only place before there was another. */
function fits(named, topology) {
	const shape = SHAPES[topology];
	if (named.model !== "unknown" && named.model !== shape.model) return false;
	if (named.hasScript === shape.hasScript && named.hasEvaluator === shape.hasEvaluator) return true;
	return topology === "end_to_end_script" && !named.hasScript && named.hasEvaluator;
}
function explainUnfit(named) {
	if (named.hasScript) {
		if (named.modelKey === "uid") return wrongModel(named, named.hasEvaluator ? "inference_script" : "end_to_end_script");
		return wrongKey(["benchmark_script"], "`benchmark_script` runs a reference model that is an `asset`, and this one is a container", "Remove it: a container runs itself, by its task infer. Or name the files of the model, as `reference_model: { asset: { path: … } }`.", "script-without-asset");
	}
	if (named.model === "asset") return wrongKey(["reference_model", named.modelKey], "`benchmark_script` is missing: a reference model that is an asset cannot run itself", "Add `benchmark_script: { config: … }`, a container whose task run_script runs it.", "script-missing");
	const { description } = BenchmarkSchema.shape.evaluator.unwrap().meta() ?? {};
	return wrongKey(["evaluator"], "`evaluator` is missing", `Add it. ${description}`, "evaluator-missing");
}
/** A registered model that is a container where files are run, or the other way round. */
function wrongModel({ model }, topology) {
	const [is, runs] = model === "asset" ? ["an asset", "containers"] : ["a container", "assets"];
	const why = `this reference model is ${is}, and ${nameTopology(topology)} benchmark runs models that are ${runs}`;
	const hint = `Name another model. With this one, the benchmark is ${model === "asset" ? describeTopology("end_to_end_script") : describeTopology("byo_inference_script")}.`;
	return wrongValue(["reference_model", "uid"], why, hint, "model-of-wrong-kind");
}

// src/benchmark/assemble.ts
/** Turns the mapping of a benchmark.yaml into a benchmark; parts whose shape is right are checked even if others are not. */
function assembleBenchmark(document, value, location) {
	const { file } = location;
	const read = {
		file,
		placeOf: document.placeOf
	};
	const shape = schemaFindings(value);
	const version = shape.filter(({ path }) => path[0] === "version");
	if (value["version"] !== void 0 && version.length > 0) return { problems: version.map((finding) => toProblem(read, finding)) };
	const section = sectionsOf(value);
	const topology = judgeTopology(findNamed(section, value, location.lookups));
	const context = makeContext(section, topology.value ?? "unknown", read, location);
	const parts = readParts(section, context);
	const faults = [
		...shape,
		...topology.findings,
		...parts.findings
	];
	const own = dropMisspelt(faults.flatMap((fault) => "path" in fault ? [fault] : [])).map((finding) => toProblem(read, finding));
	const others = faults.flatMap((fault) => "path" in fault ? [] : [fault]);
	const found = unique([...duplicates(file, document), ...own].toSorted(byPlace).concat(others));
	const problems = found.map((fault) => withoutBar(fault, location));
	const name = section("name");
	const errors = problems.filter(({ severity }) => severity === "error");
	const [unread] = errors.length === countUnread(section, location) ? errors : [];
	if (parts.value === void 0 || errors.length > 0) return known({
		name,
		problems,
		unread
	});
	const barred = listBarred(found);
	const benchmark = known({
		config: file,
		runtime: context.runtime,
		...parts.value,
		barred
	});
	return known({
		name,
		problems,
		benchmark
	});
}
/** What can be tested only is an error where it is registered. */
const withoutBar = ({ bars, ...problem }, { registers }) => bars && registers ? {
	...problem,
	severity: "error"
} : problem;
function listBarred(found) {
	const barred = found.filter(({ bars }) => bars);
	return barred.length === 0 ? void 0 : barred.map(({ message, hint = "Correct it before it is registered.", code }) => ({
		hint,
		...known({
			message,
			code
		})
	}));
}
const makeContext = (section, topology, read, { repository, folder, lookups, reach, now }) => ({
	repository,
	folder,
	positionOf: (path, of) => findPosition(read, path, of),
	reach,
	now,
	runtime: section("run")?.runtime ?? "auto",
	topology,
	inOperation: section("submit")?.state !== "development",
	lookups
});
/** How many registered components could not be read. */
const countUnread = (section, { lookups }) => ROLES.filter((role) => section(role)?.uid !== void 0 && findLookup(role, lookups).kind === "unread").length;
/** What tells the kind of the benchmark; a section counts as soon as it is there, whatever is wrong in it. */
function findNamed(section, value, { reference_model: found }) {
	const { uid, asset, config } = section("reference_model") ?? {};
	const modelKey = uid !== void 0 ? "uid" : asset !== void 0 ? "asset" : "config";
	const registered = found?.kind !== "read" ? "unknown" : found.asset === void 0 ? "container" : "asset";
	const written = config === void 0 ? "unknown" : "container";
	return {
		written: section("topology"),
		model: {
			uid: registered,
			asset: "asset",
			config: written
		}[modelKey],
		modelKey,
		hasScript: value["benchmark_script"] !== void 0,
		hasEvaluator: value["evaluator"] !== void 0
	};
}
/** Looks at one top-level key, whose value is given only if its shape is right. */
const sectionsOf = (value) => (key) => {
	const parsed = BenchmarkSchema.shape[key].safeParse(value[key]);
	return parsed.success ? parsed.data : void 0;
};
function readParts(section, context) {
	const name = section("name");
	const description = section("description");
	const docsUrl = section("docs_url") || void 0;
	const demo = section("demo_dataset");
	const demoDataset = demo && readDemoDataset(demo, context);
	const components = readComponents(section, context);
	const limits = readLimits(section("run") ?? {});
	const gates = readGates(section("metrics") ?? {}, (path) => context.positionOf(path, "key"));
	const associations = readAssociations(section("associations") ?? {});
	const findings = [
		...name === void 0 ? [] : [...checkName(name, ["name"]), ...refuseUnfilled(name, ["name"])],
		...description === void 0 ? [] : checkDescription(description, ["description"]),
		...docsUrl === void 0 ? [] : checkDocsUrl(docsUrl, ["docs_url"], context),
		...joinFindings(demoDataset, components, limits, gates, associations)
	];
	const { topology } = context;
	if (name === void 0 || demoDataset?.value === void 0 || components.value === void 0) return { findings };
	if (topology === "unknown") return { findings };
	return {
		value: known({
			name,
			description,
			docsUrl,
			demoDataset: demoDataset.value,
			topology,
			components: components.value,
			limits: limits.value,
			gates: gates.value,
			submit: {
				state: section("submit")?.state ?? "operation",
				isStated: section("submit") !== void 0
			},
			associations: associations.value
		}),
		findings
	};
}
const checkDescription = (text, path) => [...checkText$1(text, path, 256), ...warnOfUnfilled(text, path)];
function readComponents(section, context) {
	const read = ROLES.flatMap((role) => {
		const written = section(role);
		return written === void 0 ? [] : [readComponent(role, written, section("name"), context)];
	});
	const components = read.flatMap(({ value }) => value === void 0 ? [] : [value]);
	const own = components.filter(({ registered }) => registered === void 0);
	const findings = [...joinFindings(...read), ...checkDistinct(own)];
	const byRole = Object.fromEntries(components.map((component) => [component.role, component]));
	const isWhole = components.length === read.length && "data_preparator" in byRole && "reference_model" in byRole;
	return makeRead(isWhole ? byRole : void 0, findings);
}
/** The uids that a benchmark.yaml names, as far as its shape is right. */
const findUids = (value) => {
	const section = sectionsOf(value);
	return Object.fromEntries(ROLES.flatMap((role) => {
		const uid = section(role)?.uid;
		return uid === void 0 ? [] : [[role, uid]];
	}));
};
const checkDistinct = (components) => components.flatMap(({ role, name }, at) => {
	const twin = components.slice(0, at).find((other) => other.name === name);
	if (twin === void 0) return [];
	const why = `\`${twin.role}\` and \`${role}\` have the same name ${name}, and names are unique on the server`;
	return [wrongKey([role, "name"], why, "Give each its own `name`.")];
});
const duplicates = (file, document) => document.duplicates.map(({ name, line, column }) => problemAt(file, "error", `the key \`${name}\` is there twice`, "Keep one of the two.", {
	line,
	column
}));
const byPlace = (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
/** One file may be used for two roles, and what is wrong with it is said once. */
const unique = (problems) => [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];

// src/benchmark/read.ts
const MOST_PROBLEMS = 1e3;
const EXAMPLE = "See examples/ and docs/benchmark-yaml.md of medperf/benchmark-action for what belongs there.";
/** Reads benchmark.yaml and every file it names, and reports all that is wrong with them at once. */
function readBenchmark({ repository, config, lookups = {}, reach = "public", registers = false }) {
	const root = existsSync(repository) ? realpathSync(repository) : repository;
	const wrong = (message, hint) => ({ problems: [problemAt(config, "error", message, hint)] });
	const found = open(root, config);
	if ("message" in found) return wrong(found.message, found.hint);
	const { file, bytes } = found;
	if (isLfsPointer(bytes)) {
		const why = `${file} is a Git LFS pointer, not the file itself`;
		return { problems: [{
			...problemAt(file, "error", why, LFS_HINT, {
				line: 1,
				column: 1
			}),
			code: LFS_CODE
		}] };
	}
	const document = parseCoreYaml(bytes);
	if (!document.ok) return { problems: unreadProblems(file, document, `${file} is not valid YAML`) };
	const { value, placeOf } = document;
	const unusable = (finding) => ({ problems: [toProblem({
		file,
		placeOf
	}, finding)] });
	if (value === null) return unusable(wrongValue([], `${file} is empty`, EXAMPLE));
	if (!isMapping(value)) return unusable(wrongValue([], `${file} should be a mapping with keys such as \`name\`, not ${Array.isArray(value) ? "a list" : "text"}`, (typeof value === "string" ? adviseText(value) : void 0) ?? EXAMPLE, "not-a-mapping"));
	const folder = dirname$1(file);
	const { benchmark, name, problems, unread } = assembleBenchmark(document, value, {
		repository: root,
		file,
		folder: folder === "." ? "" : folder,
		lookups,
		reach,
		registers,
		now: /* @__PURE__ */ new Date()
	});
	return known({
		benchmark: benchmark && {
			...benchmark,
			configHash: hashBytes(bytes)
		},
		name: name === void 0 ? void 0 : plainLine(name, 128),
		problems: bounded(problems),
		unread
	});
}
/** The uids of registered components that benchmark.yaml names: what the server is to be asked before it can be read whole. */
function readUids({ repository, config }) {
	const found = open(existsSync(repository) ? realpathSync(repository) : repository, config);
	if ("message" in found) return {};
	const document = parseCoreYaml(found.bytes);
	return document.ok && isMapping(document.value) ? findUids(document.value) : {};
}
/** As many problems as a report holds; errors are kept rather than warnings. */
function bounded(problems) {
	if (problems.length <= MOST_PROBLEMS) return problems;
	return problems.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_PROBLEMS);
}
const rank = ({ severity }) => severity === "error" ? 0 : 1;
function open(repository, config) {
	const hint = "The input `config` is a path in the repository, such as `benchmark.yaml`.";
	const found = locatePath(repository, "", config);
	switch (found.kind) {
		case "absolute":
		case "outside":
		case "git": return {
			message: `${config} is not inside the repository`,
			hint
		};
		case "missing": {
			const submodule = findEmptySubmodule(repository, found.shown);
			if (submodule === void 0) return {
				message: `${config} does not exist`,
				hint: missingHint$3(repository, config)
			};
			return {
				message: `${config} lies in ${submodule}, which is a Git submodule that is not checked out`,
				hint: SUBMODULE_HINT
			};
		}
		case "directory": return {
			message: `${config} is a folder, not a file`,
			hint: `Is \`${found.shown}/benchmark.yaml\` meant?`
		};
		case "unreadable": return {
			message: `${config} cannot be read by the user of the runner`,
			hint: UNREADABLE_HINT
		};
		case "bytes":
		case "special": return {
			message: `${config} is not a file`,
			hint
		};
		case "file": {
			const bytes = readSmall(found.path);
			return "wrong" in bytes ? {
				message: `${config} ${bytes.wrong}`,
				hint: bytes.hint
			} : {
				file: found.shown,
				bytes
			};
		}
	}
}

// src/check/host.ts
/** This machine in the report's words; `engine` is the engine's title. */
const describeHost = (engine) => known({
	engine,
	user: engine === void 0 ? void 0 : known({
		...findContainerUser(),
		insteadOfRoot: isRoot() || void 0
	}),
	cpus: availableParallelism(),
	memory: totalmem(),
	gpus: gpuDevices().length
});

// src/check/without-run.ts
/** A report of a run that starts no container. */
const reportWithoutRun = ({ config, commit, run }, { problems = [], steps = [], containers = [], notices = [], ...more }) => buildReport(known({
	actionVersion: VERSION,
	config,
	host: describeHost(),
	startedAt: /* @__PURE__ */ new Date(),
	seconds: 0,
	problems,
	steps,
	containers,
	notices,
	commit,
	run,
	...more
}));
/**
* benchmark.yaml, or the report that says what is wrong with it; `report` then has the verdict `invalid`, or `error` where
* nothing is wrong but that registered components could not be read.
*/
function readOrReport(job, { lookups, notices }) {
	const { benchmark, name, problems, unread } = readBenchmark({
		repository: job.repository,
		config: job.config,
		lookups,
		reach: job.reach,
		registers: job.intent === "apply"
	});
	const found = known({
		problems,
		notices,
		name,
		fatal: unread && makeServerFailure(unread)
	});
	return benchmark === void 0 || problems.some(({ severity }) => severity === "error") ? { report: reportWithoutRun(job, found) } : {
		benchmark,
		found: {
			...found,
			benchmark
		}
	};
}

// src/facts/uids.ts
/** Whether benchmark.yaml names any component by `uid`; most name none. */
const hasUids = (uids) => Object.keys(uids).length > 0;

// src/lookup/given.ts
/** Nothing is named by `uid`. */
const NOTHING_GIVEN = {
	lookups: {},
	notices: []
};

// src/modes/course.ts
/**
* Follows the stages of a mode until one of them gives the report. Whatever goes wrong ends it with a report that says so. Throws
* when the run is cancelled.
*/
async function follow(start, stages) {
	let course = start;
	try {
		for (const stage of stages) {
			course = await stage(course);
			if (course.report !== void 0) break;
		}
	} catch (error) {
		course.job.signal.throwIfAborted();
		course = error instanceof ExpectedError ? await endRun(course, error) : refuseRun(course, explainAnyError(error));
	} finally {
		if (course.server.kind === "asked") await course.server.client?.close();
	}
	return course;
}
/**
* Ends a run that cannot go on, with a report that says why. Where benchmark.yaml names components by `uid`, that they could not
* be read is said on their lines.
*/
async function endRun(course, error) {
	const refused = refuseRun(course, error);
	const unread = await readUnread(course, error);
	return unread === void 0 ? refused : {
		...refused,
		report: unread
	};
}
/** Ends a run that could not begin, or not go on for a reason that has nothing to do with what benchmark.yaml says. */
function refuseRun(course, error) {
	const found = course.read?.found;
	const report = reportWithoutRun(course.job, {
		...found,
		fatal: makeServerFailure(error)
	});
	const registered = course.job.intent === "apply" ? refuseRegistration(error) : void 0;
	return known({
		...course,
		report,
		registered
	});
}
async function readUnread({ job, uids, read }, error) {
	if (read !== void 0 || !hasUids(uids)) return void 0;
	const { describeUnread } = await import("./components.js");
	const reread = readOrReport(job, describeUnread(uids, error));
	return "report" in reread ? reread.report : void 0;
}
/** What the server showed; undefined where it was not asked. */
const findSnapshot = ({ server }) => server.kind === "asked" ? server.snapshot : void 0;
/** What a plan goes by besides the files: what the server showed, or what it shows without a credential. */
const findBasis = ({ server }) => known({
	snapshot: server.kind === "asked" ? server.snapshot : void 0,
	sight: server.kind === "unasked" ? server.sight : void 0
});
/** A plan that came to nothing, or to a part, is of the past. */
const lookBack = (report) => report.plan === void 0 ? report : {
	...report,
	plan: {
		...report.plan,
		voice: "did not"
	}
};
/** The report is that of the test, with the plan while there is something left that a merge would do. */
const closeReport = (course) => {
	const { tested, planned, registered } = course;
	if (tested === void 0) throw new TypeError("nothing was tested");
	if (registered?.kind === "done" || planned === void 0) return {
		...course,
		report: tested.report
	};
	return {
		...course,
		report: registered === void 0 ? planned.report : lookBack(planned.report)
	};
};

export { ReportSchema as C, flattenResults as D, buildMetrics as E, TASKS as O, MetricSchema as S, judgeGates as T, findPlace as _, follow as a, groupFailed as b, hasUids as c, describeHost as d, readBenchmark as f, RAW as g, tellYaml as h, findSnapshot as i, findRole as k, readOrReport as l, readDemoPaths as m, endRun as n, refuseRun as o, readUids as p, findBasis as r, NOTHING_GIVEN as s, closeReport as t, reportWithoutRun as u, buildReport as v, isUnwieldy as w, sayStep as x, judgeRun as y };