import { O as string, T as object, g as array, r as readCode, x as int } from "./error.js";
import { s as parsePlainJson } from "./json.js";
import { lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { mkdtemp, rmdir } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

// src/engines/usage/processes.ts
/** The process with this ID now; undefined when there is none. */
function findProcess(pid) {
	const fields = statOf(pid);
	const start = fields?.[19];
	return start === void 0 || fields?.[0] === "Z" ? void 0 : {
		pid,
		start
	};
}
/** The fields of a process's `stat` from its state on. The program's name may hold anything, so what follows its last bracket counts. */
const statOf = (pid) => readText(`/proc/${pid}/stat`)?.replace(/^.*\) /s, "").split(" ");
/** Whether it still runs, and is not another one that has its ID by now. */
const isAlive = ({ pid, start }) => findProcess(pid)?.start === start;
/**
* All that a process started and what those started, where it still lives; whoever started one comes before it. A chain of thousands
* is easily made, so nothing here goes down by calling itself.
*/
function descendants(pid, childrenOf = listChildren) {
	const found = [];
	const waiting = [pid];
	for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
		const children = childrenOf(next);
		for (const child of children) {
			found.push(child);
			waiting.push(child);
		}
	}
	return found;
}
const listChildren = (pid) => list(`/proc/${pid}/task`).flatMap((thread) => (readText(`/proc/${pid}/task/${thread}/children`) ?? "").split(" ").filter(Boolean).map(Number));
/** The descendants that see only each other: what runs in the container, not what runs the container. */
function contained(pid) {
	const ours = link("/proc/self/ns/pid");
	return descendants(pid).filter((one) => {
		const theirs = link(`/proc/${one}/ns/pid`);
		return theirs !== void 0 && theirs !== ours;
	});
}
/** The paths of a process's control groups below `/sys/fs/cgroup`, in which its memory may be counted. */
function memoryGroups(pid) {
	return (readText(`/proc/${pid}/cgroup`) ?? "").split("\n").flatMap((line) => {
		const [, controllers, path] = /^\d+:([^:]*):\/(.*)$/.exec(line) ?? [];
		if (path === void 0) return [];
		if (controllers === "") return [path];
		return controllers?.split(",").includes("memory") ? [`memory/${path}`] : [];
	});
}
/** Bytes of a process in memory: now, and at most so far. */
function residentBytes(pid) {
	const text = readText(`/proc/${pid}/status`) ?? "";
	const of = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text)?.[1] ?? 0) * 1024;
	return {
		now: of("VmRSS"),
		most: of("VmHWM")
	};
}
/** Bytes that a process and its ended children read from disk and wrote to files; undefined where we may not ask. */
function fileBytes(pid) {
	const text = readText(`/proc/${pid}/io`);
	const [read, written] = ["read_bytes", "write_bytes"].map((name) => new RegExp(`^${name}: (\\d+)$`, "m").exec(text ?? "")?.[1]);
	return read === void 0 || written === void 0 ? void 0 : {
		read: Number(read),
		written: Number(written)
	};
}
/** The kernel counts in hundredths of a second for everybody who asks, whatever it uses itself. */
const TICKS = 100;
/** Seconds that processors worked for a process and its ended children. */
function cpuSeconds(pid) {
	return (statOf(pid)?.slice(11, 15).map(Number) ?? []).reduce((sum, ticks) => sum + ticks, 0) / TICKS;
}
/** SIGKILL, for those that are still there. */
function killAll(pids) {
	for (const pid of pids) try {
		process.kill(pid, "SIGKILL");
	} catch {}
}
/** A file of the kernel's as text; undefined where there is none, or not for us. */
function readText(path) {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return;
	}
}
function list(path) {
	try {
		return readdirSync(path);
	} catch {
		return [];
	}
}
function link(path) {
	try {
		return readlinkSync(path);
	} catch {
		return;
	}
}

