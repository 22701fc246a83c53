import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { n as serverOrigin, t as PRODUCTION } from "./address.js";
import { n as TOPOLOGIES } from "./topology.js";
import { T as url, _ as number, b as strictObject, c as _null, d as custom, f as discriminatedUnion, g as looseObject, h as literal, l as array, m as int, s as _enum, u as boolean, v as object, w as union, x as string, y as record } from "./schemas.js";
import { l as toJson, o as parseJson, p as MOST_SETTINGS, s as parsePlainJson } from "./json.js";
import { t as isMapping } from "./value.js";
import { n as STATES, t as APPROVALS } from "./rows.js";
import { a as contentRules, i as componentKeys, n as EDITABLE_BENCHMARK, o as countCharacters, r as assumeRules, t as ASSET } from "./rules.js";
import { i as explainServerTrouble, u as createDispatcher } from "./trouble.js";
import { n as plainLine } from "./text.js";
import { t as hideTokens } from "./tokens.js";
import { i as parseBody, n as NoAnswer, r as createSend, t as LargeAnswer } from "./client.js";
import { a as followSameOrigin, c as USER_AGENT, d as readRetryAfter, t as RefusedRedirect } from "./redirect.js";
import { t as isLoopback } from "./loopback.js";
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

// src/medperf/bodies.ts
const text = (max) => string().refine((value) => countCharacters(value) <= max, { error: `longer than ${max} characters` });
const filled = (max) => text(max).refine((value) => value.trim() !== "", { error: "empty" });
const Json$1 = custom((value) => value !== void 0, "missing");
const Uid$1 = int().min(1);
const State = _enum(STATES);
const Bare = string().regex(/^[0-9a-f]{64}$/, "not a SHA-256 of 64 hex digits");
const BareOrEmpty = union([literal(""), Bare]);
const Digest = string().regex(/^(sha256:)?[0-9a-f]{64}$/, "not a SHA-256");
const CONTENT = {
	files: {
		git_mlcube_url: filled(256),
		mlcube_hash: Bare,
		git_parameters_url: text(256),
		parameters_hash: BareOrEmpty,
		image_tarball_url: text(256),
		image_tarball_hash: BareOrEmpty,
		image_hash: BareOrEmpty,
		additional_files_tarball_url: text(256),
		additional_files_tarball_hash: BareOrEmpty
	},
	json: {
		container_config: custom((value) => isMapping(value), "not a mapping"),
		parameters_config: Json$1,
		image_hash: Digest,
		additional_files_tarball_url: text(256),
		additional_files_tarball_hash: BareOrEmpty
	}
};
const containerBody = (rules) => strictObject({
	name: filled(rules.containerName),
	state: State,
	...CONTENT[rules.containers],
	metadata: Json$1
});
/** The word `local` would say that nobody but the owner can have the files (docs/medperf.md 5.4). */
const assetContent = {
	asset_hash: Bare,
	asset_url: filled(256).refine((url) => url !== "local", { error: "no address" })
};
const assetBody = (rules) => strictObject({
	name: filled(rules.containerName),
	state: State,
	...assetContent,
	metadata: Json$1
});
/** What a model and the content inside it have in common; the states must agree (docs/medperf.md 5.1). */
const modelCommon = (rules) => ({
	name: filled(rules.containerName),
	state: State,
	metadata: Json$1
});
const modelBody = (rules) => discriminatedUnion("type", [strictObject({
	...modelCommon(rules),
	type: literal("CONTAINER"),
	container: containerBody(rules),
	asset: _null()
}), strictObject({
	...modelCommon(rules),
	type: literal("ASSET"),
	container: _null(),
	asset: assetBody(rules)
})]);
const MODE = _enum([
	"NEVER",
	"ALWAYS",
	"ALLOWLIST"
]);
const POLICIES$1 = {
	dataset_auto_approval_mode: MODE,
	dataset_auto_approval_allow_list: array(string()),
	model_auto_approval_mode: MODE,
	model_auto_approval_allow_list: array(string())
};
/** In both a component may be missing, depending on the topology; the one that is not wanted is left out or null (docs/medperf.md 6.10). */
const topologyParts = {
	topology: _enum(TOPOLOGIES),
	data_evaluator_mlcube: Uid$1.nullish(),
	benchmark_script: Uid$1.nullish()
};
const partFields = (rules) => rules.topology ? topologyParts : { data_evaluator_mlcube: Uid$1 };
const policyFields = (rules) => rules.policies ? POLICIES$1 : {};
const benchmarkBody = (rules) => strictObject({
	name: filled(rules.benchmarkName),
	description: text(rules.description),
	docs_url: text(100),
	state: State,
	demo_dataset_tarball_url: filled(256),
	demo_dataset_tarball_hash: Bare,
	demo_dataset_generated_uid: Bare,
	data_preparation_mlcube: Uid$1,
	[rules.modelKey]: Uid$1,
	...partFields(rules),
	metadata: Json$1,
	...policyFields(rules)
});
const CHANGEABLE = { is_valid: boolean() };
/**
* The bodies of each write; those of PUT are partial, and an owner’s never holds `approval_status` (docs/medperf.md 6.5).
*/
const BODIES = {
	createContainer: containerBody,
	createModel: modelBody,
	createBenchmark: benchmarkBody,
	updateContainer: (rules) => containerBody(rules).extend(CHANGEABLE).partial(),
	updateAsset: () => strictObject(assetContent).partial(),
	updateModel: () => strictObject({
		state: State,
		...CHANGEABLE
	}).partial(),
	updateBenchmark: (rules) => benchmarkBody(rules).extend(CHANGEABLE).partial()
};
/** The body as it will be sent; throws kind `input` naming every field that the server would refuse or take wrongly. */
function checkBody(kind, rules, body) {
	const json = toJson(body);
	const parsed = BODIES[kind](rules).safeParse(json);
	if (parsed.success) return json;
	const reasons = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
	throw new ExpectedError("input", `${kind}: ${reasons.join("; ")}`, {
		reasons,
		hint: "Nothing was sent. Correct benchmark.yaml or the files it names."
	});
}

