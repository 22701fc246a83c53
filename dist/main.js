import { c as sizeInBytes, i as nameWorkspace, l as RUNTIMES, t as VERSION } from "./chunks/version.js";
import { n as parseGpus } from "./chunks/gpus.js";
import { n as parseRetire } from "./chunks/retire-list.js";
import { n as createLines } from "./chunks/lines.js";
import { n as plainText, t as plainLine } from "./chunks/text.js";
import { n as readTrigger } from "./chunks/trigger.js";
import { O as NEVER, T as _coercedNumber, _ as object, b as string, f as email, n as ZodNumber, s as _enum, w as url, x as stringbool } from "./chunks/schemas.js";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";

// node_modules/zod/v4/classic/coerce.js
function number(params) {
	return _coercedNumber(ZodNumber, params);
}

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

// src/log.ts
/** What of one step's output is printed, in characters; the file beside the report holds more. */
const PRINTED = 4194304;
const CUT = "… the log of this step goes on in its file beside the report\n";
/**
* The job's log, and the only place that prints what a container wrote: under `::stop-commands::` with a token it cannot
* know, so that no line of it is a command to the runner. Commands are stopped from a stranger's first bytes to our next
* words, and not in a group that has only ours: a package that prints `::debug::` while we fetch is heard by the runner.
* Groups cannot nest or mix, so of steps that run side by side one is shown as it goes and the others when their turn comes.
*/
function createLog(print) {
	const queue = [];
	const waiting = [];
	let token;
	const show = ({ text, isOurs }) => {
		if (token !== void 0 && isOurs) {
			print(`::${token}::\n`);
			token = void 0;
		} else if (token === void 0 && !isOurs) {
			token = randomBytes(16).toString("hex");
			print(`::stop-commands::${token}\n`);
		}
		print(text);
	};
	const advance = () => {
		for (;;) {
			for (const line of waiting.splice(0)) print(`${line}\n`);
			const [entry] = queue;
			if (entry === void 0) return;
			print(`::group::${entry.title}\n`);
			for (const part of entry.pending.splice(0)) show(part);
			if (entry.lastLine === void 0) return;
			close(entry.lastLine);
		}
	};
	const close = (lastLine) => {
		show({
			text: `${lastLine}\n::endgroup::\n`,
			isOurs: true
		});
		queue.shift();
	};
	return {
		say(line) {
			const own = ownLine(line);
			if (queue.length === 0) print(`${own}\n`);
			else waiting.push(own);
		},
		group(title) {
			const entry = {
				title: ownLine(title).replaceAll("%", "%25"),
				pending: [],
				taken: 0
			};
			const take = (text, isOurs) => {
				if (entry.taken > PRINTED) return;
				entry.taken += text.length;
				const part = {
					text: entry.taken > PRINTED ? text + CUT : text,
					isOurs
				};
				if (queue[0] === entry) show(part);
				else entry.pending.push(part);
			};
			const collect = createBatch((text) => take(text, false));
			queue.push(entry);
			if (queue[0] === entry) advance();
			return {
				write(chunk) {
					if (entry.taken <= PRINTED) collect.add(chunk);
				},
				say: (line) => take(`${ownLine(line)}\n`, true),
				end(lastLine) {
					if (entry.taken <= PRINTED) collect.end();
					entry.lastLine = ownLine(lastLine);
					if (queue[0] !== entry) return;
					close(entry.lastLine);
					advance();
				}
			};
		}
	};
}
/** The lines of each chunk as one text, because printing line by line is slow. */
function createBatch(onText) {
	let lines = [];
	const { add, end } = createLines((line) => lines.push(inert(line)));
	const flush = () => {
		if (lines.length > 0) onText(`${lines.join("\n")}\n`);
		lines = [];
	};
	return {
		add(chunk) {
			add(chunk);
			flush();
		},
		end() {
			end();
			flush();
		}
	};
}
/** The log's page takes `##[…]` for a group, an error or a colour, whoever printed it and whether commands are stopped. */
const inert = (line) => line.replaceAll("##[", "## [");
/** The runner looks for a command behind leading spaces and invisible characters too. */
const ownLine = (line) => inert(plainLine(line, 2e3)).replace(/^[\s\p{Cf}\p{Mn}]*::/u, "∷");

