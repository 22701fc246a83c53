import { _ as object, b as string, p as int } from "./schemas.js";
import { tmpdir } from "node:os";
import { lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rmdir } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

// src/engines/processes.ts
/** The process with this ID now; undefined when there is none. */
function processOf(pid) {
	const fields = read(`/proc/${pid}/stat`)?.replace(/^.*\) /s, "").split(" ");
	const start = fields?.[19];
	return start === void 0 || fields?.[0] === "Z" ? void 0 : {
		pid,
		start
	};
}
const isAlive = ({ pid, start }) => processOf(pid)?.start === start;
/** All that a process started and what those started, where it still lives. */
function descendants(pid) {
	return list(`/proc/${pid}/task`).flatMap((thread) => (read(`/proc/${pid}/task/${thread}/children`) ?? "").split(" ").filter(Boolean).map(Number)).flatMap((child) => [child, ...descendants(child)]);
}
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
	return (read(`/proc/${pid}/cgroup`) ?? "").split("\n").flatMap((line) => {
		const [, controllers, path] = /^\d+:([^:]*):\/(.*)$/.exec(line) ?? [];
		if (path === void 0) return [];
		if (controllers === "") return [path];
		return controllers?.split(",").includes("memory") ? [`memory/${path}`] : [];
	});
}
/** Bytes of a process in memory: now, and at most so far. */
function residentBytes(pid) {
	const text = read(`/proc/${pid}/status`) ?? "";
	const of = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text)?.[1] ?? 0) * 1024;
	return {
		now: of("VmRSS"),
		most: of("VmHWM")
	};
}
/** SIGKILL, for those that are still there. */
function killAll(pids) {
	for (const pid of pids) try {
		process.kill(pid, "SIGKILL");
	} catch {}
}
function read(path) {
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

// src/engines/apptainer-cleanup.ts
const GRACE = 2e3;
const PATIENCE = 1e4;
const BETWEEN_LOOKS = 300;
const NoteSchema = object({
	label: string(),
	pid: int().min(2),
	start: string()
});
/** Apptainer knows no names and labels, so we note which process runs which container. */
const noteFolder = () => join(tmpdir(), `medperf-apptainer-${process.getuid?.() ?? 0}`);
/** Notes a container; what is given back takes the note away. */
function noteContainer(name, label, pid) {
	const found = processOf(pid);
	const folder = noteFolder();
	if (found === void 0 || !isOurs(folder)) return () => {};
	const file = join(folder, `${name}.json`);
	writeFileSync(file, JSON.stringify({
		label,
		...found
	}), { mode: 384 });
	return () => rmSync(file, { force: true });
}
/** Nobody else may write there: what it says is killed. */
function isOurs(folder) {
	mkdirSync(folder, {
		recursive: true,
		mode: 448
	});
	const stat = lstatSync(folder);
	return stat.isDirectory() && stat.uid === (process.getuid?.() ?? 0) && (stat.mode & 18) === 0;
}
/** Ends the containers with a label; see `Engine.removeAll`. */
async function removeNoted(label, looks = 1) {
	let removed = 0;
	for (let look = 0; look < looks; look++) {
		if (look > 0) await setTimeout(BETWEEN_LOOKS);
		for (const [file, note] of notes()) {
			if (note.label !== label) continue;
			if (isAlive(note)) {
				if (!await end(note)) return {
					removed,
					problem: `process ${note.pid} cannot be ended`
				};
				removed++;
			}
			rmSync(file, { force: true });
		}
	}
	return { removed };
}
function notes() {
	const folder = noteFolder();
	if (!isOurs(folder)) return [];
	return readdirSync(folder).flatMap((name) => {
		const file = join(folder, name);
		const note = readNote(file);
		return note === void 0 ? [] : [[file, note]];
	});
}
function readNote(file) {
	try {
		return NoteSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
	} catch {
		return;
	}
}
/** Kills a container by the process that runs it; false when that lives on after 10 s. */
async function end(container) {
	const since = Date.now();
	let groups = [];
	while (isAlive(container)) {
		if (Date.now() - since > PATIENCE) return false;
		const inside = contained(container.pid);
		groups = inside[0] === void 0 ? groups : memoryGroups(inside[0]);
		killAll(inside);
		if (inside.length === 0) endRunner(container.pid, Date.now() - since > GRACE);
		await setTimeout(50);
	}
	const ours = memoryGroups("self");
	for (const group of groups.filter((one) => !ours.includes(one))) await removeGroup(group);
	return true;
}
function endRunner(pid, isLate) {
	try {
		process.kill(pid, isLate ? "SIGKILL" : "SIGTERM");
	} catch {}
}
/** A runner that was killed leaves its group, under every controller of cgroup v1. */
async function removeGroup(group) {
	const root = "/sys/fs/cgroup";
	const path = group.replace(/^memory\//, "");
	const places = path === group ? [group] : readdirSync(root).map((controller) => join(controller, path));
	for (const place of places) await rmdir(join(root, place)).catch(() => {});
}

export { contained as a, residentBytes as c, removeNoted as i, noteContainer as n, memoryGroups as o, noteFolder as r, processOf as s, end as t };