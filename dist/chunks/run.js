import { n as StepFailure } from "./failure.js";
import { t as plainLine } from "./text.js";
import { t as runProcess } from "./process.js";
import { i as fileBytes, l as readText, o as killAll } from "./processes.js";
import { t as dockerArguments } from "./arguments3.js";
import { t as judge } from "./outcome3.js";
import { n as removeByName, t as killByName } from "./cleanup4.js";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as setTimeout$1 } from "node:timers/promises";

// src/engines/usage/file-meter.ts
/**
* A process counts its ended children too, so the sum over the living only grows. Parents have the lower IDs and are asked
* first: a child that ends meanwhile is then missed until the next look, and never counted twice.
*/
function createFileMeter(bytesOf = fileBytes) {
	let most;
	return {
		look(pids) {
			const seen = pids.toSorted((one, other) => one - other).flatMap((pid) => bytesOf(pid) ?? []);
			if (seen.length === 0) return;
			const sum = (name) => seen.reduce((total, one) => total + one[name], 0);
			most = {
				read: Math.max(most?.read ?? 0, sum("read")),
				written: Math.max(most?.written ?? 0, sum("written"))
			};
		},
		read: () => most
	};
}

// src/engines/usage/cgroup-totals.ts
/** The files that belong to a memory group's path below `root`: of cgroup v2 (kernel 5.19 and later), or of v1's controllers. */
function figuresOf(group, root) {
	const path = /^memory\/(.*)$/.exec(group)?.[1];
	const of = (controller, file) => join(root, controller, path ?? group, file);
	return path === void 0 ? {
		peak: of("", "memory.peak"),
		events: of("", "memory.events"),
		cpu: of("", "cpu.stat"),
		disk: of("", "io.stat")
	} : {
		peak: of("memory", "memory.max_usage_in_bytes"),
		events: of("memory", "memory.oom_control"),
		cpu: of("cpuacct", "cpuacct.usage"),
		disk: of("blkio", "blkio.throttle.io_service_bytes")
	};
}
/** Totals are read after a fiftieth of the time so far, at least every second, and seldom where there are many processes. */
const SHARE = 50;
const MOST = 100;
const AT_ONCE = 8;
/**
* Keeps a container's totals; what only the last moments tell (peak, killed processes, the totals of an empty group) is read
* at every look. Files are counted twice, by the control group and by the processes, and the higher figure holds, since both
* leave something out: the group what the kernel writes after the container's end and, on cgroup v1, what no throttled device
* saw; the processes what they read or wrote between the last look and their end.
*/
function createTotals() {
	let [peak, events, cpu, disk] = [];
	let looks = 0;
	let rest = 0;
	const files = createFileMeter();
	return {
		look(figures, pids) {
			looks++;
			peak = readText(figures.peak) || peak;
			events = readText(figures.events) || events;
			const inside = pids();
			if (inside.length > 0 && rest-- > 0) return;
			rest = Math.min(Math.floor(looks / SHARE), MOST) + Math.floor(inside.length / AT_ONCE);
			cpu = readText(figures.cpu) || cpu;
			disk = readText(figures.disk) ?? disk;
			files.look(inside);
		},
		read() {
			const [fromDisk, fromFiles] = [parseDisk(disk), files.read()];
			return {
				oomKills: Number(/^oom_kill (\d+)$/m.exec(events ?? "")?.[1] ?? 0),
				...defined({
					peakMemory: whole(peak),
					cpuSeconds: parseCpu(cpu),
					bytesRead: highest(fromDisk?.read, fromFiles?.read),
					bytesWritten: highest(fromDisk?.written, fromFiles?.written)
				})
			};
		}
	};
}
/** `usage_usec` of cgroup v2 in microseconds, or v1's lone number of nanoseconds; both as seconds. */
function parseCpu(text) {
	const micros = whole(/^usage_usec (\d+)$/m.exec(text ?? "")?.[1]);
	const nanos = /^\d+$/.test(text?.trim() ?? "") ? whole(text) : void 0;
	const seconds = micros === void 0 ? nanos && nanos / 1e9 : micros / 1e6;
	return seconds === void 0 ? void 0 : Math.round(seconds * 1e3) / 1e3;
}
/**
* Bytes of all devices: `8:0 rbytes=1 wbytes=2 …` of cgroup v2, or `8:0 Read 1` and `8:0 Write 2` of v1. A device that lies on
* others (LVM, loop) is left out, since its bytes are theirs. On v1 no line means that nobody counted.
*/
function parseDisk(text, isStacked = liesOnOthers) {
	if (text === void 0 || /^Total 0\s*$/.test(text)) return void 0;
	const sum = (pattern) => [...text.matchAll(pattern)].filter(([, device = ""]) => !isStacked(device)).reduce((total, [, , bytes]) => total + Number(bytes), 0);
	return {
		read: sum(/^(\d+:\d+) (?:.*\brbytes=|Read )(\d+)/gm),
		written: sum(/^(\d+:\d+) (?:.*\bwbytes=|Write )(\d+)/gm)
	};
}
function liesOnOthers(device) {
	const folder = join("/sys/dev/block", device);
	if (existsSync(join(folder, "loop"))) return true;
	try {
		return readdirSync(join(folder, "slaves")).length > 0;
	} catch {
		return false;
	}
}
function whole(text) {
	const number = Number.parseInt(text ?? "", 10);
	return Number.isSafeInteger(number) ? number : void 0;
}
const highest = (one, other) => one === void 0 || other === void 0 ? one ?? other : Math.max(one, other);
const defined = (measured) => Object.fromEntries(Object.entries(measured).filter(([, value]) => value !== void 0));

