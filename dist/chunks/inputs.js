import { F as NEVER, O as string, T as object, b as email, k as stringbool, m as _enum, t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { t as number } from "./coerce.js";
import { i as quoteName } from "./text.js";
import { t as RUNTIMES } from "./benchmark.js";
import { a as parseGpusOrNone, n as GPUS_OR_NONE_WORDS } from "./gpus.js";
import { t as MODES } from "./intent.js";
import { n as parseRetire } from "./list.js";
import { n as SIZE_WORDS, o as sizeInBytes } from "./size.js";
import { t as parsePassEnvironment } from "./pass-environment.js";

// src/job/job.ts
/** How benchmark.lock.json gets into the repository after a registration. */
const LOCK_COMMITS = [
	"none",
	"commit",
	"pull-request"
];

// src/runner/input-schema.ts
const optional = string().trim().transform((text) => text || void 0);
const HOME = /^~(?:[\w.-]*\/|$)/;
const isWritten = (text) => text === void 0 || !HOME.test(text);
const FULL_PATH = "a path in full, or one in the workspace: `~` means something to shells alone";
const path = optional.refine(isWritten, FULL_PATH);
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
const flag = stringbool("`true` or `false`");
/** What each input of action.yml has to be, with the words for one that is not. */
const InputSchema = object({
	config: string().trim().min(1, "a path").refine(isWritten, FULL_PATH),
	mode: _enum(MODES, `one of ${MODES.map((mode) => `\`${mode}\``).join(", ")}`),
	token,
	runtime: optional.pipe(_enum(RUNTIMES, `one of ${RUNTIMES.join(", ")}`).optional()),
	gpus,
	sequential: flag,
	"work-directory": path,
	"pass-environment": passEnvironment,
	"max-files": count,
	"max-size": size,
	"max-ratio": count,
	"allow-private-addresses": flag,
	server: string().trim().min(1, "an address"),
	"medperf-token": optional,
	"login-email": optional.pipe(email("an e-mail address").optional()),
	"ca-file": path,
	"decryption-key": string().transform((text) => text === "" ? void 0 : text),
	report: path,
	"report-run": reportRun,
	"dry-run": flag,
	"register-branch": branch,
	"push-images": flag,
	"commit-lock": _enum(LOCK_COMMITS, `one of ${LOCK_COMMITS.join(", ")}`),
	retire,
	"allow-events-with-secrets": flag
});
/** The names of all inputs that the code reads; a test compares them with action.yml. */
const ACTION_INPUTS = Object.keys(InputSchema.shape);
/** As action.yml has them; they hold where the built file is started by hand, without the runner that fills them in. */
const USUAL_INPUTS = {
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
const SUBMIT_INPUTS = [
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

// src/runner/inputs.ts
/** Reads the inputs of action.yml from `INPUT_*`; with an ExpectedError that names every input with a wrong value. */
const readInputs = (given) => parseInputs((name) => readValue(given, name));
/** Reads the inputs of submit/action.yml, which does one thing alone; as `readInputs`. */
function readSubmitInputs(given) {
	const mode = readValue(given, "mode");
	const names = SUBMIT_INPUTS;
	const read = parseInputs((name) => {
		if (name === "mode") return "submit";
		return names.includes(name) ? readValue(given, name) : "";
	});
	return mode === "" || mode === "submit" ? read : {
		...read,
		wrong: otherMode(mode)
	};
}
const otherMode = (mode) => new ExpectedError("input", `Input mode must be left away: this action registers what an earlier job tested, and was given ${quoteName(mode, 50)}.`, {
	code: "input-mode-of-submit",
	hint: "For another mode take `uses: medperf/benchmark-action`, without `/submit`."
});
const readValue = (given, name) => given[`INPUT_${name.toUpperCase()}`] ?? "";
function parseInputs(value) {
	const faults = [];
	const read = ACTION_INPUTS.map((name) => {
		const fallback = USUAL_INPUTS[name] ?? "";
		const given = value(name) || fallback;
		const { success, data, error } = InputSchema.shape[name].safeParse(given);
		if (success) return [name, data];
		faults.push(...error.issues.map(({ message }) => describe(name, message, given)));
		return [name, InputSchema.shape[name].parse(fallback)];
	});
	const made = makeInputs(Object.fromEntries(read));
	return faults.length === 0 ? made : {
		...made,
		wrong: wrongInputs(faults)
	};
}
function makeInputs({ config, mode, token, runtime, sequential, ...data }) {
	const { report, server, gpus, retire, ...rest } = data;
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
/** What nobody else is to see, right or wrong. */
const HIDDEN = [
	"token",
	"medperf-token",
	"decryption-key",
	"login-email"
];
/** What an input must be, and what was given where the words do not quote it already. */
function describe(name, message, given) {
	const shown = quoteName(given, 100);
	return `Input ${name} must be ${message}${!HIDDEN.includes(name) && !message.includes(shown) ? `, not ${shown}` : ""}.`;
}
const wrongInputs = (faults) => new ExpectedError("input", faults.join(" "), {
	code: "wrong-input",
	hint: `Correct ${faults.length === 1 ? "it" : "them"} in the workflow, below \`with:\` of this step.`
});

export { readSubmitInputs as n, readInputs as t };