// src/server/body-reasons.ts
const MOST = 30;
/** What Django wraps a message in that belongs to no field (docs/medperf.md 2.6). */
const NO_FIELD = /* @__PURE__ */ new Set([
	"non_field_errors",
	"detail",
	"error"
]);
/** Keys of token errors that say nothing to a person (docs/medperf.md 2.4). */
const NOISE = /* @__PURE__ */ new Set([
	"code",
	"token_class",
	"token_type"
]);
/** The server's own sentences in an error body, every field named by its path; empty for a body without any. */
function readReasons(body) {
	const reasons = collect(body, []);
	const shown = reasons.slice(0, MOST);
	return reasons.length > MOST ? [...shown, `and ${reasons.length - MOST} more`] : shown;
}
function collect(value, path) {
	if (typeof value === "string") return [sentence(path, value)];
	if (Array.isArray(value)) return value.flatMap((entry) => collect(entry, path));
	if (!isMapping(value)) return [];
	return Object.entries(value).flatMap(([key, entry]) => {
		if (NOISE.has(key)) return [];
		return collect(entry, NO_FIELD.has(key) || key === "messages" || key === "message" ? path : [...path, key]);
	});
}
function sentence(path, text) {
	const words = plainLine(hideTokens(text));
	return path.length === 0 ? words : `${plainLine(path.join("."), 100)}: ${words}`;
}
/** What an owner can do about a refusal, by the server's words (docs/medperf.md 4.1 to 4.4, 6.3 to 6.5). */
const HINTS$1 = [
	[/at most one pending benchmark/, "An administrator of the server must approve, reject or delete your pending benchmark first; nobody is told by the server, so write to them. One in DEVELOPMENT can be changed in place instead."],
	[/with this name already exists/, "Names are unique over all users and stay taken: choose another name in benchmark.yaml."],
	[/must make a unique set/, "Somebody registered exactly this container before. Reuse it with its `uid` in benchmark.yaml, or change the image, the configuration, the parameters or the additional files."],
	[/non editable fields in Operation mode/, "What is in OPERATION is frozen: register a new version under a new name."],
	[/cannot mark a benchmark as operational/, "All three components must be in OPERATION before the benchmark."],
	[/no more than \d+ characters/, "Shorten the text in benchmark.yaml."],
	[/require[s]? file hash|hash was provided without URL/, "An address and its hash belong together."]
];
/** What to do about the server's sentences; undefined where none is known. */
function findHint(reasons) {
	return HINTS$1.find(([pattern]) => reasons.some((reason) => pattern.test(reason)))?.[1];
}

