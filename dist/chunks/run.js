import { a as createLog, n as openRunnerDesk, t as takeInputs } from "./take-inputs.js";
import { t as VERSION } from "./version.js";
import { n as findSummaryFile, t as describeEntry } from "./enter.js";
import { n as listProxySecrets } from "./proxies.js";
import { r as plainText } from "./text.js";

// src/runner/secrets.ts
/** What has to be hidden before anything else is said: secrets that were given, and the logins of proxies that this machine knows. */
const listSecrets = ({ inputs, credential }, environment = process.env) => [
	credential?.token,
	inputs.decryptionKey,
	...listProxySecrets(environment)
].filter((secret) => secret !== void 0);

// src/run.ts
const SIGNALS = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
const CANCELLED = 130;
/** An action from start to end: the only place that catches everything and sets the exit status. */
async function run({ readInputs, passEnvironment, loadMode }) {
	const raw = takeInputs();
	const cancel = new AbortController();
	const { signal } = cancel;
	for (const name of SIGNALS) process.on(name, () => cancel.abort(/* @__PURE__ */ new Error("The run was cancelled.")));
	const log = createLog((text) => void process.stdout.write(text));
	let isJob = false;
	try {
		const given = readInputs(raw);
		passEnvironment?.(given.inputs.passEnvironment);
		const secrets = listSecrets(given);
		if (secrets.length > 0) {
			const { mask } = await openRunnerDesk({ log });
			for (const secret of secrets) mask(secret);
		}
		const { mode, job, credential, ...place } = describeEntry(given);
		log.say(`MedPerf benchmark action ${VERSION}: ${job.config}`);
		const desk = await openRunnerDesk({
			log,
			...place
		});
		isJob = true;
		const runMode = given.wrong === void 0 ? await loadMode(mode) : refuseFor(given.wrong);
		const report = await Promise.race([runMode({
			...job,
			log,
			desk,
			signal
		}, credential), untilStuck()]);
		process.exitCode = report.verdict === "passed" ? 0 : 1;
	} catch (error) {
		const desk = await openRunnerDesk({
			log,
			...findSummaryFile()
		});
		desk.output("verdict", "error");
		const message = plainText(error instanceof Error ? error.message : String(error));
		const hint = error instanceof Error && "hint" in error ? plainText(String(error.hint)) : void 0;
		desk.annotate({
			kind: "error",
			message: [message, hint].filter(Boolean).join("\n")
		});
		if (!isJob || hint !== void 0) {
			const { renderRefusal } = await import("./refused.js");
			desk.summary(renderRefusal({
				message,
				hint
			}));
		}
		process.exitCode = 1;
		if (signal.aborted) process.exit(CANCELLED);
	}
}
/** The mode of a job whose inputs are wrong. */
const refuseFor = (wrong) => async (job) => (await import("./refused.js")).runRefused(job, wrong);
/** Rejects when Node has nothing left that could go on: it would end a run that waits for nobody without a word, and no report. */
const untilStuck = () => new Promise((_, reject) => {
	process.once("beforeExit", () => reject(/* @__PURE__ */ new Error("The run stopped without an end. Please report it.")));
});

export { run as t };