import { t as StepFailure } from "./failure.js";
import { t as plainLine } from "./text.js";
import { t as dockerArguments } from "./docker-arguments2.js";
import { t as judge } from "./docker-outcome2.js";
import { n as removeByName, t as killByName } from "./docker-cleanup2.js";
import { t as runProcess } from "./process.js";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as setTimeout$1 } from "node:timers/promises";

// src/engines/cgroup.ts
const ROOT = "/sys/fs/cgroup";
/** The kernel keeps the peak itself, so only the growth of the last interval can be missed. */
const INTERVAL = 10;
/** An engine on another machine, or in a group of another name, is not looked for longer than this. */
const SEARCH = 1e4;
/**
* Follows the memory of a container. The kernel drops its figures together with the container, so they are read every
* 10 ms. `groups` gives the folders below `root` where the group may be, none while the container has no ID yet.
*/
function watchUsage(groups, root = ROOT) {
	const since = Date.now();
	let group;
	let peak;
	let oomKills = 0;
	const look = () => {
		group ??= groups().map((path) => join(root, path)).find((path) => existsSync(path));
		if (group === void 0) {
			if (Date.now() - since > SEARCH) clearInterval(timer);
			return;
		}
		peak = max(peak, readPeak(group));
		oomKills = Math.max(oomKills, readOomKills(group));
	};
	const timer = setInterval(look, INTERVAL);
	return {
		stop() {
			clearInterval(timer);
			return {
				oomKills,
				...peak === void 0 ? {} : { peakMemory: peak }
			};
		},
		kill() {
			if (group !== void 0) killGroup(group);
		}
	};
}
const max = (known, now) => now === void 0 ? known : Math.max(known ?? 0, now);
/** cgroup v2 (kernel 5.19 and later), then v1. */
function readPeak(group) {
	const text = readText(join(group, "memory.peak")) ?? readText(join(group, "memory.max_usage_in_bytes"));
	const bytes = Number.parseInt(text ?? "", 10);
	return Number.isSafeInteger(bytes) ? bytes : void 0;
}
/** The line `oom_kill 1` of cgroup v2's events, then of v1's control file. */
function readOomKills(group) {
	const text = readText(join(group, "memory.events")) ?? readText(join(group, "memory.oom_control")) ?? "";
	return Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0);
}
function readText(path) {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return;
	}
}
/** Kills every process of a group until none is left; one that forks meanwhile is found by the next look. */
function killGroup(group) {
	for (let look = 0; look < 100; look++) {
		const visible = (readText(join(group, "cgroup.procs")) ?? "").split("\n").map(Number).filter((pid) => Number.isSafeInteger(pid) && pid > 1);
		if (visible.length === 0) return;
		for (const pid of visible) kill(pid);
	}
}
function kill(pid) {
	try {
		process.kill(pid, "SIGKILL");
	} catch {}
}

// src/engines/docker-stop.ts
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

// src/engines/docker-run.ts
/**
* `docker run --rm`, watched: the bare command is as fast as a container can be had, and what it does not tell (out of
* memory, whether the program ever started) is asked for only when it failed.
*/
async function runContainer(command, dialect, run, options) {
	checkSources(run.binds);
	if (options.signal.aborted) return { kind: "stopped" };
	const idFile = join(options.scratch, `${run.name}.id`);
	const usage = watchUsage(() => groupsOf(idFile, dialect));
	try {
		return withUsage(await attend(command, dialect, run, options, {
			idFile,
			usage
		}), usage.stop());
	} finally {
		usage.stop();
		rmSync(idFile, { force: true });
	}
}
async function attend(command, dialect, run, { onOutput, signal }, { idFile, usage }) {
	const since = Date.now();
	const { name } = run;
	const broken = new AbortController();
	const abandoned = new AbortController();
	const client = runProcess(command, dockerArguments(run, idFile, dialect), {
		onOutput: guarded(onOutput, broken),
		signal: abandoned.signal
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
/** Where the kernel may keep a container's memory figures; nowhere while it has no ID yet. */
function groupsOf(idFile, { groups }) {
	const id = readId(idFile);
	return id === void 0 ? [] : groups(id);
}
function readId(idFile) {
	const id = existsSync(idFile) ? readFileSync(idFile, "utf8").trim() : "";
	return /^[0-9a-f]{64}$/.test(id) ? id : void 0;
}
/** Docker's own event for running out of memory can come too late; the kernel's counter does not. */
function withUsage(outcome, { peakMemory, oomKills }) {
	if (outcome.kind === "engine-failed") return outcome;
	const peak = peakMemory === void 0 ? {} : { peakMemory };
	if (outcome.kind === "stopped") return {
		...outcome,
		...peak
	};
	return {
		...outcome,
		...peak,
		outOfMemory: outcome.outOfMemory || oomKills > 0
	};
}

export { watchUsage as i, guarded as n, runContainer as r, checkSources as t };