// src/server/explain.ts
/** The value of a good answer as `schema` reads it; every other answer becomes an error in plain words. */
function expectAnswer(answer, schema) {
	if (answer.status < 200 || answer.status > 299 || answer.body === void 0) throw explainAnswer(answer);
	const parsed = schema.safeParse(answer.body);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const where = issue === void 0 || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
	throw new ExpectedError("answer", `${heading(answer)}: not the answer of a MedPerf server${where}`, {
		hint: "Check that `server` is a MedPerf server.",
		uncertain: answer.method !== "GET"
	});
}
const heading = (answer) => `${answer.method} ${answer.url}: HTTP ${answer.status}`;
/** The error that an answer stands for; `expired` is what the token itself says about its end. */
function explainAnswer(answer, expired) {
	if (answer.body === void 0) return pageError(answer);
	const reasons = readReasons(answer.body);
	const words = reasons.length === 0 ? heading(answer) : `${heading(answer)}: ${reasons.join("; ")}`;
	const more = {
		status: answer.status,
		reasons,
		uncertain: answer.method !== "GET" && answer.status >= 500
	};
	const { status } = answer;
	if (status === 401) {
		const hint = "Give a fresh MedPerf access token.";
		return new ExpectedError("token", expired === void 0 ? words : `${words}; ${expired}`, {
			...more,
			hint
		});
	}
	if (status === 403) {
		const hint = "Only the owner may do this, and of a benchmark’s approval only an administrator. Missing entries look the same.";
		return new ExpectedError("permission", words, {
			...more,
			hint
		});
	}
	if (status >= 500) return new ExpectedError("server", words, {
		...more,
		hint: "Run it again later."
	});
	const hint = findHint(reasons);
	return new ExpectedError(status === 404 ? "missing" : status < 300 ? "answer" : "refused", words, hint === void 0 ? more : {
		...more,
		hint
	});
}
/** No JSON: an error page of the server, of something before it, or of something else altogether. */
function pageError(answer) {
	const uncertain = answer.method !== "GET" && (answer.status >= 500 || answer.status < 300);
	const more = {
		status: answer.status,
		uncertain
	};
	if (answer.status >= 500) return new ExpectedError("server", `${heading(answer)}: the server failed and shows a page instead of a reason`, {
		...more,
		hint: "Run it again later; if it stays, tell the server’s administrators the address and the time."
	});
	const kind = answer.status === 404 ? "missing" : "server";
	return new ExpectedError(kind, `${heading(answer)}: a page that is not JSON`, {
		...more,
		hint: "Check that `server` is a MedPerf server, and that no proxy answers for it."
	});
}

// src/server/schemas.ts
/** Any JSON; numbers kept as text would not survive a deeper look. */
const Json = custom((value) => value !== void 0, "missing");
const Uid = int().min(1);
const VersionSchema = object({ version: string().max(100) });
const UserSchema = object({
	id: Uid,
	email: string().nullish()
}).transform(({ id, email }) => ({
	id,
	email: email ?? ""
}));
/** One page of a list; the rows are read one by one, so that an odd one is named (docs/medperf.md 2.8). */
const PageSchema = object({
	count: int().min(0),
	next: string().nullable(),
	results: array(record(string(), Json))
});
/** Any row as the server gives it, for reading back. */
const ObjectSchema = record(string(), Json);
const Common = looseObject({
	id: Uid,
	name: string(),
	owner: Uid,
	state: _enum(STATES),
	is_valid: boolean()
});
const common = (row) => ({
	uid: row.id,
	name: row.name,
	owner: row.owner,
	state: row.state,
	isValid: row.is_valid
});
/** The named fields of a row; one that is not there makes the row no row of this era. */
function pick(row, names, context) {
	for (const name of names.filter((key) => row[key] === void 0)) context.addIssue({
		code: "custom",
		message: "missing",
		path: [name]
	});
	return Object.fromEntries(names.map((name) => [name, unset(name, row[name] ?? null)]));
}
/** Unset values come as `""` or null, depending on who wrote them (docs/medperf.md 4.2). */
function unset(name, value) {
	if (name === "parameters_config") return value === "" ? null : value;
	return value === null && name !== "container_config" && name !== "metadata" ? "" : value;
}
function createContainerSchema(rules) {
	return Common.transform((row, context) => ({
		...common(row),
		fields: pick(row, contentRules(rules, "container").content, context)
	}));
}
function createAssetSchema() {
	return Common.transform((row, context) => ({
		...common(row),
		fields: pick(row, ASSET.content, context)
	}));
}
/**
* A model with what is inside; `PUT` answers hold bare numbers instead and are never read. Of one whose type was switched
* and says something else than what is inside, clients can use nothing (docs/medperf.md 5.2).
*/
function createModelSchema(rules) {
	const inside = {
		container: createContainerSchema(rules).nullable(),
		asset: createAssetSchema().nullish()
	};
	return Common.extend(inside).transform(({ container, asset, ...row }) => known({
		...common(row),
		container: row["type"] === "ASSET" ? void 0 : container ?? void 0,
		asset: row["type"] === "CONTAINER" ? void 0 : asset ?? void 0
	}));
}
const BENCHMARK_FIELDS = [
	"description",
	"docs_url",
	"demo_dataset_tarball_url",
	"demo_dataset_tarball_hash",
	"demo_dataset_generated_uid",
	"metadata"
];
/** The policies; their lists are shown to the owner only, and to everybody else left out (docs/medperf.md 6.2). */
const POLICIES = EDITABLE_BENCHMARK.filter((name) => name.includes("auto_approval"));
const Benchmark = Common.extend({
	is_active: boolean(),
	approval_status: _enum(APPROVALS),
	approved_at: string().nullable(),
	committee_members: array(Uid).optional()
});
/** A component that the topology of a benchmark has not is null there, for clients of every era (docs/medperf.md 6.10). */
const MaybeUid = Uid.nullish();
function createBenchmarkSchema(rules) {
	const keys = Object.entries(componentKeys(rules));
	const required = {
		data_preparation_mlcube: Uid,
		[rules.modelKey]: Uid
	};
	const uids = Object.fromEntries(keys.map(([, key]) => [key, MaybeUid]));
	const names = [...BENCHMARK_FIELDS, ...rules.topology ? ["topology"] : []];
	return Benchmark.extend({
		...uids,
		...required
	}).transform((loose, context) => {
		const row = Benchmark.parse(loose);
		const policies = rules.policies ? POLICIES.filter((name) => row[name] !== void 0) : [];
		const components = keys.map(([role, key]) => [role, MaybeUid.parse(row[key]) ?? void 0]);
		return known({
			...common(row),
			isActive: row.is_active,
			approval: row.approval_status,
			approvedAt: row.approved_at,
			components: known(Object.fromEntries(components)),
			committee: row.committee_members,
			fields: pick(row, [...names, ...policies], context)
		});
	});
}

