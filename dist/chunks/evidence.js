import { i as quoteName, n as plainLine } from "./text.js";
import { t as known } from "./known.js";
import { l as toJson } from "./json.js";
import { n as isRawNumber, t as isMapping } from "./value.js";
import { r as shownRow, t as findObject } from "./list.js";
import { i as splitReference, r as isSingularityReference } from "./image-reference.js";
import { a as listRoles, i as findCounterpart, n as collectParts, o as mapParts, r as expectPart, s as nameRole, t as ROLES } from "./role.js";
import { a as isSameJson, i as findDifferences, n as uniqueKey, r as unwrapContent, t as sameContent } from "./content.js";
import { a as contentRules, c as isModelRole, i as componentKeys, n as EDITABLE_BENCHMARK, o as countCharacters, r as assumeRules, s as findSeat } from "./rules.js";
import { n as readKind } from "./lock.js";
import { i as lockSnapshot, n as evidenceWithLock, t as blindSnapshot } from "./snapshot.js";
import { t as describeDoubt } from "./doubt.js";
import { C as listSteps, D as BLOCKING, E as foreseeNext, a as isLeftOver, c as readVersion, d as findLeaves, h as nameKind, i as listKept, l as breaksSanitising, m as isAsset, n as judgeRetire, o as findFamily, r as retireInput, s as nextName, t as findStrayRows, u as explainUnholdable, v as hideUrlSecrets } from "./judge.js";

// src/medperf/plan/lock/imagine.ts
/** What a server holds as far as a lock knows, and its rules as far as they were found out, else those that are assumed. */
function imagineSnapshot(lock, server, assumed) {
	const rules = lock && findLockedRules(lock, server);
	if (lock !== void 0 && rules !== void 0) return lockSnapshot(migrate(lock, rules), rules);
	return {
		...blindSnapshot(server?.rules ?? assumed),
		origin: server?.origin ?? ""
	};
}
/**
* The rules of the server that a lock is of: those of the lock's era where nobody looked at it. Undefined where it has become one
* whose rows are other ones.
*/
function findLockedRules(lock, server) {
	if (server?.origin !== lock.server) return assumeRules(lock.era);
	const { rules } = server;
	return rules.era === lock.era || lock.era === "model" && rules.era === "topology" ? rules : void 0;
}
/** A server that got topologies gave every benchmark this one (docs/medperf.md 6.10). */
function migrate(lock, rules) {
	if (!rules.topology || lock.benchmark.fields["topology"] !== void 0) return lock;
	const fields = {
		topology: "byo_inference_script",
		...lock.benchmark.fields
	};
	return {
		...lock,
		benchmark: {
			...lock.benchmark,
			fields
		}
	};
}

