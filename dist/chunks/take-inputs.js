import { n as plainLine } from "./text.js";
import { a as createLines } from "./proxies.js";
import { n as explainSystemError } from "./system-error.js";
import { p as MOST_SETTINGS, s as parsePlainJson } from "./json.js";
import { a as tidyProxies } from "./named-proxy.js";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";

// src/job/log.ts
/** What of one step's output is printed, in characters; the file beside the report holds more. */
const PRINTED = 4194304;
const CUT = "… the log of this step goes on in its file beside the report\n";
/**
* The job's log, and the only place that prints what a container wrote: under `::stop-commands::` with a token it cannot
* know, so that no line of it is a command to the runner. Commands are stopped from a stranger's first bytes to our next
* words, and not in a group that has only ours. Groups cannot nest or mix, so of steps that run side by side one is shown
* as it goes and the others when their turn comes.
*/
function createLog(output) {
	const queue = [];
	const waiting = [];
	let token;
	const { print, isHeld, hold } = createGate(output);
	/** Lets the runner hear commands again. */
	const resume = () => {
		if (token !== void 0) print(`::${token}::\n`);
		token = void 0;
	};
	const show = ({ text, isOurs }) => {
		if (isOurs) resume();
		else if (token === void 0) {
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
		async aside(work) {
			if (!isHeld()) resume();
			const release = hold();
			try {
				return await work();
			} finally {
				release();
			}
		},
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
/** Holds back what is printed while anybody wants it held. */
function createGate(output) {
	let holders = 0;
	let held = "";
	return {
		isHeld: () => holders > 0,
		print(text) {
			if (holders > 0) held += text;
			else output(text);
		},
		hold() {
			holders++;
			return () => {
				holders--;
				if (holders > 0 || held === "") return;
				output(held);
				held = "";
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

// src/runner/masks.ts
/** Characters of a part that is a secret of its own: shorter ones are words that a log may need. */
const SHORTEST = 24;
const encode = (text) => Buffer.from(text).toString("base64").replace(/=+$/, "");
/**
* What a runner has to hide of a secret: itself, as HTTP and `git` send it as a password, and the two parts of a JWT that are no
* other's, because a text that was cut shows a token without its end.
*/
function listMasks(secret) {
	const [, claims = "", signature = ""] = secret.split(".");
	const parts = /^[\w.-]+$/.test(secret) ? [claims, signature] : [];
	const forms = [
		secret,
		secret.trim(),
		encode(secret),
		encode(`x-access-token:${secret}`)
	];
	return [.../* @__PURE__ */ new Set([...forms, ...parts.filter((part) => part.length >= SHORTEST)])];
}

// src/runner/state.ts
/** What `main` has to have made before it wrote it down; the runner gives it to `post` in `STATE_*`. */
const LEFT = "cleanup";
/** The code of a sign-in that is shown somewhere. */
const SIGN_IN = "sign-in";
const stateOf = (environment, name) => environment[`STATE_${name}`] ?? "";
/** What an earlier run of `main` left to do; undefined when there is nothing. */
function readLeftovers(environment) {
	const text = stateOf(environment, LEFT);
	return text === "" ? void 0 : parsePlainJson(text, MOST_SETTINGS);
}
/** The code that is still shown where `main` ended while it waited for a sign-in. */
const readShownCode = (environment) => stateOf(environment, "sign-in") || void 0;

// src/runner/desk.ts
/** The desk of a run on a runner: workflow commands, the job's summary, outputs, and the state that `post` reads. */
async function openRunnerDesk({ log, summaryFile }) {
	const { error, notice, saveState, setOutput, setSecret, warning } = await import("./core2.js");
	const annotate = {
		error,
		notice,
		warning
	};
	const told = /* @__PURE__ */ new Set();
	/** A file of the runner's that cannot be written ends no run, and is told once. */
	const tryWrite = (what, write) => {
		try {
			write();
		} catch (cause) {
			const why = explainSystemError(cause)?.why ?? (cause instanceof Error ? cause.message : String(cause));
			if (!told.has(what)) warning(`${what} could not be written: ${why}`);
			told.add(what);
		}
	};
	const writeSummary = (markdown, before) => {
		if (summaryFile === void 0) return;
		tryWrite("The job summary", () => {
			if (before === void 0) appendFileSync(summaryFile, markdown);
			else writeFileSync(summaryFile, readFileSync(summaryFile, "utf8").split(before).join(markdown));
		});
	};
	return {
		mask(secret) {
			for (const form of listMasks(secret)) setSecret(form);
		},
		line: log.say,
		progress: log.say,
		warn: (text) => warning(text),
		notice: (text, title) => notice(text, title === void 0 ? {} : { title }),
		annotate: ({ kind, message, properties }) => annotate[kind](message, properties),
		question: async () => false,
		signIn({ text, title, code, page }) {
			log.say(text);
			notice(text, { title });
			writeSummary(page);
			saveState(SIGN_IN, code);
			return {
				replace: (ended) => writeSummary(ended, page),
				end: () => saveState(SIGN_IN, "")
			};
		},
		output: (name, value) => tryWrite("What the outputs of this step are", () => setOutput(name, value)),
		summary: writeSummary,
		remember: (left) => tryWrite("The state of this step", () => saveState(LEFT, left ?? ""))
	};
}

// src/runner/take-inputs.ts
const INPUT = "INPUT_";
/** Of these no part of the action has any need: the token comes by an input. */
const UNUSED_SECRETS = [
	"GITHUB_TOKEN",
	"GH_TOKEN",
	"GH_ENTERPRISE_TOKEN",
	"ACTIONS_ID_TOKEN_REQUEST_TOKEN",
	"ACTIONS_ID_TOKEN_REQUEST_URL"
];
/**
* Takes the inputs, and secrets that nobody here needs, out of the environment, and writes the addresses of proxies so that all
* who read them there read the same: the first thing that every entry does. What the kernel shows of the process's first
* environment stays as it was (docs/environment.md).
*/
function takeInputs(environment = process.env) {
	const inputs = Object.entries(environment).filter(([name]) => name.startsWith(INPUT));
	for (const name of [...inputs.map(([name]) => name), ...UNUSED_SECRETS]) delete environment[name];
	Object.assign(environment, tidyProxies(environment));
	return Object.fromEntries(inputs);
}

export { createLog as a, readShownCode as i, openRunnerDesk as n, readLeftovers as r, takeInputs as t };