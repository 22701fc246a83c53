import { t as __commonJSMin } from "./rolldown-runtime.js";
import { t as plainLine } from "./text.js";
import { r as createTail, t as createLastLines } from "./lines.js";
import { a as workspaceOf, i as places, n as makeTmp, o as VERSION, t as makeOutput } from "./workspace.js";
import { D as _isoDateTime, T as url, _ as number$1, a as ZodRecord, b as strictObject, d as custom, h as literal, i as ZodOptional, l as array, m as int, o as ZodUnion, r as ZodObject, s as _enum, t as ZodISODateTime, u as boolean, v as object, w as union, x as string, y as record } from "./schemas.js";
import { t as RUNTIMES } from "./benchmark.js";
import { n as parseGpus, t as gpusText } from "./gpus.js";
import { r as shownRow } from "./list.js";
import { i as sizeInBytes, n as isDockerSize } from "./size.js";
import { n as StepFailure, r as serverFailure, t as FailureSchema } from "./failure.js";
import { r as openEngine, t as removeFolder } from "./remove-folder.js";
import { n as onDisk, r as toBytes, t as fromBytes } from "./byte-name.js";
import { d as warning, l as setOutput, o as notice, r as error } from "./core.js";
import { t as clearState } from "./state.js";
import { i as writeAll, o as bytesOf, r as inDiskWords, s as createSlabPool } from "./limits.js";
import { t as imageReferenceFault } from "./image-reference.js";
import { t as MedPerfError } from "./error.js";
import { t as gpuDevices } from "./gpu-devices.js";
import { t as detectPacking } from "./magic.js";
import { t as readSaved } from "./archive.js";
import { t as isSif } from "./plain-archive2.js";
import { i as pythonText, r as writeYaml, t as parseYaml } from "./yaml.js";
import { n as isRawNumber, t as isMapping } from "./value.js";
import { t as parseCoreYaml } from "./core-yaml.js";
import { t as freeBytes } from "./free-disk.js";
import { a as formatSeconds, c as sentence, i as formatNumber, n as formatChange, o as list$3, r as formatCount, s as plural, t as formatBytes } from "./format.js";
import { A as parseResource, D as createCopy, E as addToCache, O as consume, T as readOrigin, c as canonicalJson, d as numberOf, f as parseJson, i as readLock, k as hasCredentials, l as fromJson, p as toJson, t as lockPath, u as nestsDeeper } from "./path.js";
import { t as ROLES$2 } from "./role.js";
import { n as registeredImage } from "./registered.js";
import { C as clipStep, S as clipProblem, _ as prose, a as reasonOf, b as clipContainer, c as openGitHub, d as bytesOf$1, f as code, g as paragraphs, h as link, l as addToJobSummary, m as fenced, n as tellMerged, o as statusOf, p as details, r as upsertComment, s as warn, t as serverOf, v as table, x as clipFailure, y as clip } from "./merged.js";
import { t as commitOf } from "./trigger3.js";
import { d as cannotRun, f as isAsset, l as hashFile, n as retireInput, p as PlanSchema, u as CONTAINER_TYPES } from "./judge.js";
import { a as notRegistered, n as errorOf } from "./outcome4.js";
import { createHash, hash, randomBytes } from "node:crypto";
import { chmodSync, closeSync, constants, copyFileSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, statfsSync, writeFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import { availableParallelism, constants as constants$1, totalmem } from "node:os";
import { gunzipSync, gzipSync } from "node:zlib";
import { performance as performance$1 } from "node:perf_hooks";
import { rm } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { dirname as dirname$1 } from "node:path/posix";

// node_modules/zod/v4/classic/iso.js
function datetime(params) {
	return _isoDateTime(ZodISODateTime, params);
}

// src/job/cancel.ts
/** Rejects when the signal aborts, and never resolves: what loses a race against it must not hold up a cancelled job. */
function rejectionOf(signal) {
	return new Promise((_, reject) => {
		if (signal.aborted) reject(signal.reason);
		else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
	});
}

// src/facts/task.ts
/** The tasks of a compatibility test, in MedPerf's order (docs/medperf.md 13.1). */
const TASKS = [
	"prepare",
	"sanity_check",
	"statistics",
	"infer",
	"evaluate"
];
/**
* With the task that takes the place of infer and evaluate where the model is an asset
* (docs/medperf.md 13.2).
*/
const ALL_TASKS = [...TASKS, "run_script"];
/** Whose container runs a task (docs/medperf.md 12.1). */
const ROLE_OF = {
	prepare: "data_preparator",
	sanity_check: "data_preparator",
	statistics: "data_preparator",
	infer: "reference_model",
	evaluate: "evaluator",
	run_script: "evaluator"
};

// src/facts/step.ts
/** The steps of a check in their order; `run_script` takes the place of infer and evaluate where the model is an asset. */
const STEP_NAMES = ["fetch", ...ALL_TASKS];

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

// src/report/metrics.ts
var import_fastest_levenshtein = require_fastest_levenshtein();
/** The name of results that are one scalar. */
const WHOLE = "result";
/** The leaves of results of any shape, in their order; an empty list or mapping inside them is the text `[]` or `{}`. */
function flatten(results) {
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
			path: path === void 0 ? key : `${path}.${key}`,
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
		const number = numberOf(value);
		const old = before.get(name);
		const change = old === void 0 ? void 0 : changeOf(value, old.value, tolerance(name));
		return {
			name: clip(name, 1e3),
			type: typeOf$1(value),
			value: clip(show(value), 1e3),
			...number !== void 0 && Number.isFinite(number) ? { number } : {},
			...old === void 0 ? {} : { base: clip(show(old.value), 1e3) },
			...change === void 0 ? {} : { change }
		};
	});
}
/** Leaves by name; of two with one name (`a.b` and `a: {b}`) the first. */
function indexLeaves(leaves) {
	const index = /* @__PURE__ */ new Map();
	for (const leaf of leaves) if (!index.has(leaf.name)) index.set(leaf.name, leaf);
	return index;
}
/** A scalar as exact text; NaN and the infinities as `NaN`, `∞`, `-∞`. */
function show(value) {
	if (value === null) return "null";
	if (isRawNumber(value)) return value.rawJSON;
	return String(value).replace(/^(-?)Infinity$/, typeof value === "number" ? "$1∞" : "$&");
}
function typeOf$1(value) {
	if (numberOf(value) !== void 0) return "number";
	if (value === null) return "null";
	return typeof value === "boolean" ? "boolean" : "text";
}
const INTEGER = /^-?\d+$/;
function changeOf(value, old, tolerance) {
	const [now, then] = [numberOf(value), numberOf(old)];
	if (now === void 0 || then === void 0 || !Number.isFinite(now) || !Number.isFinite(then)) return void 0;
	const [a, b] = [show(value), show(old)];
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
	return limits.flatMap((metric) => limitsOf(metric, base).map(({ text, judge }) => {
		const judgement = "missing" in ground ? {
			status: "not judged",
			reason: ground.missing
		} : judgeLeaf(metric.metric, results, judge);
		const { file, line, column } = metric.position;
		return {
			metric: clip(metric.metric, 1e3),
			text: clip(text, 200),
			status: judgement.status,
			...judgement.reason === void 0 ? {} : { reason: clip(judgement.reason, 1e3) },
			file: clip(file, 1e3),
			...line === void 0 ? {} : { line },
			...column === void 0 ? {} : { column }
		};
	}));
}
function limitsOf({ metric, min, max, maxDrop, maxRise, tolerance = 0 }, base) {
	const more = tolerance === 0 ? "" : ` (±${brief(tolerance)})`;
	const limits = [];
	if (min !== void 0) {
		const reason = (value) => `${apart(value, min)} is below ${show(min)}`;
		const judge = (value) => verdict(value >= min - slack(tolerance, value, min), reason(value));
		limits.push({
			text: `≥ ${show(min)}${more}`,
			judge
		});
	}
	if (max !== void 0) {
		const reason = (value) => `${apart(value, max)} is above ${show(max)}`;
		const judge = (value) => verdict(value <= max + slack(tolerance, value, max), reason(value));
		limits.push({
			text: `≤ ${show(max)}${more}`,
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
			text: `${word} ≤ ${show(limit)}${more}`,
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
	const before = leaf === void 0 ? void 0 : numberOf(leaf.value);
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
function judgeLeaf(name, results, judge) {
	const leaf = results.get(name);
	if (leaf === void 0) return {
		status: "broken",
		reason: whyAbsent(name, results)
	};
	const value = numberOf(leaf.value);
	if (value === void 0) return {
		status: "broken",
		reason: `it is ${typeof leaf.value === "string" ? "text" : show(leaf.value)}, not a number`
	};
	return Number.isNaN(value) ? {
		status: "broken",
		reason: "it is NaN"
	} : judge(value);
}
function whyAbsent(name, results) {
	const names = [...results.keys()];
	const inside = names.find((other) => other.startsWith(`${name}.`));
	if (inside !== void 0) return `it is a group of metrics; name one of them, such as \`${inside}\``;
	const near = nearest$1(name, names.slice(0, 1e3));
	return `the results have no metric of this name${near === void 0 ? "" : `; did you mean \`${near}\`?`}`;
}
function nearest$1(name, names) {
	const lower = name.toLowerCase();
	const same = names.find((other) => other.toLowerCase() === lower);
	if (same !== void 0 || names.length === 0) return same;
	const near = (0, import_fastest_levenshtein.closest)(name, names);
	return (0, import_fastest_levenshtein.distance)(name, near) <= Math.max(1, name.length / 3) ? near : void 0;
}
const brief = (value) => {
	const [plain, exponent] = [String(value), value.toExponential()];
	return exponent.length < plain.length ? exponent : plain;
};
const number = (value) => Number.isFinite(value) ? formatNumber(value) : show(value);
const apart = (value, limit) => number(value) === number(limit) ? show(value) : number(value);

// src/facts/gpu.ts
/** A GPU that the engine offers. */
const GpuSchema = strictObject({
	/** By which `device=` names it, mostly its number. */
	id: string().max(100),
	name: string().max(100).optional(),
	uuid: string().max(100).optional()
});

// src/facts/measured.ts
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
	hint: string().max(2e3).optional()
});

// src/report/report.ts
const text$1 = (max) => string().max(max);
const sha256$1 = string().regex(/^[0-9a-f]{64}$/);
const seconds = number$1().min(0);
const commit$1 = string().regex(/^[0-9a-f]{40,64}$/);
/** Any JSON value, its numbers exact; the size is bounded by whoever reads the file, the depth by `DEEPEST`. */
const Json = custom((value) => value !== void 0);
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
	role: _enum(ROLES$2),
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
	commit: commit$1.optional(),
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
	containers: array(ContainerSchema).max(3),
	steps: array(StepSchema).max(STEP_NAMES.length),
	gates: array(GateSchema).max(1e4),
	/** No cap on their number: the file's size is capped where it is read. */
	metrics: array(MetricSchema),
	/**
	* What evaluate wrote, as JSON; NaN and the infinities are the strings of the POST body
	* (docs/medperf.md 6.8).
	*/
	results: Json.optional(),
	statistics: Json.optional(),
	/** The commit that `base` and `change` of the metrics refer to. */
	base: strictObject({ commit: commit$1 }).optional(),
	/** What a merge does on the MedPerf server. */
	plan: PlanSchema.optional(),
	/** Sentences that belong below the tables: why there is no base, what was assumed. */
	notices: array(text$1(2e3)).max(100)
});

// src/report/verdict.ts
/**
* The verdict of a run: `invalid` before `error` before `failed` before `passed`. Only where the MedPerf server could not say
* what a line of benchmark.yaml names, that is `error` although the line has a problem.
*/
function judge(outcome) {
	const { problems, fatal, steps, gates, metrics } = outcome;
	const errors = problems.filter(({ severity }) => severity === "error");
	if (errors.length > 0 && fatal?.kind !== "server") return {
		verdict: "invalid",
		...reasonOfProblems(errors)
	};
	if (fatal !== void 0) return {
		verdict: "error",
		reason: fatal.message,
		...hintOf(fatal.hint)
	};
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
		reason: "no step was run"
	};
	const headline = headlineOf(metrics, gates);
	return {
		verdict: "passed",
		reason: headline === void 0 ? "runs" : `runs · ${headline}`
	};
}
const hintOf = (hint) => hint === void 0 ? {} : { hint };
function reasonOfProblems(errors) {
	const [first] = errors;
	if (errors.length === 1 && first !== void 0) {
		const line = first.line === void 0 ? "" : `:${first.line}`;
		return {
			reason: `${first.file}${line}: ${first.message}`,
			...hintOf(first.hint)
		};
	}
	const files = [...new Set(errors.map(({ file }) => file))];
	const where = files.length < 4 ? list$3(files) : plural(files.length, "file");
	return {
		reason: `${plural(errors.length, "problem")} in ${where}`,
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
	const glue = /^(an?|the|no|it|its|there)\b/i.test(message) ? ": " : " ";
	const also = others.length === 0 ? "" : `; ${list$3(others.map((step) => step.name))} failed too`;
	return {
		reason: `${name}${glue}${withTime(message, time)}${also}`,
		...hintOf(failure?.hint)
	};
}
const withTime = (message, time) => message.replace(/( \([^()]*\))?$/, `${time}$1`);
function reasonOfGates(first, broken) {
	const name = `\`${first.metric}\``;
	const why = first.reason ?? first.text;
	return {
		reason: broken.length === 1 ? `${name} breaks its gate: ${why}` : `${plural(broken.length, "gate")} are broken, first ${name}: ${why}`,
		hint: `All steps passed, but \`metrics\` in ${first.file} demands ${name} ${first.text}. If the new value is right, change the limit there.`
	};
}
/** The metric that the first line shows: the first with a gate, else the first number; with its change. */
function headlineOf(metrics, gates) {
	const numbers = metrics.filter(({ type }) => type === "number");
	const gated = new Set(gates.map(({ metric }) => metric));
	const metric = numbers.find(({ name }) => gated.has(name)) ?? numbers[0];
	if (metric === void 0) return void 0;
	const { name, value, number, change } = metric;
	const shown = number === void 0 ? value : formatNumber(number, DIGITS);
	return `${clip(name, 60)} ${clip(shown, 30)}${change === void 0 ? "" : moved(change, number ?? 0)}`;
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
	const results = shallow(evidence.results);
	const statistics = shallow(evidence.statistics);
	const base = shallow(evidence.base?.results);
	const leaves = results === void 0 ? void 0 : flatten(results);
	const before = base === void 0 ? void 0 : flatten(base);
	const limits = benchmark?.gates ?? [];
	const gates = firstOf(judgeGates(limits, leaves === void 0 ? { missing: "there are no results" } : {
		results: leaves,
		base: before
	}), 1e4);
	const tolerances = new Map(limits.map(({ metric, tolerance }) => [metric, tolerance ?? 0]));
	const metrics = buildMetrics(leaves ?? [], before, (name) => tolerances.get(name) ?? 0);
	const { verdict, reason, hint } = judge({
		problems,
		fatal,
		steps,
		gates,
		metrics
	});
	const name = benchmark?.name ?? evidence.name;
	const notices = [
		...evidence.notices,
		...unjudged(gates, leaves !== void 0),
		...gone(leaves, before),
		...tooDeep$1(evidence.results, results)
	];
	return {
		schema: 1,
		action: { version: clip(evidence.actionVersion, 50) },
		benchmark: {
			...name === void 0 ? {} : { name: clip(name, 128) },
			config: clip(config, 1e3)
		},
		verdict,
		reason: clip(reason, 2e3),
		...hint === void 0 ? {} : { hint: clip(hint, 2e3) },
		...commit === void 0 ? {} : { commit },
		...run === void 0 ? {} : { run: {
			...run,
			workflow: clip(run.workflow, 500),
			job: clip(run.job, 500)
		} },
		startedAt: new Date(evidence.startedAt).toISOString(),
		seconds: evidence.seconds,
		host: evidence.host,
		...evidence.gpus === void 0 ? {} : { gpus: evidence.gpus },
		problems,
		...demoDataset === void 0 ? {} : { demoDataset: {
			...demoDataset,
			source: clip(demoDataset.source, 2e3)
		} },
		containers: firstOf(evidence.containers, 3).map(clipContainer),
		steps,
		gates: [...gates],
		metrics: [...metrics],
		...results === void 0 ? {} : { results: toJson(results) },
		...statistics === void 0 ? {} : { statistics: toJson(statistics) },
		...evidence.base === void 0 ? {} : { base: { commit: evidence.base.commit } },
		...evidence.plan === void 0 ? {} : { plan: evidence.plan },
		notices: firstOf(notices, 100).map((notice) => clip(notice, 2e3))
	};
}
const firstOf = (items, most) => items.slice(0, most);
const shallow = (value) => value === void 0 || nestsDeeper(value, 500) ? void 0 : value;
const tooDeep$1 = (given, kept) => given !== void 0 && kept === void 0 ? [`The results nest more than ${500} levels deep and were left out of the report.`] : [];
function unjudged(gates, hasResults) {
	const open = gates.filter(({ status }) => status === "not judged");
	if (open.length === 0 || !hasResults) return [];
	const named = open.slice(0, 5).map(({ metric, text }) => `\`${metric}\` (${text})`);
	const rest = open.length > named.length ? [plural(open.length - named.length, "other")] : [];
	return [`Not judged: ${list$3([...named, ...rest])}, because ${open[0]?.reason ?? "there is no base"}.`];
}
function gone(leaves, before) {
	if (leaves === void 0 || before === void 0) return [];
	const now = indexLeaves(leaves);
	const names = [...indexLeaves(before).keys()].filter((name) => !now.has(name));
	if (names.length === 0) return [];
	const shown = names.slice(0, 5).map((name) => `\`${clip(name, 100)}\``);
	const rest = names.length > shown.length ? [plural(names.length - shown.length, "other")] : [];
	return [`The base has ${plural(names.length, "metric")} that this change lacks: ${list$3([...shown, ...rest])}.`];
}

// src/report/results-payload.ts
const PAYLOAD = /<!-- medperf-results 1 ([A-Za-z0-9+/]+={0,2}) -->/;
/** Bytes that a payload may unpack to: a hundred times what a check run could hold of ordinary results. */
const LARGEST$2 = 8388608;
const Envelope = object({
	config: string(),
	results: custom((value) => value !== void 0)
});
/** Packs results into at most `budget` bytes: all of them, else the metrics with a gate, else none. */
function packResults(config, results, gated, budget) {
	const names = new Set(gated);
	const some = flatten(results).filter(({ name }) => names.has(name));
	const rungs = [{
		kept: "all",
		results
	}, {
		kept: "gated",
		results: Object.fromEntries(some.map(({ name, value }) => [name, value]))
	}];
	for (const { kept, results: value } of some.length === 0 ? rungs.slice(0, 1) : rungs) {
		const text = pack(config, value);
		if (text !== void 0 && text.length <= budget) return {
			text,
			kept
		};
	}
	return {
		text: "",
		kept: "none"
	};
}
function pack(config, results) {
	const json = Buffer.from(JSON.stringify({
		config,
		results: toJson(results)
	}));
	if (json.length > LARGEST$2) return void 0;
	return `<!-- medperf-results 1 ${gzipSync(json, { level: 9 }).toString("base64")} -->`;
}
/** The results of one benchmark in a check run's text; undefined for anything that is not exactly that. */
function unpackResults(text, config) {
	const base64 = PAYLOAD.exec(text)?.[1];
	if (base64 === void 0) return void 0;
	try {
		const json = gunzipSync(Buffer.from(base64, "base64"), { maxOutputLength: LARGEST$2 }).toString("utf8");
		const envelope = Envelope.safeParse(parseJson(json)).data;
		if (envelope?.config !== config || nestsDeeper(envelope.results, 500)) return void 0;
		return fromJson(envelope.results);
	} catch {
		return;
	}
}

// src/github/results-check.ts
/** Bytes of a check run's summary and text each; GitHub counts bytes here. */
const CHECK_BUDGET = 65535;
/** The check run that carries the results of one benchmark. */
const checkName$1 = (config) => `medperf-benchmark (${config})`;
/** Keeps the results at their commit for the pull requests to come. Never throws. */
async function publishResults(request) {
	const { github, owner, repo, sha, config, results, gated, title, summary } = request;
	const { text, kept } = packResults(config, results, gated, CHECK_BUDGET - VISIBLE.length);
	if (kept === "none") return { warning: `The results are too many to be kept at the commit: no pull request will be compared with ${sha.slice(0, 7)}. Give the metrics that matter a gate in benchmark.yaml: these are kept first.` };
	try {
		const { data } = await github.rest.checks.create({
			owner,
			repo,
			name: checkName$1(config),
			head_sha: sha,
			status: "completed",
			conclusion: "neutral",
			output: {
				title: title.slice(0, 255),
				summary,
				text: `${VISIBLE}${text}`
			}
		});
		const url = data.html_url ?? "";
		if (kept === "all") return { url };
		return {
			url,
			notice: "Of these results only the metrics with a gate were kept for later pull requests: all of them are too many."
		};
	} catch (error) {
		return warn(error, {
			what: "The results could not be kept at the commit, so pull requests cannot be compared with it",
			permission: "checks: write"
		});
	}
}
const VISIBLE = "Later pull requests are compared with the results of this commit, which this text holds.\n\n";

// src/containers/finding.ts
const maker = (severity, of) => (path, message, hint) => ({
	severity,
	path,
	of,
	message,
	...hint === void 0 ? {} : { hint }
});
const wrongValue = maker("error", "value");
const wrongKey = maker("error", "key");
const warnValue = maker("warning", "value");
const warnKey = maker("warning", "key");

// src/benchmark/associations.ts
const EMAIL = /^[^\s@,;<>"()[\]\\]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;
/**
* Reads `associations:`; addresses are trimmed and put in lower case, as MedPerf's client does
* (docs/medperf.md 7.3).
*/
const readAssociations = (section, findings) => ({
	datasets: readPolicy(section, "datasets", findings),
	models: readPolicy(section, "models", findings)
});
function readPolicy(section, who, findings) {
	const { mode = "never", allow } = section[who] ?? {};
	const path = [
		"associations",
		who,
		"allow"
	];
	const addresses = (allow ?? []).map((address) => address.trim().toLowerCase());
	addresses.forEach((address, at) => {
		if (!EMAIL.test(address)) findings.push(wrongValue([...path, at], `"${address}" is not an e-mail address`));
	});
	if (mode === "allowlist" && addresses.length === 0) findings.push(wrongKey(path, `the mode allowlist of ${who} needs addresses in \`allow\``, "Add some, or use the mode `never`."));
	if (mode !== "allowlist" && allow !== void 0) findings.push(wrongKey(path, `\`allow\` of ${who} means nothing with the mode ${mode}`, "Use the mode `allowlist`, or remove it."));
	return {
		mode,
		allow: addresses
	};
}

// src/benchmark/repository.ts
/** Configurations and parameters are small; a larger file is named by mistake. */
const LARGEST$1 = 16 * 1024 ** 2;
/** Follows a path that is relative to `folder`, a folder of the repository, without ever leaving the repository; `root` is real. */
function locate(root, folder, written) {
	const shown = relative(root, resolve(root, folder, written)).split(sep).join("/") || ".";
	if (isAbsolute(written)) return {
		kind: "absolute",
		shown: written
	};
	if (leaves(shown)) return {
		kind: "outside",
		shown
	};
	let path;
	try {
		path = realpathSync(join(root, shown));
	} catch {
		return {
			kind: "missing",
			shown
		};
	}
	if (leaves(relative(root, path))) return {
		kind: "outside",
		shown
	};
	const stats = statSync(path);
	if (stats.isFile()) return {
		kind: "file",
		path,
		shown
	};
	return stats.isDirectory() ? {
		kind: "directory",
		path,
		shown
	} : {
		kind: "special",
		shown
	};
}
/** Whether a relative path leads out of where it is relative to. */
const leaves = (path) => path === ".." || path.startsWith(`..${sep}`) || path.startsWith("../") || isAbsolute(path);
/** The bytes of a file, or why they cannot be had. */
function readSmall(path) {
	if (statSync(path).size > LARGEST$1) return { wrong: `is larger than ${LARGEST$1 / 1024 ** 2} MiB` };
	try {
		return readFileSync(path);
	} catch {
		return { wrong: "cannot be read" };
	}
}
/** Links below a folder that lead out of the repository or nowhere; at most ten. */
function badLinks(root, folder) {
	const found = [];
	const seen = /* @__PURE__ */ new Set();
	const visit = (real, shown) => {
		if (seen.has(real)) return;
		seen.add(real);
		for (const entry of readdirSync(real, { withFileTypes: true })) {
			if (found.length >= 10) return;
			const [child, link] = [join(real, entry.name), posix.join(shown, entry.name)];
			if (entry.isDirectory()) visit(child, link);
			if (!entry.isSymbolicLink()) continue;
			const target = existsSync(child) ? realpathSync(child) : void 0;
			if (target === void 0 || leaves(relative(root, target))) found.push({
				link,
				broken: target === void 0
			});
			else if (statSync(target).isDirectory()) visit(target, link);
		}
	};
	visit(folder, "");
	return found;
}
/** Whether a folder has a file of this name at its top. */
const hasFile = (folder, name) => {
	const path = join(folder, name);
	return existsSync(path) && lstatSync(realpathSync(path)).isFile();
};
/** YAML files of a repository, relative to it, hidden folders and installed packages left out; from a limited search. */
function yamlFiles(root, depth = 3) {
	const found = [];
	let looked = 0;
	const visit = (folder, left) => {
		for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
			looked += 1;
			if (looked > 5e3) return;
			const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
			if (entry.isFile() && /\.ya?ml$/i.test(entry.name)) found.push(path);
			else if (entry.isDirectory() && left > 0 && !/^\.|^node_modules$/.test(entry.name)) visit(path, left - 1);
		}
	};
	visit("", depth);
	return found;
}

// src/benchmark/paths.ts
/** Finds the file or folder that benchmark.yaml names at `path`; adds why it cannot be used to the findings. */
function findNamed(written, path, { what, kinds }, context) {
	const wrong = (message, hint) => {
		context.findings.push(wrongValue(path, message, hint));
	};
	if (written.trim() === "") return wrong(`${what}: the path is empty`);
	const found = locate(context.repository, context.folder, written);
	const from = context.folder === "" ? "the top of the repository" : `\`${context.folder}/\``;
	switch (found.kind) {
		case "absolute": return wrong(`${what} ${written} is an absolute path`, `Write it relative to ${from}, where benchmark.yaml lies.`);
		case "outside": return wrong(`${what} ${written} is outside of the repository`, "Move it into the repository; links may not lead out of it either.");
		case "missing": return wrong(`${what} ${written} does not exist`, missingHint$2(written, from));
		case "special": return wrong(`${what} ${written} is neither a file nor a folder`);
		default:
			if (kinds.includes(found.kind)) return found;
			return wrong(`${what} ${written} is not a ${kinds[0] === "directory" ? "folder" : "file"}`);
	}
}
function missingHint$2(written, from) {
	if (written.includes("\\")) return "Write the path with `/`.";
	return `Paths are relative to ${from}, where benchmark.yaml lies; is the file committed?`;
}

// src/benchmark/problems.ts
/** A finding with its file and line; words that come from the file are made harmless. */
function toProblem({ file, placeOf }, { severity, path, of, message, hint }) {
	return problemAt(file, severity, message, hint, placeOf(path, of));
}
function problemAt(file, severity, message, hint, place) {
	return {
		severity,
		file: plainLine(file, 1e3),
		...place === void 0 ? {} : {
			line: place.line,
			column: place.column
		},
		message: plainLine(message, 2e3),
		...hint === void 0 ? {} : { hint: plainLine(hint, 2e3) }
	};
}
/** The problems of a document that cannot be used; `what` is what the file is. */
const unreadProblems = (file, { problems }, what) => problems.slice(0, 20).map(({ message, ...place }) => problemAt(file, "error", `${what}: ${message}`, void 0, place));
const positionOf = ({ file, placeOf }, path, of) => ({
	file,
	...placeOf(path, of)
});

// src/benchmark/sources.ts
/** What the server takes as a URL, in characters (docs/medperf.md 4.2, 6.1). */
const LONGEST_URL = 256;
/** Reads `url` or `path`, and `sha256`, of something that is fetched; undefined where something is wrong with it. */
function readSource(section, path, wanted, context) {
	const { url, path: written } = section;
	const name = `\`${path.join(".")}\``;
	const sha256 = readSha256(section.sha256, [...path, "sha256"], context.findings);
	const more = sha256 === void 0 ? {} : { sha256 };
	if (url !== void 0 && written !== void 0) context.findings.push(wrongKey([...path, "path"], `${name} has both \`url\` and \`path\``, "Keep one of the two."));
	else if (url !== void 0) {
		const resource = readUrl(url, [...path, "url"], context.findings);
		return resource === void 0 ? void 0 : {
			...resource,
			...more
		};
	} else if (written !== void 0) {
		const found = findNamed(written, [...path, "path"], wanted, context);
		if (found === void 0) return void 0;
		if (found.kind === "directory") reportLinks(found.path, written, [...path, "path"], context);
		return {
			kind: "path",
			path: found.path,
			shown: written,
			type: found.kind,
			...more
		};
	} else context.findings.push(wrongKey(path, `${name} needs a \`url\` or a \`path\``));
}
function readUrl(url, path, findings) {
	const resource = parseResource(url);
	if (resource === void 0) {
		findings.push(wrongValue(path, `Invalid resource input: ${url}`, "Write an http or https address, or `synapse:syn` and digits; a file of this repository goes under `path`."));
		return;
	}
	const length = [...url].length;
	if (length > LONGEST_URL) {
		const why = `\`${path.join(".")}\` is ${length} characters long, and the server takes ${LONGEST_URL}`;
		findings.push(wrongValue(path, why, "Use a shorter address."));
	}
	if (resource.kind === "url" && hasCredentials(resource.url)) {
		const why = `\`${path.join(".")}\` has a user name or password in it, and the server would publish them`;
		findings.push(wrongValue(path, why, "The file has to be downloadable by anyone."));
	}
	return resource;
}
function readSha256(sha256, path, findings) {
	if (sha256 === void 0 || /^[0-9a-f]{64}$/i.test(sha256)) return sha256?.toLowerCase();
	const digits = sha256.replace(/^sha256:/i, "");
	const hint = digits === sha256 ? "It is what `sha256sum` prints for the file." : "Write it without `sha256:`.";
	const found = digits === sha256 ? `, not ${[...sha256].length} characters` : "";
	findings.push(wrongValue(path, `\`${path.join(".")}\` should be 64 hexadecimal digits${found}`, hint));
}
function reportLinks(folder, written, path, context) {
	for (const { link, broken } of badLinks(context.repository, folder)) {
		const where = broken ? "to nothing" : "out of the repository";
		const hint = broken ? "Remove it, or commit what it points to." : "Copy what it points to into the folder.";
		context.findings.push(wrongValue(path, `the link ${link} in ${written} leads ${where}`, hint));
	}
}

// src/benchmark/texts.ts
/** What the server takes as a name, in characters (docs/medperf.md 4.2, 6.1). */
const LONGEST_NAME = 128;
/**
* Checks a name as the server would: not blank, not too long, nothing that it trims or refuses
* (docs/medperf.md 2.7, 6.1).
*/
function checkName(name, path, findings) {
	const key = `\`${path.join(".")}\``;
	if (name.trim() === "") findings.push(wrongValue(path, `${key} is empty`));
	else if (name !== name.trim()) findings.push(wrongValue(path, `${key} begins or ends with a space, which the server removes`));
	checkText(name, path, 128, findings);
}
/** Checks the length of a text in characters, as the server counts them, and that it has no control characters. */
function checkText(text, path, most, findings) {
	const length = [...text].length;
	const key = `\`${path.join(".")}\``;
	if (length > most) findings.push(wrongValue(path, `${key} is ${length} characters long, and the server takes ${most}`, "Shorten it."));
	if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) findings.push(wrongValue(path, `${key} has control characters in it`));
}
/** Checks a web address that is shown to people. */
function checkWebAddress(url, path, most, findings) {
	checkText(url, path, most, findings);
	if (/^https?:\/\/\S+$/.test(url) && URL.canParse(url)) return;
	findings.push(wrongValue(path, `\`${path.join(".")}\` is not a web address: ${url}`, "It begins with `https://`."));
}

// src/benchmark/component/asset.ts
const FILES$1 = {
	what: "Asset",
	kinds: ["directory", "file"]
};
/**
* Reads a reference model that is an asset: files without a container, extracted for run_script
* (docs/medperf.md 5.4, 13.2).
*/
function readAsset(role, name, asset, others, context) {
	const { findings } = context;
	for (const key of others.filter((one) => one !== "name")) {
		const why = `\`${role}\` has both \`asset\` and \`${key}\``;
		findings.push(wrongKey([role, key], why, "An asset is files alone: what runs them is the script of the `evaluator`."));
	}
	if (asset.url === "local") {
		findings.push(wrongValue([
			role,
			"asset",
			"url"
		], "an asset that never leaves its owner’s machine (`local`) can be run by nobody else", "Give the address or the path of its files."));
		return;
	}
	const source = readSource(asset, [role, "asset"], FILES$1, context);
	return source === void 0 || name === void 0 ? void 0 : assetComponent(role, name, "", source);
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
			image: files.kind === "path" ? files.shown : files.kind === "url" ? files.url : `synapse:${files.id}`,
			tasks: {},
			document: null
		}
	};
}

