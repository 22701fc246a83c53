import { v as parseResource } from "./repository.js";
import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { t as ROLES } from "./role.js";
import { i as viewBytes, n as createSlabPool } from "./slabs.js";
import { a as consumeBody, t as readOrigin } from "./origin.js";
import { n as serverOrigin } from "./address.js";
import { r as unwrapContent } from "./content.js";
import { t as lockPath } from "./path.js";
import { r as findLockedRow } from "./snapshot.js";
import { t as registeredContent } from "./registration.js";
import { c as isModelRole, r as assumeRules } from "./rules.js";
import { n as plainLine } from "./text.js";
import { t as parseYaml } from "./yaml.js";
import { t as readLockFile } from "./lock-file.js";

// src/fetch/small.ts
/**
* Downloads a small file into memory. Rejects with an ExpectedError of kind `download`, `hash` or `archive` (above `maxSize`), or
* with the reason of the signal.
*/
const fetchSmall = (url, options) => readOrigin({
	kind: "url",
	url
}, options, async ({ source, body, signal }) => {
	const pool = createSlabPool(signal);
	const pieces = [];
	const write = (slab) => {
		pieces.push(viewBytes(slab).slice());
		pool.give(slab.buffer);
	};
	const limits = {
		maxSize: options.maxSize,
		maxRatio: Number.POSITIVE_INFINITY
	};
	await consumeBody(body, { write }, {
		...options,
		limits,
		source,
		pool
	});
	return Buffer.concat(pieces);
});