// src/server/detect.ts
const API = "/api/v0/";
/**
* The era of a server, found out and never guessed (docs/medperf.md 1.2). Needs no credentials: an address that exists asks
* for them in JSON, one that does not exist answers 404 with a page, before anybody looks at credentials.
*/
async function detectRules(send) {
	const version = expectAnswer(await send("GET", "/version"), VersionSchema);
	if (version.version !== "v0") throw strange(`it speaks version ${version.version.slice(0, 20)} of the API`);
	const containers = await send("GET", `${API}mlcubes/?limit=1`);
	if (!isKnown(containers)) throw explainAnswer(containers);
	const { container, mlcube } = shapeOf(containers);
	if (isKnown(await send("GET", `${"/api/v0/"}models/?limit=1`))) {
		if (mlcube) throw strange("it has models, but containers of the oldest era");
		return assumeRules("model");
	}
	if (mlcube) return assumeRules("mlcube");
	if (container) return assumeRules("container");
	return isKnown(await send("GET", `${"/api/v0/"}benchmarks/1/participants_info/`)) ? assumeRules("container") : assumeRules("mlcube");
}
/** Whether an address exists. Everything but JSON and the page of an unknown address is no answer to that question. */
function isKnown(answer) {
	if (answer.status === 404 && answer.body === void 0) return false;
	if (answer.body === void 0 || answer.status >= 500) throw explainAnswer(answer);
	return true;
}
/** What the first container of the list, where there is one, says about the era. */
function shapeOf(answer) {
	const results = isMapping(answer.body ?? null) ? answer.body.results : void 0;
	const first = Array.isArray(results) ? results[0] ?? null : null;
	const has = (key) => isMapping(first) && Object.hasOwn(first, key);
	return {
		container: has("container_config"),
		mlcube: has("git_mlcube_url")
	};
}
const strange = (what) => new ExpectedError("answer", `this MedPerf server is of no known kind: ${what}`, { hint: "Look for a newer version of this action." });

// src/server/paging.ts
/** Rows of one request; the server has no maximum (docs/medperf.md 2.8). */
const PAGE = 100;
const ATTEMPTS = 5;
/**
* All rows of a list. Lists are ordered by the time of the last change, so a row that changes while we page moves to the end
* and pulls the later ones one place forward: a row could be missed (docs/medperf.md 2.8). Each page therefore begins with
* the last row of the one before; if that is another one, or a row comes again behind others, or rows are missing at the end,
* the list moved and is read again. A benchmark with a committee stands in its owner’s list once for each member, which is one
* row all the same (docs/medperf.md 6.9).
*/
async function readAll(read, row, limit = 100) {
	for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
		const rows = await readOnce(read, row, limit);
		if (rows !== void 0) return rows;
	}
	const { url } = await read(0, 1);
	throw new ExpectedError("changed", `GET ${url}: the list changed while it was read, ${ATTEMPTS} times in a row`, { hint: "Run it again when fewer people write to the server." });
}
/** The rows, or undefined when the list moved meanwhile. */
async function readOnce(read, row, limit) {
	const rows = /* @__PURE__ */ new Map();
	let seen = 0;
	let last;
	for (;;) {
		const overlap = last === void 0 ? 0 : 1;
		const answer = await read(seen - overlap, limit);
		const page = expectAnswer(answer, PageSchema);
		const entries = page.results.map((entry) => expectAnswer({
			...answer,
			body: entry
		}, row));
		if (overlap === 1 && entries[0]?.uid !== last) return void 0;
		for (const entry of entries.slice(overlap)) {
			if (entry.uid !== last && rows.has(entry.uid)) return void 0;
			rows.set(entry.uid, entry);
			last = entry.uid;
			seen += 1;
		}
		if (page.next === null) return seen === page.count ? [...rows.values()] : void 0;
		if (entries.length <= overlap) return void 0;
	}
}