// src/engines/process/notes.ts
const GRACE = 2e3;
const PATIENCE = 1e4;
const BETWEEN_LOOKS = 300;
const ProcessSchema = object({
	pid: int().min(2),
	start: string()
});
const NoteSchema = ProcessSchema.extend({ children: array(ProcessSchema).default([]) });
/**
* Where the notes of a run lie, which the label names; nobody else may write there. A label is made up anew for each run, so no
* other user of the machine can make the folder before us, and have us note nothing.
*/
const noteFolder = (label) => join(tmpdir(), `medperf-processes-${label.replaceAll(/[^\w.-]/g, "-")}`);
/** The path of a note of this name, for `writeNote`; undefined where there is no folder for it. */
function openNote(label, name) {
	const folder = noteFolder(label);
	return isMade(folder) && isOurs(folder) ? join(folder, `${name}.json`) : void 0;
}
/** Makes a folder for what a run needs for a moment; where the run is killed, `removeNoted` takes it away with the notes. */
function makeFolder(label, what) {
	const folder = noteFolder(label);
	return mkdtemp(join(isMade(folder) && isOurs(folder) ? folder : tmpdir(), `medperf-${what}-`));
}
/** Notes a container, or notes it anew; at every moment the file has one note or the other. Where it cannot be written there is none. */
function writeNote(file, note) {
	try {
		writeFileSync(`${file}.part`, JSON.stringify(note), { mode: 384 });
		renameSync(`${file}.part`, file);
	} catch {}
}
function isMade(folder) {
	try {
		mkdirSync(folder, {
			recursive: true,
			mode: 448
		});
		return true;
	} catch {
		return false;
	}
}
/** Nobody else may write there: what it says is killed. */
function isOurs(folder) {
	try {
		const stat = lstatSync(folder);
		return stat.isDirectory() && stat.uid === (process.getuid?.() ?? 0) && (stat.mode & 18) === 0;
	} catch {
		return false;
	}
}
/** Ends the containers that were noted with a label, and takes their notes away; see `Engine.removeAll`. */
async function removeNoted(label, looks = 1) {
	const folder = noteFolder(label);
	let removed = 0;
	for (let look = 0; look < looks; look++) {
		if (look > 0) await setTimeout(BETWEEN_LOOKS);
		for (const [file, note] of notes(folder)) {
			if ([note, ...note.children].some(isAlive)) {
				if (!await end(note)) return {
					removed,
					problem: `process ${note.pid} cannot be ended`
				};
				removed++;
			}
			rmSync(file, { force: true });
		}
	}
	if (isOurs(folder)) rmSync(folder, {
		recursive: true,
		force: true
	});
	return { removed };
}
function notes(folder) {
	if (!isOurs(folder)) return [];
	return readdirSync(folder).flatMap((name) => {
		const file = join(folder, name);
		const note = readNote(file);
		return note === void 0 ? [] : [[file, note]];
	});
}
function readNote(file) {
	try {
		return NoteSchema.safeParse(parsePlainJson(readFileSync(file, "utf8"))).data;
	} catch {
		return;
	}
}
/** Kills a container by the process that runs it, and all that this one started; false when some of it lives on after 10 s. */
async function end(carrier) {
	const since = Date.now();
	let groups = [];
	let askAt = 0;
	const seen = new Map(carrier.children.map((child) => [child.pid, child]));
	const left = () => [...seen.values()].filter(isAlive).map(({ pid }) => pid);
	while (isAlive(carrier) || left().length > 0) {
		const waited = Date.now() - since;
		if (waited > PATIENCE) return false;
		const isRunning = isAlive(carrier);
		if (isRunning) for (const child of findChildren(carrier.pid)) seen.set(child.pid, child);
		const inside = isRunning ? contained(carrier.pid) : left();
		groups = inside[0] === void 0 ? groups : memoryGroups(inside[0]);
		killAll(inside);
		if (inside.length > 0) askAt = waited + GRACE;
		else if (waited >= askAt) endCarrier(carrier.pid, waited > askAt + GRACE);
		await setTimeout(50);
	}
	const made = [...seen.keys()].map((pid) => `memory/apptainer/${pid}`);
	for (const group of [...groups, ...made].filter(isOfOne)) await removeGroup(group);
	return true;
}
/** What a process started, and what those started, as it is now. */
const findChildren = (pid) => descendants(pid).flatMap((child) => findProcess(child) ?? []);
function endCarrier(pid, isLate) {
	try {
		process.kill(pid, isLate ? "SIGKILL" : "SIGTERM");
	} catch {}
}
/** Whether Apptainer, or Podman for a line of a build, made a group for one container; what systemd makes goes by itself. */
const isOfOne = (group) => /(?:^|\/)(?:apptainer\/\d+|buildah-buildah\d+)$/.test(group);
/** Removes a group that its carrier left because it was killed, under every controller of cgroup v1. */
async function removeGroup(group) {
	const root = "/sys/fs/cgroup";
	const path = group.replace(/^memory\//, "");
	const places = path === group ? [group] : readdirSync(root).map((controller) => join(controller, path));
	for (const place of places) await removeEmptied(join(root, place));
}
/** The kernel takes a moment to see that the last process of a group has ended. */
async function removeEmptied(path) {
	for (let look = 0; look < 20; look++) {
		if (await rmdir(path).then(() => void 0, readCode) !== "EBUSY") return;
		await setTimeout(50);
	}
}

export { readText as _, noteFolder as a, removeNoted as c, cpuSeconds as d, fileBytes as f, memoryGroups as g, killAll as h, makeFolder as i, writeNote as l, isAlive as m, findChildren as n, openNote as o, findProcess as p, isOfOne as r, removeGroup as s, end as t, contained as u, residentBytes as v };