// src/words/did-you-mean.ts
/** The known name that a misspelt one most likely stands for. */
function suggestion(name, known) {
	if (known.length === 0) return void 0;
	const nearest = (0, import_fastest_levenshtein.closest)(name.toLowerCase(), known);
	return (0, import_fastest_levenshtein.distance)(name.toLowerCase(), nearest) <= Math.max(1, Math.min(3, Math.floor(nearest.length / 3))) ? nearest : void 0;
}
/** A hint for an unknown name: the one that is meant, or all that there are. */
function didYouMean(name, known) {
	const nearest = suggestion(name, known);
	if (nearest !== void 0) return `Did you mean \`${nearest}\`?`;
	return `Known here: ${known.map((one) => `\`${one}\``).join(", ")}.`;
}

// src/containers/container-roles.ts
/** A role as a sentence names it. */
const ROLE_WORDS = {
	data_preparator: "data preparator",
	reference_model: "reference model",
	evaluator: "evaluator"
};
/**
* The tasks that a role has to have; beside a model that is an asset the evaluator is a script
* (docs/medperf.md 12.1).
*/
const tasksOf = (role, hasAsset) => ALL_TASKS.filter((task) => ROLE_OF[task] === role && task !== (hasAsset ? "evaluate" : "run_script"));
/** Checks that a configuration has the tasks its role needs (docs/medperf.md 12.1). */
function checkTasks({ role, hasAsset: known = false }, tasks, findings) {
	const names = Object.keys(tasks);
	const hasAsset = known === "unknown" ? names.includes("run_script") : known;
	const needed = tasksOf(role, hasAsset);
	const needs = `the ${ROLE_WORDS[role]} needs the task${needed.length === 1 ? "" : "s"} ${needed.join(", ")}`;
	const stranger = needed.some((task) => names.includes(task)) ? void 0 : strangerAmong(role, hasAsset, names, needs);
	if (stranger !== void 0) {
		findings.push(stranger);
		return;
	}
	for (const task of needed.filter((one) => !names.includes(one))) findings.push(missingTask(task, names, `${needs.replace("the", "The")}.`));
	for (const [name, task] of Object.entries(tasks)) if (!isMapping(task)) findings.push(wrongKey(["tasks", name], `the task ${name} should be a mapping`));
}
/** A configuration that has no task of its role, but tasks of another one. */
function strangerAmong(role, hasAsset, names, needs) {
	const other = ROLES$2.find((one) => one !== role && tasksOf(one, hasAsset).some((task) => names.includes(task)));
	if (other !== void 0) {
		const why = `this looks like the configuration of the ${ROLE_WORDS[other]}; ${needs}`;
		return wrongKey(["tasks"], why, `Name it under \`${other}\` in benchmark.yaml, and another one under \`${role}\`.`);
	}
	if (role !== "evaluator") return void 0;
	if (hasAsset && names.includes("evaluate")) return wrongKey(["tasks", "evaluate"], "Running a model container with another asset model is not supported yet.", `Beside a model that is an asset, ${needs}.`);
	if (!names.includes("run_script")) return void 0;
	return wrongKey(["tasks", "run_script"], "a script evaluator (task `run_script`) is for a reference model that is an `asset`", `Beside a container as the reference model, ${needs}.`);
}
function missingTask(task, names, needs) {
	const message = `Task ${task} is not found in container config.`;
	const meant = names.filter((name) => !ALL_TASKS.some((known) => known === name)).find((name) => suggestion(name, [task]) !== void 0);
	if (meant === void 0) return wrongKey(["tasks"], message, needs);
	return wrongKey(["tasks", meant], message, `Is \`${meant}\` meant to be \`${task}\`?`);
}

// src/containers/mapping.ts
/** What a mapping has under a key; undefined where it has nothing, or where the value is no mapping at all. */
const at = (value, key) => value !== void 0 && isMapping(value) && Object.hasOwn(value, key) ? value[key] : void 0;
/** A value in a message: text as it is, anything else as JSON. */
const shown$3 = (value) => typeof value === "string" ? value : JSON.stringify(value).slice(0, 60);

// src/containers/mounts.ts
const KEYS$2 = ["mount_path", "type"];
/**
* Reads `input_volumes` or `output_volumes` of a task (docs/medperf.md 12.1), in the configuration's order.
*/
function readMounts(value, path, findings) {
	if (value === void 0) return [];
	if (!isMapping(value)) {
		findings.push(wrongKey(path, `\`${path.at(-1)}\` should be a mapping of volume names`, "Leave the key out if there are none."));
		return [];
	}
	return Object.entries(value).flatMap(([name, volume]) => readMount(name, volume, [...path, name], findings));
}
function readMount(name, volume, path, findings) {
	const target = at(volume, "mount_path");
	const type = at(volume, "type");
	if (target === void 0 || type === void 0) {
		const hint = (isMapping(volume) ? misspelt(volume) : void 0) ?? "For example `{mount_path: /mlcommons/volumes/data, type: directory}`.";
		findings.push(wrongKey(path, "Container config task volumes should have a 'type' and 'mount_path' fields.", hint));
		return [];
	}
	if (type !== "file" && type !== "directory") {
		findings.push(wrongValue([...path, "type"], "Mount type should be either a file or a directory."));
		return [];
	}
	const fault = typeof target === "string" ? pathFault(target) : "a mount path should be text";
	if (fault !== void 0 || typeof target !== "string") {
		findings.push(wrongValue([...path, "mount_path"], fault ?? "", "For example `/mlcommons/volumes/data`."));
		return [];
	}
	return [{
		name,
		path: target,
		type
	}];
}
function misspelt(volume) {
	for (const key of Object.keys(volume)) {
		const meant = KEYS$2.some((known) => known === key) ? void 0 : suggestion(key, KEYS$2);
		if (meant !== void 0) return `Did you mean \`${meant}\` instead of \`${key}\`?`;
	}
}
function pathFault(path) {
	if (!path.startsWith("/")) return `the mount path "${path}" should be absolute`;
	if (path.includes(":")) return `the mount path "${path}" has a colon, which engines take for a separator`;
	if (/[\u0000-\u001f]/.test(path)) return "a mount path cannot have control characters";
	const parts = partsOf(path);
	if (parts.length === 0) return "nothing can be mounted at `/`";
	if (parts.includes("..")) return `the mount path "${path}" should not go up with \`..\``;
	if (parts.join("/") === "tmp") return "`/tmp` is taken: every task gets an empty folder there";
}
const partsOf = (path) => path.split("/").filter((part) => part !== "" && part !== ".");
/** Checks the mounts of one task against each other: no two at one place, none inside a file. */
function checkPlaces(mounts, findings) {
	mounts.forEach((inner, at) => {
		mounts.forEach((outer, other) => {
			if (at === other) return;
			const a = partsOf(inner.mount.path).join("/");
			const b = partsOf(outer.mount.path).join("/");
			const place = [...inner.path, "mount_path"];
			const named = `\`${inner.mount.name}\` and \`${outer.mount.name}\``;
			if (a === b && other < at) findings.push(wrongValue(place, `${named} have the same mount path ${inner.mount.path}`, "Give each its own."));
			else if (a.startsWith(`${b}/`) && outer.mount.type === "file") {
				const why = `\`${inner.mount.name}\` is mounted inside \`${outer.mount.name}\`, which is a file`;
				findings.push(wrongValue(place, why, "Mount them beside each other."));
			} else if (a.startsWith(`${b}/`) && !outer.writable) {
				const why = `\`${inner.mount.name}\` is mounted inside the read-only \`${outer.mount.name}\``;
				findings.push(warnValue(place, why, "It fails unless that folder exists there; mount them beside each other."));
			}
		});
	});
}

// src/containers/shell-words.ts
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

// src/containers/run-args.ts
const ALLOWED = [
	"command",
	"entrypoint",
	"environment",
	"gpus",
	"shm_size"
];
/** Reads a task's `run_args` (docs/medperf.md 12.2) and adds what is wrong with them to `findings`. */
function readRunArgs(value, path, findings) {
	if (value === void 0) return {
		environment: [],
		gpus: { kind: "none" }
	};
	if (!isMapping(value)) {
		findings.push(wrongKey(path, "`run_args` should be a mapping", "Leave the key out, or write `run_args: {}`."));
		return {
			environment: [],
			gpus: { kind: "none" }
		};
	}
	for (const key of Object.keys(value)) {
		if (ALLOWED.some((allowed) => allowed === key)) continue;
		findings.push(wrongKey([...path, key], `Run args ${key} are not allowed.`, didYouMean(key, ALLOWED)));
	}
	const command = readCommand(at(value, "command") ?? null, [...path, "command"], findings);
	const entrypoint = readEntrypoint$1(at(value, "entrypoint") ?? null, [...path, "entrypoint"], findings);
	const shmSize = readShmSize(at(value, "shm_size") ?? null, [...path, "shm_size"], findings);
	return {
		...command === void 0 ? {} : { command },
		...entrypoint === void 0 ? {} : { entrypoint },
		environment: readEnvironment(at(value, "environment"), [...path, "environment"], findings),
		gpus: readGpus$1(at(value, "gpus") ?? null, [...path, "gpus"], findings),
		...shmSize === void 0 ? {} : { shmSize }
	};
}
function readCommand(value, path, findings) {
	if (value === null) return void 0;
	if (typeof value === "string") {
		const split = shellWords(value);
		if ("words" in split) {
			if (!split.words.some((word) => word.includes("\n"))) return split.words;
			findings.push(warnValue(path, "a line break after a backslash becomes part of a word of `command`, as in MedPerf", "Write the command as a list, or its lines without the backslash."));
			return split.words;
		}
		findings.push(wrongValue(path, `\`command\` cannot be split into words: ${split.wrong}`, "Check its quotes."));
		return;
	}
	if (!Array.isArray(value)) {
		findings.push(wrongValue(path, "`command` should be text or a list of texts", "For example `[python3, /app/run.py]`."));
		return;
	}
	const words = value;
	words.forEach((word, at) => {
		if (typeof word === "string") return;
		findings.push(wrongValue([...path, at], "every word of `command` should be text", "Put it in quotes."));
	});
	return words.filter((word) => typeof word === "string");
}
function readEntrypoint$1(value, path, findings) {
	if (value === null) return void 0;
	if (typeof value !== "string") {
		findings.push(wrongValue(path, "`entrypoint` should be one word", "Move its further words into `command`."));
		return;
	}
	if (/\s/.test(value)) {
		const why = `\`entrypoint\` is used as one word and never split, so a program with the name "${value}" is looked for`;
		findings.push(warnValue(path, why, "Move the words after the first one into `command`."));
	}
	return value;
}
function readEnvironment(value, path, findings) {
	if (value === void 0) return [];
	if (!isMapping(value)) {
		findings.push(wrongKey(path, "`environment` should be a mapping", "For example `{OMP_NUM_THREADS: \"2\"}`."));
		return [];
	}
	return Object.entries(value).flatMap(([name, content]) => {
		if (name === "" || name.includes("=") || name.includes("\0")) {
			findings.push(wrongKey([...path, name], `"${name}" cannot be the name of an environment variable`));
			return [];
		}
		if (Array.isArray(content) || isMapping(content)) {
			findings.push(wrongValue([...path, name], `the environment variable ${name} should be text`, "Put it in quotes."));
			return [];
		}
		if (content === null) {
			const why = `the environment variable ${name} has no value, and MedPerf sets it to the text None`;
			findings.push(warnValue([...path, name], why, "Write `\"\"` for an empty one."));
		}
		return [[name, pythonText(content)]];
	});
}
function readGpus$1(value, path, findings) {
	const gpus = parseGpus(value);
	if (gpus !== void 0) return gpus;
	findings.push(wrongValue(path, "Invalid gpus argument", "Use `all`, a number, or `device=0,1`."));
	return { kind: "none" };
}
function readShmSize(value, path, findings) {
	if (value === null) return void 0;
	if (typeof value === "string" && isDockerSize(value)) return value;
	const shown = typeof value === "number" || isRawNumber(value) ? `"${pythonText(value)}"` : "\"2g\"";
	findings.push(wrongValue(path, "`shm_size` should be a size in quotes", `For example \`shm_size: ${shown}\`.`));
}

// src/containers/slips.ts
/** MedPerf ignores unknown keys; one that nearly is a known one is most likely a slip. */
function warnOfSlips(value, known, path, findings) {
	for (const key of Object.keys(value)) {
		const meant = known.includes(key) ? void 0 : suggestion(key, known);
		if (meant === void 0) continue;
		findings.push(warnKey([...path, key], `MedPerf ignores the key \`${key}\``, `Did you mean \`${meant}\`?`));
	}
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
function placeOf(task, volume) {
	const known = {
		...ALWAYS,
		...BY_TASK[task]
	};
	return Object.hasOwn(known, volume) ? known[volume] : void 0;
}
/**
* Whether MedPerf tells a task of an MLCube where a parameter lies (docs/medperf.md 16.3); `optional` names
* what prepare has among its outputs of the two that are passed only then.
*/
function isGiven(task, name, optional) {
	if (!Object.hasOwn(BY_TASK[task], name) || name === "local_outputs_path") return false;
	if (name !== "metadata_path" && name !== "report_file") return true;
	return task !== "sanity_check" && optional.has(name);
}
/** The names MedPerf knows in a task, for messages. */
const volumesOf = (task) => [...Object.keys(BY_TASK[task]), ...Object.keys(ALWAYS)];
/** The places that are files; all others are folders (docs/medperf.md 13.2). */
const FILES = /* @__PURE__ */ new Set([
	"report",
	"statistics",
	"results",
	"parameters"
]);
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
function checkVolumes(task, volumes, names, findings) {
	for (const { mount, path, writable } of volumes) {
		const place = placeOf(task, mount.name);
		if (place === void 0) {
			const why = `MedPerf knows no volume \`${mount.name}\` in the task ${task}`;
			findings.push(wrongKey(path, why, didYouMean(mount.name, volumesOf(task))));
			continue;
		}
		const type = FILES.has(place) ? "file" : "directory";
		if (mount.type !== type) {
			const why = `\`${mount.name}\` of ${task} is a ${type}, not a ${mount.type}`;
			findings.push(wrongValue([...path, "type"], why, `Write \`type: ${type}\`.`));
		}
		checkSide(task, place, {
			mount,
			path,
			writable
		}, findings);
	}
	for (const name of REQUIRED_OUTPUTS[task].filter((one) => names.outputs?.includes(one) === false)) {
		const hint = names.inputs?.includes(name) ? "It is among the input volumes, which are read-only: move it." : `Add it: ${task} writes there.`;
		const path = [
			"tasks",
			task,
			"output_volumes"
		];
		findings.push(wrongKey(path, `the task ${task} needs \`${name}\` among its output volumes`, hint));
	}
}
function checkSide(task, place, { mount, path, writable }, findings) {
	const written = WRITTEN[task].has(place);
	if (writable && !written) {
		const why = `\`${mount.name}\` is an input of ${task}, but as an output volume the container may change it`;
		findings.push(warnKey(path, why, "Move it to `input_volumes`, unless it is meant to be written."));
	} else if (!writable && written && !REQUIRED_OUTPUTS[task].includes(mount.name)) {
		const why = `\`${mount.name}\` is an output of ${task}, but as an input volume it is read-only`;
		const make = place === "metadata" || place === "report" ? wrongKey : warnKey;
		findings.push(make(path, why, "Move it to `output_volumes`."));
	}
}

// src/containers/container-tasks.ts
const TASK_KEYS$1 = [
	"run_args",
	"input_volumes",
	"output_volumes"
];
/** Reads the tasks of a container configuration and checks them for its use; adds what is wrong to `findings`. */
function readTasks$1(document, use, findings) {
	const tasks = at(document, "tasks");
	if (tasks === void 0 || !isMapping(tasks)) {
		const why = tasks === void 0 ? "Container config should have a 'tasks' field." : "`tasks` should be a mapping of tasks";
		findings.push(wrongKey(tasks === void 0 ? [] : ["tasks"], why));
		return {
			tasks: {},
			declared: []
		};
	}
	checkTasks(use, tasks, findings);
	const declared = [];
	const read = Object.entries(tasks).map(([name, task]) => [name, readTask(name, task, declared, findings)]);
	checkMetadata(tasks, findings);
	return {
		tasks: Object.fromEntries(read.filter(([name]) => isTask$1(name))),
		declared
	};
}
const isTask$1 = (name) => ALL_TASKS.some((task) => task === name);
function readTask(name, task, declared, findings) {
	const path = ["tasks", name];
	if (!isMapping(task)) return {
		environment: [],
		gpus: { kind: "none" },
		inputs: [],
		outputs: []
	};
	warnOfSlips(task, TASK_KEYS$1, path, findings);
	const inputs = readMounts(at(task, "input_volumes"), [...path, "input_volumes"], findings);
	const outputs = readMounts(at(task, "output_volumes"), [...path, "output_volumes"], findings);
	const written = [...inputs.map((mount) => ({
		mount,
		path: [
			...path,
			"input_volumes",
			mount.name
		],
		writable: false
	})), ...outputs.map((mount) => ({
		mount,
		path: [
			...path,
			"output_volumes",
			mount.name
		],
		writable: true
	}))];
	checkPlaces(written, findings);
	if (isTask$1(name)) {
		const names = {
			inputs: namesIn(at(task, "input_volumes")),
			outputs: namesIn(at(task, "output_volumes"))
		};
		checkVolumes(name, written, names, findings);
		declared.push(...written.map(({ mount, path: where }) => ({
			task: name,
			name: mount.name,
			path: where
		})));
	}
	return {
		...readRunArgs(at(task, "run_args"), [...path, "run_args"], findings),
		inputs,
		outputs
	};
}
function namesIn(volumes) {
	if (volumes === void 0) return [];
	return isMapping(volumes) ? Object.keys(volumes) : void 0;
}
/**
* MedPerf hands the metadata folder to the later tasks only if prepare declares it as an output
* (docs/medperf.md 13.2).
*/
function checkMetadata(tasks, findings) {
	const declared = (task, list) => at(at(at(tasks, task), list), "metadata_path") !== void 0;
	if (declared("prepare", "output_volumes")) return;
	for (const task of ["sanity_check", "statistics"]) {
		if (!declared(task, "input_volumes")) continue;
		const why = `${task} declares \`metadata_path\`, but prepare does not declare it among its output volumes`;
		findings.push(wrongKey([
			"tasks",
			task,
			"input_volumes",
			"metadata_path"
		], why, "Declare it in prepare too, or in neither."));
	}
}

// src/containers/mlcube/options.ts
/** `mlcube` has a shell put the caller's ids here; every container runs as the caller anyway. */
const CALLER = /\$\(id -u\)(?::\$\(id -g\))?/g;
const CALLER_WORD = "caller";
/** Of no effect here, because every run has them or because nothing is typed into it. */
const HARMLESS = /* @__PURE__ */ new Set([
	"--rm",
	"--init",
	"-i",
	"-t",
	"-it",
	"-ti",
	"--interactive",
	"--tty"
]);
/** Not applied: they change speed or names, not what the container can reach. */
const IGNORED = /* @__PURE__ */ new Set([...[
	"--ulimit",
	"--cpuset-cpus",
	"--cpu-shares",
	"-c",
	"--memory-swap",
	"--memory-reservation"
], ...[
	"--pids-limit",
	"--name",
	"--label",
	"-l",
	"--hostname",
	"-h",
	"--platform",
	"--pull",
	"--runtime"
]]);
/**
* Reads `cpu_args` or `gpu_args`: what undoes the isolation, or is not known, is refused
* (docs/medperf.md 16.5).
*/
function readEngineOptions(text) {
	const refused = [];
	const ignored = [];
	const options = {
		environment: [],
		gpus: { kind: "none" }
	};
	const split = shellWords(text.replaceAll(CALLER, CALLER_WORD));
	if ("wrong" in split) return {
		options,
		refused: [text],
		ignored
	};
	if (/[$`;&|<>()]/.test(text.replaceAll(CALLER, ""))) return {
		options,
		refused: [text],
		ignored
	};
	const words = [...split.words];
	for (let word = words.shift(); word !== void 0; word = words.shift()) {
		if (HARMLESS.has(word)) continue;
		const [, flag = word, glued] = /^(--[^=]+)=(.*)$/s.exec(word) ?? /^(-[emuclh])(.+)$/s.exec(word) ?? [];
		const value = glued ?? words.shift();
		if (value === void 0 || !(apply(flag, value, options) || IGNORED.has(flag))) refused.push(glued === void 0 && value !== void 0 ? `${word} ${value}` : word);
		else if (IGNORED.has(flag)) ignored.push(`${flag} ${value}`);
	}
	return {
		options,
		refused,
		ignored
	};
}
/** Takes an option over; false for one that cannot be taken over. */
function apply(flag, value, options) {
	switch (flag) {
		case "-e":
		case "--env": {
			const cut = value.indexOf("=");
			if (cut <= 0) return false;
			options.environment = [...options.environment, [value.slice(0, cut), value.slice(cut + 1)]];
			return true;
		}
		case "--shm-size":
			if (isDockerSize(value)) options.shmSize = value;
			return isDockerSize(value);
		case "-m":
		case "--memory": {
			const bytes = sizeInBytes(value);
			if (bytes !== void 0 && bytes > 0) options.memory = bytes;
			return options.memory !== void 0;
		}
		case "--cpus":
			if (Number(value) > 0) options.cpus = Number(value);
			return Number(value) > 0;
		case "--gpus": {
			const gpus = parseGpus(value.replaceAll("\"", ""));
			if (gpus !== void 0) options.gpus = gpus;
			return gpus !== void 0;
		}
		case "-u":
		case "--user": return value === CALLER_WORD;
		case "--network":
		case "--net": return value === "none";
		default: return false;
	}
}
/** `env_args` of the docker section: a mapping, or arguments as text. */
function environmentArguments(value) {
	if (typeof value === "string") return value;
	if (typeof value !== "object" || value === null) return "";
	return Object.entries(value).map(([key, content]) => `-e ${key}=${String(content)}`).join(" ");
}

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
/**
* Reads which image an MLCube is and how it wants to be run (docs/medperf.md 16.5); undefined where it names
* none.
*/
function readImageSections(document, findings) {
	const docker = at(document, "docker");
	const singularity = at(document, "singularity");
	const singularityOptions = readSingularity(singularity, findings);
	if (docker === void 0 && singularity !== void 0) {
		const image = at(singularity, "image");
		return {
			type: "SingularityFile",
			image: typeof image === "string" ? image : "",
			options: singularityOptions,
			gpuOptions: singularityOptions,
			singularityOptions
		};
	}
	if (docker === void 0 || !isMapping(docker)) {
		const where = docker === void 0 ? [] : ["docker"];
		findings.push(wrongKey(where, "an MLCube should have a section `docker`", "For example `docker: {image: lab/prep:1.0}`."));
		return;
	}
	for (const key of Object.keys(docker)) {
		if (DOCKER.some((known) => known === key)) continue;
		findings.push(wrongKey(["docker", key], `mlcube knows no key \`${key}\` of \`docker\``, didYouMean(key, DOCKER)));
	}
	const image = readImage$1(docker, findings);
	const build = readBuild$1(docker, findings);
	const options = readArguments(docker, "cpu_args", findings);
	const gpuOptions = readArguments(docker, "gpu_args", findings);
	if (image === void 0) return void 0;
	return {
		type: "DockerImage",
		image,
		...build === void 0 ? {} : { build },
		options,
		gpuOptions,
		singularityOptions
	};
}
function readImage$1(docker, findings) {
	const image = at(docker, "image");
	const fault = typeof image === "string" ? imageReferenceFault(image) : void 0;
	if (typeof image === "string" && fault === void 0) return image;
	const path = image === void 0 ? ["docker"] : ["docker", "image"];
	const why = typeof image === "string" ? `"${image}" is not an image reference` : "`docker` of an MLCube should name its `image`";
	findings.push(wrongValue(path, why, fault ?? "For example `image: ghcr.io/lab/prep:1.0`."));
}
/** A data owner only has the mlcube.yaml and always pulls; here, beside its Dockerfile, the strategy is followed. */
function readBuild$1(docker, findings) {
	const strategy = at(docker, "build_strategy") ?? "pull";
	if (strategy === "pull") {
		const context = at(docker, "build_context");
		return typeof context === "string" ? {
			context,
			isAsked: false
		} : void 0;
	}
	if (strategy !== "auto" && strategy !== "always") {
		findings.push(wrongValue(["docker", "build_strategy"], "`build_strategy` should be pull, auto or always"));
		return;
	}
	const context = at(docker, "build_context") ?? ".";
	if (typeof context !== "string") {
		findings.push(wrongValue(["docker", "build_context"], "`build_context` should be a path"));
		return;
	}
	if ((at(docker, "build_file") ?? "Dockerfile") !== "Dockerfile") {
		findings.push(warnValue(["docker", "build_file"], "only a `build_file` with the name Dockerfile, at the top of its context, is built here", "The image is pulled, as data owners do."));
		return;
	}
	return {
		context,
		isAsked: true
	};
}
function readArguments(docker, key, findings) {
	const own = [
		"--memory",
		"--gpus",
		"--security-opt"
	].flatMap((flag) => {
		const value = at(docker, flag);
		return value === void 0 || value === null ? [] : [`${flag}=${String(value)}`];
	});
	const written = at(docker, key);
	const text = [
		typeof written === "string" ? written : "",
		environmentArguments(at(docker, "env_args")),
		...own
	];
	const { options, refused, ignored } = readEngineOptions(text.join(" "));
	const path = written === void 0 ? ["docker"] : ["docker", key];
	for (const words of refused) {
		const why = `\`${words}\` in \`${key}\` would undo the isolation of the container, or is not known here`;
		findings.push(wrongValue(path, why, "Known are --shm-size, --memory, --cpus, --gpus and -e NAME=VALUE."));
	}
	for (const words of ignored) findings.push(warnKey(path, `\`${words}\` in \`${key}\` is not applied here`, "MedPerf applies it."));
	return options;
}
const SINGULARITY_ARGS = /* @__PURE__ */ new Set([
	"-e",
	"-C",
	"-c",
	"-eC",
	"-Ce",
	"--cleanenv",
	"--contain",
	"--containall",
	"--nv"
]);
/** Checks the words of `run_args`; of those that are known only `--nv` does not hold anyway. */
function readSingularity(section, findings) {
	const written = at(section, "run_args");
	const words = typeof written === "string" ? written.split(/\s+/).filter(Boolean) : [];
	for (const word of words) {
		if (SINGULARITY_ARGS.has(word)) continue;
		const why = `\`${word}\` in \`run_args\` would undo the isolation of the container, or is not known here`;
		findings.push(wrongValue(["singularity", "run_args"], why, "Known are --nv, -e, -c and -C."));
	}
	return {
		environment: [],
		gpus: { kind: words.includes("--nv") ? "all" : "none" }
	};
}

