import { t as known } from "./known.js";
import { t as ExpectedError } from "./error.js";
import { n as LFS_HINT, r as isLfsPointer, t as LFS_CODE } from "./pointer.js";
import { _ as lockPath, b as readLock, c as readSmall, s as locatePath, y as readKind } from "./repository.js";
import { a as listRoles, i as findCounterpart, o as mapParts, r as expectPart } from "./role.js";
import { c as isModelRole, i as componentKeys, r as assumeRules } from "./rules.js";
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
	const own = listRoles(lock.components).filter((role) => lock.components[role]?.given === false);
	const isModel = (role) => isModelRole(rules, role);
	const given = listRoles(lock.components).filter((role) => lock.components[role]?.given);
	const locked = (roles) => roles.flatMap((role) => lock.components[role] ?? []);
	return {
		origin: lock.server,
		rules,
		me: {
			id: owner,
			email: ""
		},
		mine: {
			containers: locked(own).filter((one) => readKind(one) === "container").map((one) => contentRow(one, owner)),
			models: locked(own.filter(isModel)).map((one) => modelRow(one, owner)),
			benchmarks: [benchmarkRow(lock, rules)]
		},
		others: EMPTY,
		assets: [],
		given: Object.fromEntries(given.map((role) => [role, rowOf(lock, role)])),
		blind: "lock"
	};
}
/** The row of a role as the last merge left it, where that is the one with this uid. */
const findLockedRow = (lock, role, uid) => lock.components[role]?.uid === uid ? rowOf(lock, role) : void 0;
function rowOf(lock, role) {
	const locked = expectPart(lock.components, role);
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
/** What a server that was brought to the topology era since then made of every benchmark (docs/medperf.md 6.10). */
const MIGRATED = "byo_inference_script";
function benchmarkRow({ benchmark, owner }, rules) {
	const keys = Object.entries(componentKeys(rules));
	const others = Object.entries(benchmark.fields).filter(([name]) => !keys.some(([, key]) => key === name));
	const uids = keys.map(([role, key]) => [role, benchmark.fields[key] ?? void 0]);
	return {
		uid: benchmark.uid,
		name: benchmark.name,
		owner,
		state: benchmark.state,
		isValid: true,
		isActive: true,
		approval: benchmark.approvalStatus,
		approvedAt: null,
		components: known(Object.fromEntries(uids)),
		fields: known({
			topology: rules.topology ? MIGRATED : void 0,
			...Object.fromEntries(others)
		})
	};
}
/**
* The evidence with what the lock adds: an image whose local ID was registered before is in the registry already, under the
* digest and reference that were registered then.
*/
function evidenceWithLock(evidence, lock) {
	if (lock === void 0) return evidence;
	const components = mapParts(evidence.components, (found, role) => {
		const locked = findCounterpart(lock.components, role);
		const digest = locked?.fields["image_hash"];
		if (!(found.image.imageId !== void 0 && found.image.imageId === locked?.imageId) || found.image.toPush !== true || typeof digest !== "string") return found;
		const config = locked?.fields["container_config"];
		const reference = typeof config?.image === "string" ? config.image : found.image.reference;
		return {
			...found,
			image: known({
				...found.image,
				reference,
				digest,
				toPush: false
			})
		};
	});
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
	if (found.kind === "unreadable") throw unusable(path, "cannot be read by the user of the runner");
	if (found.kind !== "file") throw unusable(path, "is not a file of the repository");
	const bytes = readSmall(found.path);
	if ("wrong" in bytes) throw unusable(path, bytes.wrong);
	if (isLfsPointer(bytes)) {
		const why = `${path} is a Git LFS pointer, not the file itself`;
		throw new ExpectedError("lock", why, {
			hint: LFS_HINT,
			code: LFS_CODE
		});
	}
	return readLock(bytes.toString(), path);
}
const unusable = (path, why) => new ExpectedError("lock", `${path} ${why}`, { hint: "Put the file itself there, as the last merge left it, or delete it: without it the server is asked." });

export { lockSnapshot as a, findLockedRow as i, blindSnapshot as n, evidenceWithLock as r, readLockFile as t };