import { t as RUNTIMES } from "./benchmark.js";
import { a as parseGpusOrNone, n as GPUS_OR_NONE_WORDS } from "./gpus.js";
import { t as ExpectedError } from "./error.js";
import { S as stringbool, k as NEVER, p as email, s as _enum, v as object, x as string } from "./schemas.js";
import { t as number } from "./coerce.js";
import { t as known } from "./known.js";
import { t as MODES } from "./intent.js";
import { n as parseRetire } from "./list.js";
import { n as SIZE_WORDS, o as sizeInBytes } from "./size.js";
import { n as plainLine } from "./text.js";
import { t as parsePassEnvironment } from "./pass-environment.js";

// src/job/job.ts
/** How benchmark.lock.json gets into the repository after a registration. */
const LOCK_COMMITS = [
	"none",
	"commit",
	"pull-request"
];

// src/runner/inputs.ts
const optional = string().trim().transform((text) => text || void 0);
const token = optional.pipe(string().regex(/^[\x21-\x7e]+$/, "the token alone, without spaces or line breaks").optional());
const count = number("a whole number above 0").int("a whole number").min(1, "at least 1");
const size = string().transform((text, context) => {
	const bytes = sizeInBytes(text);
	if (bytes !== void 0) return bytes;
	context.addIssue(SIZE_WORDS);
	return NEVER;
});
const gpus = optional.transform((text, context) => {
	if (text === void 0) return void 0;
	const parsed = parseGpusOrNone(text);
	if (parsed !== void 0) return parsed;
	context.addIssue(GPUS_OR_NONE_WORDS);
	return NEVER;
});
const NO_BRANCH = /[\s~^:?*[\\\p{Cc}]|\.\.|^[/-]|\/$|^refs\/(?!heads\/)/u;
const branch = optional.transform((text, context) => {
	const name = text?.replace(/^refs\/heads\//, "");
	if (name === void 0 || !NO_BRANCH.test(name)) return name;
	context.addIssue("the name of one branch, such as `main`");
	return NEVER;
});
const reportRun = string().trim().regex(/^(?:this|any|[1-9]\d{0,14})$/, "`this`, `any`, or the number of a run").transform((text) => text === "this" || text === "any" ? text : Number(text));
const retire = string().transform((text, context) => {
	const requests = parseRetire(text);
	if (requests !== void 0) return requests;
	context.addIssue("a list such as `container 12, model 7, benchmark 3`, of at most 100 uids of the MedPerf server");
	return NEVER;
});
const passEnvironment = string().transform((text, context) => {
	const read = parsePassEnvironment(text);
	if ("names" in read) return read.names;
	context.addIssue(read.wrong);
	return NEVER;
});
const Schema = object({
	config: string().trim().min(1, "a path"),
	mode: _enum(MODES, `one of ${MODES.map((mode) => `\`${mode}\``).join(", ")}`),
	token,
	runtime: optional.pipe(_enum(RUNTIMES, `one of ${RUNTIMES.join(", ")}`).optional()),
	gpus,
	sequential: stringbool("`true` or `false`"),
	"work-directory": optional,
	"pass-environment": passEnvironment,
	"max-files": count,
	"max-size": size,
	"max-ratio": count,
	"allow-private-addresses": stringbool("`true` or `false`"),
	server: string().trim().min(1, "an address"),
	"medperf-token": optional,
	"login-email": optional.pipe(email("an e-mail address").optional()),
	"ca-file": optional,
	"decryption-key": string().transform((text) => text === "" ? void 0 : text),
	report: optional,
	"report-run": reportRun,
	"dry-run": stringbool("`true` or `false`"),
	"register-branch": branch,
	"push-images": stringbool("`true` or `false`"),
	"commit-lock": _enum(LOCK_COMMITS, `one of ${LOCK_COMMITS.join(", ")}`),
	retire,
	"allow-events-with-secrets": stringbool("`true` or `false`")
});
/** The names of all inputs that the code reads; a test compares them with action.yml. */
const INPUT_NAMES = Object.keys(Schema.shape);
const DEFAULTS = {
	config: "benchmark.yaml",
	mode: "auto",
	sequential: "false",
	"max-files": "1000000",
	"max-size": "200g",
	"max-ratio": "1000",
	"report-run": "this",
	"allow-private-addresses": "false",
	server: "https://api.medperf.org",
	"dry-run": "false",
	"push-images": "false",
	"commit-lock": "none",
	"allow-events-with-secrets": "false"
};
/** What submit/action.yml has: it registers what was tested, so it needs nothing that a test needs. */
const SUBMIT_INPUT_NAMES = [
	"config",
	"report",
	"report-run",
	"token",
	"max-size",
	"allow-private-addresses",
	"server",
	"medperf-token",
	"login-email",
	"ca-file",
	"dry-run",
	"register-branch",
	"commit-lock",
	"retire"
];
/** Reads the inputs of action.yml from `INPUT_*`; throws an ExpectedError that names every input with a wrong value. */
const readInputs = (given) => parseInputs((name) => readValue(given, name));
/** Reads the inputs of submit/action.yml, which does one thing alone; throws like `readInputs`. */
function readSubmitInputs(given) {
	const mode = readValue(given, "mode");
	if (mode !== "" && mode !== "submit") throw new ExpectedError("input", `Input mode must be left away: this action registers what an earlier job tested. For \`${plainLine(mode, 50)}\` take \`uses: medperf/benchmark-action\`, without \`/submit\`.`);
	const names = SUBMIT_INPUT_NAMES;
	return parseInputs((name) => {
		if (name === "mode") return "submit";
		return names.includes(name) ? readValue(given, name) : "";
	});
}
const readValue = (given, name) => given[`INPUT_${name.toUpperCase()}`] ?? "";
function parseInputs(value) {
	const raw = Object.fromEntries(INPUT_NAMES.map((name) => [name, value(name) || (DEFAULTS[name] ?? "")]));
	const parsed = Schema.safeParse(raw);
	if (!parsed.success) throw new ExpectedError("input", parsed.error.issues.map(describe).join("\n"), { cause: parsed.error });
	const { config, mode, token, runtime, sequential, report, server, gpus, retire, ...rest } = parsed.data;
	const inputs = known({
		config,
		mode,
		sequential,
		token,
		runtime,
		gpus,
		workDirectory: rest["work-directory"],
		passEnvironment: rest["pass-environment"],
		caFile: rest["ca-file"],
		decryptionKey: rest["decryption-key"],
		report,
		reportRun: rest["report-run"],
		server,
		dryRun: rest["dry-run"],
		registerBranch: rest["register-branch"],
		allowEventsWithSecrets: rest["allow-events-with-secrets"],
		pushImages: rest["push-images"],
		commitLock: rest["commit-lock"],
		retire,
		allowPrivateAddresses: rest["allow-private-addresses"],
		limits: {
			maxFiles: rest["max-files"],
			maxSize: rest["max-size"],
			maxRatio: rest["max-ratio"]
		}
	});
	const credential = known({
		token: rest["medperf-token"],
		email: rest["login-email"]
	});
	return Object.keys(credential).length === 0 ? { inputs } : {
		inputs,
		credential
	};
}
const describe = ({ path, message }) => `Input ${path.join(".")} must be ${message}.`;

export { readSubmitInputs as i, SUBMIT_INPUT_NAMES as n, readInputs as r, INPUT_NAMES as t };