// src/server/data-sets.ts
/** The part of a data set that anybody may read (docs/medperf.md 8.1). */
const DataSetSchema = object({
	id: int().min(1),
	data_preparation_mlcube: int().min(1)
}).transform((row) => ({
	uid: row.id,
	preparator: row.data_preparation_mlcube
}));
/**
* How many data sets were prepared with a container, as its owner may ask (docs/medperf.md 3.2, row 12); undefined where the
* server does not tell. The mlcube era does not tell once the container is in OPERATION, but shows everybody all data sets
* (row 22).
*/
async function countPrepared(rules, send, container) {
	const answer = await send("GET", `${API}mlcubes/${container}/datasets/?limit=1&offset=0`);
	if (answer.status === 200) return expectAnswer(answer, PageSchema).count;
	if (rules.containers === "json" || answer.status !== 400) return void 0;
	return (await readAll((offset, limit) => send("GET", `${API}datasets/?limit=${limit}&offset=${offset}`), DataSetSchema)).filter(({ preparator }) => preparator === container).length;
}

// src/server/sign-in/token.ts
/** The claims of a JWT; undefined for a token of another kind. */
async function readToken(token) {
	const { decodeJwt } = await import("./webapi2.js");
	try {
		const { exp, iat } = decodeJwt(token);
		return known({
			expires: toDate(exp),
			issued: toDate(iat)
		});
	} catch {
		return;
	}
}
const toDate = (seconds) => typeof seconds === "number" ? /* @__PURE__ */ new Date(seconds * 1e3) : void 0;
const day = (date) => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
/** Why a server may have refused a token, in words that follow its own; undefined for a token that says nothing. */
async function describeToken(token, now) {
	const claims = await readToken(token);
	if (claims === void 0) return "the token is not a JWT, which MedPerf’s access tokens are";
	const { expires, issued } = claims;
	if (expires !== void 0 && expires <= now) return `the token expired on ${day(expires)}`;
	if (issued !== void 0 && issued > now) return `the token was issued on ${day(issued)}, which is still to come by this machine’s clock (${day(now)})`;
	if (expires === void 0) return void 0;
	return `the token itself says that it is valid until ${day(expires)}, so it may be one for another server`;
}
/** A token as an HTTP header can carry it; throws kind `token` for an empty, broken or expired one, before any request. */
async function checkToken(token, now) {
	const trimmed = token.trim();
	if (!/^[\x21-\x7e]+$/.test(trimmed)) throw new ExpectedError("token", "the MedPerf token is empty or holds characters that no token has", { hint: "Give the access token alone, without `Bearer`, quotes or line breaks." });
	const expires = (await readToken(trimmed))?.expires;
	if (expires !== void 0 && expires <= now) throw new ExpectedError("token", `the MedPerf token expired on ${day(expires)}, by this machine’s clock (${day(now)})`, { hint: "Log in again and store the new access token." });
	return trimmed;
}

// src/server/network-error.ts
/** The error of a request that got no whole answer; for a write it is `uncertain` unless it cannot have arrived. */
function createNetworkError(method, { url, cause }) {
	const { kind, why, hint, unsent } = explainServerTrouble(cause);
	const uncertain = method !== "GET" && !unsent;
	return new ExpectedError(kind, `${method} ${url.href}: ${why}`, {
		hint,
		uncertain,
		cause
	});
}

