import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { i as resolvePlan, r as planSubmission, t as listGivenUids } from "./evidence.js";
import { r as explainCause } from "./outcome.js";
import { n as takeSnapshot, t as refreshSnapshot } from "./snapshot3.js";
import { S as findNextStep, x as describeStep } from "./judge.js";
import { n as createClient } from "./client.js";
import { o as parseJson$1 } from "./json.js";
import { c as isModelRole, i as componentKeys } from "./rules.js";
import { a as listRoles, s as nameRole, t as ROLES } from "./role.js";
import { closeSync, openSync } from "node:fs";

// dev-server/fields/make.ts
const plain = {
	writers: "all",
	required: false,
	nullable: false,
	initial: null
};
/** A text of at most `max` characters that a POST must hold and that may not be blank. */
const requiredText = (name, max, changes = {}) => ({
	...plain,
	name,
	type: {
		kind: "text",
		max,
		blank: false
	},
	required: true,
	initial: "",
	...changes
});
/** A text of at most `max` characters that may be blank or left out. */
const optionalText = (name, max, changes = {}) => ({
	...plain,
	name,
	type: {
		kind: "text",
		max,
		blank: true
	},
	initial: "",
	...changes
});
/** A name that no two rows share; `thing` is what the error text calls them. */
const uniqueName = (max, thing) => requiredText("name", max, { unique: `${thing} with this name already exists.` });
/** A text that must have a form. */
const formattedText = (field, format) => ({
	...field,
	type: field.type.kind === "text" ? {
		...field.type,
		format
	} : field.type
});
/** One of some words; the first is the default. */
const choice = (name, options, changes = {}) => ({
	...plain,
	name,
	type: {
		kind: "choice",
		options
	},
	initial: options[0] ?? null,
	...changes
});
/** A boolean, true where nothing is sent. */
const flag = (name, changes = {}) => ({
	...plain,
	name,
	type: { kind: "boolean" },
	initial: true,
	...changes
});
/** A whole number. */
const integer$1 = (name, changes = {}) => ({
	...plain,
	name,
	type: { kind: "integer" },
	initial: 0n,
	...changes
});
/** Any JSON; an empty object where nothing is sent. */
const json = (name, changes = {}) => ({
	...plain,
	name,
	type: { kind: "json" },
	initial: emptyObject,
	...changes
});
const emptyObject = /* @__PURE__ */ new Map();
/** The id of a row of another table that cannot be deleted meanwhile. */
const link$1 = (name, to, changes = {}) => ({
	...plain,
	name,
	type: {
		kind: "link",
		to,
		onDelete: "protect"
	},
	required: true,
	...changes
});
/** The id of a row of another table that takes this one along when it is deleted. */
const childOf = (name, to, changes = {}) => ({
	...link$1(name, to, changes),
	type: {
		kind: "link",
		to,
		onDelete: "cascade"
	}
});
/** A list of values that are kept in rows of another table; empty where nothing is sent. */
const listOf = (name, of, changes = {}) => ({
	...plain,
	name,
	type: {
		kind: "list",
		of
	},
	initial: [],
	...changes
});
/** Whoever made the row. */
const owner = link$1("owner", "users", {
	writers: "none",
	required: false
});
/** A time that only the server sets; null until then. */
const time = (name, changes = {}) => ({
	...plain,
	name,
	type: { kind: "time" },
	writers: "none",
	nullable: true,
	...changes
});
/** When a row was made and last changed. */
const stamps$1 = [time("created_at", { nullable: false }), time("modified_at", { nullable: false })];
/** An entity in the usual order of lists, by the time of the last change. */
const entity = (table, fields, changes = {}) => ({
	table,
	fields,
	uniqueTogether: [],
	order: "modified_at",
	...changes
});
/** The two states of a thing; OPERATION is for ever. */
const states = ["DEVELOPMENT", "OPERATION"];
/** The states of a request that somebody decides about. */
const decisions = [
	"PENDING",
	"APPROVED",
	"REJECTED"
];

// dev-server/entities/assets.ts
/** Files that a model consists of, model era (docs/medperf.md 5.4). */
const assetEntity = (rules) => entity("assets", [
	uniqueName(rules.max.name, "asset"),
	requiredText("asset_hash", 100),
	requiredText("asset_url", 256),
	choice("state", states),
	flag("is_valid"),
	json("metadata", { nullable: true }),
	json("user_metadata", { nullable: true }),
	...stamps$1,
	owner
]);
/** What of an asset in OPERATION may change. */
const editableOfAsset = [
	"is_valid",
	"user_metadata",
	"asset_url"
];

// dev-server/entities/users.ts
const usernameFormat = {
	pattern: /^[\p{L}\p{N}_.@+-]+$/u,
	message: "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.",
	ownField: false
};
const atom = "[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]+";
const quoted = String.raw`"(?:[!#-\[\]-~]|\\[!-~])*"`;
const letter = String.raw`[A-Za-z0-9\u00a1-\uffff]`;
const hyphened = String.raw`[A-Za-z0-9\u00a1-\uffff-]`;
const label = `${letter}(?:${hyphened}{0,61}${letter})?`;
const address = String.raw`\[(?:\d{1,3}(?:\.\d{1,3}){3}|[A-Fa-f0-9.]*:[A-Fa-f0-9:.]*)\]`;
const domain = String.raw`localhost|(?:${label}\.)+(?:${hyphened}{2,63}|[\u00a1-\uffff])(?<!-)|${address}`;
/** The form of an e-mail address. */
const emailFormat = {
	pattern: new RegExp(String.raw`^(?:${atom}(?:\.${atom})*|${quoted})@(?:${domain})$`),
	message: "Enter a valid email address.",
	ownField: true
};
/** People. Before the model era an administrator may rewrite a person; since then a person only has metadata. */
function userEntity({ models }) {
	const writers = models ? "none" : "update";
	const username = requiredText("username", 150, {
		writers,
		unique: "A user with that username already exists."
	});
	return entity("users", [
		formattedText(username, usernameFormat),
		formattedText(optionalText("email", 254, { writers }), emailFormat),
		optionalText("first_name", 150, { writers }),
		optionalText("last_name", 150, { writers }),
		json("metadata", {
			writers: models ? "update" : "none",
			nullable: true
		}),
		flag("is_superuser", {
			writers: "none",
			initial: false
		})
	], { order: "id" });
}
/** What an answer says about a person. */
const shownOfUser = ({ models }) => [
	"id",
	"username",
	"email",
	"first_name",
	"last_name",
	...models ? ["metadata"] : []
];

// dev-server/entities/committee.ts
const email = formattedText(requiredText("email", Number.POSITIVE_INFINITY), emailFormat);
/** The e-mail addresses of a benchmark's committee; replaces the whole committee where it is sent (docs/medperf.md 6.9). */
const committeeEmails = listOf("committee_member_emails", email);
/** The ids of the same people. */
const committeeMembers = listOf("committee_members", integer$1("id"), { writers: "none" });
/** Who belongs to which committee. */
const memberEntity = entity("members", [childOf("benchmark", "benchmarks"), childOf("member", "users")], { order: "member" });

// dev-server/entities/topology.ts
/** What each topology is made of (docs/medperf.md 6.10). */
const topologies = {
	byo_inference_script: {
		model: "CONTAINER",
		data_evaluator_mlcube: true,
		benchmark_script: false
	},
	end_to_end_script: {
		model: "ASSET",
		data_evaluator_mlcube: false,
		benchmark_script: true
	},
	inference_script: {
		model: "ASSET",
		data_evaluator_mlcube: true,
		benchmark_script: true
	}
};
/** What runs the models of a benchmark; a POST has to say it. */
const topology$1 = choice("topology", Object.keys(topologies), { required: true });
/** What of a benchmark does not go with its topology; null where all does. The article is the server's, whatever follows. */
function topologyFault(benchmark, model) {
	const name = String(benchmark["topology"]);
	const parts = topologies[name];
	if (!parts) return null;
	for (const field of ["data_evaluator_mlcube", "benchmark_script"]) {
		const isThere = (benchmark[field] ?? null) !== null;
		if (isThere === parts[field]) continue;
		return { [field]: [`A ${name} benchmark must ${isThere ? "not " : ""}define a ${field}`] };
	}
	if (model?.["type"] === parts.model) return null;
	const given = `but the given model is a ${model?.["type"]}`;
	return { reference_model: [`A ${name} benchmark requires a ${parts.model} reference model, ${given}`] };
}
/** Why a model of this kind cannot join a benchmark; null where it can. */
function kindFault(benchmark, model) {
	const parts = topologies[String(benchmark["topology"])];
	if (!parts || model["type"] === parts.model) return null;
	return `A ${benchmark["topology"]} benchmark runs ${parts.model} models, but the given model is a ${model["type"]}`;
}

// dev-server/entities/benchmarks.ts
const modes = [
	"NEVER",
	"ALWAYS",
	"ALLOWLIST"
];
const policies = [
	json("dataset_auto_approval_allow_list", { initial: [] }),
	choice("dataset_auto_approval_mode", modes),
	json("model_auto_approval_allow_list", { initial: [] }),
	choice("model_auto_approval_mode", modes)
];
/** Benchmarks (docs/medperf.md 6.1). */
const benchmarkEntity = (rules) => entity("benchmarks", [
	...rules.committee ? [committeeEmails] : [],
	uniqueName(rules.max.name, "benchmark"),
	optionalText("description", rules.max.benchmarkDescription),
	optionalText("docs_url", 100),
	requiredText("demo_dataset_tarball_url", 256),
	requiredText("demo_dataset_tarball_hash", 100),
	requiredText("demo_dataset_generated_uid", 128),
	...rules.topology ? [topology$1] : [],
	json("metadata", { nullable: true }),
	choice("state", states),
	flag("is_valid"),
	flag("is_active"),
	choice("approval_status", decisions, { writers: "update" }),
	...rules.autoApproval ? policies : [],
	json("user_metadata", { nullable: true }),
	time("approved_at"),
	...stamps$1,
	owner,
	link$1("data_preparation_mlcube", "mlcubes"),
	link$1(rules.referenceKey, rules.component.table),
	link$1("data_evaluator_mlcube", "mlcubes", rules.topology ? optional : {}),
	...rules.topology ? [link$1("benchmark_script", "mlcubes", optional)] : [],
	...rules.committee ? [committeeMembers] : []
]);
const optional = {
	required: false,
	nullable: true
};
/** What only the owner and the committee see, and an administrator in the answer to an edit (docs/medperf.md 6.2). */
const hiddenInBenchmark = [
	"dataset_auto_approval_allow_list",
	"model_auto_approval_allow_list",
	committeeEmails.name,
	committeeMembers.name
];
/** What of a benchmark in OPERATION may change. */
const editableOfBenchmark = [
	"is_valid",
	"is_active",
	"user_metadata",
	"approval_status",
	"demo_dataset_tarball_url",
	...policies.map((field) => field.name),
	committeeEmails.name
];

// dev-server/python/json.ts
/** Whether a value is a JSON object. */
const isObject = (value) => value instanceof Map;
/** Whether a value is a JSON array. */
const isList = (value) => Array.isArray(value);
/** A plain value as `Json`: whole numbers become bigint, keys that hold undefined are left out. */
function toJson(value) {
	if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
	if (value === null || value === void 0) return null;
	if (typeof value !== "object" || value instanceof Map) return value;
	if (Array.isArray(value)) return value.map(toJson);
	const pairs = Object.entries(value).filter(([, inner]) => inner !== void 0);
	return new Map(pairs.map(([key, inner]) => [key, toJson(inner)]));
}

// dev-server/python/equal.ts
/** Whether two values are equal to Python: `1 == 1.0 == True`, and the order of an object's keys does not matter. */
function equal(left, right) {
	if (isNumeric(left) && isNumeric(right)) return sameNumber(asNumber(left), asNumber(right));
	if (left === null || right === null || typeof left !== "object" || typeof right !== "object") return left === right;
	if (isList(left)) return isList(right) && left.length === right.length && left.every((item, at) => equal(item, right[at]));
	return isObject(left) && isObject(right) && sameEntries(left, right);
}
function sameEntries(left, right) {
	if (left.size !== right.size) return false;
	return [...left].every(([key, value]) => right.has(key) && equal(value, right.get(key)));
}
const sameNumber = (left, right) => !(left < right) && !(left > right);
const isNumeric = (value) => typeof value === "boolean" || typeof value === "bigint" || typeof value === "number";
const asNumber = (value) => typeof value === "boolean" ? BigInt(value) : value;
/**
* Python's `text in container`: part of a text, member of a list, key of an object.
* Null for anything else, where Python throws and the real server answers 500.
*/
function contains(container, text) {
	if (typeof container === "string") return container.includes(text);
	if (container === null || typeof container !== "object") return null;
	return isList(container) ? container.some((item) => item === text) : container.has(text);
}

// dev-server/entities/frozen.ts
/**
* In OPERATION only the editable fields may change; a frozen one may be sent with the value it has (docs/medperf.md 4.4).
*/
function frozen(before, values, editable) {
	if (before["state"] !== "OPERATION") return null;
	return Object.entries(values).filter(([name, value]) => !equal(value, before[name] ?? null)).some(([name]) => !editable.includes(name)) ? "User cannot update non editable fields in Operation mode" : null;
}

// dev-server/entities/containers.ts
/** Containers, as files or as JSON by era (docs/medperf.md 4.1, 4.2). */
const containerEntity = (rules) => entity("mlcubes", [
	uniqueName(rules.max.name, "ml cube"),
	...rules.containers === "files" ? files : definitions,
	choice("state", states),
	flag("is_valid"),
	json("metadata", { nullable: true }),
	json("user_metadata", { nullable: true }),
	...stamps$1,
	owner
], { uniqueTogether: rules.containers === "files" ? uniqueFiles : uniqueDefinitions });
/** Blank, but not left out: the framework demands the members of a unique set. */
const hash = (name) => optionalText(name, 100, { required: true });
const files = [
	requiredText("git_mlcube_url", 256),
	requiredText("mlcube_hash", 100),
	optionalText("git_parameters_url", 256),
	hash("parameters_hash"),
	optionalText("image_tarball_url", 256),
	hash("image_tarball_hash"),
	hash("image_hash"),
	optionalText("additional_files_tarball_url", 256),
	hash("additional_files_tarball_hash")
];
const definitions = [
	json("container_config", { required: true }),
	json("parameters_config", {
		required: true,
		nullable: true,
		initial: null
	}),
	requiredText("image_hash", 100),
	optionalText("additional_files_tarball_url", 256),
	hash("additional_files_tarball_hash")
];
const uniqueFiles = [
	"image_tarball_hash",
	"image_hash",
	"additional_files_tarball_hash",
	"mlcube_hash",
	"parameters_hash"
];
const uniqueDefinitions = [
	"image_hash",
	"additional_files_tarball_hash",
	"container_config",
	"parameters_config"
];
const editableFiles = [
	"is_valid",
	"user_metadata",
	"image_tarball_url",
	"additional_files_tarball_url",
	"git_mlcube_url",
	"git_parameters_url"
];
const editableDefinitions = [
	"is_valid",
	"user_metadata",
	"additional_files_tarball_url"
];
/** The rule about a new container's values; null where it is kept. */
const newContainerRule = (rules) => ({ values }) => companions(rules, values);
/** The rule about an edit of a container. */
const containerEditRule = (rules, before) => ({ values }) => {
	const editable = rules.containers === "files" ? editableFiles : editableDefinitions;
	return frozen(before, values, editable) ?? companions(rules, {
		...before,
		...values
	});
};
/** What goes with what: a URL needs a hash, and so on, in the order of the servers' checks. */
function companions(rules, row) {
	const additional = pair(row, "additional_files_tarball_url", "additional_files_tarball_hash");
	const ofAdditional = said(additional === "url", "Additional files require file hash") ?? said(additional === "hash", "Additional files hash was provided without URL");
	if (rules.containers === "json") return ofAdditional;
	const parameters = pair(row, "git_parameters_url", "parameters_hash");
	return said(parameters === "url", "Parameters require file hash") ?? said(parameters === "hash", "Paramters hash was provided without URL") ?? ofAdditional ?? imageHashes(row);
}
function imageHashes(row) {
	const image = Boolean(row["image_hash"]);
	const tarball = pair(row, "image_tarball_url", "image_tarball_hash");
	const tarballHash = Boolean(row["image_tarball_hash"]);
	return said(!image && !tarballHash, "Image hash or Image tarball hash must be provided") ?? said(image && tarballHash, "Image hash and Image tarball hash can't be provided at the same time") ?? said(tarball === "url", "Providing Image tarball requires providing image tarball hash") ?? said(tarball === "hash", "image tarball hash should not be provided if no image tarball url is provided");
}
const said = (broken, text) => broken ? text : null;
/** Which of two fields stands alone. */
function pair(row, url, hashName) {
	if (Boolean(row[url]) === Boolean(row[hashName])) return null;
	return row[url] ? "url" : "hash";
}

// dev-server/entities/datasets.ts
/** Datasets; always registered in DEVELOPMENT (docs/medperf.md 8.1). */
const datasetEntity = (rules) => entity("datasets", [
	requiredText("name", rules.max.name),
	optionalText("description", rules.max.datasetDescription),
	optionalText("location", rules.max.datasetLocation),
	requiredText("input_data_hash", 128),
	requiredText("generated_uid", 128),
	integer$1("split_seed", { required: true }),
	flag("is_valid"),
	flag("submitted_as_prepared", { required: true }),
	choice("state", states, { writers: "update" }),
	json("generated_metadata"),
	json("user_metadata", { nullable: true }),
	json("report", { nullable: true }),
	...stamps$1,
	owner,
	link$1("data_preparation_mlcube", "mlcubes")
]);
/** What of a dataset in OPERATION may change. */
const editableOfDataset = ["is_valid", "user_metadata"];

