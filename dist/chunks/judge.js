import { D as strictObject, O as string, S as literal, _ as boolean, g as array, m as _enum, s as CodeSchema, x as int } from "./error.js";
import { t as known } from "./known.js";
import { n as isRawNumber, t as isMapping } from "./value.js";
import { r as shownRow } from "./list.js";
import { t as writeYaml } from "./writer.js";
import { t as ROLES } from "./role.js";
import { a as ERAS } from "./lock.js";
import { n as STATES, t as APPROVALS } from "./rows.js";

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
function decideNext(rules, state, approval) {
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
	if (!rules.policies && state === "DEVELOPMENT") return {
		who: "owner",
		text: "In DEVELOPMENT this server can neither approve nor reject it: set `submit.state` to operation when it is ready."
	};
	return {
		who: "administrator",
		text: `An administrator of the server must approve it; ${WRITE}.`
	};
}
/** Who has to act after a merge, before it happened. */
function foreseeNext({ components, benchmark }, blocked) {
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

// src/medperf/plan/step.ts
/** A step as one line of a log says it. */
function describeStep(step) {
	const fields = step.kind === "create" ? "" : ` (${Object.keys(step.body).join(", ")})`;
	return `${step.kind} ${step.collection} ${step.name}${fields}`;
}
/** What makes two steps the same: the row and the fields, not their values. */
const makeStepKey = (step) => [
	step.kind,
	step.collection,
	step.kind === "create" ? step.name : step.uid,
	...Object.keys(step.body)
].join(" ");
/**
* The next write, or undefined when the server holds what is wanted. What can be taken back comes first and what freezes
* last: containers and models, then a benchmark that exists, then the components' states, then a new benchmark, and its
* state in a request of its own, because the server checks it against the components stored before (docs/medperf.md 6.5).
*/
const findNextStep = ({ decisions }) => listSteps(decisions)[0];
/** All writes that decisions come to, as far as they are known before the first, in their order. */
const listSteps = ({ components, benchmark }) => [
	...components.flatMap(contentSteps),
	...benchmarkUpdate(benchmark),
	...components.flatMap(promotion),
	...benchmarkCreate(benchmark),
	...benchmarkPromotion(benchmark)
];
function contentSteps(decision) {
	const { verdict, role, kind, write, candidate, collection, name, state } = decision;
	if (write === void 0) return [];
	if (verdict === "create" || verdict === "needs a new version") {
		const content = {
			name,
			state,
			...write,
			metadata: {}
		};
		return [{
			kind: "create",
			subject: role,
			collection,
			name,
			body: collection === "models" ? modelAround(kind, content) : content
		}];
	}
	if (candidate === void 0) return [];
	const { is_valid: valid, ...content } = write;
	const common = {
		kind: "update",
		subject: role,
		name
	};
	const { contentUid: uid } = candidate;
	return [{
		...common,
		...holderOf(candidate),
		body: known({ is_valid: valid })
	}, {
		...common,
		collection: TABLES[candidate.kind],
		uid,
		body: content
	}].filter(({ body }) => Object.keys(body).length > 0);
}
const TABLES = {
	container: "mlcubes",
	asset: "assets"
};
/** A model with what is inside it; the two share name and state (docs/medperf.md 5.1). */
function modelAround(kind, content) {
	const { name, state } = content;
	return {
		name,
		state,
		container: null,
		asset: null,
		metadata: {},
		type: kind.toUpperCase(),
		[kind]: content
	};
}
/** State and validity of what is inside a model change through the model, which takes it along (docs/medperf.md 5.3). */
const holderOf = ({ uid, modelUid }) => modelUid === void 0 ? {
	collection: "mlcubes",
	uid
} : {
	collection: "models",
	uid: modelUid
};
function promotion({ role, name, promote, candidate }) {
	if (!promote || candidate === void 0) return [];
	return [{
		kind: "update",
		subject: role,
		name,
		...holderOf(candidate),
		body: { state: "OPERATION" }
	}];
}
const BENCHMARK = {
	subject: "benchmark",
	collection: "benchmarks"
};
function benchmarkUpdate({ uid, name, write }) {
	if (uid === void 0 || write === void 0 || Object.keys(write).length === 0) return [];
	return [{
		kind: "update",
		...BENCHMARK,
		name,
		uid,
		body: write
	}];
}
function benchmarkCreate({ uid, name, write, state }) {
	if (uid !== void 0 || write === void 0) return [];
	return [{
		kind: "create",
		...BENCHMARK,
		name,
		body: {
			name,
			state,
			...write
		}
	}];
}
function benchmarkPromotion({ uid, name, promote }) {
	if (uid === void 0 || !promote) return [];
	return [{
		kind: "update",
		...BENCHMARK,
		name,
		uid,
		body: { state: "OPERATION" }
	}];
}

// src/medperf/plan/voice.ts
/**
* How a plan is spoken of: `will` where something says that a merge registers, `would` where somebody asked for the plan all the
* same, `perhaps` where nothing says so, `dry run`, and `did not` of a merge that registered nothing, or a part.
*/
const VOICES = [
	"will",
	"would",
	"perhaps",
	"dry run",
	"did not"
];
/** The voice of a plan before anything was written. */
function chooseVoice({ dryRun, speaksForIt, isAsked }) {
	if (dryRun) return "dry run";
	if (speaksForIt) return "will";
	return isAsked ? "would" : "perhaps";
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
	/** Why a merge may find that there is less to do. */
	unsure: text(600).optional(),
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
	code: CodeSchema.optional(),
	role: _enum(ROLES).optional()
});
/** What a merge will do on the server; JSON that may cross from one job to another, so everything in it is bounded. */
const PlanSchema = strictObject({
	schema: literal(1),
	/** How it is spoken of; absent in reports of older versions, which say `will`. */
	voice: _enum(VOICES).optional(),
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
	actions: array(ActionSchema).max(ROLES.length + 1),
	/** What is marked as not valid, on request, after everything is registered. */
	retire: array(RetireSchema).max(100).optional(),
	issues: array(IssueSchema).max(200),
	/** The writes that went through on a server in memory of the real one's kind, a line each, in their order. */
	rehearsed: array(text(400)).max(20).optional(),
	/** Nothing would be written, because of an action or an issue. */
	blocked: boolean(),
	/** Who has to act after the merge. */
	next: strictObject({
		who: _enum(NEXT),
		text: text(600)
	})
});