// src/medperf/plan/decide/benchmark-fields.ts
/** Outputs of the test; they may differ from run to run, and alone are no reason for a new version. */
const MEASURED = /* @__PURE__ */ new Set(["metadata", "demo_dataset_generated_uid"]);
/** What a difference in a field means for a benchmark in OPERATION (docs/medperf.md 6.5). */
function frozenVerdict(field) {
	if (MEASURED.has(field)) return "nothing to do";
	return EDITABLE_BENCHMARK.includes(field) ? "update in place" : "needs a new version";
}
/** The wanted fields with the uids of the components; those to be created are not known yet. */
function withComponents(snapshot, { benchmark, topology, components: parts }, components) {
	const { rules } = snapshot;
	const keys = componentKeys(rules);
	const seats = listRoles(parts).flatMap((role) => {
		const key = keys[findSeat(rules, topology, role)];
		const uid = components.find((component) => component.role === role)?.uid;
		return key === void 0 ? [] : [{
			key,
			role,
			uid
		}];
	});
	const known = seats.flatMap(({ key, uid }) => uid === void 0 ? [] : [[key, uid]]);
	const unknown = seats.filter(({ uid }) => uid === void 0);
	const empty = Object.values(keys).filter((key) => !seats.some((seat) => seat.key === key));
	return {
		fields: {
			...benchmark.fields,
			...Object.fromEntries(known),
			...Object.fromEntries(empty.map((key) => [key, null]))
		},
		unknown: {
			...benchmark.unknown,
			...Object.fromEntries(unknown.map(({ key, role }) => [key, `the ${role} to be registered`]))
		}
	};
}
/**
* What has to be sent for some changes. A topology is judged together with the components, so it never changes without them
* (docs/medperf.md 6.10).
*/
function completeWrite(snapshot, write, target) {
	if (!("topology" in write)) return write;
	const parts = Object.values(componentKeys(snapshot.rules)).filter((key) => target.fields[key] !== void 0);
	return {
		...write,
		...Object.fromEntries(parts.map((key) => [key, target.fields[key] ?? null]))
	};
}
/** A row's fields and component uids under the server's names. */
function registeredFields(snapshot, row) {
	const components = Object.entries(componentKeys(snapshot.rules)).map(([role, key]) => [key, row.components[role] ?? null]);
	return {
		...row.fields,
		...Object.fromEntries(components)
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

// src/medperf/plan/decide/keep-addresses.ts
/** The hash that goes with each address (docs/medperf.md 4.1, 5.4). */
const HASH_OF = {
	git_mlcube_url: "mlcube_hash",
	git_parameters_url: "parameters_hash",
	image_tarball_url: "image_tarball_hash",
	additional_files_tarball_url: "additional_files_tarball_hash",
	asset_url: "asset_hash"
};
/**
* The wanted content with a registered address kept where it will always yield the same file: each commit has another raw
* address for what it did not change, which alone is no change.
*/
function keepAddresses(wanted, registered) {
	const kept = Object.entries(HASH_OF).flatMap(([url, hash]) => {
		const [before, now] = [registered[url], wanted.fields[url]];
		return isSameJson(registered[hash] ?? null, wanted.fields[hash] ?? null) && lastingRepository(before) !== void 0 && lastingRepository(before) === lastingRepository(now) && before !== void 0 ? [[url, before]] : [];
	});
	return {
		...wanted,
		fields: {
			...wanted.fields,
			...Object.fromEntries(kept)
		}
	};
}
const COMMIT = "[0-9a-f]{40}(?:[0-9a-f]{24})?";
const LASTING = [
	new RegExp(`^https://raw\\.(?<host>github)usercontent\\.com/(?<name>[^/]+/[^/]+)/${COMMIT}/.`),
	new RegExp(`^https?://(?<host>.+)/(?<name>[^/]+/[^/]+)/raw/${COMMIT}/.`),
	/^https?:\/\/(?<host>.+)\/(?<name>[^/]+\/[^/]+)\/releases\/download\/[^/]+\/[^/]+$/
];
/** The repository of an address that always yields the same file: one in a whole commit, or an asset of a release. */
function lastingRepository(url) {
	if (typeof url !== "string") return void 0;
	for (const pattern of LASTING) {
		const { host, name } = pattern.exec(url)?.groups ?? {};
		if (host !== void 0 && name !== void 0) return `${host.replace(/^github\.com$/, "github")}/${name}`.toLowerCase();
	}
}

// src/medperf/plan/decide/changes.ts
/** Compares what is registered with what is wanted, field by field; `verdictOf` says what a difference means. */
function compareFields(registered, wanted, names, verdictOf) {
	const differing = names.filter((name) => {
		const value = wanted.fields[name];
		return value !== void 0 && !isSameJson(registered[name] ?? null, value);
	});
	const waiting = names.filter((name) => wanted.unknown[name] !== void 0);
	return {
		changes: names.flatMap((name) => {
			if (waiting.includes(name)) return [known({
				field: name,
				verdict: verdictOf(name),
				note: wanted.unknown[name] || void 0
			})];
			if (!differing.includes(name)) return name in wanted.fields ? [{
				field: name,
				verdict: "nothing to do"
			}] : [];
			return leaves(name, registered[name] ?? null, wanted.fields[name] ?? null, verdictOf(name));
		}),
		write: Object.fromEntries(differing.map((name) => [name, wanted.fields[name] ?? null])),
		changed: [...differing, ...waiting]
	};
}
function leaves(field, from, to, verdict) {
	return findDifferences(from, to, field).map((difference) => known({
		field: difference.path,
		verdict,
		from: difference.from,
		to: difference.to
	}));
}
/** The fields of something new. */
function listCreations(wanted, names, verdict) {
	return names.flatMap((name) => {
		const value = wanted.fields[name];
		if (value !== void 0) return [{
			field: name,
			verdict,
			to: value
		}];
		return wanted.unknown[name] === void 0 ? [] : [known({
			field: name,
			verdict,
			note: wanted.unknown[name] || void 0
		})];
	});
}
/**
* The wanted content with what is registered kept where the difference is none: the tag of an image that this action pushed,
* and the address of a file in another commit.
*/
const keepRegistered = (wanted, registered) => keepAddresses(keepTag(wanted, registered), registered);
/**
* The wanted content with a registered reference kept where it names the same image: an image that this action pushed
* gets a new tag with each commit, which alone is no change.
*/
function keepTag(wanted, registered) {
	const config = wanted.fields["container_config"] ?? null;
	const held = registered["container_config"] ?? null;
	if (!isMapping(config) || !isMapping(held)) return wanted;
	if (!isSameJson(wanted.fields["image_hash"] ?? null, registered["image_hash"] ?? null)) return wanted;
	const image = held["image"];
	if (image === void 0 || repositoryOf(image) !== repositoryOf(config["image"] ?? null)) return wanted;
	return {
		...wanted,
		fields: {
			...wanted.fields,
			container_config: {
				...config,
				image
			}
		}
	};
}
const repositoryOf = (image) => typeof image === "string" ? splitReference(image).name : image;

// src/medperf/plan/decide/pending-benchmark.ts
/** The owner's benchmark that waits for an administrator; there is one at most (docs/medperf.md 6.3). */
const findPending = (snapshot) => snapshot.mine.benchmarks.find(({ approval }) => approval === "PENDING");
/** One pending benchmark per owner, and only an administrator can end that (docs/medperf.md 6.3). */
function blockedBy(snapshot, pending, common) {
	const own = pending.state === "DEVELOPMENT" ? " It is in DEVELOPMENT: it could also be changed in place into this one, by giving its name as `name` in benchmark.yaml." : "";
	return {
		...common,
		verdict: "needs an admin",
		reason: `your benchmark ${pending.uid}, \`${pending.name}\`, is still pending, and an owner can have only one`,
		hint: `An administrator of the server must ${isLeftOver(snapshot, pending) ? "delete" : "approve, reject or delete"} it first; the server tells nobody, so write to them.${own}`
	};
}

// src/medperf/plan/decide/frozen.ts
/** In OPERATION, retired or rejected: little may change, the rest is a new version. */
function decideFrozen(question, family, row) {
	const { snapshot, wanted, target, names } = question;
	const registered = registeredFields(snapshot, row);
	const { changes, write, changed } = compareFields(registered, target, names, frozenVerdict);
	const needsNew = changed.filter((field) => frozenVerdict(field) === "needs a new version");
	const final = row.approval === "REJECTED" || !row.isValid;
	const editable = changed.filter((field) => frozenVerdict(field) === "update in place");
	const common = {
		name: row.name,
		uid: row.uid,
		approval: row.approval,
		state: row.state,
		promote: false
	};
	if (needsNew.length > 0 || !row.isValid && changed.length > 0) return newVersion$1(question, family, row, {
		changes: noted(changes),
		frozen: needsNew
	});
	if (final || editable.length === 0) {
		const why = final ? ended(row) : asWanted(wanted, row);
		return {
			...common,
			verdict: "nothing to do",
			changes: noted(changes),
			...why
		};
	}
	return {
		...common,
		verdict: "update in place",
		changes: noted(changes),
		reason: `\`${row.name}\` is in OPERATION, where these fields may still change`,
		write: Object.fromEntries(editable.map((field) => [field, write[field] ?? null]))
	};
}
const noted = (changes) => changes.map((change) => {
	const measured = MEASURED.has(change.field.split(".")[0] ?? "");
	if (change.verdict !== "nothing to do" || !measured || change.from === void 0 && change.to === void 0) return change;
	return {
		...change,
		note: "frozen; a measured value alone makes no new version"
	};
});
function asWanted(wanted, row) {
	if (wanted.state === row.state) return { reason: "it is as wanted" };
	return { reason: "it is as wanted, but in OPERATION, from where no way leads back" };
}
function ended(row) {
	if (!row.isValid) return {
		reason: `\`${row.name}\` was retired, and this is exactly it`,
		hint: "Change the benchmark or its name to register it again."
	};
	return {
		reason: `\`${row.name}\` was rejected by an administrator, which is final, and this is exactly it`,
		hint: "Change what they found wrong; a new version is then submitted. If they changed their mind, give another `name`."
	};
}
function newVersion$1(question, family, row, { changes, frozen }) {
	const { snapshot, wanted, target } = question;
	const base = wanted.benchmark.name;
	const taken = [...snapshot.mine.benchmarks, ...snapshot.others.benchmarks].map(({ name }) => name);
	const name = nextName(base, family, (next) => taken.includes(next));
	const common = {
		name,
		state: wanted.state,
		changes,
		promote: false
	};
	const { benchmarkName } = snapshot.rules;
	if (countCharacters(name) > benchmarkName) {
		const reason = `the next name \`${name}\` is longer than ${benchmarkName} characters`;
		return {
			...common,
			verdict: "forbidden",
			reason,
			hint: "Give a shorter `name` in benchmark.yaml."
		};
	}
	const pending = findPending(snapshot);
	if (pending !== void 0) return blockedBy(snapshot, pending, common);
	return {
		...common,
		verdict: "needs a new version",
		reason: `\`${row.name}\` ${whyNew$1(snapshot, row, frozen)}`,
		write: target.fields
	};
}
function whyNew$1(snapshot, row, frozen) {
	if (!row.isValid) return "was retired";
	if (row.approval === "REJECTED") return "was rejected by an administrator, which is final";
	if (isLeftOver(snapshot, row)) return "became a byo_inference_script benchmark with an asset when the server was brought to its era, which nobody can run or change";
	const keys = componentKeys(snapshot.rules);
	const words = frozen.map((field) => {
		const role = ROLES.find((one) => keys[one] === field);
		return role === void 0 ? `\`${field}\`` : nameRole(role);
	});
	return `is in OPERATION, where its ${words.join(", ")} ${words.length === 1 ? "is" : "are"} frozen`;
}

// src/medperf/plan/decide/benchmark.ts
/** What is to be done so that the server holds the benchmark as wanted, given what happens to its components. */
function decideBenchmark(snapshot, wanted, components) {
	const target = withComponents(snapshot, wanted, components);
	const question = {
		snapshot,
		wanted,
		target,
		names: [...Object.keys(target.fields), ...Object.keys(target.unknown)]
	};
	const family = findFamily(wanted.benchmark.name, snapshot.mine.benchmarks);
	const latest = family[0];
	if (latest === void 0) return createFirst$1(question);
	const same = family.find((row) => isSame$1(question, row));
	if (same !== void 0) return decideFrozen(question, family, same);
	if (latest.state === "DEVELOPMENT" && latest.isValid && latest.approval !== "REJECTED") return edit(question, latest);
	return decideFrozen(question, family, latest);
}
/** Whether a row in OPERATION is what is wanted, but for what may still change there. */
function isSame$1({ snapshot, target, names }, row) {
	if (row.state !== "OPERATION" || !row.isValid || row.approval === "REJECTED") return false;
	const { changed } = compareFields(registeredFields(snapshot, row), target, names, frozenVerdict);
	return changed.every((field) => frozenVerdict(field) !== "needs a new version");
}
function createFirst$1({ snapshot, wanted, target, names }) {
	const { name } = wanted.benchmark;
	const stranger = snapshot.others.benchmarks.find((row) => row.name === name);
	const changes = listCreations(target, names, "create");
	const common = {
		name,
		state: wanted.state,
		changes,
		promote: false
	};
	if (stranger !== void 0) {
		const reason = `the name \`${name}\` is taken by benchmark ${stranger.uid} of user ${stranger.owner}`;
		return {
			...common,
			verdict: "forbidden",
			reason,
			hint: "Give another `name` in benchmark.yaml."
		};
	}
	const pending = findPending(snapshot);
	if (pending !== void 0) return blockedBy(snapshot, pending, common);
	return {
		...common,
		verdict: "create",
		reason: "it is not registered yet",
		write: target.fields
	};
}
/** Everything may change in DEVELOPMENT, approved or not (docs/medperf.md 6.5). */
function edit({ snapshot, wanted, target, names }, row) {
	const registered = registeredFields(snapshot, row);
	const merged = {
		...target,
		fields: withOldMetadata(registered, target.fields)
	};
	const { changes, write, changed } = compareFields(registered, merged, names, () => "update in place");
	const promote = wanted.state === "OPERATION";
	const touched = promote || changed.length > 0;
	return known({
		name: row.name,
		uid: row.uid,
		approval: row.approval,
		state: wanted.state,
		verdict: touched ? "update in place" : "nothing to do",
		changes: promote ? [...changes, promotion(row)] : changes,
		reason: touched ? `\`${row.name}\` is still in DEVELOPMENT, where everything may change` : "it is as wanted",
		write: touched ? completeWrite(snapshot, write, merged) : void 0,
		promote
	});
}
const promotion = (row) => ({
	field: "state",
	verdict: "update in place",
	from: row.state,
	to: "OPERATION"
});

// src/medperf/plan/decide/candidates.ts
/** The owner's own rows that could serve a role. */
function findCandidates(snapshot, role) {
	const { containers, models } = snapshot.mine;
	if (isModelRole(snapshot.rules, role)) return models.flatMap(modelCandidate);
	return containers.map((row) => containerCandidate(row, models));
}
function containerCandidate(row, models = []) {
	const around = models.find(({ container }) => container?.uid === row.uid);
	return known({
		collection: "mlcubes",
		uid: row.uid,
		kind: "container",
		contentUid: row.uid,
		modelUid: around?.uid,
		name: row.name,
		owner: row.owner,
		state: row.state,
		contentState: row.state,
		isValid: row.isValid,
		fields: row.fields
	});
}
/** A model with what is inside it; one of nothing can serve no test, so it is none. */
function modelCandidate(row) {
	const inside = unwrapContent(row);
	if (inside === void 0) return [];
	const { kind, row: content } = inside;
	return [{
		collection: "models",
		uid: row.uid,
		kind,
		contentUid: content.uid,
		modelUid: row.uid,
		name: row.name,
		owner: row.owner,
		state: row.state,
		contentState: content.state,
		isValid: row.isValid && content.isValid,
		fields: content.fields
	}];
}
/** Who holds a name that a component would need: the user's id, or undefined while it is free. */
function nameHolder(snapshot, { role, kind }, name) {
	const { mine, others, assets } = snapshot;
	const rows = kind === "asset" ? assets : [...mine.containers, ...others.containers];
	const models = isModelRole(snapshot.rules, role) ? [...mine.models, ...others.models] : [];
	return [...rows, ...models].find((row) => row.name === name)?.owner;
}

// src/medperf/plan/decide/by-uid.ts
/** What is to be done about a component that benchmark.yaml names by `uid`: it is used as it is, or not at all. */
function decideGiven(snapshot, wanted, state) {
	const { role, uid = 0 } = wanted;
	const row = rowOf(snapshot, wanted);
	const what = isModelRole(snapshot.rules, role) ? "model" : "container";
	const collection = what === "model" ? "models" : "mlcubes";
	const common = {
		role,
		kind: wanted.kind,
		collection,
		uid,
		name: row?.name ?? `${what} ${uid}`,
		state,
		changes: [],
		promote: false
	};
	if (row === void 0 && snapshot.blind !== void 0) return {
		...common,
		verdict: "reuse",
		reason: `benchmark.yaml names ${what} ${uid}, which was not looked up`
	};
	if (row === void 0) {
		const hint = `Look the uid up on the server; it must be of a ${what}.`;
		return {
			...common,
			verdict: "forbidden",
			reason: `the server has no such ${what} ${uid}`,
			hint
		};
	}
	const refusal = refusalOf(snapshot, wanted, row, state);
	const used = {
		...common,
		candidate: row,
		state: row.state
	};
	if (refusal !== void 0) return {
		...used,
		verdict: "forbidden",
		...refusal
	};
	if (state === "DEVELOPMENT" || row.state === "OPERATION") return {
		...used,
		verdict: "reuse",
		reason: `benchmark.yaml names ${what} ${uid}`
	};
	return {
		...used,
		verdict: "update in place",
		state: "OPERATION",
		changes: [{
			field: "state",
			verdict: "update in place",
			from: "DEVELOPMENT",
			to: "OPERATION"
		}],
		reason: `benchmark.yaml names ${what} ${uid}, which goes from DEVELOPMENT to OPERATION`,
		write: {},
		promote: true
	};
}
/** The row, one's own as fresh as they are. */
function rowOf(snapshot, { role, uid }) {
	const own = findCandidates(snapshot, role).find((row) => row.uid === uid);
	const given = snapshot.given[role];
	if (own !== void 0 || given === void 0 || given === null) return own;
	return isModelRow(given) ? modelCandidate(given)[0] : containerCandidate(given);
}
/** A container has its content in the row itself, a model one level down. */
const isModelRow = (row) => !("fields" in row);
function refusalOf(snapshot, { uid, kind, testedHash, fields }, row, state) {
	if (!row.isValid) return {
		reason: `${uid} was retired by its owner, and MedPerf’s client refuses it`,
		hint: "Name another one."
	};
	if (Object.keys(fields).length > 0 && !sameContent(snapshot.rules, row, {
		kind,
		fields
	})) return {
		reason: `${uid} was changed by its owner since it was tested`,
		hint: "Let the test run again."
	};
	if (testedHash !== void 0 && !isSameJson(row.fields["image_hash"] ?? null, testedHash)) return {
		reason: `its image is ${testedHash} now, which is not the one registered with ${uid}`,
		hint: "Its tag was moved since it was registered. Name a container whose image is unchanged, or register this one."
	};
	if (state === "OPERATION" && row.state === "DEVELOPMENT" && row.owner !== snapshot.me.id) return {
		reason: `${uid} is still in DEVELOPMENT, and only its owner, user ${row.owner}, can bring it into OPERATION`,
		hint: "Ask them, or set `submit.state` to development."
	};
}

// src/medperf/plan/decide/twin.ts
/** The row of one’s own that holds exactly this content; of several the one the benchmark stands on already. */
function findTwin({ snapshot, wanted, current }, rows) {
	if (Object.keys(wanted.unknown).length > 0) return void 0;
	const twins = rows.filter((row) => sameContent(snapshot.rules, row, {
		...wanted,
		...keepRegistered(wanted, row.fields)
	}));
	const valid = twins.filter(({ isValid }) => isValid);
	return valid.find(({ uid }) => uid === current) ?? findFamily(wanted.name, valid)[0] ?? valid[0] ?? findFamily(wanted.name, twins)[0] ?? twins[0];
}
/** The same content is registered: use it, with its addresses, validity and state brought up to date. */
function useTwin({ snapshot, wanted, state }, twin) {
	const { content } = contentRules(snapshot.rules, wanted.kind);
	const { changes, write } = compareFields(twin.fields, keepRegistered(wanted, twin.fields), content, () => "update in place");
	const revive = !twin.isValid;
	const promote = state === "OPERATION" && twin.state === "DEVELOPMENT";
	const touched = revive || promote || Object.keys(write).length > 0;
	const reasons = [
		wanted.kind === "asset" ? "the same files are registered" : "the same container is registered",
		...revive ? ["it was retired and is taken back"] : [],
		...Object.keys(write).length > 0 ? ["its files have a new address"] : [],
		...promote ? ["it goes from DEVELOPMENT to OPERATION"] : []
	];
	return known({
		...describeRow(wanted, twin),
		verdict: touched ? "update in place" : "reuse",
		state: promote ? "OPERATION" : twin.state,
		changes: [...changes, ...stateChanges(twin, revive, promote)],
		reason: reasons.join("; "),
		write: touched ? revive ? {
			...write,
			is_valid: true
		} : write : void 0,
		promote
	});
}
function stateChanges(row, revive, promote) {
	const verdict = "update in place";
	return [...revive ? [{
		field: "is_valid",
		verdict,
		from: false,
		to: true
	}] : [], ...promote ? [{
		field: "state",
		verdict,
		from: row.state,
		to: "OPERATION"
	}] : []];
}
const describeRow = (wanted, row) => ({
	role: wanted.role,
	kind: wanted.kind,
	collection: row.collection,
	candidate: row,
	name: row.name,
	uid: row.uid
});
/**
* A twin that is in the way: somebody else's, or one's own under the address of the wrong kind (docs/medperf.md 4.3, 5.2).
*/
function refusedTwin({ snapshot, wanted }) {
	if (Object.keys(wanted.unknown).length > 0) return void 0;
	const key = uniqueKey(snapshot.rules, wanted.fields);
	if (key === void 0) return void 0;
	const stranger = snapshot.others.containers.find((row) => row.key === key);
	if (stranger !== void 0) return {
		reason: `user ${stranger.owner} registered exactly this container as ${stranger.uid}, \`${stranger.name}\``,
		hint: isModelRole(snapshot.rules, wanted.role) ? "Reuse the model around it with its `uid` in benchmark.yaml, or change the image, configuration, parameters or additional files." : `Reuse it with \`uid: ${stranger.uid}\` in benchmark.yaml, or change the image, configuration, parameters or additional files.`
	};
	if (!isModelRole(snapshot.rules, wanted.role)) return void 0;
	const bare = snapshot.mine.containers.find((row) => uniqueKey(snapshot.rules, row.fields) === key);
	if (bare === void 0) return void 0;
	return {
		reason: `the container ${bare.uid}, \`${bare.name}\`, is exactly this one but was registered without a model, and cannot become one`,
		hint: "Change its parameters, image or configuration, so that it can be registered as a model. (A detour exists: register a model with a spare container, point it to this one while it is in DEVELOPMENT, then change its state; ask MedPerf’s team before you do.)"
	};
}

// src/medperf/plan/decide/component.ts
/** What is to be done so that the server holds one component as wanted. */
function decideComponent(question) {
	const { snapshot, wanted } = question;
	const rows = findCandidates(snapshot, wanted.role);
	const twin = findTwin(question, rows);
	if (twin !== void 0) return useTwin(question, twin);
	const refusal = refusedTwin(question);
	if (refusal !== void 0) return forbidden(question, refusal.reason, refusal.hint);
	const family = findFamily(wanted.name, rows.filter((row) => row.collection === "models" || row.modelUid === void 0));
	const latest = family.find(({ isValid }) => isValid);
	if (latest?.kind === wanted.kind && latest.state === "DEVELOPMENT" && latest.contentState === "DEVELOPMENT") return editLatest(question, latest);
	if (family.length > 0) return newVersion(question, family, latest);
	return createFirst(question);
}
function editLatest(question, latest) {
	const { snapshot, wanted, state } = question;
	const { content } = contentRules(snapshot.rules, wanted.kind);
	const { changes, write } = compareFields(latest.fields, keepRegistered(wanted, latest.fields), content, () => "update in place");
	const promote = state === "OPERATION";
	return {
		...describeRow(wanted, latest),
		verdict: "update in place",
		state,
		changes: [...changes, ...stateChanges(latest, false, promote)],
		reason: `\`${latest.name}\` is still in DEVELOPMENT, where everything may change`,
		write,
		promote
	};
}
function newVersion(question, family, latest) {
	const { snapshot, wanted } = question;
	const { containerName } = snapshot.rules;
	const { content, editable } = contentRules(snapshot.rules, wanted.kind);
	const name = nextName(wanted.name, family, (taken) => nameHolder(snapshot, wanted, taken) !== void 0);
	const why = whyNew(wanted, family, latest);
	if (countCharacters(name) > containerName) return forbidden(question, `${why}; ${tooLong$1(name, containerName)}`, SHORTEN);
	const verdictOf = (field) => editable.includes(field) ? "create" : "needs a new version";
	const changes = latest?.kind !== wanted.kind ? listCreations(wanted, content, "create") : compareFields(latest.fields, wanted, content, verdictOf).changes;
	return known({
		...describeNew(question, name),
		candidate: latest,
		verdict: "needs a new version",
		changes,
		reason: why,
		write: wanted.fields
	});
}
function whyNew({ kind }, family, latest) {
	if (latest === void 0) return `\`${family[0]?.name}\` was retired and its name stays taken`;
	if (latest.kind === kind) return `\`${latest.name}\` is in OPERATION, where its content is frozen`;
	const [now, then] = [KIND_WORDS[kind], KIND_WORDS[latest.kind]];
	return `\`${latest.name}\` is a model of ${then}, which cannot become one of ${now}`;
}
const KIND_WORDS = {
	container: "a container",
	asset: "an asset"
};
function createFirst(question) {
	const { snapshot, wanted } = question;
	const holder = nameHolder(snapshot, wanted, wanted.name);
	if (holder !== void 0) {
		const whose = holder === snapshot.me.id ? ownHolder(question) : `${KIND_WORDS[wanted.kind]} or model of user ${holder}`;
		return forbidden(question, `the name \`${wanted.name}\` is taken by ${whose}`, "Give another `name` in benchmark.yaml.");
	}
	return {
		...describeNew(question, wanted.name),
		verdict: "create",
		changes: listCreations(wanted, contentRules(snapshot.rules, wanted.kind).content, "create"),
		reason: "it is not registered yet",
		write: wanted.fields
	};
}
/** What was sent to `mlcubes/` or `assets/` holds the name that the model, and what is inside it, would need. */
const ownHolder = ({ snapshot, wanted }) => isModelRole(snapshot.rules, wanted.role) ? `${KIND_WORDS[wanted.kind]} of yours that was registered without a model, and cannot become one` : "a model of yours";
const SHORTEN = "Give a shorter `name` in benchmark.yaml.";
const tooLong$1 = (name, max) => `the next name \`${name}\` is longer than ${max} characters`;
function forbidden(question, reason, hint) {
	const { snapshot, wanted } = question;
	return {
		...describeNew(question, wanted.name),
		verdict: "forbidden",
		changes: listCreations(wanted, contentRules(snapshot.rules, wanted.kind).content, "forbidden"),
		reason,
		hint
	};
}
/** A row that the server does not hold yet. */
const describeNew = ({ snapshot, wanted, state }, name) => ({
	role: wanted.role,
	kind: wanted.kind,
	collection: isModelRole(snapshot.rules, wanted.role) ? "models" : "mlcubes",
	name,
	state,
	promote: false
});

// src/medperf/plan/decide/decide.ts
/** What is to be done with the components and the benchmark; pure, so the same state gives the same decisions. */
function decideSubmission(snapshot, wanted) {
	const components = [];
	for (const role of orderOf(snapshot, wanted)) components.push(decideRole(snapshot, wanted, role, components));
	return {
		components,
		benchmark: decideBenchmark(snapshot, wanted, components)
	};
}
/**
* The order of registration. A container that is also the reference model must be registered as a model, from which the
* other roles can take it; the other way is closed (docs/medperf.md 5.2).
*/
function orderOf({ rules }, { components }) {
	const model = components.reference_model;
	const roles = listRoles(components);
	const others = roles.filter((role) => role !== "reference_model");
	const isShared = others.some((role) => isSame(rules, expectPart(components, role), model));
	return rules.models && isShared ? ["reference_model", ...others] : roles;
}
function isSame(rules, a, b) {
	if (a.uid !== void 0 || b.uid !== void 0) return false;
	if (Object.keys(a.unknown).length + Object.keys(b.unknown).length > 0) return false;
	return sameContent(rules, a, b);
}
function decideRole(snapshot, wanted, role, earlier) {
	const component = expectPart(wanted.components, role);
	if (component.uid !== void 0) return decideGiven(snapshot, component, wanted.state);
	const current = findFamily(wanted.benchmark.name, snapshot.mine.benchmarks)[0]?.components[findSeat(snapshot.rules, wanted.topology, role)];
	const own = decideComponent(known({
		snapshot,
		wanted: component,
		state: wanted.state,
		current
	}));
	if (own.verdict === "reuse" || own.candidate !== void 0 && own.verdict !== "needs a new version") {
		const { candidate } = own;
		if (candidate !== void 0 && sameContent(snapshot.rules, candidate, component)) return own;
	}
	const twin = earlier.find((decision) => decision.write !== void 0 && isSame(snapshot.rules, expectPart(wanted.components, decision.role), component));
	return twin === void 0 ? own : shared(role, twin);
}
/** The container of another role, which is about to be registered, serves here too. */
function shared(role, twin) {
	const uid = twin.candidate?.contentUid;
	return known({
		role,
		kind: "container",
		collection: "mlcubes",
		verdict: "reuse",
		name: twin.name,
		uid: twin.verdict === "update in place" && uid !== void 0 ? uid : void 0,
		state: twin.state,
		changes: [],
		reason: `it is the same container as the ${twin.role}`,
		promote: false
	});
}

// src/medperf/plan/show-json.ts
/** A value as JSON on one line of at most `max` characters; its addresses without what is secret in them. */
const shownJson = (value, max = 120) => plainLine(hideUrlSecrets(JSON.stringify(toJson(value))), max);

// src/medperf/plan/lock/issues.ts
const HINT$1 = "Restore benchmark.lock.json from the last merge, or delete it: then the server is asked. If a merge was interrupted, run that one again first.";
/**
* Where a lock and its server disagree. What was in OPERATION is frozen since; of what was in DEVELOPMENT, a value that is
* already the wanted one is no disagreement: a merge that was cut before it could write the lock leaves exactly that. What
* may change in OPERATION is left to the plan.
*/
function lockIssues(lock, snapshot, wanted) {
	if (lock.server !== snapshot.origin) return [differs("server", "server", lock.server, snapshot.origin)];
	if (lock.owner !== snapshot.me.id) return [differs("owner", "owner", lock.owner, snapshot.me.id)];
	if (lock.era !== snapshot.rules.era) return [{
		severity: "notice",
		message: `benchmark.lock.json was written when the server was of the ${lock.era} era, and is not used`,
		hint: "The next merge writes a new one."
	}];
	return [...componentIssues(lock, snapshot, wanted), ...benchmarkIssues(lock, snapshot, wanted)];
}
function componentIssues(lock, snapshot, wanted) {
	return listRoles(lock.components).flatMap((role) => {
		const locked = expectPart(lock.components, role);
		if (locked.given) return [];
		const row = findCandidates(snapshot, role).find(({ uid }) => uid === locked.uid);
		if (row === void 0) return [differs(role, "uid", locked.uid, "no such row of yours")];
		const kind = readKind(locked);
		if (row.kind !== kind) return [differs(role, "kind", kind, row.kind)];
		const { content, editable } = contentRules(snapshot.rules, kind);
		const names = content.filter((name) => !editable.includes(name));
		const aims = locked.state === "DEVELOPMENT" ? findCounterpart(wanted.components, role)?.fields : {};
		return [
			...fieldIssues(role, locked.fields, row.fields, aims ?? {}, names),
			...same(role, kind, locked[kind] ?? 0, row.contentUid),
			...same(role, "name", locked.name, row.name),
			...stateIssues$1(role, locked.state, row.state)
		];
	});
}
function benchmarkIssues(lock, snapshot, wanted) {
	const locked = lock.benchmark;
	const row = snapshot.mine.benchmarks.find(({ uid }) => uid === locked.uid);
	if (row === void 0) return [differs("benchmark", "uid", locked.uid, "no such row of yours")];
	const keys = Object.values(componentKeys(snapshot.rules));
	const isDraft = locked.state === "DEVELOPMENT";
	const names = Object.keys(locked.fields).filter((name) => !EDITABLE_BENCHMARK.includes(name) && !(isDraft && (keys.includes(name) || MEASURED.has(name))));
	const aims = isDraft ? wanted.benchmark.fields : {};
	return [
		...fieldIssues("benchmark", locked.fields, registeredFields(snapshot, row), aims, names),
		...same("benchmark", "name", locked.name, row.name),
		...stateIssues$1("benchmark", locked.state, row.state),
		...approvalIssues(locked.approvalStatus, row.approval)
	];
}
/** The names in which the server holds neither what the lock says nor what is aimed at. */
function fieldIssues(where, locked, server, aims, names) {
	return names.flatMap((name) => {
		const value = server[name] ?? null;
		const known = locked[name] ?? null;
		const aim = aims[name];
		if (isSameJson(value, known) || aim !== void 0 && isSameJson(value, aim)) return [];
		return [differs(where, name, known, value)];
	});
}
const same = (where, field, locked, server) => locked === server ? [] : [differs(where, field, locked, server)];
/** The server may be ahead, by hand or by a merge that was cut; it cannot be behind. */
const stateIssues$1 = (where, locked, server) => locked === "OPERATION" && server === "DEVELOPMENT" ? [differs(where, "state", locked, server)] : [];
/** An administrator decides once; only an approval can still be taken back (docs/medperf.md 6.4). */
function approvalIssues(locked, server) {
	return locked === server || locked === "PENDING" || locked === "APPROVED" && server === "REJECTED" ? [] : [differs("benchmark", "approvalStatus", locked, server)];
}
function differs(where, field, locked, server) {
	return {
		severity: "error",
		message: `benchmark.lock.json and the server disagree in \`${where === field ? field : `${where}.${field}`}\`: the lock says ${shownJson(locked)}, the server ${shownJson(server)}`,
		hint: HINT$1
	};
}

// src/medperf/description/mismatch.ts
/**
* In what a request is not what the server says that it takes: what it requires, knows, lets be written, and how long (docs/medperf.md
* 1.2); nothing where it describes no such request. What a change may leave out, only a new row must have.
*/
function findRequestFaults(requests, { name, body, later }) {
	const [verb, table] = name.split(" ");
	const fields = requests[name] ?? requests[`POST ${table}`];
	return fields === void 0 ? [] : holdAgainst(fields, body, {
		path: "",
		later,
		isNew: verb === "POST"
	});
}
function holdAgainst(fields, body, place) {
	const { path, later, isNew } = place;
	const names = /* @__PURE__ */ new Set([...Object.keys(body), ...later.filter((name) => !name.includes("."))]);
	return [...[...fields].filter(([name, { isRequired }]) => isNew && isRequired && !names.has(name)).map(([name]) => fault("required", `${path}${name}`, "is required by this server, and this action does not know it")), ...[...names].flatMap((name) => {
		const description = fields.get(name);
		if (description === void 0) return [fault("unknown", `${path}${name}`, "is no field of this server")];
		if (description.isReadOnly) return [fault("read-only", `${path}${name}`, "cannot be written on this server")];
		const value = body[name];
		return value === void 0 ? [] : judge(description, value, {
			...place,
			path: `${path}${name}`
		});
	})];
}
/** What is wrong with the value of the field that `path` names. */
function judge(description, value, place) {
	const { kind, choices, mayBeNull, inside } = description;
	const { path, later } = place;
	if (value === null) return mayBeNull === false ? [fault("null", path, "must not be null on this server")] : [];
	if (!IS_KIND[kind](value)) return [fault("kind", path, `must be ${kind === "true or false" ? kind : `a ${kind}`} on this server`)];
	if (choices !== void 0 && !choices.includes(value)) return [fault("choice", path, `must be one of ${shownJson([...choices], 200)} on this server`)];
	if (typeof value === "string") return judgeLength(description, value, path);
	if (inside === void 0 || !isMapping(value)) return [];
	const name = path.slice(path.lastIndexOf(".") + 1);
	const below = later.flatMap((field) => field.startsWith(`${name}.`) ? [field.slice(name.length + 1)] : []);
	return holdAgainst(inside, value, {
		path: `${path}.`,
		later: below,
		isNew: true
	});
}
const fault = (what, field, wants) => ({
	fault: what,
	field,
	wants
});
const isNumber = (value) => typeof value === "number" || isRawNumber(value);
const IS_KIND = {
	text: (value) => typeof value === "string",
	"whole number": (value) => isNumber(value) && /^-?\d+$/.test(JSON.stringify(value)),
	number: isNumber,
	"true or false": (value) => typeof value === "boolean",
	list: (value) => Array.isArray(value),
	mapping: isMapping,
	any: () => true
};
/** The server takes spaces at both ends away first (docs/medperf.md 2.7). */
function judgeLength({ longest, shortest }, text, field) {
	const length = countCharacters(text.trim());
	if (longest !== void 0 && length > longest) return [{
		...fault("length", field, `has ${length} characters; this server takes ${longest}`),
		length
	}];
	if (shortest === void 0 || length >= shortest) return [];
	return [fault("shortness", field, `has ${length} characters; this server wants ${shortest}`)];
}

// src/medperf/plan/wanted/limits.ts
const ADDRESS = 256;
const DOCS = 100;
/**
* Texts that the server, or MedPerf's own client, would not take; nothing is ever cut to fit (docs/medperf.md 4.1, 4.2,
* 6.1).
*/
function checkLengths(wanted, rules) {
	const components = collectParts(wanted.components).filter(({ uid }) => uid === void 0);
	return [
		...tooLong("the benchmark’s name", wanted.benchmark.name, rules.benchmarkName, rules),
		...components.flatMap(({ role, name, fields }) => [...tooLong(`the name of the ${role}`, name, rules.containerName, rules), ...addresses(role, fields)]),
		...tooLong("`description`", textOf(wanted.benchmark.fields["description"]), rules.description, rules),
		...descriptionForClients(textOf(wanted.benchmark.fields["description"]), rules),
		...tooLong("`docs_url`", textOf(wanted.benchmark.fields["docs_url"]), DOCS, rules),
		...addresses("benchmark", wanted.benchmark.fields),
		...sameNames(components, rules)
	];
}
/** The longest text that `checkLengths` lets a field of a benchmark or of a component have; undefined where it does not look. */
function findLimit(rules, isBenchmark, field) {
	if (field === "name") return isBenchmark ? rules.benchmarkName : rules.containerName;
	if (field === "description") return rules.description;
	if (field === "docs_url") return DOCS;
	return field.endsWith("_url") ? ADDRESS : void 0;
}
const textOf = (value) => typeof value === "string" ? value : "";
function tooLong(what, text, max, rules) {
	const length = countCharacters(text);
	if (length <= max) return [];
	return [{
		severity: "error",
		message: `${what} has ${length} characters; this server (${rules.era} era) takes ${max}`,
		hint: "Shorten it in benchmark.yaml."
	}];
}
function descriptionForClients(text, rules) {
	const { clientDescription, description } = rules;
	const length = countCharacters(text);
	if (length <= clientDescription || length > description) return [];
	return [{
		severity: "warning",
		message: `\`description\` has ${length} characters; the server takes it, but MedPerf’s client of the ${rules.era} era refuses more than ${clientDescription}`,
		hint: "Shorten it where participants use that client."
	}];
}
function addresses(owner, fields) {
	return Object.entries(fields).flatMap(([field, value]) => {
		if (!field.endsWith("_url") || field === "docs_url" || typeof value !== "string") return [];
		if (countCharacters(value) <= ADDRESS) return [];
		return [{
			severity: "error",
			message: `${owner}: \`${field}\` has ${countCharacters(value)} characters; the server takes ${ADDRESS}`,
			hint: "Publish the file under a shorter address."
		}];
	});
}
/** One container may play two parts; two containers cannot have one name, nor one the name of a version of the other. */
function sameNames(components, rules) {
	return components.flatMap((one, index) => components.slice(index + 1).flatMap((other) => {
		if (one.name === other.name) return sameContent(rules, one, other) ? [] : [sameName(one, other)];
		const [base, version] = one.name.length < other.name.length ? [one, other] : [other, one];
		return readVersion(base.name, version.name) === void 0 ? [] : [likeVersion(base, version)];
	}));
}
const OWN_NAMES = "Give each container its own `name` in benchmark.yaml.";
const sameName = (one, other) => ({
	severity: "error",
	message: `${one.role} and ${other.role} are both called \`${one.name}\`; names on the server are unique`,
	hint: OWN_NAMES
});
const likeVersion = (base, version) => ({
	severity: "error",
	message: `the ${version.role} is called \`${version.name}\`, which is what a version of the ${base.role} \`${base.name}\` would be called`,
	hint: OWN_NAMES
});

// src/medperf/plan/wanted/unholdable.ts
/** So many are told. */
const MOST$3 = 10;
/**
* What no server holds in a field of JSON, by its path: it would refuse the benchmark once its components are there, or fail
* wherever the row is read (docs/medperf.md 2.7).
*/
function unholdableIssues(what, value) {
	const found = findLeaves(value ?? null, (leaf) => explainUnholdable(leaf) !== void 0);
	const shown = found.slice(0, MOST$3).map(({ path, isKey, value: leaf }) => {
		return {
			severity: "error",
			message: `${what} ${quoteName(path.join(".").toWellFormed() || "(the whole)", 200)} ${`${explainUnholdable(leaf)}${isKey ? " in its name" : ""}`}, which no MedPerf server can hold`,
			hint: HINT,
			code: "text-not-held"
		};
	});
	const rest = found.length - shown.length;
	if (rest === 0) return shown;
	return [...shown, {
		severity: "error",
		message: `${what} holds ${rest} more of the kind`,
		hint: HINT
	}];
}
const HINT = "Write plain text and numbers there.";

// src/medperf/plan/requests.ts
/** What of the requests that decisions come to a server would refuse, or nobody should send to it: before the first is sent. */
function requestIssues(snapshot, wanted, decisions) {
	const foreseen = listSteps(decisions).map((step) => ({
		step,
		later: laterFields(snapshot, wanted, decisions, step)
	}));
	return [
		...doubtIssues(snapshot),
		...mismatchIssues(snapshot, foreseen),
		...foreseen.flatMap(({ step }) => unholdableFields(step))
	];
}
function laterFields(snapshot, wanted, { components }, { subject, collection }) {
	if (subject === "retired") return [];
	if (subject === "benchmark") return Object.keys(withComponents(snapshot, wanted, components).unknown);
	const { unknown, kind } = expectPart(wanted.components, subject);
	const names = Object.keys(unknown);
	return collection === "models" ? names.map((name) => `${kind}.${name}`) : names;
}
function doubtIssues({ rules: { doubt } }) {
	if (doubt === void 0) return [];
	return [{
		severity: "error",
		message: describeDoubt(doubt.because),
		hint: doubt.hint,
		code: "unknown-server"
	}];
}
/** Several requests that differ in the same are told in one sentence. */
function mismatchIssues({ rules }, foreseen) {
	const { requests } = rules;
	if (requests === void 0) return [];
	const found = foreseen.flatMap(({ step, later }) => findRequestFaults(requests, {
		name: `${step.kind === "create" ? "POST" : "PUT"} ${step.collection}`,
		body: step.body,
		later: step.kind === "create" ? later : []
	}).filter((mismatch) => !isToldAlready(rules, step, mismatch)).map((mismatch) => ({
		subject: step.subject,
		mismatch,
		said: sayMismatch(mismatch)
	})));
	const groups = Object.values(Object.groupBy(found, ({ said }) => said)).flatMap((group = []) => {
		const [first] = group;
		return first === void 0 ? [] : [{
			...first,
			subjects: [...new Set(group.map(({ subject }) => subject))]
		}];
	});
	const shown = groups.slice(0, MOST$2).map(({ subjects, mismatch: { fault }, said }) => {
		const [role, ...others] = subjects.filter(isRole);
		return known({
			severity: "error",
			message: `${subjects.join(", ")}: ${said}`,
			hint: HINTS[fault] ?? NEWER,
			code: `server-field-${fault}`,
			role: others.length === 0 && subjects.length === 1 ? role : void 0
		});
	});
	const rest = groups.length - shown.length;
	if (rest === 0) return shown;
	const message = `in ${rest} more things the requests are not what this server takes`;
	return [...shown, {
		severity: "error",
		message,
		hint: NEWER,
		code: "server-fields"
	}];
}
/** A stranger's server may demand anything: so many differences are told. */
const MOST$2 = 20;
/** What can be done about a text; all else is the matter of this action. */
const HINTS = {
	length: "Shorten it in benchmark.yaml, or where it comes from. Nothing is written before all of it fits.",
	shortness: "Give it in benchmark.yaml, or a longer one. Nothing is written before all of it fits."
};
const NEWER = "Look for a newer version of this action. Nothing is written before all of it fits, so that nothing is registered in part.";
const isRole = (subject) => subject !== "benchmark" && subject !== "retired";
/** A text that is too long by the rules as well is told in their words. */
function isToldAlready(rules, { subject }, { field, length }) {
	const limit = findLimit(rules, subject === "benchmark", bareField(field));
	return length !== void 0 && limit !== void 0 && length > limit;
}
const INSIDE = /^(container|asset)\./;
const bareField = (field) => field.replace(INSIDE, "");
const sayMismatch = ({ field, wants }) => `${quoteName(bareField(field))} ${plainLine(wants, 300)}`;
/** Texts that PostgreSQL cannot hold, in whatever will be sent, under the names that their owner gave them (docs/medperf.md 2.7). */
function unholdableFields({ subject, collection, body }) {
	const inside = collection === "models" ? body["container"] ?? body["asset"] ?? body : body;
	return (isMapping(inside) ? Object.entries(inside) : []).flatMap(([field, value]) => {
		const issues = unholdableIssues(...nameContent(subject, field, value));
		return isRole(subject) ? issues.map((issue) => ({
			...issue,
			role: subject
		})) : issues;
	});
}
function nameContent(who, field, value) {
	if (field === "container_config") return [`${who}: in the configuration,`, value];
	if (field === "parameters_config") return [`${who}: the parameter`, value];
	if (field === "metadata" && isMapping(value) && value["results"] !== void 0) return ["the result", value["results"]];
	return [`${who}:`, { [field]: value }];
}

// src/medperf/plan/retire/plan.ts
/** What a plan says of old rows: those that are to be retired, why one may not be, and which could be. */
function planRetirement({ snapshot, wanted, decisions }, requests) {
	if (snapshot.blind !== void 0) return {
		actions: requests.map(({ collection, uid }) => ({
			object: findObject(collection),
			uid,
			verdict: RETIRE
		})),
		issues: []
	};
	const { rows, done, issues } = judgeRetire(snapshot, requests, listKept(decisions));
	const named = new Set(requests.map((request) => JSON.stringify([request.collection, request.uid])));
	const stray = findStrayRows(snapshot, listNames(wanted), listKept(decisions, true)).filter(({ collection, uid }) => !named.has(JSON.stringify([collection, uid])));
	return {
		actions: [...rows.map((row) => actionFor(row, RETIRE)), ...done.map((row) => actionFor(row, NOTHING))],
		issues: [
			...issues,
			...rows.flatMap((row) => prepared(snapshot, row)),
			...offer(stray)
		]
	};
}
const RETIRE = "retire";
const NOTHING = "nothing to do";
const actionFor = ({ collection, uid, name }, verdict) => ({
	object: findObject(collection),
	uid,
	name: plainLine(name, 200),
	verdict
});
/** The names, without versions, that this benchmark and its own containers are registered under; one by `uid` is not its own. */
const listNames = ({ benchmark, components }) => {
	const own = Object.values(components).filter(({ uid }) => uid === void 0);
	return [.../* @__PURE__ */ new Set([benchmark.name, ...own.map(({ name }) => name)])];
};
/** Whose data a retired preparator leaves behind: MedPerf's client refuses it (docs/medperf.md 4.5). */
function prepared(snapshot, row) {
	const count = row.collection === "mlcubes" ? snapshot.prepared?.[row.uid] ?? 0 : 0;
	if (count === 0) return [];
	return [{
		severity: "warning",
		message: `${count} ${count === 1 ? "data set was" : "data sets were"} prepared with ${shownRow(row)}, \`${row.name}\`: once it is retired, MedPerf’s client refuses it to their owners too`,
		hint: "Take it out of the input `retire` if they still need it."
	}];
}
/** Shown rows of one sentence. */
const MOST_SHOWN = 10;
function offer(stray) {
	if (stray.length === 0) return [];
	const shown = stray.slice(0, MOST_SHOWN);
	return [{
		severity: "notice",
		message: `no benchmark stands on ${shown.map(({ name }) => `\`${name}\``).join(", ")}${stray.length > shown.length ? ` and ${stray.length - shown.length} more` : ""} any more`,
		hint: `To mark them as not valid, set the input \`retire: ${retireInput(shown)}\`.`
	}];
}

