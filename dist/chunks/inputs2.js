import { S as stringbool, k as NEVER, p as email, s as _enum, v as object, x as string } from "./schemas.js";
import { t as number } from "./coerce.js";
import { n as sizeInBytes, r as RUNTIMES } from "./size.js";
import { n as parseGpus } from "./gpus.js";
import { n as parseRetire } from "./retire-list.js";

// src/inputs.ts
const MODES = [
	"auto",
	"test",
	"plan",
	"submit"
];
/** How benchmark.lock.json gets into the repository after a registration. */
const LOCK_COMMITS = [
	"none",
	"commit",
	"pull-request"
];
/** What is wrong with an input; the message names it and says what it may be. */
var InputError = class extends Error {
	name = "InputError";
};
const optional = string().trim().transform((text) => text || void 0);
const count = number("a whole number above 0").int("a whole number").min(1, "at least 1");
const size = string().transform((text, context) => {
	const bytes = sizeInBytes(text);
	if (bytes !== void 0) return bytes;
	context.addIssue("a number of bytes, such as `500m` or `200g`");
	return NEVER;
});
const gpus = optional.transform((text, context) => {
	if (text === void 0) return void 0;
	const parsed = parseGpus(text === "none" ? 0 : text);
	if (parsed !== void 0) return parsed;
	context.addIssue("`none`, `all`, a number or `device=0,1`");
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
/** Reads the inputs from `INPUT_*`; throws an InputError that names every input with a wrong value. */
function readInputs(environment) {
	const raw = Object.fromEntries(INPUT_NAMES.map((name) => [name, environment[`INPUT_${name.toUpperCase()}`] || (DEFAULTS[name] ?? "")]));
	const parsed = Schema.safeParse(raw);
	if (!parsed.success) throw new InputError(parsed.error.issues.map(describe).join("\n"), { cause: parsed.error });
	const { config, mode, token, runtime, sequential, ...rest } = parsed.data;
	return {
		config,
		mode,
		sequential,
		...token === void 0 ? {} : { token },
		...runtime === void 0 ? {} : { runtime },
		...rest.gpus === void 0 ? {} : { gpus: rest.gpus },
		...rest["work-directory"] === void 0 ? {} : { workDirectory: rest["work-directory"] },
		...rest["medperf-token"] === void 0 ? {} : { medperfToken: rest["medperf-token"] },
		...rest["login-email"] === void 0 ? {} : { loginEmail: rest["login-email"] },
		...rest["ca-file"] === void 0 ? {} : { caFile: rest["ca-file"] },
		...rest["decryption-key"] === void 0 ? {} : { decryptionKey: rest["decryption-key"] },
		...rest.report === void 0 ? {} : { report: rest.report },
		server: rest.server,
		dryRun: rest["dry-run"],
		pushImages: rest["push-images"],
		commitLock: rest["commit-lock"],
		retire: rest.retire,
		limits: {
			maxFiles: rest["max-files"],
			maxSize: rest["max-size"],
			maxRatio: rest["max-ratio"]
		}
	};
}
const SECRETS = [
	"token",
	"medperf-token",
	"decryption-key"
];
/** Reads the inputs, and takes the secrets among them out of the environment: no child process inherits them. */
function takeInputs(environment) {
	try {
		return readInputs(environment);
	} finally {
		for (const name of SECRETS) delete environment[`INPUT_${name.toUpperCase()}`];
	}
}
const describe = ({ path, message }) => `Input ${path.join(".")} must be ${message}.`;

export { readInputs as a, MODES as i, InputError as n, takeInputs as o, LOCK_COMMITS as r, INPUT_NAMES as t };