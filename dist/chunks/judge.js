import { b as strictObject, h as literal, l as array, m as int, s as _enum, u as boolean, x as string } from "./schemas.js";
import { r as shownRow } from "./list.js";
import { o as APPROVALS, s as STATES, y as ERAS } from "./path.js";
import { t as ROLES } from "./role.js";
import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";

// src/medperf/plan/decide/decision.ts
/** What happens to a thing, or to one field of it; in order of gravity. */
const PLAN_VERDICTS = [
	"nothing to do",
	"reuse",
	"create",
	"update in place",
	"needs a new version",
	"needs an admin",
	"forbidden"
];
const BLOCKING = /* @__PURE__ */ new Set(["needs an admin", "forbidden"]);

// src/medperf/plan/next.ts
/** Who has to act so that a benchmark can be used. */
const NEXT = [
	"nobody",
	"owner",
	"administrator"
];
const WRITE = "nobody tells them that it waits, so write to them (of MedPerf’s own server: the MedPerf team)";
/** Who has to act on a benchmark as it is on the server (docs/medperf.md 6.4). */
function nextOf(era, state, approval) {
	if (approval === "REJECTED") return {
		who: "owner",
		text: "An administrator rejected it, which is final: change it and submit a new version."
	};
	if (approval === "APPROVED") return state === "OPERATION" ? {
		who: "nobody",
		text: "It is approved; data and model owners can ask to join."
	} : {
		who: "owner",
		text: "It is approved but in DEVELOPMENT: set `submit.state` to operation when it is ready."
	};
	if (era === "mlcube" && state === "DEVELOPMENT") return {
		who: "owner",
		text: "In DEVELOPMENT this server can neither approve nor reject it: set `submit.state` to operation when it is ready."
	};
	return {
		who: "administrator",
		text: `An administrator of the server must approve it; ${WRITE}.`
	};
}
/** Who has to act after a merge, before it happened. */
function nextOfPlan({ components, benchmark }, blocked) {
	if (benchmark.verdict === "needs an admin") return {
		who: "administrator",
		text: `An administrator of the server must act before anything is registered; ${WRITE}.`
	};
	if (blocked) return {
		who: "owner",
		text: `Nothing will be registered until what is ${[...components, benchmark].some(({ verdict }) => BLOCKING.has(verdict)) ? "refused" : "reported"} here is corrected.`
	};
	const { approval, verdict } = benchmark;
	if (approval === "APPROVED") return {
		who: "nobody",
		text: "The benchmark is approved."
	};
	if (approval === "REJECTED") return {
		who: "owner",
		text: "An administrator rejected the benchmark, which is final."
	};
	if (verdict === "nothing to do") return {
		who: "administrator",
		text: `An administrator of the server must approve the benchmark; ${WRITE}.`
	};
	return {
		who: "administrator",
		text: `An administrator of the server must then approve it, unless the server approves your benchmarks at once; ${WRITE}.`
	};
}

// src/medperf/plan/schema.ts
const text = (max) => string().max(max);
const ChangeSchema = strictObject({
	/** The server's name; below a field of JSON the path to the leaf. */
	field: text(300),
	verdict: _enum(PLAN_VERDICTS),
	/** As JSON, cut to one line. */
	from: text(300).optional(),
	to: text(300).optional(),
	note: text(300).optional()
});
const ActionSchema = strictObject({
	object: _enum([
		"container",
		"model",
		"benchmark"
	]),
	role: _enum(ROLES).optional(),
	/** Of a model that is files alone. */
	content: literal("asset").optional(),
	verdict: _enum(PLAN_VERDICTS),
	/** On the server, with its version. */
	name: text(200),
	uid: int().min(0).optional(),
	state: _enum(STATES),
	approval: _enum(APPROVALS).optional(),
	/** One sentence: why this verdict. */
	reason: text(600),
	hint: text(900).optional(),
	changes: array(ChangeSchema).max(201)
});
/** A row that `retire` names; `name` is absent where it was not looked up. */
const RetireSchema = strictObject({
	object: _enum([
		"container",
		"model",
		"benchmark"
	]),
	uid: int().min(1),
	name: text(200).optional(),
	verdict: _enum(["retire", "nothing to do"])
});
const IssueSchema = strictObject({
	severity: _enum([
		"error",
		"warning",
		"notice"
	]),
	message: text(600),
	hint: text(900).optional(),
	role: _enum(ROLES).optional()
});
/** What a merge will do on the server; JSON that may cross from one job to another, so everything in it is bounded. */
const PlanSchema = strictObject({
	schema: literal(1),
	server: text(500).optional(),
	era: _enum(ERAS),
	/** What the plan was made from. */
	seen: _enum([
		"server",
		"lock",
		"nothing"
	]),
	/** Sentences on what could not be seen. */
	unseen: array(text(600)).max(10),
	/** Containers in the order of their registration, then the benchmark. */
	actions: array(ActionSchema).max(4),
	/** What is marked as not valid, on request, after everything is registered. */
	retire: array(RetireSchema).max(100).optional(),
	issues: array(IssueSchema).max(200),
	/** Nothing would be written, because of an action or an issue. */
	blocked: boolean(),
	/** Who has to act after the merge. */
	next: strictObject({
		who: _enum(NEXT),
		text: text(600)
	})
});

