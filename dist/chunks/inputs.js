import { i as RUNTIMES, n as parseRetire } from "./list.js";
import { a as parseGpusOrNone, n as GPUS_OR_NONE_WORDS } from "./gpus.js";
import { t as ExpectedError } from "./error.js";
import { S as stringbool, k as NEVER, p as email, s as _enum, v as object, x as string } from "./schemas.js";
import { t as number } from "./coerce.js";
import { t as known } from "./known.js";
import { t as MODES } from "./intent.js";
import { n as SIZE_WORDS, o as sizeInBytes } from "./size.js";
import { t as plainLine } from "./text.js";

// src/job/job.ts
/** How benchmark.lock.json gets into the repository after a registration. */
const LOCK_COMMITS = [
	"none",
	"commit",
	"pull-request"
];

// src/runner/inputs.ts
const optional = string().trim().transform((text) => text || void 0);
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
const retire = string().transform((text, context) => {
	const requests = parseRetire(text);
	if (requests !== void 0) return requests;
	context.addIssue("a list such as `container 12, model 7, benchmark 3`, of at most 100 uids of the MedPerf server");
	return NEVER;
});
const Schema = object({
	config: string().trim().min(1, "a path"),
	mode: _enum(MODES, `one of ${MODES.map((mode) => `\`${mode}\``).join(", ")}`),
	token: optional,
	runtime: optional.pipe(_enum(RUNTIMES, `one of ${RUNTIMES.join(", ")}`).optional()),
	gpus,
	sequential: stringbool("`true` or `false`"),
	"work-directory": optional,
	"max-files": count,
	"max-size": size,
	"max-ratio": count,
	server: string().trim().min(1, "an address"),
	"medperf-token": optional,
	"login-email": optional.pipe(email("an e-mail address").optional()),
	"ca-file": optional,
	"decryption-key": string().transform((text) => text === "" ? void 0 : text),
	report: optional,
	"dry-run": stringbool("`true` or `false`"),
	"push-images": stringbool("`true` or `false`"),
	"commit-lock": _enum(LOCK_COMMITS, `one of ${LOCK_COMMITS.join(", ")}`),
	retire
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
	server: "https://api.medperf.org",
	"dry-run": "false",
	"push-images": "false",
	"commit-lock": "none"
};
/** What submit/action.yml has: it registers what was tested, so it needs nothing that a test needs. */
const SUBMIT_INPUT_NAMES = [
	"config",
	"report",
	"token",
	"max-size",
	"server",
	"medperf-token",
	"login-email",
	"ca-file",
	"dry-run",
	"commit-lock",
	"retire"
];
/** Reads the inputs of action.yml from `INPUT_*`; throws an ExpectedError that names every input with a wrong value. */
const readInputs = (environment) => parseInputs((name) => readValue(environment, name));
/** Reads the inputs of submit/action.yml, which does one thing alone; throws like `readInputs`. */
function readSubmitInputs(environment) {
	const mode = readValue(environment, "mode");
	if (mode !== "" && mode !== "submit") throw new ExpectedError("input", `Input mode must be left away: this action registers what an earlier job tested. For \`${plainLine(mode, 50)}\` take \`uses: medperf/benchmark-action\`, without \`/submit\`.`);
	const names = SUBMIT_INPUT_NAMES;
	return parseInputs((name) => {
		if (name === "mode") return "submit";
		return names.includes(name) ? readValue(environment, name) : "";
	});
}
const readValue = (environment, name) => environment[`INPUT_${name.toUpperCase()}`] ?? "";
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
		caFile: rest["ca-file"],
		decryptionKey: rest["decryption-key"],
		report,
		server,
		dryRun: rest["dry-run"],
		pushImages: rest["push-images"],
		commitLock: rest["commit-lock"],
		retire,
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
const SECRETS = [
	"token",
	"medperf-token",
	"decryption-key"
];
/** Reads inputs, and takes the secrets among them out of the environment: no child process inherits them. */
function takeInputs(read, environment = process.env) {
	try {
		return read(environment);
	} finally {
		for (const name of SECRETS) delete environment[`INPUT_${name.toUpperCase()}`];
	}
}
const describe = ({ path, message }) => `Input ${path.join(".")} must be ${message}.`;

export { takeInputs as a, readSubmitInputs as i, SUBMIT_INPUT_NAMES as n, readInputs as r, INPUT_NAMES as t };