// src/engines/usage/cgroup.ts
const ROOT = "/sys/fs/cgroup";
/** The kernel keeps totals and peaks itself, so only the growth of the last interval can be missed. */
const INTERVAL = 10;
/** A container on another machine, or in a group of another name, is not looked for longer than this once it has an ID. */
const SEARCH = 1e4;
/**
* Follows what a container uses. The kernel drops its figures together with the container, so they are read every 10 ms.
* `groups` gives the folders below `root` where the group may be, none while the container has no ID yet.
*/
function watchUsage(groups, root = ROOT) {
	let since;
	const totals = createTotals();
	let group;
	const pids = () => group === void 0 ? [] : pidsOf(join(root, group));
	const find = () => {
		const paths = groups();
		if (paths.length > 0) since ??= Date.now();
		return paths.find((path) => existsSync(join(root, path)));
	};
	const look = () => {
		group ??= find();
		if (group === void 0) {
			if (since !== void 0 && Date.now() - since > SEARCH) clearInterval(timer);
			return;
		}
		totals.look(figuresOf(group, root), pids);
	};
	const timer = setInterval(look, INTERVAL);
	return {
		stop() {
			clearInterval(timer);
			return totals.read();
		},
		pids,
		kill() {
			if (group !== void 0) killGroup(join(root, group));
		}
	};
}
/** 0 stands for a process that this machine cannot see. */
const pidsOf = (group) => (readText(join(group, "cgroup.procs")) ?? "").split("\n").map(Number).filter((pid) => Number.isSafeInteger(pid) && pid > 1);
/** Kills every process of a group until none is left; one that forks meanwhile is found by the next look. */
function killGroup(group) {
	for (let look = 0; look < 100; look++) {
		const visible = pidsOf(group);
		if (visible.length === 0) return;
		killAll(visible);
	}
}

// src/engines/usage/usage.ts
/** An outcome with what its container used. An engine's own event for lack of memory can come too late; the kernel's counter does not. */
function withUsage(outcome, { oomKills, ...measured }) {
	switch (outcome.kind) {
		case "engine-failed": return outcome;
		case "stopped": return {
			...outcome,
			...measured
		};
		case "exited": return {
			...outcome,
			...measured,
			outOfMemory: outcome.outOfMemory || oomKills > 0
		};
	}
}
/** What follows the GPU memory of a container; nothing for one without GPUs. */
async function gpuWatcher(gpus) {
	if (gpus.kind === "none") return () => ({ stop: () => ({}) });
	const { watchGpuMemory } = await import("./gpu-usage.js");
	return (pids) => watchGpuMemory(gpus, pids);
}