// dev-server/entities/models.ts
/** Models around one container or one asset, model era (docs/medperf.md 5.1). */
const modelEntity = (rules) => entity("models", [
	content("container", "mlcubes"),
	content("asset", "assets"),
	uniqueName(rules.max.name, "model"),
	choice("state", states),
	flag("is_valid"),
	json("metadata", { nullable: true }),
	json("user_metadata", { nullable: true }),
	choice("type", ["ASSET", "CONTAINER"], { required: true }),
	...stamps$1,
	owner
]);
const content = (name, to) => link$1(name, to, {
	required: false,
	nullable: true,
	unique: `model with this ${name} already exists.`
});
/** What of a model in OPERATION may change. */
const editableOfModel = ["is_valid", "user_metadata"];
/** The rule about a new model and what is inside it. */
function newModelRule({ values, inner }) {
	const isContainer = values["type"] === "CONTAINER";
	const own = isContainer ? inner["container"] : inner["asset"];
	const other = isContainer ? inner["asset"] : inner["container"];
	const [wanted, unwanted] = isContainer ? ["Container", "Asset"] : ["Asset", "Container"];
	if (!own) return `${wanted} data required.`;
	if (other) return `${unwanted} must not be provided.`;
	if ((values["state"] ?? "DEVELOPMENT") !== (own["state"] ?? "DEVELOPMENT")) return "Model state must match the state of its container or asset.";
	if ((values["is_valid"] ?? true) !== (own["is_valid"] ?? true)) return "Model validity must match the validity of its container or asset.";
	return null;
}

// dev-server/entities/requests.ts
/** Datasets that join a benchmark. */
const datasetsJoining = {
	requests: "dataset_requests",
	table: "datasets",
	key: "dataset",
	word: "dataset"
};
/** Models that join a benchmark: containers before the model era. */
const modelsJoining = ({ component }) => ({
	requests: "model_requests",
	table: component.table,
	key: component.key,
	word: "model"
});
/** Requests of datasets. */
const datasetRequestEntity = () => entity(datasetsJoining.requests, fields(datasetsJoining, []));
/** Requests of models; the list begins with the highest priority, equal ones have no defined order. */
function modelRequestEntity(rules) {
	const joining = modelsJoining(rules);
	const priority = integer$1("priority", { writers: "update" });
	return entity(joining.requests, fields(joining, [priority]), { order: "priority DESC, id" });
}
const fields = ({ key, table }, more) => [
	json("metadata", { required: true }),
	choice("approval_status", decisions),
	time("approved_at"),
	...stamps$1,
	...more,
	link$1(key, table),
	childOf("benchmark", "benchmarks"),
	link$1("initiated_by", "users", {
		writers: "none",
		required: false
	})
];

// dev-server/entities/results.ts
/** Results of a model on a dataset in a benchmark (docs/medperf.md 8.2). */
const resultEntity = (rules) => entity("results", [
	optionalText("name", rules.max.name),
	...rules.finalizedResults ? finalizable : [json("results", {
		required: true,
		writers: "create"
	})],
	json("metadata"),
	json("user_metadata"),
	choice("approval_status", decisions, { writers: "update" }),
	flag("is_valid"),
	...rules.finalizedResults ? reports : [],
	time("approved_at"),
	...stamps$1,
	owner,
	childOf("benchmark", "benchmarks", { writers: "create" }),
	link$1("model", rules.component.table, { writers: "create" }),
	link$1("dataset", "datasets", { writers: "create" })
]);
const finalizable = [json("results"), flag("finalized", {
	writers: "none",
	initial: false
})];
const reports = [
	json("model_report", { nullable: true }),
	json("evaluation_report", { nullable: true }),
	time("finalized_at")
];

// dev-server/entities/all.ts
/** Everything that a server of an era keeps. */
const entitiesOf = (rules) => everything(rules).map((one) => demanding(one, rules));
/** An entity with the fields that are demanded beyond those of the real servers. Throws for one that it has. */
function demanding(one, { demands }) {
	const names = demands.filter(({ table }) => table === one.table).map(({ field }) => field);
	const known = names.find((name) => name === "id" || one.fields.some((field) => field.name === name));
	if (known !== void 0) throw new Error(`cannot demand ${one.table}.${known}: it is there`);
	return {
		...one,
		fields: [...one.fields, ...names.map((name) => requiredText(name, 256))]
	};
}
const everything = (rules) => [
	userEntity(rules),
	containerEntity(rules),
	...rules.authority ? [authorityEntity] : [],
	...rules.models ? [assetEntity(rules), modelEntity(rules)] : [],
	benchmarkEntity(rules),
	...rules.committee ? [memberEntity] : [],
	datasetEntity(rules),
	resultEntity(rules),
	datasetRequestEntity(),
	modelRequestEntity(rules)
];
/** The certificate authority is known only as the reason why its container cannot be deleted. */
const authorityEntity = entity("authorities", [link$1("ca_mlcube", "mlcubes")], { order: "id" });

// dev-server/http/answer.ts
/** A request that is not carried out: the answer says why. */
var Refusal = class extends Error {
	name = "Refusal";
	answer;
	constructor(answer) {
		super(`refused with status ${answer.status}`);
		this.answer = answer;
	}
};
/** Where the real server raises an exception that it does not catch: a 500 answer. */
var ServerFault = class extends Error {
	name = "ServerFault";
};
/** An answer with a JSON body. */
const jsonAnswer = (status, body) => ({
	status,
	json: toJson(body)
});
/** A refusal with only a `detail`, as the REST framework words its own errors. */
const detail = (status, text) => new Refusal(jsonAnswer(status, { detail: text }));
/** No such row. */
const notFound = () => detail(404, "Not found.");
/** Not allowed to this person. */
const forbidden = () => detail(403, "You do not have permission to perform this action.");
/** A page for people: only its status says something. */
const page = (status, title, text = "") => ({
	status,
	html: `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>\n<body><h1>${escapeHtml(title)}</h1>\n${text}</body></html>\n`
});
/** A text as HTML shows it. */
const escapeHtml = (text) => text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
/** The page of an error that nothing caught. */
function serverError(error) {
	const reason = error instanceof Error ? error.message : String(error);
	return page(500, "Server Error (500)", `<pre>${escapeHtml(reason)}</pre>\n`);
}

// dev-server/http/query.ts
/** Reads what stands behind the `?`; a name without `=` has the value `""`. */
const parseQuery = (text) => text.split("&").filter(Boolean).map((part) => {
	const at = part.indexOf("=");
	const [name, value] = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
	return [decode$1(name.replaceAll("+", " ")), decode$1(value.replaceAll("+", " "))];
});
/** The value of a parameter; of a repeated one the last. */
const lastOf = (query, name) => query.findLast(([key]) => key === name)?.[1];
/** The query with some parameters set or, with null, left out; sorted by name, as the real server writes its links. */
function changedQuery(query, changes) {
	const kept = query.filter(([name]) => !Object.hasOwn(changes, name));
	const set = Object.entries(changes).filter((pair) => pair[1] !== null);
	return [...kept, ...set].sort(([left], [right]) => left < right ? -1 : left > right ? 1 : 0).map(([name, value]) => `${encode$1(name)}=${encode$1(value)}`).join("&");
}
/** Percent-decoding that turns broken UTF-8 into U+FFFD and leaves a lone `%` alone. */
function decode$1(text) {
	return text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (run) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.from(run.replaceAll("%", ""), "hex")));
}
const encode$1 = (text) => encodeURIComponent(text.toWellFormed()).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%20", "+");

// dev-server/http/negotiate.ts
/** A page for people. */
const asPage = {
	renderer: "html",
	format: "api",
	main: "text",
	sub: "html"
};
/** What the addresses of the API offer. */
const jsonOrPage = [{
	renderer: "json",
	format: "json",
	main: "application",
	sub: "json"
}, asPage];
/**
* In which of the offered forms a request is answered (docs/medperf.md 2.2). Throws a refusal: 404 for an unknown `?format=`,
* 406 where nothing fits the Accept header.
*/
function chooseOffer(accept, query, offered) {
	const format = lastOf(query, "format");
	const usable = offered.filter((offer) => !format || offer.format === format);
	if (usable.length === 0) throw notFound();
	const types = (accept ?? "*/*").split(",").map((token) => mediaType(token.trim()));
	for (const precedence of [
		3,
		2,
		1,
		0
	]) {
		const level = types.filter((type) => precedenceOf(type) === precedence);
		const found = usable.find(({ main, sub }) => level.some((type) => fits(type, main, sub)));
		if (found) return found;
	}
	throw detail(406, "Could not satisfy the request Accept header.");
}
/** Whether a content type is JSON; parameters do not matter. */
const isJson = (contentType) => fits(mediaType(contentType), "application", "json");
/** The charset that a content type names. */
const charsetOf = (contentType) => mediaType(contentType).parameters.get("charset");
function mediaType(text) {
	const [full = "", ...rest] = text.split(";");
	const [main = "", sub = ""] = full.trim().toLowerCase().split("/");
	const parameters = rest.map((part) => {
		const [name = "", value = ""] = part.split("=");
		return [name.trim().toLowerCase(), value.trim()];
	});
	return {
		main,
		sub,
		parameters: new Map(parameters)
	};
}
const fits = (type, main, sub) => (type.main === main || type.main === "*") && (type.sub === sub || type.sub === "*");
function precedenceOf({ main, sub, parameters }) {
	if (main === "*") return 0;
	if (sub === "*") return 1;
	return parameters.size === 0 || parameters.size === 1 && parameters.has("q") ? 2 : 3;
}

// dev-server/openapi/not-kept.ts
/** Addresses below `/api/v0/` of federated learning, certificates and keys: real servers describe them, this one has none. */
function notKept$1(rules) {
	if (!rules.authority) return {};
	return {
		...always$1,
		...rules.models ? later : earlier
	};
}
const all$1 = [
	"GET",
	"PUT",
	"DELETE"
];
const always$1 = {
	"aggregators/": ["GET", "POST"],
	"aggregators/{id}/": ["GET"],
	"cas/": ["GET", "POST"],
	"cas/{id}/": ["GET"],
	"certificates/": ["GET", "POST"],
	"certificates/{id}/": ["GET", "PUT"],
	"certificates/{id}/encrypted_keys/": ["GET"],
	"datasets/{id}/training/{tid}/": all$1,
	"datasets/training/": ["POST"],
	"encrypted_keys/": ["GET"],
	"encrypted_keys/{id}/": ["GET"],
	"encrypted_keys/bulk/": ["POST", "PUT"],
	"training/": ["GET", "POST"],
	"training/{id}/": all$1,
	"training/{id}/aggregator/": ["GET"],
	"training/{id}/datasets/": ["GET"],
	"training/{id}/event/": ["GET"],
	"training/{id}/participants_info/": ["GET"],
	"training/events/": ["GET", "POST"],
	"training/events/{id}/": ["GET", "PUT"]
};
const earlier = {
	"aggregators/{id}/training/{tid}/": all$1,
	"aggregators/training/": ["POST"],
	"me/aggregators/training_associations/": ["GET"]
};
const later = {
	"aggregators/{id}/training_experiments/": ["GET"],
	"training/{id}/datasets_certificates/": ["GET"]
};

// dev-server/openapi/property.ts
/** Whether a field is shown and not written by POST (create) or PUT (update). */
const isReadOnly = ({ writers }, verb) => writers !== "all" && writers !== verb;
/** The reference to a schema of the document. */
const refTo = (name) => ({ $ref: `#/components/schemas/${name}` });
/** The name that the generator gives to the words of a field. */
const enumName = ({ name }) => `${name.replaceAll(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase())}Enum`;
/** A field as the schema document describes it, as what POST or PUT takes. */
function propertyOf(rules, field, verb) {
	const readOnly = isReadOnly(field, verb);
	const marks = {
		...readOnly && { readOnly },
		...field.nullable && { nullable: true }
	};
	if (field.type.kind === "choice") {
		const words = refTo(enumName(field));
		return Object.keys(marks).length === 0 ? words : {
			allOf: [words],
			...marks
		};
	}
	return {
		...typeOf(rules, field, readOnly),
		...marks
	};
}
function typeOf(rules, { type }, readOnly) {
	switch (type.kind) {
		case "text": return {
			type: "string",
			...type.format?.ownField && { format: "email" },
			...!readOnly && Number.isFinite(type.max) && { maxLength: type.max }
		};
		case "time": return {
			type: "string",
			format: "date-time"
		};
		case "boolean": return { type: "boolean" };
		case "json": return rules.typedJson ? {
			type: "object",
			additionalProperties: {}
		} : {};
		case "list": return {
			type: "array",
			items: typeOf(rules, type.of, false)
		};
		default: return { type: "integer" };
	}
}

// dev-server/fields/field.ts
/** The tables of the server, in an order in which each refers to earlier ones only. */
const tables = [
	"users",
	"mlcubes",
	"authorities",
	"assets",
	"models",
	"benchmarks",
	"members",
	"datasets",
	"results",
	"dataset_requests",
	"model_requests"
];
/** Whether a field is a column of its table. */
const isColumn = ({ type }) => type.kind !== "list";
/** The id of a row. */
const idOf = (row) => row["id"];

// dev-server/fields/represent.ts
/** A row as an answer shows it: the id, then the fields in their order, without the hidden ones. */
function represent(entity, row, hidden = []) {
	const names = ["id", ...entity.fields.map((field) => field.name)];
	return only(row, names.filter((name) => !hidden.includes(name)));
}
/** Only the named values of a row, in that order. */
const only = (row, names) => new Map(names.map((name) => [name, row[name] ?? null]));

// dev-server/http/call.ts
/** The row that the address names; throws a 404 refusal where there is none. */
function addressed(call, table) {
	const row = call.store.find(table, call.ids["pk"] ?? 0n);
	if (!row) throw notFound();
	return row;
}
/** Who signed in, where the permission has made sure that somebody did. */
function person(call) {
	if (!call.user) throw new Error("nobody signed in");
	return call.user;
}
/** The id of who signed in. */
const personId = (call) => idOf(person(call));

