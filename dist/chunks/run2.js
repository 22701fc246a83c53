import { t as plainLine } from "./text.js";
import { t as known } from "./known.js";
import { t as ExpectedError } from "./error.js";
import { i as formatBytes } from "./size.js";
import { t as runProcess } from "./process.js";
import { i as fileBytes, l as readText, s as killAll } from "./processes.js";
import { t as detectPacking } from "./magic.js";
import { i as readHead, o as readFreeBytes } from "./saved-image.js";
import { i as splitReference } from "./image-reference.js";
import { a as cleanDockerWords, n as removeByName, o as initWords, t as killByName } from "./cleanup3.js";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { stat } from "node:fs/promises";
import { setTimeout as setTimeout$1 } from "node:timers/promises";

// src/engines/mount-option.ts
/** `--mount` with these fields, which engines read as a line of CSV: any path can be one. */
const mountOption = (...fields) => ["--mount", fields.map(csvField).join(",")];
const csvField = (field) => /[",\r\n]/.test(field) ? `"${field.replaceAll("\"", "\"\"")}"` : field;

// src/engines/pull-size.ts
/** A registry that says nothing for so many milliseconds is not waited for. */
const PATIENCE = 1e4;
/** What images for several platforms are asked for. */
const PLATFORM = `linux/${process.arch === "x64" ? "amd64" : process.arch}`;
/** Sizes of what will really come, each image once; a registry that does not answer is not for us to complain about. */
async function readSizes(pulls, signal) {
	const different = new Map(pulls.map((pull) => [pull.reference, pull]));
	return (await Promise.all([...different.values()].map((pull) => sizeOf(pull, signal)))).flatMap((one) => one ?? []);
}
async function sizeOf({ reference, digest, isHere = () => false }, signal) {
	if (digest !== void 0) {
		const { readDigest } = await import("./manifest2.js");
		const now = await quietly(readDigest(reference, patient(signal)), signal);
		if (now === void 0 || now === digest) return void 0;
	}
	const manifest = await askRegistry(reference, signal);
	if (manifest?.bytes === void 0 || await isHere(manifest)) return void 0;
	return {
		reference,
		manifest,
		bytes: manifest.bytes
	};
}
/**
* Bytes that have to be downloaded for images together: a layer that several of them have counts once, and one that is here
* already, as part of another image, not at all. `here` are the digests of what the layers of this machine unpack to.
*/
async function missingBytes(pulls, here, signal) {
	const needed = await Promise.all(pulls.map((pull) => neededLayers(pull, here, signal)));
	const counted = /* @__PURE__ */ new Set();
	let sum = 0;
	for (const [at, { bytes, manifest }] of pulls.entries()) {
		const { layers = [] } = manifest;
		sum += layers.reduce((rest, layer) => rest - layer.bytes, bytes);
		for (const layer of needed[at] ?? []) {
			if (layer.digest !== void 0 && counted.has(layer.digest)) continue;
			if (layer.digest !== void 0) counted.add(layer.digest);
			sum += layer.bytes;
		}
	}
	return sum;
}
/** The layers of an image that are not here. */
async function neededLayers({ reference, manifest }, here, signal) {
	const { layers = [] } = manifest;
	if (here.size === 0) return layers;
	const { readLayers } = await import("./layers.js");
	const unpacked = await quietly(readLayers(reference, manifest, patient(signal)), signal);
	return layers.filter((_, at) => !here.has(unpacked?.[at] ?? ""));
}
/**
* What a registry has under a reference, for this platform: a question that only makes something better. Undefined where the
* registry wants a login, is silent for long or is none; rejects only when the signal is aborted.
*/
async function askRegistry(reference, signal) {
	const { readManifest } = await import("./manifest2.js");
	return quietly(readManifest(reference, patient(signal)), signal);
}
const patient = (signal) => ({
	signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
	pauses: [],
	platform: PLATFORM
});
async function quietly(work, signal) {
	try {
		return await work;
	} catch {
		signal.throwIfAborted();
		return;
	}
}

// src/engines/room.ts
/**
* How much an image grows when it is unpacked: images with Python and CUDA have 2.2 to 2.8, and one full of weights hardly
* grows. It is told and warned with; refused is only what cannot fit even if nothing grows.
*/
const GROWTH = 2.5;
/** What has to be free before anything is built, in bytes. */
const LEAST = 512 * 1024 ** 2;
/** The room of an engine. What is not known (the disk, the registry's answer) refuses nothing. */
function openRoom({ store, layers, signal, say = () => {} }) {
	const find = async () => {
		const folder = await store();
		const free = folder === void 0 ? void 0 : readFreeBytes(folder);
		return folder === void 0 || free === void 0 ? void 0 : {
			folder,
			free
		};
	};
	return {
		async pull(images) {
			const place = images.length === 0 ? void 0 : await find();
			if (place === void 0) return;
			const sized = await readSizes(images, signal);
			for (const { reference, bytes } of sized) say(`image ${plainLine(reference)}: ${formatBytes(bytes)} to download, about ${formatBytes(bytes * GROWTH)} unpacked; ${formatBytes(place.free)} are free`);
			if (sized.reduce((sum, { bytes }) => sum + bytes, 0) * 2.5 <= place.free) return;
			const bytes = await missingBytes(sized, await layers(), signal);
			const what = `${named(sized.map(({ reference }) => plainLine(reference)))} ${sizes(bytes)}`;
			refuse(what, bytes, place);
			if (bytes * 2.5 > place.free) say(`${what}: it may not fit`);
		},
		async load(archive) {
			const place = await find();
			if (place === void 0) return;
			const isPacked = await looksPacked(archive);
			if (isPacked === void 0) return;
			const { size } = await stat(archive);
			const about = isPacked ? ` and takes about ${formatBytes(size * GROWTH)} unpacked (an estimate)` : "";
			refuse(`the image archive has ${formatBytes(size)}${about}`, size, place);
		},
		async build() {
			const place = await find();
			if (place !== void 0) refuse(`a build needs ${formatBytes(LEAST)} at least`, LEAST, place);
		}
	};
}
/** Judges builds and pulls before the first of them. */
async function checkTogether(room, coming, pulls) {
	if (coming.some((one) => "context" in one)) await room.build();
	await room.pull(pulls);
}
const named = (names) => names.length === 1 ? `the image ${names[0]} is` : `the images ${names.slice(0, -1).join(", ")} and ${names.at(-1)} are together`;
const sizes = (bytes) => `${formatBytes(bytes)} to download and about ${formatBytes(bytes * GROWTH)} unpacked (an estimate)`;
/** Whether a tar archive is compressed; undefined for what is none, which whoever loads it will say. */
async function looksPacked(archive) {
	try {
		return detectPacking(await readHead(archive)) !== "none";
	} catch {
		return;
	}
}
/** Throws where `bytes` do not fit; `what` is a sentence's beginning. */
function refuse(what, bytes, { folder, free }) {
	if (bytes <= free) return;
	throw new ExpectedError("disk-full", `${what}, and ${formatBytes(free)} are free in ${plainLine(folder)}`, { hint: "Free disk space before this step (`docker system prune --all`), use a runner with a larger disk, or make the image smaller." });
}

// src/engines/docker/inspect.ts
const ANSWER_TIMEOUT = 2e4;
/** What Docker knows of a local image; undefined when it is not there. */
async function inspectImage(command, reference) {
	const { getExecOutput } = await import("./exec2.js");
	const { exitCode, stdout } = await getExecOutput(command, [
		"image",
		"inspect",
		"--format",
		"{{json .}}",
		reference
	], {
		silent: true,
		ignoreReturnCode: true
	});
	if (exitCode !== 0) return void 0;
	const [found] = [JSON.parse(stdout)].flat();
	return found && {
		...found,
		Id: found.Id.includes(":") ? found.Id : `sha256:${found.Id}`
	};
}
/** Whether the ID of an image is the digest of its manifest: containerd's store, Docker's own from 29 on, goes by that. */
const isKeptByManifest = ({ Id, Descriptor }) => Descriptor?.digest === Id;
/** An image that was built or loaded here: its tag may be another's by the time that it is run. */
const describeOwn = (found, configDigest = found.Id) => known({
	runBy: found.Id,
	configDigest,
	bytes: found.Size
});
/** The digest under the repository of the reference: an image may have been pulled under several names. */
function findDigest(reference, repoDigests) {
	const { name, digest: pinned } = splitReference(reference);
	if (pinned !== void 0) return pinned;
	const repository = familiar(name);
	return repoDigests.map((entry) => entry.split("@")).find(([other]) => other !== void 0 && familiar(other) === repository)?.[1];
}
/** Docker leaves out the registry and namespace of Docker Hub. */
const familiar = (repository) => repository.replace(/^(?:index\.)?docker\.io\//, "").replace(/^library\//, "");
/** The layers of all images that Docker or Podman has, by the digests of what they unpack to; none where it does not say. */
async function readLocalLayers(command) {
	const options = { timeout: ANSWER_TIMEOUT };
	const listed = await runProcess(command, [
		"image",
		"ls",
		"--quiet",
		"--no-trunc"
	], options);
	const ids = [...new Set(listed.stdout.split("\n").filter(Boolean))];
	if (listed.code !== 0 || ids.length === 0) return /* @__PURE__ */ new Set();
	const args = [
		"image",
		"inspect",
		"--format",
		"{{range .RootFS.Layers}}{{println .}}{{end}}",
		...ids
	];
	const { stdout } = await runProcess(command, args, options);
	return new Set(stdout.split("\n").filter(Boolean));
}

// src/engines/image-failure.ts
/** An ExpectedError of an image that could not be had, with what to do about this reason. */
function imageFailure(message, reason) {
	const [kind, hint] = HINTS.find(([pattern]) => pattern.test(reason))?.[1] ?? ["image", OTHERWISE];
	return new ExpectedError(kind, message, { hint });
}
const OTHERWISE = "Check the name and tag, and that this machine reaches the registry; or build the image before this step.";
const HINTS = [
	[/no space left on device/i, ["disk-full", "Free disk space before this step, or use a runner with a larger disk."]],
	[/toomanyrequests|rate limit/i, ["image", "Docker Hub limits anonymous pulls: log in with docker/login-action before this step."]],
	[/manifest unknown|manifest for .* not found|no such (?:manifest|image)/i, ["image", "Check name and tag, and that the image was pushed."]],
	[/denied|unauthorized|authentication/i, ["image", "Check the name; if the image is private, log in before this step. Hospitals must be able to pull it too."]],
	[/no matching manifest/i, ["image", "Build the image for this processor too (docker buildx build --platform)."]]
];

// src/engines/retries.ts
/** Milliseconds before the second and third try. */
const DELAYS = [2e3, 8e3];
/** A registry that is too busy or broken for the moment; all else would fail the same way again. */
const PASSING = /toomanyrequests|too many requests|HTTP (?:429|50\d)|internal server error|bad gateway|service unavailable|gateway time-?out|i\/o timeout|TLS handshake timeout|connection reset by peer|unexpected EOF/i;
/** Tries again, later and later, while the registry says that it is busy; `warn` is told why. */
async function withRetries(attempt, { signal, warn, delays = DELAYS }) {
	let ended = await attempt();
	for (const delay of delays) {
		if (ended.code === 0 || signal.aborted || !PASSING.test(ended.stderr)) return ended;
		warn(`The registry is busy (${cleanDockerWords(ended.stderr)}); trying again in ${delay / 1e3} s.`);
		await setTimeout$1(delay, void 0, { signal }).catch(() => signal.throwIfAborted());
		ended = await attempt();
	}
	return ended;
}

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
function readFigures(group, root) {
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
				...known({
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
		totals.look(readFigures(group, root), pids);
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

// src/engines/docker/arguments.ts
/** A fork bomb ends here; PyTorch's data loaders on a large machine do not. */
const DEFAULT_PIDS = 4096;
/**
* The arguments of `docker` that run a container as MedPerf's client does (docs/medperf.md 14.1), hardened by what a
* well-behaved container does not notice; Docker writes the container's ID into `idFile`.
*/
function dockerArguments(run, idFile, dialect = {
	gpuArguments: dockerGpuArguments,
	userArguments: [],
	hasInit: true
}) {
	return [
		...[
			"run",
			"--name",
			run.name,
			"--rm"
		],
		...[
			"--label",
			run.label,
			"--cidfile",
			idFile
		],
		...HARDENING,
		...dialect.hasInit ? ["--init"] : [],
		...SETTINGS,
		...limitArguments(run.limits),
		...[
			"-u",
			`${run.user.uid}:${run.user.gid}`,
			...dialect.userArguments
		],
		...run.binds.flatMap(bindArguments),
		...["--network", "none"],
		...dialect.gpuArguments(run.gpus),
		...run.shmSize === void 0 ? [] : ["--shm-size", run.shmSize],
		...run.environment.flatMap(([key, value]) => ["--env", `${key}=${value}`]),
		...run.entrypoint === void 0 ? [] : ["--entrypoint", run.entrypoint],
		run.image,
		...run.command
	];
}
const HARDENING = [
	"--cap-drop",
	"ALL",
	"--security-opt",
	"no-new-privileges"
];
const SETTINGS = [...["--pull", "never"], ...["--log-driver", "none"]];
function limitArguments({ memory, cpus, pids }) {
	return [
		...["--pids-limit", String(pids ?? DEFAULT_PIDS)],
		...memory === void 0 ? [] : [
			"--memory",
			String(memory),
			"--memory-swap",
			String(memory)
		],
		...cpus === void 0 ? [] : ["--cpus", String(cpus)]
	];
}
/** `--volume` cuts at every colon, so a path of the user's that has one goes through `--mount`, which reads CSV. */
function bindArguments({ source, target, mode }) {
	if (!source.includes(":")) return ["--volume", `${source}:${target}:${mode}`];
	const access = mode === "ro" ? ["readonly"] : [];
	return mountOption("type=bind", `source=${source}`, `target=${target}`, ...access);
}
/** Docker's `--gpus`; several devices need quotes inside the argument, because Docker reads it as CSV. */
function dockerGpuArguments(gpus) {
	switch (gpus.kind) {
		case "none": return [];
		case "all": return ["--gpus", "all"];
		case "count": return ["--gpus", String(gpus.count)];
		case "devices": {
			const list = `device=${gpus.devices.join(",")}`;
			return ["--gpus", gpus.devices.length > 1 ? `"${list}"` : list];
		}
	}
}

// src/engines/docker/outcome.ts
/**
* Tells the program's own end from Docker's: the codes 125, 126 and 127 mean Docker's failure only where the program was
* never started, because a program may end with them too.
*/
function judge({ code, signal, stderr, hasId, history }, readInit = readTini) {
	const words = cleanDockerWords(stderr);
	const because = stderr.trim() === "" ? "" : ` (${words})`;
	if (code === null) return failed(`its client was ended by ${signal}`);
	if (history === "no engine") return failed(`it stopped answering while the container ran${because}`);
	if (history === void 0 || !(history.isCreated || hasId)) return code === 125 ? failed(words, isMissing(words)) : exited(code);
	const isEndOnly = !history.isCreated && history.exitCode === code;
	if (!history.isCreated && !isEndOnly) return failed(`it was restarted while the container ran${because}`);
	if (!history.isStarted && !isEndOnly) return code === 126 || code === 127 ? exited(code, words) : failed(words);
	if (history.exitCode === void 0) return failed(`it lost sight of the container${because}`);
	const { exitCode, error } = readInit(history.exitCode, stderr);
	return {
		...exited(exitCode, error),
		outOfMemory: history.outOfMemory
	};
}
/** Docker's init ends with the code that a shell would have. */
const readTini = (exitCode, stderr) => ({
	exitCode,
	error: initWords(stderr)
});
const failed = (message, missingImage = false) => ({
	kind: "engine-failed",
	message,
	missingImage
});
const exited = (exitCode, error = "") => ({
	kind: "exited",
	exitCode,
	outOfMemory: false,
	error
});
const isMissing = (words) => /no such image|unable to find image|image not known/i.test(words);

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
		throw new ExpectedError("internal", `what belongs at ${plainLine(target)} in the container is missing: ${plainLine(source)} does not exist`, { hint: "Something removed it during the run; run the check again." });
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

export { checkTogether as _, dockerGpuArguments as a, askRegistry as b, watchUsage as c, imageFailure as d, describeOwn as f, readLocalLayers as g, isKeptByManifest as h, readTini as i, createFileMeter as l, inspectImage as m, guarded as n, gpuWatcher as o, findDigest as p, runContainer as r, withUsage as s, checkSources as t, withRetries as u, openRoom as v, mountOption as x, PLATFORM as y };