// src/engines/docker/stop.ts
/** How long after a stop the client may live; a daemon that does not answer must not hold up a cancelled run. */
const CLIENT_PATIENCE = 5e3;
const REMOVAL_PATIENCE = 2e4;
/**
* Waits for the client; once `stop` aborts, kills the container. It may not exist yet then, so it is killed again and
* again until the client has ended: only that says that no container is still to come.
*/
async function untilEnded({ command, name, client, giveUp }, stop) {
	let isOver = false;
	let timer;
	const kill = async () => {
		timer = setTimeout(giveUp, CLIENT_PATIENCE);
		while (!isOver) {
			await killByName(command, name);
			await Promise.race([client, setTimeout$1(100)]);
		}
	};
	const onStop = () => void kill();
	stop.addEventListener("abort", onStop, { once: true });
	try {
		await client;
	} finally {
		isOver = true;
		clearTimeout(timer);
		stop.removeEventListener("abort", onStop);
	}
}
/**
* Whether a container is gone now; removes it if it is not. A client that was ended by us says nothing about a container
* that the daemon was still making, so that one is looked for twice.
*/
const isGone = (command, name, isClientKilled = false) => isClientKilled ? removeByName(command, name, CLIENT_PATIENCE, 2) : removeByName(command, name, REMOVAL_PATIENCE);

// src/engines/docker/run.ts
/**
* `docker run --rm`, watched: the bare command is as fast as a container can be had, and what it does not tell (out of
* memory, whether the program ever started) is asked for only when it failed.
*/
async function runContainer(command, dialect, run, options) {
	checkSources(run.binds);
	const watchGpus = await gpuWatcher(run.gpus);
	if (options.signal.aborted) return { kind: "stopped" };
	const folder = resolve(options.scratch, `${run.name}.run`);
	mkdirSync(folder);
	const idFile = join(folder, "id");
	const usage = watchUsage(() => groupsOf(idFile, dialect));
	const gpus = watchGpus(usage.pids);
	try {
		const outcome = await attend(command, dialect, run, options, {
			folder,
			idFile,
			usage
		});
		return withUsage(outcome, {
			...usage.stop(),
			...gpus.stop()
		});
	} finally {
		usage.stop();
		gpus.stop();
		rmSync(folder, {
			recursive: true,
			force: true
		});
	}
}
async function attend(command, dialect, run, { onOutput, signal }, { folder, idFile, usage }) {
	const since = Date.now();
	const { name } = run;
	const broken = new AbortController();
	const abandoned = new AbortController();
	const client = runProcess(command, dockerArguments(run, idFile, dialect), {
		onOutput: guarded(onOutput, broken),
		signal: abandoned.signal,
		cwd: folder
	});
	const giveUp = () => {
		usage.kill();
		abandoned.abort();
	};
	const stop = AbortSignal.any([signal, broken.signal]);
	await untilEnded({
		command,
		name,
		client,
		giveUp
	}, stop);
	const ended = await client;
	if (stop.aborted) {
		const gone = await isGone(command, name, abandoned.signal.aborted);
		if (!gone) usage.kill();
		broken.signal.throwIfAborted();
		return gone ? { kind: "stopped" } : NOT_REMOVED;
	}
	if (ended.code === 0) return {
		kind: "exited",
		exitCode: 0,
		outOfMemory: false,
		error: ""
	};
	const history = await dialect.readHistory(command, name, since);
	const hasId = existsSync(idFile);
	if (history === "no engine") usage.kill();
	else if ((hasId || history?.isCreated) && !history?.isRemoved && !await isGone(command, name)) usage.kill();
	return judge({
		...ended,
		hasId,
		history
	}, dialect.readInit);
}
const NOT_REMOVED = {
	kind: "engine-failed",
	message: "it did not answer when the container was to be removed",
	missingImage: false
};
/** A consumer that throws ends the container; what comes after that is read and dropped. */
function guarded(onOutput, broken) {
	const fail = (error) => broken.abort(error);
	return (chunk) => {
		if (broken.signal.aborted) return void 0;
		try {
			const taken = onOutput(chunk);
			return taken instanceof Promise ? taken.catch(fail) : void 0;
		} catch (error) {
			fail(error);
			return;
		}
	};
}
/** Docker would make a missing source itself, as root. */
function checkSources(binds) {
	for (const { source, target } of binds) {
		if (existsSync(source)) continue;
		throw new StepFailure("internal", `what belongs at ${plainLine(target)} in the container is missing: ${plainLine(source)} does not exist`, "Something removed it during the run; run the check again.");
	}
}
/** Where the kernel may keep a container's figures; nowhere while it has no ID yet. */
function groupsOf(idFile, { groups }) {
	const id = readId(idFile);
	return id === void 0 ? [] : groups(id);
}
function readId(idFile) {
	const id = existsSync(idFile) ? readFileSync(idFile, "utf8").trim() : "";
	return /^[0-9a-f]{64}$/.test(id) ? id : void 0;
}

export { withUsage as a, gpuWatcher as i, guarded as n, watchUsage as o, runContainer as r, createFileMeter as s, checkSources as t };