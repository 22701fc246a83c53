import { a as withUsage, i as gpuWatcher, n as guarded, o as watchUsage, s as createFileMeter, t as checkSources } from "./run.js";
import { t as runProcess } from "./process.js";
import { c as processOf, l as readText, n as cpuSeconds, s as memoryGroups, t as contained, u as residentBytes } from "./processes.js";
import { n as apptainerEnvironment, t as apptainerArguments } from "./arguments.js";
import { n as noteContainer, t as end } from "./cleanup2.js";
import { n as judgeApptainer } from "./outcome.js";

// src/engines/apptainer/memory.ts
/** Processes of this machine that were killed since it began because memory ran out. */
const machineKills = () => Number(/^oom_kill (\d+)$/m.exec(readText("/proc/vmstat") ?? "")?.[1] ?? 0);
/** An outcome with what the kernel's kills say of it: out of memory, or for a program that lived on only how many there were. */
function withKills(outcome, kills, facts) {
	if (outcome.kind !== "exited" || kills <= 0) return outcome;
	if (wasKilledForMemory(outcome, {
		...facts,
		killsRose: true
	})) return {
		...outcome,
		outOfMemory: true
	};
	return facts.hasGroup ? outcome : {
		...outcome,
		killsMeanwhile: kills
	};
}
/** A peak this close to its limit has reached it: the kernel takes memory in batches. */
const REACHED = .98;
/**
* Whether a program that was killed ran out of memory. Apptainer removes the control group together with the program, so its
* count may be missed; and without one, the limit is that of the machine or of whoever called us.
*/
function wasKilledForMemory(outcome, { killsRose, limit, hasGroup }) {
	if (outcome.kind !== "exited" || outcome.exitCode !== 137 || !killsRose) return false;
	return hasGroup ? (outcome.peakMemory ?? 0) >= REACHED * (limit ?? Number.POSITIVE_INFINITY) : true;
}

// src/engines/apptainer/usage.ts
const INTERVAL = 25;
/**
* Follows what the container that a process runs uses: in its control group where it has one, because limits are kept, else by
* looking at its processes, which misses what lives shorter than 25 ms and counts shared pages more than once.
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
	let [memory, cpu] = [0, 0];
	const files = createFileMeter();
	const pids = () => {
		const parent = pid();
		return parent === void 0 ? [] : contained(parent);
	};
	const look = () => {
		const inside = pids();
		const seen = inside.map(residentBytes);
		const together = seen.reduce((sum, { now }) => sum + now, 0);
		memory = Math.max(memory, together, ...seen.map(({ most }) => most));
		cpu = Math.max(cpu, inside.reduce((sum, one) => sum + cpuSeconds(one), 0));
		files.look(inside);
	};
	const timer = setInterval(look, INTERVAL);
	return {
		pids,
		stop() {
			clearInterval(timer);
			const bytes = files.read();
			return {
				oomKills: 0,
				...memory === 0 ? {} : {
					peakMemory: memory,
					cpuSeconds: Math.round(cpu * 1e3) / 1e3
				},
				...bytes === void 0 ? {} : {
					bytesRead: bytes.read,
					bytesWritten: bytes.written
				}
			};
		}
	};
}

// src/engines/apptainer/run.ts
/** Runs a SIF and watches it: the container is a process of ours, and goes with it. */
async function runApptainer(command, surroundings, run, options) {
	checkSources(run.binds);
	const watchGpus = await gpuWatcher(run.gpus);
	if (options.signal.aborted) return { kind: "stopped" };
	const broken = new AbortController();
	const stop = AbortSignal.any([options.signal, broken.signal]);
	let pid;
	let forget = () => {};
	const kills = machineKills();
	const usage = watchApptainer(() => pid, surroundings.hasLimits);
	const gpus = watchGpus(usage.pids);
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
	const used = {
		...usage.stop(),
		...gpus.stop()
	};
	forget();
	broken.signal.throwIfAborted();
	const outcome = withUsage(stop.aborted ? { kind: "stopped" } : judgeApptainer(ended), used);
	const { memory } = run.limits;
	const facts = {
		hasGroup: surroundings.hasLimits,
		...memory === void 0 ? {} : { limit: memory }
	};
	return withKills(outcome, machineKills() - kills, facts);
}
async function endAt(pid) {
	const container = pid === void 0 ? void 0 : processOf(pid);
	if (container !== void 0) await end(container);
}

export { runApptainer };