import { n as apptainerEnvironment, t as apptainerArguments } from "./apptainer-arguments.js";
import { a as contained, c as residentBytes, n as noteContainer, o as memoryGroups, s as processOf, t as end } from "./apptainer-cleanup.js";
import { n as judgeApptainer } from "./apptainer-outcome.js";
import { i as watchUsage, n as guarded, t as checkSources } from "./docker-run.js";
import { t as runProcess } from "./process.js";

// src/engines/apptainer-usage.ts
const INTERVAL = 25;
/**
* Follows the memory of the container that a process runs: in its control group where it has one, because limits are kept,
* else by looking at its processes, which misses what lives shorter than 25 ms and counts shared pages more than once.
*/
function watchApptainer(pid, hasLimits) {
	return hasLimits ? watchUsage(() => ownGroups(pid())) : watchProcesses(pid);
}
/** Until the program is moved to a group of its own, its group is ours. */
function ownGroups(pid) {
	const [first] = pid === void 0 ? [] : contained(pid);
	if (first === void 0) return [];
	const ours = memoryGroups("self");
	return memoryGroups(first).filter((group) => !ours.includes(group));
}
function watchProcesses(pid) {
	let peak = 0;
	const look = () => {
		const parent = pid();
		if (parent === void 0) return;
		const seen = contained(parent).map(residentBytes);
		const together = seen.reduce((sum, { now }) => sum + now, 0);
		peak = Math.max(peak, together, ...seen.map(({ most }) => most));
	};
	const timer = setInterval(look, INTERVAL);
	return { stop() {
		clearInterval(timer);
		return {
			oomKills: 0,
			...peak === 0 ? {} : { peakMemory: peak }
		};
	} };
}

// src/engines/apptainer-run.ts
/** Runs a SIF and watches it: the container is a process of ours, and goes with it. */
async function runApptainer(command, surroundings, run, options) {
	checkSources(run.binds);
	if (options.signal.aborted) return { kind: "stopped" };
	const broken = new AbortController();
	const stop = AbortSignal.any([options.signal, broken.signal]);
	let pid;
	let forget = () => {};
	const usage = watchApptainer(() => pid, surroundings.hasLimits);
	const client = runProcess(command, apptainerArguments(run, surroundings), {
		env: apptainerEnvironment(run, surroundings),
		onOutput: guarded(options.onOutput, broken),
		onStart(started) {
			pid = started;
			forget = noteContainer(run.name, run.label, started);
		}
	});
	const onStop = () => void endAt(pid);
	stop.addEventListener("abort", onStop, { once: true });
	const ended = await client;
	stop.removeEventListener("abort", onStop);
	const used = usage.stop();
	forget();
	broken.signal.throwIfAborted();
	return withUsage(stop.aborted ? { kind: "stopped" } : judgeApptainer(ended), used);
}
async function endAt(pid) {
	const container = pid === void 0 ? void 0 : processOf(pid);
	if (container !== void 0) await end(container);
}
/** The kernel's counter says what killed it. */
function withUsage(outcome, { peakMemory, oomKills }) {
	if (outcome.kind === "engine-failed") return outcome;
	const peak = peakMemory === void 0 ? {} : { peakMemory };
	return outcome.kind === "stopped" ? {
		...outcome,
		...peak
	} : {
		...outcome,
		...peak,
		outOfMemory: oomKills > 0
	};
}

export { runApptainer };