// dev-server/python/text.ts
const SPACES = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const EDGES = new RegExp(`^[${SPACES}]+|[${SPACES}]+$`, "g");
const WHOLE = /^[+-]?\p{Nd}+(?:_\p{Nd}+)*$/u;
const DIGIT = /\p{Nd}/u;
/** A text without the white space around it, as Python's `str.strip()`. */
const strip = (text) => text.replaceAll(EDGES, "");
/** The number of characters (code points) of a text. */
const length = (text) => [...text].length;
/** The most digits that Python reads as a whole number. */
const MAX_DIGITS = 4300;
/** A text as a whole number, as Python's `int()` reads it (`" 5 "`, `"+5"`, `"1_000"`); null where it does not. */
function wholeNumber(text) {
	const bare = strip(text);
	if (!WHOLE.test(bare) || length(bare.replaceAll(/[-_+]/g, "")) > 4300) return null;
	return BigInt(bare.replaceAll(/[_+]/g, "").replaceAll(/(?!\d)\p{Nd}/gu, latinDigit));
}
/** Unicode keeps the digits of every script in runs of ten, from zero to nine. */
function latinDigit(char) {
	const code = char.codePointAt(0) ?? 0;
	let start = code;
	while (DIGIT.test(String.fromCodePoint(start - 1))) start -= 1;
	return String((code - start) % 10);
}
/** A float as Python writes it: `1.0`, `1e-05`, `1e+16`. */
function floatText(value) {
	if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
	if (Object.is(value, -0)) return "-0.0";
	const [mantissa = "", power = ""] = value.toExponential().split("e");
	const exponent = Number(power);
	if (value !== 0 && (exponent < -4 || exponent >= 16)) return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
	const text = plainDigits(mantissa, exponent);
	return text.includes(".") ? text : `${text}.0`;
}
function plainDigits(mantissa, exponent) {
	const sign = mantissa.startsWith("-") ? "-" : "";
	const digits = mantissa.replace("-", "").replace(".", "");
	if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
	const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
	const rest = digits.slice(exponent + 1);
	return rest === "" ? `${sign}${whole}` : `${sign}${whole}.${rest}`;
}
/** A value as Python's `str()` shows it; texts as they are. */
const shown = (value) => typeof value === "string" ? value : literal(value);
/** A value as Python's `repr()` shows it. */
function literal(value) {
	if (value === null) return "None";
	if (typeof value === "boolean") return value ? "True" : "False";
	if (typeof value === "bigint") return String(value);
	if (typeof value === "number") return floatText(value);
	if (typeof value === "string") return textLiteral(value);
	if (isList(value)) return `[${value.map(literal).join(", ")}]`;
	if (!isObject(value)) return "";
	return `{${[...value].map(([key, inner]) => `${textLiteral(key)}: ${literal(inner)}`).join(", ")}}`;
}
const ESCAPED = {
	"\n": "\\n",
	"\r": "\\r",
	"	": "\\t",
	"\\": "\\\\"
};
function textLiteral(text) {
	const mark = text.includes("'") && !text.includes("\"") ? "\"" : "'";
	const inner = text.replaceAll(/\\|\p{C}|[\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeCharacter);
	return `${mark}${mark === "'" ? inner.replaceAll("'", "\\'") : inner}${mark}`;
}
function escapeCharacter(char) {
	const known = ESCAPED[char];
	if (known !== void 0) return known;
	const code = char.codePointAt(0) ?? 0;
	const hex = code.toString(16);
	if (code < 256) return `\\x${hex.padStart(2, "0")}`;
	return code < 65536 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
/** The name of a value's Python type, as error texts use it. */
function typeName(value) {
	if (value === null) return "NoneType";
	if (typeof value === "boolean") return "bool";
	if (typeof value === "bigint") return "int";
	if (typeof value === "number") return "float";
	if (typeof value === "string") return "str";
	return isList(value) ? "list" : "dict";
}

// dev-server/fields/coerce.ts
const TRUE = [
	"t",
	"T",
	"y",
	"Y",
	"yes",
	"Yes",
	"YES",
	"true",
	"True",
	"TRUE",
	"on",
	"On",
	"ON",
	"1"
];
const FALSE = [
	"f",
	"F",
	"n",
	"N",
	"no",
	"No",
	"NO",
	"false",
	"False",
	"FALSE",
	"off",
	"Off",
	"OFF",
	"0"
];
const MAX_NUMERAL = 1e3;
const refuse = (...errors) => ({ errors });
/** A sent value as the value of its field, by the rules of the REST framework (docs/medperf.md 2.7). */
function coerce(field, data, lookup) {
	const { type } = field;
	if (type.kind === "text" && strip(shown(data)) === "") return type.blank ? { value: "" } : refuse("This field may not be blank.");
	const sent = type.kind === "link" && data === "" ? null : data;
	if (sent === null) return field.nullable ? { value: null } : refuse("This field may not be null.");
	const coerced = convert(type, sent, lookup);
	if ("errors" in coerced) return coerced;
	const errors = unusable(field, coerced.value, lookup);
	return errors.length > 0 ? { errors } : coerced;
}
function convert(type, data, lookup) {
	switch (type.kind) {
		case "text": return text(data, type.format);
		case "choice": return oneOf(type.options, data);
		case "boolean": return boolean(data);
		case "integer": return integer(data);
		case "link": return link(type.to, data, lookup);
		case "list": return list(type.of, data, lookup);
		case "json": return canBeJson(data) ? { value: data } : refuse("Value must be valid JSON.");
		default: return { value: data };
	}
}
/** The errors of a list are an object, with the places of the bad items as its keys. */
function list(of, data, lookup) {
	if (!isList(data)) return refuse(`Expected a list of items but got type "${typeName(data)}".`);
	const items = data.map((item) => coerce(of, item, lookup));
	const errors = items.flatMap((item, at) => "errors" in item ? [[String(at), item.errors]] : []);
	if (errors.length > 0) return { errors: new Map(errors) };
	return { value: items.flatMap((item) => "value" in item ? [item.value] : []) };
}
/** Whether JSON can hold a value: `1e999` is an infinity to Python, and JSON has none. */
function canBeJson(data) {
	if (typeof data === "number") return Number.isFinite(data);
	if (isObject(data)) return [...data.values()].every(canBeJson);
	return !isList(data) || data.every(canBeJson);
}
function text(data, format) {
	if (typeof data === "string" || typeof data === "bigint" || typeof data === "number") return { value: strip(shown(data)) };
	return refuse(format?.ownField ? format.message : "Not a valid string.");
}
function oneOf(options, data) {
	const word = shown(data);
	return options.includes(word) ? { value: word } : refuse(`"${word}" is not a valid choice.`);
}
function boolean(data) {
	if (typeof data === "string") {
		if (TRUE.includes(data)) return { value: true };
		if (FALSE.includes(data)) return { value: false };
	}
	if (data === true || data === 1n || data === 1) return { value: true };
	if (data === false || data === 0n || data === 0) return { value: false };
	return refuse("Must be a valid boolean.");
}
function integer(data) {
	if (typeof data === "string" && length(data) > MAX_NUMERAL) return refuse("String value too large.");
	const value = wholeNumber(shown(data).replace(/\.0*\s*$/, ""));
	return value === null ? refuse("A valid integer is required.") : { value };
}
function link(to, data, lookup) {
	const id = typeof data === "boolean" ? null : asId(data);
	if (id === null) return refuse(`Incorrect type. Expected pk value, received ${typeName(data)}.`);
	return lookup.exists(to, id) ? { value: id } : refuse(`Invalid pk "${shown(data)}" - object does not exist.`);
}
/**
* A sent value as the id of a row, as Python's `int()`: fractions are cut off. Null where it is no number.
* Throws RangeError for an infinity, which the real server does not catch.
*/
function asId(data) {
	if (typeof data === "string") return wholeNumber(data);
	if (typeof data === "bigint" || typeof data === "boolean") return BigInt(data);
	return typeof data === "number" ? BigInt(Math.trunc(data)) : null;
}
function unusable(field, value, lookup) {
	const format = field.type.kind === "text" ? field.type.format : void 0;
	const ill = format && !format.pattern.test(String(value)) ? [format.message] : [];
	const taken = field.unique !== void 0 && lookup.taken(field, value) ? [field.unique] : [];
	const long = tooLong(field.type, value);
	return format?.ownField ? [
		...taken,
		...long,
		...ill
	] : [
		...ill,
		...taken,
		...long
	];
}
function tooLong(type, value) {
	if (type.kind !== "text" || typeof value !== "string") return [];
	const errors = [];
	if (length(value) > type.max) errors.push(`Ensure this field has no more than ${type.max} characters.`);
	if (value.includes("\0")) errors.push("Null characters are not allowed.");
	const lone = /\p{Cs}/u.exec(value);
	if (lone) {
		const code = lone[0].charCodeAt(0).toString(16).toUpperCase();
		errors.push(`Surrogate characters are not allowed: U+${code}.`);
	}
	return errors;
}
/** The refusal of a body that is no JSON object; null where it is one. */
function notAnObject(data) {
	if (isObject(data)) return null;
	return data === null ? "No data provided" : `Invalid data. Expected a dictionary, but got ${typeName(data)}.`;
}

// dev-server/fields/check.ts
/** Checks a body as the REST framework does: its fields, then their unique sets, then the rule about all of them. */
function check(form, data) {
	const problem = notAnObject(data);
	if (problem !== null) return failed(problem);
	const fields = checkFields(form, data);
	if ("errors" in fields) return fields;
	if (form.entity.uniqueTogether.length > 0 && form.lookup.takenTogether(fields.values)) return failed(`The fields ${form.entity.uniqueTogether.join(", ")} must make a unique set.`);
	const broken = form.rule?.(fields) ?? null;
	return broken === null ? fields : failed(broken);
}
const failed = (broken) => ({ errors: toJson(typeof broken === "string" ? { non_field_errors: [broken] } : broken) });
function checkFields(form, data) {
	const values = {};
	const inner = {};
	const errors = /* @__PURE__ */ new Map();
	for (const field of form.entity.fields.filter((one) => isWritten(one, form.verb))) {
		const found = checkField(form, field, data.get(field.name));
		if (found === null) continue;
		if ("errors" in found) errors.set(field.name, found.errors);
		else if ("values" in found) inner[field.name] = found.values;
		else values[field.name] = found.value;
	}
	return errors.size > 0 ? { errors } : {
		values,
		inner
	};
}
const isWritten = (field, verb) => field.writers === "all" || field.writers === verb;
function checkField(form, field, sent) {
	if (sent === void 0) return form.partial || !field.required ? null : { errors: ["This field is required."] };
	const innerForm = form.inner?.[field.name];
	if (innerForm && sent !== null) return check(innerForm, sent);
	const coerced = coerce(field, sent, form.lookup);
	if ("errors" in coerced) return coerced;
	const broken = form.fieldRule?.(field.name, coerced.value) ?? null;
	return broken === null ? coerced : { errors: [broken] };
}

// dev-server/python/decode.ts
/** Bytes that are no text in their encoding. */
var DecodeError = class extends Error {
	name = "DecodeError";
};
/** The encodings that are told apart, by their names without marks. */
const DECODERS = {
	latin1,
	l1: latin1,
	iso88591: latin1,
	ascii,
	usascii: ascii,
	utf16,
	utf16le: (bytes) => strict(bytes, "utf-16le"),
	utf16be: (bytes) => strict(bytes, "utf-16be")
};
/**
* Bytes as text, read as Python reads a stream: a character that is cut off at the end is not seen.
* A charset that is not known counts as UTF-8, as on the real servers. Throws DecodeError.
*/
function decodeBytes(bytes, charset = "utf-8") {
	const name = charset.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
	return Object.hasOwn(DECODERS, name) ? DECODERS[name]?.(bytes) ?? "" : strict(bytes, "utf-8");
}
function strict(bytes, encoding) {
	try {
		return new TextDecoder(encoding, {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes, { stream: true });
	} catch {
		throw new DecodeError(`'${encoding}' codec can't decode the request body`);
	}
}
/** Not the decoder of the web, to which Latin-1 is Windows-1252. */
function latin1(bytes) {
	return Buffer.from(bytes).toString("latin1");
}
function ascii(bytes) {
	if (bytes.some((byte) => byte > 127)) throw new DecodeError("'ascii' codec can't decode the request body");
	return latin1(bytes);
}
function utf16(bytes) {
	const [first, second] = bytes;
	if (second === void 0) return "";
	if (first === 255 && second === 254) return strict(bytes.subarray(2), "utf-16le");
	if (first === 254 && second === 255) return strict(bytes.subarray(2), "utf-16be");
	throw new DecodeError("UTF-16 stream does not start with BOM");
}

// dev-server/python/parse-json.ts
/** Broken JSON; the message is that of Python's parser, place included. */
var JsonSyntaxError = class extends Error {
	name = "JsonSyntaxError";
};
/** JSON nested deeper than Python's parser follows; the real server answers 500. */
var JsonDepthError = class extends Error {
	name = "JsonDepthError";
};
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const HEX = /[0-9A-Fa-f]{4}/y;
const ESCAPES = {
	"\"": "\"",
	"\\": "\\",
	"/": "/",
	b: "\b",
	f: "\f",
	n: "\n",
	r: "\r",
	t: "	"
};
const WORDS = [
	["null", null],
	["true", true],
	["false", false]
];
const CONSTANTS = [
	"NaN",
	"Infinity",
	"-Infinity"
];
const MAX_DEPTH = 900;
/** Reads JSON as Python's `json` with strict constants does; throws JsonSyntaxError with Python's words, JsonDepthError. */
function parseJson(text) {
	if (text.startsWith("﻿")) throw fault(text, "Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
	const scan = {
		text,
		at: 0
	};
	skipSpace(scan);
	const value = readValue$1(scan, 0);
	skipSpace(scan);
	if (scan.at < text.length) throw fault(text, "Extra data", scan.at);
	return value;
}
function readValue$1(scan, depth) {
	if (depth > MAX_DEPTH) throw new JsonDepthError("maximum recursion depth exceeded");
	const { text, at } = scan;
	const first = text[at];
	if (first === "\"") return readString(scan);
	if (first === "{") return readObject(scan, depth);
	if (first === "[") return readArray(scan, depth);
	for (const [word, value] of WORDS) if (text.startsWith(word, at)) {
		scan.at += word.length;
		return value;
	}
	const constant = CONSTANTS.find((word) => text.startsWith(word, at));
	if (constant) throw new JsonSyntaxError(`Out of range float values are not JSON compliant: '${constant}'`);
	return readNumber(scan);
}
function readNumber(scan) {
	const found = match(NUMBER, scan);
	if (!found) throw fault(scan.text, "Expecting value", scan.at);
	const [all, whole, fraction, exponent] = found;
	scan.at += all.length;
	if (fraction !== void 0 || exponent !== void 0) return Number(all);
	const digits = whole.replace("-", "").length;
	if (digits <= 4300) return BigInt(whole);
	throw new JsonSyntaxError(`Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion: value has ${digits} digits; use sys.set_int_max_str_digits() to increase the limit`);
}
function readArray(scan, depth) {
	const items = [];
	scan.at += 1;
	skipSpace(scan);
	if (scan.text[scan.at] === "]") {
		scan.at += 1;
		return items;
	}
	for (;;) {
		items.push(readValue$1(scan, depth + 1));
		if (endOfItem(scan, "]")) return items;
	}
}
function readObject(scan, depth) {
	const found = /* @__PURE__ */ new Map();
	scan.at += 1;
	skipSpace(scan);
	if (scan.text[scan.at] === "}") {
		scan.at += 1;
		return found;
	}
	for (;;) {
		if (scan.text[scan.at] !== "\"") throw fault(scan.text, "Expecting property name enclosed in double quotes", scan.at);
		const key = readString(scan);
		skipSpace(scan);
		if (scan.text[scan.at] !== ":") throw fault(scan.text, "Expecting ':' delimiter", scan.at);
		scan.at += 1;
		skipSpace(scan);
		found.set(key, readValue$1(scan, depth + 1));
		if (endOfItem(scan, "}")) return found;
	}
}
/** Steps over the comma after an item, or over the closing bracket: true. */
function endOfItem(scan, close) {
	skipSpace(scan);
	const next = scan.text[scan.at];
	if (next !== close && next !== ",") throw fault(scan.text, "Expecting ',' delimiter", scan.at);
	scan.at += 1;
	if (next === close) return true;
	skipSpace(scan);
	return false;
}
function readString(scan) {
	const start = scan.at;
	scan.at += 1;
	let value = "";
	for (;;) {
		const plain = match(PLAIN, scan)?.[0] ?? "";
		value += plain;
		scan.at += plain.length;
		const stop = scan.text[scan.at];
		if (stop === void 0) throw fault(scan.text, "Unterminated string starting at", start);
		if (stop === "\"") {
			scan.at += 1;
			return value;
		}
		if (stop !== "\\") throw fault(scan.text, "Invalid control character at", scan.at);
		value += readEscape(scan, start);
	}
}
function readEscape(scan, start) {
	const letter = scan.text[scan.at + 1];
	if (letter === void 0) throw fault(scan.text, "Unterminated string starting at", start);
	scan.at += 2;
	if (letter !== "u") {
		const plain = ESCAPES[letter];
		if (plain === void 0) throw fault(scan.text, "Invalid \\escape", scan.at - 2);
		return plain;
	}
	const code = match(HEX, scan)?.[0];
	if (code === void 0) throw fault(scan.text, "Invalid \\uXXXX escape", scan.at - 1);
	scan.at += 4;
	return String.fromCharCode(Number.parseInt(code, 16));
}
function skipSpace(scan) {
	scan.at += match(SPACE, scan)?.[0].length ?? 0;
}
function match(pattern, scan) {
	pattern.lastIndex = scan.at;
	return pattern.exec(scan.text);
}
/** Places count characters, not UTF-16 units. */
function fault(text, what, at) {
	const before = text.slice(0, at);
	const line = before.split("\n").length;
	const column = [...before.slice(before.lastIndexOf("\n") + 1)].length + 1;
	return new JsonSyntaxError(`${what}: line ${line} column ${column} (char ${[...before].length})`);
}
/** Bytes of a body as JSON; throws JsonSyntaxError, also where the bytes are no text in their charset. */
function parseJsonBytes(bytes, charset) {
	try {
		return parseJson(decodeBytes(bytes, charset));
	} catch (error) {
		if (error instanceof DecodeError) throw new JsonSyntaxError(error.message);
		throw error;
	}
}

// dev-server/python/write-json.ts
/** A number that JSON has no form for, or a text that UTF-8 has none for; the real server answers 500. */
var NotJsonError = class extends Error {
	name = "NotJsonError";
};
const ANSWER = {
	comma: ",",
	colon: ":",
	ascii: false
};
const STORED = {
	comma: ", ",
	colon: ": ",
	ascii: true
};
/** JSON as the server answers it: compact, not escaped to ASCII. Throws NotJsonError for an infinity or half a surrogate pair. */
const answerJson = (value) => write$1(value, ANSWER);
/** JSON as the server stores and compares it: Python's default spacing and escapes. Throws NotJsonError for an infinity. */
const storedJson = (value) => write$1(value, STORED);
function write$1(value, style) {
	if (value === null) return "null";
	if (typeof value === "string") return quote(value, style);
	if (typeof value === "number") return finite(value);
	if (typeof value !== "object") return String(value);
	if (isList(value)) return `[${value.map((item) => write$1(item, style)).join(style.comma)}]`;
	if (!isObject(value)) throw new NotJsonError("not a JSON value");
	return `{${[...value].map(([key, inner]) => `${quote(key, style)}${style.colon}${write$1(inner, style)}`).join(style.comma)}}`;
}
function finite(value) {
	if (!Number.isFinite(value)) throw new NotJsonError("Out of range float values are not JSON compliant");
	return floatText(value);
}
function quote(text, style) {
	if (!style.ascii && !text.isWellFormed()) throw new NotJsonError("surrogates not allowed");
	const pattern = style.ascii ? /[\u007f-\uffff]/g : /[\u2028\u2029]/g;
	return JSON.stringify(text).replaceAll(pattern, escapeUnit);
}
const escapeUnit = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

// dev-server/store/jsonb.ts
/** JSON as PostgreSQL gives it back: the keys of an object by length in bytes, then by bytes (docs/medperf.md 4.3). */
function inKeyOrder(value) {
	if (isList(value)) return value.map(inKeyOrder);
	if (!isObject(value)) return value;
	const sorted = [...value].map(([key, inner]) => ({
		key,
		bytes: Buffer.from(key),
		inner: inKeyOrder(inner)
	})).sort((left, right) => left.bytes.length - right.bytes.length || Buffer.compare(left.bytes, right.bytes));
	return new Map(sorted.map(({ key, inner }) => [key, inner]));
}
/** Whether two values are the same to PostgreSQL, which compares JSON by meaning: `1` and `1.0` are, `1` and `true` are not. */
function sameJson(left, right) {
	if (isNumber(left) && isNumber(right)) return !(left < right) && !(left > right);
	if (isList(left)) return isList(right) && left.length === right.length && left.every((item, at) => sameJson(item, right[at] ?? null));
	if (!isObject(left)) return left === right;
	if (!isObject(right) || left.size !== right.size) return false;
	return [...left].every(([key, inner]) => right.has(key) && sameJson(inner, right.get(key) ?? null));
}
const isNumber = (value) => typeof value === "bigint" || typeof value === "number";
/** Whether PostgreSQL can keep a value: it takes neither NUL nor half of a surrogate pair, in a key neither (docs/medperf.md 2.7). */
function isStorable(value) {
	if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
	if (isList(value)) return value.every(isStorable);
	return !isObject(value) || [...value].every(([key, inner]) => isStorable(key) && isStorable(inner));
}

// dev-server/store/cells.ts
/** A value as its column holds it. Throws for what PostgreSQL, which production runs on, cannot keep. */
function encode(field, value) {
	if (value === null) return null;
	if (!isStorable(value)) throw new Error(`${field.name} holds a NUL or half of a surrogate pair`);
	if (field.type.kind === "json") return storedJson(inKeyOrder(value));
	return typeof value === "boolean" ? BigInt(value) : value;
}
function decode(field, cell) {
	if (cell === null) return null;
	if (field.type.kind === "json") return parseJson(cell);
	return field.type.kind === "boolean" ? cell === 1n : cell;
}
/** Values as a row of SQLite; throws for a name that the entity has not. */
function encodeRow(entity, values) {
	const cells = {};
	for (const [name, value] of Object.entries(values)) cells[name] = name === "id" ? value : encode(fieldOf(entity, name), value);
	return cells;
}
/** A row of SQLite as the rules see it. */
function decodeRow(entity, row) {
	const values = { id: row["id"] ?? null };
	for (const field of entity.fields.filter(isColumn)) values[field.name] = decode(field, row[field.name] ?? null);
	return values;
}
function fieldOf(entity, name) {
	const field = entity.fields.find((one) => one.name === name);
	if (!field) throw new Error(`${entity.table} have no ${name}`);
	return field;
}

// dev-server/store/condition.ts
/** A condition that holds for every row. */
const always = {
	sql: "TRUE",
	values: []
};
/** A condition that holds for no row. */
const never = {
	sql: "FALSE",
	values: []
};
/** Rows for which all of the conditions hold; one of them may have a join. */
function all(...conditions) {
	const join = conditions.find((one) => one.join !== void 0)?.join;
	return {
		sql: conditions.map(({ sql }) => `(${sql})`).join(" AND "),
		values: conditions.flatMap(({ values }) => values),
		...join !== void 0 && { join }
	};
}
/** Rows in which each field has a value. */
function equals(fields) {
	return {
		sql: Object.keys(fields).map((name) => `${name} = ?`).join(" AND "),
		values: Object.values(fields)
	};
}

// dev-server/api/form.ts
/** The form of a POST. */
const newForm = (store, table, rules = {}) => ({
	entity: store.entity(table),
	verb: "create",
	partial: false,
	lookup: lookupIn(store, store.entity(table), null),
	...rules
});
/** The form of a PUT: only what is sent changes. */
const editForm = (store, table, row, rules = {}) => ({
	entity: store.entity(table),
	verb: "update",
	partial: true,
	lookup: lookupIn(store, store.entity(table), row),
	...rules
});
function lookupIn(store, entity, edited) {
	const others = (condition) => {
		const except = edited ? idOf(edited) : 0n;
		const where = {
			sql: `${condition.sql} AND id <> ?`,
			values: [...condition.values, except]
		};
		return store.count(entity.table, where) > 0n;
	};
	return {
		exists: (table, id) => store.find(table, id) !== null,
		taken: (field, value) => isStorable(value) && others({
			sql: `${field.name} = ?`,
			values: [encode(field, value)]
		}),
		takenTogether: (sent) => {
			const values = {
				...edited,
				...sent
			};
			const fields = entity.fields.filter((field) => entity.uniqueTogether.includes(field.name));
			const wanted = fields.map((field) => values[field.name] ?? null);
			if (wanted.includes(null) || !wanted.every(isStorable)) return false;
			const texts = fields.filter(({ type }) => type.kind !== "json");
			const same = all(...texts.map((field) => equals({ [field.name]: encode(field, values[field.name] ?? null) })));
			return store.select(entity.table, same, {
				order: "id",
				limit: -1n,
				offset: 0n
			}).some((row) => row["id"] !== edited?.["id"] && fields.every(({ name }, at) => sameJson(row[name] ?? null, wanted[at] ?? null)));
		}
	};
}
/** Checks the body of a call; what is good goes on to `keep`, what is not is a 400 answer. */
function checked(call, form, keep) {
	const result = check(form, call.data());
	return "errors" in result ? {
		status: 400,
		json: result.errors
	} : keep(result);
}

// dev-server/api/newest-request.ts
/** The newest request of a dataset or model to join a benchmark: the only one that counts (docs/medperf.md 7.1). */
const newestRequest = (store, joining, id, benchmark) => store.first(joining.requests, equals({
	[joining.key]: id,
	benchmark
}), "created_at DESC");
/** SQL for the ids of the things whose newest request to join one benchmark (the value to bind) is approved. */
const approvedIn = ({ requests, key }) => `SELECT ${key} FROM ${requests} AS newest
  WHERE benchmark = ? AND approval_status = 'APPROVED' AND NOT EXISTS (
    SELECT 1 FROM ${requests} AS later WHERE later.benchmark = newest.benchmark
    AND later.${key} = newest.${key} AND later.created_at > newest.created_at)`;

// dev-server/api/permissions.ts
/** Anybody, signed in or not. */
const anyone = () => true;
/** Whoever signed in. */
const signedIn = ({ user }) => user !== null;
/** An administrator (the flag of the user row, not a claim of the token). */
const isAdmin = ({ user }) => user?.["is_superuser"] === true;
/** Whoever one of the permissions lets in; the later ones are not asked then. */
const anyOf = (...permissions) => (call) => permissions.some((permission) => permission(call));
/** A permission of its own for some verbs. */
const byVerb = (special, other = signedIn) => (call) => (special[call.verb] ?? other)(call);
/** The owner of the row that a number of the address names; of a benchmark the committee, too. */
const owns = (table, number = "pk") => (call) => ownsRow(call, table, call.ids[number] ?? 0n);
/**
* The owner of the row that the address names or, in a POST, the body (docs/medperf.md 2.5: the body is read first then).
*/
const ownsNamed = (table, key, number = "pk") => (call) => call.verb === "POST" ? ownsRow(call, table, idInBody(call, key)) : ownsRow(call, table, call.ids[number] ?? 0n);
/** The row is looked up even where nobody signed in, so an id that the database cannot hold is a 500 answer before a 401 one. */
const ownsRow = (call, table, id) => id !== 0n && holds(call, table, call.store.find(table, id));
const holds = (call, table, row) => table === "benchmarks" ? isManager(call.store, call.user, row) : isOwner(call.user, row);
/** Whether a row exists and belongs to a person. */
const isOwner = (user, row) => user !== null && row !== null && row["owner"] === idOf(user);
/** Whether a benchmark exists and a person owns it or belongs to its committee (docs/medperf.md 6.9). */
const isManager = (store, user, benchmark) => isOwner(user, benchmark) || user !== null && benchmark !== null && store.has("members") && store.count("members", equals({
	benchmark: idOf(benchmark),
	member: idOf(user)
})) > 0n;
/** The id that a body names; 0 where it names none. Whatever is no id is an error that the real server does not catch. */
function idInBody(call, key) {
	const data = call.data();
	if (!isObject(data)) throw new ServerFault("the body has no attribute 'get'");
	const named = data.get(key) ?? null;
	if (isFalsy(named)) return 0n;
	const id = asId(named);
	if (id === null) throw new ServerFault(`Field 'id' expected a number but got ${String(named)}`);
	return id;
}
function isFalsy(value) {
	if (Array.isArray(value)) return value.length === 0;
	return isObject(value) ? value.size === 0 : !value;
}
/** Whether a body has a key. A text or list may hold the word too; for a number the real server fails. */
function bodyNames(call, key) {
	const found = contains(call.data(), key);
	if (found === null) throw new ServerFault("argument of this type is not iterable");
	return found;
}

// dev-server/api/decide.ts
/** What the answers about one pair show of a request: no ids. */
const shownOfRequest = ({ word }) => [
	"approval_status",
	"initiated_by",
	"approved_at",
	"created_at",
	"modified_at",
	...word === "model" ? ["priority"] : []
];
/** Decides about the newest request of a pair, or ranks a model (docs/medperf.md 7.4). */
const decide = (joining) => (call) => {
	const row = newestRequest(call.store, joining, call.ids["pk"] ?? 0n, call.ids["bid"] ?? 0n);
	return checked(call, formOf(call, joining, row), ({ values }) => {
		const request = row;
		const decided = (values["approval_status"] ?? request["approval_status"]) === request["approval_status"] ? {} : { approved_at: call.store.clock.now() };
		const changed = call.store.update(joining.requests, idOf(request), {
			...values,
			...decided
		});
		return {
			status: 200,
			json: only(changed, shownOfRequest(joining))
		};
	});
};
function formOf(call, joining, row) {
	const form = row ? editForm(call.store, joining.requests, row) : {
		...newForm(call.store, joining.requests),
		partial: true
	};
	const fields = form.entity.fields.filter(({ name }) => name === "approval_status" || name === "priority");
	return {
		...form,
		verb: "update",
		entity: {
			...form.entity,
			fields
		},
		fieldRule: (name, value) => name === "approval_status" ? decisionRule$1(call, row, value) : null,
		rule: () => row ? null : `No ${joining.word} association found`
	};
}
function decisionRule$1(call, row, value) {
	if (!row) throw new ServerFault("'NoneType' object has no attribute 'approval_status'");
	if (row["approval_status"] !== "PENDING") return "User can approve or reject only a pending request";
	if (value === "APPROVED" && row["initiated_by"] === personId(call)) return "Same user cannot approve the association request";
	return bothSides(call, row) ? "Association request cannot be both initiated and approved from the benchmark side." : null;
}
/** Whether whoever started a request and whoever decides about it both manage the benchmark now (docs/medperf.md 7.4). */
function bothSides({ rules, store, user }, row) {
	if (!rules.committee) return false;
	const benchmark = store.find("benchmarks", row["benchmark"]);
	const initiator = store.find("users", row["initiated_by"]);
	return isManager(store, user, benchmark) && isManager(store, initiator, benchmark);
}

// dev-server/openapi/schemas.ts
/** The schemas of all things that a server of an era keeps (docs/medperf.md 2.11). */
function schemasOf(rules, entities) {
	const known = new Map(entities.map((entity) => [entity.table, entity]));
	const views = Object.entries(viewsOf(rules)).flatMap(([name, view]) => {
		const entity = known.get(view.table);
		return entity ? [[name, schemaOf$1(rules, entity, view)]] : [];
	});
	const words = entities.flatMap(({ fields }) => fields).flatMap(enumOf);
	return sortedByName(Object.fromEntries([
		...views,
		...words,
		["VersionResponse", version]
	]));
}
const version = {
	type: "object",
	properties: { version: { type: "string" } },
	required: ["version"]
};
const enumOf = (field) => field.type.kind === "choice" ? [[enumName(field), {
	enum: field.type.options,
	type: "string"
}]] : [];
function viewsOf(rules) {
	const model = modelsJoining(rules);
	const listed = (key) => [
		key,
		"approval_status",
		"created_at"
	];
	return {
		MlCube: {
			table: "mlcubes",
			verb: "create"
		},
		MlCubeDetail: {
			table: "mlcubes",
			verb: "update"
		},
		Asset: {
			table: "assets",
			verb: "create"
		},
		AssetDetail: {
			table: "assets",
			verb: "update"
		},
		Model: {
			table: "models",
			verb: "create",
			instead: {
				container: inside$1("MlCube"),
				asset: inside$1("Asset")
			}
		},
		Benchmark: {
			table: "benchmarks",
			verb: "create"
		},
		BenchmarkApproval: {
			table: "benchmarks",
			verb: "update"
		},
		DatasetFull: {
			table: "datasets",
			verb: "create"
		},
		DatasetPublic: {
			table: "datasets",
			verb: "update",
			...publicDataset(rules)
		},
		ModelResult: {
			table: "results",
			verb: "create"
		},
		ModelResultDetail: {
			table: "results",
			verb: "update"
		},
		BenchmarkDatasetList: {
			table: "dataset_requests",
			verb: "create"
		},
		BenchmarkModelList: {
			table: "model_requests",
			verb: "create"
		},
		DatasetApproval: {
			table: "dataset_requests",
			verb: "update",
			only: shownOfRequest(datasetsJoining)
		},
		ModelApproval: {
			table: "model_requests",
			verb: "update",
			only: shownOfRequest(model)
		},
		BenchmarkListofDatasets: {
			table: "dataset_requests",
			verb: "create",
			only: listed("dataset")
		},
		BenchmarkListofModels: {
			table: "model_requests",
			verb: "create",
			only: listed(model.key)
		},
		User: {
			table: "users",
			verb: "update",
			only: shownOfUser(rules)
		},
		...rules.models && { UserMetadata: {
			table: "users",
			verb: "create",
			only: ["metadata"],
			instead: { metadata: {
				type: "string",
				readOnly: true
			} }
		} }
	};
}
const inside$1 = (name) => ({
	allOf: [refTo(name)],
	nullable: true
});
/** What everybody sees of a data set; the owner is shown as if one could write it. */
const publicDataset = ({ hiddenInDataset }) => ({
	without: hiddenInDataset,
	instead: { owner: { type: "integer" } }
});
const id = {
	type: "integer",
	readOnly: true
};
function schemaOf$1(rules, { fields }, { verb, only, without = [], instead = {} }) {
	const isShown = (name) => only?.includes(name) ?? !without.includes(name);
	const shown = fields.filter(({ name }) => isShown(name));
	const properties = shown.map((field) => [field.name, instead[field.name] ?? propertyOf(rules, field, verb)]);
	const required = shown.filter((field) => isNeeded(field, verb) || instead[field.name]?.["readOnly"]);
	const names = [...isShown("id") ? ["id"] : [], ...required.map(({ name }) => name)];
	return {
		type: "object",
		properties: {
			...isShown("id") && { id },
			...Object.fromEntries(properties)
		},
		...names.length > 0 && { required: names.sort() }
	};
}
/** What is always there: in a body because it must be, in an answer because one cannot write it. */
const isNeeded = (field, verb) => field.required || isReadOnly(field, verb);
/** An object with its keys in order. */
const sortedByName = (named) => Object.fromEntries(Object.entries(named).sort(([left], [right]) => left < right ? -1 : 1));

// dev-server/openapi/document.ts
const ROOT = "/api/v0/";
/** The description that a server gives of itself, in the form of OpenAPI (docs/medperf.md 2.11). */
function documentOf(rules, entities, endpoints) {
	const schemas = schemasOf(rules, entities);
	return {
		openapi: "3.0.3",
		info: {
			title: "MedPerf API",
			version: "v0"
		},
		paths: pathsOf(rules, endpoints, schemas),
		components: {
			schemas,
			securitySchemes: { JWTAuth: {
				type: "http",
				scheme: "bearer"
			} }
		}
	};
}
function pathsOf(rules, endpoints, schemas) {
	const paths = {};
	for (const { path, verbs, offers } of endpoints) if (!(offers?.every(({ renderer }) => renderer === "html") ?? false)) paths[pathOf(path)] = Object.keys(verbs);
	for (const [path, verbs] of Object.entries(notKept$1(rules))) paths[`${ROOT}${path}`] = verbs;
	const described = Object.entries(paths).map(([path, verbs]) => [path, Object.fromEntries(verbs.map((verb) => [verb.toLowerCase(), operation(rules, path, verb, schemas)]))]);
	return sortedByName(Object.fromEntries(described));
}
const pathOf = (path) => `/${path.replace("<pk>", "{id}").replace("<bid>", "{bid}")}`;
function operation(rules, path, verb, schemas) {
	const name = bodiesOf(rules)[path.replace(ROOT, "")]?.[verb];
	const schema = name === void 0 ? void 0 : schemas[name];
	const content = name !== void 0 && schema && { "application/json": { schema: refTo(name) } };
	const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, id]) => ({
		in: "path",
		name: id ?? "",
		schema: { type: "integer" },
		required: true
	}));
	return {
		...parameters.length > 0 && { parameters },
		tags: [path.replace(ROOT, "").split("/").find(Boolean) ?? ""],
		...content && { requestBody: {
			content,
			...hasRequired(schema) && { required: true }
		} },
		security: path.startsWith(ROOT) ? [{ JWTAuth: [] }] : [{ JWTAuth: [] }, {}],
		responses: verb === "DELETE" ? { 204: {} } : { 200: content ? { content } : {} }
	};
}
/** Whether a body must hold anything. */
function hasRequired({ properties, required }) {
	const described = properties;
	return (required ?? []).some((name) => !described[name]?.["readOnly"]);
}
/** The schemas of all bodies; the generator has found none for a PUT of a model. */
const bodiesOf = ({ component: { table } }) => ({
	"assets/": { POST: "Asset" },
	"assets/{id}/": { PUT: "AssetDetail" },
	"benchmarks/": { POST: "Benchmark" },
	"benchmarks/{id}/": { PUT: "BenchmarkApproval" },
	"datasets/": { POST: "DatasetPublic" },
	"datasets/{id}/": { PUT: "DatasetPublic" },
	"datasets/benchmarks/": { POST: "BenchmarkDatasetList" },
	"datasets/{id}/benchmarks/{bid}/": { PUT: "DatasetApproval" },
	"mlcubes/": { POST: "MlCube" },
	"mlcubes/{id}/": { PUT: "MlCubeDetail" },
	"models/": { POST: "Model" },
	[`${table}/benchmarks/`]: { POST: "BenchmarkModelList" },
	[`${table}/{id}/benchmarks/{bid}/`]: { PUT: "ModelApproval" },
	"results/": { POST: "ModelResult" },
	"results/{id}/": { PUT: "ModelResultDetail" },
	"users/{id}/": { PUT: "User" }
});

// dev-server/openapi/endpoint.ts
const offers = [
	{
		renderer: "yaml",
		format: "yaml",
		main: "application",
		sub: "vnd.oai.openapi"
	},
	{
		renderer: "yaml",
		format: "yaml",
		main: "application",
		sub: "yaml"
	},
	{
		renderer: "json",
		format: "json",
		main: "application",
		sub: "vnd.oai.openapi+json"
	},
	{
		renderer: "json",
		format: "json",
		main: "application",
		sub: "json"
	}
];
/** The address at which a server describes its `others`, and itself. */
function schemaEndpoint(rules, entities, others, fault) {
	const read = () => faulty(fault) ?? jsonAnswer(200, documentOf(rules, entities, [...others, own]));
	const own = {
		path: "schema/",
		permission: () => true,
		verbs: { GET: read },
		offers
	};
	return own;
}
function faulty(fault) {
	if (fault === "403") return jsonAnswer(403, { detail: "You do not have permission to perform this action." });
	if (fault === "404") return page(404, "Page not found");
	return fault === "page" ? page(200, "Sign in to go on") : null;
}

// dev-server/lists/filters.ts
const BOOLEANS = {
	"1": true,
	"0": false,
	true: true,
	false: false
};
/**
* The condition that the query's filters set on a table (docs/medperf.md 2.9). Throws a 400 refusal that names every bad
* filter; an empty or unreadable boolean one is no filter.
*/
function filtered(call, table, names) {
	if (!call.rules.filters) return always;
	const parts = [always];
	const errors = {};
	for (const field of call.store.entity(table).fields.filter(({ name }) => names.includes(name))) {
		const read = readFilter(call, field);
		if (read === null) continue;
		if ("error" in read) errors[field.name] = [read.error];
		else parts.push({
			sql: `${field.name} = ?`,
			values: [encode(field, read.value)]
		});
	}
	if (Object.keys(errors).length > 0) throw new Refusal(jsonAnswer(400, errors));
	return {
		sql: parts.map(({ sql }) => sql).join(" AND "),
		values: parts.flatMap(({ values }) => values)
	};
}
function readFilter(call, field) {
	const text = lastOf(call.query, field.name);
	return text === void 0 || text === "" ? null : readValue(call, field.type, text);
}
function readValue(call, type, text) {
	if (type.kind === "boolean") {
		const value = BOOLEANS[text.toLowerCase()];
		return value === void 0 ? null : { value };
	}
	if (type.kind === "choice") return type.options.includes(text) ? { value: text } : badChoice(text);
	if (type.kind === "link") return readLink(call, type.to, text);
	const bare = strip(text);
	if (bare.includes("\0")) return { error: "Null characters are not allowed." };
	return bare === "" ? null : { value: bare };
}
const badChoice = (text) => ({ error: `Select a valid choice. ${text} is not one of the available choices.` });
function readLink(call, to, text) {
	const id = wholeNumber(text);
	return id !== null && call.store.find(to, id) ? { value: id } : { error: "Select a valid choice. That choice is not one of the available choices." };
}

// dev-server/lists/search.ts
const searchable = [
	"mlcubes",
	"benchmarks",
	"models",
	"assets",
	"datasets"
];
/** Whether a server searches the rows of a table, and orders them by some fields only (docs/medperf.md 2.10). */
const isSearched = ({ rules }, table) => rules.search && searchable.includes(table);
/** The condition of `?search=`: every word is somewhere in the name. */
function searched(call, table) {
	if (!isSearched(call, table)) return always;
	const words = (lastOf(call.query, "search") ?? "").replaceAll("\0", "").split(/[,\s]+/).filter(Boolean);
	return all(always, ...words.map((word) => ({
		sql: "name LIKE ? ESCAPE '\\'",
		values: [`%${escaped(word)}%`]
	})));
}
const escaped = (word) => word.replaceAll(/[\\%_]/g, "\\$&");

// dev-server/lists/ordering.ts
/** The SQL order that `?ordering=` asks for; undefined where it names no field, or where the era does not know it. */
function ordered(call, table) {
	if (call.rules.ordering === null) return void 0;
	const orders = (lastOf(call.query, "ordering") ?? "").split(",").map(strip).flatMap((term) => orderBy(call, table, term) ?? []);
	return orders.length > 0 ? [...orders, "id"].join(", ") : void 0;
}
function orderBy(call, table, term) {
	const name = term.replace(/^-/, "");
	const direction = term.startsWith("-") ? " DESC" : "";
	const known = isSearched(call, table) ? call.rules.ordering : "any";
	if (known !== "any" && !known?.includes(name)) return null;
	if (name === "id") return `id${direction}`;
	const field = call.store.entity(table).fields.find((one) => isColumn(one) && one.name === name);
	return field ? `${column(call, table, field)}${direction}` : null;
}
/** A link sorts by the place of its row in that row's own list. */
function column(call, table, { name, type }) {
	if (type.kind !== "link" || type.to === "users") return name;
	const { order } = call.store.entity(type.to);
	return `(SELECT ${order} FROM ${type.to} AS linked WHERE linked.id = ${table}.${name})`;
}

// dev-server/lists/page.ts
const DEFAULT_LIMIT = 32n;
/** One page of a list, by `limit` and `offset` of the query (docs/medperf.md 2.8). */
function pageOf(call, { table, where, order }, show) {
	const limit = numberOf(call, "limit", 1n) ?? DEFAULT_LIMIT;
	const offset = numberOf(call, "offset", 0n) ?? 0n;
	const count = call.store.count(table, where);
	const range = {
		order: order ?? call.store.entity(table).order,
		limit,
		offset
	};
	const rows = count === 0n || offset > count ? [] : call.store.select(table, where, range);
	return jsonAnswer(200, {
		count,
		next: offset + limit < count ? linkTo(call, limit, offset + limit) : null,
		previous: offset > 0n ? linkTo(call, limit, offset - limit) : null,
		results: rows.map(show)
	});
}
/** A whole number of the query that is not below `least`; anything else counts as absent. */
function numberOf(call, name, least) {
	const value = wholeNumber(lastOf(call.query, name) ?? "");
	return value !== null && value >= least ? value : null;
}
function linkTo(call, limit, offset) {
	const query = changedQuery(call.query, {
		limit: String(limit),
		offset: offset > 0n ? String(offset) : null
	});
	return `${call.address}?${query}`;
}

// dev-server/api/rows.ts
/** Rows with all their fields but the hidden ones. */
const showRow$1 = (table, hidden = []) => ({ store }) => (row) => represent(store.entity(table), row, hidden);
/** The list of all rows, with the filters and the order that the era knows. */
const listAll = (table, filters, show) => (call) => {
	const where = all(filtered(call, table, filters), searched(call, table));
	return pageOf(call, inOrder(call, {
		table,
		where
	}), show(call));
};
function inOrder(call, listing) {
	const order = ordered(call, listing.table);
	return order === void 0 ? listing : {
		...listing,
		order
	};
}
/** The list of the rows for which a condition holds. */
const listWhere = (table, where, show) => (call) => pageOf(call, {
	table,
	where: where(call)
}, show(call));
/** The list of the caller's own rows: those they own, unless something else is said. */
const listMine = (table, show, mine = ownedBy) => (call) => {
	const listing = {
		table,
		where: all(mine(call), searched(call, table))
	};
	return pageOf(call, isSearched(call, table) ? inOrder(call, listing) : listing, show(call));
};
const ownedBy = (call) => equals({ owner: personId(call) });
/** The row that the address names. */
const readOne = (table, show) => (call) => ({
	status: 200,
	json: show(call)(addressed(call, table))
});
/** Deletes the row that the address names. A row that is still in use is a 500 answer. */
const removeOne = (table) => (call) => {
	call.store.remove(table, equals({ id: idOf(addressed(call, table)) }));
	return { status: 204 };
};

// dev-server/api/assets.ts
const show$2 = showRow$1("assets");
const register$3 = (call) => checked(call, newForm(call.store, "assets"), ({ values }) => {
	const row = call.store.insert("assets", {
		...values,
		owner: personId(call)
	});
	return {
		status: 201,
		json: show$2(call)(row)
	};
});
const edit$6 = (call) => {
	const row = addressed(call, "assets");
	const form = editForm(call.store, "assets", row, { rule: ({ values }) => frozen(row, values, editableOfAsset) });
	return checked(call, form, ({ values }) => ({
		status: 200,
		json: show$2(call)(call.store.update("assets", idOf(row), values))
	}));
};
/** The addresses of assets, model era. */
const assetEndpoints = [{
	path: "api/v0/assets/",
	takes: "assets",
	permission: signedIn,
	verbs: {
		GET: listAll("assets", [
			"name",
			"owner",
			"state",
			"is_valid"
		], show$2),
		POST: register$3
	}
}, {
	path: "api/v0/assets/<pk>/",
	permission: byVerb({
		PUT: anyOf(isAdmin, owns("assets")),
		DELETE: isAdmin
	}),
	verbs: {
		GET: readOne("assets", show$2),
		PUT: edit$6,
		DELETE: removeOne("assets")
	}
}];

// dev-server/api/users.ts
const emptyMetadata = /* @__PURE__ */ new Map();
/** A person as answers show one. */
const showUser = (call) => (row) => only({
	...row,
	metadata: row["metadata"] ?? emptyMetadata
}, shownOfUser(call.rules));
const isSelf = ({ user, ids }) => user !== null && idOf(user) === ids["pk"];
/** The owner of a container that a dataset of the person in the address was prepared with. */
const preparedFor = ({ store, user, ids }) => {
	if (!user) return false;
	return store.count("datasets", {
		sql: "owner = ? AND data_preparation_mlcube IN (SELECT id FROM mlcubes WHERE owner = ?)",
		values: [ids["pk"] ?? 0n, idOf(user)]
	}) > 0n;
};
const me = (call) => ({
	status: 200,
	json: showUser(call)(person(call))
});
/** Before the model era a PUT replaces the person, so the user name is needed; metadata of null changes nothing. */
const edit$5 = (call) => {
	const row = addressed(call, "users");
	const form = {
		...editForm(call.store, "users", row),
		partial: call.rules.models
	};
	return checked(call, form, ({ values }) => {
		const changes = values["metadata"] === null ? {} : values;
		return {
			status: 200,
			json: showUser(call)(call.store.update("users", idOf(row), changes))
		};
	});
};
/** The addresses of people. */
const userEndpoints = ({ models }) => [
	{
		path: "api/v0/me/",
		permission: signedIn,
		verbs: { GET: me }
	},
	{
		path: "api/v0/users/",
		permission: isAdmin,
		verbs: { GET: listWhere("users", () => always, showUser) }
	},
	{
		path: "api/v0/users/<pk>/",
		permission: byVerb({
			GET: anyOf(isAdmin, isSelf, preparedFor),
			PUT: models ? anyOf(isAdmin, isSelf) : isAdmin,
			DELETE: isAdmin
		}),
		verbs: {
			GET: readOne("users", showUser),
			PUT: edit$5,
			DELETE: removeOne("users")
		}
	},
	...models ? [metadataEndpoint] : []
];
const metadataEndpoint = {
	path: "api/v0/users/<pk>/metadata/",
	permission: signedIn,
	verbs: { GET: readOne("users", () => (row) => /* @__PURE__ */ new Map([["metadata", row["metadata"] ?? emptyMetadata]])) }
};

// dev-server/api/benchmark-lists.ts
const benchmarkOwner = anyOf(isAdmin, owns("benchmarks"));
/** Whoever owns something whose newest request to join the benchmark is approved. */
const ownsApproved = (joining) => ({ store, user, ids }) => {
	if (!user) return false;
	const sql = `owner = ? AND id IN (${approvedIn(joining)})`;
	return store.count(joining.table, {
		sql,
		values: [idOf(user), ids["pk"] ?? 0n]
	}) > 0n;
};
/** All requests to join, old ones too. */
const requestsOf = (joining) => ofBenchmark(listWhere(joining.requests, ({ ids }) => equals({ benchmark: ids["pk"] ?? 0n }), () => (row) => only(row, [
	joining.key,
	"approval_status",
	"created_at"
])));
/** A list below a benchmark that exists, else 404. */
const ofBenchmark = (list) => (call) => {
	addressed(call, "benchmarks");
	return list(call);
};
const results = ofBenchmark(listWhere("results", ({ ids }) => equals({ benchmark: ids["pk"] ?? 0n }), showRow$1("results")));
/** The approved datasets with the people behind them. */
const participants = ofBenchmark(listWhere("datasets", ({ ids }) => ({
	sql: `id IN (${approvedIn(datasetsJoining)})`,
	values: [ids["pk"] ?? 0n]
}), (call) => (row) => /* @__PURE__ */ new Map([["id", idOf(row)], ["owner", showUser(call)(call.store.find("users", row["owner"]) ?? {})]])));
/** Nobody has a certificate on this server. */
const noCertificates = ofBenchmark((call) => pageOf(call, {
	table: "users",
	where: never
}, () => null));
/** The lists below a benchmark (docs/medperf.md 6.6). */
function benchmarkListEndpoints(rules) {
	const modelOwner = ownsApproved(modelsJoining(rules));
	const list = (name, permission, handler) => ({
		path: `api/v0/benchmarks/<pk>/${name}/`,
		permission,
		verbs: { GET: handler }
	});
	const datasetReaders = rules.datasetsForModelOwner ? anyOf(benchmarkOwner, modelOwner) : benchmarkOwner;
	const certificateReaders = rules.certificatesForOwner ? anyOf(isAdmin, modelOwner, owns("benchmarks")) : anyOf(isAdmin, modelOwner);
	return [
		list("models", anyOf(benchmarkOwner, ownsApproved(datasetsJoining)), requestsOf(modelsJoining(rules))),
		list("datasets", datasetReaders, requestsOf(datasetsJoining)),
		list("results", benchmarkOwner, results),
		...rules.participants ? [list("participants_info", benchmarkOwner, participants)] : [],
		...rules.certificates ? [list("datasets_certificates", certificateReaders, noCertificates)] : []
	];
}

// dev-server/api/committee.ts
/** The benchmarks that the caller owns or is in the committee of. */
function managed(call) {
	const own = equals({ owner: personId(call) });
	if (!call.rules.committee) return own;
	return {
		sql: `${own.sql} OR id IN (SELECT benchmark FROM members WHERE member = ?)`,
		values: [...own.values, personId(call)]
	};
}
/** The same as the list of one's own benchmarks has them: the owner's once for each member (docs/medperf.md 6.9). */
function managedByMember(call) {
	if (!call.rules.committee) return managed(call);
	return {
		sql: "owner = ? OR manager = ?",
		values: [personId(call), personId(call)],
		join: "LEFT JOIN (SELECT benchmark AS managed, member AS manager FROM members) ON managed = benchmarks.id"
	};
}
/** A benchmark with its committee. */
function withCommittee(store, benchmark) {
	if (!store.has("members")) return benchmark;
	const order = store.entity("members").order;
	const members = store.select("members", equals({ benchmark: idOf(benchmark) }), {
		order,
		limit: -1n,
		offset: 0n
	}).map((row) => row["member"]);
	const emails = members.map((id) => store.find("users", id)?.["email"] ?? null);
	return {
		...benchmark,
		[committeeEmails.name]: emails,
		[committeeMembers.name]: members
	};
}
/**
* Replaces a committee where addresses were sent. What is wrong with them is told when everything else is kept already, as the
* real server does (docs/medperf.md 6.9).
*/
function setCommittee({ store }, benchmark, sent) {
	if (sent === void 0) return null;
	const addresses = [...new Set(sent.map((address) => address.toLowerCase()))];
	const owner = store.find("users", benchmark["owner"]);
	if (addresses.includes(lowerEmail(owner))) return refused$1("Benchmark owner cannot be a committee member");
	const people = store.select("users", always, {
		order: "id",
		limit: -1n,
		offset: 0n
	});
	const found = addresses.map((address) => people.filter((one) => lowerEmail(one) === address));
	if (found.some((same) => same.length > 1)) return serverError(/* @__PURE__ */ new Error("get() returned more than one CustomUser"));
	const unknown = addresses.filter((_, at) => found[at]?.length === 0);
	if (unknown.length > 0) return refused$1(`Users not found: ${literal(unknown)}`);
	const benchmarkId = idOf(benchmark);
	store.remove("members", equals({ benchmark: benchmarkId }));
	for (const user of found.flat()) store.insert("members", {
		benchmark: benchmarkId,
		member: idOf(user)
	});
	return null;
}
const lowerEmail = (user) => String(user?.["email"] ?? "").toLowerCase();
const refused$1 = (text) => jsonAnswer(400, { [committeeEmails.name]: text });

// dev-server/api/benchmarks.ts
/** A benchmark as those see it who manage it. */
const showManaged = (call) => (row) => showRow$1("benchmarks")(call)(withCommittee(call.store, row));
const showPublic$1 = showRow$1("benchmarks", hiddenInBenchmark);
const filters$1 = [
	"name",
	"owner",
	"state",
	"is_valid",
	"is_active",
	"approval_status",
	"data_preparation_mlcube"
];
const submit$1 = (call) => {
	const form = newForm(call.store, "benchmarks", { rule: ({ values }) => onePending(call) ?? wrongTopology(call, values) ?? (values["state"] === "OPERATION" ? notOperational(call, values) : null) });
	return checked(call, form, ({ values: { committee_member_emails: committee, ...values } }) => {
		const trusted = call.settings.autoApproveFrom.includes(String(person(call)["email"]));
		const approval = call.rules.autoApproval && trusted ? { approval_status: "APPROVED" } : {};
		const row = call.store.insert("benchmarks", {
			...values,
			...approval,
			owner: personId(call)
		});
		return setCommittee(call, row, committee) ?? {
			status: 201,
			json: showManaged(call)(row)
		};
	});
};
function onePending(call) {
	const pending = equals({
		owner: personId(call),
		approval_status: "PENDING"
	});
	return call.store.count("benchmarks", pending) > 0n ? "User can own at most one pending benchmark" : null;
}
/** Whether what a benchmark names goes with its topology. */
const wrongTopology = ({ rules, store }, row) => rules.topology ? topologyFault(row, store.find("models", row["reference_model"])) : null;
/** A benchmark is operational only if the things it names are. */
function notOperational({ rules, store }, row) {
	const ids = [
		"data_preparation_mlcube",
		"data_evaluator_mlcube",
		"benchmark_script"
	].map((name) => row[name] ?? null).filter((id) => id !== null);
	return [store.find(rules.component.table, row[rules.referenceKey]), ...ids.map((id) => store.find("mlcubes", id))].some((part) => part?.["state"] === "DEVELOPMENT") ? rules.words.notOperational : null;
}
const read$1 = (call) => {
	const row = addressed(call, "benchmarks");
	return {
		status: 200,
		json: (isManager(call.store, call.user, row) ? showManaged : showPublic$1)(call)(row)
	};
};
const edit$4 = (call) => {
	const row = addressed(call, "benchmarks");
	const form = editForm(call.store, "benchmarks", row, {
		fieldRule: (name, value) => valueRule(call, row, name, value),
		rule: ({ values }) => frozen(row, values, editableOfBenchmark) ?? wrongTopology(call, {
			...row,
			...values
		})
	});
	return checked(call, form, ({ values: { committee_member_emails: committee, ...values } }) => {
		const decided = (values["approval_status"] ?? row["approval_status"]) === row["approval_status"] ? {} : { approved_at: call.store.clock.now() };
		const changed = call.store.update("benchmarks", idOf(row), {
			...values,
			...decided
		});
		return setCommittee(call, changed, committee) ?? {
			status: 200,
			json: showManaged(call)(changed)
		};
	});
};
function valueRule(call, row, name, value) {
	if (name === "approval_status") return decisionRule(call.rules, row, value);
	return name === "state" && value === "OPERATION" && row["state"] !== "OPERATION" ? notOperational(call, row) : null;
}
/** What an administrator may decide about a benchmark (docs/medperf.md 6.4). */
function decisionRule(rules, row, value) {
	if (value === "PENDING") return "User can only approve or reject a benchmark";
	if (rules.operationFirst && row["state"] === "DEVELOPMENT") return "User cannot approve or reject when benchmark is in development stage";
	return value === "APPROVED" && row["approval_status"] === "REJECTED" ? "User can approve only a pending request" : null;
}
/** The addresses of benchmarks. */
const benchmarkEndpoints = [{
	path: "api/v0/benchmarks/",
	takes: "benchmarks",
	permission: signedIn,
	verbs: {
		GET: listAll("benchmarks", filters$1, showPublic$1),
		POST: submit$1
	}
}, {
	path: "api/v0/benchmarks/<pk>/",
	permission: byVerb({
		PUT: (call) => bodyNames(call, "approval_status") ? isAdmin(call) : anyOf(isAdmin, owns("benchmarks"))(call),
		DELETE: isAdmin
	}),
	verbs: {
		GET: read$1,
		PUT: edit$4,
		DELETE: removeOne("benchmarks")
	}
}];

// dev-server/api/containers.ts
const show$1 = showRow$1("mlcubes");
const register$2 = (call) => checked(call, newForm(call.store, "mlcubes", { rule: newContainerRule(call.rules) }), ({ values }) => {
	const row = call.store.insert("mlcubes", {
		...values,
		owner: personId(call)
	});
	return {
		status: 201,
		json: show$1(call)(row)
	};
});
const edit$3 = (call) => {
	const row = addressed(call, "mlcubes");
	const form = editForm(call.store, "mlcubes", row, { rule: containerEditRule(call.rules, row) });
	return checked(call, form, ({ values }) => ({
		status: 200,
		json: show$1(call)(call.store.update("mlcubes", idOf(row), values))
	}));
};
const prepared = listWhere("datasets", ({ ids }) => equals({ data_preparation_mlcube: ids["pk"] ?? 0n }), showRow$1("datasets"));
const preparedInDevelopment = (call) => addressed(call, "mlcubes")["state"] === "DEVELOPMENT" ? prepared(call) : jsonAnswer(400, { error: "The mlcube is not in DEVELOPMENT" });
/** The addresses of containers. */
const containerEndpoints = ({ datasetsOfDevelopmentOnly }) => [
	{
		path: "api/v0/mlcubes/",
		takes: "mlcubes",
		permission: signedIn,
		verbs: {
			GET: listAll("mlcubes", [
				"name",
				"owner",
				"state",
				"is_valid"
			], show$1),
			POST: register$2
		}
	},
	{
		path: "api/v0/mlcubes/<pk>/",
		permission: byVerb({
			PUT: anyOf(isAdmin, owns("mlcubes")),
			DELETE: isAdmin
		}),
		verbs: {
			GET: readOne("mlcubes", show$1),
			PUT: edit$3,
			DELETE: removeOne("mlcubes")
		}
	},
	{
		path: "api/v0/mlcubes/<pk>/datasets/",
		permission: anyOf(isAdmin, owns("mlcubes")),
		verbs: { GET: datasetsOfDevelopmentOnly ? preparedInDevelopment : prepared }
	}
];

// dev-server/api/datasets.ts
const showAll = showRow$1("datasets");
const showPublic = (call) => showRow$1("datasets", call.rules.hiddenInDataset)(call);
const register$1 = (call) => checked(call, newForm(call.store, "datasets"), ({ values }) => {
	const row = call.store.insert("datasets", {
		...values,
		owner: personId(call)
	});
	return {
		status: 201,
		json: showAll(call)(row)
	};
});
const read = (call) => {
	const row = addressed(call, "datasets");
	return {
		status: 200,
		json: (seesAll(call, row) ? showAll : showPublic)(call)(row)
	};
};
function seesAll(call, row) {
	const preparator = call.store.find("mlcubes", row["data_preparation_mlcube"]);
	return call.rules.fullDataset.some((who) => isOwner(call.user, who === "owner" ? row : preparator));
}
const edit$2 = (call) => {
	const row = addressed(call, "datasets");
	const form = editForm(call.store, "datasets", row, { rule: ({ values }) => frozen(row, values, editableOfDataset) ?? sameData(call.store, row, values) });
	return checked(call, form, ({ values }) => ({
		status: 200,
		json: showAll(call)(call.store.update("datasets", idOf(row), values))
	}));
};
/** No two datasets in OPERATION hold the same data. */
function sameData(store, row, sent) {
	if (sent["state"] !== "OPERATION" || row["state"] !== "DEVELOPMENT") return null;
	const uid = String(sent["generated_uid"] ?? row["generated_uid"]);
	return store.count("datasets", equals({
		state: "OPERATION",
		generated_uid: uid
	})) > 0n ? "An Operational dataset with the same generated UID already exists" : null;
}
/** The addresses of datasets. */
const datasetEndpoints = [{
	path: "api/v0/datasets/",
	takes: "datasets",
	permission: signedIn,
	verbs: {
		GET: listAll("datasets", [], showPublic),
		POST: register$1
	}
}, {
	path: "api/v0/datasets/<pk>/",
	permission: byVerb({
		PUT: anyOf(isAdmin, owns("datasets")),
		DELETE: isAdmin
	}),
	verbs: {
		GET: read,
		PUT: edit$2,
		DELETE: removeOne("datasets")
	}
}];

// dev-server/api/models.ts
/** The tables of what can be inside a model, by the field that names it. */
const contents$1 = {
	container: "mlcubes",
	asset: "assets"
};
/** A model with its container or asset as an object; only the answer to a PUT shows bare ids (docs/medperf.md 5.1). */
const showModel$1 = (call) => (row) => {
	const shown = new Map(represent(call.store.entity("models"), row));
	for (const [field, table] of Object.entries(contents$1)) {
		const id = row[field];
		const inner = id === null ? null : call.store.find(table, id);
		shown.set(field, inner && represent(call.store.entity(table), inner));
	}
	return shown;
};
const register = (call) => {
	const inner = {
		container: newForm(call.store, "mlcubes", { rule: newContainerRule(call.rules) }),
		asset: newForm(call.store, "assets")
	};
	const form = newForm(call.store, "models", {
		inner,
		rule: newModelRule
	});
	return checked(call, form, (good) => ({
		status: 201,
		json: showModel$1(call)(keep(call, good))
	}));
};
function keep(call, { values, inner }) {
	const owner = personId(call);
	const links = {};
	for (const [field, table] of Object.entries(contents$1)) {
		const given = inner[field];
		if (given) links[field] = idOf(call.store.insert(table, {
			...given,
			owner
		}));
	}
	return call.store.insert("models", {
		...values,
		...links,
		owner
	});
}
const edit$1 = (call) => {
	const row = addressed(call, "models");
	const form = editForm(call.store, "models", row, { rule: ({ values }) => frozen(row, values, editableOfModel) });
	return checked(call, form, ({ values }) => {
		passDown(call, row, values);
		return {
			status: 200,
			json: showRow$1("models")(call)(call.store.update("models", idOf(row), values))
		};
	});
};
/**
* State and validity go down to what was inside before the edit, even if the edit changes the link (docs/medperf.md 5.2,
* 5.3).
*/
function passDown(call, row, sent) {
	const field = row["type"] === "CONTAINER" ? "container" : "asset";
	const id = row[field];
	if (id === null) throw new ServerFault("'NoneType' object has no attribute 'state'");
	const passed = only(sent, Object.keys(sent).filter((name) => name === "state" || name === "is_valid"));
	call.store.update(contents$1[field], id, Object.fromEntries(passed));
}
/** The model around the container or asset that the address names. */
const modelAround = (field) => (call) => {
	const id = idOf(addressed(call, contents$1[field]));
	const row = call.store.first("models", equals({ [field]: id }), "id");
	if (!row) throw notFound();
	return {
		status: 200,
		json: showModel$1(call)(row)
	};
};
/** The addresses of models, model era. */
const modelEndpoints = [
	{
		path: "api/v0/models/",
		takes: "models",
		permission: signedIn,
		verbs: {
			GET: listAll("models", ["type"], showModel$1),
			POST: register
		}
	},
	{
		path: "api/v0/models/<pk>/",
		permission: byVerb({
			PUT: anyOf(isAdmin, owns("models")),
			DELETE: isAdmin
		}),
		verbs: {
			GET: readOne("models", showModel$1),
			PUT: edit$1,
			DELETE: removeOne("models")
		}
	},
	{
		path: "api/v0/mlcubes/<pk>/model/",
		permission: signedIn,
		verbs: { GET: modelAround("container") }
	},
	{
		path: "api/v0/assets/<pk>/model/",
		permission: signedIn,
		verbs: { GET: modelAround("asset") }
	}
];

// dev-server/api/mine.ts
/** The requests in which something of the caller's takes part: a benchmark, a dataset, a model. */
const requests = ({ requests: table, table: things, key }) => listWhere(table, (call) => {
	const { sql, values } = managed(call);
	return {
		sql: `(${key} IN (SELECT id FROM ${things} WHERE owner = ?) OR benchmark IN (${`SELECT id FROM benchmarks WHERE ${sql}`}))`,
		values: [personId(call), ...values]
	};
}, showRow$1(table));
const nothing = (call) => pageOf(call, {
	table: "users",
	where: never
}, () => null);
/** What the later servers have and this one does not keep: certificates, keys, federated learning. */
const notKept = [
	"training",
	"training/events",
	"aggregators",
	"cas",
	"certificates",
	"encrypted_keys",
	"datasets/training_associations"
];
/** The lists of the caller's own things. */
function ownEndpoints(rules) {
	const list = (name, handler) => ({
		path: `api/v0/me/${name}/`,
		permission: signedIn,
		verbs: { GET: handler }
	});
	return [
		list("benchmarks", listMine("benchmarks", showManaged, managedByMember)),
		list("datasets", listMine("datasets", showRow$1("datasets"))),
		list("mlcubes", listMine("mlcubes", showRow$1("mlcubes"))),
		list("results", listMine("results", showRow$1("results"))),
		list("datasets/associations", requests(datasetsJoining)),
		list(`${rules.component.table}/associations`, requests(modelsJoining(rules))),
		...rules.models ? [list("models", listMine("models", showModel$1)), list("assets", listMine("assets", showRow$1("assets")))] : [],
		...rules.authority ? notKept.map((name) => list(name, nothing)) : []
	];
}

// dev-server/api/auto-approval.ts
/** Whether a pending request is approved at once (docs/medperf.md 7.3). */
function autoApproves(call, joining, values) {
	const { rules, store } = call;
	const benchmark = store.find("benchmarks", values["benchmark"]) ?? {};
	const thing = store.find(joining.table, values[joining.key]) ?? {};
	if (thing["owner"] === benchmark["owner"]) return true;
	if (!rules.autoApproval || personId(call) === benchmark["owner"]) return false;
	const mode = benchmark[`${joining.word}_auto_approval_mode`];
	if (mode !== "ALLOWLIST") return mode === "ALWAYS";
	const owner = store.find("users", thing["owner"]);
	const listed = contains(benchmark[`${joining.word}_auto_approval_allow_list`] ?? null, String(owner?.["email"]));
	if (listed === null) throw new ServerFault("argument of this type is not iterable");
	return listed;
}

// dev-server/api/request-rules.ts
/** The rule about a new request to join a benchmark; the first that is broken is told (docs/medperf.md 7.2). */
function ruleOfRequest({ rules, store }, joining, { values }) {
	const id = values[joining.key];
	const benchmarkId = values["benchmark"];
	const benchmark = store.find("benchmarks", benchmarkId) ?? {};
	const thing = store.find(joining.table, id) ?? {};
	const word = joining.word === "model" ? rules.words.operationalModel : joining.word;
	const only = "Association requests can be made only on an";
	if (rules.operationFirst && benchmark["state"] !== "OPERATION") return `${only} operational benchmark`;
	if (benchmark["approval_status"] !== "APPROVED") return `${only} approved benchmark`;
	if (thing["state"] !== "OPERATION") return `${only} operational ${word}`;
	if (joining.word === "dataset" && thing[PREPARATOR] !== benchmark[PREPARATOR]) return `Dataset association request can be made only if the dataset was prepared with benchmark's data preparation ${rules.words.wrongPreparator}`;
	return (joining.word === "model" && rules.topology ? kindFault(benchmark, thing) : null) ?? ruleOfStatus(newestRequest(store, joining, id, benchmarkId), values["approval_status"] ?? "PENDING");
}
const PREPARATOR = "data_preparation_mlcube";
function ruleOfStatus(newest, status) {
	if (!newest) return status === "PENDING" ? null : "User can approve or reject association request only if there are prior requests";
	const before = newest["approval_status"];
	if (status === "PENDING") return before === "REJECTED" ? null : "User can create a new request only if prior request is rejected";
	if (status === "APPROVED") return "User cannot create an approved association request";
	return before === "APPROVED" ? null : "User can reject request only if prior request is approved";
}

// dev-server/api/requests.ts
const ask = (joining) => (call) => {
	const form = newForm(call.store, joining.requests, { rule: (good) => ruleOfRequest(call, joining, good) });
	return checked(call, form, ({ values }) => {
		const row = call.store.insert(joining.requests, {
			...values,
			...decision(call, joining, values),
			initiated_by: personId(call)
		});
		return {
			status: 201,
			json: showRow$1(joining.requests)(call)(row)
		};
	});
};
/** A request that is pending may be approved at once; any other one is decided now. */
function decision(call, joining, values) {
	if ((values["approval_status"] ?? "PENDING") !== "PENDING") return { approved_at: call.store.clock.now() };
	return autoApproves(call, joining, values) ? {
		approval_status: "APPROVED",
		approved_at: call.store.clock.now()
	} : {};
}
const pairOf = (joining, { ids }) => equals({
	[joining.key]: ids["pk"] ?? 0n,
	benchmark: ids["bid"] ?? 0n
});
/** The only list without pages. */
const history = (joining) => (call) => {
	const { order } = call.store.entity(joining.requests);
	return {
		status: 200,
		json: call.store.select(joining.requests, pairOf(joining, call), {
			order,
			limit: -1n,
			offset: 0n
		}).map((row) => only(row, shownOfRequest(joining)))
	};
};
const forget = (joining) => (call) => {
	call.store.remove(joining.requests, pairOf(joining, call));
	return { status: 204 };
};
/** The addresses of the requests of one kind of thing (docs/medperf.md 7). */
function endpointsOf$1(joining, withList) {
	const root = `api/v0/${joining.table}`;
	const { table, key } = joining;
	const involved = anyOf(isAdmin, ownsNamed("benchmarks", "benchmark", "bid"), ownsNamed(table, key));
	const ranking = anyOf(isAdmin, ownsNamed("benchmarks", "benchmark", "bid"));
	const list = listWhere(joining.requests, ({ ids }) => equals({ [key]: ids["pk"] ?? 0n }), showRow$1(joining.requests));
	return [
		{
			path: `${root}/benchmarks/`,
			permission: involved,
			verbs: { POST: ask(joining) }
		},
		{
			path: `${root}/<pk>/benchmarks/<bid>/`,
			permission: byVerb({
				PUT: (call) => joining.word === "model" && bodyNames(call, "priority") ? ranking(call) : involved(call),
				DELETE: isAdmin
			}, involved),
			verbs: {
				GET: history(joining),
				PUT: decide(joining),
				DELETE: forget(joining)
			}
		},
		...withList ? [{
			path: `${root}/<pk>/benchmarks/`,
			permission: anyOf(isAdmin, ownsNamed(table, key)),
			verbs: { GET: list }
		}] : []
	];
}
/** The addresses of all requests to join a benchmark. */
const requestEndpoints = (rules) => [...endpointsOf$1(datasetsJoining, rules.models), ...endpointsOf$1(modelsJoining(rules), rules.models)];

// dev-server/api/results.ts
const show = showRow$1("results");
const filters = [
	"name",
	"owner",
	"benchmark",
	"model",
	"dataset",
	"is_valid",
	"approval_status"
];
/** The owner of what the result in the address belongs to; of a benchmark the committee, too. */
const ownsOf = (field) => ({ store, user, ids }) => {
	const result = store.find("results", ids["pk"] ?? 0n);
	if (!result) return false;
	const id = result[field];
	return field === "dataset" ? isOwner(user, store.find("datasets", id)) : isManager(store, user, store.find("benchmarks", id));
};
const submit = (call) => checked(call, newForm(call.store, "results", { rule: (good) => approvedPair(call, good) }), ({ values }) => {
	const row = call.store.insert("results", {
		...values,
		owner: personId(call)
	});
	return {
		status: 201,
		json: show(call)(row)
	};
});
/** Model and dataset must have joined the benchmark; its own reference model need not (docs/medperf.md 8.2). */
function approvedPair(call, { values }) {
	const { rules, store } = call;
	const benchmark = values["benchmark"];
	const isReference = store.find("benchmarks", benchmark)?.[rules.referenceKey] === values["model"];
	const model = newestRequest(store, modelsJoining(rules), values["model"], benchmark);
	const dataset = newestRequest(store, datasetsJoining, values["dataset"], benchmark);
	const ofModel = isReference ? null : notJoined(model, rules.words.model);
	const needsDataset = !isReference || rules.referenceNeedsDataset;
	return ofModel ?? (needsDataset ? notJoined(dataset, "Dataset") : null);
}
function notJoined(request, word) {
	if (!request) return `${word} must be associated to the benchmark`;
	return request["approval_status"] === "APPROVED" ? null : `${word}-Benchmark association must be approved`;
}
const edit = (call) => {
	const row = addressed(call, "results");
	const form = editForm(call.store, "results", row, { rule: () => row["finalized"] ? "User cannot update a result object after it's been finalized." : null });
	return checked(call, form, ({ values }) => {
		const final = "results" in values ? {
			finalized: true,
			finalized_at: call.store.clock.now()
		} : {};
		const changed = call.store.update("results", idOf(row), {
			...values,
			...final
		});
		return {
			status: 200,
			json: show(call)(changed)
		};
	});
};
/** The addresses of results. */
const resultEndpoints = ({ finalizedResults }) => [{
	path: "api/v0/results/",
	takes: "results",
	permission: byVerb({
		GET: isAdmin,
		POST: anyOf(isAdmin, ownsNamed("datasets", "dataset"))
	}),
	verbs: {
		GET: listAll("results", filters, show),
		POST: submit
	}
}, {
	path: "api/v0/results/<pk>/",
	permission: byVerb({
		GET: anyOf(isAdmin, ownsOf("dataset"), ownsOf("benchmark")),
		PUT: finalizedResults ? anyOf(isAdmin, ownsOf("dataset")) : isAdmin,
		DELETE: isAdmin
	}),
	verbs: {
		GET: readOne("results", show),
		PUT: edit,
		DELETE: removeOne("results")
	}
}];

// dev-server/api/all.ts
/** Every address of a server; `/schema/` describes them, or does not. */
function endpointsOf(rules, schema) {
	const described = addressesOf(rules);
	return [...described, schemaEndpoint(rules, entitiesOf(rules), described, schema)];
}
const addressesOf = (rules) => [
	...outside,
	...containerEndpoints(rules),
	...rules.models ? [...assetEndpoints, ...modelEndpoints] : [],
	...benchmarkEndpoints,
	...benchmarkListEndpoints(rules),
	...datasetEndpoints,
	...requestEndpoints(rules),
	...resultEndpoints(rules),
	...userEndpoints(rules),
	...ownEndpoints(rules)
];
/** What is not under `/api/v0`; the pages for people hold nothing here. */
const outside = [
	{
		path: "version",
		permission: anyone,
		verbs: { GET: () => jsonAnswer(200, { version: "v0" }) }
	},
	{
		path: "",
		permission: anyone,
		verbs: { GET: () => page(200, "MedPerf API") },
		offers: [asPage]
	},
	{
		path: "swagger/",
		permission: anyone,
		verbs: { GET: () => page(200, "MedPerf API") },
		offers: [asPage]
	}
];

// dev-server/era-rules.ts
/** Longest texts since November 2025, in characters. */
const laterMax = {
	name: 128,
	benchmarkDescription: 256,
	datasetDescription: 256,
	datasetLocation: 128
};
const laterWords = {
	notOperational: "User cannot mark a benchmark as operational if its containers are not operational",
	wrongPreparator: "container",
	operationalModel: "model",
	model: "Model"
};
const mlcube = {
	era: "mlcube",
	features: [],
	demands: [],
	max: {
		name: 20,
		benchmarkDescription: 100,
		datasetDescription: 20,
		datasetLocation: 100
	},
	containers: "files",
	authority: false,
	models: false,
	component: {
		table: "mlcubes",
		key: "model_mlcube"
	},
	referenceKey: "reference_model_mlcube",
	filters: false,
	ordering: null,
	search: false,
	autoApproval: false,
	committee: false,
	topology: false,
	operationFirst: true,
	finalizedResults: false,
	referenceNeedsDataset: true,
	datasetsOfDevelopmentOnly: true,
	fullDataset: [],
	hiddenInDataset: ["owner", "report"],
	participants: false,
	certificates: false,
	certificatesForOwner: false,
	datasetsForModelOwner: false,
	typedJson: true,
	words: {
		notOperational: "User cannot mark a benchmark as operational if its MLCubes are not operational",
		wrongPreparator: "MLCube",
		operationalModel: "model mlcube",
		model: "Mlcube"
	}
};
const container = {
	...mlcube,
	era: "container",
	max: laterMax,
	containers: "json",
	authority: true,
	filters: true,
	autoApproval: true,
	operationFirst: false,
	finalizedResults: true,
	referenceNeedsDataset: false,
	datasetsOfDevelopmentOnly: false,
	fullDataset: ["owner"],
	participants: true,
	certificates: true,
	words: laterWords
};
const model = {
	...container,
	era: "model",
	models: true,
	component: {
		table: "models",
		key: "model"
	},
	referenceKey: "reference_model",
	ordering: "any",
	fullDataset: ["owner", "preparator"],
	hiddenInDataset: ["report"],
	certificatesForOwner: true,
	datasetsForModelOwner: true
};
const topology = {
	...model,
	era: "topology",
	ordering: ["name", "created_at"],
	search: true,
	committee: true,
	topology: true,
	typedJson: false
};
/** The rules of each era. */
const eraRules = {
	mlcube,
	container,
	model,
	topology
};

// dev-server/features.ts
/** What each era may have of the next one. */
const features = {
	mlcube: {
		policies: {
			filters: true,
			autoApproval: true,
			participants: true,
			operationFirst: false,
			finalizedResults: true,
			referenceNeedsDataset: false
		},
		"long-names": { max: laterMax }
	},
	container: {},
	model: { committee: {
		committee: true,
		search: true,
		ordering: ["name", "created_at"]
	} },
	topology: {}
};
/** What an era may have of the next one. */
const featuresOf = (era) => Object.keys(features[era]);
/** The rules of a server. Throws for what the era cannot have, and for demands that cannot be made. */
function rulesOf({ era, with: wanted = [], demand = [] }) {
	const added = wanted.map((feature) => {
		const rules = features[era][feature];
		if (rules) return rules;
		throw new Error(`the ${era} era cannot have ${feature}: it can have ${featuresOf(era).join(", ") || "nothing"}`);
	});
	return Object.assign({}, eraRules[era], ...added, {
		features: [...new Set(wanted)].sort(),
		demands: demand.map((words) => demandOf(words))
	});
}
/** Tables that a POST adds to. */
const demandable = tables.filter((table) => [
	"mlcubes",
	"assets",
	"models",
	"benchmarks",
	"datasets",
	"results"
].includes(table));
function demandOf(words) {
	const [, name, field] = /^([a-z]+)\.([a-z][a-z0-9_]*)$/.exec(words) ?? [];
	const table = demandable.find((one) => one === name);
	if (table && field !== void 0) return {
		table,
		field
	};
	throw new Error(`cannot demand ${words}: write one of ${demandable.join(", ")}, a dot and a new field`);
}

// dev-server/openapi/describe.ts
/** The fields that a POST takes, as OPTIONS describes them (docs/medperf.md 1.2). */
function describeFields(store, table) {
	const fields = store.entity(table).fields.map((field) => [field.name, describe$1(store, table, field)]);
	return {
		id: shared("integer", "ID", false, true),
		...Object.fromEntries(fields)
	};
}
const inside = {
	container: "mlcubes",
	asset: "assets"
};
function describe$1(store, table, field) {
	const { name, type, required } = field;
	const inner = table === "models" ? inside[name] : void 0;
	const words = name.replaceAll("_", " ");
	const label = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
	const kind = inner === void 0 ? kindOf(field) : "nested object";
	return {
		...shared(kind, label, required, isReadOnly(field, "create")),
		...type.kind === "text" && Number.isFinite(type.max) && { max_length: type.max },
		...type.kind === "choice" && { choices: type.options.map((value) => ({
			value,
			display_name: value
		})) },
		...type.kind === "list" && { child: shared(kindOf(type.of), label, true, false) },
		...inner !== void 0 && { children: describeFields(store, inner) }
	};
}
const shared = (type, label, required, readOnly) => ({
	type,
	required,
	read_only: readOnly,
	label
});
function kindOf({ type }) {
	if (type.kind === "text") return type.format?.ownField ? "email" : "string";
	if (type.kind === "time") return "datetime";
	return type.kind === "json" || type.kind === "link" ? "field" : type.kind;
}

// dev-server/openapi/write-yaml.ts
/** A value as YAML in block style; texts and numbers are written as in JSON, which YAML reads. */
const yamlText = (value) => `${block(value, "").trimStart()}\n`;
function block(value, indent) {
	if (isObject(value) && value.size > 0) return `\n${[...value].map(([key, inner]) => `${indent}${answerJson(key)}:${block(inner, `${indent}  `)}`).join("\n")}`;
	if (isList(value) && value.length > 0) return `\n${value.map((item) => `${indent}-${block(item, `${indent}  `)}`).join("\n")}`;
	return ` ${answerJson(value)}`;
}

// dev-server/http/body.ts
const emptyBody = /* @__PURE__ */ new Map();
/** The body of a request, read when it is first asked for (docs/medperf.md 2.5). */
function lazyBody({ body, headers }) {
	let read;
	return () => {
		read ??= { value: readBody(body, headers["content-type"] ?? "text/plain") };
		return read.value;
	};
}
function readBody(body, contentType) {
	if (body.length === 0) return emptyBody;
	if (!isJson(contentType)) throw detail(415, `Unsupported media type "${contentType}" in request.`);
	try {
		return parseJsonBytes(body, charsetOf(contentType));
	} catch (error) {
		if (error instanceof JsonSyntaxError) throw detail(400, `JSON parse error - ${error.message}`);
		throw error;
	}
}

// dev-server/http/endpoint.ts
/** The verbs of an endpoint as its `Allow` header lists them. */
function allowed({ verbs }) {
	return [
		...[
			"GET",
			"POST",
			"PUT",
			"DELETE"
		].filter((verb) => verbs[verb]),
		...verbs.GET ? ["HEAD"] : [],
		"OPTIONS"
	].join(", ");
}

// dev-server/http/origin.ts
/** Scheme and host as the client wrote them; a proxy in front may say that it was https. */
function originOf({ headers }) {
	return `${headers["x-forwarded-proto"] === "https" ? "https" : "http"}://${headers["x-forwarded-host"] ?? headers["host"] ?? "localhost"}`;
}

// dev-server/http/dispatch.ts
/** Answers a request to the MedPerf API. Never throws: what the rules do not catch becomes a 500 page. */
function dispatch(api, incoming) {
	const [rawPath, rawQuery] = split(incoming.target);
	const path = decode$1(rawPath.replace(/^\/+/, "/"));
	const match = api.routes(path);
	if (!match) return elsewhere(api, incoming.method, path, rawQuery);
	return onRoute(api, incoming, {
		path,
		query: parseQuery(rawQuery),
		match
	});
}
function split(target) {
	const at = target.indexOf("?");
	return at < 0 ? [target, ""] : [target.slice(0, at), target.slice(at + 1)];
}
function onRoute(api, incoming, address) {
	const { endpoint } = address.match;
	const offers = endpoint.offers ?? jsonOrPage;
	let offer = offers[0];
	try {
		offer = chooseOffer(incoming.headers["accept"], address.query, offers);
		return dress(offer, endpoint, carryOut(api, incoming, address, offer));
	} catch (error) {
		return error instanceof Refusal ? refused(api, endpoint, offer, error) : serverError(error);
	}
}
/** A page for people that cannot be had in the form asked for still looks at the credentials, and breaks on bad ones. */
function refused(api, endpoint, offer, { answer }) {
	try {
		if (answer.status === 406 && offer.renderer === "html") api.authenticate();
		return dress(offer, endpoint, answer);
	} catch (error) {
		return serverError(error);
	}
}
/** Authentication, then permission, then the verb: the order of the real servers (docs/medperf.md 2.5). */
function carryOut(api, incoming, { path, query, match }, offer) {
	const user = api.authenticate();
	const address = `${originOf(incoming)}${encodeURI(path)}`;
	const data = lazyBody(incoming);
	const call = {
		...api.home,
		verb: incoming.method,
		user,
		ids: match.ids,
		query,
		address,
		data
	};
	if (!match.endpoint.permission(call)) throw user ? forbidden() : notAuthenticated();
	const handler = handlerOf(match.endpoint, incoming.method);
	const answer = incoming.method === "GET" || incoming.method === "HEAD" ? handler(call) : api.home.store.database.transaction(() => handler(call));
	if (offer.renderer === "html" && api.home.rules.filters && isPage(answer)) throw new Error("lists have no HTML form");
	return answer;
}
const notAuthenticated = () => detail(401, "Authentication credentials were not provided.");
function handlerOf(endpoint, method) {
	if (method === "OPTIONS") return describe(endpoint);
	const handler = endpoint.verbs[method === "HEAD" ? "GET" : method];
	if (!handler) throw detail(405, `Method "${method}" not allowed.`);
	return handler;
}
/** Describes an address. Whoever may edit what it names meets a fault of the real servers (they look it up without its id). */
const describe = (endpoint) => (call) => {
	if (endpoint.verbs.PUT && endpoint.permission({
		...call,
		verb: "PUT"
	})) throw new ServerFault("get_object() missing 1 required positional argument: 'pk'");
	const renders = (endpoint.offers ?? jsonOrPage).map(({ main, sub }) => `${main}/${sub}`);
	return jsonAnswer(200, {
		renders,
		parses: ["application/json"],
		...actions(endpoint, call)
	});
};
/** What a POST takes, for those who may send one. */
function actions(endpoint, call) {
	if (endpoint.takes === void 0 || !endpoint.permission({
		...call,
		verb: "POST"
	})) return {};
	return { actions: { POST: describeFields(call.store, endpoint.takes) } };
}
/** The browsable pages of the later servers break on every list (docs/medperf.md 2.2). */
const isPage = ({ json }) => json instanceof Map && json.has("count") && json.has("results");
function dress(offer, endpoint, answer) {
	const challenge = answer.status === 401 ? { "WWW-Authenticate": "Bearer realm=\"api\"" } : {};
	const headers = {
		Allow: allowed(endpoint),
		Vary: "Accept",
		...challenge,
		...answer.headers
	};
	if (answer.json === void 0) return {
		...answer,
		headers
	};
	if (offer.renderer === "html") return {
		...page(answer.status, `HTTP ${answer.status}`),
		headers
	};
	const type = {
		"Content-Type": `${offer.main}/${offer.sub}`,
		...headers
	};
	if (offer.renderer === "json") return {
		...answer,
		headers: type
	};
	return {
		status: answer.status,
		text: yamlText(answer.json),
		headers: type
	};
}
/** A path without a route: perhaps only the slash is missing, which POST and PUT may not do in debug mode. */
function elsewhere(api, method, path, query) {
	if (path.endsWith("/") || !api.routes(`${path}/`)) return page(404, "Page not found");
	if ([
		"POST",
		"PUT",
		"PATCH"
	].includes(method)) return serverError(/* @__PURE__ */ new Error(`You called this URL via ${method}, but it does not end in a slash.`));
	return {
		status: 301,
		headers: { Location: `${encodeURI(path)}/${query === "" ? "" : `?${query}`}` }
	};
}

// dev-server/http/routes.ts
/** The routes to some endpoints; the first that fits wins. */
function makeRoutes(endpoints) {
	const compiled = endpoints.map((endpoint) => ({
		endpoint,
		pattern: patternOf(endpoint.path)
	}));
	return (path) => {
		for (const { endpoint, pattern } of compiled) {
			const found = pattern.exec(path);
			if (found) return {
				endpoint,
				ids: numbersOf(found.groups ?? {})
			};
		}
		return null;
	};
}
const patternOf = (path) => new RegExp(`^/${path.replaceAll(".", "\\.").replaceAll(/<(\w+)>/g, "(?<$1>[0-9]+)")}$`);
const numbersOf = (groups) => Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, BigInt(text)]));