// src/words/signed-url.ts
const isoBasic = (text) => text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
/** Seconds since 1970, some write milliseconds or hexadecimal digits, or a date. */
function readDate(text = "") {
	const seconds = /^\d{9,11}$/.test(text) ? Number(text) : /^\d{12,14}$/.test(text) ? Number(text) / 1e3 : /^[0-9a-f]{8}$/i.test(text) ? Number.parseInt(text, 16) : Date.parse(isoBasic(text)) / 1e3;
	const date = /* @__PURE__ */ new Date(seconds * 1e3);
	return Number.isNaN(date.getTime()) ? void 0 : date;
}
const at = (name) => (query) => readDate(query.get(name));
/** A begin and a number of seconds. */
const after = (begin, seconds) => (query) => {
	const start = readDate(query.get(begin));
	const length = Number(query.get(seconds) || NaN);
	const end = new Date((start?.getTime() ?? NaN) + length * 1e3);
	return Number.isNaN(end.getTime()) ? void 0 : end;
};
/** The end of `1700000000;1700003600`. */
const endOf = (name) => (query) => readDate(query.get(name)?.split(/[;,]/)[1]);
/** `exp=1700000000~acl=…~hmac=…`. */
const within = (name) => (query) => readDate(/(?:^|~)exp=(\d+)/.exec(query.get(name) ?? "")?.[1]);
const SCHEMES = [
	{
		by: "Amazon S3",
		marks: [
			["x-amz-signature"],
			["x-amz-credential"],
			["x-amz-expires"],
			["x-amz-security-token"]
		],
		expires: after("x-amz-date", "x-amz-expires")
	},
	{
		by: "Amazon S3",
		marks: [["awsaccesskeyid", "signature"]],
		expires: at("expires")
	},
	{
		by: "Google Cloud Storage",
		marks: [
			["x-goog-signature"],
			["x-goog-credential"],
			["x-goog-expires"]
		],
		expires: after("x-goog-date", "x-goog-expires")
	},
	{
		by: "Google Cloud Storage",
		marks: [["googleaccessid", "signature"]],
		expires: at("expires")
	},
	{
		by: "Amazon CloudFront",
		marks: [["key-pair-id", "signature"]],
		expires: at("expires")
	},
	{
		by: "Azure",
		marks: [
			["sig", "se"],
			["sig", "sv"],
			["sig", "sp"],
			["sig", "si"]
		],
		expires: at("se")
	},
	{
		by: "Alibaba Cloud",
		marks: [["ossaccesskeyid", "signature"]],
		expires: at("expires")
	},
	{
		by: "Alibaba Cloud",
		marks: [["x-oss-signature"], ["x-oss-credential"]],
		expires: after("x-oss-date", "x-oss-expires")
	},
	{
		by: "Tencent Cloud",
		marks: [["q-signature"], ["q-sign-algorithm"]],
		expires: endOf("q-sign-time")
	},
	{
		by: "Huawei Cloud",
		marks: [["accesskeyid", "signature"]],
		expires: at("expires")
	},
	{
		by: "Huawei Cloud",
		marks: [["x-obs-signature"], ["x-obs-credential"]],
		expires: after("x-obs-date", "x-obs-expires")
	},
	{
		by: "Volcano Engine",
		marks: [["x-tos-signature"], ["x-tos-credential"]],
		expires: after("x-tos-date", "x-tos-expires")
	},
	{
		by: "OpenStack Swift",
		marks: [["temp_url_sig"]],
		expires: at("temp_url_expires")
	},
	{
		by: "Akamai",
		marks: [["hdnea"]],
		expires: within("hdnea")
	},
	{
		by: "Akamai",
		marks: [["hdnts"]],
		expires: within("hdnts")
	},
	{
		by: "Akamai",
		marks: [["__token__"]],
		expires: within("__token__")
	},
	{
		by: "SharePoint",
		marks: [["tempauth"]]
	},
	{
		by: "GitHub",
		marks: [["urlsignature", "urlexpires"]],
		expires: at("urlexpires")
	},
	{
		by: "Alibaba Cloud",
		marks: [["auth_key"]],
		expires: (query) => readDate(query.get("auth_key")?.split("-")[0])
	},
	...[
		"signature",
		"sig",
		"sign",
		"hmac",
		"hash",
		"md5",
		"token"
	].flatMap((mark) => [
		"expires",
		"expire",
		"expiry",
		"expiration",
		"exp",
		"deadline",
		"validuntil"
	].map((end) => ({
		by: `\`${mark}\` and \`${end}\``,
		marks: [[mark, end]],
		expires: at(end)
	})))
];
/** Hosts whose addresses lead to a file for a while, whatever stands behind them. */
const PASSING = [
	{
		by: "Dropbox",
		host: /^uc[0-9a-f]{10,}\.(dl|previews)\.dropboxusercontent\.com$/,
		path: /^\/cd\//
	},
	{
		by: "Google Drive",
		host: /^doc-[0-9a-z-]+-docs\.googleusercontent\.com$/,
		path: /^\/docs\/securesc\//
	},
	{
		by: "Oracle Cloud",
		kind: "token",
		host: /^objectstorage\.[a-z0-9-]+\.(oraclecloud|customer-oci)\.com$/,
		path: /^\/p\/[^/]+\/n\//
	},
	{
		by: "Box",
		host: /^(public|dl\d*)\.boxcloud\.com$/,
		path: /^\/d\/1\//
	}
];
/** Parameters that hold a login. */
const LOGINS = /* @__PURE__ */ new Set([
	...[
		"private_token",
		"job_token",
		"access_token",
		"oauth_token",
		"auth_token",
		"id_token",
		"bearer",
		"jwt"
	],
	...[
		"rss_token",
		"feed_token",
		"deploy_token",
		"personal_access_token",
		"x-auth-token",
		"authorization"
	],
	...[
		"api_key",
		"apikey",
		"api-key",
		"x-api-key",
		"access_key",
		"accesskey",
		"secret_key",
		"secretkey"
	],
	...[
		"client_secret",
		"secret",
		"password",
		"passwd",
		"pwd",
		"pass"
	],
	...[
		"jsessionid",
		"phpsessid",
		"sessionid",
		"session_id",
		"session"
	]
]);
/** Those of them that data is told apart by as well: `session=2` of a subject, `pass=1` of a scan. */
const COMMON = /* @__PURE__ */ new Set([
	"session",
	"session_id",
	"sessionid",
	"pass"
]);
/** UTF-16 units: nothing shorter keeps anybody out. */
const SHORTEST_COMMON = 8;
const isLogin = (name, value) => value !== "" && LOGINS.has(name) && !(COMMON.has(name) && value.length < SHORTEST_COMMON);
/** What a token begins with wherever it stands: GitHub, GitLab, Hugging Face, Google. */
const KNOWN_TOKEN = /^(gh[a-z]_|github_pat_|gl[a-z]{2,5}-|hf_[A-Za-z]{20}|AIza[\w-]{30}|ya29\.)/;
const GITHUB = /(^|\.)(github|githubusercontent)\.com$/;
/**
* What makes an address one that ends or that nobody else should have; undefined for an honest one. Tells by the names of its
* parameters, as the clouds document them.
*/
function findSignedUrl(address) {
	const url = URL.parse(address.replace(/^direct:/, ""));
	if (url === null) return void 0;
	const query = readQuery(url);
	const scheme = SCHEMES.find(({ marks }) => marks.some((names) => names.every((name) => query.get(name))));
	if (scheme !== void 0) return withDate("signed", scheme.by, scheme.expires?.(query));
	const passing = PASSING.find(({ host, path }) => host.test(url.hostname) && path.test(url.pathname));
	if (passing !== void 0) return {
		kind: passing.kind ?? "signed",
		by: passing.by
	};
	const login = [...query].find(([name, value]) => isLogin(name, value) || KNOWN_TOKEN.test(value));
	if (login !== void 0) return withDate("login", `\`${login[0]}\``, dateOfJwt(login[1]));
	const token = query.get("token");
	if (!token) return void 0;
	if (GITHUB.test(url.hostname)) return {
		kind: "signed",
		by: "GitHub"
	};
	const expires = dateOfJwt(token);
	return expires === void 0 ? {
		kind: "token",
		by: "`token`"
	} : withDate("signed", "`token`", expires);
}
const withDate = (kind, by, expires) => expires === void 0 ? {
	kind,
	by
} : {
	kind,
	by,
	expires
};
/** The parameters by their names in lower case, also where `;` parts them or they stand behind `#`. */
function readQuery({ search, hash }) {
	const pairs = [search, hash.includes("=") ? hash : ""].flatMap((part) => part.replace(/^[?#]/, "").split(/[&;](?=[^&;=]+=)/)).flatMap((pair) => [...new URLSearchParams(pair)]);
	return new Map(pairs.map(([name, value]) => [name.toLowerCase(), value]));
}
/** When a JWT ends, where it is one that says so. */
function dateOfJwt(token) {
	const payload = /^eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]*$/.exec(token)?.[1];
	if (payload === void 0) return void 0;
	const [, seconds] = /"exp"\s*:\s*(\d{9,11})\b/.exec(Buffer.from(payload, "base64url").toString()) ?? [];
	return readDate(seconds);
}
const SECRET_NAMES = [
	...[
		"[\\w-]*signature",
		"[\\w-]*credential",
		"[\\w-]*security-token",
		"sig",
		"sign",
		"hmac",
		"hash",
		"md5",
		"policy"
	],
	...[
		"key-pair-id",
		"awsaccesskeyid",
		"googleaccessid",
		"ossaccesskeyid",
		"accesskeyid",
		"q-ak",
		"temp_url_sig"
	],
	...[
		"hdnea",
		"hdnts",
		"__token__",
		"tempauth",
		"auth_key",
		"token",
		...LOGINS
	]
];
const SECRETS = new RegExp(`([?&;#](?:${SECRET_NAMES.join("|")})=)[^&;#]+`, "gi");
const TOKENS = new RegExp(`(=)(?:${KNOWN_TOKEN.source.slice(1)})[^&;#]*`, "g");
const USER = /^((?:direct:)?https?:\/\/)[^/?#]*@/i;
/** A text in which no address shows its signature, token, user or password; honest addresses stay as they are. */
const hideUrlSecrets = (text) => text.replaceAll(/\bhttps?:\/\/[^\s"'`<>]+/gi, (address) => {
	const found = findSignedUrl(address);
	const shown = address.replace(USER, "$1***@");
	if (found === void 0) return shown;
	if (PASSING.some(({ by }) => by === found.by)) return `${URL.parse(address)?.origin ?? ""}/***`;
	return shown.replaceAll(SECRETS, "$1***").replaceAll(TOKENS, "$1***");
});

// src/yaml/kind.ts
/** What kind of value it is, as a sentence says it: `a list`, `text`. */
function nameKind(value) {
	if (value === null) return "nothing";
	if (Array.isArray(value)) return "a list";
	if (isMapping(value)) return "a mapping";
	if (typeof value === "string") return "text";
	return typeof value === "number" || isRawNumber(value) ? "a number" : "a boolean";
}
/** UTF-16 units of a value that is shown as an example; of a longer one there are dots. */
const LONGEST_SHOWN = 60;
/** A value that is no mapping under a name, as a line of YAML: `scores: [0.5, 0.6]`. */
function writeNamed(name, value) {
	if (!Array.isArray(value)) return `${name}: ${isMapping(value) ? "…" : writeShort(value)}`;
	const items = value;
	const list = items.length <= LONGEST_SHOWN && items.every((item) => isLeaf(item)) ? items.map(writeShort).join(", ") : "…";
	return `${name}s: [${list.length > LONGEST_SHOWN ? "…" : list}]`;
}
const isLeaf = (value) => !Array.isArray(value) && !isMapping(value);
function writeShort(value) {
	if (typeof value === "string" && value.length > LONGEST_SHOWN) return "…";
	const text = writeYaml(value).trim();
	return text.length > LONGEST_SHOWN || text.includes("\n") ? "…" : text;
}

// src/containers/support.ts
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
/** Whether a runtime that was asked for can run a type of container (docs/medperf.md 12.1, in MedPerf's words). */
function cannotRun(type, runtime) {
	if (!type.endsWith("SingularityFile") || runtime !== "docker" && runtime !== "podman") return void 0;
	return {
		message: `Cannot run this container using ${runtime}: a SingularityFile needs apptainer or singularity`,
		hint: "Set `run.runtime` to `auto` or `apptainer`."
	};
}

// src/yaml/find.ts
/** The leaves and keys of a value that are wanted, in its order. */
function findLeaves(value, isWanted) {
	const found = [];
	const path = [];
	const look = (leaf, isKey) => {
		if (isWanted(leaf, isKey)) found.push({
			path: [...path],
			isKey,
			value: leaf
		});
	};
	const visit = (one) => {
		const isList = Array.isArray(one);
		if (!isList && !isMapping(one)) {
			look(one, false);
			return;
		}
		for (const [key, child] of Object.entries(one)) {
			path.push(key);
			if (!isList) look(key, true);
			visit(child);
			path.pop();
		}
	};
	visit(value);
	return found;
}

// src/yaml/sendable.ts
/** Why no server holds a leaf or key in a field of JSON, as the end of a sentence (docs/medperf.md 2.7); undefined where one does. */
function explainUnholdable(leaf) {
	if (typeof leaf === "string") return faultOfText(leaf);
	if (!isRawNumber(leaf)) return void 0;
	return /[.e]/i.test(leaf.rawJSON) && !Number.isFinite(Number(leaf.rawJSON)) ? "is a number without end" : void 0;
}
function faultOfText(text) {
	if (text.includes("\0")) return "has a zero character";
	return text.isWellFormed() ? void 0 : "has half of a surrogate pair";
}
const WORD = /\b(?:NaN|Infinity)\b/;
/**
* Whether MedPerf's client cannot send a text, or a key: it looks for the whole words `NaN` and `Infinity` in the JSON of a body,
* where every character beyond ASCII is an escape (docs/medperf.md 6.8).
*/
const breaksSanitising = (text) => {
	if (!text.includes("NaN") && !text.includes("Infinity")) return false;
	return WORD.test(JSON.stringify(text).replaceAll(/[^ -~]/g, escapeUnit));
};
const escapeUnit = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

// src/medperf/plan/decide/names.ts
/** The version that a name has in the family of `base`: `base` itself is 1, `base-v3` is 3; undefined outside of it. */
function readVersion(base, name) {
	if (name === base) return 1;
	const match = name.startsWith(`${base}-v`) ? /^[1-9]\d{0,8}$/.exec(name.slice(base.length + 2)) : null;
	const version = match === null ? void 0 : Number(match[0]);
	return version === void 0 || version < 2 ? void 0 : version;
}
/** The rows of a family, the newest version first. */
const findFamily = (base, rows) => rows.filter(({ name }) => readVersion(base, name) !== void 0).toSorted((a, b) => (readVersion(base, b.name) ?? 0) - (readVersion(base, a.name) ?? 0));
/** The name of the version after all that exist; numbers whose names somebody else took are left out. */
function nextName(base, family, isTaken) {
	const newest = Math.max(1, ...family.map(({ name }) => readVersion(base, name) ?? 1));
	for (let version = newest + 1;; version += 1) {
		const name = `${base}-v${version}`;
		if (!isTaken(name)) return name;
	}
}

// src/medperf/plan/decide/left-over.ts
/**
* Whether a server that was brought to the topology era made something of a benchmark that it takes from nobody: one of
* containers whose model is an asset. In OPERATION no request can change it any more (docs/medperf.md 6.10).
*/
const isLeftOver = ({ mine }, { state, fields, components }) => state === "OPERATION" && fields["topology"] === "byo_inference_script" && mine.models.some(({ uid, asset }) => uid === components.reference_model && asset !== void 0);

// src/medperf/plan/retire/in-use.ts
/**
* What a plan uses. `considered` counts the rows as well that a new version is to take the place of: whether it is needed may
* only turn out after a push.
*/
function listKept({ components, benchmark }, considered = false) {
	const used = components.flatMap(({ verdict, candidate }) => candidate === void 0 || !considered && (verdict === "needs a new version" || BLOCKING.has(verdict)) ? [] : [candidate]);
	return {
		containers: new Set(used.flatMap(({ kind, contentUid }) => kind === "container" ? contentUid : [])),
		models: new Set(used.flatMap(({ modelUid }) => modelUid ?? [])),
		benchmarks: new Set(benchmark.uid === void 0 ? [] : [benchmark.uid])
	};
}
/** Who uses a row of one's own, in words; undefined where nobody does. Rejected and retired benchmarks use nothing. */
function findUser(snapshot, kept, { collection, uid }) {
	switch (collection) {
		case "benchmarks": return userOfBenchmark(snapshot, kept, uid);
		case "models": return userOfModel(snapshot, kept, uid);
		case "mlcubes": return userOfContainer(snapshot, kept, uid);
	}
}
const THIS = "this benchmark.yaml is registered with it";
const LEFT_OVER = "the server takes no change of it since it has topologies, because its model is an asset: only an administrator can end that, who may delete it";
function userOfBenchmark(snapshot, kept, uid) {
	if (kept.benchmarks.has(uid)) return "this benchmark.yaml is registered as it";
	const row = snapshot.mine.benchmarks.find((one) => one.uid === uid);
	if (row !== void 0 && isLeftOver(snapshot, row)) return LEFT_OVER;
	const approval = row?.approval;
	if (approval === "PENDING") return "it is pending, and would stay so: only an administrator can end that";
	return approval === "APPROVED" ? "it is approved, so that participants may stand on it" : void 0;
}
function userOfModel(snapshot, kept, uid) {
	if (kept.models.has(uid)) return THIS;
	const container = snapshot.mine.models.find((row) => row.uid === uid)?.container?.uid;
	if (container !== void 0 && kept.containers.has(container)) return THIS;
	return benchmarkOn(snapshot, ({ reference_model: model, ...others }) => model === uid || container !== void 0 && Object.values(others).includes(container));
}
function userOfContainer(snapshot, kept, uid) {
	const model = snapshot.mine.models.find(({ container }) => container?.uid === uid);
	if (model !== void 0) return `it is inside model ${model.uid}, which is retired together with it`;
	if (kept.containers.has(uid)) return THIS;
	const { models: isModel } = snapshot.rules;
	return benchmarkOn(snapshot, ({ reference_model: base, ...others }) => Object.values(others).includes(uid) || !isModel && base === uid);
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
		const reason = row === void 0 ? strangerOf(snapshot, request) : findUser(snapshot, kept, request);
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
function findStrayRows(snapshot, names, kept) {
	const { benchmarks, containers, models } = snapshot.mine;
	const family = (collection, rows) => names.flatMap((name) => findFamily(name, rows)).filter(({ isValid }) => isValid).map(({ uid, name }) => ({
		collection,
		uid,
		name
	}));
	return [
		...family("benchmarks", benchmarks),
		...family("mlcubes", containers),
		...family("models", models)
	].filter((row) => findUser(snapshot, kept, row) === void 0);
}
/** The input that would retire these rows. */
const retireInput = (rows) => rows.map(shownRow).join(", ");

export { listSteps as C, BLOCKING as D, foreseeNext as E, findNextStep as S, decideNext as T, findSignedUrl as _, isLeftOver as a, chooseVoice as b, readVersion as c, findLeaves as d, CONTAINER_TYPES as f, writeNamed as g, nameKind as h, listKept as i, breaksSanitising as l, isAsset as m, judgeRetire as n, findFamily as o, cannotRun as p, retireInput as r, nextName as s, findStrayRows as t, explainUnholdable as u, hideUrlSecrets as v, makeStepKey as w, describeStep as x, PlanSchema as y };