import { readFileSync, readdirSync, readlinkSync } from "node:fs";

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
const isAlive = ({ pid, start }) => findProcess(pid)?.start === start;
/** All that a process started and what those started, where it still lives. */
function descendants(pid) {
	return list(`/proc/${pid}/task`).flatMap((thread) => (readText(`/proc/${pid}/task/${thread}/children`) ?? "").split(" ").filter(Boolean).map(Number)).flatMap((child) => [child, ...descendants(child)]);
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

export { findProcess as a, memoryGroups as c, fileBytes as i, readText as l, cpuSeconds as n, isAlive as o, descendants as r, killAll as s, contained as t, residentBytes as u };