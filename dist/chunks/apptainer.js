import { t as ExpectedError } from "./error.js";
import { t as gpuDevices } from "./gpu-devices.js";
import { t as plainLine } from "./text.js";
import { t as runProcess } from "./process.js";
import { t as findProgram } from "./program.js";
import { i as removeNoted, n as noteContainer, t as end } from "./cleanup2.js";
import { o as showGpus } from "./gpus.js";
import { t as listGpus } from "./nvidia-smi.js";
import { c as watchUsage, d as imageFailure, l as createFileMeter, m as inspectImage, n as guarded, o as gpuWatcher, p as findDigest, s as withUsage, t as checkSources, u as withRetries, v as openRoom, x as mountOption, y as PLATFORM } from "./run2.js";
import { a as cleanDockerWords } from "./cleanup3.js";
import { t as parseReference } from "./reference.js";
import { t as isLoopback } from "./loopback.js";
import { t as known } from "./known.js";
import { a as withPlain, r as isSif, t as readSaved } from "./saved-image.js";
import { t as hashFile } from "./hash-file.js";
import { a as findProcess, c as memoryGroups, l as readText, n as cpuSeconds, t as contained, u as residentBytes } from "./processes.js";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from "node:fs/promises";

// src/engines/apptainer/arguments.ts
/** A fork bomb ends here, as with Docker. */
const DEFAULT_PIDS = 4096;
/**
* The arguments of `apptainer` that run a container as MedPerf's client does (docs/medperf.md 14.3), with limits and less
* privilege on top; `run.image` is a SIF.
*/
function apptainerArguments(run, { hasLimits, uid, hasGpuTool }) {
	return [
		...[run.entrypoint === void 0 ? "run" : "exec", "-eC"],
		...run.binds.flatMap(bindArguments),
		...apptainerGpuArguments(run.gpus, hasGpuTool),
		...[
			"--net",
			"--network",
			"none"
		],
		...uid === 0 ? asUser(run.user) : [],
		...hasLimits ? limitArguments(run.limits) : [],
		run.image,
		...run.entrypoint === void 0 ? [] : [run.entrypoint],
		...run.command
	];
}
/** Root would keep its capabilities; whoever else starts a container has none in it anyway. */
const asUser = ({ uid, gid }) => ["--no-privs", ...uid === 0 ? [] : [
	"--security",
	`uid:${uid}`,
	"--security",
	`gid:${gid}`
]];
function limitArguments({ memory, cpus, pids }) {
	return [
		...["--pids-limit", String(pids ?? DEFAULT_PIDS)],
		...memory === void 0 ? [] : ["--memory", String(memory)],
		...cpus === void 0 ? [] : ["--cpus", String(cpus)]
	];
}
/** `--bind` reads colons, commas and backslashes; a path of the user's that has one goes through `--mount`, which reads CSV. */
function bindArguments({ source, target, mode }) {
	if (!/[:,\\"\r\n]/.test(source)) return ["--bind", `${source}:${target}:${mode}`];
	const access = mode === "ro" ? ["ro"] : [];
	return mountOption("type=bind", `source=${source}`, `destination=${target}`, ...access);
}
/**
* A count is refused before anything runs (docs/medperf.md 14.3). Single GPUs need a tool of NVIDIA; without it the
* container gets all of them, and `CUDA_VISIBLE_DEVICES` says which its programs see.
*/
function apptainerGpuArguments(gpus, hasGpuTool) {
	switch (gpus.kind) {
		case "none":
		case "count": return [];
		case "all": return ["--nv"];
		case "devices": return hasGpuTool ? [
			"--nv",
			"--nvccli",
			"-c",
			"--writable-tmpfs"
		] : ["--nv"];
	}
}
/** The variables of the caller that become the container's (docs/medperf.md 14.3), and the GPUs that it may see. */
function apptainerEnvironment({ environment, gpus }, { flavour, hasGpuTool }) {
	const name = flavour.toUpperCase();
	const prefix = `${name}ENV_`;
	const devices = gpus.kind === "devices" ? gpus.devices.join(",") : void 0;
	const shown = hasGpuTool ? "NVIDIA_VISIBLE_DEVICES" : `${prefix}CUDA_VISIBLE_DEVICES`;
	return Object.fromEntries([
		[`${name}_NO_EVAL`, "1"],
		...environment.map(([key, value]) => [`${prefix}${key}`, value]),
		...devices === void 0 ? [] : [[shown, devices]]
	]);
}

// src/engines/apptainer/outcome.ts
/**
* Tells the program's own end from Apptainer's, which ends with 255 whatever was wrong and says `FATAL:` as its last line.
* A program that does the same is only taken for one that could not start.
*/
function judgeApptainer({ code, signal, stderr }) {
	if (code === null) return crashed(signal, stderr);
	const fatal = code === 255 ? fatalWords(stderr) : "";
	const misused = /^Error for command "(?:exec|run)": (.+)$/m.exec(stderr)?.[1];
	if (code === 1 && misused !== void 0) return failed(plainLine(misused, 1e3));
	if (fatal === "") return exited(code);
	if (/could not open image|image format not recognized/i.test(fatal)) return failed(fatal, true);
	if (/container creation failed|while |cgroup|mount|unable to/i.test(fatal)) return failed(fatal);
	if (/executable file not found|no such file or directory/i.test(fatal)) return exited(127, fatal);
	if (/is a directory|permission denied|exec format error/i.test(fatal)) return exited(126, fatal);
	return failed(fatal);
}
/** Apptainer's own program counts into the container's limit of processes: a fork bomb may leave it none. */
function crashed(signal, stderr) {
	const outcome = failed(`its process was ended by ${signal}`);
	if (signal === "SIGKILL" || !/pthread_create failed: Resource temporarily unavailable/.test(stderr)) return outcome;
	return {
		...outcome,
		message: `${outcome.message}, because the container had reached its limit of processes`,
		hint: "Start fewer processes in the container, or raise `run.pids`."
	};
}
/** What Apptainer said last, if that was the reason for its end; an image has a say in it, so it is made plain. */
function fatalWords(stderr) {
	const last = stderr.trimEnd().split("\n").at(-1) ?? "";
	const words = /^(?:\u001b\[\d+m)?FATAL: *(?:\u001b\[0m)? *(.+)$/.exec(last)?.[1] ?? "";
	return plainLine(words, 1e3);
}
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

// src/engines/apptainer/gpus.ts
const NO_PROGRAM$1 = "/medperf-gpu-check";
const HINT = "Use a runner with GPUs and NVIDIA's driver, or set `run.gpus: none` where the CPU will do.";
/**
* Asks Apptainer for the GPUs with a program that does not exist, so nothing of the image runs. Without GPUs it only warns,
* and a count it does not know (docs/medperf.md 14.3).
*/
async function checkApptainerGpus(command, surroundings, image, gpus) {
	if (gpus.kind === "none") return;
	if (gpus.kind === "count") throw new ExpectedError("gpu", `asks for ${gpus.count} GPUs by number, which Apptainer cannot give: MedPerf refuses it too`, { hint: "Write `all`, or name the GPUs as `device=0,1`." });
	const { hasGpuTool } = surroundings;
	const { stderr } = await runProcess(command, [...[
		"exec",
		"-eC",
		...apptainerGpuArguments(gpus, hasGpuTool)
	], ...[
		"--net",
		"--network",
		"none",
		image.runBy,
		NO_PROGRAM$1
	]], {
		timeout: 6e4,
		env: apptainerEnvironment({
			environment: [],
			gpus
		}, surroundings)
	});
	const offered = await listDeviceGpus();
	const trouble = troubleIn(stderr) ?? (offered.length === 0 ? "there is no /dev/nvidia0" : void 0) ?? (gpus.kind === "devices" && !hasGpuTool ? unknownDevice(gpus.devices, offered) : void 0);
	if (trouble === void 0) return;
	throw new ExpectedError("gpu", `asks for GPUs (${showGpus(gpus)}) that this machine cannot give: ${trouble}`, { hint: HINT });
}
function troubleIn(stderr) {
	const missing = /^WARNING: +(Could not find any nv .+)$/im.exec(stderr)?.[1];
	if (missing !== void 0) return missing;
	return stderr.includes(NO_PROGRAM$1) ? void 0 : fatalWords(stderr) || "Apptainer gave no reason";
}
/** A number or a UUID, which may be cut short, that no GPU here has: CUDA would hide them all without a word. */
function unknownDevice(devices, offered) {
	const isKnown = (device) => offered.some(({ id, uuid }) => id === device || /^GPU-./.test(device) && uuid?.startsWith(device));
	const unknown = devices.find((device) => !isKnown(device));
	return unknown === void 0 ? void 0 : `there is no GPU ${unknown}`;
}
/** The GPUs that have a device file on this machine, with the driver's names: Apptainer gives what the machine has. */
async function listDeviceGpus() {
	const ids = gpuDevices();
	if (ids.length === 0) return [];
	const known = await listGpus();
	return ids.map((id) => known.find((gpu) => gpu.id === id) ?? { id });
}

// src/engines/local-image.ts
/** Looks for an image where Docker and Podman keep theirs, if they are here at all. */
async function findLocal(reference) {
	for (const command of ["docker", "podman"]) {
		const found = await inspectImage(command, reference).catch(() => void 0);
		if (found !== void 0) return {
			command,
			reference,
			id: found.Id,
			isOurs: isOurs(command, reference, found)
		};
	}
}
/** Podman notes a digest for every image, but what was built under a short name it calls `localhost/…`. */
function isOurs(command, reference, found) {
	if (command === "docker") return findDigest(reference, found.RepoDigests ?? []) === void 0;
	return (found.RepoTags ?? []).some((tag) => tag === `localhost/${reference}`);
}
/** Has an image of Docker or Podman written into an archive, for whoever reads `docker save`. */
async function withSaved({ command, reference }, folder, signal, use) {
	const own = await mkdtemp(join(folder, ".saved-"));
	try {
		const archive = join(own, "image.tar");
		const saved = await runProcess(command, [
			"save",
			"--output",
			archive,
			reference
		], { signal });
		signal.throwIfAborted();
		if (saved.code === 0) return await use(archive);
		throw new ExpectedError("image", `the image cannot be taken from ${command}: ${cleanDockerWords(saved.stderr)}`, { hint: "Look at what the engine says; the disk may be full." });
	} finally {
		await rm(own, {
			recursive: true,
			force: true
		});
	}
}

// src/engines/apptainer/sif-build.ts
/** Little compression: three times as fast as the default for a tenth more disk. */
const FAST = ["--mksquashfs-args", "-comp gzip -Xcompression-level 1"];
/** Converts an image into a SIF; `source` is like `docker-archive:///x.tar`. Throws an ExpectedError of kind `image`. */
async function buildSif(command, source, path, { signal, warn, folder }) {
	const own = await mkdtemp(join(folder, ".build-"));
	const env = Object.fromEntries(["APPTAINER", "SINGULARITY"].flatMap((name) => [[`${name}_TMPDIR`, own], [`${name}_CACHEDIR`, join(own, "cache")]]));
	const build = (more) => runProcess(command, [
		"build",
		"--force",
		...more,
		...plainHttp(source),
		path,
		source
	], {
		signal,
		env
	});
	try {
		const attempt = async () => {
			const built = await build(FAST);
			return isUnknownFlag(built) ? build([]) : built;
		};
		const built = await withRetries(attempt, {
			signal,
			warn
		});
		signal.throwIfAborted();
		if (built.code === 0) return;
		const reason = fatalWords(built.stderr).replace(/^While .*?: /, "") || "it gave no reason";
		throw imageFailure(`the image cannot be converted for Apptainer: ${reason}`, reason);
	} finally {
		await rm(own, {
			recursive: true,
			force: true
		});
	}
}
const isUnknownFlag = ({ code, stderr }) => code !== 0 && /unknown flag/.test(stderr);
/** A registry on this machine may speak plain http, and no other. */
function plainHttp(source) {
	if (!source.startsWith("docker://")) return [];
	const url = URL.parse(`https://${parseReference(source.slice(9)).host}`);
	return url !== null && isLoopback(url) ? ["--no-https"] : [];
}

// src/engines/apptainer/build.ts
/** Apptainer reads no Dockerfile, so Docker or Podman builds the image if one of them works here; then it is converted. */
async function buildElsewhere(command, cache, context, tag, options) {
	const builder = await findBuilder();
	const { runBy, configDigest } = await builder.engine.build(context, tag, options);
	const { signal } = options;
	await mkdir(cache.folder, { recursive: true });
	const local = {
		command: builder.command,
		reference: runBy,
		id: runBy,
		isOurs: true
	};
	return {
		runBy: await cache.get(configDigest, (part) => withSaved(local, cache.folder, signal, (archive) => buildSif(command, `docker-archive:${archive}`, part, {
			signal,
			warn: () => {},
			folder: cache.folder
		}))),
		configDigest
	};
}
/** Judges builds where they are made; throws as `buildElsewhere` does where nobody can. */
async function checkBuilder(...wanted) {
	const { engine } = await findBuilder();
	await engine.checkRoom(...wanted);
}
async function findBuilder() {
	const { openDocker } = await import("./docker.js");
	const docker = await openDocker().catch(() => void 0);
	if (docker !== void 0) return {
		command: "docker",
		engine: docker
	};
	const { openPodman } = await import("./podman.js");
	const podman = await openPodman().catch(() => void 0);
	if (podman !== void 0) return {
		command: "podman",
		engine: podman
	};
	throw new ExpectedError("build", "the image cannot be built: Apptainer reads no Dockerfile, and neither Docker nor Podman is here to", { hint: "Use a runner with Docker or Podman, or push the image and leave `build` out." });
}

// src/engines/apptainer/sif-cache.ts
/** How long a converted image that nobody asks for is kept, in milliseconds; the rest of a copy that was broken off a day. */
const DAY = 864e5;
const KEEP = 14 * DAY;
/**
* Opens a folder of converted images. Where `kept` names a folder that outlives the job, they are kept there, for every job that
* can: a file appears there only when it is whole, and goes when nobody has asked for it for 14 days.
*/
function openSifCache(folder, kept = folder) {
	const making = /* @__PURE__ */ new Map();
	const nameOf = (digest) => `${digest.replaceAll(":", "_")}.sif`;
	const fill = async (digest, make) => {
		const name = nameOf(digest);
		const path = join(kept, name);
		if (await isWhole(path)) return path;
		await mkdir(folder, { recursive: true });
		const part = partIn(folder);
		try {
			await make(part);
			return await keep(part, name, folder, kept);
		} finally {
			await rm(part, { force: true });
		}
	};
	return {
		folder,
		has: (digest) => isWhole(join(kept, nameOf(digest))),
		get(digest, make) {
			const made = making.get(digest) ?? fill(digest, make);
			making.set(digest, made);
			made.catch(() => making.delete(digest));
			return made;
		}
	};
}
const partIn = (folder) => join(folder, `.${randomBytes(8).toString("hex")}.sif`);
/** Puts a new image where it is kept; where that cannot be, it serves this run. */
async function keep(part, name, folder, kept) {
	if (kept === folder) return moved(part, join(folder, name));
	try {
		await mkdir(kept, { recursive: true });
		await sweep(kept);
		return await moved(part, join(kept, name)).catch(() => copied(part, kept, name));
	} catch {
		return moved(part, join(folder, name));
	}
}
/** To another disk: a copy that appears under its name when it is whole. */
async function copied(from, kept, name) {
	const copy = partIn(kept);
	try {
		await copyFile(from, copy);
		return await moved(copy, join(kept, name));
	} finally {
		await rm(copy, { force: true });
	}
}
async function moved(from, to) {
	await rename(from, to);
	return to;
}
/** Removes what has not been used for long; another job may do the same at the same time. */
async function sweep(kept) {
	for (const name of await readdir(kept)) {
		const path = join(kept, name);
		const used = await stat(path).catch(() => void 0);
		const age = used === void 0 ? 0 : Date.now() - Math.max(used.atimeMs, used.mtimeMs);
		if (name.endsWith(".sif") && age > (name.startsWith(".") ? DAY : KEEP)) await rm(path, { force: true });
	}
}
/** Whether an image is there, by its first bytes; it is then noted as used. */
async function isWhole(path) {
	try {
		if (!await isSif(path)) return false;
		await utimes(path, /* @__PURE__ */ new Date(), (await stat(path)).mtime).catch(() => {});
		return true;
	} catch {
		return false;
	}
}
/** The SHA-256 of a file with `sha256:`. */
async function fileDigest(path) {
	const hashed = await hashFile(path);
	if (hashed === void 0) throw new TypeError(`${path} is no file`);
	return `sha256:${hashed.sha256}`;
}

// src/engines/apptainer/convert.ts
/**
* Gets an image by reference as a SIF, converted once per digest. What Docker or Podman built on this machine is taken from
* them; all else is what the registry has now, which is taken from them too where they have the same.
*/
async function convertImage(command, cache, reference, options) {
	const { signal, warn } = options;
	const local = await findLocal(reference);
	if (local?.isOurs) return fromLocal(command, cache, local, options);
	const manifest = await ask(reference, signal);
	if (!(manifest instanceof Error)) return fromRegistry(command, cache, reference, manifest, local, options);
	const reason = plainLine(manifest.message, 500);
	if (local !== void 0) {
		warn(`The image ${plainLine(reference)} could not be looked up (${reason}); the copy of this machine is used.`);
		return fromLocal(command, cache, local, options);
	}
	return fromLogin(command, cache, reference, reason, options);
}
/** What `convertImage` will get from a registry; nothing that Docker or Podman has, or that was converted before. */
async function expectConversion(cache, reference) {
	const local = await findLocal(reference);
	if (local?.isOurs) return void 0;
	return {
		reference,
		isHere: (manifest) => isSame(local, manifest) || cache.has(manifest.digest)
	};
}
/** Whether Docker or Podman has what a registry has; by which of the digests depends on how Docker keeps images. */
const isSame = (local, manifest) => local !== void 0 && [
	manifest.configDigest,
	manifest.digest,
	manifest.platformDigest
].includes(local.id);
async function ask(reference, signal) {
	const { readManifest } = await import("./manifest2.js");
	try {
		return await readManifest(reference, {
			signal,
			platform: PLATFORM
		});
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof Error) return error;
		throw error;
	}
}
async function fromLocal(command, cache, local, options) {
	const path = await cache.get(local.id, (part) => saveAndBuild(command, cache, local, part, options));
	return describe(path, local.id);
}
async function saveAndBuild(command, { folder }, local, part, options) {
	await withSaved(local, folder, options.signal, (archive) => buildSif(command, `docker-archive:${archive}`, part, {
		...options,
		folder
	}));
}
async function fromRegistry(command, cache, reference, manifest, local, options) {
	const { digest, configDigest, platformDigest } = manifest;
	if (configDigest === void 0) throw new ExpectedError("image", `the image ${plainLine(reference)} is not made for this processor`, { hint: "Build the image for this processor too (docker buildx build --platform)." });
	const path = await cache.get(digest, async (part) => {
		if (local !== void 0 && isSame(local, manifest)) return saveAndBuild(command, cache, local, part, options);
		const source = `docker://${stripVersion(reference)}@${platformDigest ?? digest}`;
		return buildSif(command, source, part, {
			...options,
			folder: cache.folder
		});
	});
	return describe(path, configDigest, digest);
}
/** With the login that Apptainer or Docker has, an image may still be had; which one it was is not known. */
async function fromLogin(command, cache, reference, reason, options) {
	try {
		const { folder } = cache;
		const path = await openSifCache(folder).get(`unpinned-${randomUUID()}`, (part) => buildSif(command, `docker://${reference}`, part, {
			...options,
			folder
		}));
		return await describe(path, await fileDigest(path));
	} catch (error) {
		if (!(error instanceof ExpectedError)) throw error;
		throw imageFailure(`the image ${plainLine(reference)} cannot be had: ${reason}`, reason);
	}
}
/** Registry and repository, without tag and digest. */
function stripVersion(reference) {
	const { host, repository, isHub } = parseReference(reference);
	return isHub ? repository : `${host}/${repository}`;
}
/** Gives a `docker save` archive as a SIF, converted once per content, and a SIF as it is. */
async function loadFile(command, cache, file, { signal, within, room }) {
	const digest = await fileDigest(file);
	signal.throwIfAborted();
	if (await isSif(file)) return describe(file, digest);
	const { id } = await readSaved(file);
	const own = within === void 0 ? cache : openSifCache(within);
	const { folder } = own;
	await mkdir(folder, { recursive: true });
	const path = await own.get(digest, async (part) => {
		await room?.load(file);
		await withPlain(file, folder, (plain) => buildSif(command, `docker-archive:${plain}`, part, {
			signal,
			warn: () => {},
			folder
		}));
	});
	return describe(path, id ?? digest);
}
const describe = async (path, configDigest, registryDigest) => known({
	runBy: path,
	configDigest,
	registryDigest,
	bytes: (await stat(path)).size
});

// src/engines/apptainer/images.ts
/** Having images as SIFs, in a folder of the run; there is nothing to remove, because they go with it. */
function openApptainerImages(command, cache) {
	const openFor = (options) => openRoom({
		...options,
		store: async () => cache.folder,
		layers: async () => /* @__PURE__ */ new Set()
	});
	return {
		async checkRoom(coming, options) {
			const expected = coming.map((one) => "reference" in one ? expectConversion(cache, one.reference) : void 0);
			await openFor(options).pull((await Promise.all(expected)).flatMap((pull) => pull ?? []));
			const builds = coming.filter((one) => "context" in one);
			if (builds.length > 0) await checkBuilder(builds, options);
		},
		image: (reference, options) => convertImage(command, cache, reference, options),
		load: (file, options) => loadFile(command, cache, file, {
			...options,
			room: openFor(options)
		}),
		build: (context, tag, options) => buildElsewhere(command, cache, context, tag, options),
		removeImages: async () => {}
	};
}

// src/engines/apptainer/limits.ts
/** What the smallest image must have for Apptainer to start anything in it. */
const FOLDERS = [
	"dev",
	"etc",
	"home",
	"proc",
	"root",
	"sys",
	"tmp",
	"var/tmp"
];
const NO_PROGRAM = "/medperf-limit-check";
/**
* Why limits cannot be kept; undefined where they can. It depends on the kernel, on systemd, on Apptainer's settings and on
* who asks, so it is tried, with a program that does not exist in an image that is empty.
*/
async function limitTrouble(command) {
	const image = await mkdtemp(join(tmpdir(), "medperf-limits-"));
	try {
		for (const folder of FOLDERS) mkdirSync(join(image, folder), { recursive: true });
		const { stderr } = await runProcess(command, [
			"exec",
			"-eC",
			...[
				"--memory",
				"64m",
				"--cpus",
				"1",
				"--pids-limit",
				"64"
			],
			image,
			NO_PROGRAM
		], { timeout: 2e4 });
		return stderr.includes(`stat ${NO_PROGRAM}`) ? void 0 : fatalWords(stderr) || "it does not say why";
	} finally {
		await rm(image, {
			recursive: true,
			force: true
		});
	}
}
/** The wishes that go unheard, in sentences. */
function listUnkept(trouble, wanted) {
	const limits = [
		"memory",
		"cpus",
		"pids"
	].filter((name) => wanted[name] !== void 0);
	return [...trouble === void 0 || limits.length === 0 ? [] : [`Apptainer cannot keep ${limits.map((name) => `\`${name}\``).join(", ")} here (${trouble}); the containers run without.`], ...wanted.shmSize === void 0 ? [] : ["`shm_size` has no meaning for Apptainer, whose /dev/shm is as large as the memory allows."]];
}

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
			const isSeen = memory > 0;
			return known({
				oomKills: 0,
				peakMemory: isSeen ? memory : void 0,
				cpuSeconds: isSeen ? Math.round(cpu * 1e3) / 1e3 : void 0,
				bytesRead: bytes?.read,
				bytesWritten: bytes?.written
			});
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
	const facts = known({
		hasGroup: surroundings.hasLimits,
		limit: memory
	});
	return withKills(outcome, machineKills() - kills, facts);
}
async function endAt(pid) {
	const container = pid === void 0 ? void 0 : findProcess(pid);
	if (container !== void 0) await end(container);
}

// src/engines/apptainer/apptainer.ts
const ANSWER_TIMEOUT = 2e4;
/**
* Apptainer or Singularity through the command of that name, found in PATH. Throws an ExpectedError of kind `engine` that says
* what is missing when it does not answer.
*/
async function openApptainer(command, { images, keptImages }) {
	const { title, flavour } = await readVersion(command);
	const trouble = limitTrouble(command);
	trouble.catch(() => {});
	const surroundings = async () => ({
		flavour,
		uid: process.getuid?.() ?? 0,
		hasLimits: await trouble === void 0,
		hasGpuTool: findProgram("nvidia-container-cli") !== void 0
	});
	return {
		title,
		platform: "singularity",
		...openApptainerImages(command, openSifCache(images, keptImages)),
		...openApptainerLauncher(command, images, surroundings),
		unkept: async (wanted) => listUnkept(await trouble, wanted),
		close: async () => {
			await trouble.catch(() => {});
		}
	};
}
const openApptainerLauncher = (command, images, surroundings) => ({
	showsGpus: () => gpuDevices().length > 0,
	offeredGpus: async () => listDeviceGpus(),
	checkGpus: async (image, gpus) => checkApptainerGpus(command, await surroundings(), image, gpus),
	checkFiles: async () => {},
	store: async () => images,
	run: async (run, options) => runApptainer(command, await surroundings(), run, options),
	reclaim: async () => {},
	removeAll: (label, looks = 1) => removeNoted(label, looks)
});
/** `apptainer version 1.4.5`, `singularity-ce version 4.1.2`, `singularity version 3.8.7`; either may be behind either name. */
async function readVersion(command) {
	const { code, stdout, stderr } = await runProcess(command, ["--version"], { timeout: ANSWER_TIMEOUT });
	const [, name = "", version = ""] = /^(apptainer|singularity(?:-ce)?) version (\S+)/.exec(stdout) ?? [];
	if (code === 0 && name !== "") return {
		title: `${NAMES[name] ?? name} ${plainLine(version, 50).replace(/[-+].*$/, "")}`,
		flavour: name === "apptainer" ? "apptainer" : "singularity"
	};
	throw stderr.includes("ENOENT") ? new ExpectedError("engine", `Apptainer is not here: the command \`${command}\` was not found`, { hint: "Install Apptainer on this runner, or set `run.runtime` to an engine that it has." }) : new ExpectedError("engine", `Apptainer does not work: ${plainLine(stderr.trim().split("\n").at(-1) ?? "", 500) || "it does not answer"}`, { hint: `Run \`${command} --version\` on this runner; it says what is wrong.` });
}
const NAMES = {
	apptainer: "Apptainer",
	singularity: "Singularity",
	"singularity-ce": "SingularityCE"
};

export { openApptainer };