// src/containers/supported.ts
/** What MedPerf accepts as `container_type` (docs/medperf.md 12.1). */
const CONTAINER_TYPES = [
	"DockerImage",
	"DockerArchive",
	"EncryptedDockerArchive",
	"SingularityFile",
	"EncryptedSingularityFile"
];
/** Whether a component of a benchmark is files alone, without a container. */
const isAsset = ({ spec }) => spec.type === "Asset";
/**
* Whether a runtime that was asked for can run a type of container (docs/medperf.md 12.1, in MedPerf's
* words).
*/
function cannotRun(type, runtime) {
	if (!type.endsWith("SingularityFile") || runtime !== "docker" && runtime !== "podman") return void 0;
	return {
		message: `Cannot run this container using ${runtime}: a SingularityFile needs apptainer or singularity`,
		hint: "Set `run.runtime` to `auto` or `apptainer`."
	};
}

// src/files/hash-file.ts
const CHUNK = 1048576;
/** Chunks between two turns of the event loop: synchronous reads are the fast ones, but others have to run as well. */
const CHUNKS_PER_TURN = 16;
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
let spare;
/**
* SHA-256 of a file and its size in bytes, read in pieces of 1 MiB (docs/medperf.md 11.1). Links are not
* followed; undefined for what is not a regular file. Rejects with the system's error where it cannot be
* read.
*/
async function hashFile(path) {
	const file = openSync(path, FLAGS);
	try {
		if (!fstatSync(file).isFile()) return void 0;
		const hash = createHash("sha256");
		spare ??= Buffer.allocUnsafeSlow(CHUNK);
		let bytes = 0;
		for (let chunks = 1;; chunks += 1) {
			const read = readSync(file, spare);
			if (read === 0) return {
				sha256: hash.digest("hex"),
				bytes
			};
			hash.update(read === CHUNK ? spare : spare.subarray(0, read));
			bytes += read;
			if (chunks % CHUNKS_PER_TURN === 0) await setImmediate();
		}
	} finally {
		closeSync(file);
	}
}

// src/lookup/credential.ts
/** Whether the inputs name somebody to register as. */
const hasCredential = ({ medperfToken, loginEmail }) => medperfToken !== void 0 || loginEmail !== void 0;

// src/medperf/plan/decide/names.ts
/** The version that a name has in the family of `base`: `base` itself is 1, `base-v3` is 3; undefined outside of it. */
function versionOf(base, name) {
	if (name === base) return 1;
	const match = name.startsWith(`${base}-v`) ? /^[1-9]\d{0,8}$/.exec(name.slice(base.length + 2)) : null;
	const version = match === null ? void 0 : Number(match[0]);
	return version === void 0 || version < 2 ? void 0 : version;
}
/** The rows of a family, the newest version first. */
const familyOf = (base, rows) => rows.filter(({ name }) => versionOf(base, name) !== void 0).toSorted((a, b) => (versionOf(base, b.name) ?? 0) - (versionOf(base, a.name) ?? 0));
/** The name of the version after all that exist; numbers whose names somebody else took are left out. */
function nextName(base, family, isTaken) {
	const newest = Math.max(1, ...family.map(({ name }) => versionOf(base, name) ?? 1));
	for (let version = newest + 1;; version += 1) {
		const name = `${base}-v${version}`;
		if (!isTaken(name)) return name;
	}
}