// src/medperf/plan/standing.ts
/** Registered images of one repository that are looked at. */
const MOST$1 = 10;
/**
* The images of a repository that one's own containers of a role are registered with, the newest first; none where the server is told
* no references (docs/medperf.md 4.1).
*/
function listStandingImages(snapshot, role, image) {
	const { name } = splitReference(image);
	const found = findCandidates(snapshot, role).toSorted((a, b) => b.uid - a.uid).flatMap((row) => readStandingImage(row) ?? []).filter(({ reference }) => splitReference(reference).name === name);
	return [...new Map(found.map((one) => [`${one.reference} ${one.digest}`, one])).values()].slice(0, MOST$1);
}
function readStandingImage({ fields }) {
	const { container_config: config = null, image_hash: digest = null } = fields;
	const reference = isMapping(config) ? config["image"] : void 0;
	if (typeof reference !== "string" || typeof digest !== "string" || !digest.startsWith("sha256:")) return void 0;
	return {
		reference,
		digest
	};
}
/**
* The evidence as it is if all that is not known yet of images and files comes out as it is registered; undefined where nothing is
* open that could.
*/
function imagineRegistered({ components }, evidence, snapshot) {
	let isOpen = false;
	const imagined = mapParts(evidence.components, (found, role) => {
		const { name, spec } = expectPart(components, role);
		if (found.uid !== void 0) return found;
		const rows = findCandidates(snapshot, role);
		const newest = findFamily(name.trim(), rows)[0];
		if (newest === void 0) return found;
		const changed = {
			...found,
			...imagineImage(found, newest, spec.image),
			...imagineFiles(found, newest)
		};
		isOpen ||= changed.image !== found.image || changed.additionalFiles !== found.additionalFiles;
		return changed;
	});
	return isOpen ? {
		...evidence,
		components: imagined
	} : void 0;
}
function imagineImage({ image }, row, reference) {
	if (image.standing?.kind === "other") return {};
	const standing = readStandingImage(row);
	if (standing === void 0) {
		const hash = row.fields["image_hash"];
		if (image.imageId !== void 0 || image.fileHash !== void 0 || typeof hash !== "string" || hash === "") return {};
		return { image: {
			...image,
			imageId: `sha256:${hash.replace(/^sha256:/, "")}`,
			fileHash: hash
		} };
	}
	if (image.digest !== void 0 || image.fileHash !== void 0) return {};
	if (splitReference(standing.reference).name !== splitReference(reference).name) return {};
	const { digest } = standing;
	return image.toPush === true ? { image: {
		...image,
		digest,
		reference: standing.reference,
		toPush: false
	} } : { image: {
		...image,
		digest
	} };
}
function imagineFiles({ additionalFiles }, { fields }) {
	const { additional_files_tarball_hash: hash, additional_files_tarball_url: url } = fields;
	if (additionalFiles === void 0 || additionalFiles.sha256 !== void 0) return {};
	if (typeof hash !== "string" || hash === "" || typeof url !== "string") return {};
	return { additionalFiles: known({
		url: additionalFiles.url ?? url,
		sha256: hash
	}) };
}