// dev-server/http/written.ts
/** An answer with its body as text. Where it has no JSON form it is a 500 page, though what was kept stays kept. */
function written(given) {
	try {
		return write(given);
	} catch (error) {
		return write(serverError(error));
	}
}
function write(given) {
	const isJson = given.json !== void 0;
	return {
		status: given.status,
		headers: {
			"Content-Type": isJson ? "application/json" : "text/html; charset=utf-8",
			...given.headers
		},
		text: given.json === void 0 ? given.text ?? given.html ?? "" : answerJson(given.json)
	};
}

// dev-server/seed/fill-rows.ts
/** Where an object inside a row belongs. */
const contents = {
	container: "mlcubes",
	asset: "assets"
};
/** Puts rows into a store, each in place of the one with its id. Throws for tables that the era has not. */
function fillRows(store, filling) {
	for (const [table, rows] of Object.entries(filling)) for (const row of rows) fillRow(store, table, toJson(row));
}
function fillRow(store, table, given) {
	const entity = store.entity(table);
	const values = Object.fromEntries([...valuesOf(store, entity, given)]);
	const id = given.get("id");
	if (typeof id !== "bigint") throw new Error(`a row of ${table} has no id`);
	store.remove(table, equals({ id }));
	store.insert(table, {
		id,
		...values
	});
	fillMembers(store, id, given.get("committee_members"));
	return id;
}
function* valuesOf(store, { table, fields }, given) {
	for (const field of fields.filter(isColumn)) {
		const value = given.get(field.name);
		const inner = table === "models" ? contents[field.name] : void 0;
		if (inner && value !== void 0 && isObject(value)) yield [field.name, fillRow(store, inner, value)];
		else if (value === void 0 || value === null && !field.nullable) yield* standIn(field, given);
		else yield [field.name, value];
	}
}
/** What must be there and is not known: the id that no row has, and of a name one that no other row has. */
function standIn({ name, type, nullable, unique }, given) {
	if (type.kind === "link") return nullable ? [] : [[name, 0n]];
	return unique === void 0 ? [] : [[name, `row ${given.get("id")}`]];
}
function fillMembers(store, benchmark, members) {
	if (!Array.isArray(members) || !store.has("members")) return;
	store.remove("members", equals({ benchmark }));
	for (const member of members) store.insert("members", {
		benchmark,
		member
	});
}