// src/medperf/plan/retire/in-use.ts
/**
* What a plan uses. `considered` counts the rows as well that a new version is to take the place of: whether it is needed may
* only turn out after a push.
*/
function keptBy({ components, benchmark }, considered = false) {
	const used = components.flatMap(({ verdict, candidate }) => candidate === void 0 || !considered && (verdict === "needs a new version" || BLOCKING.has(verdict)) ? [] : [candidate]);
	return {
		containers: new Set(used.flatMap(({ kind, contentUid }) => kind === "container" ? contentUid : [])),
		models: new Set(used.flatMap(({ modelUid }) => modelUid ?? [])),
		benchmarks: new Set(benchmark.uid === void 0 ? [] : [benchmark.uid])
	};
}
/** Who uses a row of one's own, in words; undefined where nobody does. Rejected and retired benchmarks use nothing. */
function userOf(snapshot, kept, { collection, uid }) {
	switch (collection) {
		case "benchmarks": return userOfBenchmark(snapshot, kept, uid);
		case "models": return userOfModel(snapshot, kept, uid);
		case "mlcubes": return userOfContainer(snapshot, kept, uid);
	}
}
const THIS = "this benchmark.yaml is registered with it";
function userOfBenchmark({ mine }, kept, uid) {
	if (kept.benchmarks.has(uid)) return "this benchmark.yaml is registered as it";
	const approval = mine.benchmarks.find((row) => row.uid === uid)?.approval;
	if (approval === "PENDING") return "it is pending, and would stay so: only an administrator can end that";
	return approval === "APPROVED" ? "it is approved, so that participants may stand on it" : void 0;
}
function userOfModel(snapshot, kept, uid) {
	if (kept.models.has(uid)) return THIS;
	const container = snapshot.mine.models.find((row) => row.uid === uid)?.container?.uid;
	if (container !== void 0 && kept.containers.has(container)) return THIS;
	return benchmarkOn(snapshot, ({ data_preparator, reference_model, evaluator }) => reference_model === uid || data_preparator === container || evaluator === container);
}
function userOfContainer(snapshot, kept, uid) {
	const model = snapshot.mine.models.find(({ container }) => container?.uid === uid);
	if (model !== void 0) return `it is inside model ${model.uid}, which is retired together with it`;
	if (kept.containers.has(uid)) return THIS;
	const isModel = snapshot.era === "model";
	return benchmarkOn(snapshot, ({ data_preparator, reference_model, evaluator }) => data_preparator === uid || evaluator === uid || !isModel && reference_model === uid);
}
/** The first benchmark of anybody that stands on something. */
function benchmarkOn({ mine, others }, standsOn) {
	const user = [...mine.benchmarks.filter(({ isValid, approval }) => isValid && approval !== "REJECTED"), ...others.benchmarks].find(({ components }) => components !== void 0 && standsOn(components));
	return user === void 0 ? void 0 : `benchmark ${user.uid}, \`${user.name}\`, stands on it`;
}

// src/medperf/plan/retire/judge.ts
/** Judges the rows that somebody asked to retire: only one's own, and none that anything stands on. */
function judgeRetire(snapshot, requests, kept) {
	const rows = [];
	const done = [];
	const issues = [];
	for (const request of requests) {
		const row = rowsOf(snapshot, request).find(({ uid }) => uid === request.uid);
		const reason = row === void 0 ? strangerOf(snapshot, request) : userOf(snapshot, kept, request);
		if (row?.isValid === false) done.push({
			...request,
			name: row.name
		});
		else if (row !== void 0 && reason === void 0) rows.push({
			...request,
			name: row.name
		});
		else {
			const name = row === void 0 ? "" : ` (\`${row.name}\`)`;
			issues.push({
				severity: "error",
				message: `${shownRow(request)}${name} cannot be retired: ${reason}`,
				hint: "Take it out of the input `retire`."
			});
		}
	}
	return {
		rows,
		done,
		issues
	};
}
const rowsOf = ({ mine }, { collection }) => collection === "mlcubes" ? mine.containers : mine[collection];
function strangerOf({ others }, { collection, uid }) {
	const owner = (collection === "mlcubes" ? others.containers : others[collection]).find((row) => row.uid === uid)?.owner;
	return owner === void 0 ? "the server has no such row" : `it belongs to user ${owner}`;
}
/**
* What carries the names of one benchmark and serves nobody: rejected benchmarks, and containers and models that no other
* benchmark on the server stands on. Somebody's data set may still be prepared with one: that is counted once it is to be retired.
*/
function strayRows(snapshot, names, kept) {
	const { benchmarks, containers, models } = snapshot.mine;
	const family = (collection, rows) => names.flatMap((name) => familyOf(name, rows)).filter(({ isValid }) => isValid).map(({ uid, name }) => ({
		collection,
		uid,
		name
	}));
	return [
		...family("benchmarks", benchmarks),
		...family("mlcubes", containers),
		...family("models", models)
	].filter((row) => userOf(snapshot, kept, row) === void 0);
}
/** The input that would retire these rows. */
const retireInput = (rows) => rows.map(shownRow).join(", ");

export { familyOf as a, hasCredential as c, cannotRun as d, isAsset as f, BLOCKING as g, nextOfPlan as h, keptBy as i, hashFile as l, nextOf as m, retireInput as n, nextName as o, PlanSchema as p, strayRows as r, versionOf as s, judgeRetire as t, CONTAINER_TYPES as u };