// src/medperf/plan/wanted/state.ts
function fillSlots(slots) {
	return {
		fields: Object.fromEntries(slots.flatMap(([field, value]) => value === void 0 ? [] : [[field, value]])),
		unknown: Object.fromEntries(slots.flatMap(([field, value, when]) => value === void 0 ? [[field, when]] : []))
	};
}
const PUBLISHED = "known after the file is published";
const PUSHED = "known after the image is pushed";
const TESTED = "known after the test";

// src/medperf/plan/wanted/container.ts
/** Whether a configuration is of the new format; the other is MLCube's. */
const isContainerConfig = (document) => isMapping(document) && Object.hasOwn(document, "container_type");
/** Whether the image is a file at an address instead of an entry of a registry. */
const isImageFile = (component) => component.spec.type !== "DockerImage";
/** The content of a container in the container and model eras (docs/medperf.md 4.2). */
function wantedJsonContent(component, evidence) {
	const { image } = evidence;
	const hash = isImageFile(component) ? bare(image.fileHash ?? evidence.imageFile?.sha256) : image.digest;
	const when = image.toPush === true ? PUSHED : TESTED;
	return fillSlots([
		configSlot(component, evidence),
		[
			"parameters_config",
			component.parameters === void 0 ? null : toJson(component.parameters),
			TESTED
		],
		[
			"image_hash",
			hash,
			when
		],
		...additionalFiles(evidence.additionalFiles)
	]);
}
/** The configuration with the address that clients will use: of the pushed image, or of the published file. */
function configSlot(component, evidence) {
	const { document } = component.spec;
	const { image, imageFile } = evidence;
	if (imageFile !== void 0 && imageFile.url === void 0) return [
		"container_config",
		void 0,
		PUBLISHED
	];
	const reference = imageFile?.url ?? image.reference;
	const known = reference === void 0 || !isMapping(document) ? document : {
		...document,
		image: reference
	};
	return [
		"container_config",
		image.toPush === true && image.reference === void 0 ? void 0 : toJson(known),
		PUSHED
	];
}
/** The content of a container in the mlcube era: everything by address and hash (docs/medperf.md 4.1, 11.4). */
function wantedMlcubeContent(component, evidence) {
	const { image, imageFile, manifest, parametersFile } = evidence;
	const file = isImageFile(component);
	return fillSlots([
		[
			"git_mlcube_url",
			manifest?.url,
			PUBLISHED
		],
		[
			"mlcube_hash",
			manifest?.sha256,
			PUBLISHED
		],
		[
			"git_parameters_url",
			component.parameters === void 0 ? "" : parametersFile?.url,
			PUBLISHED
		],
		[
			"parameters_hash",
			component.parameters === void 0 ? "" : parametersFile?.sha256,
			PUBLISHED
		],
		[
			"image_tarball_url",
			file ? addressOf(imageFile?.url ?? component.spec.image) : "",
			PUBLISHED
		],
		[
			"image_tarball_hash",
			file ? bare(image.fileHash ?? imageFile?.sha256) : "",
			PUBLISHED
		],
		[
			"image_hash",
			file ? "" : bare(image.imageId),
			image.toPush === true ? PUSHED : TESTED
		],
		...additionalFiles(evidence.additionalFiles)
	]);
}
/** The content of a model without a container: the archive of its files (docs/medperf.md 5.4). */
const wantedAsset = ({ additionalFiles: files }) => fillSlots([[
	"asset_hash",
	files?.sha256,
	PUBLISHED
], [
	"asset_url",
	files?.url,
	PUBLISHED
]]);
function additionalFiles(file) {
	return [[
		"additional_files_tarball_url",
		file === void 0 ? "" : file.url,
		PUBLISHED
	], [
		"additional_files_tarball_hash",
		file === void 0 ? "" : file.sha256,
		PUBLISHED
	]];
}
/** The address in a resource string of docs/medperf.md 13.5, which the mlcube era wants bare; a path is none. */
function addressOf(resource) {
	const url = resource.replace(/^direct:/, "");
	return /^https?:\/\//.test(url) ? url : void 0;
}
/** Files and image IDs are registered without the prefix (docs/medperf.md 11.4). */
const bare = (hash) => hash?.replace(/^sha256:/, "");