// src/server/transport.ts
const TIMEOUT$1 = 6e4;
const LARGEST$1 = 67108864;
const REDIRECTS = 5;
/** Milliseconds before the second and third try of a read. */
const PAUSES = [500, 2e3];
const LONGEST_PAUSE = 3e4;
/** Opens the way to a server; every failure is an ExpectedError. */
function createTransport(options) {
	const { origin, dispatcher, token, timeout = TIMEOUT$1, largest = LARGEST$1, sleep } = options;
	const send = createSend(known({
		dispatcher,
		timeout,
		largest,
		redirects: {
			rule: followSameOrigin,
			most: REDIRECTS
		},
		mayPass,
		wait,
		sleep
	}));
	return async (method, path, value) => {
		const url = new URL(path, origin);
		const headers = createHeaders(url, token, value !== void 0);
		const body = value === void 0 ? void 0 : JSON.stringify(value);
		return readAnswer(method, await send(known({
			method,
			url,
			headers,
			body,
			pauses: method === "GET" ? PAUSES : void 0
		})).catch((error) => {
			throw putInWords$1(error, method, url, largest);
		}));
	};
}
const mayPass = (cause) => explainServerTrouble(cause).kind !== "tls";
/** As long as the server asks for, within reason. */
function wait({ headers }, planned) {
	const asked = readRetryAfter(headers.get("retry-after") ?? void 0, Date.now());
	return Math.min(asked, LONGEST_PAUSE) || planned;
}
function createHeaders(url, token, hasBody) {
	return known({
		accept: "application/json",
		"user-agent": USER_AGENT,
		authorization: token === void 0 ? void 0 : `Bearer ${token}`,
		"content-type": hasBody ? "application/json" : void 0,
		"x-forwarded-proto": url.protocol === "http:" && isLoopback(url) ? "https" : void 0
	});
}
function putInWords$1(error, method, start, largest) {
	if (error instanceof NoAnswer) return createNetworkError(method, error);
	if (error instanceof LargeAnswer) {
		const message = `${method} ${error.url}: the answer is larger than ${largest} bytes`;
		return new ExpectedError("answer", message, { uncertain: method !== "GET" });
	}
	if (!(error instanceof RefusedRedirect)) return error;
	if (error.fault === "endless") return new ExpectedError("answer", `GET ${start}: more than ${REDIRECTS} redirects`);
	return new ExpectedError("answer", `GET ${error.from}: the server sends the request on to another address`, { hint: "Give the address it really has as `server`; a token is never sent on to another one." });
}
function readAnswer(method, { url, status, headers, body }) {
	const answer = {
		method,
		url: url.href,
		status
	};
	if (!/^application\/(.+\+)?json\b/i.test(headers.get("content-type") ?? "")) return answer;
	try {
		return {
			...answer,
			body: parseJson(body.toString("utf8"))
		};
	} catch {
		return answer;
	}
}

// src/server/client.ts
const CREATE = {
	mlcubes: "createContainer",
	models: "createModel",
	benchmarks: "createBenchmark"
};
const UPDATE = {
	assets: "updateAsset",
	mlcubes: "updateContainer",
	models: "updateModel",
	benchmarks: "updateBenchmark"
};
const Created = object({ id: int().min(1) });
/** Connects to a server and finds out its rules; whoever connects closes it. */
async function connectServer(options) {
	const origin = serverOrigin(options.server);
	const now = options.now ?? (() => /* @__PURE__ */ new Date());
	const token = await checkToken(options.token, now());
	const dispatcher = await createDispatcher(known({ ca: options.ca }));
	const { timeout, sleep } = options;
	const send = createTransport(known({
		origin,
		dispatcher,
		token,
		timeout,
		sleep
	}));
	const close = () => dispatcher.close();
	try {
		const asking = explained(send, token, now);
		return clientOf({
			origin,
			rules: await detectRules(asking),
			send: asking,
			close
		});
	} catch (error) {
		await close();
		throw error;
	}
}
/** A transport whose 401 answers become errors that add what the token says about itself. */
function explained(send, token, now) {
	return async (method, path, body) => {
		const answer = await send(method, path, body);
		if (answer.status === 401) throw explainAnswer(answer, await describeToken(token, now()));
		return answer;
	};
}
function clientOf({ origin, rules, send, close }) {
	const at = (path) => `${API}${path}`;
	const list = (table, row, { mine = false } = {}) => {
		const path = at(`${mine ? "me/" : ""}${table}/`);
		return readAll((offset, limit) => send("GET", `${path}?limit=${limit}&offset=${offset}`), row);
	};
	const one = async (table, uid, row) => {
		const answer = await send("GET", at(`${table}/${uid}/`));
		return answer.status === 404 && answer.body !== void 0 ? void 0 : expectAnswer(answer, row);
	};
	const write = async (method, path, body) => {
		const answer = await send(method, at(path), body);
		const expected = method === "POST" ? 201 : 200;
		if (answer.status !== expected) throw explainAnswer(answer);
		return answer;
	};
	return {
		origin,
		rules,
		me: async () => expectAnswer(await send("GET", at("me/")), UserSchema),
		containers: (scope) => list("mlcubes", createContainerSchema(rules), scope),
		models: async (scope) => rules.models ? list("models", createModelSchema(rules), scope) : [],
		assets: async () => rules.models ? list("assets", createAssetSchema()) : [],
		benchmarks: (scope) => list("benchmarks", createBenchmarkSchema(rules), scope),
		row: (table, uid) => one(table, uid, ObjectSchema),
		container: (uid) => one("mlcubes", uid, createContainerSchema(rules)),
		model: (uid) => one("models", uid, createModelSchema(rules)),
		preparedWith: (container) => countPrepared(rules, send, container),
		async create(collection, body) {
			const answer = await write("POST", `${collection}/`, checkBody(CREATE[collection], rules, body));
			return expectAnswer(answer, Created).id;
		},
		async update(table, uid, body) {
			await write("PUT", `${table}/${uid}/`, checkBody(UPDATE[table], rules, body));
		},
		close,
		[Symbol.asyncDispose]: close
	};
}

