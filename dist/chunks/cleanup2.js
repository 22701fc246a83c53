import { m as int, v as object, x as string } from "./schemas.js";
import { a as findProcess, c as memoryGroups, o as isAlive, r as descendants, s as killAll, t as contained } from "./processes.js";
import { lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { rmdir } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

// src/engines/apptainer/cleanup.ts
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
	const found = findProcess(pid);
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
	const seen = /* @__PURE__ */ new Set();
	while (isAlive(container)) {
		if (Date.now() - since > PATIENCE) return false;
		const inside = contained(container.pid);
		for (const pid of descendants(container.pid)) seen.add(pid);
		groups = inside[0] === void 0 ? groups : memoryGroups(inside[0]);
		killAll(inside);
		if (inside.length === 0) endRunner(container.pid, Date.now() - since > GRACE);
		await setTimeout(50);
	}
	const ours = memoryGroups("self");
	const made = [...seen].map((pid) => `memory/apptainer/${pid}`);
	for (const group of [...groups, ...made].filter((one) => !ours.includes(one))) await removeGroup(group);
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

export { removeNoted as i, noteContainer as n, noteFolder as r, end as t };