// src/medperf/plan/wanted/merge-roles.ts
/** The same of several roles as one issue that names them, where the first of them stands; all others as they are. */
function mergeRoles(issues) {
	return [...Map.groupBy(issues, (issue) => {
		const { role: _, ...others } = issue;
		return JSON.stringify({
			...others,
			message: withoutRole(issue)
		});
	}).values()].flatMap((group) => {
		const roles = [...new Set(group.flatMap(({ role }) => role ?? []))];
		const [first] = group;
		if (first === void 0) return [];
		if (roles.length < 2) return roles.length === group.length ? group : [first];
		const { role: _, ...others } = first;
		return [known({
			...others,
			message: `${nameAll(roles)}: ${withoutRole(first)}`
		})];
	});
}
const withoutRole = ({ role, message }) => role !== void 0 && message.startsWith(`${role}: `) ? message.slice(role.length + 2) : message;
const nameAll = (roles) => `${roles.slice(0, -1).join(", ")} and ${roles.at(-1)}`;

// src/medperf/plan/wanted/trap-words.ts
const MOST = 10;
/**
* Paths of texts and keys that break MedPerf's own client when it sends them (docs/medperf.md 6.8). Of the two texts that stand
* for infinities a report does not tell whether they were numbers, and the test has looked.
*/
const trapWords = (value) => listPaths(findLeaves(value, (leaf, isKey) => typeof leaf === "string" && breaksSanitising(leaf) && (isKey || !/^-?Infinity$/.test(leaf))));
/** Paths of numbers that JSON does not have: NaN and the infinities. */
const numbersWithoutJson = (value) => listPaths(findLeaves(value, (leaf) => typeof leaf === "number" && !Number.isFinite(leaf)));
function listPaths(found) {
	const paths = found.map(({ path }) => path.length === 0 ? "(the whole)" : path.join("."));
	return paths.length > MOST ? [...paths.slice(0, MOST), `and ${paths.length - MOST} more`] : paths;
}

