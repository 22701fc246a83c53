import { i as toFailure, n as isFailureKind, o as makeServerFailure, r as readCode, t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { i as describeOfferedGpus, r as describeAskedGpus, s as rejectOnAbort, t as runStages } from "./end.js";
import { t as VERSION } from "./version.js";
import { O as TASKS, _ as findPlace, c as hasUids, d as describeHost, f as readBenchmark, g as RAW, h as tellYaml, i as findSnapshot, k as findRole, l as readOrReport, m as readDemoPaths, s as NOTHING_GIVEN, t as closeReport, v as buildReport } from "./course.js";
import { t as readBaseResults } from "./base-results.js";
import { t as TASKS_OF } from "./topology.js";
import { n as openEngine } from "./open.js";
import { a as listRoles, n as collectParts, o as mapParts, r as expectPart, s as nameRole, t as ROLES } from "./role.js";
import { t as removeFolder } from "./remove-folder.js";
import { l as endSentence, m as joinWords } from "./clip.js";
import { i as hashConfiguration, n as listNamedPaths, r as hashFolder, t as hashTrees } from "./tree-hash.js";
import { d as findLeaves, g as writeNamed, h as nameKind, l as breaksSanitising, m as isAsset, u as explainUnholdable, v as hideUrlSecrets } from "./judge.js";
import { i as quoteName, n as plainLine } from "./text.js";
import { n as onDisk, r as toBytes, t as fromBytes } from "./byte-name.js";
import { c as findContainerUser, l as isRoot } from "./argument.js";
import { i as locateEntry, n as hold, r as locateBelow, t as findReal } from "./held.js";
import { g as walkFolder, i as isGit, p as readBounded } from "./repository.js";
import { m as MOST_VALUES, r as hasEndlessPaths, t as MOST_PATHS } from "./json.js";
import { r as readScalar, t as writeYaml } from "./writer.js";
import { t as isMapping } from "./value.js";
import { n as readYaml, t as parseYaml } from "./yaml.js";
import { i as formatBytes } from "./size.js";
import { c as measureFloor, l as readFreeBytes, n as RATIO_FLOOR, s as guardDisk, t as PassedLimit } from "./limits.js";
import { t as PLATFORM } from "./pull-size.js";
import { a as judgePlatforms, i as findImagePlace, n as lookAtImage, r as findOverlap, t as judgeImages } from "./image-problems.js";
import { n as findRealPath, t as findRealBytes } from "./real-path.js";
import { i as viewBytes, n as createSlabPool } from "./slabs.js";
import { r as writeAll, t as inDiskWords } from "./disk.js";
import { a as consumeBody, i as START_OVER, n as addToCache, r as createCopy, t as readOrigin } from "./origin.js";
import { n as hashFile } from "./hash-file.js";
import { n as readHashed, o as isSif } from "./input-file.js";
import { t as runProcess } from "./process.js";
import { n as registeredImage } from "./registration.js";
import { t as explainAnyError } from "./system-error.js";
import { i as createLastLines, o as createTail } from "./proxies.js";
import { t as detectPacking } from "./magic.js";
import { o as showGpus } from "./gpus.js";
import { chmodSync, closeSync, constants, copyFileSync, cpSync, existsSync, fchmodSync, fstatSync, lchownSync, lstatSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, statSync, statfsSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join as join$1, relative, resolve, sep } from "node:path";
import { randomBytes } from "node:crypto";
import { constants as constants$1 } from "node:os";
import { performance as performance$1 } from "node:perf_hooks";
import { copyFile as copyFile$1, rm } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";

// src/check/push.ts
/** Gives what pushes an image that a check built, named by its ID, under a reference; throws where what built it cannot push. */
function openPush({ report, push }, imageId, { log, signal }) {
	if (push !== void 0) return (reference) => push(imageId, reference, {
		signal,
		warn: log.say
	});
	const { engine = "the engine" } = report.host;
	throw new ExpectedError("blocked", `${engine} built an image, and cannot push it to a registry`, { hint: "Build it with Docker or Podman (`run.runtime`), or push it beforehand and leave `build` away." });
}

// src/benchmark/topology/task.ts
/** A task that a benchmark has a use for, as its container has it; other tasks of its containers are never run. */
const findTask = ({ topology, components }, task) => TASKS_OF[topology].includes(task) ? components[findRole(components, task)]?.spec.tasks[task] : void 0;

// src/files/hand-over.ts
/** So many entries are given away between two turns of the event loop. */
const ENTRIES_PER_TURN$1 = 5e3;
/**
* Makes a file or folder, with all that is below, belong to the user of the containers, where that is not ourselves; links are
* given away and never followed. Of a path that does not exist nothing is given. Rejects with an ExpectedError of kind `engine`
* where we may not.
*/
async function handOver(path) {
	if (!isRoot()) return;
	const top = locateEntry(toBytes(resolve(path)));
	const stats = lstatSync(onDisk(top.at), { throwIfNoEntry: false });
	if (stats === void 0) return;
	giveAway(top);
	if (!stats.isDirectory()) return;
	let entries = 0;
	for (const entry of walkFolder(top, { explain: cannotGive })) {
		giveAway(entry);
		if (++entries % ENTRIES_PER_TURN$1 === 0) await setImmediate();
	}
}
/** The same for a file, or for a folder without what is below. */
function handOverEntry(path) {
	if (isRoot()) giveAway(locateEntry(toBytes(resolve(path))));
}
/** Makes a folder, and those above it that are missing, for the user of the containers; one that is there stays as it is. */
function makeGivenFolder(path) {
	const last = resolve(path);
	const first = mkdirSync(last, { recursive: true });
	if (first === void 0) return;
	for (let made = last; made.length >= first.length; made = dirname(made)) handOverEntry(made);
}
function giveAway({ at, path }) {
	const { uid, gid } = findContainerUser();
	try {
		lchownSync(onDisk(at), uid, gid);
	} catch (error) {
		throw cannotGive(path, error);
	}
}
function cannotGive(path, error) {
	const { uid, gid } = findContainerUser();
	const reason = readCode(error) ?? plainLine(String(error), 100);
	return new ExpectedError("engine", `this runner is root, so its containers run as nobody (${uid}:${gid}), and ${plainLine(fromBytes(path), 300)} cannot be given to that user (${reason})`, {
		hint: "Let the runner be an ordinary user. Or let root change owners here: the capability CHOWN, a user namespace that has the user 65534, an input work-directory on a disk of this machine.",
		cause: error
	});
}

// src/steps/outputs/progress.ts
const LARGEST$2 = 16 * 1024 ** 2;
const HINT$1 = "Write a column for each key with a row for each case, for example `status: {case-1: done}`.";
/**
* Why prepare fails at a hospital that sends progress reports, as a sentence with what to write: MedPerf makes a table of the
* report file (docs/medperf.md 13.8). Undefined where it can, and where there is no such file.
*/
function judgeReportFile(path) {
	const bytes = readBounded(path, {
		most: LARGEST$2,
		inside: dirname(path)
	});
	if ("wrong" in bytes) return void 0;
	const document = readYaml(bytes, {
		version: "1.1",
		readScalar: readLoosely
	}, MOST_VALUES);
	if (!document.ok && document.problems.every(({ code }) => code === "yaml-set")) return void 0;
	const why = document.ok ? findFault(document.value) : unreadable(document.problems[0]);
	if (why === void 0) return void 0;
	return `Where a hospital sends progress reports, prepare fails after its work: MedPerf makes a table of report.yaml, and ${why}. ${HINT$1}`;
}
const unreadable = (problem = { message: "it is no YAML" }) => `cannot read it: ${plainLine(tellYaml(problem), 500)}`;
/** What JSON has no form for, such as a date, is a value of a table like others. */
function readLoosely(node) {
	const scalar = readScalar(node);
	return scalar.kind === "not JSON" ? {
		kind: "value",
		value: node.text
	} : scalar;
}
/** Why pandas makes no table of a value, in its own words, or MedPerf no progress of the table (docs/medperf.md 13.8). */
function findFault(value) {
	if (value === null) return void 0;
	if (Array.isArray(value)) return faultOfRows(value) ?? faultOfStates(statesInRows(value));
	if (!isMapping(value)) return "of a single value there is none (`DataFrame constructor not properly called!`)";
	return faultOfColumns(value) ?? faultOfStates(statesInColumn(value["status"]));
}
function faultOfColumns(value) {
	const columns = Object.values(value);
	if (columns.length === 0) return void 0;
	const lists = columns.filter((column) => Array.isArray(column));
	const hasRows = columns.some(isMapping);
	if (lists.length === 0 && !hasRows) return "single values have no rows (`If using all scalar values, you must pass an index`)";
	if (new Set(lists.map(({ length }) => length)).size > 1) return "its lists are not equally long (`All arrays must be of the same length`)";
	if (lists.length > 0 && hasRows) return "some columns are lists and others mappings (`Mixing dicts with non-Series may lead to ambiguous ordering.`)";
}
function faultOfRows([first, ...others]) {
	if (first === void 0) return void 0;
	if (isMapping(first) && !others.every(isMapping)) return "its first row is a mapping, and not all others are";
	const hasLength = (row) => typeof row === "string" || Array.isArray(row) || isMapping(row);
	if (Array.isArray(first) && !others.every(hasLength)) return "its first row is a list, and not all others are";
}
const statesInRows = (rows) => rows[0] !== void 0 && isMapping(rows[0]) ? rows.flatMap((row) => isMapping(row) && row["status"] !== void 0 ? [row["status"]] : []) : [];
function statesInColumn(column) {
	if (column === void 0) return [];
	if (Array.isArray(column)) return column;
	return isMapping(column) ? Object.values(column) : [column];
}
/** MedPerf counts how often each state is there, and sends the counts under their names. */
function faultOfStates(states) {
	if (states.some((state) => Array.isArray(state) || isMapping(state))) return "a `status` of it is a list or mapping, which cannot be counted (`unhashable type`)";
	const word = states.find((state) => typeof state === "string" && breaksSanitising(` ${state}`));
	if (word === void 0) return void 0;
	return `cannot send the \`status\` ${quoteName(String(word), 60)}: its client breaks on the words NaN and Infinity in a text`;
}

// src/steps/workspace.ts
/**
* Makes the folder of a run, which nobody else may enter: what lies in it belongs to the user of the containers, who can open it to all
* others of the machine, and leave a program there that runs as that user.
*/
function makeWork(path) {
	mkdirSync(path, { recursive: true });
	chmodSync(path, 448);
}
/** The host path of each thing that MedPerf mounts (docs/medperf.md 13.2), for one task of one role. */
function locatePlaces(work, sources, task, role) {
	const data = join$1(work, "data");
	return {
		"raw data": sources.rawData,
		"raw labels": sources.rawLabels,
		"prepared data": join$1(data, "data"),
		"prepared labels": join$1(data, "labels"),
		metadata: join$1(data, "metadata"),
		report: join$1(data, "report", "report.yaml"),
		statistics: join$1(work, "statistics", "statistics.yaml"),
		predictions: join$1(work, "predictions"),
		results: join$1(work, "results", "results.yaml"),
		"local outputs": join$1(work, "local-outputs"),
		"script results": join$1(work, "script-results"),
		parameters: join$1(work, "tasks", task, "parameters.yaml"),
		"additional files": sources.additionalFiles ?? "",
		"model files": sources.modelFiles ?? "",
		workspace: locateWorkspace(work, role)
	};
}
/** The folder `workspace/` of a role's MLCube. */
const locateWorkspace = (work, role) => join$1(work, "workspaces", role);
/** Makes an output as MedPerf does: an empty folder, or an empty file where the mount says file (docs/medperf.md 13.3). */
function makeOutput(path, type) {
	mkdirSync(dirname(path), { recursive: true });
	if (type === "directory") {
		if (statSync(path, { throwIfNoEntry: false })?.isFile()) throw isFile(path);
		makeGivenFolder(path);
		return;
	}
	writeFileSync(path, "", { flag: "a" });
	handOverEntry(path);
}
/** Of raw data that a task may write: MedPerf fails to make a folder of it. */
const isFile = (path) => new ExpectedError("archive", `the demo dataset has the file ${plainLine(basename(path), 200)} where the configuration has a folder`, { hint: "Write `type: file` for that volume, or name the folder of the file in paths.yaml." });
/** A fresh empty folder for one task's `/tmp`. */
function makeTmp(work, task) {
	const folder = join$1(work, "tasks", task);
	mkdirSync(folder, { recursive: true });
	const path = join$1(folder, "tmp");
	makeGivenFolder(path);
	return path;
}

// src/engines/exit.ts
/**
* What the end of a container means; undefined when its program ended with 0. `memoryLimit` is in bytes, and `reference` is how people
* call the image.
*/
function explain(outcome, memoryLimit, reference = "") {
	switch (outcome.kind) {
		case "stopped": return {
			kind: "internal",
			message: "was stopped because the run was cancelled",
			hint: "Run it again where it was not meant to end."
		};
		case "engine-failed": return explainEngine(outcome, reference);
		case "exited": return outcome.exitCode === 0 ? void 0 : withMeanwhile(explainExit(outcome, memoryLimit), outcome);
	}
}
/** Without a control group nobody knows whose process it was, and the reader may. */
function withMeanwhile(failure, { killsMeanwhile = 0 }) {
	if (killsMeanwhile === 0) return failure;
	const fact = `Meanwhile the kernel killed ${killsMeanwhile === 1 ? "a process" : `${killsMeanwhile} processes`} of this machine because memory ran out; was it a worker of this program, work in smaller batches.`;
	return {
		...failure,
		hint: `${fact} ${failure.hint}`
	};
}
function explainEngine({ message, missingImage, hint = "The fault lies with the engine of this machine or with the options for it, not with the program in the container." }, reference) {
	if (missingImage) return {
		kind: "image",
		message: `could not start: ${message}${reference === "" ? "" : ` (${plainLine(reference, 300)})`}`,
		hint: "Something removed the image during the run; run the check again."
	};
	return {
		kind: "engine",
		message: `could not be run by the container engine: ${message}`,
		hint
	};
}
function explainExit(outcome, memoryLimit) {
	const { exitCode, error } = outcome;
	if (outcome.outOfMemory) return {
		...outOfMemory(outcome, memoryLimit),
		exitCode
	};
	if (exitCode === 127) return {
		kind: "not-found",
		exitCode,
		message: withReason("ended with exit code 127: a command was not found in the image", error),
		hint: NO_SUCH_FILE.test(error) ? `${CHECK} ${INTERPRETER}` : CHECK
	};
	if (exitCode === 126 || error !== "" && EXEC_FORMAT$1.test(error)) {
		if (EXEC_FORMAT$1.test(error)) return {
			kind: "not-executable",
			exitCode,
			...execFormat(exitCode, error)
		};
		return {
			kind: "not-executable",
			exitCode,
			message: withReason("ended with exit code 126: a command was found but may not be executed", error),
			hint: "Give the file execute permission for every user (`chmod a+rx`): it runs as an ordinary user."
		};
	}
	if (exitCode > 128 && exitCode <= 192) return killed(exitCode);
	return {
		kind: "exit",
		exitCode,
		message: `ended with exit code ${exitCode}`,
		hint: "Its last lines say why. It runs without network, as an ordinary user, and may write to its outputs and /tmp only."
	};
}
const CHECK = "Check `command` and `entrypoint` of the task, and what a script of the image calls.";
const INTERPRETER = "Where the file is there, what its first line names is not: there is no such program in the image, or the line ends with CR, as Windows writes it.";
const NO_SUCH_FILE = /no such file or directory/i;
const EXEC_FORMAT$1 = /exec format error/i;
const execFormat = (exitCode, error) => ({
	message: withReason(`ended with exit code ${exitCode}: the program could not be started`, error),
	hint: "It is for another processor, or a script whose very first characters are not `#!`, such as `#!/bin/sh`."
});
const withReason = (text, reason) => reason === "" ? text : `${text} (${reason})`;
function outOfMemory({ peakMemory }, limit) {
	const facts = [...limit === void 0 ? [] : [`limit ${formatBytes(limit)}`], ...peakMemory === void 0 ? [] : [`peak ${formatBytes(peakMemory)}`]];
	return {
		kind: "out-of-memory",
		message: facts.length === 0 ? "ran out of memory" : `ran out of memory (${facts.join(", ")})`,
		hint: limit === void 0 ? "Work in smaller batches, or use a runner with more memory." : "Raise `run.memory`, or work in smaller batches."
	};
}
const SIGNALS = {
	6: ["aborted itself", "A failed assertion or an uncaught C++ exception; its last lines say more."],
	9: ["was killed", "Nothing of this action killed it: most often the machine ran out of memory. Work in smaller batches, or use a larger runner."],
	11: ["crashed: it touched memory that is not its own", "Look for a library built for another processor, or a native extension that fails."],
	31: ["was ended by the filter of system calls", "It asked the kernel for what no container may have: find the call, such as by `strace`, and do without. On Apptainer that ends programs for 32-bit processors too: build those for 64 bits."],
	15: ["was told to stop", "A program in the container sent it SIGTERM, or the engine did when it was shut down."]
};
function killed(exitCode) {
	const number = exitCode - 128;
	const name = Object.entries(constants$1.signals).find(([, value]) => value === number)?.[0] ?? `signal ${number}`;
	const [what, hint] = SIGNALS[number] ?? ["was ended by a signal", "Its last lines may say why."];
	return {
		kind: "killed",
		exitCode,
		message: `${what} (${name}, exit code ${exitCode})`,
		hint
	};
}

// src/steps/outputs/inspect.ts
const OWNER_READS = 256;
const OWNER_ENTERS = 448;
/**
* Looks over what a container wrote, never through a link, makes the entries of its user readable to us and takes set-user-ID
* bits off them. Throws an ExpectedError of kind `output` for a link that leads out of the folder, a device, a FIFO, a socket (a
* link out fails the step; one inside is hashed as docs/medperf.md 11.2 says) or a path that is too long to be opened.
*/
function inspectOutput(path) {
	const root = toBytes(resolve(path));
	return inspect(locateEntry(root), root);
}
const NOTHING = {
	bytes: 0,
	files: 0,
	foreign: false
};
const FOREIGN = {
	...NOTHING,
	foreign: true
};
const join = (one, other) => ({
	bytes: one.bytes + other.bytes,
	files: one.files + other.files,
	foreign: one.foreign || other.foreign
});
/** Paths are byte names here: one that is not UTF-8 must not be overlooked. */
function inspect(entry, root) {
	const stats = look(entry, root);
	if (stats === "unseen") return FOREIGN;
	if (stats === void 0) return NOTHING;
	if (stats.isDirectory()) return inspectFolder(entry, root);
	if (stats.isSymbolicLink()) {
		checkLink(entry, root);
		return NOTHING;
	}
	if (!stats.isFile()) throw new ExpectedError("output", `wrote ${shown$1(entry.path, root)}, which is neither a file nor a folder`, { hint: "Write regular files only: devices, FIFOs and sockets cannot be hashed or passed on." });
	const foreign = isForeign(stats);
	if (!foreign && findMode(stats) !== stats.mode) {
		using held = hold(entry);
		makeReadable(held);
	}
	return {
		bytes: stats.size,
		files: 1,
		foreign
	};
}
function inspectFolder(entry, root) {
	using held = hold(entry);
	const foreign = isForeign(held.stats);
	if (!foreign) makeReadable(held);
	const names = list$1(held);
	if (names === void 0) return FOREIGN;
	return names.map((name) => inspect(nameIn(held, name, root), root)).reduce(join, {
		...NOTHING,
		foreign
	});
}
const isForeign = ({ uid }) => findContainerUser().uid !== uid;
function makeReadable({ at, stats }) {
	const mode = findMode(stats);
	if (mode !== stats.mode && !stats.isSymbolicLink()) chmodSync(onDisk(at), mode & 4095);
}
/** The mode of what its owner can read, and whose set-user-ID bits are off if it is a file. */
function findMode(stats) {
	const needed = stats.isDirectory() ? OWNER_ENTERS : OWNER_READS;
	return (stats.mode | needed) & (stats.isFile() ? -3073 : -1);
}
function look({ at, path }, root) {
	try {
		return lstatSync(onDisk(at), { throwIfNoEntry: false });
	} catch (error) {
		if (isTooLong(error)) throw tooLong(path, root);
		return "unseen";
	}
}
function nameIn(folder, name, root) {
	try {
		return locateBelow(folder, name);
	} catch {
		throw tooLong(`${folder.path}/${name}`, root);
	}
}
/** Whether the file system says that a path is longer than it takes. */
const isTooLong = (error) => readCode(error) === "ENAMETOOLONG";
function tooLong(path, root) {
	return new ExpectedError("output", `wrote a path of more than ${path.length - root.length - 2} bytes, which cannot be opened: ${shown$1(path, root)}`, { hint: "Nest folders less deeply: Linux takes 4,095 bytes for a path." });
}
function list$1({ at }) {
	try {
		return readdirSync(onDisk(at), { encoding: "latin1" });
	} catch {
		return;
	}
}
function checkLink(entry, root) {
	const target = resolveLink(entry);
	const home = resolveLink(locateEntry(root));
	if (target !== void 0 && (target === home || target.startsWith(`${home}/`))) return;
	const where = target === void 0 ? "nowhere" : "out of its folder";
	throw new ExpectedError("output", `wrote the link ${shown$1(entry.path, root)}, which leads ${where}`, { hint: "Copy the file instead of linking to it: only what lies in the output folder travels on." });
}
function resolveLink(entry) {
	try {
		using target = hold(entry, { follow: true });
		return findReal(target);
	} catch {
		return;
	}
}
const shown$1 = (path, root) => plainLine(JSON.stringify(fromBytes(path.slice(root.length + 1)) || "."), 200);

// src/steps/tasks/deadline.ts
const NEWLINE = 10;
/** Starts the clocks of `timeout` (idle) and `max_time` (wall clock); both are optional and in seconds. */
function startDeadline({ idleTimeout, maxTime }) {
	const stop = new AbortController();
	const idle = timer(idleTimeout, () => stop.abort(new ExpectedError("idle-timeout", `wrote no line for ${idleTimeout} s and was stopped`, { hint: "Print progress, or raise `run.timeout`, which restarts with every line of output." })));
	const wall = timer(maxTime, () => stop.abort(new ExpectedError("timeout", `was still running after ${maxTime} s and was stopped`, { hint: "Make the task faster, or raise `run.max_time`." })));
	return {
		signal: stop.signal,
		heard(chunk) {
			if (idle !== void 0 && chunk.includes(NEWLINE)) idle.refresh();
		},
		end(reason) {
			clearTimeout(idle);
			clearTimeout(wall);
			if (reason !== void 0) stop.abort(reason);
		}
	};
}
const timer = (seconds, done) => seconds === void 0 || seconds * 1e3 > 2 ** 31 - 1 ? void 0 : setTimeout(done, seconds * 1e3);

// src/steps/tasks/disk.ts
const INTERVAL = 1e3;
/** Looking takes at most a tenth of the time. */
const REST = 10;
/**
* Stops a task through `stop` when its outputs and its `/tmp` take more than the limit, or when a disk that it may fill is
* nearly full; looks about once a second.
*/
function watchDisk({ paths, limit, disks }, stop) {
	const watched = disks.flatMap((folder) => measureFloor(folder) ?? []);
	const excess = () => limit === void 0 ? void 0 : weigh(paths, limit);
	const shortage = () => {
		for (const { folder, free, reserve } of watched) {
			const left = readFreeBytes(folder) ?? free;
			if (left < reserve) return nearlyFull(folder, free, left, paths);
		}
	};
	let timer = setTimeout(look, INTERVAL);
	function look() {
		const start = performance.now();
		const failure = excess() ?? shortage();
		if (failure !== void 0) return stop(failure);
		timer = setTimeout(look, Math.max(INTERVAL, (performance.now() - start) * REST));
	}
	return {
		check() {
			const failure = excess();
			if (failure !== void 0) throw failure;
		},
		end: () => clearTimeout(timer)
	};
}
function weigh(paths, limit) {
	try {
		const bytes = paths.reduce((sum, path) => sum + measureSize(path), 0);
		return bytes > limit ? tooMuch(bytes, limit) : void 0;
	} catch (error) {
		if (error instanceof ExpectedError) return error;
		throw error;
	}
}
/**
* Bytes below a path, links not followed; entries that vanish or cannot be listed meanwhile count nothing. Throws an
* ExpectedError where files lie too deep to be counted.
*/
const measureSize = (path) => sizeBelow(toBytes(resolve(path)));
function sizeBelow(path) {
	try {
		const stat = lstatSync(onDisk(path));
		if (!stat.isDirectory()) return stat.size;
		return readdirSync(onDisk(path), { encoding: "latin1" }).reduce((sum, name) => sum + sizeBelow(`${path}/${name}`), 0);
	} catch (error) {
		if (error instanceof ExpectedError) throw error;
		if (isTooLong(error)) throw tooDeep();
		return 0;
	}
}
const tooMuch = (bytes, limit) => new ExpectedError("output", `wrote ${formatBytes(bytes)}, more than the ${formatBytes(limit)} that its outputs and /tmp may take`, { hint: "Write less, or raise `disk` of the task under `run.tasks`." });
const tooDeep = () => new ExpectedError("output", "wrote folders so deep in one another that their size cannot be looked up", { hint: "Nest folders less deeply: Linux takes 4,095 bytes for a path." });
const nearlyFull = (folder, free, left, paths) => new ExpectedError("disk-full", `was stopped because the disk of ${folder} is nearly full: ${formatBytes(left)} of the ${formatBytes(free)} that were free when it started are left, and ${written(paths)}`, { hint: "Free space on the runner, write less, or set the input work-directory to a larger disk." });
function written(paths) {
	try {
		return `its outputs and /tmp take ${formatBytes(paths.reduce((sum, path) => sum + measureSize(path), 0))}`;
	} catch {
		return "its outputs are too deep to be counted";
	}
}

// src/steps/tasks/scripts.ts
/** Bytes of a script that is looked at, and how much of a build context. */
const LARGEST$1 = 1024 ** 2;
const MOST_ENTRIES = 5e3;
/** The scripts of Windows among those that a container is told to run, as far as they lie in what is mounted. */
function findMountedScripts({ entrypoint, command, binds }) {
	return [...entrypoint === void 0 ? [] : [entrypoint], ...command].filter((word) => {
		const bind = binds.filter(({ target }) => word.startsWith(`${target}/`)).toSorted((a, b) => b.target.length - a.target.length)[0];
		return bind !== void 0 && isOfWindows(join$1(bind.source, word.slice(bind.target.length)), bind.source);
	}).map((shown) => ({ shown }));
}
/** The scripts of Windows in a build context, which end up in its image. Never throws. */
function findContextScripts(context) {
	const found = [];
	let left = MOST_ENTRIES;
	try {
		const options = {
			explain: (_, error) => error,
			leaveOut: (name) => name === ".git"
		};
		for (const { path, kind } of walkFolder(locateEntry(toBytes(context)), options)) {
			if (left-- === 0) break;
			const text = fromBytes(path);
			if (kind === "file" && isOfWindows(text, context)) found.push({ shown: relative(context, text) });
		}
	} catch {}
	return found;
}
/** Whether a text names a script by its last part, as the words of an engine or a shell do. */
const isNamedIn = ({ shown }, text) => text.split(/[\s'"`:(),]+/).some((word) => basename(word) === basename(shown));
/** Whether a file is a script whose first line ends as Windows writes it. */
function isOfWindows(path, inside) {
	const bytes = readBounded(path, {
		most: LARGEST$1,
		inside
	});
	if ("wrong" in bytes) return false;
	const end = bytes.indexOf(10);
	if (end < 1 || bytes[end - 1] !== 13) return false;
	return bytes.subarray(0, 2).toString("latin1") === "#!" || SCRIPTS.has(extname(path));
}
const SCRIPTS = /* @__PURE__ */ new Set([".sh", ".bash"]);

// src/steps/tasks/exit-cause.ts
/** The last is a shell that takes such a program for a script. */
const EXEC_FORMAT = /exec format error|cannot execute binary file|wrong ELF class|rosetta error|: \W?ELF\b.{0,100}: not found/i;
/** A carriage return as programs show it, or what a terminal leaves of a line that one was in the middle of. */
const RETURN = /\^M|\\r['"’:]|\\015|\$'\\r'|^['"’]?: (?:not found|no such file or directory|bad interpreter|command not found|invalid option|numeric argument required)|: Illegal option -$/i;
/**
* A failure with what fits its cause, where the log or the scripts show one: another processor, or line ends of Windows. Only an exit
* with a code that such causes have is looked at.
*/
function explainExitCause(failure, { lines, platforms, findScripts }) {
	if (!KINDS.has(failure.kind) || !CODES.has(failure.exitCode ?? 0)) return failure;
	const said = [failure.message, ...lines.slice(-20)];
	if (said.some((line) => EXEC_FORMAT.test(line))) return otherProcessor(failure, platforms);
	const hasReturn = said.some((line) => RETURN.test(line));
	if (!hasReturn && failure.kind !== "not-found") return failure;
	const scripts = findScripts();
	const named = scripts.find((script) => said.some((line) => isNamedIn(script, line)));
	if (!hasReturn && named === void 0) return failure;
	return windowsLines(failure, named ?? scripts[0]);
}
const KINDS = /* @__PURE__ */ new Set([
	"exit",
	"not-found",
	"not-executable"
]);
/** 2 is how shells end over a line that they cannot read; 255 is Apptainer's. */
const CODES = /* @__PURE__ */ new Set([
	1,
	2,
	126,
	127,
	255
]);
function otherProcessor(failure, platforms) {
	if (platforms === void 0) {
		const hint = "A program of the image is for another processor, or a script’s very first characters are not `#!`, such as `#!/bin/sh`.";
		return {
			...failure,
			code: "exec-format",
			hint
		};
	}
	const { image, machine } = platforms;
	return {
		...failure,
		code: "image-platform",
		message: `${failure.message}: the image is for ${image}, and this machine is ${machine}`,
		hint: `Build it for ${machine} too, such as by \`docker buildx build --platform ${machine}\`.`
	};
}
function windowsLines(failure, script) {
	const which = script === void 0 ? "a script" : quoteName(script.shown, 200);
	return {
		...failure,
		code: "crlf-script",
		message: `${failure.message}: ${which} has the line ends of Windows (CRLF)`,
		hint: `Save it with line ends of Unix, and let \`.gitattributes\` say \`*.sh text eol=lf\`, so that no checkout changes them.`
	};
}

// src/steps/tasks/exit-traces.ts
/** Collects what may say why the program of a container ended as it did. */
const findTraces = (run, { build }, image, lines) => known({
	lines,
	platforms: findForeign(image),
	findScripts: () => [...findMountedScripts(run), ...build === void 0 ? [] : findContextScripts(build.context)]
});
/** As if nothing were emulated: what could not be started was not. */
const HERE = {
	platform: PLATFORM,
	emulates: () => false
};
function findForeign({ platform } = {}) {
	if (platform === void 0 || judgePlatforms([platform], HERE)?.severity !== "error") return void 0;
	return {
		image: platform,
		machine: PLATFORM
	};
}

// src/steps/tasks/mlcube-volumes.ts
/**
* The parameters of an MLCube's task as volumes, inputs first (docs/medperf.md 16.4): each folder is mounted once, as
* `/mlcube_io0` and on, and of a file its parent folder. Throws an ExpectedError where an input of unknown type does not
* exist.
*/
function mlcubeVolumes(task, { inputs, outputs }, paths) {
	const folders = [];
	const resolve = (parameters) => parameters.flatMap((parameter) => {
		const { name, given } = parameter;
		const place = given ? findPlace(task, name) : "workspace";
		if (place === void 0) return [];
		const source = given ? paths[place] : join$1(paths.workspace, parameter.default);
		const type = RAW.has(place) ? typeOfRaw(source, parameter) : typeOf(source, parameter);
		const folder = type === "directory" ? source : dirname(source);
		if (!folders.includes(folder)) folders.push(folder);
		const target = `/mlcube_io${folders.indexOf(folder)}`;
		return [{
			mount: {
				name,
				path: type === "directory" ? target : `${target}/${basename(source)}`,
				type
			},
			place,
			source
		}];
	});
	return {
		inputs: resolve(inputs),
		outputs: resolve(outputs)
	};
}
/** What the demo dataset has, whatever is written; where it has a file, `mlcube` fails to make the folder that it was told of. */
function typeOfRaw(source, parameter) {
	const isFile = statSync(source, { throwIfNoEntry: false })?.isFile();
	if (isFile === void 0) return parameter.type === "file" ? "file" : "directory";
	if (!isFile) return "directory";
	if (parameter.type !== "directory") return "file";
	throw new ExpectedError("archive", `paths.yaml names a file for ${plainLine(parameter.name, 100)}, of which mlcube.yaml says that it is a directory`, { hint: "Write `{type: file, default: …}` there, or put the file into a folder of the demo dataset." });
}
function typeOf(source, { name, type, default: path }) {
	if (type !== "unknown") return type;
	const stat = statSync(source, { throwIfNoEntry: false });
	if (stat?.isDirectory()) return "directory";
	if (stat?.isFile()) return "file";
	throw new ExpectedError("archive", `there is no ${plainLine(path, 200)} in the workspace/ of the MLCube for its input ${plainLine(name, 100)}`, { hint: "Check the default in mlcube.yaml, and what is in the additional files." });
}
/** What is mounted for volumes of an MLCube; a folder that an input and an output share is read-only, as for the input. */
function mlcubeBinds({ inputs, outputs }) {
	const all = [...inputs.map(bindOf("ro")), ...outputs.map(bindOf("rw"))];
	return all.filter(({ target }, index) => all.findIndex((other) => other.target === target) === index);
}
const bindOf = (mode) => ({ source, mount: { path, type } }) => type === "directory" ? {
	source,
	target: path,
	mode
} : {
	source: dirname(source),
	target: dirname(path),
	mode
};
/** The arguments that tell the program where its parameters are. */
const mlcubeArguments = ({ inputs, outputs }) => [...inputs, ...outputs].map(({ mount: { name, path } }) => `--${name}=${path}`);
/**
* Makes the folders behind the volumes, as `mlcube` does; a file is left to the container to make. A container may have put
* links into `workspace/`: one that leads out of it is never followed.
*/
function makeMlcubeFolders(volumes, workspace) {
	makeGivenFolder(workspace);
	const home = findRealBytes(toBytes(workspace));
	for (const { place, source, mount } of [...volumes.inputs, ...volumes.outputs]) {
		const folder = mount.type === "directory" ? source : dirname(source);
		if (place === "workspace") checkInside(folder, home);
		makeGivenFolder(folder);
	}
}
function checkInside(folder, home) {
	const real = nearest(folder);
	if (real === home || real.startsWith(home + sep)) return;
	throw new ExpectedError("output", "a link in the workspace/ of the MLCube leads out of it", { hint: "Copy the file instead of linking to it." });
}
/** The real path of a folder, or of the nearest one above it that exists; in bytes, as containers may name things as they like. */
function nearest(folder) {
	try {
		return findRealBytes(toBytes(folder));
	} catch {
		return nearest(dirname(folder));
	}
}

// src/steps/tasks/own-binds.ts
/**
* The wall between containers and the files of the machine: what one may write lies in the folder of its run, `work`, and
* what is named as lying there does so by its real path too. Throws an ExpectedError of kind `internal` for anything else,
* because benchmark.yaml cannot ask for it.
*/
function expectOwnBinds(binds, work) {
	const home = findRealPath(work);
	for (const { source, target, mode } of binds) {
		if (mode === "ro" && !isBelow(source, work)) continue;
		if (isBelow(realOf(source) ?? "", home)) continue;
		throw new ExpectedError("internal", `what belongs at ${plainLine(target, 200)} in the container is ${plainLine(source)}, which is not in the folder of this run`, { hint: "Nothing else of the machine is ever given to a container for writing. Please report it." });
	}
}
const isBelow = (path, folder) => path.startsWith(folder + sep);
/** Of a place whose name is no text nothing is known, as a mount could name another one. */
function realOf(path) {
	try {
		return findRealPath(path);
	} catch {
		return;
	}
}

// src/steps/tasks/places.ts
/** What a task reads and writes by its configuration; of data that is prepared already, prepare copies what there is. */
function listPlaces(benchmark, task) {
	if (task === "prepare" && benchmark.demoDataset.prepared) return COPIED;
	const spec = findTask(benchmark, task);
	if (spec === void 0) return {
		reads: [],
		writes: []
	};
	const { mlcube } = spec;
	const find = (mounts) => [...new Set(mounts.flatMap(({ name, given = true }) => given ? findPlace(task, name) ?? [] : ["workspace"]))];
	const reads = find((mlcube ?? spec).inputs);
	const hashed = task === "statistics" ? ["prepared data", "prepared labels"] : [];
	const writes = find((mlcube ?? spec).outputs).map((place) => resolvePlace(benchmark, place));
	return {
		reads: [.../* @__PURE__ */ new Set([...reads, ...hashed])],
		writes
	};
}
/** What something is in this benchmark: what a script leaves for an evaluator are predictions (docs/medperf.md 13.2). */
const resolvePlace = ({ topology }, place) => place === "script results" && topology === "inference_script" ? "predictions" : place;
/** Whether prepare may write the raw data or labels that it is given, as MedPerf lets it (docs/medperf.md 13.3). */
const mayWriteRaw = (benchmark) => listPlaces(benchmark, "prepare").writes.some((place) => place === "raw data" || place === "raw labels");
/** Whether a task may write the additional files of a role; of a model that is an asset these are its own files. */
function mayWriteFiles(benchmark, role) {
	const { topology, components } = benchmark;
	const component = expectPart(components, role);
	if (isAsset(component)) return listPlaces(benchmark, "run_script").writes.includes("model files");
	return TASKS_OF[topology].some((task) => findRole(components, task) === role && listPlaces(benchmark, task).writes.includes("additional files"));
}
const COPIED = {
	reads: ["raw data", "raw labels"],
	writes: [
		"prepared data",
		"prepared labels",
		"metadata"
	]
};

// src/steps/tasks/task-run.ts
/** The volumes of a task in its configuration's order; the checks of benchmark.yaml left no unknown names. */
function volumesFor(task, spec, paths) {
	if (spec.mlcube !== void 0) return mlcubeVolumes(task, spec.mlcube, paths);
	const resolve = (mounts) => mounts.flatMap((mount) => {
		const place = findPlace(task, mount.name);
		return place === void 0 ? [] : [{
			mount,
			place,
			source: paths[place]
		}];
	});
	return {
		inputs: resolve(spec.inputs),
		outputs: resolve(spec.outputs)
	};
}
/** What a task may use; run_script takes the place of evaluate, and of infer where that is run too (docs/medperf.md 13.7). */
function findLimits({ limits, topology }, task) {
	if (task !== "run_script") return limits[task];
	return limits[topology === "inference_script" ? "infer" : "evaluate"];
}
/** GPUs of a task: what the user set goes before the container's configuration (docs/medperf.md 14.4). */
const chooseGpus = (spec, limits) => limits.gpus ?? spec.gpus;
/** What MedPerf's client tells a script beyond its own variables (docs/medperf.md 13.3). */
const ON_PREMISES = [["MEDPERF_ON_PREM", "1"]];
/**
* One task as MedPerf's client runs it: inputs, outputs, then `/tmp` (docs/medperf.md 14.1); an MLCube has no `/tmp`
* (docs/medperf.md 16.4).
*/
function composeRun({ task, spec, limits, volumes, tmp, image, label, id, user }) {
	const bind = (mode) => ({ source, mount }) => ({
		source,
		target: mount.path,
		mode
	});
	const options = findOptions(spec, limits);
	const { shmSize, ...asked } = chooseLimits(spec, limits);
	return known({
		name: `medperf-${task}-${id}`,
		label,
		user,
		binds: spec.mlcube === void 0 ? [
			...volumes.inputs.map(bind("ro")),
			...volumes.outputs.map(bind("rw")),
			{
				source: tmp,
				target: "/tmp",
				mode: "rw"
			}
		] : mlcubeBinds(volumes),
		gpus: chooseGpus(spec, limits),
		shmSize,
		hasScratchRoot: options.hasScratchRoot,
		environment: [...options.environment, ...task === "run_script" ? ON_PREMISES : []],
		entrypoint: spec.entrypoint,
		image,
		command: [...spec.command ?? [], ...spec.mlcube?.takesArguments ? mlcubeArguments(volumes) : []],
		limits: asked
	});
}
/** What a task asks of the engine besides its GPUs: what the user set goes before what the container's configuration says. */
function chooseLimits(spec, limits) {
	const options = findOptions(spec, limits);
	const { shmSize = options.shmSize, memory = options.memory, cpus = options.cpus, pids } = limits;
	return known({
		shmSize,
		memory,
		cpus,
		pids
	});
}
/** What the container asks of the engine; an MLCube has two sets, one for users who ask for GPUs (docs/medperf.md 16.4). */
function findOptions(spec, { gpus }) {
	if (spec.mlcube === void 0) return spec;
	return gpus === void 0 || gpus.kind === "none" ? spec.mlcube.options : spec.mlcube.gpuOptions;
}

// src/steps/tasks/make-run.ts
/** Makes the folders of a task, and says what container to run on them. */
function makeRun(task, { image, sources }, { benchmark, folders, label }) {
	const role = findRole(benchmark.components, task);
	const component = expectPart(benchmark.components, role);
	const spec = component.spec.tasks[task];
	if (spec === void 0 || image === void 0) throw new ExpectedError("internal", `has no task ${task} in ${component.config}`, { hint: "Add the task to that configuration; and please report that it came so far." });
	const limits = findLimits(benchmark, task);
	const places = locatePlaces(folders.work, sources, task, role);
	const paths = {
		...places,
		"script results": places[resolvePlace(benchmark, "script results")]
	};
	const volumes = volumesFor(task, spec, paths);
	const tmp = makeTmp(folders.work, task);
	if (spec.mlcube !== void 0) makeMlcubeFolders(volumes, paths.workspace);
	else for (const { source, mount } of volumes.outputs) makeOutput(source, mount.type);
	for (const { source, place } of [...volumes.inputs, ...volumes.outputs]) {
		if (place !== "parameters") continue;
		writeFileSync(source, writeYaml(component.parameters ?? {}));
		handOverEntry(source);
	}
	const id = randomBytes(8).toString("hex");
	const user = findContainerUser();
	const run = composeRun({
		task,
		spec,
		limits,
		volumes,
		tmp,
		label,
		image: image.runBy,
		id,
		user
	});
	expectOwnBinds(run.binds, folders.work);
	return {
		run,
		limits,
		volumes,
		tmp
	};
}

// src/steps/tasks/task.ts
/**
* Runs one task's container to its end and reads `result` from what it left. The container's failure is told before
* anything that its outputs may lack.
*/
async function runTask(task, ready, tools, result) {
	const { context, recording, imagesHere } = tools;
	const made = makeRun(task, ready, context);
	const { run, tmp, volumes } = made;
	const outputs = listWritable(run).filter((source) => source !== tmp);
	const { outcome, stopped, disk } = await attendRun(made, outputs, tools);
	const measured = measuredIn(outcome);
	if (stopped.aborted && outcome.kind === "stopped") return {
		...measured,
		failure: stopReason(stopped)
	};
	const { components } = context.benchmark;
	const component = expectPart(components, findRole(components, task));
	const plain = withDisk(explain(outcome, run.limits.memory, component.spec.image), recording, context.folders.work);
	const failure = plain && explainExitCause(plain, findTraces(run, component, ready.image, recording.tail()));
	const mayLive = outcome.kind === "engine-failed" ? outcome.mayLive : void 0;
	if (failure !== void 0) return known({
		...measured,
		failure,
		mayLive
	});
	if (!await takeBack(outputs, context, imagesHere())) return {
		...measured,
		failure: NOT_GONE,
		mayLive: true
	};
	disk.check();
	return {
		...measured,
		value: await result(volumes.outputs)
	};
}
const NOT_GONE = {
	kind: "engine",
	message: "left files of another user, and the container that was to take them back did not end",
	hint: "Write outputs as the user the container was started with; do not switch users inside it."
};
/** Runs a container while its time and its disks are watched. */
async function attendRun({ run, limits, tmp }, outputs, { context: { engine, folders, signal }, recording }) {
	const store = await engine.store();
	const deadline = startDeadline(limits);
	const disks = store === void 0 ? [folders.work] : [folders.work, store];
	const disk = watchDisk(known({
		paths: [...outputs, tmp],
		disks,
		limit: limits.disk
	}), deadline.end);
	return {
		outcome: await engine.run(run, {
			signal: AbortSignal.any([signal, deadline.signal]),
			scratch: dirname(tmp),
			onOutput(chunk) {
				deadline.heard(chunk);
				recording.write(chunk);
			}
		}).finally(() => {
			deadline.end();
			disk.end();
		}),
		stopped: deadline.signal,
		disk
	};
}
const DISK_FULL = /No space left on device|Disk quota exceeded|ENOSPC/;
/** A program that ended because it could not write may say so; its exit code does not. */
function withDisk(failure, recording, work) {
	if (failure?.kind !== "exit") return failure;
	const { bavail } = statfsSync(work);
	if (bavail > 0 && !recording.tail().some((line) => DISK_FULL.test(line))) return failure;
	return {
		...failure,
		kind: "disk-full",
		message: `${failure.message}, because the disk is full`,
		hint: "Free space on the runner, write less, or set the input work-directory to a larger disk."
	};
}
/** What a container may write: for an MLCube whole folders, even where its output is a file. */
const listWritable = ({ binds }) => binds.filter(({ mode }) => mode === "rw").map(({ source }) => source);
function measuredIn(outcome) {
	if (outcome.kind === "engine-failed") return {};
	if (outcome.kind === "stopped") {
		const { kind: _, ...measured } = outcome;
		return measured;
	}
	const { kind: _, exitCode: __, outOfMemory: ___, error: ____, killsMeanwhile: _____, ...measured } = outcome;
	return measured;
}
function stopReason({ reason }) {
	if (reason instanceof ExpectedError) return toFailure(reason);
	throw reason;
}
/**
* Makes outputs readable to us and to later containers: where a container wrote as somebody else, with the engine's help, or by
* root itself. False where the engine's help may still be at work there.
*/
async function takeBack(outputs, { engine, label }, images) {
	const names = images.map(({ runBy }) => runBy);
	for (const source of outputs) {
		if (!inspectOutput(source).foreign) continue;
		if (isRoot()) await handOver(source);
		else if (!await engine.reclaim(source, names, label)) return false;
		if (inspectOutput(source).foreign) throw new ExpectedError("output", "left files that belong to another user and cannot be read", { hint: "Write outputs as the user the container was started with; do not switch users inside it." });
	}
	return true;
}

// src/steps/tasks/prepare.ts
/**
* Task prepare; of an already prepared dataset MedPerf copies data, labels and metadata instead, links becoming what they
* point to (docs/medperf.md 13.1, 13.4).
*/
async function prepare(ready, demo, tools) {
	const { context, recording } = tools;
	const paths = locatePlaces(context.folders.work, ready.sources, "prepare", "data_preparator");
	const prepared = {
		data: paths["prepared data"],
		labels: paths["prepared labels"]
	};
	if (!context.benchmark.demoDataset.prepared) return runTask("prepare", ready, tools, (outputs) => withNotice(prepared, outputs, recording));
	const { data, labels, metadata } = demo.paths;
	cpSync(data, prepared.data, {
		recursive: true,
		dereference: true
	});
	cpSync(labels, prepared.labels, {
		recursive: true,
		dereference: true
	});
	if (metadata === void 0) mkdirSync(paths.metadata, { recursive: true });
	else cpSync(metadata, paths.metadata, {
		recursive: true,
		dereference: true
	});
	for (const copy of [
		prepared.data,
		prepared.labels,
		paths.metadata
	]) await handOver(copy);
	const notice = findIgnoredMetadata(context.benchmark, metadata);
	if (notice !== void 0) recording.say(notice);
	return {
		value: prepared,
		idle: "the demo dataset is already prepared"
	};
}
function withNotice(prepared, outputs, { say }) {
	const report = outputs.find(({ place }) => place === "report");
	const notice = report && judgeReportFile(report.source);
	if (notice !== void 0) say(notice);
	return known({
		...prepared,
		notice
	});
}
/**
* A sentence where metadata of already prepared data is there for nothing: MedPerf hands it to the later tasks only if
* prepare declares it (docs/medperf.md 13.2, 16.3).
*/
function findIgnoredMetadata({ components, demoDataset }, metadata) {
	if (!demoDataset.prepared || metadata === void 0) return void 0;
	const { mlcube, outputs = [] } = components.data_preparator.spec.tasks.prepare ?? {};
	if ((mlcube?.outputs ?? outputs).some(({ name }) => name === "metadata_path")) return void 0;
	return "The metadata of the demo dataset reaches no task: prepare does not declare `metadata_path` among its outputs.";
}

// src/steps/evidence.ts
/** The outcome of the steps in the words of the report. */
function collectEvidence(benchmark, outcome) {
	const { steps, fetched, gpus, generatedUid, statistics, results, notices } = outcome;
	const ignored = findIgnoredMetadata(benchmark, fetched?.demo.paths.metadata);
	return known({
		steps,
		notices: [
			...ignored === void 0 ? [] : [ignored],
			...notices,
			...listLimits(benchmark)
		],
		containers: collectParts(benchmark.components).map((component) => describeContainer(component, fetched?.images[component.role], {
			additionalFiles: fetched?.additionalHashes[component.role],
			imageFile: fetched?.imageHashes[component.role]
		})),
		demoDataset: known({
			source: shown(benchmark.demoDataset.source),
			...listDemoFacts(fetched?.demo),
			generatedUid
		}),
		gpus,
		statistics,
		results
	});
}
/** What a test says more of than MedPerf's own (docs/medperf.md 13.1). */
const listLimits = ({ topology }) => topology === "inference_script" ? [BEYOND] : [];
const BEYOND = "This test goes beyond MedPerf’s own client, which cannot test an inference_script benchmark: what run_script left in `results_path` were the predictions that evaluate judged.";
function listDemoFacts(demo) {
	if (demo === void 0) return {};
	const { paths: _, ...facts } = demo;
	return facts;
}
function describeContainer({ role, name, config, spec, parameters }, image, files) {
	return known({
		role,
		name,
		config,
		type: spec.type,
		image: hideUrlSecrets(spec.image),
		configuration: hashConfiguration(spec.document),
		imageId: image?.configDigest,
		digest: image?.registryDigest,
		imageBytes: image?.bytes,
		parameters: parameters === void 0 ? void 0 : hashConfiguration(parameters),
		...files
	});
}
/** Without what is secret in an address: a report is for everybody. */
const shown = (source) => source.kind === "path" ? source.shown : hideUrlSecrets(source.url);

// src/engines/own-names.ts
/**
* What a run calls an image while it needs it: nobody else gives or takes these names, so neither another run nor an image archive can
* mean another image by them. `localhost` makes them whole names for Docker and Podman alike, of no registry.
*/
const nameOwn = (label, what) => `localhost/medperf-run/${label.slice(label.indexOf("=") + 1)}-${what.replaceAll("_", "-")}:run`;

// src/fetch/file.ts
/**
* Downloads a file as it is. Rejects with an ExpectedError of kind `download`, `hash`, `archive` (above a limit) or
* `disk-full`, or with the reason of the signal; then nothing is left behind.
*/
async function fetchFile(url, options) {
	mkdirSync(dirname(options.into), { recursive: true });
	try {
		return await readOrigin({
			kind: "url",
			url
		}, options, (attempt) => writeOnce(attempt, options));
	} catch (error) {
		throw inDiskWords(error);
	}
}
async function writeOnce({ source, body, signal, keep }, options) {
	const { into } = options;
	const staging = `${into}.${randomBytes(6).toString("hex")}`;
	const pool = createSlabPool(signal);
	const file = openSync(staging, "wx");
	const claim = guardDisk(dirname(into));
	const write = (slab) => {
		claim(slab.length);
		writeAll(file, viewBytes(slab));
		pool.give(slab.buffer);
	};
	try {
		const found = await consumeBody(body, { write }, {
			...options,
			source,
			pool
		}).finally(() => closeSync(file));
		if (found.bytes === 0) throw empty(source.shown);
		renameSync(staging, into);
		if (keep !== void 0) await addToCache(into, keep, options);
		return {
			path: into,
			...found
		};
	} finally {
		rmSync(staging, { force: true });
	}
}
const empty = (shown) => new ExpectedError("download", `${shown} is empty`, { hint: "Check the file that is served, and upload it again." });

// src/steps/files/blame.ts
/** What is no fault of what is written. */
const NOBODYS = /* @__PURE__ */ new Set([
	"disk-full",
	"internal",
	"engine",
	"gpu"
]);
/** A failure of something that benchmark.yaml names, on the line that is to blame: of the hash, or of where it is. */
async function blameSource({ places }, getting) {
	try {
		return await getting;
	} catch (error) {
		if (places === void 0 || !(error instanceof ExpectedError) || error.place !== void 0) throw error;
		if (NOBODYS.has(error.kind)) throw error;
		const { kind, message, hint, code } = error;
		const place = (kind === "hash" ? places.sha256 : void 0) ?? places.source;
		throw new ExpectedError(kind, message, known({
			hint,
			code,
			place,
			cause: error
		}));
	}
}

// src/steps/files/hosting.ts
/** A file of a component; that one of a registered component is not the registered one, nobody can put right in benchmark.yaml. */
async function asHosted({ registered }, fetching) {
	try {
		return await fetching;
	} catch (error) {
		if (registered === void 0 || !(error instanceof ExpectedError) || error.kind !== "hash") throw error;
		throw new ExpectedError("hash", error.message, {
			hint: `It is registered as part of ${registered.uid} with that hash, so hospitals cannot use it either: tell its owner, or name another container.`,
			place: error.place,
			cause: error
		});
	}
}

// src/files/copy-folder.ts
const ENTRIES_PER_TURN = 1e3;
/**
* Copies a folder into one that does not exist yet, so that its owner may read and write all of it. Links stay links, whatever
* they lead to. The hashes are of the bytes that were written. Rejects with an ExpectedError of kind `archive` for what cannot be
* copied or is more than the limits, or with the reason of the signal.
*/
async function copyFolder(from, into, { limits, signal, leaveOut }) {
	const [top, copy] = [toBytes(resolve(from)), toBytes(resolve(into))];
	const show = (path) => plainLine(fromBytes(basename(top) + path.slice(top.length)), 200);
	const explain = (path, error) => cannotCopy(show(path), error);
	const files = /* @__PURE__ */ new Map();
	let [entries, bytes] = [0, 0];
	mkdirSync(onDisk(copy), { recursive: true });
	for (const entry of walkFolder(locateEntry(top), known({
		explain,
		leaveOut
	}))) {
		entries += 1;
		if (entries > limits.maxFiles) throw tooMany(show(top), limits.maxFiles);
		if (entries % ENTRIES_PER_TURN === 0) await setImmediate();
		signal.throwIfAborted();
		try {
			const below = entry.path.slice(top.length + 1);
			const copied = await copyEntry(entry, `${copy}/${below}`, limits.maxSize - bytes);
			if (copied === void 0) continue;
			bytes += copied.bytes;
			files.set(below, copied.sha256);
		} catch (error) {
			if (error === TOO_LARGE) throw tooLarge(show(top), limits.maxSize);
			throw explain(entry.path, error);
		}
	}
	return {
		root: resolve(into),
		files
	};
}
const TOO_LARGE = /* @__PURE__ */ new RangeError("more bytes than may be copied");
/** Copies what one entry is; gives what a file held. */
async function copyEntry({ at, kind }, to, room) {
	if (kind === "link") {
		symlinkSync(readlinkSync(onDisk(at), "buffer"), onDisk(to));
		return;
	}
	if (kind === "folder") {
		mkdirSync(onDisk(to));
		chmodSync(onDisk(to), lstatSync(onDisk(at)).mode & 511 | 448);
		return;
	}
	return copyFile(at, to, room);
}
async function copyFile(at, to, room) {
	let left = room;
	let target;
	try {
		const copied = await hashFile(onDisk(at), {
			onOpen(source) {
				target = openSync(onDisk(to), "wx", 384);
				fchmodSync(target, fstatSync(source).mode & 511 | 384);
			},
			onPiece(piece) {
				left -= piece.length;
				if (left < 0) throw TOO_LARGE;
				if (target !== void 0) writeAll(target, piece);
			}
		});
		if (copied === void 0) throw new Error("it is not a regular file");
		return copied;
	} finally {
		if (target !== void 0) closeSync(target);
	}
}
const tooMany = (shown, most) => new ExpectedError("archive", `the folder ${shown} holds more than ${most.toLocaleString("en")} files and folders`, { hint: "Raise the input `max-files` if that many are meant." });
const tooLarge = (shown, most) => new ExpectedError("archive", `the folder ${shown} holds more than ${most.toLocaleString("en")} bytes`, { hint: "Raise the input `max-size` if that much is meant." });
function cannotCopy(shown, error) {
	const worded = inDiskWords(error);
	if (worded !== error) return worded;
	const reason = readCode(error) ?? (error instanceof Error ? error.message : String(error));
	return new ExpectedError("archive", `${shown} cannot be copied: ${plainLine(reason, 200)}`, {
		hint: "Only files, folders and links that the user of the runner may read can be copied.",
		cause: error
	});
}

// src/steps/images/build-context.ts
/**
* Builds from a folder of the repository without what belongs to Git, of whose configuration a Dockerfile could make a part of
* the image, or send it away: a context with a checkout in it is built from a copy. `.dockerignore` is no wall, as the change
* itself brings it.
*/
async function withoutGit(build, role, { folders, limits, signal }, work) {
	if (!holdsGit(build.context)) return work(build);
	const copy = join$1(folders.work, "build", role);
	try {
		await copyFolder(build.context, copy, {
			limits,
			signal,
			leaveOut: isGit
		});
		return await work({
			...build,
			context: copy
		});
	} finally {
		await removeFolder(copy);
	}
}
/** Of a folder that cannot be looked through, the copy says why; of one that is not there, the builder. */
function holdsGit(folder) {
	try {
		return walkFolder(locateEntry(toBytes(folder)), { explain: (_, error) => error }).some(({ path }) => isGit(path.slice(toBytes(folder).length)));
	} catch {
		return existsSync(folder);
	}
}

// src/steps/images/format.ts
/** Checks that a file is the image that its `container_type` says, by its first bytes; throws an ExpectedError of kind `image`. */
async function checkFormat(file, type) {
	const wantsSif = type.endsWith("SingularityFile");
	if (await isSif(file) === wantsSif) return;
	throw wantsSif ? new ExpectedError("image", `the image file is not a Singularity image, as a ${type} should be`, { hint: "Make it with `apptainer build model.sif …`; what `docker save` makes is a `DockerArchive`." }) : new ExpectedError("image", `the image file is a Singularity image, and a ${type} should be what \`docker save\` makes`, { hint: `Write \`container_type: ${type.replace("DockerArchive", "SingularityFile")}\`, or make it with \`docker save\`.` });
}

// src/steps/images/gpg.ts
/**
* Decrypts an OpenPGP message that was made with a passphrase (docs/medperf.md 15) and gives the path of the decrypted file,
* which nobody else can read. The key is gone when this returns. Throws an ExpectedError of kind `image`, and then leaves
* nothing.
*/
async function decryptFile(encrypted, { key, folder, maxSize, signal, sha256, command = "gpg" }) {
	const passphrase = readPassphrase(key);
	const [secrets, output] = [join$1(folder, "secrets"), join$1(folder, "image")];
	mkdirSync(folder, {
		mode: 448,
		recursive: true
	});
	try {
		mkdirSync(secrets, { mode: 448 });
		const keyFile = join$1(secrets, "key");
		writeFileSync(keyFile, passphrase, {
			mode: 384,
			flag: "wx"
		});
		const ended = await runProcess(command, [
			...[
				"--batch",
				"--no-options",
				"--homedir",
				secrets,
				"--no-autostart",
				"--no-symkey-cache"
			],
			...[
				"--pinentry-mode",
				"loopback",
				"--status-fd",
				"1",
				"--max-output",
				String(maxSize)
			],
			...[
				"--passphrase-file",
				keyFile,
				"--output",
				output,
				"--decrypt"
			]
		], {
			signal,
			input: readHashed(encrypted, sha256)
		});
		signal.throwIfAborted();
		if (ended.code !== 0 || !/^\[GNUPG:\] DECRYPTION_OKAY/m.test(ended.stdout)) throw failureOf$1(ended);
		return output;
	} catch (error) {
		rmSync(folder, {
			recursive: true,
			force: true
		});
		throw error;
	} finally {
		rmSync(secrets, {
			recursive: true,
			force: true
		});
	}
}
/** What GnuPG reads of a key file: its bytes before the first line feed or NUL. */
function readPassphrase(key) {
	const passphrase = key.split(/[\n\0]/, 1)[0] ?? "";
	if (passphrase !== "") return passphrase;
	throw new ExpectedError("image", "the decryption key is empty: GnuPG takes a key only up to its first line feed or NUL", { hint: "Give a key that does not begin with an empty line." });
}
function failureOf$1({ code, stdout, stderr }) {
	const told = (word) => new RegExp(`^\\[GNUPG:\\] ${word}`, "m").test(stdout);
	if (code === 127 && stderr.includes("ENOENT")) return new ExpectedError("image", "GPG is not installed.", { hint: "Install GnuPG on this runner, such as by `apt-get install gnupg`; ubuntu-latest has it." });
	if (stderr.includes("No space left")) return new ExpectedError("disk-full", "the disk is full: the image cannot be decrypted", { hint: "Free space on the runner, or set the input work-directory to a larger disk." });
	const isEncrypted = told("BEGIN_DECRYPTION");
	if ((told("NODATA") || told("PLAINTEXT")) && !isEncrypted) return new ExpectedError("image", "the image file is not encrypted by GnuPG", { hint: "Encrypt it by `gpg --batch --symmetric`, or use the container_type without `Encrypted`." });
	if (told("PLAINTEXT") || told("NODATA")) return new ExpectedError("image", "the encrypted image is damaged, or larger than `max-size`, `max-ratio` and the disk allow", { hint: "Upload it again, and compare its SHA-256. If it really is that large, raise `max-size` or `max-ratio`, or take a larger disk." });
	if (isEncrypted) return new ExpectedError("image", "the decryption key does not fit the encrypted image", { hint: "Give the key that the image was encrypted with in the input `decryption-key`." });
	const reason = plainLine(stderr.trim().split("\n").at(-1) ?? "", 300);
	return new ExpectedError("image", `the image cannot be decrypted: ${reason}`, { hint: "Try `gpg --decrypt` with the same key and file: it has to be encrypted with a passphrase (`gpg --symmetric`)." });
}

// src/steps/images/decrypt.ts
const isEncrypted = ({ spec }) => spec.type.startsWith("Encrypted");
/** Checks that there is a key exactly where one is needed (docs/medperf.md 15); throws an ExpectedError of kind `image`. */
function checkDecryptionKey({ benchmark, decryptionKey }) {
	const [first] = collectParts(benchmark.components).filter(isEncrypted);
	if (first !== void 0 && decryptionKey === void 0) throw new ExpectedError("image", `Container seems to be encrypted, but no decryption key is provided (${first.config})`, { hint: "Put the key into a secret and give that to the input `decryption-key`. Pull requests from forks get no secrets." });
	if (first === void 0 && decryptionKey !== void 0) throw new ExpectedError("image", "Container is not encrypted, but a decryption key is provided", { hint: "Remove the input `decryption-key`, or use an encrypted `container_type`." });
}
/**
* Loads an encrypted image. The decrypted file lies in a private folder of the run; an archive is gone right after. A SIF is run from
* there, and goes with the run.
*/
async function loadEncrypted(encrypted, role, context) {
	const { engine, signal, benchmark, label, limits } = context;
	const { type } = expectPart(benchmark.components, role).spec;
	const file = await decryptImage(encrypted, role, context);
	try {
		await checkFormat(file, type);
		const folder = join$1(context.folders.work, CONVERTED);
		mkdirSync(folder, {
			recursive: true,
			mode: 448
		});
		return await engine.load(file, {
			signal,
			as: nameOwn(label, role),
			limits,
			folder,
			isSecret: true
		});
	} finally {
		if (type !== "EncryptedSingularityFile") rmSync(nameFolder(context, role), {
			recursive: true,
			force: true
		});
	}
}
const DECRYPTED = "decrypted";
const CONVERTED = "decrypted-images";
/** Decrypts an image into the private folder of its role, where it lies until that or the run's folder is removed. */
async function decryptImage({ path, sha256 }, role, context) {
	const { limits, signal, decryptionKey = "" } = context;
	const folder = nameFolder(context, role);
	const maxSize = limitDecrypted(statSync(path).size, limits, measureFloor(folder));
	return decryptFile(path, {
		key: decryptionKey,
		folder,
		maxSize,
		signal,
		sha256
	});
}
/** Bytes that an encrypted file of a size may become: GnuPG packs what it encrypts, so that it can be a bomb. */
function limitDecrypted(size, { maxSize, maxRatio }, disk) {
	const room = disk === void 0 ? maxSize : disk.free - disk.reserve;
	return Math.max(1, Math.floor(Math.min(maxSize, Math.max(RATIO_FLOOR, maxRatio * size), room)));
}
const nameFolder = ({ folders }, role) => join$1(folders.work, DECRYPTED, role);
/** Removes what was decrypted in a run: images from its engine, and files. */
async function removeDecrypted({ engine, folders, benchmark, label }) {
	for (const name of [DECRYPTED, CONVERTED]) rmSync(join$1(folders.work, name), {
		recursive: true,
		force: true
	});
	const encrypted = collectParts(benchmark.components).filter(isEncrypted);
	if (encrypted.length > 0) await engine.removeImages(encrypted.map(({ role }) => nameOwn(label, role)));
}

// src/steps/images/emulators.ts
/** The number of a processor in the header of its programs, and whether it stands there with the last byte first. */
const MACHINES = {
	"386": [3, true],
	amd64: [62, true],
	arm: [40, true],
	arm64: [183, true],
	loong64: [258, true],
	mips64le: [8, true],
	ppc64le: [21, true],
	riscv64: [243, true],
	s390x: [22, false]
};
/**
* Whether the kernel hands programs for a processor (`arm64`) to an emulator such as QEMU's; undefined where it does not say, as in
* most containers.
*/
function hasEmulator(architecture, folder = "/proc/sys/fs/binfmt_misc") {
	const machine = MACHINES[architecture];
	const names = list(folder);
	if (machine === void 0 || !names.includes("status")) return void 0;
	if (!read(folder, "status").startsWith("enabled")) return false;
	return names.filter((name) => name !== "status" && name !== "register").some((name) => isFor(machine, read(folder, name)));
}
/** Bytes 18 and 19 of a program are its processor's number; a handler that looks at less is for any. */
function isFor([number, littleEndian], handler) {
	const magic = Buffer.from(/^magic ([0-9a-f]+)$/m.exec(handler)?.[1] ?? "", "hex");
	const isElf = magic.subarray(0, 4).toString("latin1") === "ELF" && /^offset 0$/m.test(handler);
	if (!handler.startsWith("enabled") || !isElf || magic.length < 20) return false;
	return (littleEndian ? magic.readUInt16LE(18) : magic.readUInt16BE(18)) === number;
}
function list(folder) {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
function read(folder, name) {
	try {
		return readFileSync(join$1(folder, name), "utf8");
	} catch {
		return "";
	}
}

// src/steps/images/platform.ts
/**
* Throws an ExpectedError of kind `image` for one that the containers' machine cannot run, because it is for another processor; where
* that is not certain, it is left to the run.
*/
async function expectRunnable({ platform }, component, { engine, repository, benchmark }, machine) {
	if (platform === void 0 || platform === PLATFORM) return;
	const fault = judgePlatforms([platform], machine ?? await describeMachine(engine));
	if (fault?.severity !== "error") return;
	const { message, hint, code } = fault;
	const place = repository === void 0 ? void 0 : findImagePlace(repository, benchmark, component);
	const shown = quoteName(component.spec.image, 300);
	throw new ExpectedError("image", `the image ${shown} ${message}`, {
		hint,
		code,
		place
	});
}
/** The machine of the containers; where that is another than this one, nothing is known of its emulators. */
async function describeMachine(engine) {
	const isHere = await engine.store() !== void 0;
	return {
		platform: PLATFORM,
		emulates: isHere ? (architecture) => hasEmulator(architecture) : () => void 0
	};
}

// src/steps/images/registration.ts
/**
* The image of a registered container, if it is the one that is registered: MedPerf's client gets it by its reference and
* refuses another digest, or in the mlcube era another image ID (docs/medperf.md 11.4). Throws an ExpectedError of kind
* `image`.
*/
function expectRegistered(image, reference, { uid, imageHash }) {
	const registered = registeredImage(imageHash);
	const expected = "digest" in registered ? registered.digest : registered.imageId;
	const found = "digest" in registered ? image.registryDigest : image.configDigest;
	if (found === expected) return image;
	const shown = plainLine(reference, 300);
	if (found === void 0) throw new ExpectedError("image", `${shown} could not be compared with what is registered as ${uid}: its registry did not say which digest it has`, { hint: "Let this machine reach the registry; an image of that name that was built here is not the registered one." });
	throw new ExpectedError("image", `Hash mismatch. Expected ${expected}, found ${found}: ${shown} is no longer the image that is registered as ${uid}`, { hint: "Its tag was moved since it was registered, so hospitals cannot run it either. Tell its owner, or name another container." });
}

// src/steps/images/get.ts
/** Gets the image of a container: built from this change, loaded from a file, or by its registry reference; an asset has none. */
async function getImage(role, context, recording) {
	const got = await findImage(role, context, recording);
	if (got.image !== void 0) {
		context.imageCame?.(got.image, role);
		await expectRunnable(got.image, expectPart(context.benchmark.components, role), context);
	}
	return got;
}
async function findImage(role, context, recording) {
	const { engine, signal, benchmark, label, limits, folders } = context;
	const component = expectPart(benchmark.components, role);
	const { spec, build, registered } = component;
	const as = nameOwn(label, role);
	if (isAsset(component)) return {};
	if (build !== void 0) {
		const options = {
			signal,
			label,
			onOutput: (chunk) => recording.write(chunk)
		};
		return { image: await withoutGit(build, role, context, (own) => engine.build(own, as, options)).catch((error) => failBuild(error, component, context)) };
	}
	if (spec.type === "DockerImage") {
		const image = await engine.image(spec.image, {
			signal,
			warn: recording.say
		}).catch((error) => failImage(error, component, context));
		return { image: registered === void 0 ? image : expectRegistered(image, spec.image, registered) };
	}
	const source = sourceOf(component);
	const fetching = blameSource(source, fetchImageFile(source, role, context, recording));
	const { path, sha256 } = await asHosted(component, fetching);
	if (spec.type.startsWith("Encrypted")) return {
		image: await loadEncrypted({
			path,
			sha256
		}, role, context),
		file: sha256
	};
	await blameSource(source, checkFormat(path, spec.type));
	const folder = join$1(folders.work, "loaded");
	return {
		image: await engine.load(path, {
			signal,
			as,
			limits,
			folder,
			sha256
		}),
		file: sha256
	};
}
/** An image that an engine has not got may lie in one that was not asked: no registry is to blame before that answers. */
function failImage(error, { spec }, { engine, passedOver: [why] = [] }) {
	if (!(error instanceof ExpectedError) || error.kind !== "image" || why === void 0) throw error;
	const image = quoteName(spec.image, 300);
	throw new ExpectedError("engine", `${why}, so whether it has the image ${image} is not known; ${engine.title}, which runs the containers instead, could not get it: ${error.message}`, {
		code: "engine-silent",
		hint: "Let the first engine answer, or name the one to use as `run.runtime`; an image that lies in one alone is in no other and in no registry.",
		cause: error
	});
}
/** A build that failed is told with its role, on the line of the repository's Dockerfile. */
function failBuild(error, { role, build }, { repository }) {
	if (!(error instanceof ExpectedError) || error.kind !== "build") throw error;
	const { kind, message, hint, code, place } = error;
	const whose = (text) => `${nameRole(role)}: ${text}`;
	if (place === void 0 || repository === void 0 || build === void 0) throw new ExpectedError(kind, whose(message), known({
		hint,
		code,
		cause: error
	}));
	const file = relative(findRealPath(repository), join$1(build.context, place.file)).split(sep).join("/");
	throw new ExpectedError(kind, whose(message.replace("the Dockerfile", quoteName(file, 200))), known({
		hint,
		code,
		cause: error,
		place: {
			...place,
			file
		}
	}));
}
/** Looks, before the first image comes, whether all that will be pulled and built can fit. */
function checkRoom({ benchmark, engine, signal }, { say }) {
	const coming = listComing(collectParts(benchmark.components));
	return engine.checkRoom(coming, {
		signal,
		say
	});
}
/** What the images are called on this machine that a run builds, or loads from archives. */
const listOwnNames = ({ components }, label) => collectParts(components).filter((one) => !isAsset(one) && (one.build !== void 0 || one.spec.type !== "DockerImage")).map(({ role }) => nameOwn(label, role));
/** The images that an engine will be asked for; what is loaded from files is judged when the files are here. */
const listComing = (components) => components.flatMap((component) => {
	const { build, spec } = component;
	if (isAsset(component)) return [];
	if (build !== void 0) return [build];
	return spec.type === "DockerImage" ? [{ reference: spec.image }] : [];
});
/** Where the file of an image is: what benchmark.yaml names, or the address in its configuration. */
const sourceOf = ({ spec, imageFile, imagePosition }) => imageFile ?? known({
	kind: "url",
	url: spec.image,
	places: imagePosition && { source: imagePosition }
});
/** The image as a file of this machine, with its hash, which is what is registered of it (docs/medperf.md 11.4). */
async function fetchImageFile(source, role, { folders, limits, reach, signal, hasToolCache, log }, recording) {
	if (source.kind === "path") return checkedFile(source);
	const { path, sha256 } = await fetchFile(source.url, known({
		into: join$1(folders.work, "images", role),
		limits,
		reach,
		signal,
		toolCache: hasToolCache,
		aside: log.aside,
		say: (line) => recording.say(`image file: ${line}`),
		sha256: source.sha256
	}));
	recording.say(`image file: sha256 ${sha256}`);
	return {
		path,
		sha256
	};
}
/** A file of the repository; of an encrypted one, too, it is the file itself that is hashed (docs/medperf.md 15). */
async function checkedFile({ path, shown, sha256: wanted }) {
	const sha256 = (await hashFile(path))?.sha256 ?? "";
	if (wanted === void 0 || sha256 === wanted) return {
		path,
		sha256
	};
	throw new ExpectedError("hash", `image file: ${shown} has the SHA-256 ${sha256}, not ${wanted}`, { hint: "Update `sha256` in benchmark.yaml if the change is meant." });
}

// src/steps/failures.ts
/** The role that a row of a check works for; undefined where it is for all. */
const findRowRole = (name) => ROLES.find((role) => name.startsWith(`${role} `));
/**
* The same failure of several roles as one, which names them: one image that cannot be had is told once, however many containers want
* it.
*/
function mergeFailures(all) {
	return [...Map.groupBy(all, ({ failure }) => JSON.stringify(failure)).values()].map((group) => {
		const [first, ...others] = group;
		if (first === void 0) throw new TypeError("a group of nothing");
		const roles = new Set(group.flatMap(({ role }) => role ?? []));
		return others.length === 0 || roles.size < 2 ? first.failure : nameRoles(first.failure, [...roles]);
	});
}
function nameRoles(failure, roles) {
	const names = joinWords(roles.map(nameRole));
	const parts = failure.parts?.map((part) => ({
		...part,
		message: `${part.message} (${names})`
	}));
	return known({
		...failure,
		message: `${failure.message} (${names})`,
		parts
	});
}
/** Several failures of one step as its failure: each is a part, so that none loses its line or what to do about it. */
function joinParts(failures) {
	const [first, ...others] = failures;
	if (first === void 0 || others.length === 0) return first;
	const parts = failures.flatMap((failure) => failure.parts ?? [partOf(failure)]);
	return {
		...first,
		message: failures.map(({ message }) => message).join("; "),
		parts
	};
}
const partOf = ({ message, hint, code }) => known({
	message,
	hint,
	code
});

// src/steps/ending.ts
/** All that failed as one failure; of what was to be got each is told by itself too. */
function joinFailures(over, recording, signal) {
	const got = mergeFailures(over.filter(({ row }) => row.kind === "get").flatMap(failureOf));
	for (const { message } of got) recording.say(message);
	const others = over.filter(({ row, ending }) => row.kind !== "get" && !(ending.kind === "threw" && signal.aborted));
	return joinParts([...got, ...mergeFailures(others.flatMap(failureOf))]);
}
/** Images that do not fit together all fail by one error, which is nobody's in particular. */
function failureOf({ row, ending }, _, all) {
	if (ending.kind === "worked") return ending.worked.failure === void 0 ? [] : [{ failure: ending.worked.failure }];
	if (ending.kind !== "threw") return [];
	const failure = explainFailure(ending.error);
	return [all.filter((one) => one.ending.kind === "threw" && one.ending.error === ending.error).length > 1 ? { failure } : known({
		failure,
		role: findRowRole(row.name)
	})];
}
/** Any error as the failure of a step. */
const explainFailure = (error) => toFailure(error instanceof ExpectedError && isFailureKind(error.kind) ? error : explainAnyError(error));

// src/steps/recording.ts
/** The last lines of a step that the report carries, and how long each may be there. */
const TAIL_LINES = 50;
const TAIL_WIDTH = 500;
/** What the file keeps: the beginning and the end, in bytes. A container may write until the disk is full. */
const FILE_HEAD = 32 * 1024 ** 2;
const FILE_TAIL = 4 * 1024 ** 2;
/**
* Opens a step's group in the log and its file `logs/<step>.log` below `folder`, which keeps the first 32 MiB and the last
* 4 MiB. A full disk ends the file, not the step.
*/
function startRecording(name, folder, log) {
	mkdirSync(join$1(folder, "logs"), { recursive: true });
	const file = `logs/${name}.log`;
	const kept = openLogFile(join$1(folder, file));
	const tail = createLastLines(TAIL_LINES, TAIL_WIDTH);
	const group = log.group(name);
	const keep = (chunk) => {
		tail.add(chunk);
		kept.add(chunk);
	};
	return {
		write(chunk) {
			group.write(chunk);
			keep(chunk);
		},
		say(line) {
			group.say(line);
			keep(Buffer.from(`${line}\n`));
		},
		tail: () => tail.lines(),
		file,
		close(lastLine) {
			kept.end();
			group.end(lastLine);
		}
	};
}
/** A file of bounded size: what lies between its beginning and its end is replaced by a line that says how much it was. */
function openLogFile(path) {
	let descriptor = openSync(path, "w");
	const last = createTail(FILE_TAIL);
	let bytes = 0;
	const write = (data) => {
		try {
			if (descriptor !== void 0) writeAll(descriptor, data);
		} catch {
			close();
		}
	};
	const close = () => {
		if (descriptor !== void 0) closeSync(descriptor);
		descriptor = void 0;
	};
	return {
		add(chunk) {
			const room = Math.max(FILE_HEAD - bytes, 0);
			bytes += chunk.length;
			if (room > 0) write(chunk.subarray(0, room));
			if (room < chunk.length) last.add(chunk.subarray(room));
		},
		end() {
			const left = bytes - FILE_HEAD - FILE_TAIL;
			if (left > 0) write(Buffer.from(`\n… ${left} bytes of this log are left out here …\n`));
			if (bytes > FILE_HEAD) write(last.bytes());
			close();
		}
	};
}

// src/steps/step.ts
/** The step of some rows: it takes from the begin of the first to the end of the last, and fails with all that failed. */
function openStep(name, rows, { folder, log, signal }) {
	const endings = /* @__PURE__ */ new Map();
	let begun;
	let report;
	const inOrder = () => rows.map((row) => ({
		row,
		ending: endings.get(row) ?? ABORTED
	}));
	const finish = () => {
		if (begun === void 0) {
			report = skipped(name, inOrder().flatMap(({ ending }) => reasonIn(ending))[0] ?? "");
			return;
		}
		const { recording, start } = begun;
		const failure = joinFailures(inOrder(), recording, signal);
		const seconds = (performance$1.now() - start) / 1e3;
		const end = failure === void 0 ? "passed" : plainLine(`failed, ${failure.message}`);
		recording.close(`${name}: ${end} (${seconds.toFixed(1)} s)`);
		report = describeStep(name, seconds, inOrder(), failure, recording);
	};
	return {
		record() {
			begun ??= {
				recording: startRecording(name, folder, log),
				start: performance$1.now()
			};
			return begun.recording;
		},
		end(row, ending) {
			endings.set(row, ending);
			if (endings.size === rows.length) finish();
		},
		report() {
			if (report === void 0) throw new TypeError(`${name} is not over`);
			return report;
		}
	};
}
const ABORTED = { kind: "aborted" };
const reasonIn = (ending) => ending.kind === "skipped" ? [ending.reason] : [];
function describeStep(name, seconds, over, failure, recording) {
	const worked = over.flatMap(({ ending }) => ending.kind === "worked" ? [ending.worked] : []);
	const { value, failure: _, idle, mayLive: __, ...measured } = over.length === 1 && worked[0] || {};
	if (idle !== void 0 && value !== void 0) return {
		...skipped(name, idle),
		seconds
	};
	return known({
		name,
		status: failure === void 0 ? "passed" : "failed",
		seconds,
		...measured,
		failure,
		logTail: recording.tail().slice(),
		log: recording.file
	});
}
/** A step that did not run, and why. */
const skipped = (name, reason) => ({
	name,
	status: "skipped",
	seconds: 0,
	skipped: reason,
	logTail: []
});

// src/steps/run-rows.ts
/**
* Runs the rows of a table side by side, where what they need and what must be over first allows it, and always comes back
* with a report of each step. A failure is a value here, never an exception; only the abort of the run is thrown on, when
* no row is under way any more.
*/
async function runRows(rows, context) {
	const steps = openSteps(rows, context);
	const running = /* @__PURE__ */ new Map();
	const values = /* @__PURE__ */ new Map();
	const lingering = [];
	const here = () => Object.fromEntries(values);
	const imagesHere = () => ROLES.flatMap((role) => here()[`${role} image`]?.image ?? []);
	async function run(row, step) {
		const why = await waitFor(row, running).catch((error) => {
			step.end(row, { kind: "aborted" });
			throw error;
		}) ?? findLingering(row, lingering);
		if (why !== void 0) {
			step.end(row, {
				kind: "skipped",
				reason: why
			});
			return {
				kind: "none",
				why
			};
		}
		if (context.signal.aborted) step.end(row, { kind: "aborted" });
		context.signal.throwIfAborted();
		const ending = await work(row, here(), {
			context,
			recording: step.record(),
			imagesHere
		});
		step.end(row, ending);
		context.signal.throwIfAborted();
		const { value, failure, mayLive } = ending.kind === "worked" ? ending.worked : {};
		if (mayLive) lingering.push(row);
		if (value === void 0 || failure !== void 0) return {
			kind: "none",
			why: `${row.step} failed`
		};
		values.set(row.name, value);
		return {
			kind: "value",
			value
		};
	}
	for (const row of rows) {
		const step = steps.get(row.step);
		if (step !== void 0) running.set(row.name, run(row, step));
	}
	await Promise.allSettled(running.values());
	await Promise.all(running.values());
	return {
		steps: [...steps.values()].map((step) => step.report()),
		values: here()
	};
}
function openSteps(rows, { folders, log, signal }) {
	const names = [...new Set(rows.map(({ step }) => step))];
	return new Map(names.map((name) => {
		const own = rows.filter(({ step }) => step === name);
		return [name, openStep(name, own, {
			folder: folders.report,
			log,
			signal
		})];
	}));
}
/** Waits for what a row needs and what must be over first; why it is skipped, where one that it needs has no value. */
async function waitFor({ name, needs, after }, running) {
	const earlier = (wanted) => {
		const found = running.get(wanted);
		if (found === void 0) throw new TypeError(`the row ${wanted} does not stand before ${name}`);
		return found;
	};
	const [needed] = await Promise.all([Promise.all(needs.map(earlier)), Promise.all(after.map(earlier))]);
	return needed.find((one) => one.kind === "none")?.why;
}
/** Why a row cannot begin, where the container of an earlier one may still write what it reads or writes. */
function findLingering({ reads, writes }, lingering) {
	const found = lingering.find((row) => row.writes.some((one) => reads.includes(one) || writes.includes(one)));
	return found && `the container of ${found.step} may still be running, and write what it needs`;
}
/** The values are there, because the row waited for them: it was typed by what it needs. */
async function work(row, values, tools) {
	try {
		return {
			kind: "worked",
			worked: await row.work(values, tools)
		};
	} catch (error) {
		return {
			kind: "threw",
			error
		};
	}
}

// src/steps/check-files.ts
/** Asks the engine, before the first task, whether it sees what the tasks will be given; see `Launcher.checkFiles`. */
async function checkFiles({ engine, folders: { work }, label }, image, mounted) {
	if (image === void 0) return;
	const others = mounted.filter((path) => !path.startsWith(`${work}/`));
	await engine.checkFiles(image, {
		work,
		others: [...new Set(others)]
	}, label);
}

// src/archive/unpacking.ts
/** Archives of less than so many bytes are unpacked on the main thread: starting another costs more than it gives. */
const SMALL = 33554432;
/**
* Unpacks what is delivered into `folder`. It starts with the first slab, which shows what the archive is, and stops the
* delivery when it fails.
*/
function createUnpacking(folder, limits, { length, announced = length, signal, stop }, pool) {
	let unpacker;
	let stopped = false;
	const failed = (error) => {
		if (!stopped) stop(error);
	};
	const start = async (head) => {
		const packing = detectPacking(head);
		return unpackerFor(known({
			folder,
			packing,
			limits,
			length
		}), {
			release: pool.give,
			failed
		}, announced);
	};
	return {
		async write(slab) {
			unpacker ??= await start(viewBytes(slab));
			unpacker.push(slab);
		},
		async end() {
			unpacker ??= await start(/* @__PURE__ */ new Uint8Array());
			return untilAborted(unpacker.end(), signal);
		},
		async judge() {
			stopped = true;
			const error = await unpacker?.end().then(void 0, (reason) => reason);
			return error instanceof PassedLimit ? error : void 0;
		},
		async stop() {
			stopped = true;
			await unpacker?.stop();
		}
	};
}
/** The same promise, unless the signal comes first. */
async function untilAborted(work, signal) {
	const { promise, reject } = Promise.withResolvers();
	const abort = () => reject(signal.reason);
	signal.addEventListener("abort", abort, { once: true });
	if (signal.aborted) abort();
	return Promise.race([work, promise]).finally(() => signal.removeEventListener("abort", abort));
}
async function unpackerFor(job, events, length = Number.POSITIVE_INFINITY) {
	if (!(job.packing !== "none" && job.packing !== "gzip") && length < SMALL) {
		const { createUnpacker } = await import("./unpacker.js");
		return createUnpacker(job, events);
	}
	const { createUnpackThread } = await import("./unpack-thread.js");
	return createUnpackThread(job, events);
}

// src/fetch/archive.ts
/**
* Downloads or reads a tar archive and unpacks it into a new folder, in one pass: each byte is hashed,
* unpacked, hashed again as part of its file, and written while it comes. Everything happens in a folder of
* our own beside `into`, which gets its name only when the archive's sha256 is the expected one, so that
* nobody sees what was not checked. Links that lead out, devices, absolute paths and `..` are refused;
* MedPerf's `._*` rule is kept (docs/medperf.md 13.4).
*
* Rejects with an ExpectedError of kind `download`, `hash`, `archive` or `disk-full`, or with the reason of the
* signal; then nothing is left behind.
*/
async function fetchArchive(origin, options) {
	mkdirSync(dirname(options.into), { recursive: true });
	try {
		return await readOrigin(origin, options, (attempt) => unpackOnce(attempt, options));
	} catch (error) {
		throw inDiskWords(error);
	}
}
async function unpackOnce(attempt, options) {
	const { into, limits } = options;
	const staging = mkdtempSync(`${into}.`);
	const pool = createSlabPool(attempt.signal);
	const copy = attempt.keep === void 0 ? void 0 : createCopy(`${staging}.copy`, attempt.keep, options);
	const { signal, stop, body: { length, announced } } = attempt;
	const delivery = known({
		length,
		announced,
		signal,
		stop
	});
	const unpacking = createUnpacking(staging, limits, delivery, pool);
	try {
		const write = async (slab) => {
			copy?.write(viewBytes(slab));
			await unpacking.write(slab);
		};
		const { source, body } = attempt;
		const { sha256, bytes } = await consumeBody(body, { write }, {
			...options,
			source,
			pool
		});
		const files = await unpacking.end();
		chmodSync(staging, 493);
		renameSync(staging, into);
		await copy?.keep();
		return {
			folder: into,
			sha256,
			bytes,
			files: files.size,
			hashes: {
				root: resolve(into),
				files
			}
		};
	} catch (error) {
		throw (error === START_OVER ? await unpacking.judge() : void 0) ?? error;
	} finally {
		await unpacking.stop();
		copy?.discard();
		await rm(staging, {
			recursive: true,
			force: true
		});
	}
}

// src/steps/files/closed.ts
const READ = 4;
const READ_AND_ENTER = 5;
/**
* Whether a folder of the repository cannot be read by containers as it is, because root runs them as somebody else and its files
* are closed to others (`umask 077`). It is not ours to give away, and a hospital's files are its user's, whatever their modes are
* here.
*/
const isClosed = (folder) => isRoot() && !isOpen(folder, findContainerUser());
/** Whether somebody can read all that is below a folder; what links lead to is not looked at. Throws the system's errors. */
function isOpen(folder, user) {
	const top = locateEntry(toBytes(resolve(folder)));
	if (!canRead(lstatSync(onDisk(top.at)), user)) return false;
	return walkFolder(top, { explain: (_, error) => error }).every(({ at, kind }) => kind === "link" || canRead(lstatSync(onDisk(at)), user));
}
/** Only the first of owner, group and others that fits counts. */
function canRead(stats, { uid, gid }) {
	const needed = stats.isDirectory() ? READ_AND_ENTER : READ;
	const group = stats.gid === gid ? stats.mode >> 3 : stats.mode;
	return ((stats.uid === uid ? stats.mode >> 6 : group) & needed) === needed;
}

// src/steps/files/source.ts
/** A source as a folder of this machine: a folder of the repository stays where it is, an archive is unpacked. */
const fetchSource = (source, wish, context, recording) => blameSource(source, getSource(source, wish, context, recording));
async function getSource(source, { what, into, isWritten }, context, recording) {
	if (source.kind === "url" || source.type === "file") return unpackArchive(source, {
		what,
		into
	}, context, recording);
	return expectHash(source, what, isWritten || isClosed(source.path) ? await takeCopy(source.path, into, context) : await takeFolder(source.path, context));
}
async function takeFolder(folder, { hashes: before }) {
	const hashes = before?.get(folder);
	return known({
		folder,
		sha256: await hashFolder([folder], hashes),
		hashes
	});
}
async function takeCopy(folder, into, { limits, signal }) {
	const hashes = await copyFolder(folder, into, {
		limits,
		signal
	});
	return {
		folder: into,
		sha256: await hashFolder([into], hashes, { inside: into }),
		hashes
	};
}
async function unpackArchive(source, { what, into }, { limits, reach, signal, hasToolCache, log }, recording) {
	const origin = source.kind === "url" ? {
		kind: "url",
		url: source.url
	} : {
		kind: "file",
		path: source.path
	};
	try {
		const { folder, sha256, hashes, bytes, files } = await fetchArchive(origin, known({
			into,
			limits,
			reach,
			signal,
			toolCache: hasToolCache,
			aside: log.aside,
			say: (line) => recording.say(`${what}: ${line}`),
			sha256: source.sha256
		}));
		recording.say(`${what}: ${files} files, sha256 ${sha256}`);
		return {
			folder,
			sha256,
			hashes,
			counts: {
				bytes,
				files
			}
		};
	} catch (error) {
		throw withName(what, error);
	}
}
function expectHash({ shown, sha256 }, what, found) {
	if (sha256 === void 0 || sha256 === found.sha256) return found;
	throw new ExpectedError("hash", `${what}: ${shown} has the folder hash ${found.sha256}, not ${sha256}`, { hint: "Update `sha256` in benchmark.yaml if the change is meant." });
}
/** A failure that says which of several downloads it is about. */
function withName(what, error) {
	if (!(error instanceof ExpectedError)) return error;
	const { kind, message, hint, code } = error;
	return new ExpectedError(kind, `${what}: ${message}`, {
		hint,
		code,
		cause: error
	});
}

// src/steps/files/additional.ts
/** The folder of a container's additional files; an empty one where it has none (docs/medperf.md 13.3). */
async function getAdditional(role, context, recording) {
	const component = expectPart(context.benchmark.components, role);
	const { spec, additionalFiles } = component;
	const { work } = context.folders;
	const into = spec.mlcube === void 0 ? join$1(work, "additional-files", role) : join$1(locateWorkspace(work, role), "additional_files");
	const isWritten = spec.mlcube !== void 0 || mayWriteFiles(context.benchmark, role);
	const what = isAsset(component) ? "asset" : `additional files of the ${nameRole(role)}`;
	const found = additionalFiles === void 0 ? { folder: into } : await asHosted(component, fetchSource(additionalFiles, {
		what,
		into,
		isWritten
	}, context, recording));
	mkdirSync(into, { recursive: true });
	if (spec.mlcube !== void 0) copyParameters(component, dirname(into));
	await handOver(spec.mlcube === void 0 ? into : dirname(into));
	return found;
}
/** Puts the parameters into an MLCube's `workspace/`, where additional_files/ lies already, as MedPerf does (docs/medperf.md 16.1). */
function copyParameters({ parametersFile, registered }, workspace) {
	const parameters = join$1(workspace, "parameters.yaml");
	if (parametersFile !== void 0) copyFileSync(parametersFile, parameters);
	else if (registered?.parametersText !== void 0) writeFileSync(parameters, registered.parametersText);
}

// src/steps/files/demo.ts
/** Gets the demo dataset, and finds data and labels in it. */
async function getDemo(context, recording) {
	const { source, prepared } = context.benchmark.demoDataset;
	const into = join$1(context.folders.work, "demo");
	const isWritten = mayWriteRaw(context.benchmark);
	const found = await fetchSource(source, {
		what: "demo dataset",
		into,
		isWritten
	}, context, recording);
	const within = found.folder === into ? into : void 0;
	const read = async () => readDemoPaths(found.folder, known({
		prepared,
		within
	}));
	const paths = await blameSource(source, read());
	const inputDataHash = await hashFolder([paths.data, paths.labels], found.hashes);
	const given = context.benchmark.components.data_preparator.spec.mlcube === void 0 ? paths : {
		...paths,
		data: await setApart(paths.data, "data", context),
		labels: await setApart(paths.labels, "labels", context)
	};
	await handOver(into);
	return {
		paths: given,
		sha256: found.sha256,
		inputDataHash,
		...found.counts
	};
}
/**
* An MLCube is given the folder of a file (docs/medperf.md 16.4): one that holds nothing else, as beside a file of the repository
* anything may lie, a checkout's credentials among it.
*/
async function setApart(path, name, { folders }) {
	const stats = statSync(path);
	if (!stats.isFile()) return path;
	const folder = join$1(folders.work, "raw", name);
	makeGivenFolder(folder);
	guardDisk(folder)(stats.size);
	const copy = join$1(folder, basename(path));
	await copyFile$1(path, copy, constants.COPYFILE_FICLONE);
	handOverEntry(copy);
	return copy;
}

// src/steps/gpus.ts
/** Says before the first task runs which GPUs the engine offers and which the tasks ask for. */
async function offerGpus({ benchmark, engine, label }, findImage, recording) {
	const { topology, components } = benchmark;
	const wishes = TASKS_OF[topology].flatMap((task) => {
		const [image, spec] = [findImage(findRole(components, task)), findTask(benchmark, task)];
		if (image === void 0 || spec === void 0) return [];
		const gpus = chooseGpus(spec, findLimits(benchmark, task));
		return gpus.kind === "none" ? [] : [{
			task,
			gpus,
			image
		}];
	});
	const asked = wishes.map(({ task, gpus }) => ({
		task,
		gpus: showGpus(gpus)
	}));
	const images = listRoles(components).flatMap((role) => findImage(role) ?? []);
	const [image] = wishes.length === 0 ? images : wishes.map((one) => one.image);
	if (image === void 0 || wishes.length === 0 && !engine.showsGpus()) {
		recording.say(`GPUs: ${describeAskedGpus(asked)}`);
		return {
			wishes,
			words: ""
		};
	}
	const offered = await engine.offeredGpus(image, label);
	const words = describeOfferedGpus(engine.title, offered);
	recording.say(`GPUs: ${words} ${describeAskedGpus(asked)}`);
	return {
		wishes,
		words,
		facts: {
			offered: offered.slice(0, 64),
			asked
		}
	};
}
/** Throws an ExpectedError that names the task where one of them cannot have its GPUs. */
async function expectGpus({ engine, label }, { wishes, words }) {
	const done = /* @__PURE__ */ new Set();
	for (const { task, gpus, image } of wishes) {
		const question = `${image.configDigest} ${showGpus(gpus)}`;
		if (done.has(question)) continue;
		done.add(question);
		await engine.checkGpus(image, gpus, label).catch((error) => {
			throw named(task, words, error);
		});
	}
}
function named(task, offer, error) {
	if (!(error instanceof ExpectedError)) return error;
	const { kind, message, hint = "" } = error;
	return new ExpectedError(kind, `${task}: ${message}`, {
		hint: `${offer} ${hint}`.trim(),
		cause: error
	});
}

// src/steps/row.ts
/** A row whose work sees nothing but the values that it says it needs. */
const defineRow = (row) => ({
	after: [],
	reads: [],
	writes: [],
	...row
});

// src/steps/fetch-rows.ts
/** What the step fetch does: it gets what the containers need, and looks whether they can have it. */
const listFetchRows = (benchmark) => [...listGets(benchmark), ...listChecks(listRoles(benchmark.components))];
/** What has to be got, each thing by itself. */
function listGets(benchmark) {
	const key = ["decryption key"];
	const components = collectParts(benchmark.components);
	const files = (component) => defineRow({
		name: `${component.role} files`,
		step: "fetch",
		kind: "get",
		needs: key,
		writes: filesPlaces(component),
		work: async (_, { context, recording }) => ({ value: await getAdditional(component.role, context, recording) })
	});
	const image = ({ role }) => defineRow({
		name: `${role} image`,
		step: "fetch",
		kind: "get",
		needs: ["room"],
		work: async (_, { context, recording }) => ({ value: await getImage(role, context, recording) })
	});
	return [
		defineRow({
			name: "decryption key",
			step: "fetch",
			kind: "check",
			needs: [],
			async work(_, { context }) {
				checkDecryptionKey(context);
				return DONE;
			}
		}),
		defineRow({
			name: "demo dataset",
			step: "fetch",
			kind: "get",
			needs: key,
			writes: ["raw data", "raw labels"],
			work: async (_, { context, recording }) => ({ value: await getDemo(context, recording) })
		}),
		...components.map(files),
		defineRow({
			name: "room",
			step: "fetch",
			kind: "get",
			needs: key,
			async work(_, { context, recording }) {
				await checkRoom(context, recording);
				return DONE;
			}
		}),
		...components.map(image)
	];
}
const DONE = { value: true };
function filesPlaces(component) {
	if (isAsset(component)) return ["model files"];
	return component.spec.mlcube === void 0 ? ["additional files"] : ["additional files", "workspace"];
}
/** Looks at what was got, before the first container starts. */
function listChecks(roles) {
	const files = roles.map((role) => `${role} files`);
	const images = roles.map((role) => `${role} image`);
	return [
		defineRow({
			name: "GPUs",
			step: "fetch",
			kind: "check",
			needs: [
				...images,
				...files,
				"demo dataset"
			],
			work: async (got, { context, recording }) => ({ value: await offerGpus(context, (role) => got[`${role} image`].image, recording) })
		}),
		defineRow({
			name: "GPU check",
			step: "fetch",
			kind: "check",
			needs: ["GPUs"],
			async work({ GPUs: offer }, { context }) {
				await expectGpus(context, offer);
				return DONE;
			}
		}),
		defineRow({
			name: "file check",
			step: "fetch",
			kind: "check",
			needs: [
				"GPU check",
				...images,
				...files,
				"demo dataset"
			],
			reads: [
				"raw data",
				"raw labels",
				"additional files",
				"model files"
			],
			async work(got, { context }) {
				const [image] = images.flatMap((name) => got[name].image ?? []);
				const { data, labels } = got["demo dataset"].paths;
				await checkFiles(context, image, [
					data,
					labels,
					...files.map((name) => got[name].folder)
				]);
				return DONE;
			}
		})
	];
}

// src/steps/tasks/side-by-side.ts
/** What the tasks after prepare read, and what nobody may write while they do. */
const SHARED = [...[
	"prepared data",
	"prepared labels",
	"metadata"
], ...["additional files", "workspace"]];
/**
* Lets sanity_check, statistics and infer start together, because they only read the prepared data, except where the
* user wants one after another, where one of them declares that data as an output, or where two would share a GPU.
*/
function orderTasks(benchmark, sequential) {
	const oneByOne = sequential || writesShared(benchmark);
	const tasks = TASKS_OF[benchmark.topology];
	const before = (task) => tasks.slice(1, Math.max(1, tasks.indexOf(task))).filter((earlier) => oneByOne || shareGpus(benchmark, earlier, task));
	return {
		prepare: [],
		sanity_check: before("sanity_check"),
		statistics: before("statistics"),
		infer: before("infer"),
		evaluate: before("evaluate"),
		run_script: before("run_script")
	};
}
/** Whether a task after prepare may write prepared data, labels or metadata, additional files, or the `workspace/` of an MLCube. */
const writesShared = (benchmark) => TASKS_OF[benchmark.topology].slice(1).some((task) => listPlaces(benchmark, task).writes.some((place) => SHARED.includes(place)));
function shareGpus(benchmark, one, other) {
	const [first, second] = [one, other].map((task) => {
		const spec = findTask(benchmark, task);
		return spec === void 0 ? { kind: "none" } : chooseGpus(spec, findLimits(benchmark, task));
	});
	if (first === void 0 || second === void 0 || first.kind === "none" || second.kind === "none") return false;
	if (first.kind !== "devices" || second.kind !== "devices") return true;
	return first.devices.some((one) => second.devices.some((other) => mayBeSame(one, other)));
}
const NUMBER = /^\d+$/;
const UUID = /^GPU-./;
/** Whether two names may mean one GPU: a number and a UUID may, and a UUID may be cut short. */
function mayBeSame(one, other) {
	if (NUMBER.test(one) && NUMBER.test(other)) return Number(one) === Number(other);
	if (UUID.test(one) && UUID.test(other)) return one.startsWith(other) || other.startsWith(one);
	return true;
}

// src/steps/outputs/sendable.ts
/** So many values are named. */
const MOST = 3;
/** How a value that stands alone might be called. */
const NAMES = {
	results: "score",
	statistics: "value"
};
/**
* Statistics or results that a hospital's client sends, a server holds and a client reads back; throws ExpectedError for others
* (docs/medperf.md 2.7, 6.8, 8.3).
*/
function expectSendable(value, what) {
	if (!isMapping(value)) throw noMapping(value, what);
	const words = findLeaves(value, (leaf) => typeof leaf === "string" && breaksSanitising(leaf));
	if (words.length > 0) throw brokenWords(words, what);
	const unheld = findLeaves(value, (leaf) => explainUnholdable(leaf) !== void 0);
	if (unheld.length > 0) throw unholdable(unheld, what);
	return value;
}
const unusable$1 = (message, hint, code) => new ExpectedError("output", message, {
	hint,
	code
});
const noMapping = (value, what) => unusable$1(`the ${what} are ${nameKind(value)}, and MedPerf’s client reads only a mapping of names to values`, `Write ${what} with names, for example ${quoteName(writeNamed(NAMES[what], value))}.`, `${what}-not-mapping`);
function brokenWords(found, what) {
	const named = listFound(found, ({ isKey, value }) => isKey ? "is the name of a value" : `is ${quoteName(String(value), 60)}`);
	const plain = found.every(({ isKey, value }) => !isKey && /^[-+]?(?:NaN|Infinity)$/.test(String(value)));
	return unusable$1(`the ${what} hold text on which MedPerf’s client breaks when a hospital sends them: ${named}`, plain ? "As JSON writers write them, `NaN` and `Infinity` are text in YAML: write `.nan`, `.inf` or `-.inf`, without quotes." : "Leave the words NaN and Infinity out of names and texts; the numbers `.nan`, `.inf` and `-.inf` are fine as values.", "nan-as-text");
}
const unholdable = (found, what) => unusable$1(`the ${what} cannot be held by a MedPerf server: ${listFound(found, ({ isKey, value }) => `${explainUnholdable(value)}${isKey ? " in its name" : ""}`)}`, "Write plain text and numbers there.", "not-storable");
/** The first of what was found, each by its path. */
function listFound(found, tell) {
	const shown = found.slice(0, MOST).map((one) => `${quoteName(one.path.join("."), 200)} ${tell(one)}`);
	const rest = found.length - shown.length;
	return [...shown, ...rest > 0 ? [`${rest} more`] : []].join(", ");
}

// src/steps/outputs/yaml.ts
const LARGEST = 64 * 1024 ** 2;
/**
* Reads statistics or results as MedPerf does, in YAML 1.1; null is like empty. Both fail the step, as does what a hospital's
* client could not send or read back (docs/medperf.md 13.6).
*/
function readYamlOutput(path, what) {
	const value = readValue(path, what);
	if (value === void 0) throw unusable(`the ${what} file does not exist`);
	if (value === null) throw unusable(`the ${what} file is empty`);
	return expectSendable(value, what);
}
/**
* Reads results.yaml in the folder that a script wrote; one that is missing or empty stands for `{}` (docs/medperf.md 13.6).
*/
const readScriptResults = (folder) => expectSendable(readValue(join$1(folder, "results.yaml"), "results") ?? {}, "results");
/** What a file says; undefined where there is none. A link out of its folder is no file of the container's. */
function readValue(path, what) {
	const bytes = readBounded(path, {
		most: LARGEST,
		inside: dirname(path)
	});
	if ("wrong" in bytes) {
		if (bytes.wrong === "missing") return void 0;
		throw unusable(`the ${what} file ${WHY[bytes.wrong]}`);
	}
	const parsed = parseYaml(bytes, MOST_VALUES);
	if (!parsed.ok) throw unread(parsed, bytes, what);
	if (hasEndlessPaths(parsed.value)) throw unusable(`the names of all values in the ${what} file together are longer than ${MOST_PATHS.toLocaleString("en")} characters`);
	return parsed.value;
}
const WHY = {
	outside: "is a link that leads out of its folder",
	special: "is not a regular file",
	large: `is larger than ${LARGEST} bytes`,
	unreadable: "cannot be read"
};
const HINT = `Write YAML (or JSON), of at most ${MOST_VALUES.toLocaleString("en")} values, to the file that is mounted as output_path.`;
const unusable = (message, { hint = HINT, code = "unusable-output" } = {}) => new ExpectedError("output", message, {
	hint,
	code
});
/** What is wrong with the text of a file, and the line of it: its owner has not got the file. */
function unread({ problems, error }, bytes, what) {
	const [first = {
		line: 1,
		column: 1,
		message: error
	}] = problems;
	const { line, column, hint, code, ...problem } = first;
	const text = quoteName(findLine(bytes, {
		line,
		column
	}), LONGEST_SHOWN + 2);
	const why = `${plainLine(tellYaml(problem))} (line ${line}, column ${column}: ${text})`;
	const advice = problem.path === void 0 ? { code: "unreadable-yaml" } : known({
		hint,
		code
	});
	return unusable(`the ${what} file cannot be read as YAML 1.1: ${why}`, advice);
}
/** UTF-16 units of a line that are shown; programs write JSON on a single one. */
const LONGEST_SHOWN = 120;
function findLine(bytes, { line, column }) {
	const text = bytes.toString("utf8");
	const ends = /\r\n?|\n|$/g;
	let start = 0;
	for (let number = 1; number < line; number += 1) {
		ends.exec(text);
		start = ends.lastIndex;
	}
	const whole = text.slice(start, ends.exec(text)?.index);
	const from = Math.max(0, Math.min(column - 1 - LONGEST_SHOWN / 2, whole.length - LONGEST_SHOWN));
	const shown = whole.slice(from, from + LONGEST_SHOWN);
	return `${from > 0 ? "…" : ""}${shown}${from + LONGEST_SHOWN < whole.length ? "…" : ""}`;
}

// src/steps/tasks/tasks.ts
/** Task sanity_check: its exit status is all that counts. */
const sanityCheck = (ready, tools) => runTask("sanity_check", ready, tools, () => true);
/** Task infer: whatever it leaves are predictions; none are allowed too (docs/medperf.md 13.6). */
const infer = (ready, tools) => runTask("infer", ready, tools, () => true);
/** Task evaluate, and the results it wrote. */
const evaluate = (ready, tools) => runTask("evaluate", ready, tools, (outputs) => readYamlOutput(findPath(outputs, "results"), "results"));
/**
* Task run_script that computes metrics; results.yaml in the folder it wrote, and `{}` where that is missing or empty
* (docs/medperf.md 13.6).
*/
const scoreByScript = (ready, tools) => runTask("run_script", ready, tools, (outputs) => readScriptResults(findPath(outputs, "script results")));
/** Task run_script beside an evaluator: whatever it leaves are predictions. */
const inferByScript = (ready, tools) => runTask("run_script", ready, tools, () => null);
/**
* Task statistics, and the dataset's uid, which MedPerf takes after it (docs/medperf.md 13.1); where no task may write the
* prepared data, it is computed while the container runs.
*/
async function statistics(ready, { data, labels }, tools) {
	const hash = () => hashFolder([data, labels], void 0, { inside: dirname(data) });
	const early = writesShared(tools.context.benchmark) ? void 0 : hash();
	early?.catch(() => {});
	const { value, ...worked } = await runTask("statistics", ready, tools, (outputs) => readYamlOutput(findPath(outputs, "statistics"), "statistics"));
	if (value === void 0) return worked;
	return {
		...worked,
		value: {
			statistics: value,
			generatedUid: await (early ?? hash())
		}
	};
}
function findPath(outputs, wanted) {
	const found = outputs.find(({ place }) => place === wanted);
	if (found !== void 0) return found.source;
	throw new ExpectedError("output", `the container configuration declares no output for ${wanted}`, { hint: "Add it below `output_volumes` of the task." });
}

// src/steps/task-rows.ts
/** One row for each container, and which of them wait for each other. */
function listTaskRows(benchmark, sequential) {
	const { topology, components } = benchmark;
	const order = orderTasks(benchmark, sequential);
	const common = (name) => ({
		name,
		step: name,
		kind: "task",
		after: order[name],
		...listPlaces(benchmark, name)
	});
	const of = (task) => {
		const role = findRole(components, task);
		return [
			`${role} image`,
			`${role} files`,
			"demo dataset"
		];
	};
	const readyFor = (task, got) => makeReady(benchmark, task, got);
	const makeRow = {
		prepare: () => defineRow({
			...common("prepare"),
			needs: [
				...of("prepare"),
				"GPU check",
				"file check"
			],
			work: (got, tools) => prepare(readyFor("prepare", got), got["demo dataset"], tools)
		}),
		sanity_check: () => defineRow({
			...common("sanity_check"),
			needs: ["prepare", ...of("sanity_check")],
			work: (got, tools) => sanityCheck(readyFor("sanity_check", got), tools)
		}),
		statistics: () => defineRow({
			...common("statistics"),
			needs: ["prepare", ...of("statistics")],
			work: (got, tools) => statistics(readyFor("statistics", got), got.prepare, tools)
		}),
		infer: () => defineRow({
			...common("infer"),
			needs: ["prepare", ...of("infer")],
			work: (got, tools) => infer(readyFor("infer", got), tools)
		}),
		run_script: () => defineRow({
			...common("run_script"),
			needs: [
				"prepare",
				...of("run_script"),
				"reference_model files"
			],
			work: (got, tools) => {
				return (topology === "inference_script" ? inferByScript : scoreByScript)(readyFor("run_script", got), tools);
			}
		}),
		evaluate: () => defineRow({
			...common("evaluate"),
			needs: [topology === "inference_script" ? "run_script" : "infer", ...of("evaluate")],
			work: (got, tools) => evaluate(readyFor("evaluate", got), tools)
		})
	};
	return TASKS_OF[topology].map((task) => makeRow[task]());
}
/** What there is for the container of a task. */
function makeReady({ components }, task, got) {
	const { data, labels } = got["demo dataset"].paths;
	const role = findRole(components, task);
	return {
		image: got[`${role} image`]?.image,
		sources: {
			rawData: data,
			rawLabels: labels,
			additionalFiles: got[`${role} files`]?.folder,
			modelFiles: got["reference_model files"]?.folder
		}
	};
}

// src/steps/table.ts
/** All that a check does, in an order in which each row stands behind what it waits for. */
const listRows = (benchmark, sequential) => [...listFetchRows(benchmark), ...listTaskRows(benchmark, sequential)];

// src/steps/run-steps.ts
/** Runs the steps, side by side where the order allows, and always comes back with a report of each. */
async function runSteps(context) {
	makeWork(context.folders.work);
	const rows = listRows(context.benchmark, context.sequential);
	const { steps, values } = await runRows(rows, context).finally(() => removeDecrypted(context));
	return known({
		steps,
		fetched: collectFetched(values),
		gpus: values.GPUs?.facts,
		generatedUid: values.statistics?.generatedUid,
		statistics: values.statistics?.statistics,
		results: readResults(context.benchmark, values),
		notices: values.prepare?.notice === void 0 ? [] : [values.prepare.notice]
	});
}
/** What the last task of the benchmark wrote. */
const readResults = ({ topology }, values) => topology === "end_to_end_script" ? values.run_script : values.evaluate;
/** What was got, where all of it was and the looks at it found nothing. */
function collectFetched(values) {
	const demo = values["demo dataset"];
	if (demo === void 0 || values["file check"] === void 0) return void 0;
	return {
		demo,
		images: mapRoles((role) => values[`${role} image`]?.image),
		additionalHashes: mapRoles((role) => values[`${role} files`]?.sha256),
		imageHashes: mapRoles((role) => values[`${role} image`]?.file)
	};
}
/** What there is, by role. */
const mapRoles = (find) => known(Object.fromEntries(ROLES.map((role) => [role, find(role)])));

// src/steps/tasks/mlcube-platform.ts
/**
* MLCubes on Singularity: there `mlcube` goes by the section `singularity` alone, so that what `docker` has for its command
* does not count, and gives arguments to every entrypoint (docs/medperf.md 16.2; mlcube-singularity 0.0.9).
*/
function adaptToPlatform(benchmark, { platform, title }) {
	if (platform === "docker") return {
		benchmark,
		notices: []
	};
	const components = mapParts(benchmark.components, (component) => {
		const tasks = Object.entries(component.spec.tasks).map(([task, spec]) => [task, onSingularity(spec)]);
		return {
			...component,
			spec: {
				...component.spec,
				tasks: Object.fromEntries(tasks)
			}
		};
	});
	const notices = collectParts(benchmark.components).filter(hasDockerArguments).map((component) => notApplied(component, title));
	return {
		benchmark: {
			...benchmark,
			components
		},
		notices
	};
}
/** One task on Singularity; that of another container as it is. */
function onSingularity(spec) {
	if (spec.mlcube === void 0) return spec;
	const { shmSize: _, ...others } = spec;
	const { environment, gpus } = spec.mlcube.singularity;
	const options = {
		options: spec.mlcube.singularity,
		gpuOptions: spec.mlcube.singularity
	};
	return {
		...others,
		environment,
		gpus,
		mlcube: {
			...spec.mlcube,
			...options,
			takesArguments: true
		}
	};
}
const hasDockerArguments = ({ spec }) => Object.values(spec.tasks).some(({ mlcube }) => mlcube !== void 0 && asksOf(mlcube).some(isWish));
const asksOf = ({ options, gpuOptions, singularity }) => [options, gpuOptions].filter((one) => one !== singularity);
const isWish = ({ environment, gpus, shmSize, memory, cpus }) => environment.length > 0 || gpus.kind !== "none" || [
	shmSize,
	memory,
	cpus
].some((one) => one !== void 0);
const notApplied = ({ config }, title) => `${title} does not apply what \`docker\` in ${config} asks for (cpu_args, gpu_args, env_args), as MedPerf's client does not: with it \`singularity.run_args\` count.`;

// src/check/checkout.ts
/**
* Hashes what the repository holds of a benchmark. A test goes on without: its own steps say what they cannot read, and a build
* may ignore it.
*/
async function hashCheckout(benchmark, repository, signal) {
	try {
		const { trees, hashes } = await hashTrees(listNamedPaths(benchmark, repository), { signal });
		return {
			sources: trees,
			hashes,
			notices: []
		};
	} catch (error) {
		if (!(error instanceof ExpectedError)) throw error;
		const notice = `What the repository holds could not be hashed, so \`submit/\` does not take this report: ${error.message}.`;
		return {
			hashes: /* @__PURE__ */ new Map(),
			notices: [notice]
		};
	}
}

// src/check/overrides.ts
/** The benchmark with the inputs `runtime` and `gpus` in place of what its `run:` says. */
function applyOverrides(benchmark, { runtime = benchmark.runtime, gpus }) {
	const limits = Object.fromEntries(TASKS.map((task) => [task, gpus === void 0 ? benchmark.limits[task] : {
		...benchmark.limits[task],
		gpus
	}]));
	return {
		...benchmark,
		limits,
		runtime
	};
}

// src/check/check.ts
/**
* Reads benchmark.yaml and runs the benchmark's containers on its demo dataset. Everything that goes wrong is in the
* findings; only the abort of `signal` is thrown.
*/
async function check(options) {
	const { repository, config, machine, reach, test, log, signal, lookups, rules, remember, atEnd } = options;
	const { registers } = options;
	const read = readBenchmark({
		repository,
		config,
		lookups,
		reach,
		registers
	});
	const found = known({
		config,
		name: read.name,
		problems: read.problems,
		steps: [],
		containers: [],
		notices: [],
		host: describeHost()
	});
	if (read.unread !== void 0) return {
		...found,
		fatal: makeServerFailure(read.unread)
	};
	if (read.benchmark === void 0 || read.problems.some(({ severity }) => severity === "error")) return found;
	const overlap = findOverlap(read.benchmark, options);
	if (overlap !== void 0) return {
		...found,
		fatal: toFailure(overlap)
	};
	const checkout = await hashCheckout(read.benchmark, repository, signal);
	const { sources } = checkout;
	const wanted = applyOverrides(read.benchmark, test);
	const engine = await openFor(wanted, machine, {
		checkout: repository,
		images: join$1(options.folders.work, "sif")
	});
	if ("kind" in engine) return known({
		...found,
		benchmark: wanted,
		sources,
		fatal: engine
	});
	log.say(engine.chosen);
	const passed = engine.passedOver.map((why) => notePassedOver(why, engine.title));
	const { benchmark, notices: leftOut } = adaptToPlatform(wanted, engine);
	signal.throwIfAborted();
	const label = `medperf-benchmark=${randomBytes(8).toString("hex")}`;
	const images = [];
	const looks = [];
	const names = listOwnNames(benchmark, label);
	const rememberLeft = () => remember({
		engine: engine.command,
		label,
		images: [...images],
		names
	});
	rememberLeft();
	atEnd(() => engine.removeImages(names));
	const { folders } = options;
	const { limits, sequential, decryptionKey } = test;
	const context = known({
		benchmark,
		engine,
		folders,
		repository,
		label,
		limits,
		reach,
		sequential,
		log,
		signal,
		imageCame(image, role) {
			images.push(image.runBy);
			looks.push(lookAtImage(expectPart(benchmark.components, role), image, signal).then((found) => [role, found], () => void 0));
			rememberLeft();
		},
		hashes: checkout.hashes,
		passedOver: engine.passedOver,
		hasToolCache: machine.toolCache !== void 0,
		decryptionKey
	});
	try {
		const unkept = [
			...passed,
			...checkout.notices,
			...leftOut,
			...await unkeptLimits(benchmark, engine)
		];
		for (const notice of unkept) log.say(notice);
		const outcome = await runSteps(context);
		const evidence = collectEvidence(benchmark, outcome);
		const notices = [...unkept, ...evidence.notices];
		const seen = Object.fromEntries((await Promise.all(looks)).flatMap((look) => look ? [look] : []));
		const problems = [...found.problems, ...judgeImages(benchmark, seen, {
			repository,
			rules
		})];
		const push = pushFrom(engine, Object.values(outcome.fetched?.images ?? {}));
		return known({
			...found,
			benchmark: wanted,
			sources,
			...evidence,
			problems,
			notices,
			host: describeHost(engine.title),
			push
		});
	} finally {
		await engine.close();
		const { problem } = await engine.removeAll(label);
		if (problem !== void 0) log.say(`Containers of this run may be left: ${problem}`);
		const left = await removeFolder(folders.work, async (path) => {
			await engine.reclaim(path, images, label);
			await engine.removeAll(label);
		});
		if (left !== void 0) log.say(left);
	}
}
/** Said before anything is looked for in an engine that may not have it. */
const notePassedOver = (why, title) => `${endSentence(`${why[0]?.toUpperCase() ?? ""}${why.slice(1)}`)} ${title} runs the containers instead, and has none of the images that lie only there.`;
/** Pushes what was tested by what its engine runs it by; undefined where the engine cannot push. */
function pushFrom({ push }, images) {
	if (push === void 0) return void 0;
	return async (imageId, reference, options) => {
		const image = images.find(({ configDigest }) => configDigest === imageId);
		if (image === void 0) throw new TypeError(`${imageId} is no image of this check`);
		await push(image, reference, options);
	};
}
/** Which limits of the tasks the engine cannot keep on this machine, each said once. */
async function unkeptLimits(benchmark, engine) {
	const sentences = await Promise.all(TASKS_OF[benchmark.topology].map((task) => {
		const spec = findTask(benchmark, task);
		return spec === void 0 ? [] : engine.unkept(chooseLimits(spec, findLimits(benchmark, task)));
	}));
	return [...new Set(sentences.flat())];
}
/** The engine, or why there is none; no container can be started then, so the verdict is `error`. */
async function openFor(benchmark, { os, toolCache }, folders) {
	if (os !== "Linux") return {
		kind: "engine",
		message: `this is a ${os} runner, and MedPerf's containers are Linux containers`,
		hint: "Use `runs-on: ubuntu-latest` for this job."
	};
	try {
		const components = Object.values(benchmark.components);
		const options = {
			types: components.map(({ spec }) => spec.type),
			builds: components.some(({ build }) => build !== void 0),
			...folders,
			keptImages: toolCache && join$1(toolCache, "medperf-benchmark-sif", process.arch)
		};
		return await openEngine(benchmark.runtime, known(options));
	} catch (error) {
		if (error instanceof ExpectedError) return toFailure(error);
		throw error;
	}
}

// src/check/test.ts
/** Checks the benchmark while the base's results are read, and puts both into one report. */
async function testBenchmark(job, given, { rules, atEnd }) {
	const { repository, config, machine, intent, reach, test, folders, log, desk, signal } = job;
	const startedAt = /* @__PURE__ */ new Date();
	const start = performance$1.now();
	const base = readBaseResults(job);
	const { push, ...findings } = await check({
		repository,
		config,
		machine,
		reach,
		registers: intent === "apply",
		test,
		folders,
		log,
		signal,
		lookups: given.lookups,
		rules,
		atEnd,
		remember: (containers) => desk.remember({
			folders,
			containers
		})
	});
	const isRun = findings.steps.length > 0;
	const found = await Promise.race([base, rejectOnAbort(signal)]);
	const { results, notices, warning } = isRun ? found : { notices: [] };
	if (warning !== void 0) desk.warn(warning);
	const report = buildReport(known({
		...findings,
		notices: [
			...given.notices,
			...findings.notices,
			...notices
		],
		actionVersion: VERSION,
		base: results,
		commit: job.commit,
		run: job.run,
		startedAt,
		seconds: (performance$1.now() - start) / 1e3
	}));
	return known({
		report,
		benchmark: findings.benchmark,
		push
	});
}

// src/modes/auto.ts
/**
* Tests the benchmark; on a pull request says what a merge does, on a merge does it; and tells everybody. Throws when the
* run is cancelled, and when a registration failed, after the report of the test was published.
*/
const runAuto = (job, credential) => runStages(job, credential, {
	stages: [
		lookUp,
		components,
		test,
		plan,
		register,
		leaveBuilt,
		closeReport
	],
	startsContainers: true
});
/** What most runs do not need is loaded by those that do. */
const late = async () => await import("./stages2.js");
const lookUp = async (course) => {
	const { credential: _, ...asNobody } = course;
	return isToAsk(course) ? (await late()).askWhatIsThere(course) : asNobody;
};
const components = async (course) => hasUids(course.uids) ? (await late()).readComponents(course) : course;
/** Nobody is asked where nothing follows from the answer; and nobody has to sign in for a file that cannot be registered. */
function isToAsk({ job, uids }) {
	if (hasUids(uids)) return true;
	if (job.intent === "test") return false;
	return job.intent === "plan" || !("report" in readOrReport(job, NOTHING_GIVEN));
}
const test = async (course) => {
	const { job, given, atEnd } = course;
	const tested = await testBenchmark(job, given, {
		rules: findSnapshot(course)?.rules,
		atEnd
	});
	return {
		...course,
		tested,
		push: (imageId) => openPush(tested, imageId, job)
	};
};
const plan = async (course) => course.job.intent === "test" ? course : (await late()).planMerge(course);
const register = async (course) => course.job.intent === "apply" ? (await late()).registerMerge(course) : course;
/** With `push-images` a merge leaves what was built and passed in its registry, for the job that registers. */
const leaveBuilt = async (course) => {
	const { job, tested, push } = course;
	if (job.intent !== "test" || !job.pushImages || job.standing.kind !== "on") return course;
	if (tested?.benchmark === void 0 || push === void 0 || tested.report.verdict !== "passed") return course;
	const { report, benchmark } = tested;
	const { leaveImages } = await import("./leave-images.js");
	return {
		...course,
		...await leaveImages(job, {
			report,
			benchmark
		}, push)
	};
};

export { runAuto };