// dev-server/store/database.ts
/**
* Opens a database file, or one in memory.
* What was committed survives a killed process and a power cut: WAL with a sync on every commit.
* Throws where the file cannot be opened or is something else.
*/
async function openDatabase(file) {
	const { DatabaseSync } = await importSqlite();
	try {
		if (file !== void 0) closeSync(openSync(file, "a", 384));
		return open(new DatabaseSync(file ?? ":memory:"));
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`the database ${file ?? ""} cannot be opened: ${reason}`);
	}
}
function open(handle) {
	handle.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 2000");
	return wrap(handle);
}
/** Loads node:sqlite without its warning that it is experimental; every other warning is still shown. */
async function importSqlite() {
	const warn = process.emitWarning;
	process.emitWarning = ((warning, ...rest) => {
		if (!String(warning).includes("SQLite is an experimental feature")) warn(warning, ...rest);
	});
	try {
		return await import("node:sqlite");
	} finally {
		process.emitWarning = warn;
	}
}
function wrap(handle) {
	const statements = /* @__PURE__ */ new Map();
	const prepared = (sql) => {
		const known = statements.get(sql);
		if (known) return known;
		const made = handle.prepare(sql);
		made.setReadBigInts(true);
		statements.set(sql, made);
		return made;
	};
	return {
		all: (sql, ...values) => prepared(sql).all(...values),
		first: (sql, ...values) => prepared(sql).get(...values),
		run: (sql, ...values) => BigInt(prepared(sql).run(...values).lastInsertRowid),
		script: (sql) => handle.exec(sql),
		transaction: (work) => {
			handle.exec("BEGIN IMMEDIATE");
			try {
				const result = work();
				handle.exec("COMMIT");
				return result;
			} catch (error) {
				handle.exec("ROLLBACK");
				throw error;
			}
		},
		close: () => handle.close()
	};
}