// src/medperf/plan/wanted/result-issues.ts
/**
* Why results of a report from elsewhere cannot stand as those of a benchmark: a hospital's client could not send their like, or
* nobody's could read it back (docs/medperf.md 6.8, 8.3).
*/
function resultIssues(results = {}) {
	if (!isMapping(results)) return [noMapping(results)];
	return trapWords(results).map((path) => ({
		severity: "error",
		message: `the result \`${path}\` has the word NaN or Infinity in a text: MedPerf’s own client breaks on it when a site sends its results`,
		hint: "Let evaluate write `.nan` or `.inf`, without quotes.",
		code: "nan-as-text"
	}));
}
const noMapping = (results) => ({
	severity: "error",
	message: `the results are ${nameKind(results)}, and MedPerf’s client reads only a mapping of names to values`,
	hint: "Let evaluate write names in front of its values.",
	code: "results-not-mapping"
});

// src/medperf/plan/wanted/cautions.ts
/** What stands in the way of a registration, or will surprise somebody after it, as far as the files alone show it. */
function findCautions(benchmark, evidence, rules) {
	const components = collectParts(benchmark.components);
	const findOf = ({ role }) => expectPart(evidence.components, role);
	return [
		...untested(evidence),
		...(benchmark.barred ?? []).map((why) => ({
			...why,
			severity: "error"
		})),
		...topologyIssues(benchmark, rules),
		...mergeRoles(components.flatMap((component) => unreadIssues(component, findOf(component)))),
		...mergeRoles(components.flatMap((component) => {
			const found = findOf(component);
			if (found.uid !== void 0) return [];
			const { role } = component;
			return [
				...formatIssues(component, rules),
				...imageIssues(component, found, rules),
				...parameterIssues(component)
			].map((issue) => ({
				...issue,
				role
			}));
		})),
		...singularityIssues(benchmark, evidence),
		...resultIssues(evidence.results),
		...policyIssues(benchmark, rules),
		...stateIssues(benchmark, rules)
	];
}
function untested({ tested }) {
	if (tested) return [];
	return [{
		severity: "error",
		message: "nothing is registered until every step passed on exactly this content",
		hint: "Correct what the test found, and let it run again."
	}];
}
const UNTESTED_BY_MEDPERF = {
	severity: "notice",
	message: "MedPerf’s own client cannot test an inference_script benchmark, so this one is registered as it registers them: without results, and as one whose test was skipped",
	hint: "The results of this test are in the report.",
	code: "beyond-medperf-test"
};
/** A script and an evaluator beside each other are known to servers of topologies alone (docs/medperf.md 6.10). */
function topologyIssues({ topology }, rules) {
	if (topology !== "inference_script") return [];
	if (rules.topology) return [UNTESTED_BY_MEDPERF];
	if (!rules.models) return [];
	return [{
		severity: "error",
		message: `this benchmark is an inference_script one, with \`benchmark_script\` and \`evaluator\`, and servers of the ${rules.era} era hold only one of the two`,
		hint: "Let the script compute the metrics too, and remove `evaluator`; or register it on a server that has topologies (MedPerf from 2026-08).",
		code: "topology-not-held"
	}];
}
function formatIssues(component, rules) {
	const { role, config, spec } = component;
	if (isAsset(component)) return rules.models ? [] : [assetIssue(role, rules)];
	const isNew = isContainerConfig(spec.document);
	if (!isNew && rules.containers === "json") return [{
		severity: "error",
		message: `${role}: \`${config}\` is an MLCube, which servers of the ${rules.era} era cannot hold`,
		hint: "Write a container_config.yaml with the same tasks, and name it as `config`."
	}];
	if (!isNew || rules.containers === "json") return [];
	return [{
		severity: "warning",
		message: `${role}: \`${config}\` is a container_config, and this server is of the mlcube era: participants need MedPerf clients of 2025-05 or later`,
		hint: "Tell them, or give an mlcube.yaml."
	}];
}
/** What a model without a container meets there (docs/medperf.md 5.4). */
const assetIssue = (role, rules) => ({
	severity: "error",
	message: `${role}: it is an asset, and servers of the ${rules.era} era hold no models without a container`,
	hint: "Put the model into a container with the task infer, and let the evaluator have the task evaluate."
});
function imageIssues({ role, spec }, { image }, rules) {
	if (spec.type === "Asset") return [];
	if (spec.type !== "DockerImage") return rules.containers === "files" ? archiveIssues(role, spec.type) : [];
	if (image.digest === void 0 && image.imageId !== void 0 && image.toPush !== true) return [{
		severity: "error",
		message: `${role}: the image \`${spec.image}\` that was tested is in no registry, so nobody else could get it`,
		hint: "Push it, or let this action push it: name its folder as `build` in benchmark.yaml."
	}];
	return [];
}
/**
* What a test and a merge will meet where an image cannot be read. One of one's own must be public; one that is registered
* already may be private, and then it depends on the login of whoever runs it.
*/
function unreadIssues({ role }, { uid, image }) {
	if (image.unread === void 0) return [];
	const { kind, message, hint } = image.unread;
	return [known({
		severity: kind === "passing" || kind === "private" && uid !== void 0 ? "warning" : "error",
		message: `${role}${uid === void 0 ? "" : `, registered as ${uid}`}: ${message}`,
		hint,
		role
	})];
}
function archiveIssues(role, type) {
	if (type.includes("Singularity")) return [];
	return [{
		severity: "error",
		message: `${role}: servers of the mlcube era hold no Docker archives`,
		hint: "Push the image to a registry and name it there."
	}];
}
/** Clients with Singularity ask Docker Hub, and only for `namespace/name[:tag]` (docs/medperf.md 11.6). */
function singularityIssues(benchmark, evidence) {
	const images = collectParts(benchmark.components).flatMap(({ role, spec }) => {
		const { uid, image } = expectPart(evidence.components, role);
		const reference = image.reference ?? spec.image;
		return uid !== void 0 || spec.type !== "DockerImage" || isSingularityReference(reference) ? [] : [`\`${reference}\``];
	});
	if (images.length === 0) return [];
	return [{
		severity: "warning",
		message: `participants who run MedPerf with Singularity cannot get ${[...new Set(images)].join(", ")}: their client knows only names of Docker Hub, such as \`lab/prep:2.0\``,
		hint: "If participants use Singularity, push the images to Docker Hub and name them so."
	}];
}
function parameterIssues({ role, parameters }) {
	return numbersWithoutJson(parameters ?? null).map((path) => ({
		severity: "warning",
		message: `${role}: the parameter \`${path}\` is no number that JSON has; it is registered as text, and as text the container gets it at every site`,
		hint: "Let the container read the text, or use a number."
	}));
}
function policyIssues({ associations }, rules) {
	const policies = [associations.datasets, associations.models];
	if (!rules.policies) {
		if (policies.every(({ mode }) => mode === "never")) return [];
		return [{
			severity: "warning",
			message: "servers of the mlcube era let nobody in by themselves: `associations` is not registered",
			hint: "Decide about each request when it comes."
		}];
	}
	return policies.flatMap(({ allow }) => allow).flatMap((email) => {
		if (email.split("@")[0] === email.split("@")[0]?.toLowerCase()) return [];
		return [{
			severity: "warning",
			message: `the allow list is compared letter by letter, and \`${email}\` has capitals`,
			hint: "Write it as the person signs in, mostly in small letters."
		}];
	});
}
function stateIssues({ submit }, rules) {
	if (rules.policies || submit.state === "operation") return [];
	return [{
		severity: "warning",
		message: "on a server of the mlcube era a benchmark in DEVELOPMENT can be neither approved nor rejected",
		hint: "Set `submit.state` to operation when it is ready."
	}];
}

