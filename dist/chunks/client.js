import { t as known } from "./known.js";
import { n as serverOrigin } from "./address.js";
import { C as looseObject, D as strictObject, E as record, O as string, S as literal, T as object, _ as boolean, g as array, h as _null, j as union, m as _enum, t as ExpectedError, v as custom, x as int, y as discriminatedUnion } from "./error.js";
import { n as TOPOLOGIES } from "./topology.js";
import { l as toJson, o as parseJson } from "./json.js";
import { t as isMapping } from "./value.js";
import { n as STATES, t as APPROVALS } from "./rows.js";
import { a as contentRules, i as componentKeys, n as EDITABLE_BENCHMARK, o as countCharacters, r as assumeRules, t as ASSET } from "./rules.js";
import { i as explainServerTrouble, u as createDispatcher } from "./trouble.js";
import { i as findOddity, n as findDisagreement, r as findGap, t as describeDoubt } from "./doubt.js";
import { n as plainLine } from "./text.js";
import { t as hideTokens } from "./tokens.js";
import { n as NoAnswer, r as createSend, t as LargeAnswer } from "./client2.js";
import { a as followSameOrigin, c as USER_AGENT, d as readRetryAfter, t as RefusedRedirect } from "./redirect.js";
import { t as isLoopback } from "./loopback.js";

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
		parameters_config: custom((value) => value === null || isMapping(value), "not a mapping"),
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

// src/medperf/description/features.ts
const NO_KEYS = /* @__PURE__ */ new Set();
/** What its description tells; nothing of a thing that it does in no known way, or in two. */
function readFeatures(requests) {
	const { "POST mlcubes": container, "POST benchmarks": benchmark } = requests;
	return known({
		...readContainerFeatures(container ?? NO_KEYS),
		...readBenchmarkFeatures(benchmark ?? NO_KEYS),
		models: requests["POST models"] !== void 0,
		committee: benchmark?.has("committee_member_emails")
	});
}
/** What the keys of a container tell; undefined for one of no known form. */
function readContainerFeatures(keys) {
	const isJson = keys.has("container_config");
	if (isJson === keys.has("git_mlcube_url")) return void 0;
	return { containers: isJson ? "json" : "files" };
}
/** What the keys of a benchmark tell; undefined for one of no known form. */
function readBenchmarkFeatures(keys) {
	const isOfModel = keys.has("reference_model");
	if (isOfModel === keys.has("reference_model_mlcube")) return void 0;
	return {
		modelKey: isOfModel ? "reference_model" : "reference_model_mlcube",
		policies: keys.has("dataset_auto_approval_mode"),
		topology: keys.has("topology")
	};
}
/** The rules of a server that does these things; what is not known of it is as in the nearest era, as are lengths that it does not tell. */
function makeRules(features, requests, doubt) {
	const base = assumeRules(nearestEra(features));
	const benchmark = requests?.["POST benchmarks"];
	const description = benchmark?.get("description")?.longest ?? base.description;
	return known({
		...base,
		...features,
		containerName: requests?.["POST mlcubes"]?.get("name")?.longest ?? base.containerName,
		benchmarkName: benchmark?.get("name")?.longest ?? base.benchmarkName,
		description,
		clientDescription: description > SHORT_DESCRIPTION ? description : base.clientDescription,
		requests,
		doubt
	});
}
const SHORT_DESCRIPTION = 100;
/** The oldest servers have neither JSON nor policies; of one that shows no container the latter tell. */
function nearestEra({ containers, policies, models, topology }) {
	if (topology === true) return "topology";
	if (models === true) return "model";
	return containers === "json" || containers === void 0 && policies === true ? "container" : "mlcube";
}

// src/medperf/description/field.ts
/** By the names of OpenAPI and of answers to OPTIONS. */
const FIELD_KINDS = /* @__PURE__ */ new Map([
	["string", "text"],
	["integer", "whole number"],
	["number", "number"],
	["boolean", "true or false"],
	["array", "list"],
	["list", "list"]
]);