// src/lookup/components.ts
/** Bytes of the largest configuration or parameters file that is read. */
const LARGEST = 16 * 1024 ** 2;
/**
* Finds out what registered components are: from the server where it was asked, else from benchmark.lock.json, which the last
* merge left. Never rejects but with the reason of the signal: what cannot be had is said in the look-up.
*/
async function lookUpComponents(job, uids, snapshot) {
	const roles = ROLES.filter((role) => uids[role] !== void 0);
	const lock = snapshot === void 0 ? lockFor(job) : void 0;
	const found = [];
	for (const role of roles) found.push([role, await lookUp(job, role, uids[role] ?? 0, snapshot, lock)]);
	const notices = found.filter(([, { kind }]) => lock !== void 0 && kind === "read").map(([role]) => `\`${role}\`, number ${uids[role]} on the MedPerf server, is as ${lockPath(job.config)} has it: the server was not asked (no MedPerf credential), and what changed there since was not seen.`);
	return {
		lookups: Object.fromEntries(found),
		notices
	};
}
/** The same failure for all of them: why the server could not be asked. */
const describeUnread = (uids, { message, hint = AGAIN }) => ({
	lookups: Object.fromEntries(Object.keys(uids).map((role) => [role, {
		kind: "unread",
		message: `it cannot be read: ${message}`,
		hint
	}])),
	notices: []
});
const AGAIN = "Run the workflow again when the server answers.";
async function lookUp(job, role, uid, snapshot, lock) {
	if (snapshot !== void 0) {
		const row = snapshot.given[role] ?? null;
		return row === null ? noRow(role, uid, snapshot) : read(job, row, snapshot.rules, snapshot.me.id);
	}
	if (lock instanceof ExpectedError) return {
		kind: "unread",
		message: lock.message,
		hint: lock.hint ?? CREDENTIAL
	};
	const row = lock && findLockedRow(lock, role, uid);
	if (lock !== void 0 && row !== void 0) return read(job, row, assumeRules(lock.era), lock.owner);
	return {
		kind: "unread",
		message: `without a credential for that server it cannot be read, and ${lockPath(job.config)} does not know it either, so nothing can be tested`,
		hint: CREDENTIAL
	};
}
const CREDENTIAL = "Give the input `medperf-token` from a secret. Pull requests from forks get no secrets: for them commit benchmark.lock.json (input `commit-lock`) with a merge first.";
/** The lock of the last merge, where it is of this server. */
function lockFor({ repository, config, server }) {
	try {
		const lock = readLockFile(repository, config);
		return lock?.server === serverOrigin(server) ? lock : void 0;
	} catch (error) {
		if (error instanceof ExpectedError) return error;
		throw error;
	}
}
function noRow(role, uid, snapshot) {
	const isModel = isModelRole(snapshot.rules, role);
	const around = isModel ? snapshot.mine.models.find(({ container }) => container?.uid === uid) : void 0;
	const hint = around === void 0 ? "Look the number up on the server." : `${uid} is the container inside the model ${around.uid}: give that.`;
	return {
		kind: "refused",
		message: `there is no such ${isModel ? "model" : "container"}`,
		hint: isModel ? `A reference model is named by the number of its model. ${hint}` : hint
	};
}
/** A row with what it names by address. */
async function read(job, row, rules, me) {
	const content = registeredContent(rules, row);
	const hint = "Name another one, or give `config` in place of `uid`.";
	if (content === void 0) return {
		kind: "refused",
		message: "it is a model of neither a container nor an asset",
		hint
	};
	if (!content.isValid) return {
		kind: "refused",
		message: "it was retired by its owner, and MedPerf’s client refuses it",
		hint
	};
	const common = known({
		kind: "read",
		name: content.name,
		state: row.state,
		fields: unwrapContent(row)?.row.fields ?? {},
		stranger: row.owner === me ? void 0 : row.owner,
		mayBeMlcube: rules.containers === "files"
	});
	if (content.kind === "asset") return readAsset(content.files, common);
	const { imageHash, additionalFiles } = content;
	const loaded = await load(job, content);
	if ("message" in loaded) return loaded;
	return known({
		...common,
		...loaded,
		imageHash,
		additionalFiles
	});
}
/** The files of a model without a container, which are downloaded with everything else. */
function readAsset(asset, common) {
	if (asset.url !== void 0) return {
		...common,
		imageHash: "",
		document: null,
		asset
	};
	return {
		kind: "refused",
		message: "it is a model of an asset that never leaves its owner’s machine (`asset_url` is `local`)",
		hint: "Nobody else can run it: name another model, or its files by `asset` in place of `uid`."
	};
}
async function load(job, content) {
	if (content.kind === "json") {
		const { document, parameters } = content;
		return known({
			document,
			parameters
		});
	}
	try {
		const { manifest, parameters, imageFile } = content;
		const document = parseYaml(await download(job, manifest));
		if (!document.ok) return {
			kind: "refused",
			message: `its configuration ${shown(manifest)} is no valid YAML`,
			hint: ASK_OWNER
		};
		const text = parameters && await download(job, parameters);
		const parsed = text && parseYaml(text);
		return known({
			document: document.value,
			parametersText: text,
			parameters: parsed?.ok ? parsed.value ?? {} : void 0,
			imageFile
		});
	} catch (error) {
		job.signal.throwIfAborted();
		if (!(error instanceof ExpectedError)) throw error;
		const { kind, message } = error;
		return {
			kind: kind === "download" ? "unread" : "refused",
			message: `of the files it names, ${message}`,
			hint: ASK_OWNER
		};
	}
}
const ASK_OWNER = "Hospitals could not get it either: tell its owner, name another one, or give `config` in place of `uid`.";
const shown = ({ url = "" }) => plainLine(url, 300);
/** The mlcube era names configuration and parameters by address and hash (docs/medperf.md 4.1). */
async function download({ signal, log, reach }, { url = "", sha256 = "" }) {
	if (parseResource(url)?.kind !== "url") throw new ExpectedError("hash", `${shown({ url })} is no address that everybody can download from`, {
		code: "registered-elsewhere",
		hint: "Name the files of the container by `config`, or another container by `uid`."
	});
	return fetchSmall(url, {
		sha256,
		maxSize: LARGEST,
		reach,
		signal,
		say: log.say
	});
}

export { describeUnread, lookUpComponents };