// dev-server/store/clock.ts
/** A clock that goes on after `newest`, so that rows of an earlier run stay older than new ones. */
function makeClock(newest) {
	let last = newest === "" ? 0n : microseconds(newest);
	return { now: () => {
		const read = BigInt(Math.floor((performance.timeOrigin + performance.now()) * 1e3));
		last = read > last ? read : last + 1n;
		return timeText(last);
	} };
}
const microseconds = (text) => BigInt(Date.parse(text)) * 1000n + BigInt(text.slice(23, 26));
function timeText(time) {
	return `${new Date(Number(time / 1000n)).toISOString().slice(0, -1)}${String(time % 1000n).padStart(3, "0")}Z`;
}

// dev-server/store/schema.ts
/** The SQL that makes all tables, if they are not there yet. Ids are never used twice, also after a deletion. */
const schemaOf = (entities) => [...entities.map(tableOf), ...ownTables].join(";\n");
const ownTables = [
	"CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
	`CREATE TABLE IF NOT EXISTS device_codes (
    device_code TEXT PRIMARY KEY, user_code TEXT NOT NULL UNIQUE, client_id TEXT NOT NULL, scope TEXT NOT NULL,
    expires_at INTEGER NOT NULL, polled_at INTEGER NOT NULL, answer TEXT NOT NULL, email TEXT)`,
	`CREATE TABLE IF NOT EXISTS refresh_tokens (
    token TEXT PRIMARY KEY, family TEXT NOT NULL, client_id TEXT NOT NULL, scope TEXT NOT NULL,
    email TEXT NOT NULL, expires_at INTEGER NOT NULL, used INTEGER NOT NULL)`
];
function tableOf(entity) {
	const columns = entity.fields.filter(isColumn).map(columnOf);
	return `CREATE TABLE IF NOT EXISTS ${entity.table} (
    id INTEGER PRIMARY KEY AUTOINCREMENT, ${columns.join(", ")}) STRICT`;
}
function columnOf(field) {
	const parts = [field.name, sqlType(field.type)];
	if (!field.nullable) parts.push("NOT NULL");
	if (field.unique !== void 0) parts.push("UNIQUE");
	if (field.type.kind === "link") {
		const action = field.type.onDelete === "cascade" ? "CASCADE" : "RESTRICT";
		parts.push(`REFERENCES ${field.type.to} (id) ON DELETE ${action}`);
	}
	return parts.join(" ");
}
const sqlType = (type) => type.kind === "boolean" || type.kind === "integer" || type.kind === "link" ? "INTEGER" : "TEXT";