// src/server/sign-in/form.ts
const TIMEOUT = 3e4;
const LARGEST = 1048576;
/** Sends forms to, and reads documents from, the sign-in server; nothing of a request or answer is ever in an error. */
function createLoginRequest(dispatcher) {
	const send = createSend({
		dispatcher,
		timeout: TIMEOUT,
		largest: LARGEST
	});
	return async (url, form) => {
		const method = form === void 0 ? "GET" : "POST";
		const headers = known({
			accept: "application/json",
			"user-agent": USER_AGENT,
			"content-type": form === void 0 ? void 0 : "application/x-www-form-urlencoded"
		});
		const body = form === void 0 ? void 0 : new URLSearchParams(form).toString();
		const reply = await send(known({
			method,
			url,
			headers,
			body
		})).catch((error) => {
			throw putInWords(error, method);
		});
		return {
			status: reply.status,
			json: parseBody(reply.body)
		};
	};
}
function putInWords(error, method) {
	if (error instanceof NoAnswer) return createNetworkError(method, error);
	if (!(error instanceof LargeAnswer)) return error;
	return new ExpectedError("login", "the sign-in server sends far more than an answer");
}
const ErrorSchema = object({
	error: string(),
	error_description: string().optional()
});
/** The error code of an OAuth answer and its words for people (RFC 6749, 5.2). */
function readLoginError(answer) {
	const parsed = ErrorSchema.safeParse(answer.json);
	if (!parsed.success) return {
		code: "unknown",
		words: `HTTP ${answer.status}`
	};
	const { error, error_description: description } = parsed.data;
	return {
		code: error,
		words: plainLine(description ?? error, 200)
	};
}

// src/server/sign-in/device-flow.ts
const DeviceSchema = object({
	device_code: string().min(1).max(2e3),
	user_code: string().min(1).max(100),
	verification_uri_complete: url({ protocol: /^https?$/ }).max(2e3),
	expires_in: number().min(1).max(86400).default(900),
	interval: number().min(0).max(600).default(5)
});
const TokensSchema = object({
	access_token: string().min(1),
	id_token: string().min(1),
	expires_in: number().min(0)
});
/** Seconds that RFC 8628, 3.5 adds when the server finds the polling too fast. */
const SLOWER = 5;
/** Signs in through a browser elsewhere (RFC 8628, docs/medperf.md 9.2) and waits for it; throws kind `login`. */
async function signInByDevice(options) {
	const { provider } = options;
	const origin = new URL(provider.origin);
	if (origin.protocol !== "https:" && !isLoopback(origin)) throw new ExpectedError("input", "the sign-in server must be asked over https");
	const dispatcher = await createDispatcher();
	try {
		return await login(options, createLoginRequest(dispatcher));
	} finally {
		await dispatcher.close();
	}
}
async function login(options, send) {
	const { provider, email, onPrompt } = options;
	const now = options.now ?? (() => /* @__PURE__ */ new Date());
	const started = now();
	const device = await askForCode(provider, send);
	const expires = new Date(started.getTime() + device.expires_in * 1e3);
	await onPrompt({
		url: device.verification_uri_complete,
		code: plainLine(device.user_code, 50),
		expires
	});
	const tokens = await poll({
		...options,
		now
	}, send, device, expires);
	const received = now();
	const { readKeys, verifyIdToken } = await import("./id-token.js");
	const keys = await send(new URL("/.well-known/jwks.json", provider.origin));
	const signedIn = await verifyIdToken(tokens.id_token, readKeys(keys.json), provider, received);
	if (signedIn !== email.trim().toLowerCase()) throw new ExpectedError("login", "somebody else than `login-email` signed in; their sign-in is not used", { hint: "Open the link yourself, with the e-mail that is announced as `login-email`." });
	return {
		accessToken: tokens.access_token,
		expires: new Date(received.getTime() + tokens.expires_in * 1e3),
		email: signedIn
	};
}
async function askForCode(provider, send) {
	const answer = await send(new URL("/oauth/device/code", provider.origin), {
		client_id: provider.clientId,
		audience: provider.audience,
		scope: "offline_access openid email"
	});
	const parsed = DeviceSchema.safeParse(answer.json);
	if (answer.status === 200 && parsed.success) return parsed.data;
	throw failed(answer.status, readLoginError(answer).words);
}
/** Asks until the person confirmed, refused, or the code expired. */
async function poll(options, send, device, expires) {
	const { signal } = options;
	const sleep = options.sleep ?? ((milliseconds) => setTimeout(milliseconds, void 0, signal && { signal }));
	const url = new URL("/oauth/token", options.provider.origin);
	let interval = device.interval;
	for (;;) {
		await sleep(interval * 1e3).catch((error) => {
			signal?.throwIfAborted();
			throw error;
		});
		signal?.throwIfAborted();
		const answer = await send(url, {
			grant_type: "urn:ietf:params:oauth:grant-type:device_code",
			device_code: device.device_code,
			client_id: options.provider.clientId
		}).catch(brokenPoll);
		if (answer !== void 0) {
			if (answer.status === 200) return tokensOf$1(answer.json);
			const { code, words } = readLoginError(answer);
			if (code === "slow_down") interval += SLOWER;
			else if (code !== "authorization_pending") throw failed(answer.status, words, code);
		}
		if (options.now() >= expires) throw failed(0, "nobody confirmed the code in time", "expired_token");
	}
}
/** A poll without an answer says nothing; the next one will (RFC 8628, 3.5). */
function brokenPoll(error) {
	if (error instanceof ExpectedError && error.kind !== "tls") return void 0;
	throw error;
}
function tokensOf$1(json) {
	const parsed = TokensSchema.safeParse(json);
	if (parsed.success) return parsed.data;
	throw new ExpectedError("login", "the sign-in server’s answer holds no tokens");
}
const HINTS = {
	expired_token: "Run it again, and open the link before the code expires.",
	access_denied: "Run it again and confirm. If the server knows no such user, its administrators make accounts."
};
function failed(status, words, code = "") {
	if (status === 429) return new ExpectedError("login", "login failed: too many requests", { hint: "Try again in some minutes." });
	return new ExpectedError("login", `login failed: ${words}`, { hint: HINTS[code] ?? "Run it again; if it stays, check the address of the sign-in server." });
}