// src/runner.ts
const OS = {
	linux: "Linux",
	win32: "Windows",
	darwin: "macOS"
};
const Environment = object({
	GITHUB_WORKSPACE: string().min(1).optional(),
	RUNNER_TEMP: string().min(1).optional(),
	RUNNER_TOOL_CACHE: string().optional(),
	RUNNER_OS: string().optional(),
	GITHUB_STEP_SUMMARY: string().optional(),
	GITHUB_API_URL: url().default("https://api.github.com"),
	GITHUB_SERVER_URL: url().default("https://github.com"),
	GITHUB_REPOSITORY: string().regex(/^[^/\s]+\/[^/\s]+$/).optional(),
	GITHUB_RUN_ID: number().int().min(0).optional(),
	GITHUB_RUN_NUMBER: number().int().min(0).default(0),
	GITHUB_RUN_ATTEMPT: number().int().min(1).default(1),
	GITHUB_WORKFLOW: string().default(""),
	GITHUB_JOB: string().default("")
});
/** Reads the variables that every runner sets; throws a ZodError that names a variable with an impossible value. */
function readRunner(environment) {
	const env = Environment.parse(Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== "")));
	const [owner, repo] = env.GITHUB_REPOSITORY?.split("/") ?? [];
	return {
		workspace: env.GITHUB_WORKSPACE ?? process.cwd(),
		temp: env.RUNNER_TEMP ?? tmpdir(),
		...env.RUNNER_TOOL_CACHE ? { toolCache: env.RUNNER_TOOL_CACHE } : {},
		...env.GITHUB_STEP_SUMMARY === void 0 ? {} : { summaryFile: env.GITHUB_STEP_SUMMARY },
		os: env.RUNNER_OS || (OS[process.platform] ?? process.platform),
		apiUrl: env.GITHUB_API_URL,
		serverUrl: env.GITHUB_SERVER_URL,
		...owner === void 0 || repo === void 0 ? {} : { repository: {
			owner,
			repo
		} },
		...env.GITHUB_RUN_ID === void 0 ? {} : { run: {
			id: env.GITHUB_RUN_ID,
			number: env.GITHUB_RUN_NUMBER,
			attempt: env.GITHUB_RUN_ATTEMPT,
			url: `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY ?? ""}/actions/runs/${env.GITHUB_RUN_ID}`,
			workflow: env.GITHUB_WORKFLOW,
			job: env.GITHUB_JOB
		} }
	};
}

// src/run.ts
const SIGNALS = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
const CANCELLED = 130;
/** The root action from start to end: the only place that catches everything and sets the exit status. */
async function run() {
	const cancel = new AbortController();
	for (const name of SIGNALS) process.on(name, () => cancel.abort(/* @__PURE__ */ new Error("The run was cancelled.")));
	const log = createLog((text) => void process.stdout.write(text));
	try {
		const inputs = takeInputs(process.env);
		for (const secret of [inputs.medperfToken, inputs.decryptionKey]) if (secret !== void 0) await mask(secret);
		const runner = readRunner(process.env);
		const trigger = readTrigger(process.env);
		if (trigger.kind === "refused") throw new Error(refusal(trigger.name));
		const folders = nameWorkspace(runner.temp, inputs.workDirectory);
		log.say(`MedPerf benchmark action ${VERSION}: ${inputs.config}`);
		const report = await (await modeOf(inputs.mode))({
			inputs,
			runner,
			trigger,
			folders,
			log,
			signal: cancel.signal
		});
		process.exitCode = report.verdict === "passed" ? 0 : 1;
	} catch (error) {
		const { setFailed, setOutput } = await import("./chunks/core2.js");
		setOutput("verdict", "error");
		setFailed(plainText(error instanceof Error ? error.message : String(error)));
		if (cancel.signal.aborted) process.exit(CANCELLED);
	}
}
/** Each mode is loaded by itself: what submits needs no engine, and what tests needs no client. */
async function modeOf(mode) {
	switch (mode) {
		case "auto":
		case "test": return (await import("./chunks/auto.js")).runAuto;
		case "plan": return (await import("./chunks/plan.js")).runPlan;
		case "submit": return (await import("./chunks/submit.js")).runSubmit;
	}
}
/** Lets the runner hide a secret wherever it is printed. */
async function mask(secret) {
	const { setSecret } = await import("./chunks/core2.js");
	setSecret(secret);
}
const refusal = (event) => `The event ${event} gives secrets to the code of strangers, so this action does not run on it. Use \`on: pull_request\`.`;

// src/main.ts
await run();

export {  };