// src/containers/mlcube/names.ts
/**
* What a shell leaves alone; `mlcube` hands its whole command to one, without quotes (docs/medperf.md 16.2).
*/
const PLAIN = /^[\w@%+=,./-]*$/;
/** Checks a text that `mlcube` puts into a shell command; `what` names it in the message. */
function checkPlain(text, what, path, findings) {
	if (PLAIN.test(text)) return true;
	const why = `${what} "${text}" has characters that \`mlcube\` hands to a shell without quotes`;
	findings.push(wrongValue(path, why, "Use letters, digits and `_ - . / = + , % @`."));
	return false;
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

// src/containers/mlcube/parameters.ts
/**
* Which of the two optional parameters prepare has among its outputs: MedPerf passes them only then
* (docs/medperf.md 16.3).
*/
function optionalOf(tasks) {
	const outputs = at(at(at(tasks, "prepare"), "parameters"), "outputs");
	return new Set(["metadata_path", "report_file"].filter((name) => at(outputs, name) !== void 0));
}
/**
* Reads `inputs` or `outputs` of an MLCube's task, in the file's order (docs/medperf.md 16.4), and checks
* each.
*/
function readParameterList(value, { task, list, optional }, findings) {
	const path = [
		"tasks",
		task,
		"parameters",
		list
	];
	if (value === void 0 || value === null) return [];
	if (!isMapping(value)) {
		findings.push(wrongKey(path, `\`${list}\` should be a mapping of parameters`));
		return [];
	}
	return Object.entries(value).flatMap(([name, written]) => {
		const where = [...path, name];
		const shape = shapeOf(name, written, where, findings);
		if (shape === void 0 || !checkPlain(name, "the parameter", where, findings)) return [];
		const parameter = isGiven(task, name, optional) ? givenParameter(task, list, shape) : ownParameter(shape, where, findings);
		if (parameter === void 0) return [];
		check$1(parameter, {
			task,
			list,
			optional
		}, where, findings);
		return [parameter];
	});
}
/** A parameter is the text of its default, or `{type, default}`; without a default its name is taken (mlcube 0.0.9). */
function shapeOf(name, written, path, findings) {
	const value = written === null ? {} : typeof written === "string" ? { default: written } : written;
	const given = at(value, "default") ?? name;
	const type = at(value, "type") ?? "unknown";
	if (!isMapping(value) || typeof given !== "string") {
		findings.push(wrongKey(path, `\`${name}\` should be a path, or a mapping with \`type\` and \`default\``, "For example `{type: file, default: parameters.yaml}`."));
		return;
	}
	if (type !== "file" && type !== "directory" && type !== "unknown") {
		findings.push(wrongValue([...path, "type"], `the type of \`${name}\` should be either file or directory`));
		return;
	}
	return {
		name,
		type: type === "unknown" && /[/\\]$/.test(given) ? "directory" : type,
		default: given
	};
}
/** MedPerf passes the path of a file or folder that exists, so an input's type is known. */
function givenParameter(task, list, shape) {
	const place = placeOf(task, shape.name);
	const exists = place !== void 0 && FILES.has(place) ? "file" : "directory";
	return {
		...shape,
		type: shape.type === "unknown" && list === "inputs" ? exists : shape.type,
		given: true
	};
}
function ownParameter(shape, path, findings) {
	const place = insideWorkspace(shape.default);
	if (place === void 0) {
		const why = `the default of \`${shape.name}\`, ${shape.default}, leads out of the MLCube's workspace/`;
		findings.push(wrongValue(path, why, "Only what lies in `workspace/` beside mlcube.yaml can be mounted."));
		return;
	}
	if (!checkPlain(shape.default, `the default of \`${shape.name}\`,`, path, findings)) return void 0;
	if (place === "" && shape.type === "file") {
		findings.push(wrongValue(path, `the default of the file \`${shape.name}\` is empty`));
		return;
	}
	return {
		...shape,
		default: place,
		given: false
	};
}
function check$1({ name, type, given }, { task, list, optional }, path, findings) {
	if (list === "outputs" && type === "unknown") {
		const why = `the type of the output \`${name}\` is unknown`;
		findings.push(wrongKey(path, why, "Write `{type: file, default: …}` or `{type: directory, default: …}`."));
		return;
	}
	const place = placeOf(task, name);
	if (given && place !== void 0) {
		const wanted = FILES.has(place) ? "file" : "directory";
		if (type !== wanted) {
			const why = `\`${name}\` of ${task} is a ${wanted}, not a ${type}`;
			findings.push(wrongKey(path, why, `Write \`type: ${wanted}\`.`));
		} else if (list === "outputs" && !WRITTEN[task].has(place)) {
			const why = `\`${name}\` is an input of ${task}, but as an output the container may change it`;
			findings.push(warnKey(path, why, "Move it to `inputs`, unless it is meant to be written."));
		}
		return;
	}
	const known = volumesOf(task).filter((one) => isGiven(task, one, optional));
	const meant = suggestion(name, known);
	if (name === "metadata_path" || meant !== void 0) {
		const hint = name === "metadata_path" ? metadataHint(task) : `Did you mean \`${meant}\`?`;
		const why = `MedPerf passes no \`${name}\` to the task ${task} of an MLCube, so its default in workspace/ is used`;
		findings.push(warnKey(path, why, hint));
	}
}
const metadataHint = (task) => task === "sanity_check" ? "Leave it out: sanity_check of an MLCube sees only data and labels." : "Declare it among the outputs of prepare, too.";

// src/containers/mlcube/outputs.ts
/** Checks that a task can hand on what it makes, and that no output lies in a folder that is mounted read-only. */
function checkOutputs(task, inputs, outputs, names, findings) {
	const path = [
		"tasks",
		task,
		"parameters",
		"outputs"
	];
	for (const name of REQUIRED_OUTPUTS[task].filter((one) => !names.includes(one))) {
		const hint = inputs.some((input) => input.name === name) ? "It is among the inputs, which are read-only: move it." : `Add it: ${task} writes there.`;
		findings.push(wrongKey(path, `the task ${task} needs \`${name}\` among its outputs`, hint));
	}
	const readOnly = new Set(inputs.filter(({ given }) => !given).map(folderOf$1));
	for (const output of outputs.filter((one) => !one.given && readOnly.has(folderOf$1(one)))) {
		const why = `the folder of the output \`${output.name}\` is mounted for an input already, and read-only`;
		findings.push(warnKey([...path, output.name], why, "Give the output a folder of its own in its `default`."));
	}
}
/** The folder that is mounted for a parameter: of a file its parent. */
const folderOf$1 = ({ type, default: path }) => type === "file" ? path.split("/").slice(0, -1).join("/") : path;

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
/** Reads one task of an MLCube; `optional` as in `optionalOf`. */
function readMlcubeTask(task, value, image, optional, findings) {
	warnOfSlips(value, TASK_KEYS, ["tasks", task], findings);
	const parameters = at(value, "parameters") ?? {};
	if (!isMapping(parameters)) findings.push(wrongKey([
		"tasks",
		task,
		"parameters"
	], "`parameters` should be a mapping"));
	else warnOfSlips(parameters, LISTS, [
		"tasks",
		task,
		"parameters"
	], findings);
	const inputs = readParameterList(at(parameters, "inputs"), {
		task,
		list: "inputs",
		optional
	}, findings);
	const outputs = readParameterList(at(parameters, "outputs"), {
		task,
		list: "outputs",
		optional
	}, findings);
	const names = Object.keys(at(parameters, "outputs") ?? {});
	checkOutputs(task, inputs, outputs, names, findings);
	const { options, gpuOptions, singularityOptions: singularity } = image ?? NO_IMAGE;
	const { takesArguments, ...words } = readEntrypoint(task, value, image?.type === "SingularityFile", findings);
	return {
		...words,
		environment: options.environment,
		gpus: options.gpus,
		...options.shmSize === void 0 ? {} : { shmSize: options.shmSize },
		inputs: [],
		outputs: [],
		mlcube: {
			inputs,
			outputs,
			takesArguments,
			options,
			gpuOptions,
			singularity
		}
	};
}
/**
* The task's own entrypoint, whose first word is the program and which then does not get the task's name;
* without one the image's entrypoint gets the name first. With Docker a single word gets no arguments at all,
* which is a bug that is kept (docs/medperf.md 16.4).
*/
function readEntrypoint(task, value, isSif, findings) {
	const path = [
		"tasks",
		task,
		"entrypoint"
	];
	const written = at(value, "entrypoint") ?? null;
	const plain = {
		command: [task],
		takesArguments: true
	};
	if (written === null) return plain;
	const split = typeof written === "string" ? shellWords(written) : { wrong: "it is not text" };
	if ("wrong" in split) {
		findings.push(wrongValue(path, `\`entrypoint\` cannot be split into words: ${split.wrong}`));
		return plain;
	}
	const [entrypoint, ...command] = split.words;
	if (entrypoint === void 0 || split.words.some((word) => word === "")) {
		findings.push(wrongValue(path, "`entrypoint` has an empty word", "Leave the key out for that of the image."));
		return plain;
	}
	if (!split.words.every((word) => checkPlain(word, "the word of `entrypoint`", path, findings))) return plain;
	if (isSif || command.length > 0) return {
		entrypoint,
		command,
		takesArguments: true
	};
	const why = `\`entrypoint\` is a single word, so the task ${task} gets no arguments: neither its name nor its paths`;
	findings.push(warnValue(path, why, "Write two words or more, such as `python3 /app/run.py`."));
	return {
		entrypoint,
		command: [],
		takesArguments: false
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
/**
* An MLCube has no container_type, and its tasks have parameters instead of volumes (docs/medperf.md 16.5).
*/
function isMlcube(document) {
	if (at(document, "container_type") !== void 0 || at(document, "image") !== void 0) return false;
	const tasks = Object.values(at(document, "tasks") ?? {});
	return at(document, "docker") !== void 0 || tasks.some((task) => at(task, "parameters") !== void 0);
}
/** Checks an mlcube.yaml (docs/medperf.md 16.4, 16.5) for its role. */
function readMlcube(document, use) {
	const findings = [];
	warnOfSlips(document, KEYS$1, [], findings);
	const image = readImageSections(document, findings);
	const tasks = readTasks(document, use, image, findings);
	if (image === void 0 || findings.some(({ severity }) => severity === "error")) return {
		declared: [],
		findings
	};
	const { type, build } = image;
	const mlcube = build === void 0 ? {} : { build };
	return {
		spec: {
			type,
			image: image.image,
			tasks,
			document,
			mlcube
		},
		declared: [],
		findings
	};
}
function readTasks(document, use, image, findings) {
	const tasks = at(document, "tasks");
	if (tasks === void 0 || !isMapping(tasks)) {
		findings.push(wrongKey(tasks === void 0 ? [] : ["tasks"], "an MLCube should have a mapping `tasks`"));
		return {};
	}
	checkTasks(use, tasks, findings);
	const optional = optionalOf(tasks);
	return Object.fromEntries(Object.entries(tasks).flatMap(([name, task]) => isTask(name) && isMapping(task) ? [[name, readMlcubeTask(name, task, image, optional, findings)]] : []));
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
* Checks a container_config.yaml (docs/medperf.md 12) or mlcube.yaml for its role, in MedPerf's own words
* where it has some.
*/
function readContainerConfig(document, use) {
	const only = (message, hint) => ({
		declared: [],
		findings: [wrongValue([], message, hint)]
	});
	if (document === null || isMapping(document) && Object.keys(document).length === 0) return only("Empty container configuration", NEEDS);
	if (!isMapping(document)) return only("a container configuration should be a mapping", NEEDS);
	if (isMlcube(document)) return readMlcube(document, use);
	const findings = [];
	warnOfSlips(document, KEYS, [], findings);
	const type = readType(document, findings);
	const image = readImage(document, type, use.hasImageFile, findings);
	const { tasks, declared } = readTasks$1(document, use, findings);
	if (findings.some(({ severity }) => severity === "error") || type === void 0 || image === void 0) return {
		declared,
		findings
	};
	return {
		spec: {
			type,
			image,
			tasks,
			document
		},
		declared,
		findings
	};
}
function readType(document, findings) {
	const written = at(document, "container_type");
	if (written === void 0) {
		findings.push(wrongValue([], "Container configuration should contain a 'container_type' field.", "Most often it is `container_type: DockerImage`."));
		return;
	}
	const type = CONTAINER_TYPES.find((one) => one === written);
	if (type === void 0) {
		const why = `Invalid container type: ${shown$3(written)}. Expected: ${CONTAINER_TYPES.join(", ")}`;
		findings.push(wrongValue(["container_type"], why, didYouMean(shown$3(written), CONTAINER_TYPES)));
		return;
	}
	return type;
}
function readImage(document, type, hasImageFile, findings) {
	const image = at(document, "image");
	if (typeof image !== "string") {
		const why = image === void 0 ? "Container config should have an 'image' field." : "`image` should be text";
		findings.push(wrongValue(image === void 0 ? [] : ["image"], why, "For example `image: ghcr.io/lab/prep:1.0`."));
		return;
	}
	if (type === "DockerImage") {
		const fault = imageReferenceFault(image);
		if (fault !== void 0) findings.push(wrongValue(["image"], `"${image}" is not an image reference`, fault));
	} else if (type !== void 0 && parseResource(image) === void 0) {
		const finding = wrongValue(["image"], `Invalid resource input: ${image}`, `\`image\` of a ${type} is the URL of the file; a file of this repository is named by \`image_file\` in benchmark.yaml.`);
		findings.push(hasImageFile ? {
			...finding,
			severity: "warning"
		} : finding);
	}
	return image;
}

// src/benchmark/component/parameters.ts
/** Reads a parameters file; an empty one is `{}` (docs/medperf.md 12.4). Adds what is wrong to `problems`. */
function readParameters(bytes, file, problems) {
	const document = parseYaml(bytes);
	if (!document.ok) {
		problems.push(...unreadProblems(file, document, "these parameters cannot be registered"));
		return;
	}
	problems.push(...duplicateWarnings(file, document));
	if (hasNotFinite(document.value)) {
		const finding = warnValue([], "MedPerf turns `.nan` and `.inf` in parameters into text", "Use another value to stand for them.");
		problems.push(toProblem({
			file,
			placeOf: document.placeOf
		}, finding));
	}
	return document.value ?? {};
}
/** Keys that are there twice: MedPerf takes the last one without a word (docs/medperf.md 17.1). */
const duplicateWarnings = (file, { duplicates }) => duplicates.map(({ name, line, column }) => problemAt(file, "warning", `the key \`${name}\` is there twice, and the last one counts`, "This looks like a slip.", {
	line,
	column
}));
function hasNotFinite(value) {
	if (typeof value === "number") return !Number.isFinite(value);
	return typeof value === "object" && value !== null && Object.values(value).some((one) => hasNotFinite(one));
}

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
/** Reads the configuration that benchmark.yaml names for a role; undefined where it cannot be read at all. */
function readConfigFile(role, written, hasImageFile, context) {
	const { problems } = context;
	const found = findNamed(written, [role, "config"], WANTED$1, context);
	if (found === void 0) return void 0;
	const file = found.shown;
	const bytes = readSmall(found.path);
	if ("wrong" in bytes) {
		problems.push(problemAt(file, "error", `Container config file ${written} ${bytes.wrong}`));
		return;
	}
	const document = parseYaml(bytes);
	if (!document.ok) {
		problems.push(...unreadProblems(file, document, "this container configuration cannot be read"));
		return;
	}
	if (document.value === null) {
		problems.push(problemAt(file, "error", `Container config file ${written} is empty`, "It needs `container_type`, `image` and `tasks`.", {
			line: 1,
			column: 1
		}));
		return;
	}
	const { placeOf } = document;
	const read = readContainerConfig(document.value, {
		role,
		hasImageFile,
		hasAsset: context.hasAsset
	});
	problems.push(...read.findings.map((finding) => toProblem({
		file,
		placeOf
	}, finding)), ...duplicateWarnings(file, document).map((problem) => read.spec?.mlcube === void 0 ? problem : {
		...problem,
		...REFUSED
	}));
	return {
		file,
		placeOf,
		read
	};
}

// src/benchmark/component/mlcube-workspace.ts
const PARAMETERS$1 = "parameters.yaml";
const ADDITIONAL_FILES$1 = "additional_files";
/**
* Where the files of an MLCube lie beside its mlcube.yaml, used where benchmark.yaml names none
* (docs/medperf.md 16.1).
*/
function findInWorkspace(role, name, config, context) {
	const shown = posix.join(posix.dirname(config.file), "workspace", name);
	const found = locate(context.repository, "", shown);
	if (found.kind === "missing") return void 0;
	if (found.kind === (name === PARAMETERS$1 ? "file" : "directory")) return found;
	const why = found.kind === "outside" ? `${shown} leads out of the repository` : `${shown} is not a ${name === PARAMETERS$1 ? "file" : "folder"}`;
	context.findings.push(wrongValue([role, "config"], why, "MedPerf fills it with what benchmark.yaml names."));
}
/** The folder `workspace/additional_files` as a source; links that lead out of the repository are findings. */
function workspaceFiles(role, config, context) {
	const found = findInWorkspace(role, ADDITIONAL_FILES$1, config, context);
	if (found === void 0) return void 0;
	for (const { link, broken } of badLinks(context.repository, found.path)) {
		const where = broken ? "to nothing" : "out of the repository";
		const why = `the link ${link} in ${found.shown} leads ${where}`;
		context.findings.push(wrongValue([role, "config"], why, "Put the file itself there."));
	}
	return {
		kind: "path",
		path: found.path,
		shown: found.shown,
		type: "directory"
	};
}
/** The build context that an MLCube's `build_strategy` asks for, where a Dockerfile lies in it. */
function findBuildContext(config, { repository, problems }) {
	const build = config.read.spec?.mlcube?.build;
	if (build === void 0) return void 0;
	const { context, isAsked } = build;
	const found = locate(repository, posix.dirname(config.file), context);
	if (found.kind === "directory") {
		if (!hasFile(found.path, "Dockerfile")) return void 0;
		if (!isAsked) problems.push(toProblem(config, pulled(context)));
		return isAsked ? found.path : void 0;
	}
	if (found.kind === "missing" || !isAsked) return void 0;
	const finding = wrongValue(["docker", "build_context"], `the build context ${context} is not a folder of the repository`, "Name a folder of this repository, relative to mlcube.yaml.");
	problems.push(toProblem(config, finding));
}
const pulled = (context) => warnValue(["docker", "build_context"], `the image is pulled, so what is in ${context} is not what is tested`, "Write `build_strategy: auto` to build it here, or name the folder as `build` in benchmark.yaml.");
/**
* Checks what the tasks of an MLCube take from `workspace/`: at a data owner MedPerf puts there
* parameters.yaml and the folder additional_files, and nothing else (docs/medperf.md 16.1).
*/
function checkDefaults(config, { parametersFile, additionalFiles }, { problems }) {
	const { spec } = config.read;
	if (spec === void 0) return;
	const missing = missingDefaults(spec, {
		hasParameters: parametersFile !== void 0,
		additionalFiles
	});
	problems.push(...missing.map((finding) => toProblem(config, finding)));
}
/** The inputs of an MLCube for which nothing lies in `workspace/`. */
function missingDefaults({ tasks }, files) {
	return TASKS.flatMap((task) => (tasks[task]?.mlcube?.inputs ?? []).flatMap((input) => {
		const state = input.given ? "there" : stateOf(input, files);
		const path = [
			"tasks",
			task,
			"parameters",
			"inputs",
			input.name
		];
		return state === "there" ? [] : [absent(input, state, path)];
	}));
}
function stateOf({ default: path }, { hasParameters, additionalFiles }) {
	if (path === "") return "there";
	if (path === PARAMETERS$1) return hasParameters ? "there" : "not there";
	if (path === ADDITIONAL_FILES$1) return "there";
	if (!path.startsWith(`${ADDITIONAL_FILES$1}/`)) return "not brought";
	if (additionalFiles === void 0) return "not there";
	if (additionalFiles.kind !== "path" || additionalFiles.type === "file") return "there";
	return existsSync(join(additionalFiles.path, path.slice(17))) ? "there" : "not there";
}
function absent({ name, type, default: path }, state, where) {
	const why = state === "not brought" ? `MedPerf brings only ${PARAMETERS$1} and ${ADDITIONAL_FILES$1}/ into workspace/, so a data owner has no ${path} for \`${name}\`` : `there is no ${path} in workspace/ for \`${name}\``;
	const hint = `Put it into ${ADDITIONAL_FILES$1}/, or name \`parameters\` or \`additional_files\` in benchmark.yaml.`;
	return type === "unknown" ? wrongValue(where, why, hint) : warnValue(where, why, hint);
}

// src/benchmark/component/use.ts
/**
* Checks what benchmark.yaml gives a container against what the container's configuration declares
* (docs/medperf.md 13.2).
*/
function checkUse(role, section, config, files, context) {
	if (config.read.spec?.mlcube === void 0) checkVolumesUsed(role, section, config, context);
	else checkDefaults(config, files, context);
	checkImageUsed(role, section, config, context);
}
function checkVolumesUsed(role, section, config, { findings, problems }) {
	const { declared, spec } = config.read;
	if (section.parameters === void 0) {
		const missing = missingParameters(role, config.read, "benchmark.yaml");
		problems.push(...missing.map((finding) => toProblem(config, finding)));
	}
	for (const [key, volume] of [["parameters", "parameters_file"], ["additional_files", "additional_files"]]) {
		if (section[key] === void 0 || declared.some(({ name }) => name === volume) || spec === void 0) continue;
		const why = `no task of the ${ROLE_WORDS[role]} declares \`${volume}\`, so its \`${key}\` are not used`;
		findings.push(warnKey([role, key], why, `Declare \`${volume}\` among the input volumes of a task in ${section.config}.`));
	}
}
/** Tasks that declare a parameters file where `who` names none (docs/medperf.md 13.3). */
function missingParameters(role, { declared }, who) {
	return declared.filter(({ name }) => name === "parameters_file").map(({ task, path }) => {
		const why = `the task ${task} declares \`parameters_file\`, but ${who} names no parameters of the ${ROLE_WORDS[role]}`;
		const hint = `Add \`parameters: …\` to \`${role}\` (an empty file will do), or remove the volume.`;
		return wrongKey(path, why, hint);
	});
}
function checkImageUsed(role, section, config, { findings, problems, runtime }) {
	const { spec } = config.read;
	if (spec === void 0) return;
	const { type, mlcube } = spec;
	const refusal = cannotRun(type, runtime);
	if (refusal !== void 0) {
		const path = mlcube === void 0 ? ["container_type"] : ["singularity"];
		problems.push(toProblem(config, wrongValue(path, refusal.message, refusal.hint)));
	}
	if (section.image_file !== void 0 && type === "DockerImage") {
		const why = `\`image_file\` is for a configuration whose image is a file, but ${section.config} has the type ${type}`;
		const hint = mlcube === void 0 ? "Remove it, or change `container_type` to `DockerArchive`." : "Remove it.";
		findings.push(wrongKey([role, "image_file"], why, hint));
	}
	if (section.image_file === void 0 && mlcube !== void 0 && type === "SingularityFile") {
		const why = `the image of the MLCube ${section.config} is a Singularity file, and benchmark.yaml names none`;
		findings.push(wrongKey([role], why, "Add `image_file`, the address that is registered as `image_tarball_url`, or a section `docker`."));
	}
	if (section.build !== void 0 && type !== "DockerImage") {
		const why = `\`build\` makes a Docker image, but ${section.config} has the type ${type}`;
		findings.push(wrongKey([role, "build"], why, "Remove it, or change `container_type` to `DockerImage`."));
	}
}

// src/benchmark/component/registered.ts
const NOT_ASKED = {
	kind: "unread",
	message: "it was not asked what that is",
	hint: "Give `medperf-token`, or name the files of the container by `config`."
};
/** Reads a component that is there by `uid` alone; everything that is wrong with it is said on the line of its `uid`. */
function readRegistered(role, uid, others, context) {
	const { findings } = context;
	for (const key of others) {
		const why = `\`${role}\` has both \`uid\` and \`${key}\``;
		findings.push(wrongKey([role, key], why, "Of a container that is registered already, only `uid` is given."));
	}
	const found = context.lookups[role] ?? NOT_ASKED;
	if (found.kind === "read") return componentOf(role, uid, found, context);
	const why = `\`${role}\` is number ${uid} on the MedPerf server: ${found.message}`;
	const finding = wrongValue([role, "uid"], why, found.hint);
	findings.push(finding);
	if (found.kind === "unread") context.unread.push(finding);
}
const ANOTHER = "Name another one, or give `config` in place of `uid`.";
function componentOf(role, uid, found, context) {
	const { name, asset, document, parameters, parametersText, imageHash, fields, state, stranger } = found;
	const already = context.findings.length;
	const wrong = (message, hint = ANOTHER) => {
		const why = `${uid}, \`${name}\`, cannot be the ${ROLE_WORDS[role]}: ${message}`;
		context.findings.push(wrongValue([role, "uid"], why, hint));
	};
	if (context.inOperation && state === "DEVELOPMENT" && stranger !== void 0) wrong(`it is still in DEVELOPMENT, and only its owner, user ${stranger}, can bring it into OPERATION`, "Ask them, or set `submit.state` to development.");
	if (asset !== void 0) {
		const files = sourceOf("asset", asset, wrong);
		if (context.findings.length > already || files === void 0) return void 0;
		return {
			...assetComponent(role, name, `uid: ${uid}`, files),
			registered: {
				uid,
				imageHash,
				fields
			}
		};
	}
	const read = readContainerConfig(document, {
		role,
		hasImageFile: found.imageFile !== void 0,
		hasAsset: context.hasAsset
	});
	for (const { severity, message } of read.findings) if (severity === "error") wrong(message);
	const { spec } = read;
	if (spec === void 0) return void 0;
	const additionalFiles = sourceOf("additional files", found.additionalFiles, wrong);
	const imageFile = spec.type === "DockerImage" ? void 0 : sourceOf("image", found.imageFile ?? {
		url: spec.image,
		sha256: imageHash
	}, wrong);
	const refusal = cannotRun(spec.type, context.runtime);
	if (refusal !== void 0) wrong(refusal.message, refusal.hint);
	if (spec.mlcube !== void 0 && !found.mayBeMlcube) wrong("it is an MLCube, which this server’s clients do not run");
	for (const { severity, message } of missingOf(role, read, found, additionalFiles)) if (severity === "error") wrong(message);
	if (context.findings.length > already) return void 0;
	return {
		role,
		name,
		config: `uid: ${uid}`,
		spec,
		...parameters === void 0 ? {} : { parameters },
		...additionalFiles === void 0 ? {} : { additionalFiles },
		...imageFile === void 0 ? {} : { imageFile },
		registered: {
			uid,
			imageHash,
			fields,
			...parametersText === void 0 ? {} : { parametersText }
		}
	};
}
/** What the tasks want and the row does not bring. */
function missingOf(role, read, { parameters, parametersText }, additionalFiles) {
	const { spec } = read;
	if (spec?.mlcube !== void 0) return missingDefaults(spec, {
		hasParameters: parametersText !== void 0,
		additionalFiles
	});
	return parameters === void 0 ? missingParameters(role, read, "the server") : [];
}
/** A file that a row names, with the hash that it has to have. */
function sourceOf(what, file, wrong) {
	if (file === void 0) return void 0;
	const { url = "", sha256 = "" } = file;
	const resource = parseResource(url);
	if (resource === void 0 || resource.kind === "url" && hasCredentials(resource.url)) wrong(`the address of its ${what} is none that everybody can download from: ${url}`);
	else if (!/^[0-9a-f]{64}$/.test(sha256)) wrong(`the hash of its ${what} is no SHA-256: ${sha256}`);
	else return {
		...resource,
		sha256
	};
}

// src/benchmark/component/component.ts
const SUFFIX = {
	data_preparator: "prep",
	reference_model: "model",
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
const BUILD = {
	what: "Build context",
	kinds: ["directory"]
};
/** Reads one of the three containers and the files it names; undefined where something is wrong. */
function readComponent(role, section, benchmark, context) {
	const { uid, asset, ...others } = section;
	if (uid !== void 0) {
		const keys = Object.keys(section).filter((key) => key !== "uid");
		return readRegistered(role, uid, keys, context);
	}
	const name = readName(role, section.name, benchmark, context.findings);
	if (asset !== void 0) return readAsset(role, name, asset, Object.keys(others), context);
	const config = section.config === void 0 ? void 0 : readConfigFile(role, section.config, section.image_file !== void 0, context);
	if (section.config === void 0) context.findings.push(wrongKey([role], `\`${role}\` needs \`config\`, the path of its container_config.yaml or mlcube.yaml`));
	const files = readFiles(role, section, config, context);
	if (config !== void 0) checkUse(role, section, config, files, context);
	if (name === void 0 || section.config === void 0 || config?.read.spec === void 0) return void 0;
	return {
		role,
		name,
		config: section.config,
		spec: config.read.spec,
		...files
	};
}
/** What benchmark.yaml names beside the configuration; of an MLCube also what lies in its `workspace/`. */
function readFiles(role, section, config, context) {
	const mlcube = config?.read.spec?.mlcube === void 0 ? void 0 : config;
	const parameters = mlcube ? readMlcubeParameters(role, section.parameters, mlcube, context) : readParametersFile(role, section.parameters, context);
	const additionalFiles = section.additional_files ? readSource(section.additional_files, [role, "additional_files"], ADDITIONAL_FILES, context) : mlcube && workspaceFiles(role, mlcube, context);
	const imageFile = section.image_file && readSource(section.image_file, [role, "image_file"], IMAGE_FILE, context);
	const build = section.build === void 0 && mlcube !== void 0 ? findBuildContext(mlcube, context) : readBuild(role, section.build, context);
	return {
		...parameters,
		...additionalFiles === void 0 ? {} : { additionalFiles },
		...imageFile === void 0 ? {} : { imageFile },
		...build === void 0 ? {} : { build }
	};
}
function readName(role, written, benchmark, findings) {
	if (written !== void 0) {
		checkName(written, [role, "name"], findings);
		return written;
	}
	if (benchmark === void 0) return void 0;
	const name = `${benchmark}-${SUFFIX[role]}`;
	const length = [...name].length;
	if (length > 128 && [...benchmark].length <= 128) {
		const why = `the name of \`${role}\`, by default ${name}, is ${length} characters long, and the server takes ${128}`;
		findings.push(wrongKey([role], why, "Give it a shorter `name`."));
	}
	return name;
}
function readParametersFile(role, written, context) {
	const found = written === void 0 ? void 0 : findNamed(written, [role, "parameters"], PARAMETERS, context);
	const bytes = found && readParameterBytes(found, context);
	if (found === void 0 || bytes === void 0) return {};
	const parameters = readParameters(bytes, found.shown, context.problems);
	return parameters === void 0 ? {} : {
		parameters,
		parametersFile: found.path
	};
}
/** An MLCube gets its parameters byte for byte, so what is in them is not judged (docs/medperf.md 16.1). */
function readMlcubeParameters(role, written, config, context) {
	const found = written === void 0 ? findInWorkspace(role, "parameters.yaml", config, context) : findNamed(written, [role, "parameters"], PARAMETERS, context);
	const bytes = found && readParameterBytes(found, context);
	if (found === void 0 || bytes === void 0) return {};
	const document = parseYaml(bytes);
	return {
		parametersFile: found.path,
		...document.ok ? { parameters: document.value ?? {} } : {}
	};
}
function readParameterBytes({ path, shown }, { problems }) {
	const bytes = readSmall(path);
	if (!("wrong" in bytes)) return bytes;
	problems.push(problemAt(shown, "error", `Parameters file ${shown} ${bytes.wrong}`));
}
function readBuild(role, written, context) {
	const found = written === void 0 ? void 0 : findNamed(written, [role, "build"], BUILD, context);
	if (found === void 0) return void 0;
	if (hasFile(found.path, "Dockerfile")) return found.path;
	context.findings.push(wrongKey([role, "build"], `the build context ${written} has no Dockerfile`, "Add one at its top."));
}

// src/benchmark/demo-paths.ts
const NAMES = {
	data_path: "data",
	labels_path: "labels",
	metadata_path: "metadata"
};
const FILE = "paths.yaml";
const LINES = "It has the lines `data_path: …` and `labels_path: …`, relative to it.";
/** Reads paths.yaml at the top of a demo dataset; throws StepFailure about the first thing that is wrong. */
function readDemoPaths(folder, options) {
	const { paths, document, findings } = checkDemoPaths(folder, options);
	if (paths !== void 0) return paths;
	if (document?.ok === false) throw new StepFailure("archive", plainLine(`${FILE} is not valid YAML: ${document.error}`));
	const [first] = findings;
	throw new StepFailure("archive", plainLine(first?.message ?? `${FILE} cannot be used`), first?.hint);
}
/** Checks paths.yaml at the top of a demo dataset (docs/medperf.md 13.4). */
function checkDemoPaths(folder, options) {
	const only = (message, hint) => ({ findings: [wrongValue([], message, hint)] });
	if (!hasFile(folder, FILE)) return only(`there is no ${FILE} at the top of the demo dataset`, missingHint$1(folder));
	const path = realpathSync(join(folder, FILE));
	if (leadsOut(path, options)) return only(`${FILE} is a link that leads out`, "Put the file itself there.");
	const bytes = readSmall(path);
	if ("wrong" in bytes) return only(`${FILE} ${bytes.wrong}`, LINES);
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
	const findings = [];
	const paths = readPaths(value, folder, options, findings);
	return {
		document,
		findings,
		...paths === void 0 || findings.length > 0 ? {} : { paths }
	};
}
const leadsOut = (real, { within }) => within !== void 0 && leaves(relative(realpathSync(within), real));
function missingHint$1(folder) {
	const wrapping = readdirSync(folder, { withFileTypes: true }).find((entry) => entry.isDirectory() && hasFile(join(folder, entry.name), FILE));
	if (wrapping === void 0) return `Add one. ${LINES}`;
	return `It is in ${wrapping.name}/: pack what is in that folder, not the folder.`;
}
function readPaths(value, folder, options, findings) {
	const read = (key) => {
		const written = at(value, key);
		return written === void 0 ? void 0 : findFolder(key, written, folder, options, findings);
	};
	for (const key of ["data_path", "labels_path"]) if (at(value, key) === void 0) findings.push(wrongKey([key], `${FILE} has no \`${key}\``, LINES));
	const [data, labels, metadata] = [
		read("data_path"),
		read("labels_path"),
		read("metadata_path")
	];
	if (at(value, "metadata_path") !== void 0 && !options.prepared) findings.push(wrongKey(["metadata_path"], "metadata path should only be provided when the dataset is submitted as prepared", "Remove `metadata_path`, or set `demo_dataset.prepared: true`."));
	if (data === void 0 || labels === void 0) return void 0;
	return {
		data,
		labels,
		...metadata === void 0 ? {} : { metadata }
	};
}
function findFolder(key, written, folder, options, findings) {
	const wrong = (message, hint) => {
		findings.push(wrongValue([key], message, hint));
	};
	if (typeof written !== "string") return wrong(`\`${key}\` of ${FILE} should be text`);
	if (isAbsolute(written) || leaves(posix.normalize(written))) return wrong(`\`${key}\` of ${FILE} points out of the demo dataset: ${written}`, `Write it relative to ${FILE}.`);
	let real;
	try {
		real = realpathSync(join(folder, written));
	} catch {
		return wrong(`The provided ${NAMES[key]} path doesn't exist: ${written}`, `Correct \`${key}\` in ${FILE}.`);
	}
	if (leadsOut(real, options)) return wrong(`\`${key}\` of ${FILE} is a link that leads out: ${written}`);
	return statSync(real).isDirectory() ? real : wrong(`\`${key}\` of ${FILE} is not a folder: ${written}`);
}

// src/benchmark/demo-dataset.ts
const WANTED = {
	what: "Demo dataset",
	kinds: ["directory", "file"]
};
/** Reads `demo_dataset`; a folder of the repository is checked down to its paths.yaml, an archive when it is fetched. */
function readDemoDataset(section, positionOf, context) {
	const path = ["demo_dataset"];
	const source = readSource(section, path, WANTED, context);
	const prepared = section.prepared ?? false;
	if (source === void 0) return void 0;
	if (source.kind === "path" && source.type === "directory") checkFolder(source.path, prepared, context);
	return {
		source,
		prepared,
		position: positionOf([...path, source.kind === "path" ? "path" : "url"])
	};
}
function checkFolder(folder, prepared, context) {
	const { document, findings } = checkDemoPaths(folder, {
		prepared,
		within: context.repository
	});
	if (document === void 0) {
		context.findings.push(...findings.map(({ message, hint }) => wrongValue(["demo_dataset", "path"], message, hint)));
		return;
	}
	const file = relative(context.repository, join(folder, "paths.yaml")).split(sep).join("/");
	if (!document.ok) context.problems.push(...unreadProblems(file, document, "paths.yaml is not valid YAML"));
	else context.problems.push(...findings.map((finding) => toProblem({
		file,
		placeOf: document.placeOf
	}, finding)));
}

// src/benchmark/gates.ts
/** Reads `metrics:`, the gates. */
function readGates(metrics, positionOf, findings) {
	return Object.entries(metrics).map(([metric, { min, max, max_drop, max_rise, tolerance }]) => {
		const path = ["metrics", metric];
		if (min !== void 0 && max !== void 0 && min > max) findings.push(wrongKey([...path, "min"], `\`min\` of ${metric} is above its \`max\``, "No value can pass."));
		if ([
			min,
			max,
			max_drop,
			max_rise
		].every((limit) => limit === void 0)) findings.push(warnKey(path, `the gate of ${metric} has no limit`, "Add `min`, `max`, `max_drop` or `max_rise`."));
		return {
			metric,
			...min === void 0 ? {} : { min },
			...max === void 0 ? {} : { max },
			...max_drop === void 0 ? {} : { maxDrop: max_drop },
			...max_rise === void 0 ? {} : { maxRise: max_rise },
			...tolerance === void 0 ? {} : { tolerance },
			position: positionOf(path)
		};
	});
}

// src/benchmark/units.ts
const DURATION$1 = /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?$/;
/** Seconds of a duration: `90s`, `30m`, `1h30m`, or a number of seconds; undefined for anything else and for none. */
function durationInSeconds(value) {
	if (typeof value === "number") return value > 0 && Number.isFinite(value) ? value : void 0;
	const match = DURATION$1.exec(value.trim());
	if (match === null) return void 0;
	const [, hours, minutes, seconds] = match.map((part) => Number(part ?? 0));
	const total = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
	return total > 0 ? total : void 0;
}

// src/benchmark/limits.ts
/** The least that Docker takes as a memory limit, in bytes. */
const LEAST_MEMORY = 6 * 1024 ** 2;
/** What each task may use: `run:` with `run.tasks.<task>` over it. */
function readLimits(run, findings) {
	const { timeout, max_time: maxTime, tasks, runtime: _, ...shared } = run;
	const general = readOne(shared, ["run"], findings);
	const limits = TASKS.map((task) => {
		const times = readOne({
			timeout: ofTask(timeout, task),
			max_time: ofTask(maxTime, task)
		}, ["run"], findings);
		return [task, {
			...general,
			...times,
			...readOne(tasks?.[task] ?? {}, [
				"run",
				"tasks",
				task
			], findings)
		}];
	});
	return Object.fromEntries(limits);
}
const ofTask = (times, task) => typeof times === "object" ? times[task] : times;
function readOne(written, path, findings) {
	const memory = written.memory === void 0 ? void 0 : sizeInBytes(String(written.memory));
	if (memory !== void 0 && memory < LEAST_MEMORY) findings.push(wrongValue([...path, "memory"], "`memory` is less than the 6 MiB that a container needs", "Write a unit: `512m`, `4g`."));
	return defined({
		gpus: readGpus(written.gpus, [...path, "gpus"], findings),
		shmSize: written.shm_size === void 0 ? void 0 : String(written.shm_size),
		memory,
		cpus: written.cpus,
		pids: written.pids,
		disk: written.disk === void 0 ? void 0 : sizeInBytes(String(written.disk)),
		idleTimeout: readDuration(written.timeout),
		maxTime: readDuration(written.max_time)
	});
}
const readDuration = (value) => value === void 0 ? void 0 : durationInSeconds(value);
function readGpus(value, path, findings) {
	if (value === void 0) return void 0;
	const gpus = value === "none" ? { kind: "none" } : parseGpus(value);
	if (gpus === void 0) findings.push(wrongValue(path, `\`${path.join(".")}\` should be \`none\`, \`all\`, a number, or \`device=0,1\``));
	return gpus;
}
/** Without the keys that have no value. */
const defined = (value) => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== void 0));

// src/benchmark/schema.ts
const text = (description, more = {}) => string().meta({
	description,
	...more
});
const sha256 = text("SHA-256 in quotes, 64 hexadecimal digits without prefix; compared when given.", { pattern: "^[0-9a-fA-F]{64}$" });
const DURATION = /^(?=\d)(?:\d+(?:\.\d+)?h)?(?:\d+(?:\.\d+)?m)?(?:\d+(?:\.\d+)?s)?$/;
const DURATION_WORDS = "should be a duration such as `30m`, `1h30m` or `90s`, or a number of seconds";
const duration = union([number$1().positive(), string().regex(DURATION, DURATION_WORDS)], DURATION_WORDS);
const SIZE = /^\d+(?:\.\d+)? ?[bkmgtpBKMGTP]?(?:i?[bB])?$/;
const SIZE_WORDS = "should be a size such as `512m` or `4g`, or a number of bytes";
const size = (description) => union([int().positive(), string().regex(SIZE, SIZE_WORDS)], SIZE_WORDS).meta({ description });
const GPUS = /^(?:none|all|\d+|device=.+)$/;
const GPUS_WORDS = "should be `none`, `all`, a number, or `device=0,1`";
const limits = {
	gpus: union([int().min(0), string().regex(GPUS, GPUS_WORDS)], GPUS_WORDS).meta({ description: "GPUs: `none`, `all`, a number, or `device=0,1` (ids or UUIDs)." }).optional(),
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
	build: text("Docker build context: its image is built from this change and tested.").optional()
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
/** benchmark.yaml. */
const BenchmarkSchema = strictObject({
	version: literal(1).meta({ description: "Version of this format: 1." }),
	name: text("Name of the benchmark, unique on the MedPerf server.", { maxLength: 128 }),
	description: text("One sentence about the benchmark.", { maxLength: 256 }).optional(),
	docs_url: text("Web address of its documentation.", { maxLength: 100 }).optional(),
	demo_dataset: strictObject({
		url: text("Public address of a tar archive, or `synapse:syn` and a number.", { maxLength: 256 }).optional(),
		path: text("A folder of this repository, or an archive in it.").optional(),
		sha256: sha256.optional(),
		prepared: boolean().meta({ description: "The data is already prepared: prepare is skipped. Default false." }).optional()
	}).meta({
		description: "The small dataset on which everything is tested; paths.yaml is at its top.",
		oneOf: [{ required: ["url"] }, { required: ["path"] }]
	}),
	data_preparator: component("Turns raw data into prepared data, checks it, and counts it.", "prep"),
	reference_model: componentShape("model", "model (before the model era of 2026: of a container)").extend({ asset: file("Instead of `config`: a model that is files alone, which the evaluator's task run_script runs.", "A folder of this repository, or an archive in it.").optional() }).meta({
		description: "The model that shows how models are run.",
		oneOf: [
			{ required: ["config"] },
			{ required: ["uid"] },
			{ required: ["asset"] }
		]
	}),
	evaluator: component("Turns predictions and labels into metrics.", "metrics"),
	run: strictObject({
		runtime: _enum(RUNTIMES).meta({ description: "What runs the containers; default `auto`." }).optional(),
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
const schemaFindings = (document) => (BenchmarkSchema.safeParse(document).error?.issues ?? []).flatMap((issue) => explain$1(issue, document, []));
function explain$1(issue, document, above) {
	const path = [...above, ...issue.path];
	const value = valueIn(document, path);
	if (value === void 0) return [missing(path)];
	switch (issue.code) {
		case "unrecognized_keys": return issue.keys.map((key) => wrongKey([...path, key], `unknown key \`${plainLine(key, 100)}\``, didYouMean(key, keysAt(path))));
		case "invalid_type": return [wrongType(path, value, EXPECTED[issue.expected] ?? issue.expected)];
		case "invalid_value": return [notOneOf(path, value, issue.values.map(String))];
		case "invalid_union": return explainUnion(issue, document, path) ?? [wrongValue(path, `${named$2(path)} ${issue.message}, not ${shown$2(value)}`)];
		case "invalid_format": return [wrongValue(path, `${named$2(path)} ${issue.message}, not ${shown$2(value)}`)];
		case "too_small": return [wrongValue(path, `${named$2(path)} should be ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`)];
		default: return [wrongValue(path, `${named$2(path)}: ${issue.message}`)];
	}
}
/** Of alternatives, the one whose type fits says more than that none fits. */
function explainUnion(issue, document, path) {
	const [only, ...others] = issue.errors.filter((issues) => issues.every((one) => one.path.length > 0 || one.code === "unrecognized_keys"));
	if (only === void 0 || others.length > 0) return void 0;
	return only.flatMap((one) => explain$1(one, document, path));
}
function missing(path) {
	const description = schemaAt(path)?.meta()?.description;
	return wrongKey(path, `${named$2(path)} is missing`, description === void 0 ? void 0 : `Add it. ${description}`);
}
function wrongType(path, value, expected) {
	const message = `${named$2(path)} should be ${expected}, not ${shown$2(value)}`;
	if (expected === "text" && typeof value !== "object") return wrongValue(path, message, "Put it in quotes.");
	if (expected === "true or false") return wrongValue(path, message, "Write `true` or `false`, without quotes.");
	return wrongValue(path, message);
}
function notOneOf(path, value, values) {
	if (path.length === 1 && path[0] === "version") return wrongValue(path, `this version of the action reads benchmark.yaml of version 1, not ${shown$2(value)}`, "Write `version: 1`, or use a newer version of the action.");
	const list = values.map((one) => `\`${one}\``).join(", ");
	return wrongValue(path, `${named$2(path)} should be one of ${list}, not ${shown$2(value)}`, didYouMean(String(value), values));
}
/** A path as people write it: `run.tasks.infer.memory`. */
const named$2 = (path) => `\`${plainLine(path.join("."), 200)}\``;
function shown$2(value) {
	if (value === null) return "nothing";
	if (typeof value === "string") return `the text "${plainLine(value, 60)}"`;
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
function keysAt(path) {
	const schema = mappingOf(schemaAt(path));
	return schema instanceof ZodObject ? Object.keys(schema.shape) : [];
}

// src/benchmark/assemble.ts
/** Turns the mapping of a benchmark.yaml into a benchmark; parts whose shape is right are checked even if others are not. */
function assemble(document, value, { repository, file, folder, lookups }) {
	const read = {
		file,
		placeOf: document.placeOf
	};
	const shape = schemaFindings(value);
	const version = shape.filter(({ path }) => path[0] === "version");
	if (value["version"] !== void 0 && version.length > 0) return { problems: version.map((finding) => toProblem(read, finding)) };
	const section = sectionsOf(value);
	const context = {
		repository,
		folder,
		runtime: (section("run") ?? {}).runtime ?? "auto",
		hasAsset: hasAsset(section("reference_model"), lookups),
		inOperation: section("submit")?.state !== "development",
		lookups,
		findings: [...shape],
		problems: [],
		unread: []
	};
	const parts = readParts(section, read, context);
	const own = context.findings.map((finding) => toProblem(read, finding));
	const problems = unique([...duplicates(file, document), ...own].toSorted(byPlace).concat(context.problems));
	const name = section("name");
	const named = name === void 0 ? {} : { name };
	const errors = problems.filter(({ severity }) => severity === "error");
	const [unread] = errors.length === context.unread.length ? errors : [];
	if (parts === void 0 || errors.length > 0) return {
		...named,
		problems,
		...unread === void 0 ? {} : { unread }
	};
	return {
		...named,
		problems,
		benchmark: {
			config: file,
			runtime: context.runtime,
			...parts
		}
	};
}
function hasAsset(model, { reference_model: found }) {
	if (model?.uid === void 0) return model?.asset !== void 0;
	return found?.kind === "read" ? found.asset !== void 0 : "unknown";
}
/** Looks at one top-level key, whose value is given only if its shape is right. */
const sectionsOf = (value) => (key) => {
	const parsed = BenchmarkSchema.shape[key].safeParse(value[key]);
	return parsed.success ? parsed.data : void 0;
};
function readParts(section, read, context) {
	const { findings } = context;
	const [name, description, docsUrl, demo] = [
		section("name"),
		section("description"),
		section("docs_url"),
		section("demo_dataset")
	];
	if (name !== void 0) checkName(name, ["name"], findings);
	if (description !== void 0) checkText(description, ["description"], 256, findings);
	if (docsUrl !== void 0 && docsUrl !== "") checkWebAddress(docsUrl, ["docs_url"], 100, findings);
	const demoDataset = demo && readDemoDataset(demo, (path) => positionOf(read, path, "value"), context);
	const components = readComponents(section, context);
	const rest = {
		limits: readLimits(section("run") ?? {}, findings),
		gates: readGates(section("metrics") ?? {}, (path) => positionOf(read, path, "key"), findings),
		submit: { state: section("submit")?.state ?? "operation" },
		associations: readAssociations(section("associations") ?? {}, findings)
	};
	if (name === void 0 || demoDataset === void 0 || components === void 0) return void 0;
	return {
		name,
		...description === void 0 ? {} : { description },
		...docsUrl === void 0 || docsUrl === "" ? {} : { docsUrl },
		demoDataset,
		components,
		...rest
	};
}
function readComponents(section, context) {
	const components = ROLES$2.flatMap((role) => {
		const written = section(role);
		const component = written && readComponent(role, written, section("name"), context);
		return component === void 0 ? [] : [component];
	});
	checkDistinct(components.filter(({ registered }) => registered === void 0), context.findings);
	if (components.length < ROLES$2.length) return void 0;
	return Object.fromEntries(components.map((component) => [component.role, component]));
}
/** The uids that a benchmark.yaml names, as far as its shape is right. */
const uidsIn = (value) => {
	const section = sectionsOf(value);
	return Object.fromEntries(ROLES$2.flatMap((role) => {
		const uid = section(role)?.uid;
		return uid === void 0 ? [] : [[role, uid]];
	}));
};
function checkDistinct(components, findings) {
	components.forEach(({ role, name }, at) => {
		const twin = components.slice(0, at).find((other) => other.name === name);
		if (twin === void 0) return;
		const why = `\`${twin.role}\` and \`${role}\` have the same name ${name}, and names are unique on the server`;
		findings.push(wrongKey([role, "name"], why, "Give each its own `name`."));
	});
}
const duplicates = (file, document) => document.duplicates.map(({ name, line, column }) => problemAt(file, "error", `the key \`${name}\` is there twice`, "Keep one of the two.", {
	line,
	column
}));
const byPlace = (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
/** One file may be used for two roles, and what is wrong with it is said once. */
const unique = (problems) => [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];

// src/benchmark/missing.ts
/** What to do when there is no benchmark.yaml at the path of the input `config`. */
function missingHint(repository, config) {
	const hasFiles = existsSync(repository) && readdirSync(repository).length > 0;
	if (!hasFiles || !existsSync(join(repository, ".git"))) {
		const others = hasFiles ? candidates(repository, config) : [];
		return `Is the step \`actions/checkout\` missing before this one?${others.length === 0 ? "" : ` Or is it ${list$2(others)}? Then name it in the input \`config\`.`}`;
	}
	const others = candidates(repository, config);
	if (others.length > 0) return `Is it ${list$2(others)}? Name it in the input \`config\`.`;
	return "The input `config` is its path in the repository, by default `benchmark.yaml`.";
}
const list$2 = (paths) => paths.map((path) => `\`${path}\``).join(" or ");
/** Files that may be meant: of the same name elsewhere, or of nearly the same. */
function candidates(repository, config) {
	const wanted = config.split("/").at(-1) ?? config;
	return yamlFiles(repository).filter((path) => {
		const name = path.split("/").at(-1) ?? path;
		return path !== config && (/^benchmark\.ya?ml$/i.test(name) || suggestion(name, [wanted]) !== void 0);
	}).slice(0, 3);
}

// src/benchmark/read.ts
const MOST_PROBLEMS = 1e3;
const EXAMPLE = "See examples/ and docs/benchmark-yaml.md of medperf/benchmark-action for what belongs there.";
/** Reads benchmark.yaml and every file it names, and reports all that is wrong with them at once. */
function readBenchmark({ repository, config, lookups = {} }) {
	const root = existsSync(repository) ? realpathSync(repository) : repository;
	const wrong = (message, hint) => ({ problems: [problemAt(config, "error", message, hint)] });
	const found = open(root, config);
	if ("message" in found) return wrong(found.message, found.hint);
	const { file, bytes } = found;
	const document = parseCoreYaml(bytes);
	if (!document.ok) return { problems: unreadProblems(file, document, `${file} is not valid YAML`) };
	const { value, placeOf } = document;
	const unusable = (finding) => ({ problems: [toProblem({
		file,
		placeOf
	}, finding)] });
	if (value === null) return unusable(wrongValue([], `${file} is empty`, EXAMPLE));
	if (!isMapping(value)) return unusable(wrongValue([], `${file} should be a mapping with keys such as \`name\`, not ${Array.isArray(value) ? "a list" : "text"}`, EXAMPLE));
	const folder = dirname$1(file);
	const { benchmark, name, problems, unread } = assemble(document, value, {
		repository: root,
		file,
		folder: folder === "." ? "" : folder,
		lookups
	});
	return {
		...benchmark === void 0 ? {} : { benchmark },
		...name === void 0 ? {} : { name: plainLine(name, 128) },
		problems: bounded(problems),
		...unread === void 0 ? {} : { unread }
	};
}
/** The uids of registered components that benchmark.yaml names: what the server is to be asked before it can be read whole. */
function registeredUids({ repository, config }) {
	const found = open(existsSync(repository) ? realpathSync(repository) : repository, config);
	if ("message" in found) return {};
	const document = parseCoreYaml(found.bytes);
	return document.ok && isMapping(document.value) ? uidsIn(document.value) : {};
}
/** As many problems as a report holds; errors are kept rather than warnings. */
function bounded(problems) {
	if (problems.length <= MOST_PROBLEMS) return problems;
	return problems.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_PROBLEMS);
}
const rank = ({ severity }) => severity === "error" ? 0 : 1;
function open(repository, config) {
	const hint = "The input `config` is a path in the repository, such as `benchmark.yaml`.";
	const found = locate(repository, "", config);
	switch (found.kind) {
		case "absolute":
		case "outside": return {
			message: `${config} is not inside the repository`,
			hint
		};
		case "missing": return {
			message: `${config} does not exist`,
			hint: missingHint(repository, config)
		};
		case "directory": return {
			message: `${config} is a folder, not a file`,
			hint: `Is \`${found.shown}/benchmark.yaml\` meant?`
		};
		case "special": return {
			message: `${config} is not a file`,
			hint
		};
		case "file": {
			const bytes = readSmall(found.path);
			return "wrong" in bytes ? {
				message: `${config} ${bytes.wrong}`,
				hint
			} : {
				file: found.shown,
				bytes
			};
		}
	}
}

// src/engines/exit.ts
/** What the end of a container means; undefined when its program ended with 0. `memoryLimit` is in bytes. */
function explain(outcome, memoryLimit) {
	switch (outcome.kind) {
		case "stopped": return {
			kind: "internal",
			message: "was stopped because the run was cancelled"
		};
		case "engine-failed": return explainEngine(outcome);
		case "exited": return outcome.exitCode === 0 ? void 0 : withMeanwhile(explainExit(outcome, memoryLimit), outcome);
	}
}
/** Without a control group nobody knows whose process it was, and the reader may. */
function withMeanwhile(failure, { killsMeanwhile = 0 }) {
	if (killsMeanwhile === 0) return failure;
	const fact = `Meanwhile the kernel killed ${killsMeanwhile === 1 ? "a process" : `${killsMeanwhile} processes`} of this machine because memory ran out; was it a worker of this program, work in smaller batches.`;
	return {
		...failure,
		hint: failure.hint === void 0 ? fact : `${fact} ${failure.hint}`
	};
}
function explainEngine({ message, missingImage, hint = "The fault lies with the engine of this machine or with the options for it, not with the program in the container." }) {
	if (missingImage) return {
		kind: "image",
		message: `could not start: ${message}`,
		hint: "Something removed the image during the run; run the check again."
	};
	return {
		kind: "engine",
		message: `could not be run by the container engine: ${message}`,
		hint
	};
}
function explainExit(outcome, memoryLimit) {
	const { exitCode, error } = outcome;
	if (outcome.outOfMemory) return {
		...outOfMemory(outcome, memoryLimit),
		exitCode
	};
	if (exitCode === 127) return {
		kind: "not-found",
		exitCode,
		message: withReason("ended with exit code 127: a command was not found in the image", error),
		hint: "Check `command` and `entrypoint` of the task, and what a script of the image calls."
	};
	if (exitCode === 126) return {
		kind: "not-executable",
		exitCode,
		message: withReason("ended with exit code 126: a command was found but may not be executed", error),
		hint: "Give the file execute permission for every user (`chmod a+rx`): it runs as an ordinary user."
	};
	if (exitCode > 128 && exitCode <= 192) return killed(exitCode);
	return {
		kind: "exit",
		exitCode,
		message: `ended with exit code ${exitCode}`,
		hint: "Its last lines say why. It runs without network, as an ordinary user, and may write to its outputs and /tmp only."
	};
}
const withReason = (text, reason) => reason === "" ? text : `${text} (${reason})`;
function outOfMemory({ peakMemory }, limit) {
	const facts = [...limit === void 0 ? [] : [`limit ${formatBytes(limit)}`], ...peakMemory === void 0 ? [] : [`peak ${formatBytes(peakMemory)}`]];
	return {
		kind: "out-of-memory",
		message: facts.length === 0 ? "ran out of memory" : `ran out of memory (${facts.join(", ")})`,
		hint: limit === void 0 ? "Work in smaller batches, or use a runner with more memory." : "Raise `run.memory`, or work in smaller batches."
	};
}
const SIGNALS = {
	6: ["aborted itself", "A failed assertion or an uncaught C++ exception; its last lines say more."],
	9: ["was killed", "Nothing of this action killed it: most often the machine ran out of memory. Work in smaller batches, or use a larger runner."],
	11: ["crashed: it touched memory that is not its own", "Look for a library built for another processor, or a native extension that fails."],
	15: ["was told to stop", "A program in the container sent it SIGTERM, or the engine did when it was shut down."]
};
function killed(exitCode) {
	const number = exitCode - 128;
	const name = Object.entries(constants$1.signals).find(([, value]) => value === number)?.[0] ?? `signal ${number}`;
	const [what, hint] = SIGNALS[number] ?? ["was ended by a signal", "Its last lines may say why."];
	return {
		kind: "killed",
		exitCode,
		message: `${what} (${name}, exit code ${exitCode})`,
		hint
	};
}

// src/steps/deadline.ts
const NEWLINE = 10;
/** Starts the clocks of `timeout` (idle) and `max_time` (wall clock); both are optional and in seconds. */
function startDeadline({ idleTimeout, maxTime }) {
	const stop = new AbortController();
	const idle = timer(idleTimeout, () => stop.abort(new StepFailure("idle-timeout", `wrote no line for ${idleTimeout} s and was stopped`, "Print progress, or raise `run.timeout`, which restarts with every line of output.")));
	const wall = timer(maxTime, () => stop.abort(new StepFailure("timeout", `was still running after ${maxTime} s and was stopped`, "Make the task faster, or raise `run.max_time`.")));
	return {
		signal: stop.signal,
		heard(chunk) {
			if (idle !== void 0 && chunk.includes(NEWLINE)) idle.refresh();
		},
		end(reason) {
			clearTimeout(idle);
			clearTimeout(wall);
			if (reason !== void 0) stop.abort(reason);
		}
	};
}
const timer = (seconds, done) => seconds === void 0 || seconds * 1e3 > 2 ** 31 - 1 ? void 0 : setTimeout(done, seconds * 1e3);

// src/steps/output-check.ts
const OWNER_READS = 256;
const OWNER_ENTERS = 448;
/**
* Looks over what a container wrote, never through a link, makes our own entries readable to us and takes
* set-user-ID bits off them. Throws a StepFailure of kind `output` for a link that leads out of the folder, a
* device, a FIFO, a socket (a link out fails the step; one inside is hashed as docs/medperf.md 11.2 says) or
* a path that is too long to be opened.
*/
function inspectOutput(path) {
	const state = {
		bytes: 0,
		files: 0,
		foreign: false
	};
	const root = toBytes(resolve(path));
	inspect(root, root, state);
	return state;
}
/** Paths are byte names here: one that is not UTF-8 must not be overlooked. */
function inspect(path, root, state) {
	const stat = look(path, root, state);
	if (stat === void 0) return;
	if (stat.isSymbolicLink()) {
		checkLink(path, root);
		return;
	}
	const needed = stat.isDirectory() ? OWNER_ENTERS : OWNER_READS;
	const isOurs = process.getuid?.() === stat.uid;
	if (stat.isFile()) {
		state.files++;
		state.bytes += stat.size;
	} else if (!stat.isDirectory()) throw new StepFailure("output", `wrote ${shown$1(path, root)}, which is neither a file nor a folder`, "Write regular files only: devices, FIFOs and sockets cannot be hashed or passed on.");
	if (!isOurs) state.foreign = true;
	else {
		const mode = (stat.mode | needed) & (stat.isFile() ? -3073 : -1);
		if (mode !== stat.mode) chmodSync(onDisk(path), mode & 4095);
	}
	if (stat.isDirectory()) for (const name of list$1(path, state)) inspect(`${path}/${name}`, root, state);
}
function look(path, root, state) {
	try {
		return lstatSync(onDisk(path), { throwIfNoEntry: false });
	} catch (error) {
		if (isTooLong(error)) throw tooLong(path, root);
		state.foreign = true;
		return;
	}
}
/** Whether the file system says that a path is longer than it takes. */
const isTooLong = (error) => error instanceof Error && "code" in error && error.code === "ENAMETOOLONG";
function tooLong(path, root) {
	return new StepFailure("output", `wrote a path of more than ${path.length - root.length - 2} bytes, which cannot be opened: ${shown$1(path, root)}`, "Nest folders less deeply: Linux takes 4,095 bytes for a path.");
}
function list$1(path, state) {
	try {
		return readdirSync(onDisk(path), { encoding: "latin1" });
	} catch {
		state.foreign = true;
		return [];
	}
}
function checkLink(path, root) {
	const target = resolveLink(path);
	const home = resolveLink(root);
	if (target !== void 0 && (target === home || target.startsWith(`${home}/`))) return;
	throw new StepFailure("output", `wrote the link ${shown$1(path, root)}, which leads ${target === void 0 ? "nowhere" : "out of its folder"}`, "Copy the file instead of linking to it: only what lies in the output folder travels on.");
}
function resolveLink(path) {
	try {
		return realpathSync.native(onDisk(path), { encoding: "latin1" });
	} catch {
		return;
	}
}
const shown$1 = (path, root) => plainLine(JSON.stringify(fromBytes(path.slice(root.length + 1)) || "."), 200);

// src/steps/disk.ts
const INTERVAL = 1e3;
/** Looking takes at most a tenth of the time. */
const REST = 10;
const MIB = 1024 ** 2;
/** What is left of a disk for everybody else, or a tenth of what was free where that is less. */
const RESERVE = 512 * MIB;
/**
* Stops a task through `stop` when its outputs and its `/tmp` take more than the limit, or when a disk that it may fill is
* nearly full; looks about once a second.
*/
function watchDisk({ paths, limit, disks }, stop) {
	const watched = disks.flatMap((folder) => {
		const free = freeBytes(folder);
		return free === void 0 ? [] : [{
			folder,
			free,
			reserve: Math.min(RESERVE, free / 10)
		}];
	});
	const excess = () => limit === void 0 ? void 0 : weigh(paths, limit);
	const shortage = () => {
		for (const { folder, free, reserve } of watched) {
			const left = freeBytes(folder) ?? free;
			if (left < reserve) return nearlyFull(folder, free, left, paths);
		}
	};
	let timer = setTimeout(look, INTERVAL);
	function look() {
		const start = performance.now();
		const failure = excess() ?? shortage();
		if (failure !== void 0) return stop(failure);
		timer = setTimeout(look, Math.max(INTERVAL, (performance.now() - start) * REST));
	}
	return {
		check() {
			const failure = excess();
			if (failure !== void 0) throw failure;
		},
		end: () => clearTimeout(timer)
	};
}
function weigh(paths, limit) {
	try {
		const bytes = paths.reduce((sum, path) => sum + sizeOf(path), 0);
		return bytes > limit ? tooMuch(bytes, limit) : void 0;
	} catch (error) {
		if (error instanceof StepFailure) return error;
		throw error;
	}
}
/**
* Bytes below a path, links not followed; entries that vanish or cannot be listed meanwhile count nothing. Throws a
* StepFailure where files lie too deep to be counted.
*/
const sizeOf = (path) => sizeBelow(toBytes(resolve(path)));
function sizeBelow(path) {
	try {
		const stat = lstatSync(onDisk(path));
		if (!stat.isDirectory()) return stat.size;
		return readdirSync(onDisk(path), { encoding: "latin1" }).reduce((sum, name) => sum + sizeBelow(`${path}/${name}`), 0);
	} catch (error) {
		if (error instanceof StepFailure) throw error;
		if (isTooLong(error)) throw tooDeep();
		return 0;
	}
}
const tooMuch = (bytes, limit) => new StepFailure("output", `wrote ${Math.ceil(bytes / MIB)} MiB, more than the ${Math.floor(limit / MIB)} MiB that its outputs and /tmp may take`, "Write less, or raise `disk` of the task under `run.tasks`.");
const tooDeep = () => new StepFailure("output", "wrote folders so deep in one another that their size cannot be looked up", "Nest folders less deeply: Linux takes 4,095 bytes for a path.");
const nearlyFull = (folder, free, left, paths) => new StepFailure("disk-full", `was stopped because the disk of ${folder} is nearly full: ${inMib(left)} of the ${inMib(free)} that were free when it started are left, and ${written(paths)}`, "Free space on the runner, write less, or set the input work-directory to a larger disk.");
function written(paths) {
	try {
		return `its outputs and /tmp take ${inMib(paths.reduce((sum, path) => sum + sizeOf(path), 0))}`;
	} catch {
		return "its outputs are too deep to be counted";
	}
}
const inMib = (bytes) => `${Math.ceil(bytes / MIB)} MiB`;

// src/steps/mlcube-volumes.ts
/**
* The parameters of an MLCube's task as volumes, inputs first (docs/medperf.md 16.4): each folder is mounted
* once, as `/mlcube_io0` and on, and of a file its parent folder. Throws a StepFailure where an input of
* unknown type does not exist.
*/
function mlcubeVolumes(task, { inputs, outputs }, paths) {
	const folders = [];
	const resolve = (parameters) => parameters.flatMap((parameter) => {
		const { name, given } = parameter;
		const place = given ? placeOf(task, name) : "workspace";
		if (place === void 0) return [];
		const source = given ? paths[place] : join(paths.workspace, parameter.default);
		const type = parameter.type === "unknown" ? typeOf(source, parameter) : parameter.type;
		const folder = type === "directory" ? source : dirname(source);
		if (!folders.includes(folder)) folders.push(folder);
		const target = `/mlcube_io${folders.indexOf(folder)}`;
		return [{
			mount: {
				name,
				path: type === "directory" ? target : `${target}/${basename(source)}`,
				type
			},
			place,
			source
		}];
	});
	return {
		inputs: resolve(inputs),
		outputs: resolve(outputs)
	};
}
function typeOf(source, { name, default: path }) {
	const stat = statSync(source, { throwIfNoEntry: false });
	if (stat?.isDirectory()) return "directory";
	if (stat?.isFile()) return "file";
	throw new StepFailure("archive", `there is no ${plainLine(path, 200)} in the workspace/ of the MLCube for its input ${plainLine(name, 100)}`, "Check the default in mlcube.yaml, and what is in the additional files.");
}
/** What is mounted for volumes of an MLCube; a folder that an input and an output share is read-only, as for the input. */
function mlcubeBinds({ inputs, outputs }) {
	const all = [...inputs.map(bindOf("ro")), ...outputs.map(bindOf("rw"))];
	return all.filter(({ target }, index) => all.findIndex((other) => other.target === target) === index);
}
const bindOf = (mode) => ({ source, mount: { path, type } }) => type === "directory" ? {
	source,
	target: path,
	mode
} : {
	source: dirname(source),
	target: dirname(path),
	mode
};
/** The arguments that tell the program where its parameters are. */
const mlcubeArguments = ({ inputs, outputs }) => [...inputs, ...outputs].map(({ mount: { name, path } }) => `--${name}=${path}`);
/**
* Makes the folders behind the volumes, as `mlcube` does; a file is left to the container to make. A container may have put
* links into `workspace/`: one that leads out of it is never followed.
*/
function makeMlcubeFolders(volumes, workspace) {
	mkdirSync(workspace, { recursive: true });
	const home = realpathSync(workspace);
	for (const { place, source, mount } of [...volumes.inputs, ...volumes.outputs]) {
		const folder = mount.type === "directory" ? source : dirname(source);
		if (place === "workspace") checkInside(folder, home);
		mkdirSync(folder, { recursive: true });
	}
}
function checkInside(folder, home) {
	const real = nearest(folder);
	if (real === home || real.startsWith(home + sep)) return;
	throw new StepFailure("output", "a link in the workspace/ of the MLCube leads out of it", "Copy the file instead of linking to it.");
}
/** The real path of a folder, or of the nearest one above it that exists. */
function nearest(folder) {
	try {
		return realpathSync(folder);
	} catch {
		return nearest(dirname(folder));
	}
}

// src/steps/task-run.ts
/** The volumes of a task in its configuration's order; the checks of benchmark.yaml left no unknown names. */
function volumesFor(task, spec, paths) {
	if (spec.mlcube !== void 0) return mlcubeVolumes(task, spec.mlcube, paths);
	const resolve = (mounts) => mounts.flatMap((mount) => {
		const place = placeOf(task, mount.name);
		return place === void 0 ? [] : [{
			mount,
			place,
			source: paths[place]
		}];
	});
	return {
		inputs: resolve(spec.inputs),
		outputs: resolve(spec.outputs)
	};
}
/** What a task may use; run_script takes the place of evaluate (docs/medperf.md 13.7). */
const limitsFor = ({ limits }, task) => limits[task === "run_script" ? "evaluate" : task];
/** GPUs of a task: what the user set goes before the container's configuration (docs/medperf.md 14.4). */
const gpusOf = (spec, limits) => limits.gpus ?? spec.gpus;
/** What MedPerf's client tells a script beyond its own variables (docs/medperf.md 13.3). */
const ON_PREMISES = [["MEDPERF_ON_PREM", "1"]];
/**
* One task as MedPerf's client runs it: inputs, outputs, then `/tmp` (docs/medperf.md 14.1); an MLCube has no
* `/tmp` (docs/medperf.md 16.4).
*/
function taskRun({ task, spec, limits, volumes, tmp, image, label, id, user }) {
	const bind = (mode) => ({ source, mount }) => ({
		source,
		target: mount.path,
		mode
	});
	const options = optionsOf(spec, limits);
	const { shmSize, ...asked } = askedOf(spec, limits);
	return {
		name: `medperf-${task}-${id}`,
		label,
		user,
		binds: spec.mlcube === void 0 ? [
			...volumes.inputs.map(bind("ro")),
			...volumes.outputs.map(bind("rw")),
			{
				source: tmp,
				target: "/tmp",
				mode: "rw"
			}
		] : mlcubeBinds(volumes),
		gpus: gpusOf(spec, limits),
		...shmSize === void 0 ? {} : { shmSize },
		environment: [...options.environment, ...task === "run_script" ? ON_PREMISES : []],
		...spec.entrypoint === void 0 ? {} : { entrypoint: spec.entrypoint },
		image,
		command: [...spec.command ?? [], ...spec.mlcube?.takesArguments ? mlcubeArguments(volumes) : []],
		limits: asked
	};
}
/** What a task asks of the engine besides its GPUs: what the user set goes before what the container's configuration says. */
function askedOf(spec, limits) {
	const options = optionsOf(spec, limits);
	const { shmSize = options.shmSize, memory = options.memory, cpus = options.cpus, pids } = limits;
	return {
		...shmSize === void 0 ? {} : { shmSize },
		...memory === void 0 ? {} : { memory },
		...cpus === void 0 ? {} : { cpus },
		...pids === void 0 ? {} : { pids }
	};
}
/**
* What the container asks of the engine; an MLCube has two sets, one for users who ask for GPUs
* (docs/medperf.md 16.4).
*/
function optionsOf(spec, { gpus }) {
	if (spec.mlcube === void 0) return spec;
	return gpus === void 0 || gpus.kind === "none" ? spec.mlcube.options : spec.mlcube.gpuOptions;
}

// src/steps/task.ts
/**
* Runs one task's container to its end and reads `result` from what it left. The container's failure is told before
* anything that its outputs may lack.
*/
async function runTask(task, ready, context, recording, result) {
	const { benchmark, engine, folders, label, signal } = context;
	const role = ROLE_OF[task];
	const component = benchmark.components[role];
	const spec = component.spec.tasks[task];
	const image = ready.images[role];
	if (spec === void 0 || image === void 0) throw new StepFailure("internal", `has no task ${task} in ${component.config}`);
	const limits = limitsFor(benchmark, task);
	const paths = places(folders.work, ready.sources, task, role);
	const volumes = volumesFor(task, spec, paths);
	const tmp = makeTmp(folders.work, task);
	if (spec.mlcube !== void 0) makeMlcubeFolders(volumes, paths.workspace);
	else for (const { source, mount } of volumes.outputs) makeOutput(source, mount.type);
	for (const { source, place } of volumes.inputs) if (place === "parameters") writeFileSync(source, writeYaml(component.parameters ?? {}));
	const run = taskRun({
		task,
		spec,
		limits,
		volumes,
		tmp,
		label,
		image: image.reference,
		id: randomBytes(8).toString("hex"),
		user: {
			uid: process.getuid?.() ?? 0,
			gid: process.getgid?.() ?? 0
		}
	});
	const outputs = writableOf(run).filter((source) => source !== tmp);
	const store = await engine.store();
	const deadline = startDeadline(limits);
	const disk = watchDisk({
		paths: [...outputs, tmp],
		disks: [folders.work, ...store === void 0 ? [] : [store]],
		...limits.disk === void 0 ? {} : { limit: limits.disk }
	}, deadline.end);
	const outcome = await engine.run(run, {
		signal: AbortSignal.any([signal, deadline.signal]),
		scratch: dirname(tmp),
		onOutput(chunk) {
			deadline.heard(chunk);
			recording.write(chunk);
		}
	}).finally(() => {
		deadline.end();
		disk.end();
	});
	const measured = measuredIn(outcome);
	if (deadline.signal.aborted && outcome.kind === "stopped") return {
		...measured,
		failure: stopReason(deadline.signal)
	};
	const failure = withDisk(explain(outcome, run.limits.memory), recording, folders.work);
	if (failure !== void 0) return {
		...measured,
		failure
	};
	await takeBack(outputs, context, ready);
	disk.check();
	return {
		...measured,
		value: await result(volumes.outputs)
	};
}
const DISK_FULL = /No space left on device|Disk quota exceeded|ENOSPC/;
/** A program that ended because it could not write may say so; its exit code does not. */
function withDisk(failure, recording, work) {
	if (failure?.kind !== "exit") return failure;
	const { bavail } = statfsSync(work);
	if (bavail > 0 && !recording.tail().some((line) => DISK_FULL.test(line))) return failure;
	return {
		...failure,
		kind: "disk-full",
		message: `${failure.message}, because the disk is full`,
		hint: "Free space on the runner, write less, or set the input work-directory to a larger disk."
	};
}
/** What a container may write: for an MLCube whole folders, even where its output is a file. */
const writableOf = ({ binds }) => binds.filter(({ mode }) => mode === "rw").map(({ source }) => source);
function measuredIn(outcome) {
	if (outcome.kind === "engine-failed") return {};
	if (outcome.kind === "stopped") {
		const { kind: _, ...measured } = outcome;
		return measured;
	}
	const { kind: _, exitCode: __, outOfMemory: ___, error: ____, killsMeanwhile: _____, ...measured } = outcome;
	return measured;
}
function stopReason({ reason }) {
	if (reason instanceof StepFailure) return reason.failure;
	throw reason;
}
/** Makes outputs readable to us, with the engine's help where a container wrote as somebody else. */
async function takeBack(outputs, { engine, label }, { images }) {
	for (const source of outputs) {
		if (!inspectOutput(source).foreign) continue;
		await engine.reclaim(source, Object.values(images).map(({ reference }) => reference), label);
		if (inspectOutput(source).foreign && process.getuid?.() !== 0) throw new StepFailure("output", "left files that belong to another user and cannot be read", "Write outputs as the user the container was started with; do not switch users inside it.");
	}
}

// src/steps/prepare.ts
/**
* Task prepare; of an already prepared dataset MedPerf copies data, labels and metadata instead, links
* becoming what they point to (docs/medperf.md 13.1, 13.4).
*/
async function prepare(fetched, context, recording) {
	const paths = places(context.folders.work, fetched.sources, "prepare", "data_preparator");
	const prepared = {
		data: paths["prepared data"],
		labels: paths["prepared labels"]
	};
	if (!context.benchmark.demoDataset.prepared) return runTask("prepare", fetched, context, recording, () => prepared);
	const { data, labels, metadata } = fetched.demo.paths;
	cpSync(data, prepared.data, {
		recursive: true,
		dereference: true
	});
	cpSync(labels, prepared.labels, {
		recursive: true,
		dereference: true
	});
	if (metadata === void 0) mkdirSync(paths.metadata, { recursive: true });
	else cpSync(metadata, paths.metadata, {
		recursive: true,
		dereference: true
	});
	const notice = ignoredMetadata(context.benchmark, metadata);
	if (notice !== void 0) recording.say(notice);
	return {
		value: prepared,
		idle: "the demo dataset is already prepared"
	};
}
/**
* A sentence where metadata of already prepared data is there for nothing: MedPerf hands it to the later
* tasks only if prepare declares it (docs/medperf.md 13.2, 16.3).
*/
function ignoredMetadata({ components, demoDataset }, metadata) {
	if (!demoDataset.prepared || metadata === void 0) return void 0;
	const { mlcube, outputs = [] } = components.data_preparator.spec.tasks.prepare ?? {};
	if ((mlcube?.outputs ?? outputs).some(({ name }) => name === "metadata_path")) return void 0;
	return "The metadata of the demo dataset reaches no task: prepare does not declare `metadata_path` among its outputs.";
}

// src/steps/evidence.ts
/** The outcome of the steps in the words of the report. */
function evidenceOf(benchmark, outcome) {
	const { steps, fetched, gpus, generatedUid, statistics, results } = outcome;
	const ignored = ignoredMetadata(benchmark, fetched?.demo.paths.metadata);
	return {
		steps,
		notices: ignored === void 0 ? [] : [ignored],
		containers: ROLES$2.map((role) => containerReport(benchmark.components[role], fetched?.images[role], {
			...fetched?.additionalHashes[role] && { additionalFiles: fetched.additionalHashes[role] },
			...fetched?.imageHashes[role] && { imageFile: fetched.imageHashes[role] }
		})),
		demoDataset: {
			source: shown(benchmark.demoDataset.source),
			...demoFacts(fetched?.demo),
			...generatedUid === void 0 ? {} : { generatedUid }
		},
		...gpus === void 0 ? {} : { gpus },
		...statistics === void 0 ? {} : { statistics },
		...results === void 0 ? {} : { results }
	};
}
function demoFacts(demo) {
	if (demo === void 0) return {};
	const { paths: _, ...facts } = demo;
	return facts;
}
function containerReport({ role, name, config, spec, parameters }, image, files) {
	return {
		role,
		name,
		config,
		type: spec.type,
		image: spec.image,
		configuration: hashOf(spec.document),
		...image === void 0 ? {} : { imageId: image.id },
		...image?.digest === void 0 ? {} : { digest: image.digest },
		...image?.bytes === void 0 ? {} : { imageBytes: image.bytes },
		...parameters === void 0 ? {} : { parameters: hashOf(parameters) },
		...files
	};
}
const hashOf = (value) => createHash("sha256").update(canonicalJson(toJson(value))).digest("hex");
function shown(source) {
	switch (source.kind) {
		case "url": return source.url;
		case "synapse": return `synapse:${source.id}`;
		case "path": return source.shown;
	}
}

// src/archive/unpacking.ts
/** Archives of less than so many bytes are unpacked on the main thread: starting another costs more than it gives. */
const SMALL = 33554432;
/**
* Unpacks what is delivered into `folder`. It starts with the first slab, which shows what the archive is, and stops the
* delivery when it fails.
*/
function createUnpacking(folder, limits, { length, signal, stop }, pool) {
	let unpacker;
	let stopped = false;
	const failed = (error) => {
		if (!stopped) stop(error);
	};
	const start = async (head) => {
		return unpackerFor({
			folder,
			packing: detectPacking(head),
			limits,
			...length === void 0 ? {} : { length }
		}, {
			release: pool.give,
			failed
		});
	};
	return {
		async write(slab) {
			unpacker ??= await start(bytesOf(slab));
			unpacker.push(slab);
		},
		async end() {
			unpacker ??= await start(/* @__PURE__ */ new Uint8Array());
			return untilAborted(unpacker.end(), signal);
		},
		async stop() {
			stopped = true;
			await unpacker?.stop();
		}
	};
}
/** The same promise, unless the signal comes first. */
async function untilAborted(work, signal) {
	const { promise, reject } = Promise.withResolvers();
	const abort = () => reject(signal.reason);
	signal.addEventListener("abort", abort, { once: true });
	if (signal.aborted) abort();
	return Promise.race([work, promise]).finally(() => signal.removeEventListener("abort", abort));
}
async function unpackerFor(job, events) {
	if (!(job.packing === "bzip2" || job.packing === "xz") && (job.length ?? Number.POSITIVE_INFINITY) < SMALL) {
		const { createUnpacker } = await import("./unpacker.js");
		return createUnpacker(job, events);
	}
	const { createUnpackThread } = await import("./unpack-thread.js");
	return createUnpackThread(job, events);
}

// src/fetch/file.ts
/**
* Downloads a file as it is. Rejects with a StepFailure of kind `download`, `hash`, `archive` (above `maxSize`) or
* `disk-full`, or with the reason of the signal; then nothing is left behind.
*/
async function fetchFile(url, options) {
	mkdirSync(dirname(options.into), { recursive: true });
	try {
		return await readOrigin({
			kind: "url",
			url
		}, options, (attempt) => writeOnce(attempt, options));
	} catch (error) {
		throw inDiskWords(error);
	}
}
async function writeOnce({ source, body, signal, keep }, options) {
	const { into } = options;
	const staging = `${into}.${randomBytes(6).toString("hex")}`;
	const pool = createSlabPool(signal);
	const file = openSync(staging, "wx");
	const write = (slab) => {
		writeAll(file, bytesOf(slab));
		pool.give(slab.buffer);
	};
	try {
		const found = await consume(body, { write }, {
			...options,
			source,
			pool
		}).finally(() => closeSync(file));
		if (found.bytes === 0) throw empty(source.shown);
		renameSync(staging, into);
		if (keep !== void 0) await addToCache(into, keep, options);
		return {
			path: into,
			...found
		};
	} finally {
		rmSync(staging, { force: true });
	}
}
const empty = (shown) => new StepFailure("download", `${shown} is empty`, "Check the file that is served, and upload it again.");

// src/fetch/archive.ts
/**
* Downloads or reads a tar archive and unpacks it into a new folder, in one pass: each byte is hashed,
* unpacked, hashed again as part of its file, and written while it comes. Everything happens in a folder of
* our own beside `into`, which gets its name only when the archive's sha256 is the expected one, so that
* nobody sees what was not checked. Links that lead out, devices, absolute paths and `..` are refused;
* MedPerf's `._*` rule is kept (docs/medperf.md 13.4).
*
* Rejects with a StepFailure of kind `download`, `hash`, `archive` or `disk-full`, or with the reason of the
* signal; then nothing is left behind.
*/
async function fetchArchive(origin, options) {
	mkdirSync(dirname(options.into), { recursive: true });
	try {
		return await readOrigin(origin, options, (attempt) => unpackOnce(attempt, options));
	} catch (error) {
		throw inDiskWords(error);
	}
}
async function unpackOnce(attempt, options) {
	const { into, limits } = options;
	const staging = mkdtempSync(`${into}.`);
	const pool = createSlabPool(attempt.signal);
	const copy = attempt.keep === void 0 ? void 0 : createCopy(`${staging}.copy`, attempt.keep, options);
	const { length } = attempt.body;
	const delivery = {
		...attempt,
		...length === void 0 ? {} : { length }
	};
	const unpacking = createUnpacking(staging, limits, delivery, pool);
	try {
		const write = async (slab) => {
			copy?.write(bytesOf(slab));
			await unpacking.write(slab);
		};
		const { source, body } = attempt;
		const { sha256, bytes } = await consume(body, { write }, {
			...options,
			source,
			pool,
			maxSize: limits.maxSize
		});
		const files = await unpacking.end();
		chmodSync(staging, 493);
		renameSync(staging, into);
		await copy?.keep();
		return {
			folder: into,
			sha256,
			bytes,
			files: files.size,
			hashes: {
				root: resolve(into),
				files
			}
		};
	} finally {
		await unpacking.stop();
		copy?.discard();
		await rm(staging, {
			recursive: true,
			force: true
		});
	}
}

// src/steps/image-format.ts
/** Checks that a file is the image that its `container_type` says, by its first bytes; throws a StepFailure of kind `image`. */
async function checkFormat(file, type) {
	const wantsSif = type.endsWith("SingularityFile");
	if (await isSif(file) === wantsSif) return;
	throw wantsSif ? new StepFailure("image", `the image file is not a Singularity image, as a ${type} should be`, "Make it with `apptainer build model.sif …`; what `docker save` makes is a `DockerArchive`.") : new StepFailure("image", `the image file is a Singularity image, and a ${type} should be what \`docker save\` makes`, `Write \`container_type: ${type.replace("DockerArchive", "SingularityFile")}\`, or make it with \`docker save\`.`);
}

// src/steps/decrypt.ts
const isEncrypted = ({ spec }) => spec.type.startsWith("Encrypted");
/**
* Checks that there is a key exactly where one is needed (docs/medperf.md 15); throws a StepFailure of kind
* `image`.
*/
function checkDecryptionKey({ benchmark, decryptionKey }) {
	const [first] = Object.values(benchmark.components).filter(isEncrypted);
	if (first !== void 0 && decryptionKey === void 0) throw new StepFailure("image", `Container seems to be encrypted, but no decryption key is provided (${first.config})`, "Put the key into a secret and give that to the input `decryption-key`. Pull requests from forks get no secrets.");
	if (first === void 0 && decryptionKey !== void 0) throw new StepFailure("image", "Container is not encrypted, but a decryption key is provided", "Remove the input `decryption-key`, or use an encrypted `container_type`.");
}
/**
* Loads an encrypted image. The decrypted file lies in a private folder of the run; an archive is gone right after, and of its
* image `decrypted` is told first, so that it can be removed whatever happens. A SIF is run from there, and goes with the run.
*/
async function loadEncrypted(encrypted, role, context, decrypted) {
	const { engine, signal, benchmark } = context;
	const { type } = benchmark.components[role].spec;
	const file = await decryptImage(encrypted, role, context);
	try {
		await checkFormat(file, type);
		if (type === "EncryptedSingularityFile") return await engine.load(file, { signal });
		const { tag, id } = await readSaved(file);
		for (const reference of [tag, ...id === void 0 ? [] : [id]]) decrypted.loading(reference);
		const within = join(context.folders.work, CONVERTED);
		mkdirSync(within, {
			recursive: true,
			mode: 448
		});
		return await engine.load(file, {
			signal,
			within
		});
	} finally {
		if (type !== "EncryptedSingularityFile") rmSync(folderOf(context, role), {
			recursive: true,
			force: true
		});
	}
}
const DECRYPTED = "decrypted";
const CONVERTED = "decrypted-images";
/** Decrypts an image into the private folder of its role, where it lies until that or the run's folder is removed. */
async function decryptImage(encrypted, role, context) {
	const { decryptFile } = await import("./gpg.js");
	const { limits, signal, decryptionKey = "" } = context;
	return decryptFile(encrypted, {
		key: decryptionKey,
		folder: folderOf(context, role),
		maxSize: limits.maxSize,
		signal
	});
}
const folderOf = ({ folders }, role) => join(folders.work, DECRYPTED, role);
/** Removes what was decrypted in a run: images from its engine, and files. */
async function removeDecrypted(references, { engine, folders }) {
	for (const name of [DECRYPTED, CONVERTED]) rmSync(join(folders.work, name), {
		recursive: true,
		force: true
	});
	if (references.length === 0) return;
	const { removeImages } = await import("./gpg.js");
	if (engine.title.startsWith("Podman")) await removeImages(references, "podman");
	else if (engine.title.startsWith("Docker")) await removeImages(references, "docker");
}

// src/steps/registered-file.ts
/** A file of a component; that one of a registered component is not the registered one, nobody can put right in benchmark.yaml. */
async function asHosted({ registered }, fetching) {
	try {
		return await fetching;
	} catch (error) {
		if (registered === void 0 || !(error instanceof StepFailure) || error.failure.kind !== "hash") throw error;
		throw new StepFailure("hash", error.message, `It is registered as part of ${registered.uid} with that hash, so hospitals cannot use it either: tell its owner, or name another container.`, { cause: error });
	}
}

// src/steps/registered-image.ts
/**
* The image of a registered container, if it is the one that is registered: MedPerf's client gets it by its
* reference and refuses another digest, or in the mlcube era another image ID (docs/medperf.md 11.4). Throws
* a StepFailure of kind `image`.
*/
async function asRegistered(image, reference, { uid, imageHash }, signal) {
	const registered = registeredImage(imageHash);
	const isDigest = "digest" in registered;
	const expected = isDigest ? registered.digest : registered.imageId;
	const found = isDigest ? image.digest : await idOf(image, reference, expected, signal);
	if (found === expected) return {
		...image,
		...isDigest ? {} : { id: expected }
	};
	const shown = plainLine(reference, 300);
	if (found === void 0) throw new StepFailure("image", `${shown} could not be compared with what is registered as ${uid}: its registry did not say which digest it has`, "Let this machine reach the registry; an image of that name that was built here is not the registered one.");
	throw new StepFailure("image", `Hash mismatch. Expected ${expected}, found ${found}: ${shown} is no longer the image that is registered as ${uid}`, "Its tag was moved since it was registered, so hospitals cannot run it either. Tell its owner, or name another container.");
}
/** The image ID; an engine that keeps manifests tells their digest in its place, and then the registry knows the ID. */
async function idOf({ id }, reference, expected, signal) {
	if (id === expected) return id;
	const { readManifest } = await import("./manifest2.js");
	try {
		const { configDigest, digest, platformDigest } = await readManifest(reference, { signal });
		return configDigest !== void 0 && [digest, platformDigest].includes(id) ? configDigest : id;
	} catch (error) {
		if (error instanceof MedPerfError) return id;
		throw error;
	}
}

// src/steps/image.ts
/** Gets the image of a container: built from this change, loaded from a file, or by its registry reference; an asset has none. */
async function getImage(component, context, recording, decrypted) {
	const { engine, signal, benchmark } = context;
	const { role, spec, build, registered } = component;
	if (isAsset(component)) return void 0;
	if (build !== void 0) {
		const tag = buildTag(benchmark, role);
		return { image: await engine.build(build, tag, {
			signal,
			onOutput: (chunk) => recording.write(chunk)
		}) };
	}
	if (spec.type === "DockerImage") {
		const image = await engine.image(spec.image, {
			signal,
			warn: recording.say
		});
		return { image: registered === void 0 ? image : await asRegistered(image, spec.image, registered, signal) };
	}
	const { path, sha256: file } = await asHosted(component, imageFileOf(component, context, recording));
	if (spec.type.startsWith("Encrypted")) return {
		image: await loadEncrypted(path, role, context, decrypted),
		file
	};
	await checkFormat(path, spec.type);
	return {
		image: await engine.load(path, { signal }),
		file
	};
}
const buildTag = ({ name }, role) => `medperf-benchmark/${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}-${role.replace("_", "-")}`;
/** What the images of a benchmark are called on this machine once they are here, as far as that is known before. */
const localNames = ({ name, components }) => Object.values(components).flatMap((one) => {
	if (isAsset(one)) return [];
	return [one.build === void 0 ? one.spec.image : buildTag({ name }, one.role)];
});
/** The images that an engine will be asked for; what is loaded from files is judged when the files are here. */
const comingImages = (components) => components.flatMap((component) => {
	const { build, spec } = component;
	if (isAsset(component)) return [];
	if (build !== void 0) return [{ context: build }];
	return spec.type === "DockerImage" ? [{ reference: spec.image }] : [];
});
/**
* The image as a file of this machine, with its hash, which is what is registered of it
* (docs/medperf.md 11.4).
*/
async function imageFileOf({ role, spec, imageFile }, { folders, limits, signal, hasToolCache, log }, recording) {
	const source = imageFile ?? {
		kind: "url",
		url: spec.image
	};
	if (source.kind === "path") return checkedFile(source);
	if (source.kind === "synapse") throw new StepFailure("download", `image file: synapse:${source.id} cannot be fetched, because Synapse needs a login`);
	const { path, sha256 } = await fetchFile(source.url, {
		into: join(folders.work, "images", role),
		maxSize: limits.maxSize,
		signal,
		toolCache: hasToolCache,
		aside: log.aside,
		say: (line) => recording.say(`image file: ${line}`),
		...source.sha256 === void 0 ? {} : { sha256: source.sha256 }
	});
	recording.say(`image file: sha256 ${sha256}`);
	return {
		path,
		sha256
	};
}
/**
* A file of the repository; of an encrypted one, too, it is the file itself that is hashed
* (docs/medperf.md 15).
*/
async function checkedFile({ path, shown, sha256: wanted }) {
	const sha256 = (await hashFile(path))?.sha256 ?? "";
	if (wanted === void 0 || sha256 === wanted) return {
		path,
		sha256
	};
	throw new StepFailure("hash", `image file: ${shown} has the SHA-256 ${sha256}, not ${wanted}`, "Update `sha256` in benchmark.yaml if the change is meant.");
}

// src/steps/mlcube-platform.ts
/**
* MLCubes on Singularity: there `mlcube` goes by the section `singularity` alone, so that what `docker` has
* for its command does not count, and gives arguments to every entrypoint (docs/medperf.md 16.2;
* mlcube-singularity 0.0.9).
*/
function onPlatform(benchmark, { platform, title }) {
	if (platform === "docker") return {
		benchmark,
		notices: []
	};
	const components = { ...benchmark.components };
	const notices = [];
	for (const role of ROLES$2) {
		const component = benchmark.components[role];
		if (hasDockerArguments(component)) notices.push(notApplied(component, title));
		const tasks = Object.entries(component.spec.tasks).map(([task, spec]) => [task, onSingularity(spec)]);
		components[role] = {
			...component,
			spec: {
				...component.spec,
				tasks: Object.fromEntries(tasks)
			}
		};
	}
	return {
		benchmark: {
			...benchmark,
			components
		},
		notices
	};
}
/** One task on Singularity; that of another container as it is. */
function onSingularity(spec) {
	if (spec.mlcube === void 0) return spec;
	const { shmSize: _, ...others } = spec;
	const { environment, gpus } = spec.mlcube.singularity;
	const options = {
		options: spec.mlcube.singularity,
		gpuOptions: spec.mlcube.singularity
	};
	return {
		...others,
		environment,
		gpus,
		mlcube: {
			...spec.mlcube,
			...options,
			takesArguments: true
		}
	};
}
const hasDockerArguments = ({ spec }) => Object.values(spec.tasks).some(({ mlcube }) => mlcube !== void 0 && asksOf(mlcube).some(isWish));
const asksOf = ({ options, gpuOptions, singularity }) => [options, gpuOptions].filter((one) => one !== singularity);
const isWish = ({ environment, gpus, shmSize, memory, cpus }) => environment.length > 0 || gpus.kind !== "none" || [
	shmSize,
	memory,
	cpus
].some((one) => one !== void 0);
const notApplied = ({ config }, title) => `${title} does not apply what \`docker\` in ${config} asks for (cpu_args, gpu_args, env_args), as MedPerf's client does not: with it \`singularity.run_args\` count.`;

// src/files/folder-hash.ts
/** So many bytes are hashed between two turns of the event loop, and so many entries are looked at. */
const BYTES_PER_TURN = 16777216;
const ENTRIES_PER_TURN = 5e3;
/**
* MedPerf's hash of folders (docs/medperf.md 11.2): the SHA-256 of all their files, sorted, joined and hashed
* again. Names do not count, nor do links to folders; a folder that is missing or is a file adds nothing.
* `known` saves reading again what was hashed before. Rejects with a StepFailure of kind `output` at a broken
* link, a pipe, socket or device, an unreadable file, or a link that leaves `inside`.
*/
async function folderHash(folders, known, options = {}) {
	const hashes = [];
	const inside = options.inside === void 0 ? void 0 : realpathSync.native(options.inside, { encoding: "latin1" });
	for (const folder of folders) {
		const top = toBytes(resolve(folder));
		if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) continue;
		const show = (path) => plainLine(fromBytes(basename(top) + path.slice(top.length)), 200);
		await addFolder(top, {
			hashes,
			known: lookUp(known),
			inside,
			show
		});
	}
	return hash("sha256", hashes.sort().join(""));
}
async function addFolder(top, walk) {
	const waiting = [top];
	let entries = 0;
	let bytes = 0;
	for (let folder = waiting.pop(); folder !== void 0; folder = waiting.pop()) for (const entry of list(folder, walk)) {
		const path = `${folder}/${entry.name}`;
		entries += 1;
		if (entry.isDirectory()) waiting.push(path);
		else bytes += await addEntry(path, entry, walk);
		if (bytes < BYTES_PER_TURN && entries < ENTRIES_PER_TURN) continue;
		await setImmediate();
		entries = 0;
		bytes = 0;
	}
}
function list(folder, walk) {
	try {
		return readdirSync(onDisk(folder), {
			withFileTypes: true,
			encoding: "latin1"
		});
	} catch (error) {
		throw unreadable("folder", walk.show(folder), error);
	}
}
/** The bytes that had to be read. */
async function addEntry(path, entry, walk) {
	const file = entry.isSymbolicLink() ? followLink(path, walk) : path;
	if (file === void 0) return 0;
	if (file === path && !entry.isFile()) throw irregular(walk.show(path));
	const known = walk.known(file);
	if (known !== void 0) {
		walk.hashes.push(known);
		return 0;
	}
	const { sha256, bytes } = await read(file, walk.show(path));
	walk.hashes.push(sha256);
	return bytes;
}
function lookUp(known) {
	if (known === void 0) return () => void 0;
	const root = `${toBytes(known.root)}/`;
	return (path) => path.startsWith(root) ? known.files.get(path.slice(root.length)) : void 0;
}
async function read(file, shown) {
	let result;
	try {
		result = await hashFile(onDisk(file));
	} catch (error) {
		throw unreadable("file", shown, error);
	}
	if (result === void 0) throw irregular(shown);
	return result;
}
/** The file that a link leads to; undefined for a folder, which MedPerf neither enters nor hashes. */
function followLink(path, walk) {
	const shown = walk.show(path);
	const { real, stats } = linkTarget(path, shown);
	if (walk.inside !== void 0 && real !== walk.inside && !real.startsWith(`${walk.inside}/`)) throw new StepFailure("output", `the link ${shown} leads out of its folder`, "Write a copy instead of the link: what lies elsewhere does not belong to the output.");
	if (stats.isDirectory()) return void 0;
	if (!stats.isFile()) throw irregular(shown);
	return real;
}
function linkTarget(path, shown) {
	try {
		const real = realpathSync.native(onDisk(path), { encoding: "latin1" });
		return {
			real,
			stats: statSync(onDisk(real))
		};
	} catch (error) {
		throw new StepFailure("output", `the link ${shown} is broken (${codeOf(error)})`, "MedPerf hashes what a link leads to: remove the link, or write the file that it names.", { cause: error });
	}
}
function irregular(shown) {
	return new StepFailure("output", `${shown} is not a regular file`, "MedPerf hashes everything here, which a pipe, a socket or a device does not allow: remove it.");
}
function unreadable(what, shown, error) {
	return new StepFailure("output", `the ${what} ${shown} cannot be read (${codeOf(error)})`, "MedPerf hashes everything here: make it readable for the user that the containers run as.", { cause: error });
}
const codeOf = (error) => error instanceof Error && "code" in error ? String(error.code) : plainLine(String(error), 100);

// src/steps/check-files.ts
/** Asks the engine, before the first task, whether it sees what the tasks will be given; see `Engine.checkFiles`. */
async function checkFiles({ engine, folders: { work }, label }, { images, sources }) {
	const [image] = Object.values(images);
	if (image === void 0) return;
	mkdirSync(work, { recursive: true });
	const others = [
		sources.rawData,
		sources.rawLabels,
		...Object.values(sources.additionalFiles)
	].filter((path) => !path.startsWith(`${work}/`));
	await engine.checkFiles(image, {
		work,
		others: [...new Set(others)]
	}, label);
}

// src/report/gpu-words.ts
/** What an engine offers, as a sentence: `Docker 28.2 offers 2 GPUs: 0 (NVIDIA A100, GPU-5d5b…) and 1.` */
function offeredWords(engine, offered) {
	if (offered.length === 0) return `${engine} offers no GPU.`;
	const names = offered.map(({ id, name, uuid }) => {
		const more = [name, uuid].filter((part) => part !== void 0 && part !== "").join(", ");
		return more === "" ? id : `${id} (${more})`;
	});
	return `${engine} offers ${plural(offered.length, "GPU")}: ${list$3(names)}.`;
}
/** What the tasks ask for, as a sentence: ``infer asks for `all`, prepare and statistics ask for `device=0`.`` */
function askedWords(asked) {
	if (asked.length === 0) return "No task asks for a GPU.";
	return `${[...new Set(asked.map(({ gpus }) => gpus))].map((kind) => {
		const tasks = asked.filter(({ gpus }) => gpus === kind).map(({ task }) => task);
		return `${list$3(tasks)} ${tasks.length === 1 ? "asks" : "ask"} for \`${kind}\``;
	}).join(", ")}; each other task for none.`;
}

// src/steps/gpus.ts
/**
* Says before the first task runs which GPUs the engine offers and which the tasks ask for; a StepFailure that names the
* task where one of them cannot be had. The witness hears nothing where nobody asks and this machine shows no GPU.
*/
async function preflightGpus({ benchmark, engine, label }, images, recording, witness) {
	const wanted = ALL_TASKS.flatMap((task) => {
		const role = ROLE_OF[task];
		const [image, spec] = [images[role], benchmark.components[role].spec.tasks[task]];
		if (image === void 0 || spec === void 0) return [];
		const gpus = gpusOf(spec, limitsFor(benchmark, task));
		return gpus.kind === "none" ? [] : [{
			task,
			gpus,
			image
		}];
	});
	const asked = wanted.map(({ task, gpus }) => ({
		task,
		gpus: gpusText(gpus)
	}));
	const [image] = wanted.length === 0 ? Object.values(images) : wanted.map((one) => one.image);
	if (image === void 0 || wanted.length === 0 && gpuDevices().length === 0) {
		recording.say(`GPUs: ${askedWords(asked)}`);
		return;
	}
	const offered = await engine.offeredGpus(image, label);
	const offer = offeredWords(engine.title, offered);
	recording.say(`GPUs: ${offer} ${askedWords(asked)}`);
	witness.found({
		offered: offered.slice(0, 64),
		asked
	});
	const done = /* @__PURE__ */ new Set();
	for (const { task, gpus, image } of wanted) {
		const question = `${image.reference} ${gpusText(gpus)}`;
		if (done.has(question)) continue;
		done.add(question);
		await engine.checkGpus(image, gpus, label).catch((error) => {
			throw named$1(task, offer, error);
		});
	}
}
function named$1(task, offer, error) {
	if (!(error instanceof StepFailure)) return error;
	const { kind, message, hint = "" } = error.failure;
	return new StepFailure(kind, `${task}: ${message}`, `${offer} ${hint}`.trim(), { cause: error });
}

// src/steps/recording.ts
/** The last lines of a step that the report carries, and how long each may be there. */
const TAIL_LINES = 50;
const TAIL_WIDTH = 500;
/** What the file keeps: the beginning and the end, in bytes. A container may write until the disk is full. */
const FILE_HEAD = 32 * 1024 ** 2;
const FILE_TAIL = 4 * 1024 ** 2;
/**
* Opens a step's group in the log and its file `logs/<step>.log` below `folder`, which keeps the first 32 MiB and the last
* 4 MiB. A full disk ends the file, not the step.
*/
function startRecording(name, folder, log) {
	mkdirSync(join(folder, "logs"), { recursive: true });
	const file = `logs/${name}.log`;
	const kept = openLogFile(join(folder, file));
	const tail = createLastLines(TAIL_LINES, TAIL_WIDTH);
	const group = log.group(name);
	const keep = (chunk) => {
		tail.add(chunk);
		kept.add(chunk);
	};
	return {
		write(chunk) {
			group.write(chunk);
			keep(chunk);
		},
		say(line) {
			group.say(line);
			keep(Buffer.from(`${line}\n`));
		},
		tail: () => tail.lines(),
		file,
		close(lastLine) {
			kept.end();
			group.end(lastLine);
		}
	};
}
/** A file of bounded size: what lies between its beginning and its end is replaced by a line that says how much it was. */
function openLogFile(path) {
	let descriptor = openSync(path, "w");
	const last = createTail(FILE_TAIL);
	let bytes = 0;
	const write = (data) => {
		try {
			if (descriptor !== void 0) writeAll(descriptor, data);
		} catch {
			close();
		}
	};
	const close = () => {
		if (descriptor !== void 0) closeSync(descriptor);
		descriptor = void 0;
	};
	return {
		add(chunk) {
			const room = Math.max(FILE_HEAD - bytes, 0);
			bytes += chunk.length;
			if (room > 0) write(chunk.subarray(0, room));
			if (room < chunk.length) last.add(chunk.subarray(room));
		},
		end() {
			const left = bytes - FILE_HEAD - FILE_TAIL;
			if (left > 0) write(Buffer.from(`\n… ${left} bytes of this log are left out here …\n`));
			if (bytes > FILE_HEAD) write(last.bytes());
			close();
		}
	};
}

// src/steps/step.ts
/**
* Waits for what a step needs, does its work and says how it ended. A failure is a value here, never an exception; only
* the abort of the whole run is thrown on.
*/
async function runStep(name, { needs, after = [], folder, log, signal }, work) {
	const [needed] = await Promise.all([Promise.all(needs), Promise.all(after)]);
	const cause = needed.find(({ value }) => value === void 0)?.report;
	if (cause !== void 0) return { report: skipped(name, causeOf(cause)) };
	signal.throwIfAborted();
	const recording = startRecording(name, folder, log);
	const start = performance$1.now();
	const worked = await settle(work(recording), signal);
	const seconds = (performance$1.now() - start) / 1e3;
	const { value, failure, idle, ...measured } = worked;
	recording.close(`${name}: ${failure === void 0 ? "passed" : plainLine(`failed, ${failure.message}`)} (${seconds.toFixed(1)} s)`);
	signal.throwIfAborted();
	if (idle !== void 0 && value !== void 0) return {
		report: {
			...skipped(name, idle),
			seconds
		},
		value
	};
	return {
		report: {
			name,
			status: failure === void 0 ? "passed" : "failed",
			seconds,
			...measured,
			...failure === void 0 ? {} : { failure },
			logTail: [...recording.tail()],
			log: recording.file
		},
		...failure === void 0 && value !== void 0 ? { value } : {}
	};
}
/** A step that did not run, and why. */
const skipped = (name, reason) => ({
	name,
	status: "skipped",
	seconds: 0,
	skipped: reason,
	logTail: []
});
const causeOf = ({ name, skipped: reason }) => reason ?? `${name} failed`;
async function settle(work, signal) {
	try {
		return await work;
	} catch (error) {
		if (signal.aborted) return {};
		return { failure: failureOf(error) };
	}
}
/** Any error as the failure of a step; a full disk is recognised wherever it happened. */
function failureOf(error) {
	if (error instanceof StepFailure) return error.failure;
	const message = plainLine(error instanceof Error ? error.message : String(error), 1e3);
	if (error instanceof Error && "code" in error && error.code === "ENOSPC") return {
		kind: "disk-full",
		message: `the disk is full: ${message}`,
		hint: "Free space on the runner, or set the input work-directory to a larger disk."
	};
	return {
		kind: "internal",
		message: `an error of this action, not of the benchmark: ${message}`,
		hint: "Please report it with the log of this job."
	};
}

// src/steps/fetch.ts
/** Gets everything the tasks need, side by side; all that cannot be had is named in one failure. */
async function fetchAll(context, recording, witness) {
	const { benchmark } = context;
	checkDecryptionKey(context);
	const demo = fetchDemo(benchmark, context, recording);
	const additional = ROLES$2.map((role) => fetchAdditional(benchmark.components[role], context, recording));
	const { engine, signal } = context;
	const coming = comingImages(ROLES$2.map((role) => benchmark.components[role]));
	const room = engine.checkRoom(coming, {
		signal,
		say: recording.say
	});
	const images = ROLES$2.map(async (role) => {
		await room;
		return getImage(benchmark.components[role], context, recording, witness);
	});
	const failure = await firstFailure([
		demo,
		...additional,
		...images
	], recording);
	if (failure !== void 0) return { failure };
	const got = await Promise.all(images);
	const byRole = knownOf(got.map((one) => one?.image));
	await preflightGpus(context, byRole, recording, witness);
	const files = await Promise.all(additional);
	const fetched = await demo;
	const ready = {
		images: byRole,
		sources: {
			rawData: fetched.paths.data,
			rawLabels: fetched.paths.labels,
			additionalFiles: byRoleOf(files.map(({ folder }) => folder))
		}
	};
	await checkFiles(context, ready);
	return { value: {
		...ready,
		demo: fetched,
		additionalHashes: knownOf(files.map(({ sha256 }) => sha256)),
		imageHashes: knownOf(got.map((one) => one?.file))
	} };
}
/** What there is, by role. */
const knownOf = (found) => Object.fromEntries(ROLES$2.flatMap((role, index) => found[index] === void 0 ? [] : [[role, found[index]]]));
async function firstFailure(work, recording) {
	const settled = await Promise.allSettled(work);
	const failures = [...new Set(settled.flatMap((one) => one.status === "rejected" ? [one.reason] : []))].map(failureOf);
	for (const { message } of failures) recording.say(message);
	const [first, ...others] = failures;
	if (first === void 0 || others.length === 0) return first;
	return {
		...first,
		message: failures.map(({ message }) => message).join("; ")
	};
}
function byRoleOf([preparator, model, evaluator]) {
	if (preparator === void 0 || model === void 0 || evaluator === void 0) throw new TypeError("one value for each of the three roles is needed");
	return {
		data_preparator: preparator,
		reference_model: model,
		evaluator
	};
}
async function fetchDemo({ demoDataset: { source, prepared } }, context, recording) {
	const found = await fetchSource(source, "demo dataset", join(context.folders.work, "demo"), context, recording);
	const within = found.counts === void 0 ? {} : { within: found.folder };
	const paths = readDemoPaths(found.folder, {
		prepared,
		...within
	});
	const inputDataHash = await folderHash([paths.data, paths.labels], found.hashes);
	return {
		paths,
		sha256: found.sha256,
		inputDataHash,
		...found.counts
	};
}
/** The folder of a container's additional files; an empty one where it has none (docs/medperf.md 13.3). */
async function fetchAdditional(component, context, recording) {
	const { role, spec, additionalFiles } = component;
	const { work } = context.folders;
	const into = spec.mlcube === void 0 ? join(work, "additional-files", role) : join(workspaceOf(work, role), "additional_files");
	const what = isAsset(component) ? "asset" : `additional files of the ${role.replace("_", " ")}`;
	const found = additionalFiles === void 0 ? { folder: into } : await asHosted(component, fetchSource(additionalFiles, what, into, context, recording));
	mkdirSync(into, { recursive: true });
	if (spec.mlcube !== void 0) fillWorkspace(component, found.folder, into);
	return found;
}
/**
* Puts into an MLCube's `workspace/` what MedPerf does: parameters.yaml and additional_files/
* (docs/medperf.md 16.1).
*/
function fillWorkspace({ parametersFile, registered }, folder, into) {
	if (folder !== into) cpSync(folder, into, {
		recursive: true,
		verbatimSymlinks: true,
		mode: constants.COPYFILE_FICLONE
	});
	const parameters = join(dirname(into), "parameters.yaml");
	if (parametersFile !== void 0) copyFileSync(parametersFile, parameters);
	else if (registered?.parametersText !== void 0) writeFileSync(parameters, registered.parametersText);
}
/** A source as a folder of this machine: a folder of the repository stays where it is, an archive is unpacked. */
async function fetchSource(source, what, into, { limits, signal, hasToolCache, log }, recording) {
	if (source.kind === "synapse") throw new StepFailure("download", `${what}: synapse:${source.id} cannot be fetched, because Synapse needs a login`, "Host the archive at a public https address, or name a folder of this repository with `path:`.");
	if (source.kind === "path" && source.type === "directory") return folderFound(source, what);
	const origin = source.kind === "url" ? {
		kind: "url",
		url: source.url
	} : {
		kind: "file",
		path: source.path
	};
	const { sha256 } = source;
	try {
		const unpacked = await fetchArchive(origin, {
			into,
			limits,
			signal,
			toolCache: hasToolCache,
			aside: log.aside,
			say: (line) => recording.say(`${what}: ${line}`),
			...sha256 === void 0 ? {} : { sha256 }
		});
		const { folder, hashes, bytes, files } = unpacked;
		recording.say(`${what}: ${files} files, sha256 ${unpacked.sha256}`);
		return {
			folder,
			sha256: unpacked.sha256,
			hashes,
			counts: {
				bytes,
				files
			}
		};
	} catch (error) {
		throw named(what, error);
	}
}
async function folderFound(source, what) {
	const sha256 = await folderHash([source.path]);
	if (source.sha256 === void 0 || source.sha256 === sha256) return {
		folder: source.path,
		sha256
	};
	throw new StepFailure("hash", `${what}: ${source.shown} has the folder hash ${sha256}, not ${source.sha256}`, "Update `sha256` in benchmark.yaml if the change is meant.");
}
/** A failure that says which of several downloads it is about. */
function named(what, error) {
	if (!(error instanceof StepFailure)) return error;
	const { kind, message, hint } = error.failure;
	return new StepFailure(kind, `${what}: ${message}`, hint, { cause: error });
}

// src/steps/order.ts
/** What the tasks after prepare read, and what nobody may write while they do. */
const SHARED = [
	"prepared data",
	"prepared labels",
	"metadata"
];
/**
* Lets sanity_check, statistics and infer start together, because they only read the prepared data, except where the
* user wants one after another, where one of them declares that data as an output, or where two would share a GPU.
*/
function orderOf(benchmark, sequential) {
	const oneByOne = sequential || writesShared(benchmark);
	const before = (task) => ALL_TASKS.slice(1, ALL_TASKS.indexOf(task)).filter((earlier) => oneByOne || shareGpus(benchmark, earlier, task));
	return {
		sanity_check: before("sanity_check"),
		statistics: before("statistics"),
		infer: before("infer"),
		evaluate: before("evaluate"),
		run_script: before("run_script").filter((task) => task !== "infer" && task !== "evaluate")
	};
}
/** Whether a task after prepare may write prepared data, labels or metadata, or the `workspace/` of an MLCube. */
const writesShared = (benchmark) => ALL_TASKS.slice(1).some((task) => {
	const spec = specOf(benchmark, task);
	return (spec?.mlcube?.outputs ?? spec?.outputs)?.some(({ name }) => SHARED.includes(placeOf(task, name))) || spec?.mlcube?.outputs.some(({ given }) => !given);
});
const specOf = (benchmark, task) => benchmark.components[ROLE_OF[task]].spec.tasks[task];
function shareGpus(benchmark, one, other) {
	const [first, second] = [one, other].map((task) => {
		const spec = specOf(benchmark, task);
		return spec === void 0 ? { kind: "none" } : gpusOf(spec, limitsFor(benchmark, task));
	});
	if (first === void 0 || second === void 0 || first.kind === "none" || second.kind === "none") return false;
	if (first.kind !== "devices" || second.kind !== "devices") return true;
	return first.devices.some((one) => second.devices.some((other) => mayBeSame(one, other)));
}
const NUMBER = /^\d+$/;
const UUID = /^GPU-./;
/** Whether two names may mean one GPU: a number and a UUID may, and a UUID may be cut short. */
function mayBeSame(one, other) {
	if (NUMBER.test(one) && NUMBER.test(other)) return Number(one) === Number(other);
	if (UUID.test(one) && UUID.test(other)) return one.startsWith(other) || other.startsWith(one);
	return true;
}

// src/steps/yaml-output.ts
const LARGEST = 64 * 1024 ** 2;
/**
* Reads statistics or results as MedPerf does, in YAML 1.1; null is like empty, and both fail the step
* (docs/medperf.md 13.6).
*/
function readYamlOutput(path, what) {
	if (!existsSync(path)) throw unusable(`the ${what} file does not exist`);
	const value = readValue(path, what);
	if (value === null) throw unusable(`the ${what} file is empty`);
	return value;
}
/**
* Reads results.yaml in the folder that a script wrote; one that is missing or empty stands for `{}`
* (docs/medperf.md 13.6).
*/
function readScriptResults(folder) {
	const path = join(folder, "results.yaml");
	return existsSync(path) ? readValue(path, "results") ?? {} : {};
}
function readValue(path, what) {
	if (statSync(path).size > LARGEST) throw unusable(`the ${what} file is larger than ${LARGEST} bytes`);
	const parsed = parseYaml(readFileSync(path));
	if (!parsed.ok) throw unusable(`the ${what} file cannot be read as YAML 1.1: ${plainLine(parsed.error)}`);
	return parsed.value;
}
const unusable = (message) => new StepFailure("output", message, "Write YAML (or JSON) to the file that is mounted as output_path.");

// src/steps/tasks.ts
/** Task sanity_check: its exit status is all that counts. */
const sanityCheck = (fetched, context, recording) => runTask("sanity_check", fetched, context, recording, () => true);
/** Task infer: whatever it leaves are predictions; none are allowed too (docs/medperf.md 13.6). */
const infer = (fetched, context, recording) => runTask("infer", fetched, context, recording, () => true);
/** Task evaluate, and the results it wrote. */
const evaluate = (fetched, context, recording) => runTask("evaluate", fetched, context, recording, (outputs) => readYamlOutput(pathOf(outputs, "results"), "results"));
/**
* Task run_script of an asset model; results.yaml in the folder it wrote, and `{}` where that is missing or
* empty (docs/medperf.md 13.6).
*/
const runScript = (fetched, context, recording) => runTask("run_script", fetched, context, recording, (outputs) => readScriptResults(pathOf(outputs, "script results")));
/**
* Task statistics, and the dataset's uid, which MedPerf takes after it (docs/medperf.md 13.1); where no task
* may write the prepared data, it is computed while the container runs.
*/
async function statistics(fetched, { data, labels }, context, recording) {
	const hash = () => folderHash([data, labels]);
	const early = writesShared(context.benchmark) ? void 0 : hash();
	early?.catch(() => {});
	const { value, ...worked } = await runTask("statistics", fetched, context, recording, (outputs) => readYamlOutput(pathOf(outputs, "statistics"), "statistics"));
	if (value === void 0) return worked;
	return {
		...worked,
		value: {
			statistics: value,
			generatedUid: await (early ?? hash())
		}
	};
}
function pathOf(outputs, wanted) {
	const found = outputs.find(({ place }) => place === wanted);
	if (found !== void 0) return found.source;
	throw new StepFailure("output", `the container configuration declares no output for ${wanted}`);
}

// src/steps/run-steps.ts
/** Runs the six steps (of an asset model five), side by side where the order allows, and always comes back with a report of each. */
async function runSteps(context) {
	const { folders, log, signal, benchmark } = context;
	const step = (name, needs, after, work) => runStep(name, {
		needs,
		after,
		folder: folders.report,
		log,
		signal
	}, work);
	const decrypted = [];
	const noteDecrypted = (reference) => {
		decrypted.push(reference);
		context.decrypting?.(reference);
	};
	const gpus = [];
	const order = orderOf(benchmark, context.sequential);
	const fetched = step("fetch", [], [], (recording) => fetchAll(context, recording, {
		loading: noteDecrypted,
		found: (one) => void gpus.push(one)
	}));
	const ready = async () => valueFrom(await fetched);
	const prepared = step("prepare", [fetched], [], async (recording) => prepare(await ready(), context, recording));
	const checked = step("sanity_check", [prepared], [], async (recording) => sanityCheck(await ready(), context, recording));
	const counted = step("statistics", [prepared], waits(order.statistics, { sanity_check: checked }), async (recording) => statistics(await ready(), valueFrom(await prepared), context, recording));
	const before = {
		sanity_check: checked,
		statistics: counted
	};
	const modelAndMetrics = () => {
		const inferred = step("infer", [prepared], waits(order.infer, before), async (recording) => infer(await ready(), context, recording));
		const evaluated = step("evaluate", [inferred], waits(order.evaluate, before), async (recording) => evaluate(await ready(), context, recording));
		return {
			running: [inferred, evaluated],
			scored: evaluated
		};
	};
	const script = () => {
		const ran = step("run_script", [prepared], waits(order.run_script, before), async (recording) => runScript(await ready(), context, recording));
		return {
			running: [ran],
			scored: ran
		};
	};
	const scoring = isAsset(benchmark.components.reference_model) ? script() : modelAndMetrics();
	const running = [
		fetched,
		prepared,
		checked,
		counted,
		...scoring.running
	];
	await Promise.allSettled(running);
	await removeDecrypted(decrypted, context);
	const ran = await Promise.all(running);
	const { value: found } = await fetched;
	const { value: counts } = await counted;
	const { value: results } = await scoring.scored;
	return {
		steps: ran.map(({ report }) => report),
		...found === void 0 ? {} : { fetched: found },
		...gpus[0] === void 0 ? {} : { gpus: gpus[0] },
		...counts === void 0 ? {} : {
			generatedUid: counts.generatedUid,
			statistics: counts.statistics
		},
		...results === void 0 ? {} : { results }
	};
}
const waits = (tasks, running) => tasks.flatMap((task) => running[task] ?? []);
/** The value of a step that is known to have one, because a step that needs it is running. */
function valueFrom({ report, value }) {
	if (value === void 0) throw new TypeError(`${report.name} has no value`);
	return value;
}

// src/check/overrides.ts
/** The benchmark with the inputs `runtime` and `gpus` in place of what its `run:` says. */
function withOverrides(benchmark, { runtime, gpus }) {
	const limits = Object.fromEntries(TASKS.map((task) => [task, gpus === void 0 ? benchmark.limits[task] : {
		...benchmark.limits[task],
		gpus
	}]));
	return {
		...benchmark,
		limits,
		...runtime === void 0 ? {} : { runtime }
	};
}

// src/check/check.ts
/**
* Reads benchmark.yaml and runs the benchmark's three containers on its demo dataset. Everything that goes wrong is in the
* findings; only the abort of `signal` is thrown.
*/
async function check(options) {
	const { inputs, runner, log, signal, lookups, starting } = options;
	const read = readBenchmark({
		repository: runner.workspace,
		config: inputs.config,
		lookups
	});
	const found = {
		config: inputs.config,
		...read.name === void 0 ? {} : { name: read.name },
		problems: read.problems,
		steps: [],
		containers: [],
		notices: [],
		host: hostOf()
	};
	if (read.unread !== void 0) return {
		...found,
		fatal: serverFailure(read.unread)
	};
	if (read.benchmark === void 0 || read.problems.some(({ severity }) => severity === "error")) return found;
	const wanted = withOverrides(read.benchmark, inputs);
	const engine = await openFor(wanted, runner, join(options.folders.work, "sif"));
	if ("kind" in engine) return {
		...found,
		benchmark: wanted,
		fatal: engine
	};
	log.say(engine.chosen);
	const { benchmark, notices: leftOut } = onPlatform(wanted, engine);
	signal.throwIfAborted();
	const images = localNames(benchmark);
	starting(images, engine.command);
	const { folders, label, decrypting } = options;
	const { limits, sequential, decryptionKey } = inputs;
	const context = {
		benchmark,
		engine,
		folders,
		label,
		limits,
		sequential,
		log,
		signal,
		decrypting,
		hasToolCache: runner.toolCache !== void 0,
		...decryptionKey === void 0 ? {} : { decryptionKey }
	};
	try {
		const unkept = [...leftOut, ...await unkeptLimits(benchmark, engine)];
		for (const notice of unkept) log.say(notice);
		const evidence = evidenceOf(benchmark, await runSteps(context));
		const notices = [...unkept, ...evidence.notices];
		return {
			...found,
			benchmark: wanted,
			...evidence,
			notices,
			host: hostOf(engine)
		};
	} finally {
		await engine.close();
		if (signal.aborted) await engine.removeAll(label);
		const left = await removeFolder(folders.work, (path) => engine.reclaim(path, images, label));
		if (left !== void 0) log.say(left);
	}
}
/** Which limits of the tasks the engine cannot keep on this machine, each said once. */
async function unkeptLimits(benchmark, engine) {
	const sentences = await Promise.all(ALL_TASKS.map((task) => {
		const spec = taskOf(benchmark, task);
		return spec === void 0 ? [] : engine.unkept(askedOf(spec, limitsFor(benchmark, task)));
	}));
	return [...new Set(sentences.flat())];
}
const taskOf = (benchmark, task) => benchmark.components[ROLE_OF[task]].spec.tasks[task];
/** The engine, or why there is none; no container can be started then, so the verdict is `error`. */
async function openFor(benchmark, runner, images) {
	if (runner.os !== "Linux") return {
		kind: "engine",
		message: `this is a ${runner.os} runner, and MedPerf's containers are Linux containers`,
		hint: "Use `runs-on: ubuntu-latest` for this job."
	};
	try {
		const components = Object.values(benchmark.components);
		return await openEngine(benchmark.runtime, {
			types: components.map(({ spec }) => spec.type),
			builds: components.some(({ build }) => build !== void 0),
			images,
			...runner.toolCache === void 0 ? {} : { keptImages: join(runner.toolCache, "medperf-benchmark-sif", process.arch) }
		});
	} catch (error) {
		if (error instanceof StepFailure) return error.failure;
		throw error;
	}
}
/** This machine in the report's words. */
function hostOf(engine) {
	return {
		...engine === void 0 ? {} : { engine: engine.title },
		cpus: availableParallelism(),
		memory: totalmem(),
		gpus: gpuDevices().length
	};
}

// src/check/unstarted.ts
/** A report of a run that starts no container. */
function reportWithout({ inputs, runner, trigger }, more) {
	const commit = commitOf(trigger);
	return buildReport({
		actionVersion: VERSION,
		config: inputs.config,
		host: hostOf(),
		startedAt: /* @__PURE__ */ new Date(),
		seconds: 0,
		problems: [],
		steps: [],
		containers: [],
		notices: [],
		...commit === void 0 ? {} : { commit },
		...runner.run === void 0 ? {} : { run: runner.run },
		...more
	});
}
/**
* benchmark.yaml, or the report that says what is wrong with it; `report` then has the verdict `invalid`, or `error` where
* nothing is wrong but that registered components could not be read.
*/
function readOrReport(job, { lookups, notices } = {
	lookups: {},
	notices: []
}) {
	const { benchmark, name, problems, unread } = readBenchmark({
		repository: job.runner.workspace,
		config: job.inputs.config,
		lookups
	});
	const found = {
		problems,
		notices,
		...name === void 0 ? {} : { name },
		...unread === void 0 ? {} : { fatal: serverFailure(unread) }
	};
	return benchmark === void 0 || problems.some(({ severity }) => severity === "error") ? { report: reportWithout(job, found) } : {
		benchmark,
		found: {
			...found,
			benchmark
		}
	};
}

// src/lookup/mode-given.ts
/** The uids of registered components that benchmark.yaml names. */
const uidsOf = ({ inputs, runner }) => registeredUids({
	repository: runner.workspace,
	config: inputs.config
});
const isEmpty = (uids) => Object.keys(uids).length === 0;
/** What is known of them; most benchmarks name none, and then nothing is loaded for it. */
async function givenFor(job, uids, snapshot) {
	if (isEmpty(uids)) return {
		lookups: {},
		notices: []
	};
	const { lookUpGiven } = await import("./given.js");
	return lookUpGiven(job, uids, snapshot);
}
/** The outcome where the server did not answer; what it was asked about in benchmark.yaml is said on its lines. */
async function unasked(job, intent, uids, error) {
	const report = await unreadReport(job, uids, error) ?? reportWithout(job, { fatal: serverFailure(error) });
	return intent === "apply" ? {
		report,
		registered: notRegistered(error)
	} : { report };
}
async function unreadReport(job, uids, error) {
	if (isEmpty(uids)) return void 0;
	const { unreadGiven } = await import("./given.js");
	const read = readOrReport(job, unreadGiven(uids, error));
	return "report" in read ? read.report : void 0;
}

// src/report/annotations.ts
/** The runner shows ten of a kind and drops the others without a word. */
const MOST$1 = 10;
/**
* What a run has to say about lines of files and about steps; a run that did not pass has an error. Of more than ten of
* a kind there are nine and a tenth that says how many more there are and where.
*/
function annotations(report) {
	const all = [
		...ofProblems(report),
		...ofFatal(report),
		...ofSteps(report),
		...ofGates(report)
	];
	return KINDS.flatMap((kind) => limited(all, kind));
}
const KINDS = [
	"error",
	"warning",
	"notice"
];
function limited(all, kind) {
	const some = all.filter((one) => one.kind === kind);
	if (some.length <= MOST$1) return some;
	const rest = some.length - 9;
	const message = `${formatCount(rest)} more of this kind are in the summary of the run and in report.json.`;
	return [...some.slice(0, 9), {
		kind,
		message,
		properties: { title: `${formatCount(rest)} more` }
	}];
}
const ofProblems = ({ problems, benchmark }) => problems.map(({ severity, file, line, column, message, hint }) => ({
	kind: severity,
	message: say(message, hint),
	properties: {
		title: plainLine(benchmark.name ?? benchmark.config, 200),
		...position({
			file,
			line,
			column
		})
	}
}));
const ofFatal = ({ verdict, reason, hint }) => verdict === "error" ? [{
	kind: "error",
	message: say(reason, hint),
	properties: { title: "Nothing was run" }
}] : [];
const ofSteps = ({ steps }) => steps.filter(({ status }) => status === "failed").map(({ name, failure }) => ({
	kind: "error",
	message: say(`${name} ${failure?.message ?? "failed"}`, failure?.hint),
	properties: { title: `${name} failed` }
}));
const ofGates = ({ gates }) => gates.flatMap(({ status, metric, text, reason, file, line, column }) => status === "broken" ? [{
	kind: "error",
	message: say(`${metric} ${text}: ${reason ?? "broken"}`, void 0),
	properties: {
		title: `Gate broken: ${plainLine(metric, 200)}`,
		...position({
			file,
			line,
			column
		})
	}
}] : []);
const say = (message, hint) => [message, ...hint === void 0 ? [] : [hint]].map((line) => plainLine(line, 2e3)).join("\n");
const position = ({ file, line, column }) => ({
	file: plainLine(file, 1e3),
	...line === void 0 ? {} : { startLine: line },
	...line === void 0 || column === void 0 ? {} : { startColumn: column }
});

// src/report/page/registration.ts
/** Old rows that one sentence names. */
const MOST = 20;
/** What was registered, as Markdown for the job summary and the merged pull request: names, numbers, states, and who is next. */
function renderRegistration({ applied, retired, problem }) {
	const { benchmark, components, next, steps, lock } = applied;
	const rows = Object.entries(components).map(([role, { name, uid, state, kind }]) => `| ${role.replaceAll("_", " ")}${kind === "asset" ? " (asset)" : ""} | ${code(name, 128)} | ${uid} | ${state} |`);
	return `${paragraphs([
		`### 📮 ${code(benchmark.name, 128)} is registered on ${code(lock.server, 200)}`,
		steps.length === 0 ? "All of it was registered already; nothing was written." : "",
		[
			"| part | name | uid | state |",
			"|:--|:--|--:|:--|",
			...rows,
			`| benchmark | ${code(benchmark.name, 128)} | ${benchmark.uid} | ${benchmark.state}, ${benchmark.approval} |`
		].join("\n"),
		next.who === "nobody" ? "" : prose(next.text, 600),
		retired.length === 0 ? "" : `Retired, so that MedPerf’s client refuses it: ${namesOf(retired)}.`,
		problem === void 0 ? "" : `⚠️ Not everything was retired: ${prose(sentence(problem.message), 600)}`,
		offer(applied.stray.filter((row) => !retired.some((other) => shownRow(other) === shownRow(row))))
	])}\n\n`;
}
/** What was not registered and why, what is there all the same, and what to do, as Markdown for the same places. */
function renderUnregistered({ benchmark, server, message, hint, written, run }) {
	const what = written.length === 0 ? "was not registered" : "was registered only in part";
	const rows = written.map(({ object, name, uid }) => `| ${object} | ${code(name, 128)} | ${uid} |`);
	return `${paragraphs([
		`### ❌ ${code(benchmark, 128)} ${what} on ${code(server, 200)}`,
		`**Why:** ${prose(sentence(message), 4e3)}`,
		hint === void 0 ? "" : `**What to do:** ${prose(sentence(hint), 2e3)}`,
		written.length === 0 ? "This run wrote nothing to the server." : [
			"This run wrote:",
			"",
			"| part | name | uid |",
			"|:--|:--|--:|",
			...rows
		].join("\n"),
		`Then run ${link("the workflow", run)} again: what is there is found and is not written twice.`
	])}\n\n`;
}
const namesOf = (rows) => rows.slice(0, MOST).map((row) => `${shownRow(row)} ${code(row.name, 128)}`).join(", ");
function offer(stray) {
	if (stray.length === 0) return "";
	const input = code(`retire: ${retireInput(stray.slice(0, MOST))}`);
	return `No benchmark stands on these any more: ${namesOf(stray)}. To mark them as not valid, set the input ${input}.`;
}

// src/report/page/links.ts
/** The first seven digits of a commit, linked. */
const commitLink = (commit, links) => link(code(commit.slice(0, 7)), links && `${home(links)}/commit/${commit}`);
/** `run 815`, linked. */
function runLink({ id, number, attempt }, links) {
	const url = links && `${home(links)}/actions/runs/${id}${attempt > 1 ? `/attempts/${attempt}` : ""}`;
	return link(`run ${number}`, url);
}
/** `benchmark.yaml:12`, linked to that line at the report's commit where the file lies in the repository. */
function placeLink({ file, line }, commit, links) {
	const shown = code(line === void 0 ? file : `${file}:${line}`, 300);
	const parts = file.split("/");
	const isInside = !parts.some((part) => part === "" || part === "." || part === "..") && !file.includes("\\");
	if (links === void 0 || commit === void 0 || !isInside) return shown;
	const path = parts.map((part) => encodeURIComponent(part.toWellFormed())).join("/");
	return link(shown, `${home(links)}/blob/${commit}/${path}${line === void 0 ? "" : `#L${line}`}`);
}
const home = ({ serverUrl, repository }) => `${serverUrl.replace(/\/+$/, "")}/${repository.split("/").map(encodeURIComponent).join("/")}`;

// src/report/page/frame.ts
const ICONS = {
	passed: "✅",
	failed: "❌",
	invalid: "❌",
	error: "⚠️"
};
/** The first line: the verdict and its reason. */
function heading(report, { room }) {
	const { verdict, reason, benchmark } = report;
	const name = benchmark.name === void 0 ? code(benchmark.config, 200) : prose(benchmark.name, 128);
	return `### ${ICONS[verdict]} ${name}${verdict === "passed" ? "" : ":"} ${prose(reason, room.text)}`;
}
/** Below a red first line: what to do, and what was not even started. */
function advice({ hint, steps }, { room }) {
	const waiting = steps.filter(({ status, skipped }) => status === "skipped" && / failed$/.test(skipped ?? ""));
	const names = list$3(waiting.map(({ name }) => name));
	const left = waiting.length === 0 ? "" : `${names} ${waiting.length === 1 ? "was" : "were"} not started.`;
	return [hint === void 0 ? "" : prose(hint, room.text), left].filter((part) => part !== "").join(" ");
}
const MOST_NOTICES = 10;
/** The sentences below the tables. */
function notices({ notices: all }, { room }) {
	const lines = all.slice(0, MOST_NOTICES).map((notice) => prose(notice, room.text));
	const more = all.length > lines.length ? [`${plural(all.length - lines.length, "more notice")} in report.json.`] : [];
	return [...lines, ...more].map((line) => all.length === 1 ? line : `- ${line}`).join("\n");
}
/** The last lines: what was left out, then the commit, the run, the time, the machine and the version. */
function footer(report, { room, links }) {
	const { commit, run, seconds, action, benchmark, host } = report;
	const facts = [
		...benchmark.config === "benchmark.yaml" ? [] : [code(benchmark.config, 200)],
		...commit === void 0 ? [] : [commitLink(commit, links)],
		...run === void 0 ? [] : [runLink(run, links)],
		formatSeconds(seconds),
		machine({
			...host,
			gpus: report.gpus?.offered.length ?? host.gpus
		}),
		`benchmark-action ${prose(action.version.replace(/^(?=\d)/, "v"), 50)}`
	];
	return paragraphs([room.shortened, `<sub>${facts.join(" · ")}</sub>`]);
}
function machine({ engine, cpus, memory, gpus }) {
	const name = engine === void 0 ? "no container engine" : prose(engine, 100);
	const gpu = gpus === 0 ? "no GPU" : plural(gpus, "GPU");
	return `${name} on ${plural(cpus, "CPU")}${memory === 0 ? "" : `, ${formatBytes(memory)}`}, ${gpu}`;
}

// src/report/page/image-section.ts
const ROLES$1 = {
	data_preparator: "data preparator",
	reference_model: "reference model",
	evaluator: "evaluator"
};
/** Digests and hashes, folded. */
function imageSection({ containers, demoDataset }, { room }) {
	if (!room.images || containers.length === 0 && demoDataset === void 0) return "";
	const parts = [...containers.map(image), ...demoDataset === void 0 ? [] : [demo(demoDataset)]];
	return details("Images and hashes", parts.join("\n"));
}
function image(container) {
	const { role, name, type, image: reference, imageBytes, digest, imageId, parameters } = container;
	const { additionalFiles, imageFile } = container;
	const size = imageBytes === void 0 ? "" : ` (${formatBytes(imageBytes)})`;
	return item(`**${ROLES$1[role]}** ${prose(name, 128)}: ${code(reference, 300)}${size}`, [
		digest === void 0 ? ["image ID", imageId] : ["digest", digest],
		["parameters", parameters],
		[type === "Asset" ? "SHA-256" : "additional files", additionalFiles],
		["image file", imageFile]
	]);
}
function demo({ source, sha256, bytes, files, inputDataHash, generatedUid }) {
	const size = [...files === void 0 ? [] : [`${formatCount(files)} files`], ...bytes === void 0 ? [] : [formatBytes(bytes)]].join(", ");
	return item(`**demo dataset** ${code(source, 300)}${size === "" ? "" : ` (${size})`}`, [
		["SHA-256", sha256],
		["input data hash", inputDataHash],
		["`demo_dataset_generated_uid`", generatedUid]
	]);
}
const item = (title, hashes) => [`- ${title}`, ...hashes.flatMap(([name, value]) => value === void 0 ? [] : [`  - ${name} ${code(value, 200)}`])].join("\n");

// src/report/page/metric-section.ts
/** The table of metrics: with the base's values, the change and the gates where there are any; what is many is folded. */
function metricSection(report, { room, links }) {
	const { metrics, gates, base } = report;
	const gatesOf = Map.groupBy(gates, ({ metric }) => metric);
	const names = new Set(metrics.map(({ name }) => name));
	const absent = [...gatesOf.keys()].filter((name) => !names.has(name)).map((name) => ({ name }));
	const rows = metrics.length === 0 ? [] : [...absent, ...metrics];
	const isOpen = chooseOpen(rows, gatesOf, room.metrics);
	const open = rows.filter((_, at) => isOpen(at));
	const folded = rows.filter((_, at) => !isOpen(at));
	const draw = (some) => drawTable(some, gatesOf, base && commitLink(base.commit, links));
	return paragraphs([draw(open), fold(folded, room.foldedMetrics, draw)]);
}
function chooseOpen(rows, gatesOf, most) {
	if (rows.length <= most) return () => true;
	const isGated = ({ name }) => gatesOf.has(name);
	const gated = rows.flatMap((row, at) => isGated(row) ? [at] : []);
	const others = rows.flatMap((row, at) => isGated(row) ? [] : [at]);
	const open = new Set([...gated, ...others].slice(0, most));
	return (at) => open.has(at);
}
function fold(rows, most, draw) {
	if (rows.length === 0) return "";
	const rest = rows.length - most;
	const more = `${formatCount(rest)} more are in report.json.`;
	if (most === 0) return `${plural(rows.length, "more metric is", "more metrics are")} in report.json.`;
	return details(plural(rows.length, "more metric"), paragraphs([draw(rows.slice(0, most)), rest > 0 ? more : ""]));
}
function drawTable(rows, gatesOf, base) {
	const hasGates = gatesOf.size > 0;
	const columns = [
		{
			title: "metric",
			align: "left"
		},
		{
			title: base === void 0 ? "value" : "this change",
			align: "right"
		},
		...base === void 0 ? [] : [{
			title: `base ${base}`,
			align: "right"
		}, {
			title: "change",
			align: "right"
		}],
		...hasGates ? [{
			title: "gate",
			align: "left"
		}] : []
	];
	return table(columns, rows.map((row) => [
		prose(row.name, 100),
		row.value === void 0 ? "–" : showValue(row.value, row.type),
		...base === void 0 ? [] : [row.base === void 0 ? "–" : showBase(row), showMove(row)],
		...hasGates ? [(gatesOf.get(row.name) ?? []).map(showGate).join("<br>")] : []
	]));
}
const WIDEST = 60;
function showValue(value, type) {
	if (type !== "number") return type === "text" ? code(value, WIDEST) : prose(value, WIDEST);
	const number = Number(value);
	if (/^-?\d{1,30}$/.test(value) || !Number.isFinite(number)) return prose(value, WIDEST);
	return formatNumber(number);
}
const showBase = ({ base = "", type, number }) => showValue(base, number !== void 0 && Number.isFinite(Number(base)) ? "number" : type);
function showMove({ value, number, base, change }) {
	if (value === void 0) return "–";
	if (base === void 0) return "new";
	if (change !== void 0 && number !== void 0) return formatChange(change, number);
	return value === base ? "0" : "changed";
}
const GATE_ICONS = {
	kept: "✅",
	broken: "❌",
	"not judged": "(not judged)"
};
const showGate = ({ text, status }) => `${prose(text, 100)} ${GATE_ICONS[status]}`;

// src/report/page/plan.ts
const ROOM = {
	changes: 40,
	text: 600
};
const ROLES = {
	data_preparator: "data preparator",
	reference_model: "reference model",
	evaluator: "evaluator"
};
/** As Terraform marks what it will do. */
const SIGNS = {
	"nothing to do": "=",
	reuse: "=",
	create: "+",
	"update in place": "~",
	"needs a new version": "±",
	"needs an admin": "✋",
	forbidden: "✘"
};
/** One or two sentences on what a merge does; the first thing an owner should read of a plan. */
function planSentence(plan, room = ROOM) {
	const stops = [...plan.actions.filter(isStop), ...plan.issues.filter(({ severity }) => severity === "error")];
	if (plan.blocked) {
		const [first] = stops;
		const why = first === void 0 ? "" : `: ${prose("reason" in first ? first.reason : first.message, room.text)}`;
		const hint = first?.hint === void 0 ? "" : ` ${prose(first.hint, room.text)}`;
		const more = stops.length > 1 ? ` (and ${plural(stops.length - 1, "more reason")} below)` : "";
		return `**A merge will register nothing**${sentence(`${why}${more}`)}${hint}`;
	}
	const next = plan.next.who === "nobody" ? "" : ` ${prose(plan.next.text, room.text)}`;
	const retired = retirementWords(plan);
	if (plan.actions.every(isDone)) return retired.length === 0 ? `**A merge will change nothing on the server**: all of it is registered.${next}` : `**A merge will** only ${list$3(retired)}: all of the rest is registered.${next}`;
	return `**A merge will** ${list$3([
		...componentWords(plan),
		...benchmarkWords(plan, room),
		...retired
	])}.${next}`;
}
const isStop = ({ verdict }) => verdict === "forbidden" || verdict === "needs an admin";
const isDone = ({ verdict }) => verdict === "reuse" || verdict === "nothing to do";
const isNew = ({ verdict }) => verdict === "create" || verdict === "needs a new version";
function componentWords({ actions }) {
	const parts = actions.filter(({ object }) => object !== "benchmark");
	const created = parts.filter(isNew);
	const updated = parts.filter(({ verdict }) => verdict === "update in place");
	const reused = parts.length - created.length - updated.length;
	return [
		...created.length === 0 ? [] : [`register ${counted(created)}${reasons(created)}`],
		...updated.length === 0 ? [] : [`change ${updated.length} in place${reasons(updated)}`],
		...reused === 0 ? [] : [`reuse ${reused}`]
	];
}
/** Containers, and a model that is files alone. */
function counted(actions) {
	const assets = actions.filter(({ content }) => content === "asset").length;
	const containers = actions.length - assets;
	return list$3([...containers === 0 ? [] : [plural(containers, "container")], ...assets === 0 ? [] : [plural(assets, "asset")]]);
}
/** Which of them, and what moved in them where that is little. */
function reasons(actions) {
	return ` (${actions.map((action) => {
		const moved = action.changes.filter(({ from, to }) => from !== void 0 && to !== void 0);
		const role = ROLES[action.role ?? "evaluator"];
		const [first] = moved;
		if (first === void 0 || moved.length > 1) return role;
		return `${role}: ${code(shortField(first.field), 80)} ${code(first.from ?? "", 60)} → ${code(first.to ?? "", 60)}`;
	}).join("; ")})`;
}
const shortField = (field) => field.replace(/^(parameters_config|container_config)\./, "");
function benchmarkWords({ actions }, room) {
	const action = actions.find(({ object }) => object === "benchmark");
	if (action === void 0) return [];
	const name = code(action.name, 128);
	if (action.verdict === "create") return [`submit the benchmark as ${name}`];
	if (action.verdict === "needs a new version") return [`submit the benchmark as ${name}, because ${prose(action.reason, room.text)}`];
	if (action.verdict === "update in place") return [`change the benchmark ${name} in place`];
	return [`leave the benchmark ${name} as it is (${prose(action.reason, room.text)})`];
}
function retirementWords({ retire = [] }) {
	const rows = retire.filter(({ verdict }) => verdict === "retire");
	return rows.length === 0 ? [] : [`retire ${list$3(rows.map(retiredRow))}`];
}
const retiredRow = ({ object, uid, name }) => `${object} ${uid}${name === void 0 ? "" : ` (${code(name, 128)})`}`;
const retirementLine = (row) => row.verdict === "retire" ? `- **− ${retiredRow(row)}**: retire. It is marked as not valid once everything is registered` : `- **= ${retiredRow(row)}**: nothing to do. It is retired already`;
/** The whole plan, folded: every action with every field, then warnings and what could not be seen. */
function planSection(plan, room = ROOM) {
	const where = plan.server === void 0 ? "an unknown server" : code(plan.server, 200);
	const issues = plan.issues.map(({ severity, message, hint }) => {
		return `- ${{
			error: "✘",
			warning: "⚠️",
			notice: "ℹ️"
		}[severity]} ${prose(sentence(message), room.text)}${hint === void 0 ? "" : ` ${prose(hint, room.text)}`}`;
	});
	const body = paragraphs([
		`On ${where} (${plan.era} era):`,
		...plan.actions.map((action) => actionBlock(action, room)),
		(plan.retire ?? []).map(retirementLine).join("\n"),
		issues.join("\n"),
		plan.unseen.map((text) => `- ${prose(text, room.text)}`).join("\n")
	]);
	return details("Full plan", body);
}
function actionBlock(action, room) {
	const { object, role, content, verdict, name, uid, reason, hint, changes } = action;
	const what = role === void 0 ? object : `${ROLES[role]}${content === void 0 ? "" : ` (${content})`}`;
	const number = uid === void 0 ? "" : ` (uid ${uid})`;
	const head = `**${SIGNS[verdict]} ${what}** ${code(name, 128)}${number}: ${verdict}. ${capital(prose(sentence(reason), room.text))}`;
	const moved = changes.filter(isWorthShowing);
	const lines = moved.slice(0, room.changes).map(changeLine);
	const more = moved.length > lines.length ? [`  - and ${moved.length - lines.length} more`] : [];
	const advice = hint === void 0 ? [] : [`  - ${prose(hint, room.text)}`];
	return [
		`- ${head}`,
		...advice,
		...lines,
		...more
	].join("\n");
}
/** What stays is not shown unless something is to be said about it, and neither is an empty field of something new. */
const isWorthShowing = ({ verdict, from, to, note }) => note !== void 0 || verdict !== "nothing to do" && !(from === void 0 && to === "\"\"");
const capital = (text) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
function changeLine({ field, verdict, from, to, note }) {
	const [before, after] = [from, to].map((value) => value === void 0 ? void 0 : code(value, 120));
	const shown = before === void 0 ? after ?? "" : after === void 0 ? `${before} is taken away` : `${before} → ${after}`;
	const remark = note === void 0 ? "" : `*${prose(note, 300)}*`;
	return `  - ${[
		SIGNS[verdict],
		code(field, 200),
		shown,
		remark
	].filter((part) => part !== "").join(" ")}`;
}

// src/report/page/plan-section.ts
/** What a merge does, in a sentence or two; empty without a plan. */
const planLine = ({ plan }, { room }) => plan === void 0 ? "" : planSentence(plan, {
	changes: 0,
	text: room.text
});
/** The whole plan, folded, where there is room for hashes too. */
const planDetails = ({ plan }, { room }) => plan === void 0 || !room.images ? "" : planSection(plan, {
	changes: room.text < 400 ? 10 : 40,
	text: room.text
});

// src/report/page/problem-section.ts
/** Errors in the user's files, open; what only deserves a look is folded. */
function problemSection(report, view) {
	const errors = report.problems.filter(({ severity }) => severity === "error");
	const others = report.problems.filter(({ severity }) => severity !== "error");
	const list = (problems) => listOf(problems, report, view);
	return paragraphs([list(errors), others.length === 0 ? "" : details(plural(others.length, "warning"), list(others))]);
}
function listOf(problems, { commit }, { room, links }) {
	const lines = problems.slice(0, room.problems).map((problem) => {
		const hint = problem.hint === void 0 ? "" : ` ${prose(problem.hint, room.text)}`;
		return `- ${placeLink(problem, commit, links)} ${sentence(prose(problem.message, room.text))}${hint}`;
	});
	const rest = problems.length - lines.length;
	return [...lines, ...rest > 0 ? [`- ${plural(rest, "more", "more")} in report.json`] : []].join("\n");
}
/** The broken gates, each with its line of benchmark.yaml. */
function gateSection({ gates, commit }, { room, links }) {
	const broken = gates.filter(({ status }) => status === "broken");
	const lines = broken.slice(0, room.problems).map((gate) => `- ${lineOf(gate, room.text)} (${placeLink(gate, commit, links)})`);
	const rest = broken.length - lines.length;
	return [...lines, ...rest > 0 ? [`- ${plural(rest, "more", "more")} in report.json`] : []].join("\n");
}
const lineOf = ({ metric, text, reason }, most) => `${code(metric, 100)} ${prose(text, 100)}${reason === void 0 ? "" : `: ${prose(reason, most)}`}`;

// src/report/page/step-section.ts
/** The table of steps: how each ended, how long it took, and its peak memory. */
function stepSection({ steps }, { room }) {
	const hasMemory = steps.some(({ peakMemory }) => peakMemory !== void 0);
	return table([
		{
			title: "step",
			align: "left"
		},
		{
			title: "",
			align: "left"
		},
		{
			title: "time",
			align: "right"
		},
		...hasMemory ? [{
			title: "peak memory",
			align: "right"
		}] : []
	], steps.map((step) => [
		step.name,
		outcome(step, room.text),
		step.seconds === 0 ? "–" : formatSeconds(step.seconds),
		...hasMemory ? [step.peakMemory === void 0 ? "–" : formatBytes(step.peakMemory)] : []
	]));
}
function outcome({ status, skipped }, most) {
	if (status === "passed") return "✅";
	if (status === "failed") return "❌";
	return `skipped${skipped === void 0 ? "" : `: ${prose(skipped, Math.min(most, 200))}`}`;
}
/** The last lines of every failed step: the first one's open, the others' with their reason folded. */
function logSection({ steps }, view) {
	const failed = steps.filter(({ status }) => status === "failed");
	return paragraphs(failed.map((step, at) => {
		const log = logOf(step, view);
		if (at === 0) return log;
		const { failure } = step;
		const reason = failure === void 0 ? "" : prose(`${step.name} ${failure.message}`, view.room.text);
		const hint = failure?.hint === void 0 ? "" : prose(failure.hint, view.room.text);
		return details(`${step.name} failed too`, paragraphs([[reason, hint].filter(Boolean).join(". "), log]));
	}));
}
function logOf({ name, logTail }, { room, links }) {
	const lines = room.logLines === 0 ? [] : logTail.slice(-room.logLines);
	if (lines.length === 0) return "";
	const whole = links?.artifactUrl === void 0 ? "" : ` (${link("whole log", links.artifactUrl)})`;
	return `The ${lines.length === 1 ? "last line" : `last ${plural(lines.length, "line")}`} of ${code(name)}${whole}:\n${fenced(lines.map((line) => clip(line, room.logWidth)))}`;
}

// src/report/page/usage-section.ts
const bytes = (name) => ({ [name]: value }) => value === void 0 ? void 0 : formatBytes(value);
const FIGURES = [
	{
		title: "CPU time",
		show: ({ cpuSeconds }) => cpuSeconds === void 0 ? void 0 : formatSeconds(cpuSeconds)
	},
	{
		title: "cores",
		show: cores
	},
	{
		title: "read from disk",
		show: bytes("bytesRead")
	},
	{
		title: "written",
		show: bytes("bytesWritten")
	},
	{
		title: "peak GPU memory",
		show: bytes("peakGpuMemory")
	}
];
/** How many cores were busy on average; a run of a moment has no average. */
function cores({ cpuSeconds, seconds }) {
	return cpuSeconds === void 0 || seconds < 1 ? void 0 : (cpuSeconds / seconds).toFixed(1);
}
/** The GPUs, and what each container used besides time and memory, folded; only the columns that have a figure. */
function usageSection({ steps, gpus, host }, { room }) {
	const used = steps.filter((step) => FIGURES.some(({ show }) => show(step) !== void 0));
	if (!room.images || used.length === 0 && gpus === void 0) return "";
	const figures = FIGURES.filter(({ show }) => used.some((step) => show(step) !== void 0));
	const words = gpus === void 0 ? "" : `${offeredWords(host.engine ?? "The engine", gpus.offered)} ${askedWords(gpus.asked)}`;
	const columns = figures.map(({ title }) => ({
		title,
		align: "right"
	}));
	const rows = used.map((step) => [step.name, ...figures.map(({ show }) => show(step) ?? "–")]);
	return details("CPU, disk and GPU", paragraphs([prose(words, room.text), table([{
		title: "step",
		align: "left"
	}, ...columns], rows)]));
}

// src/report/page/page.ts
/** In the order in which an owner asks: what happened, why, what moved, where the time went; then the folded rest. */
const SECTIONS = [
	heading,
	advice,
	problemSection,
	gateSection,
	logSection,
	metricSection,
	stepSection,
	planLine,
	notices,
	usageSection,
	imageSection,
	planDetails,
	footer
];
/** A report as one page of Markdown with what there is room for. */
const renderPage = (report, view) => paragraphs(SECTIONS.map((section) => section(report, view)));
/** The least that is worth saying: the first line, what to do, and the footer. */
const renderLeast = (report, view) => paragraphs([
	heading,
	advice,
	footer
].map((section) => section(report, view)));

// src/report/page/summary.ts
/** Bytes of a job summary: GitHub drops one of more than 1 MiB altogether. */
const SUMMARY_BUDGET = 921600;
const SHORTENED$1 = "Shortened: all of it is in report.json.";
const FULL$1 = {
	logLines: 50,
	logWidth: 2e3,
	metrics: 50,
	foldedMetrics: 5e3,
	problems: 1e3,
	text: 2e3,
	images: true,
	shortened: ""
};
const ROOMS$1 = [
	FULL$1,
	{
		...FULL$1,
		logWidth: 500,
		foldedMetrics: 1e3,
		problems: 200,
		text: 500,
		shortened: SHORTENED$1
	},
	{
		...FULL$1,
		logLines: 20,
		logWidth: 200,
		metrics: 20,
		foldedMetrics: 0,
		problems: 20,
		text: 200,
		shortened: SHORTENED$1
	}
];
/** The report as Markdown for the job summary and for `summary.md`: never more bytes than the budget. */
function renderSummary(report, { links, budget = SUMMARY_BUDGET } = {}) {
	for (const room of ROOMS$1) {
		const page = renderPage(report, {
			room,
			links
		});
		if (bytesOf$1(page) < budget) return `${page}\n`;
	}
	const least = renderLeast(report, {
		room: {
			...FULL$1,
			text: 100,
			shortened: SHORTENED$1
		},
		links
	});
	return bytesOf$1(least) < budget ? `${least}\n` : `${SHORTENED$1}\n`;
}

// src/report/serialize.ts
/** The text of report.json: numbers of the results digit for digit as evaluate wrote them. */
const reportJson = (report) => `${JSON.stringify(report, null, 2)}\n`;

// src/github/artifact.ts
/** Uploads the report and the logs where the platform keeps artifacts. Never throws. */
async function uploadReport(request) {
	const { environment, config, job, attempt } = request;
	const { ACTIONS_RUNTIME_TOKEN: token, ACTIONS_RESULTS_URL: service, GITHUB_SERVER_URL: server } = environment;
	if (!token || !service) return { notice: "Artifacts cannot be uploaded here; the report and the logs are files in the work directory." };
	if (isEnterpriseServer(server)) return { notice: "This GitHub Enterprise Server has no artifacts of the present kind: upload the folder of the output `report` with actions/upload-artifact@v3." };
	const name = artifactName(config, job, attempt);
	try {
		return await upload(name, request);
	} catch (error) {
		if (!/already exists|409|conflict/i.test(String(error))) return refused(error);
	}
	try {
		return await upload(`${name}-${randomBytes(3).toString("hex")}`, request);
	} catch (error) {
		return refused(error);
	}
}
/** A legal name that no other benchmark, job or attempt of the run has. */
function artifactName(config, job, attempt) {
	return [
		"medperf",
		config.replace(/\.ya?ml$/, ""),
		job,
		String(attempt)
	].map((part) => part.replaceAll(/[^A-Za-z0-9_.-]+/g, "-").slice(0, 80)).filter(Boolean).join("-");
}
async function upload(name, { files, folder, runUrl }) {
	const { DefaultArtifactClient } = await import("./artifact.js");
	const { id } = await new DefaultArtifactClient().uploadArtifact(name, [...files], folder);
	if (id === void 0) throw new Error("the service gave it no number");
	return {
		name,
		id,
		...runUrl === void 0 ? {} : { url: `${runUrl}/artifacts/${id}` }
	};
}
function refused(error) {
	return { warning: `The report and the logs could not be uploaded as an artifact (${plainLine(String(error).replaceAll(/\?\S*/g, ""), 300)}). They are in the log and the summary of this run.` };
}
function isEnterpriseServer(url) {
	const hostname = URL.parse(url || "https://github.com")?.hostname ?? "";
	return hostname !== "github.com" && !hostname.endsWith(".ghe.com") && !hostname.endsWith(".localhost");
}

// src/report/page/comment.ts
/** Bytes of a comment; GitHub takes 65,536 characters, and tools that mirror comments often count bytes. */
const COMMENT_BUDGET = 6e4;
const SHORTENED = "Shortened to fit a comment: all of it is in the summary of the run and in report.json.";
const FULL = {
	logLines: 20,
	logWidth: 300,
	metrics: 20,
	foldedMetrics: 200,
	problems: 50,
	text: 1e3,
	images: true,
	shortened: ""
};
/** From the fullest to the smallest that still lists anything. */
const ROOMS = [
	FULL,
	{
		...FULL,
		logWidth: 200,
		foldedMetrics: 50,
		problems: 30,
		text: 500,
		shortened: SHORTENED
	},
	{
		...FULL,
		logLines: 10,
		logWidth: 160,
		foldedMetrics: 0,
		problems: 20,
		text: 300,
		shortened: SHORTENED
	},
	{
		...FULL,
		logLines: 5,
		logWidth: 120,
		metrics: 10,
		foldedMetrics: 0,
		problems: 10,
		text: 200,
		images: false,
		shortened: SHORTENED
	},
	{
		...FULL,
		logLines: 0,
		metrics: 5,
		foldedMetrics: 0,
		problems: 3,
		text: 120,
		images: false,
		shortened: SHORTENED
	}
];
/** The report as a pull request's comment: never more bytes than the budget, the marker always whole. */
function renderComment(report, { marker, budget = COMMENT_BUDGET, links }) {
	const rungs = [...ROOMS.map((room) => () => renderPage(report, {
		room,
		links
	})), ...ROOMS.slice(-1).map((room) => () => renderLeast(report, {
		room,
		links
	}))];
	const left = budget - bytesOf$1(marker) - 1;
	for (const rung of rungs) {
		const page = rung();
		if (bytesOf$1(page) <= left) return `${marker}\n${page}`;
	}
	return `${marker}\n${SHORTENED}`;
}

// src/tell/github.ts
/** Where the links of a report lead; undefined outside a repository. */
function linksTo({ serverUrl, repository }, artifactUrl) {
	if (repository === void 0) return void 0;
	const links = {
		serverUrl,
		repository: `${repository.owner}/${repository.repo}`
	};
	return artifactUrl === void 0 ? links : {
		...links,
		artifactUrl
	};
}
/**
* Uploads the report, writes the pull request's comment, or keeps the results at a pushed commit. Nothing here fails the
* job: what GitHub refuses comes back as a warning that says what to change.
*/
async function tellGitHub(report, job) {
	const { inputs, runner, trigger } = job;
	const artifact = await uploadArtifact(job);
	const links = linksTo(runner, "url" in artifact ? artifact.url : void 0);
	const answers = [artifact];
	const isToTell = inputs.mode !== "submit" && (trigger.kind === "pull_request" || pushedTo(trigger) !== void 0);
	if (isToTell && (inputs.token === void 0 || runner.repository === void 0)) answers.push({ notice: "There is no token, so nothing is written to GitHub; the report is in the job summary." });
	else if (isToTell && inputs.token !== void 0) {
		const github = await openGitHub({
			token: inputs.token,
			apiUrl: runner.apiUrl
		});
		answers.push(await (trigger.kind === "pull_request" ? comment : keepResults)(report, github, job, links));
	}
	return {
		notices: answers.flatMap((answer) => "notice" in answer ? [String(answer.notice)] : []),
		warnings: answers.flatMap((answer) => "warning" in answer ? [answer.warning] : [])
	};
}
/** The commit of a branch whose results later pull requests may be compared with; a schedule keeps them fresh. */
function pushedTo(trigger) {
	if (trigger.kind === "pull_request" || !trigger.ref?.startsWith("refs/heads/")) return void 0;
	return trigger.kind === "push" || KEEPING.includes(trigger.name) ? trigger.sha : void 0;
}
const KEEPING = ["schedule", "workflow_dispatch"];
function uploadArtifact({ inputs, runner, folders }) {
	return uploadReport({
		files: readdirSync(folders.report, {
			recursive: true,
			withFileTypes: true
		}).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
		folder: folders.report,
		config: inputs.config,
		job: runner.run?.job ?? "job",
		attempt: runner.run?.attempt ?? 1,
		...runner.run === void 0 ? {} : { runUrl: runner.run.url },
		environment: process.env
	});
}
const comment = async (report, github, { inputs, runner, trigger }, links) => {
	const { repository, run } = runner;
	if (trigger.kind !== "pull_request" || repository === void 0) return {};
	return upsertComment({
		github,
		...repository,
		number: trigger.number,
		fork: trigger.fork,
		key: {
			config: inputs.config,
			workflow: run?.workflow ?? "",
			job: run?.job ?? ""
		},
		state: {
			sha: trigger.headSha,
			run: run?.id ?? 0,
			attempt: run?.attempt ?? 1
		},
		render: (budget) => renderComment(report, {
			...budget,
			...links === void 0 ? {} : { links }
		})
	});
};
const keepResults = async (report, github, { inputs, runner, trigger }, links) => {
	const sha = pushedTo(trigger);
	if (sha === void 0 || runner.repository === void 0 || report.results === void 0) return {};
	return publishResults({
		github,
		...runner.repository,
		sha,
		config: inputs.config,
		results: report.results,
		gated: report.gates.map(({ metric }) => metric),
		title: report.reason,
		summary: renderSummary(report, {
			budget: CHECK_BUDGET,
			...links === void 0 ? {} : { links }
		})
	});
};

// src/github/lock.ts
/** What a commit of the action changes needs no run of its own. A pull request is not marked: its checks have to run. */
const SKIP = "[skip ci]";
/** Tries of a commit to a branch that others push to. */
const TRIES = 3;
/** Brings the lock into the repository through the API; what has not changed is left alone. Never throws. */
async function commitLock(request) {
	const { path, how, branch } = request;
	try {
		return await (how === "commit" ? commit(request) : propose(request));
	} catch (error) {
		const what = `${path} could not be ${how === "commit" ? "committed" : "proposed as a pull request"}`;
		if (how === "commit" && isProtected(error)) return { warning: `${what} (${reasonOf(error)}). ${protectedAdvice(branch)} ${KEPT}` };
		return warn(error, {
			what,
			permission: how === "commit" ? "contents: write" : PROPOSE,
			instead: adviceFor(error, how)
		});
	}
}
const PROPOSE = "contents: write\n      pull-requests: write";
const KEPT = "The lock is in the artifact of this run and at the output `lock`.";
/** A rule of the branch, not of the token; GitHub answers with 403, 409 or 422. */
const isProtected = (error) => [
	403,
	409,
	422
].includes(statusOf(error) ?? 0) && /protected branch|through a pull request|rule violation|required status check/i.test(reasonOf(error));
const protectedAdvice = (branch) => `The branch ${plainLine(branch, 200)} is protected: use \`commit-lock: pull-request\`, or let this workflow bypass the rule.`;
function adviceFor(error, how) {
	if (how === "commit" && statusOf(error) === 409) return `Others push to the branch at the same time: the next merge brings the lock. ${KEPT}`;
	if (/not permitted to create/i.test(reasonOf(error))) return `Tick "Allow GitHub Actions to create and approve pull requests" in the settings of the repository, under Actions, General. ${KEPT}`;
	return KEPT;
}
async function commit(request, tries = TRIES) {
	const { branch, text, isSame } = request;
	const there = await readFile(request, branch);
	if (there !== void 0 && isSame(there.text, text)) return { state: "unchanged" };
	try {
		return {
			state: "committed",
			url: await writeFile({
				...request,
				message: `${request.message} ${SKIP}`
			}, branch, there?.sha)
		};
	} catch (error) {
		if (statusOf(error) !== 409 || isProtected(error) || tries <= 1) throw error;
		return commit(request, tries - 1);
	}
}
/** Puts the lock onto a branch of its own, made anew from the tip of the other, and opens a pull request unless one is open. */
async function propose(request) {
	const { github, owner, repo, branch, path, text, message, isSame } = request;
	const there = await readFile(request, branch);
	if (there !== void 0 && isSame(there.text, text)) return { state: "unchanged" };
	const own = branchFor(path);
	const before = await readFile(request, own);
	if (before === void 0 || !isSame(before.text, text)) {
		await resetBranch(request, own);
		await writeFile(request, own, there?.sha);
	}
	const place = {
		owner,
		repo,
		base: branch
	};
	const { data: open } = await github.rest.pulls.list({
		...place,
		head: `${owner}:${own}`,
		state: "open"
	});
	const [known] = open;
	if (known !== void 0) return {
		state: "proposed",
		url: known.html_url
	};
	const { data } = await github.rest.pulls.create({
		...place,
		head: own,
		title: message,
		body: ABOUT
	});
	return {
		state: "proposed",
		url: data.html_url
	};
}
const ABOUT = "What the last merge registered on the MedPerf server. With this file later pull requests can say what a merge does even without a MedPerf credential, and a merge notices when the server is not the one it was.";
/** `medperf/benchmark.lock.json`, one for each lock. */
const branchFor = (path) => `medperf/${path.replaceAll(/[^A-Za-z0-9._-]+/g, "-")}`;
async function resetBranch({ github, owner, repo, branch }, own) {
	const { data } = await github.rest.git.getRef({
		owner,
		repo,
		ref: `heads/${branch}`
	});
	const { sha } = data.object;
	try {
		await github.rest.git.createRef({
			owner,
			repo,
			ref: `refs/heads/${own}`,
			sha
		});
	} catch (error) {
		if (statusOf(error) !== 422) throw error;
		await github.rest.git.updateRef({
			owner,
			repo,
			ref: `heads/${own}`,
			sha,
			force: true
		});
	}
}
async function readFile({ github, owner, repo, path }, ref) {
	try {
		const { data } = await github.rest.repos.getContent({
			owner,
			repo,
			path,
			ref
		});
		if (Array.isArray(data) || data.type !== "file") return void 0;
		return {
			sha: data.sha,
			text: Buffer.from(data.content, "base64").toString("utf8")
		};
	} catch (error) {
		if (statusOf(error) === 404) return void 0;
		throw error;
	}
}
async function writeFile({ github, owner, repo, path, text, message }, branch, sha) {
	const { data } = await github.rest.repos.createOrUpdateFileContents({
		owner,
		repo,
		path,
		branch,
		message,
		content: Buffer.from(text).toString("base64"),
		...sha === void 0 ? {} : { sha },
		request: { retries: 0 }
	});
	return data.commit.html_url ?? "";
}

// src/tell/registration.ts
/**
* Writes what was registered, or why it was not, to the pull request that was merged, and brings the lock into the repository
* where that is wanted. Nothing here fails the job.
*/
async function tellRegistration(registered, text, job) {
	const { inputs, runner } = job;
	if (inputs.token === void 0 || runner.repository === void 0) return {
		notices: ["There is no token, so what was registered is only in the summary and the outputs."],
		warnings: []
	};
	const answers = [await tellMerged(job, {
		subject: "registered",
		text,
		instead: "What was registered is in the summary of this run."
	}) ?? {}];
	const { endEarlier } = await import("./sign-in2.js");
	await endEarlier(job);
	if (registered.kind === "done") {
		const github = await openGitHub({
			token: inputs.token,
			apiUrl: runner.apiUrl
		});
		answers.push(await keepLock(registered.registration, github, runner.repository, job));
	}
	return {
		notices: answers.flatMap((answer) => "notice" in answer ? [String(answer.notice)] : []),
		warnings: answers.flatMap((answer) => "warning" in answer ? [answer.warning] : [])
	};
}
async function keepLock({ applied, lockFile }, github, place, { inputs, trigger }) {
	const how = inputs.commitLock;
	if (how === "none") return {};
	const { name, uid } = applied.benchmark;
	const path = lockPath(inputs.config);
	try {
		const done = await commitLock({
			github,
			...place,
			path,
			how,
			isSame,
			text: readFileSync(lockFile, "utf8"),
			branch: branchOf(trigger) ?? (await github.rest.repos.get({ ...place })).data.default_branch,
			message: `Lock ${name} as benchmark ${uid} of the MedPerf server`
		});
		if ("warning" in done) return done;
		if (done.state === "unchanged") return { notice: `${path} is in the repository already.` };
		return { notice: `${path} was ${done.state}: ${done.url}` };
	} catch (error) {
		return warn(error, {
			what: `${path} could not be written`,
			permission: "contents: write"
		});
	}
}
/** The branch that was merged to; undefined for a tag. */
function branchOf(trigger) {
	if (trigger.kind === "pull_request") return trigger.baseRef;
	return /^refs\/heads\/(.+)$/.exec(trigger.ref ?? "")?.[1];
}
/** The commit alone is no change: each merge would make another. */
function isSame(before, after) {
	try {
		const [a, b] = [before, after].map((text) => {
			const { commit: _, ...lock } = readLock(text);
			return JSON.stringify(lock);
		});
		return a === b;
	} catch {
		return false;
	}
}

// src/tell/tell.ts
const ANNOTATE = {
	error,
	warning,
	notice
};
/** GitHub drops an output that makes the outputs of a job larger than 1 MB, counted in UTF-16 (its docs). */
const LARGEST_OUTPUT = 4e5;
/** Tells everybody: files, annotations, outputs, job summary, and GitHub. Throws only when the files cannot be written. */
async function publish({ report, registered }, job) {
	const { folders, runner, log } = job;
	const links = linksTo(runner);
	const summary = renderSummary(report, links === void 0 ? {} : { links });
	mkdirSync(folders.report, { recursive: true });
	const paths = {
		report: join(folders.report, "report.json"),
		summary: join(folders.report, "summary.md")
	};
	writeFileSync(paths.report, reportJson(report));
	writeFileSync(paths.summary, summary);
	for (const { kind, message, properties } of annotations(report)) ANNOTATE[kind](message, properties);
	setOutputs(report, paths);
	if (registered?.kind === "done") setRegistrationOutputs(registered.registration);
	const text = registered === void 0 ? "" : registrationText(registered, report, job);
	addToJobSummary(`${text}${summary}`, runner.summaryFile);
	const told = [await tellGitHub(report, job)];
	if (registered !== void 0) told.push(await tellRegistration(registered, text, job));
	for (const line of told.flatMap(({ notices }) => notices)) log.say(line);
	for (const line of told.flatMap(({ warnings }) => warnings)) warning(line);
}
function registrationText(registered, { benchmark }, { inputs, runner }) {
	if (registered.kind === "done") return renderRegistration(registered.registration);
	return renderUnregistered({
		...registered,
		benchmark: benchmark.name ?? benchmark.config,
		server: serverOf(inputs.server),
		...runner.run === void 0 ? {} : { run: runner.run.url }
	});
}
function setOutputs(report, paths) {
	setOutput("verdict", report.verdict);
	setOutput("report", paths.report);
	setOutput("summary", paths.summary);
	const uid = report.demoDataset?.generatedUid;
	if (uid !== void 0) setOutput("demo-dataset-uid", uid);
	if (report.results === void 0) return;
	const results = JSON.stringify(report.results);
	if (results.length <= LARGEST_OUTPUT) setOutput("results", results);
	else warning("The results are too long for an output of GitHub; they are in report.json, the output `report`.");
}
function setRegistrationOutputs({ applied, lockFile }) {
	const { benchmark, components } = applied;
	const uids = Object.entries(components).map(([role, { uid }]) => [role, uid]);
	setOutput("benchmark-uid", benchmark.uid);
	setOutput("uids", JSON.stringify({
		benchmark: benchmark.uid,
		...Object.fromEntries(uids)
	}));
	setOutput("approval-status", benchmark.approval);
	setOutput("lock", lockFile);
}

// src/modes/end.ts
/**
* Does the work of a mode, tells everybody what came of it, and clears up. Throws when the run is cancelled, and when a
* registration failed, after the report was published.
*/
async function toTheEnd(job, work) {
	const { folders, signal } = job;
	try {
		const outcome = await work(job);
		await Promise.race([publish(outcome, job), rejectionOf(signal)]);
		clearState();
		const error = outcome.error ?? (outcome.registered && errorOf(outcome.registered));
		if (error !== void 0) throw error;
		return outcome.report;
	} catch (error) {
		if (signal.aborted) await removeFolder(folders.report);
		throw error;
	} finally {
		await removeFolder(folders.work);
	}
}

export { unasked as a, check as c, unpackResults as d, buildReport as f, uidsOf as i, folderHash as l, rejectionOf as m, givenFor as n, readOrReport as o, ReportSchema as p, isEmpty as r, reportWithout as s, toTheEnd as t, checkName$1 as u };