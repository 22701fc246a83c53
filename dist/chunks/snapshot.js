import { t as known } from "./known.js";
import { a as listRoles, i as findCounterpart, o as mapParts, r as expectPart } from "./role.js";
import { c as isModelRole, i as componentKeys, r as assumeRules } from "./rules.js";
import { n as readKind } from "./lock.js";

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
		const isSame = found.image.imageId !== void 0 && found.image.imageId === locked?.imageId;
		if (found.image.standing !== void 0) return found;
		if (!isSame || found.image.toPush !== true || typeof digest !== "string") return found;
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

export { lockSnapshot as i, evidenceWithLock as n, findLockedRow as r, blindSnapshot as t };