// src/medperf/description/open-api.ts
/** A stranger wrote the document: so many schemas are looked at, so deep, and no more. */
const MOST_SCHEMAS = 2e4;
const DEEPEST = 10;
const MOST_CHOICES$1 = 200;
const TABLES = [
	"mlcubes",
	"models",
	"assets",
	"benchmarks"
];
/**
* What requests hold according to the OpenAPI document that a server gives of itself (docs/medperf.md 1.2); undefined for one that
* describes no MedPerf server, or that no server would write.
*/
function readOpenApi(document) {
	if (!isMapping(document) || !isMapping(document["paths"] ?? null)) return void 0;
	try {
		const requests = readRequests(document, createReader(document));
		return requests["POST mlcubes"] === void 0 || requests["POST benchmarks"] === void 0 ? void 0 : requests;
	} catch (error) {
		if (error instanceof RangeError) return void 0;
		throw error;
	}
}
function readRequests(document, read) {
	const paths = Object.entries(document["paths"]);
	const found = TABLES.flatMap((table) => ["POST", "PUT"].flatMap((verb) => {
		const pattern = new RegExp(`^/api/v0/${table}/${verb === "POST" ? "" : "\\{\\w+\\}/"}$`);
		const item = paths.find(([path]) => pattern.test(path))?.[1];
		const body = dig(item, verb.toLowerCase(), "requestBody", "content", "application/json", "schema");
		const fields = body === void 0 ? void 0 : readFields$1(read, body, 0);
		return fields === void 0 || fields.size === 0 ? [] : [[`${verb} ${table}`, fields]];
	}));
	return Object.fromEntries(found);
}
function dig(value, ...keys) {
	let inner = value;
	for (const key of keys) {
		if (inner === void 0 || !isMapping(inner) || !Object.hasOwn(inner, key)) return void 0;
		inner = inner[key];
	}
	return inner;
}
function createReader(document) {
	let left = MOST_SCHEMAS;
	const read = (schema, depth) => {
		if (!isMapping(schema)) return {};
		left -= 1;
		if (left < 0 || depth > DEEPEST) throw new RangeError("too many schemas");
		const { $ref, allOf, ...own } = schema;
		const name = typeof $ref === "string" ? /^#\/components\/schemas\/([^/]+)$/.exec($ref)?.[1] : void 0;
		const target = name === void 0 ? void 0 : dig(document, "components", "schemas", name);
		return [...target === void 0 ? [] : [target], ...listOf(allOf)].map((base) => read(base, depth + 1)).reduceRight(merge, own);
	};
	return read;
}
const merge = (over, under) => ({
	...under,
	...over,
	properties: {
		...mappingOf(under["properties"]),
		...mappingOf(over["properties"])
	},
	required: [...listOf(under["required"]), ...listOf(over["required"])]
});
const mappingOf = (value) => value !== void 0 && isMapping(value) ? value : {};
const listOf = (value) => Array.isArray(value) ? value : [];
function readFields$1(read, schema, depth) {
	const { properties, required } = read(schema, depth);
	const names = new Set(listOf(required));
	return new Map(Object.entries(mappingOf(properties)).map(([name, property]) => [name, readField$1(read, property, names.has(name), depth + 1)]));
}
function readField$1(read, schema, isListed, depth) {
	const node = read(schema, depth);
	const isReadOnly = node["readOnly"] === true;
	const [type, ...others] = [node["type"] ?? []].flat().filter((one) => one !== "null");
	const properties = mappingOf(node["properties"]);
	const isObject = type === "object" && Object.keys(properties).length > 0;
	const kind = isObject ? "mapping" : others.length === 0 ? FIELD_KINDS.get(type) ?? "any" : "any";
	const options = [...listOf(node["oneOf"]), ...listOf(node["anyOf"])].map((option) => read(option, depth));
	const choices = readChoices$1([node, ...options]);
	const isNullable = [node, ...options].some((one) => one["nullable"] === true || [one["type"]].flat().includes("null"));
	return known({
		kind: choices === void 0 ? kind : "any",
		isRequired: isListed && !isReadOnly,
		isReadOnly,
		mayBeNull: isNullable || choices?.includes(null) === true,
		longest: lengthOf(node["maxLength"]),
		shortest: lengthOf(node["minLength"]),
		choices,
		inside: isObject && !isReadOnly ? readFields$1(read, schema, depth) : void 0
	});
}
/** The values of an enumeration, or of several of which one is to hold: that of the empty text and that of null among them. */
function readChoices$1([node, ...options]) {
	const own = node?.["enum"];
	if (Array.isArray(own)) return own.slice(0, MOST_CHOICES$1);
	const lists = options.map((option) => option["enum"]);
	if (lists.length === 0 || !lists.every((list) => Array.isArray(list))) return void 0;
	return lists.flatMap(listOf).slice(0, MOST_CHOICES$1);
}
const lengthOf = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : void 0;