// dev-server/store/store.ts
/** The rows of `entities` in a database, whose tables are made if they are missing. */
function openStore(database, entities) {
	const known = new Map(entities.map((entity) => [entity.table, entity]));
	database.script(schemaOf(tables.flatMap((table) => known.get(table) ?? [])));
	const clock = makeClock(newestTime(database, entities));
	const entity = (table) => {
		const found = known.get(table);
		if (!found) throw new Error(`this era has no ${table}`);
		return found;
	};
	const has = (table) => known.has(table);
	return {
		database,
		clock,
		has,
		entity,
		...readers(database, entity),
		...writers(database, entity, clock)
	};
}
const joined = ({ join }) => join === void 0 ? "" : ` ${join}`;
function readers(database, entity) {
	const select = (table, where, { order, limit, offset }) => {
		const sql = `SELECT ${table}.* FROM ${table}${joined(where)} WHERE ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?`;
		return database.all(sql, ...where.values, limit, offset).map((row) => decodeRow(entity(table), row));
	};
	const first = (table, where, order) => select(table, where, {
		order,
		limit: 1n,
		offset: 0n
	})[0] ?? null;
	return {
		select,
		first,
		find: (table, id) => first(table, equals({ id }), "id"),
		count: (table, where) => {
			const sql = `SELECT count(*) AS found FROM ${table}${joined(where)} WHERE ${where.sql}`;
			return database.first(sql, ...where.values)?.["found"];
		}
	};
}
function writers(database, entity, clock) {
	const read = (table, id) => {
		const row = database.first(`SELECT * FROM ${table} WHERE id = ?`, id);
		return decodeRow(entity(table), row ?? {});
	};
	return {
		insert: (table, values) => {
			const filled = {
				...defaults(entity(table)),
				...stamps(entity(table), clock, true),
				...values
			};
			return read(table, insertRow(database, table, encodeRow(entity(table), filled)));
		},
		update: (table, id, values) => {
			const changes = {
				...values,
				...stamps(entity(table), clock, false)
			};
			updateRow(database, table, id, encodeRow(entity(table), changes));
			return read(table, id);
		},
		remove: (table, where) => {
			database.run(`DELETE FROM ${table} WHERE ${where.sql}`, ...where.values);
		}
	};
}
function insertRow(database, table, cells) {
	const names = Object.keys(cells);
	const marks = names.map(() => "?").join(", ");
	return database.run(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${marks})`, ...Object.values(cells));
}
function updateRow(database, table, id, cells) {
	const sets = Object.keys(cells).map((name) => `${name} = ?`);
	if (sets.length === 0) return;
	database.run(`UPDATE ${table} SET ${sets.join(", ")} WHERE id = ?`, ...Object.values(cells), id);
}
const defaults = ({ fields }) => Object.fromEntries(fields.filter(isColumn).map((field) => [field.name, field.initial]));
const isStamped = ({ fields }) => fields.some(({ name }) => name === "modified_at");
function stamps(entity, clock, created) {
	if (!isStamped(entity)) return {};
	const now = clock.now();
	return created ? {
		created_at: now,
		modified_at: now
	} : { modified_at: now };
}
function newestTime(database, entities) {
	return entities.filter(isStamped).map(({ table }) => {
		const row = database.first(`SELECT max(modified_at) AS newest FROM ${table}`);
		return String(row?.["newest"] ?? "");
	}).sort().at(-1) ?? "";
}

// dev-server/memory.ts
/** Opens a server in memory with no row at all, not even the people that a fresh one has. Throws as `rulesOf` does. */
async function openMemoryServer(options) {
	const rules = rulesOf(options);
	const database = await openDatabase(void 0);
	database.script("PRAGMA foreign_keys = OFF");
	const store = openStore(database, entitiesOf(rules));
	const home = {
		rules,
		store,
		settings: { autoApproveFrom: options.autoApprove ?? [] }
	};
	const routes = makeRoutes(endpointsOf(rules));
	const { protocol, host } = new URL(options.origin ?? "http://localhost");
	const headers = {
		host,
		"x-forwarded-proto": protocol.slice(0, -1),
		accept: "application/json",
		"content-type": "application/json"
	};
	return {
		fill: (rows) => database.transaction(() => fillRows(store, rows)),
		answer: async ({ method, target, user, body = "" }) => {
			const person = user === void 0 ? null : store.find("users", BigInt(user));
			if (user !== void 0 && !person) throw new Error(`the server in memory has no user ${user}`);
			const incoming = {
				method,
				target,
				headers,
				body: Buffer.from(body),
				local: true
			};
			return written(dispatch({
				home,
				routes,
				authenticate: () => person
			}, incoming));
		},
		[Symbol.dispose]: () => database.close()
	};
}

// src/plan/rehearsal/rows.ts
/** What a server showed, as rows under its own names: one's own whole, those of others as far as they can be seen. */
const restoreRows = (snapshot) => Object.fromEntries(Object.entries(listRows(snapshot)).map(([table, rows]) => [table, rows.map(readRow)]));
/** As the server would have read it: every number keeps its digits. */
const readRow = (row) => Object.fromEntries(parseJson(JSON.stringify(row)));
function listRows({ rules, me, mine, others, assets, given }) {
	const named = Object.values(given).flatMap((row) => row ?? []);
	const models = [...mine.models, ...named.filter(isModel)];
	const containers = [...mine.containers, ...named.filter((row) => !isModel(row))];
	const owners = [
		...others.containers,
		...others.models,
		...others.benchmarks,
		...assets,
		...named
	];
	return known({
		users: [...new Set(owners.map(({ owner }) => owner))].filter((id) => id !== me.id).map((id) => ({ id })).concat({
			id: me.id,
			email: me.email
		}),
		mlcubes: [...others.containers.map(showName), ...containers.map(showContent)],
		assets: rules.models ? assets.map(showName) : void 0,
		models: rules.models ? [...others.models.map(showName), ...models.map(showModel)] : void 0,
		benchmarks: [...others.benchmarks.map((row) => ({
			...showName(row),
			...showComponents({
				...UNSEEN,
				...row.components
			}, rules)
		})), ...mine.benchmarks.map((row) => showBenchmark(row, rules))]
	});
}
const isModel = (row) => !("fields" in row);
const showName = ({ uid, name, owner }) => ({
	id: uid,
	name,
	owner
});
const showRow = ({ uid, name, owner, state, isValid }) => ({
	id: uid,
	name,
	owner,
	state,
	is_valid: isValid
});
const showContent = (row) => ({
	...row.fields,
	...showRow(row)
});
const showModel = (row) => ({
	...showRow(row),
	type: row.asset === void 0 ? "CONTAINER" : "ASSET",
	container: row.container === void 0 ? null : showContent(row.container),
	asset: row.asset === void 0 ? null : showContent(row.asset)
});
/** The components under the server's keys; null for one that a topology has not. */
const showComponents = (uids, rules) => Object.fromEntries(Object.entries(componentKeys(rules)).map(([role, key]) => [key, uids[role] ?? null]));
/** Every benchmark has parts, also one of which no more was seen than its name; a uid that no container seen so far has to have. */
const UNSEEN = {
	data_preparator: 1,
	reference_model: 1,
	evaluator: 1
};
function showBenchmark(row, rules) {
	return known({
		...row.fields,
		...showRow(row),
		...showComponents(row.components, rules),
		is_active: row.isActive,
		approval_status: row.approval,
		approved_at: row.approvedAt,
		committee_members: row.committee
	});
}

// src/plan/rehearsal/suppose.ts
/** An address where nothing is, for a file that is not published yet. */
const ADDRESS = "https://example.org/not-published-yet";
/** A hash of nothing, one for each role, since two containers with one hash would be one container. */
const supposeHash = (role) => String(ROLES.indexOf(role) + 2).repeat(64);
/** The evidence with something in the place of all that is known only after a merge has begun. */
const supposeEvidence = ({ components, demoDataset, results, ...rest }) => ({
	...rest,
	components: Object.fromEntries(Object.entries(components).map(([role, one]) => [role, supposeComponent(role, one)])),
	demoDataset: {
		...supposeFile(demoDataset, "demo"),
		generatedUid: demoDataset.generatedUid ?? supposeHash("demo")
	},
	results: results ?? {}
});
function supposeComponent(role, evidence) {
	const { uid, image, additionalFiles, imageFile, manifest, parametersFile } = evidence;
	if (uid !== void 0) return evidence;
	const file = (one) => one && supposeFile(one, role);
	return known({
		image: supposeImage(role, image),
		additionalFiles: file(additionalFiles),
		imageFile: file(imageFile),
		manifest: file(manifest ?? {}),
		parametersFile: file(parametersFile ?? {})
	});
}
function supposeImage(role, image) {
	const hash = `sha256:${supposeHash(role)}`;
	const { imageId = hash, fileHash = hash } = image;
	return known({
		digest: imageId,
		reference: image.toPush ? `lab/${role}:not-pushed-yet` : void 0,
		...image,
		imageId,
		fileHash
	});
}
const supposeFile = ({ url = ADDRESS, sha256 }, role) => ({
	url,
	sha256: sha256 ?? supposeHash(role)
});
/** The rows that benchmark.yaml names by `uid` and nobody could look up, as somebody else’s who has them ready. */
function supposeGiven(snapshot, { components }) {
	if (snapshot.blind === void 0) return snapshot.given;
	const supposed = listRoles(components).flatMap((role) => {
		const component = components[role];
		return component?.uid === void 0 ? [] : [[role, supposeRow(snapshot, component, component.uid)]];
	});
	return {
		...Object.fromEntries(supposed),
		...snapshot.given
	};
}
/** Of what is inside a model nobody knows the uid: one that nothing else has. */
const INSIDE = 2e9;
function supposeRow({ rules, me }, { role, kind, fields }, uid) {
	const row = {
		uid,
		name: `${nameRole(role)} ${uid}`,
		owner: me.id + 1,
		state: "OPERATION",
		isValid: true
	};
	return isModelRole(rules, role) ? {
		...row,
		[kind]: {
			...row,
			uid: INSIDE,
			fields
		}
	} : {
		...row,
		fields
	};
}

// src/plan/rehearsal/rehearse.ts
/**
* Carries a plan out on a server in memory, which does what the real one was found to do and holds what it showed. What is known
* only once files and images are published is made up. Rejects where it cannot be rehearsed.
*/
async function rehearse(input) {
	const { snapshot, wanted } = resolvePlan(input);
	const asked = asSomebody(snapshot);
	const seen = {
		...asked,
		given: supposeGiven(asked, wanted)
	};
	using server = await openMemoryServer({
		...nameFeatures(seen.rules),
		origin: seen.origin
	});
	server.fill(restoreRows(seen));
	return await walk(createClient({
		origin: seen.origin,
		rules: seen.rules,
		send: askMemory(server, seen)
	}), {
		...input,
		evidence: supposeEvidence(input.evidence)
	});
}
/** Somebody to register as, where nobody asked the server or its lock does not say whose it is. */
const asSomebody = (snapshot) => ({
	...snapshot,
	me: {
		id: Math.max(1, snapshot.me.id),
		email: snapshot.me.email || "owner@example.org"
	}
});
const nameFeatures = ({ era, policies, containerName, committee }) => ({
	era,
	with: era === "mlcube" ? [...policies ? ["policies"] : [], ...containerName > 20 ? ["long-names"] : []] : era === "model" && committee ? ["committee"] : []
});
const askMemory = (server, { origin, me }) => async (method, path, body) => {
	const text = body === void 0 ? void 0 : JSON.stringify(body);
	const answer = await server.answer(known({
		method,
		target: path,
		user: me.id,
		body: text
	}));
	return {
		method,
		url: new URL(path, origin).href,
		status: answer.status,
		body: parseJson$1(answer.text)
	};
};
async function walk(client, input) {
	const writes = [];
	let snapshot = await takeSnapshot(client, listGivenUids(input.evidence));
	while (writes.length < 20) {
		const step = findNextStep(resolvePlan({
			...input,
			snapshot
		}));
		if (step === void 0) break;
		const error = await tryStep(client, step);
		if (error !== void 0) return {
			writes,
			refused: {
				write: describeStep(step),
				error
			}
		};
		writes.push(describeStep(step));
		snapshot = await refreshSnapshot(client, snapshot);
	}
	return { writes };
}
async function tryStep(client, step) {
	try {
		if (step.kind === "create") await client.create(step.collection, step.body);
		else await client.update(step.collection, step.uid, step.body);
		return;
	} catch (error) {
		if (error instanceof ExpectedError) return error;
		throw error;
	}
}

// src/plan/rehearsal/add-rehearsal.ts
/** The plan with the writes of its rehearsal; what refuses one of them there forbids it. Each write is said as a line of the log. */
async function addRehearsal(input, say) {
	const { writes, issue } = await tryRehearsal(input);
	for (const write of writes) say(`rehearsed: ${write}`);
	const foreseen = [...input.foreseen ?? [], ...issue === void 0 ? [] : [issue]];
	return planSubmission({
		...input,
		foreseen,
		rehearsed: writes
	});
}
async function tryRehearsal(input) {
	try {
		const { writes, refused } = await rehearse(input);
		if (refused === void 0) return { writes };
		const { message, hint } = refused.error;
		return {
			writes,
			issue: known({
				severity: "error",
				message: `a MedPerf server of this kind refuses request ${writes.length + 1} of the registration, ${refused.write}: ${message}`,
				hint: hint ?? "Change what it names. Nothing is written before all of it can be.",
				code: "rehearsal-refused"
			})
		};
	} catch (error) {
		const { message } = explainCause(error);
		return {
			writes: [],
			issue: {
				severity: "notice",
				message: `the registration was not rehearsed (${error instanceof ExpectedError ? message : `an error of this action: ${message}`})`,
				hint: "It can go on all the same. If it is an error of this action, please report it.",
				code: "not-rehearsed"
			}
		};
	}
}

export { addRehearsal };