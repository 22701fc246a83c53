import { t as isMapping } from "./value.js";
import { t as known } from "./known.js";
import { t as ExpectedError } from "./error.js";
import { a as locatePath, d as readKind, f as readLock, l as lockPath, o as readSmall } from "./repository.js";
import { t as ROLES } from "./role.js";
import { i as RULES, n as EDITABLE_BENCHMARK, s as isModelRole } from "./era.js";
import { existsSync, realpathSync } from "node:fs";

// src/medperf/plan/decide/benchmark-fields.ts
/** Outputs of the test; they may differ from run to run, and alone are no reason for a new version. */
const MEASURED = /* @__PURE__ */ new Set(["metadata", "demo_dataset_generated_uid"]);
/** The keys of the three components in a benchmark (docs/medperf.md 6.1). */
const componentKeys = (era) => ({
	data_preparator: "data_preparation_mlcube",
	reference_model: RULES[era].modelKey,
	evaluator: "data_evaluator_mlcube"
});
/** What a difference in a field means for a benchmark in OPERATION (docs/medperf.md 6.5). */
function frozenVerdict(field) {
	if (MEASURED.has(field)) return "nothing to do";
	return EDITABLE_BENCHMARK.includes(field) ? "update in place" : "needs a new version";
}
/** The wanted fields with the uids of the components; those to be created are not known yet. */
function withComponents(snapshot, { benchmark }, components) {
	const keys = componentKeys(snapshot.era);
	const uidOf = (role) => components.find((component) => component.role === role)?.uid;
	const known = ROLES.flatMap((role) => {
		const uid = uidOf(role);
		return uid === void 0 ? [] : [[keys[role], uid]];
	});
	const unknown = ROLES.filter((role) => uidOf(role) === void 0);
	return {
		fields: {
			...benchmark.fields,
			...Object.fromEntries(known)
		},
		unknown: {
			...benchmark.unknown,
			...Object.fromEntries(unknown.map((role) => [keys[role], `the ${role} to be registered`]))
		}
	};
}
/** A row's fields and component uids under the server's names. */
function registeredFields(snapshot, row) {
	const keys = componentKeys(snapshot.era);
	return {
		...row.fields,
		...Object.fromEntries(ROLES.map((role) => [keys[role], row.components[role]]))
	};
}
/** Keys that somebody else put into the metadata stay. */
function withOldMetadata(registered, wanted) {
	const old = registered["metadata"] ?? null;
	const metadata = wanted["metadata"] ?? null;
	return isMapping(old) && isMapping(metadata) ? {
		...wanted,
		metadata: {
			...old,
			...metadata
		}
	} : wanted;
}

// src/medperf/plan/lock/snapshot.ts
const EMPTY = {
	containers: [],
	models: [],
	benchmarks: []
};
/** A snapshot of a server nobody asked: nothing is registered as far as anybody knows. */
const blindSnapshot = (era) => ({
	origin: "",
	era,
	me: {
		id: 0,
		email: ""
	},
	mine: EMPTY,
	others: EMPTY,
	assets: [],
	given: {},
	blind: "nothing"
});
/** What the last merge left on the server, for a plan without credentials. */
function lockSnapshot(lock) {
	const { era, owner } = lock;
	const own = ROLES.filter((role) => !lock.components[role].given);
	const isModel = (role) => isModelRole(lock, role);
	const given = ROLES.filter((role) => lock.components[role].given);
	return {
		origin: lock.server,
		era,
		me: {
			id: owner,
			email: ""
		},
		mine: {
			containers: own.map((role) => lock.components[role]).filter((locked) => readKind(locked) === "container").map((locked) => contentRow(locked, owner)),
			models: own.filter(isModel).map((role) => modelRow(lock.components[role], owner)),
			benchmarks: [benchmarkRow(lock)]
		},
		others: EMPTY,
		assets: [],
		given: Object.fromEntries(given.map((role) => [role, rowOf(lock, role)])),
		blind: "lock"
	};
}
/** The row of a role as the last merge left it, where that is the one with this uid. */
const findLockedRow = (lock, role, uid) => lock.components[role].uid === uid ? rowOf(lock, role) : void 0;
function rowOf(lock, role) {
	const locked = lock.components[role];
	return isModelRole(lock, role) ? modelRow(locked, lock.owner) : contentRow(locked, lock.owner);
}
const contentRow = (locked, owner) => ({
	uid: locked[readKind(locked)] ?? locked.uid,
	name: locked.name,
	owner,
	state: locked.state,
	isValid: true,
	fields: locked.fields
});
function modelRow(locked, owner) {
	const { fields: _, ...row } = contentRow(locked, owner);
	return {
		...row,
		uid: locked.uid,
		[readKind(locked)]: contentRow(locked, owner)
	};
}
function benchmarkRow({ benchmark, components, owner, era }) {
	const keys = Object.values(componentKeys(era));
	return {
		uid: benchmark.uid,
		name: benchmark.name,
		owner,
		state: benchmark.state,
		isValid: true,
		isActive: true,
		approval: benchmark.approvalStatus,
		approvedAt: null,
		components: {
			data_preparator: components.data_preparator.uid,
			reference_model: components.reference_model.uid,
			evaluator: components.evaluator.uid
		},
		fields: Object.fromEntries(Object.entries(benchmark.fields).filter(([name]) => !keys.includes(name)))
	};
}
/**
* The evidence with what the lock adds: an image whose local ID was registered before is in the registry already, under the
* digest and reference that were registered then.
*/
function evidenceWithLock(evidence, lock) {
	if (lock === void 0) return evidence;
	const components = Object.fromEntries(ROLES.map((role) => {
		const found = evidence.components[role];
		const locked = lock.components[role];
		const digest = locked.fields["image_hash"];
		if (!(found.image.imageId !== void 0 && found.image.imageId === locked.imageId) || found.image.toPush !== true || typeof digest !== "string") return [role, found];
		const config = locked.fields["container_config"];
		const reference = typeof config?.image === "string" ? config.image : found.image.reference;
		return [role, {
			...found,
			image: known({
				...found.image,
				reference,
				digest,
				toPush: false
			})
		}];
	}));
	return {
		...evidence,
		components
	};
}

// src/lookup/lock-file.ts
/**
* What the last merge registered, from the checkout; undefined without a lock. Throws an ExpectedError of kind `lock`, also for
* one that is not a file of the repository.
*/
function readLockFile(workspace, config) {
	if (!existsSync(workspace)) return void 0;
	const path = lockPath(config);
	const found = locatePath(realpathSync(workspace), "", path);
	if (found.kind === "missing") return void 0;
	if (found.kind !== "file") throw unusable(path, "is not a file of the repository");
	const bytes = readSmall(found.path);
	if ("wrong" in bytes) throw unusable(path, bytes.wrong);
	return readLock(bytes.toString(), path);
}
const unusable = (path, why) => new ExpectedError("lock", `${path} ${why}`, { hint: "Put the file itself there, as the last merge left it, or delete it: without it the server is asked." });

export { lockSnapshot as a, frozenVerdict as c, withOldMetadata as d, findLockedRow as i, registeredFields as l, blindSnapshot as n, MEASURED as o, evidenceWithLock as r, componentKeys as s, readLockFile as t, withComponents as u };