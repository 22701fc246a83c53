import { D as strictObject, E as record, M as url, O as string, S as literal, _ as boolean, m as _enum, t as ExpectedError, v as custom, x as int } from "./error.js";
import { n as plainLine } from "./text.js";
import { o as parseJson } from "./json.js";
import { n as STATES, t as APPROVALS } from "./rows.js";

// src/medperf/era.ts
/** The four revisions of MedPerf's server API that are told apart, oldest first (docs/medperf.md 1.1). */
const ERAS = [
	"mlcube",
	"container",
	"model",
	"topology"
];

// src/medperf/plan/lock/lock.ts
/** The usual name of the file, beside benchmark.yaml. */
const LOCK_FILE = "benchmark.lock.json";
const text = (max) => string().max(max);
const Uid = int().min(1);
const Fields = record(text(100), custom((value) => value !== void 0, "missing"));
const LockedComponentSchema = strictObject({
	/** Of the model, where the reference model is one. */
	uid: Uid,
	/** Of the container under `mlcubes/`; a model has this or the next. */
	container: Uid.optional(),
	/** Of the asset under `assets/`: such a model is files alone. */
	asset: Uid.optional(),
	name: text(128),
	state: _enum(STATES),
	/** Named by `uid` in benchmark.yaml, so not this benchmark's to change. */
	given: boolean(),
	/** The image ID that was tested, with `sha256:`: the same image is the same digest without asking a registry. */
	imageId: text(200).optional(),
	/** What is registered, under the server's names: configuration, parameters, digests, hashes, addresses. */
	fields: Fields
}).refine(({ container, asset }) => container === void 0 !== (asset === void 0), "neither a container nor an asset");
const LockedBenchmarkSchema = strictObject({
	uid: Uid,
	name: text(128),
	state: _enum(STATES),
	approvalStatus: _enum(APPROVALS),
	/** Without `metadata`, which holds the results and can be large. */
	fields: Fields
});
/** What the last merge registered, as benchmark.lock.json keeps it. */
const LockSchema = strictObject({
	schema: literal(1),
	server: url({ protocol: /^https?$/ }).max(500),
	era: _enum(ERAS),
	/** The user's id on the server. */
	owner: Uid,
	/** Path of the benchmark.yaml in its repository. */
	config: text(1e3),
	commit: string().regex(/^[0-9a-f]{40,64}$/).optional(),
	benchmark: LockedBenchmarkSchema,
	/** By the keys of benchmark.yaml. */
	components: strictObject({
		data_preparator: LockedComponentSchema,
		reference_model: LockedComponentSchema,
		benchmark_script: LockedComponentSchema.optional(),
		evaluator: LockedComponentSchema.optional()
	}).refine(({ benchmark_script, evaluator }) => benchmark_script !== void 0 || evaluator !== void 0, {
		path: ["evaluator"],
		error: "neither an evaluator nor a script"
	})
});
/** What a component of a lock is made of. */
const readKind = ({ asset }) => asset === void 0 ? "container" : "asset";
/** Reads a lock file's text; throws kind `lock` for one that no action wrote. */
function readLock(text, shown = LOCK_FILE) {
	const result = LockSchema.safeParse(parsed(text, shown));
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	const where = issue === void 0 ? "" : ` at \`${plainLine(issue.path.join("."), 100)}\`: ${plainLine(issue.message, 200)}`;
	throw new ExpectedError("lock", `${shown} is not a lock file of this action${where}`, { hint: RESTORE });
}
const RESTORE = "Restore it from the last merge, or delete it: without it the server is asked.";
function parsed(text, shown) {
	try {
		return parseJson(text);
	} catch {
		throw new ExpectedError("lock", `${shown} is not JSON`, { hint: RESTORE });
	}
}
/** The text of a lock file; the same lock gives the same bytes. */
const writeLock = (lock) => `${JSON.stringify(lock, null, 2)}\n`;

export { ERAS as a, writeLock as i, readKind as n, readLock as r, LOCK_FILE as t };