// src/medperf/plan/wanted/compose.ts
/** What benchmark.yaml, its files and the test want the server to hold, in the words of the server's era. */
function wantedState(benchmark, evidence, rules) {
	const components = mapParts(benchmark.components, (component, role) => wantedComponent(component, expectPart(evidence.components, role), rules));
	const wanted = {
		topology: benchmark.topology,
		state: benchmark.submit.state === "operation" ? "OPERATION" : "DEVELOPMENT",
		components,
		benchmark: {
			name: benchmark.name.trim(),
			...fillSlots(benchmarkSlots(benchmark, evidence, rules))
		}
	};
	const issues = [...checkLengths(wanted, rules), ...findCautions(benchmark, evidence, rules)];
	return {
		...wanted,
		issues
	};
}
function wantedComponent(component, found, rules) {
	const { role } = component;
	const { uid, image } = found;
	const tested = rules.containers === "files" ? image.imageId?.replace(/^sha256:/, "") : image.digest;
	const kind = isAsset(component) ? "asset" : "container";
	const common = {
		role,
		kind,
		name: component.name.trim()
	};
	if (uid !== void 0) {
		const testedHash = isImageFile(component) ? void 0 : tested;
		return known({
			...common,
			uid,
			fields: component.registered?.fields ?? {},
			unknown: {},
			testedHash
		});
	}
	if (kind === "asset") return {
		...common,
		...wantedAsset(found)
	};
	const content = rules.containers === "files" ? wantedMlcubeContent(component, found) : wantedJsonContent(component, found);
	return {
		...common,
		...content
	};
}
function benchmarkSlots(benchmark, evidence, rules) {
	const { url, sha256, generatedUid } = evidence.demoDataset;
	return [
		[
			"description",
			(benchmark.description ?? "").trim(),
			""
		],
		[
			"docs_url",
			(benchmark.docsUrl ?? "").trim(),
			""
		],
		[
			"demo_dataset_tarball_url",
			url,
			PUBLISHED
		],
		[
			"demo_dataset_tarball_hash",
			sha256,
			PUBLISHED
		],
		[
			"demo_dataset_generated_uid",
			generatedUid,
			TESTED
		],
		...topologySlots(benchmark, rules),
		[
			"metadata",
			metadataOf(benchmark, evidence, rules),
			TESTED
		],
		...rules.policies ? [...policySlots("dataset", benchmark.associations.datasets), ...policySlots("model", benchmark.associations.models)] : []
	];
}
/** How its parts work together, where the server has a field for it (docs/medperf.md 6.10). */
const topologySlots = ({ topology }, rules) => rules.topology ? [[
	"topology",
	topology,
	""
]] : [];
/**
* What MedPerf's client writes there at submission. It has no test for a script beside an evaluator: such a benchmark it submits
* with none, and without results (docs/medperf.md 6.7).
*/
function metadataOf(benchmark, evidence, rules) {
	if (evidence.results === void 0) return void 0;
	const isSkipped = benchmark.topology === "inference_script";
	return known({
		demo_dataset_already_prepared: benchmark.demoDataset.prepared,
		skip_compatibility_tests: rules.models ? isSkipped : void 0,
		results: isSkipped ? {} : toJson(evidence.results)
	});
}
function policySlots(kind, policy) {
	return [[
		`${kind}_auto_approval_mode`,
		policy.mode.toUpperCase(),
		""
	], [
		`${kind}_auto_approval_allow_list`,
		policy.allow.map(storedEmail),
		""
	]];
}
/**
* An e-mail as the server stores it, which is what it compares with: only the part behind `@` in lower case (docs/medperf.md
* 3.1).
*/
function storedEmail(email) {
	const trimmed = email.trim();
	const at = trimmed.lastIndexOf("@");
	return trimmed.slice(0, at) + trimmed.slice(at).toLowerCase();
}

