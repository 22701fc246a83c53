import { t as known } from "./known.js";
import { t as ExpectedError } from "./error.js";
import { a as locatePath, d as readKind, f as readLock, l as lockPath, o as readSmall } from "./repository.js";
import { t as ROLES } from "./role.js";
import { i as componentKeys, r as assumeRules, s as isModelRole } from "./rules.js";
import { existsSync, realpathSync } from "node:fs";

// src/medperf/plan/lock/snapshot.ts
const EMPTY = {
	containers: [],
	models: [],
	benchmarks: []
};
/** A snapshot of a server nobody asked: nothing is registered as far as anybody knows. */
const blindSnapshot = (rules) => ({
	origin: "",
	rules,
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
function lockSnapshot(lock, rules = assumeRules(lock.era)) {
	const { owner } = lock;
	const own = ROLES.filter((role) => !lock.components[role].given);
	const isModel = (role) => isModelRole(rules, role);
	const given = ROLES.filter((role) => lock.components[role].given);
	return {
		origin: lock.server,
		rules,
		me: {
			id: owner,
			email: ""
		},
		mine: {
			containers: own.map((role) => lock.components[role]).filter((locked) => readKind(locked) === "container").map((locked) => contentRow(locked, owner)),
			models: own.filter(isModel).map((role) => modelRow(lock.components[role], owner)),
			benchmarks: [benchmarkRow(lock, rules)]
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
	return isModelRole(assumeRules(lock.era), role) ? modelRow(locked, lock.owner) : contentRow(locked, lock.owner);
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
function benchmarkRow({ benchmark, components, owner }, rules) {
	const keys = Object.values(componentKeys(rules));
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

export { lockSnapshot as a, findLockedRow as i, blindSnapshot as n, evidenceWithLock as r, readLockFile as t };