// src/medperf/description/options.ts
const MOST_FIELDS = 500;
const MOST_CHOICES = 200;
/**
* The fields of a new row as an answer to OPTIONS describes them (docs/medperf.md 1.2), which says nothing of null; undefined for
* another answer.
*/
function readOptionsAnswer(answer) {
	const actions = isMapping(answer) ? answer["actions"] : void 0;
	const fields = actions !== void 0 && isMapping(actions) ? actions["POST"] : void 0;
	return fields !== void 0 && isMapping(fields) ? readFields(fields, 0) : void 0;
}
function readFields(fields, depth) {
	const entries = Object.entries(fields).slice(0, MOST_FIELDS);
	return new Map(entries.flatMap(([name, field]) => isMapping(field) ? [[name, readField(field, depth)]] : []));
}
function readField(field, depth) {
	const { type, required, read_only: readOnly, max_length: longest, min_length: shortest, children } = field;
	const isReadOnly = readOnly === true;
	const hasFields = children !== void 0 && isMapping(children) && depth < 2;
	return known({
		kind: hasFields ? "mapping" : FIELD_KINDS.get(type) ?? "any",
		isRequired: required === true && !isReadOnly,
		isReadOnly,
		longest: typeof longest === "number" ? longest : void 0,
		shortest: typeof shortest === "number" ? shortest : void 0,
		choices: readChoices(field["choices"]),
		inside: hasFields && !isReadOnly ? readFields(children, depth + 1) : void 0
	});
}
/** The rows that a field may name are choices too, but come without their values. */
function readChoices(choices) {
	if (!Array.isArray(choices)) return void 0;
	const values = choices.slice(0, MOST_CHOICES).flatMap((choice) => {
		const value = isMapping(choice) ? choice["value"] : void 0;
		return value === void 0 ? [] : [value];
	});
	return values.length === 0 ? void 0 : values;
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
/** What an owner can do about a refusal, by the server's words (docs/medperf.md 4.1 to 4.4, 6.3 to 6.5, 6.9, 6.10). */
const HINTS = [
	[/at most one pending benchmark/, "An administrator of the server must approve, reject or delete your pending benchmark first; nobody is told by the server, so write to them. One in DEVELOPMENT can be changed in place instead."],
	[/with this name already exists/, "Names are unique over all users and stay taken: choose another name in benchmark.yaml."],
	[/must make a unique set/, "Somebody registered exactly this container before. Reuse it with its `uid` in benchmark.yaml, or change the image, the configuration, the parameters or the additional files."],
	[/non editable fields in Operation mode/, "What is in OPERATION is frozen: register a new version under a new name."],
	[/cannot mark a benchmark as operational/, "All components must be in OPERATION before the benchmark."],
	[/benchmark requires a (CONTAINER|ASSET) reference model/, "The benchmark says another topology than its model is of. In DEVELOPMENT one change of topology, evaluator and script together repairs it; in OPERATION only an administrator can, who may delete it."],
	[/benchmark must (not )?define a (data_evaluator_mlcube|benchmark_script)/, "Topology, evaluator and script change together: run it again, which sends all of them."],
	[/Users not found: |owner cannot be a committee member/, "All else of the request was done: only the committee was not changed."],
	[/This field is required|is not a valid choice/, "The server takes other registrations than this version of the action knows: look for a newer one."],
	[/no more than \d+ characters/, "Shorten the text in benchmark.yaml."],
	[/require[s]? file hash|hash was provided without URL/, "An address and its hash belong together."]
];
/** What to do about the server's sentences; undefined where none is known. */
function findHint(reasons) {
	return HINTS.find(([pattern]) => reasons.some((reason) => pattern.test(reason)))?.[1];
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
	return new ExpectedError(status === 404 ? "missing" : status < 300 ? "answer" : "refused", words, {
		...more,
		hint: hint ?? OTHERWISE
	});
}
const OTHERWISE = "Correct what it names, and run it again; what was written before is found and not written twice.";
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
* What a server does, found out and never guessed, one thing after the other (docs/medperf.md 1.2): from what it says of itself, and
* from what it shows. Where the two differ, or neither tells, its rules hold a doubt, with which nothing may be written. Needs no
* credentials; without them it tells less, and what cannot be seen is as in the nearest era.
*/
async function detectRules({ send, sendBriefly }) {
	const { version } = expectAnswer(await send("GET", "/version"), VersionSchema);
	if (version !== "v0") throw explainUnknown(`it speaks version ${version.slice(0, 20)} of the API`);
	const schema = await readSchema(sendBriefly);
	const containers = await ask(send, "mlcubes/?limit=1");
	if (!isThere(containers)) throw explainAnswer(containers);
	const isSignedIn = containers.status === 200;
	const models = isThere(await ask(send, "models/?limit=1"));
	const shown = expectKnown("benchmark", isSignedIn ? await ask(send, "benchmarks/?limit=1") : void 0, readBenchmarkFeatures);
	const isBare = schema === void 0 || shown.modelKey === void 0;
	const options = isSignedIn && isBare ? await askOptions(send, models) : void 0;
	const requests = schema ?? options;
	const seen = {
		...requests === void 0 && !models ? await lookForPolicies(send) : {},
		...readFeatures(options ?? {}),
		...expectKnown("container", containers, readContainerFeatures),
		...shown,
		models
	};
	const told = requests === void 0 ? {} : readFeatures(requests);
	const all = {
		...told,
		...seen
	};
	const gap = isSignedIn ? findGap(all, requests !== void 0) : void 0;
	return makeRules(all, requests, findDisagreement(told, seen) ?? findOddity(all) ?? gap);
}
/** What it says of itself to everybody; undefined where it does not, for whatever reason. */
async function readSchema(send) {
	const { status, body } = await send("GET", "/schema/?format=json").catch(leaveOut);
	return status === 200 && body !== void 0 ? readOpenApi(body) : void 0;
}
/** What it says of new rows to whoever may make them, one table after the other. */
async function askOptions(send, models) {
	const told = [];
	for (const table of models ? [
		"mlcubes",
		"models",
		"benchmarks"
	] : ["mlcubes", "benchmarks"]) {
		const { status, body } = await send("OPTIONS", `${API}${table}/`).catch(leaveOut);
		const fields = status === 200 && body !== void 0 ? readOptionsAnswer(body) : void 0;
		if (fields === void 0) return void 0;
		told.push([`POST ${table}`, fields]);
	}
	return Object.fromEntries(told);
}
/** A look that may come to nothing. */
function leaveOut(error) {
	if (error instanceof ExpectedError) return {};
	throw error;
}
/** Policies came together with the list of those whom they let in, and no later than JSON (docs/medperf.md 1.1). */
async function lookForPolicies(send) {
	const policies = isThere(await ask(send, "benchmarks/1/participants_info/"));
	return policies ? { policies } : {
		policies,
		containers: "files"
	};
}
/** All but JSON and the page of an unknown address is no answer to the question what there is. */
async function ask(send, path) {
	const answer = await send("GET", `${API}${path}`);
	if (isThere(answer) && (answer.body === void 0 || answer.status >= 500)) throw explainAnswer(answer);
	return answer;
}
/** Whether an address exists. */
const isThere = ({ status, body }) => status !== 404 || body !== void 0;
/** What the first row of a list tells; one of no known form can be read by nobody. */
function expectKnown(what, answer, read) {
	const body = answer?.body ?? null;
	const results = isMapping(body) ? body["results"] : void 0;
	const first = Array.isArray(results) ? results[0] ?? null : null;
	if (!isMapping(first)) return {};
	const features = read(new Set(Object.keys(first)));
	if (features === void 0) throw explainUnknown(`it shows a ${what} in no known form`);
	return features;
}
/** Throws where something about a server is strange, before anything is written to it. */
function expectKnownServer({ doubt }) {
	if (doubt !== void 0) throw explainUnknown(doubt.because, doubt.hint);
}
const NEWER = "Look for a newer version of this action.";
function explainUnknown(because, hint = NEWER) {
	return new ExpectedError("answer", describeDoubt(because), {
		hint,
		code: "unknown-server"
	});
}

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
const TIMEOUT = 6e4;
const LARGEST = 67108864;
const REDIRECTS = 5;
/** What changes nothing, so that it may be sent again. */
const READS = /* @__PURE__ */ new Set(["GET", "OPTIONS"]);
/** Milliseconds before the second and third try of a read. */
const PAUSES = [500, 2e3];
const LONGEST_PAUSE = 3e4;
/** Opens the way to a server; every failure is an ExpectedError. */
function createTransport(options) {
	const { origin, dispatcher, token, timeout = TIMEOUT, largest = LARGEST, sleep } = options;
	const { pauses: again = PAUSES, signal } = options;
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
		signal,
		sleep
	}));
	return async (method, path, value) => {
		const url = new URL(path, origin);
		const headers = createHeaders(url, token, value !== void 0);
		const body = value === void 0 ? void 0 : JSON.stringify(value);
		const pauses = READS.has(method) ? again : void 0;
		return readAnswer(method, await send(known({
			method,
			url,
			headers,
			body,
			pauses
		})).catch((error) => {
			throw putInWords(error, method, url, largest);
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
const OTHER_SERVER = "Check `server`: what answers there is no MedPerf server, or something before it answers in its place.";
function putInWords(error, method, start, largest) {
	if (error instanceof NoAnswer) return createNetworkError(method, error);
	if (error instanceof LargeAnswer) {
		const message = `${method} ${error.url}: the answer is larger than ${largest} bytes`;
		return new ExpectedError("answer", message, {
			hint: OTHER_SERVER,
			uncertain: method !== "GET"
		});
	}
	if (!(error instanceof RefusedRedirect)) return error;
	if (error.fault === "endless") return new ExpectedError("answer", `GET ${start}: more than ${REDIRECTS} redirects`, { hint: OTHER_SERVER });
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
	const now = options.now ?? (() => /* @__PURE__ */ new Date());
	const token = await checkToken(options.token, now());
	const way = await openWay(options, token);
	const probes = {
		...way,
		send: explained(way.send, token, now)
	};
	try {
		return createClient({
			...probes,
			rules: await detectRules(probes),
			detect: () => detectRules(probes)
		});
	} catch (error) {
		await way.close();
		throw error;
	}
}
/** The origin and rules of a server, found out without credentials. */
async function detectServer(options) {
	const way = await openWay(options);
	try {
		return {
			origin: way.origin,
			rules: await detectRules(way)
		};
	} finally {
		await way.close();
	}
}
/** Bytes of the longest description that a server gives of itself, and milliseconds for it: less than a look at the server may take. */
const BRIEF = {
	largest: 4 * 1024 ** 2,
	timeout: 8e3,
	pauses: []
};
async function openWay({ server, ca, timeout, signal, sleep }, token) {
	const origin = serverOrigin(server);
	const dispatcher = await createDispatcher(known({ ca }));
	return {
		origin,
		send: createTransport(known({
			origin,
			dispatcher,
			token,
			timeout,
			signal,
			sleep
		})),
		sendBriefly: createTransport(known({
			origin,
			dispatcher,
			signal,
			...BRIEF
		})),
		close: () => dispatcher.close()
	};
}
/** A transport whose 401 answers become errors that add what the token says about itself. */
function explained(send, token, now) {
	return async (method, path, body) => {
		const answer = await send(method, path, body);
		if (answer.status === 401) throw explainAnswer(answer, await describeToken(token, now()));
		return answer;
	};
}
/** A client of a server that is known already, whatever the way to it. */
function createClient({ origin, rules, send, detect = async () => rules, close = async () => {} }) {
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
		detect,
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
			expectKnownServer(rules);
			const answer = await write("POST", `${collection}/`, checkBody(CREATE[collection], rules, body));
			return expectAnswer(answer, Created).id;
		},
		async update(table, uid, body) {
			expectKnownServer(rules);
			await write("PUT", `${table}/${uid}/`, checkBody(UPDATE[table], rules, body));
		},
		close,
		[Symbol.asyncDispose]: close
	};
}

export { createNetworkError as i, createClient as n, detectServer as r, connectServer as t };