// src/medperf/plan/unsure.ts
/**
* Gives what says of each decision why it is not sure: it would be another one if all that is not known yet came out as it is
* registered.
*/
function openDoubt(benchmark, evidence, { snapshot, decisions }) {
	const imagined = imagineRegistered(benchmark, evidence, snapshot);
	if (imagined === void 0) return () => void 0;
	const others = decideSubmission(snapshot, wantedState(benchmark, imagined, snapshot.rules));
	return (decision) => {
		const role = "role" in decision ? decision.role : void 0;
		const other = role ? others.components.find((one) => one.role === role) : others.benchmark;
		if (other === void 0 || other.verdict === decision.verdict && other.name === decision.name) return void 0;
		if (role !== void 0) return explain(evidence, [role]);
		return explain(evidence, decisions.components.map((one) => one.role));
	};
}
function explain({ components }, roles) {
	const [first] = roles.flatMap((role) => {
		const { standing, unread: own } = components[role]?.image ?? {};
		return own?.message ?? (standing?.kind === "unread" ? standing.why : []);
	});
	return first === void 0 ? "what is built, pushed or downloaded for it may be what is registered already" : plainLine(`what is registered may be the same, which could not be read: ${first}`, 600);
}

// src/medperf/plan/plan.ts
/** A server that nobody could ask is taken for one of the model era, unless only a later one holds such a benchmark. */
const assumeFor = ({ topology }) => assumeRules(topology === "inference_script" ? "topology" : "model");
/** Decides from whatever is known: the server if it was asked, else the lock, else the files alone. */
function resolvePlan({ benchmark, evidence, snapshot, lock, server }) {
	const seen = snapshot ?? imagineSnapshot(lock, server, assumeFor(benchmark));
	const wanted = wantedState(benchmark, evidenceWithLock(evidence, lock), seen.rules);
	const issues = snapshot === void 0 || lock === void 0 ? [] : lockIssues(lock, snapshot, wanted);
	const decisions = decideSubmission(seen, wanted);
	return {
		snapshot: seen,
		wanted,
		decisions,
		issues: [
			...issues,
			...wanted.issues,
			...requestIssues(seen, wanted, decisions)
		]
	};
}
/** What a merge will do on the MedPerf server, with a verdict for every field; pure. */
function planSubmission(input) {
	const resolved = resolvePlan(input);
	const { snapshot, decisions } = resolved;
	const { components, benchmark } = decisions;
	const whyUnsure = openDoubt(input.benchmark, evidenceWithLock(input.evidence, input.lock), resolved);
	const retirement = planRetirement(resolved, input.retire ?? []);
	const issues = [
		...input.held === void 0 ? [] : [{
			severity: "error",
			...input.held
		}],
		...resolved.issues,
		...input.foreseen ?? [],
		...retirement.issues
	];
	return known({
		schema: 1,
		voice: input.voice,
		server: snapshot.origin === "" ? void 0 : snapshot.origin,
		era: snapshot.rules.era,
		seen: snapshot.blind ?? "server",
		unseen: unseenOf(snapshot, input),
		actions: [...components, benchmark].map((decision) => known({
			...showAction(decision),
			unsure: whyUnsure(decision)
		})),
		retire: retirement.actions.length === 0 ? void 0 : retirement.actions,
		issues: issues.slice(0, 200).map((issue) => known({
			...issue,
			message: plainLine(issue.message, 600),
			hint: issue.hint === void 0 ? void 0 : plainLine(issue.hint, 900)
		})),
		rehearsed: input.rehearsed?.map((write) => plainLine(write, 400)),
		blocked: isBlocked(decisions, issues),
		next: foreseeNext(decisions, isBlocked(decisions, issues))
	});
}
/** Whether nothing may be written. */
const isBlocked = ({ components, benchmark }, issues) => [...components, benchmark].some(({ verdict }) => BLOCKING.has(verdict)) || issues.some(({ severity }) => severity === "error");
/** One decision as a plan shows it. */
function showAction(decision) {
	const { verdict, name, uid, state, reason, hint, changes } = decision;
	const kind = "collection" in decision ? {
		models: "model",
		mlcubes: "container"
	} : void 0;
	return known({
		object: kind === void 0 || !("collection" in decision) ? "benchmark" : kind[decision.collection],
		role: "role" in decision ? decision.role : void 0,
		content: "kind" in decision && decision.kind === "asset" ? decision.kind : void 0,
		verdict,
		name: plainLine(name, 200),
		uid,
		state,
		approval: "approval" in decision && decision.approval !== void 0 ? decision.approval : void 0,
		reason: plainLine(reason, 600),
		hint: hint === void 0 ? void 0 : plainLine(hint, 900),
		changes: shownChanges(changes)
	});
}
function shownChanges(changes) {
	const shown = changes.slice(0, 200).map(({ field, verdict, from, to, note }) => known({
		field: plainLine(field, 300),
		verdict,
		from: from === void 0 ? void 0 : shownJson(from, 300),
		to: to === void 0 ? void 0 : shownJson(to, 300),
		note: note === void 0 ? void 0 : plainLine(note, 300)
	}));
	const rest = changes.length - shown.length;
	return rest === 0 ? shown : [...shown, {
		field: `and ${rest} more`,
		verdict: "nothing to do"
	}];
}
function unseenOf({ blind, rules }, input) {
	if (blind === void 0) return [];
	const who = input.server === void 0 ? "The server was not asked (no MedPerf credential)" : "The server shows no rows without a MedPerf credential";
	const more = input.unseen === void 0 ? [] : [plainLine(input.unseen, 600)];
	if (blind === "lock") return [`${who}: this is what follows from benchmark.lock.json. What changed on the server since then, approvals and names that others took among it, was not seen.`, ...more];
	return [
		`${who}, and ${input.lock === void 0 ? NO_LOCK : OTHER_ERA}: ${FREE}`,
		...input.server === void 0 ? [`The server’s era is not known either; the ${rules.era} era is assumed.`] : [],
		...more
	];
}
const NO_LOCK = "there is no benchmark.lock.json";
const OTHER_ERA = "benchmark.lock.json is of an era that the server is not of any more, so that it is not used";
const FREE = "whether names are free, containers registered already or one of your benchmarks pending was not seen.";

// src/medperf/plan/wanted/evidence.ts
/** The uids that benchmark.yaml names, for the snapshot. */
const listGivenUids = ({ components }) => Object.fromEntries(listRoles(components).flatMap((role) => {
	const uid = components[role]?.uid;
	return uid === void 0 ? [] : [[role, uid]];
}));

export { showAction as a, shownJson as c, imagineSnapshot as d, resolvePlan as i, registeredFields as l, isBlocked as n, listStandingImages as o, planSubmission as r, listNames as s, listGivenUids as t, findLockedRules as u };