// src/server/sign-in/local.ts
const Tokens = record(string(), string());
/** The token of one user in a development server's `tokens.json`, which maps e-mails to tokens (docs/medperf.md 9.5). */
function findLocalToken(text, email) {
	const token = tokensOf(text)[email.trim().toLowerCase()];
	if (token !== void 0) return token;
	throw new ExpectedError("login", `the tokens of the development server hold none for \`${email}\``, { hint: "Give one of its users as `login-email`." });
}
/** Whether a text is such a map, which no access token is. */
const isTokenMap = (text) => text.trimStart().startsWith("{");
function tokensOf(text) {
	try {
		return Tokens.parse(parsePlainJson(text, MOST_SETTINGS));
	} catch {
		throw new ExpectedError("login", "the tokens of the development server are not a JSON object of e-mails and tokens");
	}
}

// src/server/sign-in/provider.ts
/** The sign-in of MedPerf's production server. */
const PRODUCTION_LOGIN = {
	origin: "https://auth.medperf.org",
	clientId: "vFtfndViDFd0BeMdMKBgsKA9aV9BDtrY",
	audience: "https://api.medperf.org/",
	issuer: "https://auth.medperf.org/"
};

// src/lookup/server.ts
/** Connects to the MedPerf server as the benchmark owner; rejects with an ExpectedError. Whoever opens the client closes it. */
async function openServer({ server, caFile }, credential, signIn) {
	const token = await findToken(server, credential, signIn);
	signIn.mask(token);
	return connectServer(known({
		server,
		token,
		ca: caFile === void 0 ? void 0 : readAuthority(caFile)
	}));
}
async function findToken(server, { token, email }, signIn) {
	if (token !== void 0) return isTokenMap(token) ? findLocalToken(token, email ?? "") : token;
	if (email === void 0) throw new ExpectedError("login", "there is no credential for the MedPerf server");
	try {
		const { onPrompt, signal } = signIn;
		const provider = chooseProvider(server);
		const { accessToken } = await signInByDevice({
			provider,
			email,
			onPrompt,
			signal
		});
		signIn.mask(accessToken);
		await signIn.onEnd();
		return accessToken;
	} catch (error) {
		await signIn.onEnd(error);
		throw error;
	}
}
/**
* Where people sign in for a server: a development server on this machine does it itself, and MedPerf's own sign-in is for
* the production server alone (docs/medperf.md 9.1). Its token would be a stranger's key in the hands of any other server.
*/
function chooseProvider(server) {
	const origin = serverOrigin(server);
	if (origin === "https://api.medperf.org") return PRODUCTION_LOGIN;
	if (!isLoopback(new URL(origin))) throw new ExpectedError("login", `nobody can sign in to ${origin} from here: MedPerf’s sign-in gives tokens for ${PRODUCTION} alone`, { hint: "Give an access token of that server as `medperf-token`, in place of `login-email`." });
	return {
		...PRODUCTION_LOGIN,
		origin,
		issuer: `${origin}/`,
		audience: "https://localhost-localdev/"
	};
}
function readAuthority(path) {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		throw new ExpectedError("input", `the file of the input ca-file cannot be read: ${path}`, { cause: error });
	}
}

export { openServer };