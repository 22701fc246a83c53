import { o as takeInputs } from "./chunks/inputs2.js";
import { n as createLines } from "./chunks/lines.js";
import { n as plainText, t as plainLine } from "./chunks/text.js";
import { t as readRunner } from "./chunks/runner2.js";
import { i as nameWorkspace, t as VERSION } from "./chunks/version.js";
import { n as readTrigger } from "./chunks/trigger2.js";
import { randomBytes } from "node:crypto";

// src/log.ts
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