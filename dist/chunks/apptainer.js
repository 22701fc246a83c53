import { t as gpuDevices } from "./gpu-devices.js";
import { _ as readText, c as removeNoted, d as cpuSeconds, g as memoryGroups, h as killAll, i as makeFolder, m as isAlive, p as findProcess, r as isOfOne, s as removeGroup, u as contained, v as residentBytes } from "./notes.js";
import { r as findProgram, t as childEnvironment } from "./environment.js";
import { o as showGpus } from "./gpus.js";
import { t as ExpectedError } from "./error.js";
import { d as bindArguments, h as inventName, m as HELPER_LIMITS, p as writeCsvLine } from "./stop.js";
import { t as listGpus } from "./nvidia-smi.js";
import { c as findContainerUser, i as isShellName, s as mountPathFault } from "./argument.js";
import { a as gpuWatcher, c as createFileMeter, d as imageFailure, f as withCopy, h as checkSaved, l as checkRun, n as guarded, o as withUsage, s as watchUsage, t as checkSources, u as withRetries, v as openRoom, y as runNoted } from "./run2.js";
import { t as APPTAINER_PROFILE } from "./seccomp.js";
import { n as plainLine, t as cutLines } from "./text.js";
import { i as inspectImage, r as findDigest } from "./inspect.js";
import { t as cleanDockerWords } from "./words.js";
import { t as runProcess } from "./process.js";
import { o as isSif, r as refuseChanged, t as openInput } from "./input-file.js";
import { t as parseReference } from "./reference.js";
import { t as isLoopback } from "./loopback.js";
import { t as known } from "./known.js";
import { t as PLATFORM } from "./pull-size.js";
import { n as hashFile } from "./hash-file.js";
import { t as removeFolder } from "./remove-folder.js";
import { chownSync, lstatSync, mkdirSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { randomBytes, randomUUID } from "node:crypto";
import { homedir, tmpdir, userInfo } from "node:os";
import { copyFile, mkdir, mkdtemp, open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

// src/engines/apptainer/filter.ts
/** Writes the filter of system calls into a folder, and gives its path. */
function writeFilter(folder, name = "seccomp") {
	const file = join(folder, `${name}.json`);
	writeFileSync(file, JSON.stringify(APPTAINER_PROFILE), { mode: 420 });
	return file;
}
/** `--security` is a list, which is read as CSV. */
const filterArguments = (file) => ["--security", writeCsvLine(`seccomp:${file}`)];

// src/engines/apptainer/arguments.ts
/** A fork bomb ends here, as with Docker. */
const DEFAULT_PIDS = 4096;
/**
* The arguments of `apptainer` that run a container as MedPerf's client does (docs/medperf.md 14.3), with limits and less
* privilege on top; `run.image` is a SIF, and `filter` a file with a filter of system calls.
*/
function apptainerArguments(run, { hasLimits, uid, hasGpuTool }, filter) {
	return [
		...[run.entrypoint === void 0 ? "run" : "exec", "-eC"],
		...run.binds.flatMap(bindArguments),
		...apptainerGpuArguments(run.gpus, hasGpuTool),
		...run.hasScratchRoot ? ["--writable-tmpfs"] : [],
		...[
			"--net",
			"--network",
			"none"
		],
		...uid === 0 ? asUser(run.user) : [],
		...filter === void 0 ? [] : filterArguments(filter),
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

// src/engines/apptainer/environment.ts
/** What is set over our own environment where a container is started, and what is taken out of it. */
const containerEnvironment = (run, surroundings, ours = process.env) => ({
	...shutOut(ours),
	...apptainerEnvironment(run, surroundings)
});
/** Settings that say where and how Apptainer works on this machine, and nothing of what is in a container. */
const KEPT = /^(?:APPTAINER|SINGULARITY)_(?:CACHEDIR|CONFIGDIR|CONFIG_FILE|TMPDIR|UNSQUASH|USERNS)$/;
/** In spite of `--cleanenv` these go on into a container, or change what it is: every option has a variable. */
const SHUT_OUT = /^(?:APPTAINER|SINGULARITY)(?:ENV)?_|_proxy$|^TERM$/i;
/** The variables of this machine that no container may be started with, each undefined. */
const shutOut = (ours = process.env) => Object.fromEntries(Object.keys(ours).filter((name) => SHUT_OUT.test(name) && !KEPT.test(name)).map((name) => [name, void 0]));
/** A login of a registry; everything else of Apptainer's would change what a cell is. */
const LOGIN = /^(?:APPTAINER|SINGULARITY)_DOCKER_(?:USERNAME|PASSWORD)$/;
/** What is set over our own environment where Apptainer itself works in a container: settings are left out, a login goes on. */
const cellEnvironment = (ours = process.env) => {
	const set = Object.entries(ours).filter(([name]) => /^(?:APPTAINER|SINGULARITY)_/.test(name));
	return Object.fromEntries(set.flatMap(([name, value]) => [...KEPT.test(name) ? [] : [[name, void 0]], ...LOGIN.test(name) ? ["APPTAINERENV", "SINGULARITYENV"].map((prefix) => [`${prefix}_${name}`, value]) : []]));
};
/** The variables of the caller that become the container's (docs/medperf.md 14.3), and the GPUs that it may see. */
function apptainerEnvironment({ environment, gpus }, { flavour, hasGpuTool }) {
	const name = flavour.toUpperCase();
	const prefix = `${name}ENV_`;
	const devices = gpus.kind === "devices" ? gpus.devices.join(",") : void 0;
	const shown = hasGpuTool ? "NVIDIA_VISIBLE_DEVICES" : `${prefix}CUDA_VISIBLE_DEVICES`;
	return Object.fromEntries([
		[`${name}_NO_EVAL`, "1"],
		...environment.filter(([key]) => isShellName(key)).map(([key, value]) => [`${prefix}${key}`, value]),
		...devices === void 0 ? [] : [[shown, devices]]
	]);
}

// src/engines/apptainer/init.ts
const INTERVAL$1 = 25;
const PATIENCE = 1e4;
const BETWEEN_LOOKS = 20;
/** Looks for the container of a process until there is one. */
function watchInit(runner) {
	let init;
	let groups = [];
	const look = () => {
		const pid = runner();
		const [first] = pid === void 0 || init !== void 0 ? [] : contained(pid);
		init ??= first === void 0 ? void 0 : findProcess(first);
		groups = init === void 0 ? [] : memoryGroups(init.pid).filter(isOfOne);
		if (groups.length > 0) clearInterval(timer);
	};
	const timer = setInterval(look, INTERVAL$1);
	return { async end() {
		clearInterval(timer);
		if (init === void 0) return true;
		for (const since = Date.now(); isAlive(init); await setTimeout(BETWEEN_LOOKS)) {
			if (Date.now() - since > PATIENCE) return false;
			killAll([init.pid]);
		}
		for (const group of groups) await removeGroup(group);
		return true;
	} };
}

// src/engines/apptainer/helper.ts
/**
* Runs a program in an image of strangers, behind the walls of a task and for at most so many milliseconds; the code is null
* where it took longer. Of a program that does not exist an image runs something all the same: the scripts that it brings for
* every start.
*/
async function runApptainerHelper(command, surroundings, { label, image, gpus, program }, timeout) {
	const run = {
		name: inventName("helper"),
		label,
		user: findContainerUser(),
		binds: [],
		gpus,
		environment: [],
		entrypoint: program,
		image: image.runBy,
		command: [],
		limits: HELPER_LIMITS
	};
	const tooLong = AbortSignal.timeout(timeout);
	let pid;
	const init = watchInit(() => pid);
	const own = await makeFolder(label, "helper");
	try {
		const filter = surroundings.hasFilter ? writeFilter(own) : void 0;
		const ended = await runNoted(command, apptainerArguments(run, surroundings, filter), run, {
			env: containerEnvironment(run, surroundings),
			signal: tooLong,
			onStart(started) {
				pid = started;
			}
		});
		await init.end();
		return tooLong.aborted ? {
			...ended,
			code: null
		} : ended;
	} finally {
		await rm(own, {
			recursive: true,
			force: true
		});
	}
}

// src/engines/apptainer/outcome.ts
/**
* Tells the program's own end from Apptainer's, which ends with 255 whatever was wrong and says `FATAL:` as its last line.
* A program that does the same is only taken for one that could not start.
*/
function judgeApptainer({ code, signal, stderr }) {
	if (code === null) return crashed(signal, stderr);
	const fatal = code === 255 ? fatalWords(stderr) : "";
	const misused = cutLines(stderr).map((line) => /^Error for command "(?:exec|run)": (.+)$/.exec(line)?.[1]).find((words) => words !== void 0);
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
const FATAL = "FATAL:";
/** What Apptainer said last, if that was the reason for its end; an image has a say in it, so it is made plain. */
function fatalWords(stderr) {
	const last = plainLine(cutLines(stderr.trimEnd()).at(-1) ?? "", Number.POSITIVE_INFINITY);
	return last.startsWith(FATAL) ? plainLine(last.slice(6), 1e3) : "";
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
const ANSWER_TIMEOUT$1 = 6e4;
const HINT = "Use a runner with GPUs and NVIDIA's driver, or set `run.gpus: none` where the CPU will do.";
/**
* Asks Apptainer for the GPUs with a program that does not exist, because its name was invented just now. Without GPUs it
* only warns, and a count it does not know (docs/medperf.md 14.3).
*/
async function checkApptainerGpus(command, surroundings, { image, gpus, label }) {
	if (gpus.kind === "none") return;
	if (gpus.kind === "count") throw new ExpectedError("gpu", `asks for ${gpus.count} GPUs by number, which Apptainer cannot give: MedPerf refuses it too`, { hint: "Write `all`, or name the GPUs as `device=0,1`." });
	const program = `/${inventName("nothing")}`;
	const { code, stderr } = await runApptainerHelper(command, surroundings, {
		label,
		image,
		gpus,
		program
	}, ANSWER_TIMEOUT$1);
	const offered = await listDeviceGpus();
	const trouble = (code === null ? `no answer within ${ANSWER_TIMEOUT$1 / 1e3} s` : troubleIn(stderr, program)) ?? (offered.length === 0 ? "there is no /dev/nvidia0" : void 0) ?? (gpus.kind === "devices" && !surroundings.hasGpuTool ? unknownDevice(gpus.devices, offered) : void 0);
	if (trouble === void 0) return;
	throw new ExpectedError("gpu", `asks for GPUs (${showGpus(gpus)}) that this machine cannot give: ${trouble}`, { hint: HINT });
}
function troubleIn(stderr, program) {
	const missing = /^WARNING: +(Could not find any nv .+)$/im.exec(stderr)?.[1];
	if (missing !== void 0) return missing;
	return stderr.includes(program) ? void 0 : fatalWords(stderr) || "Apptainer gave no reason";
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
			id: found.Id,
			isOurs: isOurs(command, reference, found)
		};
	}
}
/** What is wrong with engines that are here and do not answer, of which nobody knows what they have. */
async function listSilent(reference) {
	return (await Promise.all(["docker", "podman"].map((command) => inspectImage(command, reference).then(() => [], (error) => error instanceof ExpectedError ? [error.message] : [])))).flat();
}
/** Podman notes a digest for every image, but what was built under a short name it calls `localhost/…`. */
function isOurs(command, reference, found) {
	if (command === "docker") return findDigest(reference, found.RepoDigests ?? []) === void 0;
	return (found.RepoTags ?? []).some((tag) => tag === `localhost/${reference}`);
}
/** Has an image of Docker or Podman written into an archive, for whoever reads what `docker save` wrote before 25. */
async function withSaved({ command, id }, folder, signal, use) {
	const own = await mkdtemp(join(folder, ".saved-"));
	try {
		const archive = join(own, "image.tar");
		const saved = await runProcess(command, [
			"save",
			"--output",
			archive,
			id
		], { signal });
		signal.throwIfAborted();
		if (saved.code === 0) {
			await using input = await openInput(archive);
			const checked = await checkSaved(input, { needsTag: false });
			return await withCopy(input, checked, {
				as: "saved:1",
				folder: own
			}, use);
		}
		throw new ExpectedError("image", `the image cannot be taken from ${command}: ${cleanDockerWords(saved.stderr)}`, { hint: "Look at what the engine says; the disk may be full." });
	} finally {
		await rm(own, {
			recursive: true,
			force: true
		});
	}
}

// src/engines/apptainer/cell/host-places.ts
const SYSTEM = [...[
	"/usr",
	"/bin",
	"/sbin",
	"/lib",
	"/lib32",
	"/lib64",
	"/libx32",
	"/etc",
	"/nix/store",
	"/gnu/store"
], "/var/lib/ca-certificates"];
/** Where users keep logins of registries, and variables that name other places of them, or of certificates. */
const LOGINS = [
	".apptainer",
	".singularity",
	".docker"
];
const NAMED = [...[
	"APPTAINER_CONFIGDIR",
	"SINGULARITY_CONFIGDIR",
	"DOCKER_CONFIG",
	"REGISTRY_AUTH_FILE"
], ...["SSL_CERT_FILE", "SSL_CERT_DIR"]];
/** Looks for what a conversion needs of this machine; a place that is not there is left out. */
async function findHostPlaces(command) {
	const { program, installed } = await findInstalled(command);
	const environment = childEnvironment();
	const wanted = [
		...SYSTEM,
		...installed,
		...LOGINS.map((name) => join(homedir(), name)),
		...NAMED.flatMap((name) => environment[name] ?? []),
		...real("/etc/resolv.conf")
	];
	const found = [...new Set(wanted)].filter(isPlain).flatMap((path) => {
		const stats = look(path);
		return stats === void 0 ? [] : [{
			path,
			stats
		}];
	});
	const links = found.filter(({ path, stats }) => stats.isSymbolicLink() && SYSTEM.includes(path));
	const places = found.filter((one) => !links.includes(one)).flatMap(({ path }) => real(path).map((source) => ({
		path,
		isFolder: look(source)?.isDirectory()
	})));
	const isCovered = (path) => places.some((other) => other.isFolder && path.startsWith(`${other.path}/`));
	const needed = places.filter(({ path }) => !isCovered(path));
	const folders = needed.filter(({ isFolder }) => isFolder).map(({ path }) => path);
	return {
		program,
		path: [dirname(program), ...(environment["PATH"] ?? "").split(":")].filter(Boolean).join(":"),
		folders: [...folders, ...mountsBelow(folders)],
		links: links.map(({ path }) => [path, readlinkSync(path)]),
		files: needed.filter(({ isFolder }) => !isFolder).map(({ path }) => path)
	};
}
/** Where Apptainer says that it is installed; else where its command is. */
async function findInstalled(command) {
	const { code, stdout } = await runProcess(command, ["buildcfg"], { timeout: 2e4 });
	const say = (name) => (code === 0 ? new RegExp(`^${name}=(/.*)$`, "m").exec(stdout)?.[1] : void 0) ?? void 0;
	const binaries = say("BINDIR") ?? dirname(real(findProgram(command) ?? command)[0] ?? "/usr/bin/.");
	const others = [say("LIBEXECDIR"), say("SYSCONFDIR")].filter((path) => path !== void 0);
	return {
		program: join(binaries, basename(command)),
		installed: [dirname(binaries), ...others].filter((path) => path !== "/")
	};
}
function mountsBelow(folders) {
	const mounts = (readText("/proc/self/mountinfo") ?? "").split("\n").flatMap((line) => {
		const written = line.split(" ", 5)[4];
		return written === void 0 ? [] : [written.replace(/\\(\d{3})/g, (_, octal) => octalByte(octal))];
	});
	return [...new Set(mounts)].filter(isPlain).filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)));
}
/** A home with a colon in its name would end every conversion. */
const isPlain = (path) => mountPathFault(path) === void 0;
const octalByte = (octal) => String.fromCharCode(Number.parseInt(octal, 8));
const look = (path) => {
	try {
		return lstatSync(path);
	} catch {
		return;
	}
};
const real = (path) => {
	try {
		return [realpathSync(path)];
	} catch {
		return [];
	}
};

// src/engines/apptainer/cell/cell.ts
/** Where things are in a cell: the only folder that can be written, and what was put in to be read. */
const ROOM = "/room";
/** What unpacking an image takes of root's rights, by the kernel's numbers. */
const RIGHTS = {
	CAP_CHOWN: 0n,
	CAP_DAC_OVERRIDE: 1n,
	CAP_FOWNER: 3n,
	CAP_FSETID: 4n,
	CAP_MKNOD: 27n,
	CAP_SETFCAP: 31n
};
/**
* A container of Apptainer's in which its own programs run: they see the programs and settings of this machine, and logins, none
* of which can be written. Apptainer puts files into an image that it converts by their paths, so that a link of the image leads
* it to any file of whoever runs it. `own` is an empty folder.
*/
async function makeCell(command, own, lent) {
	const { program, path, folders, links, files } = await findHostPlaces(command);
	const [root, room] = [join(own, "root"), join(own, "room")];
	for (const place of [
		ROOM,
		"/dev",
		"/proc",
		"/tmp",
		"/var/tmp",
		...folders
	]) mkdirSync(join(root, place), { recursive: true });
	mkdirSync(room);
	for (const [place, target] of links) symlinkSync(target, join(root, place));
	const single = [...files.map((path) => ({
		source: path,
		target: path
	})), ...lent];
	for (const { target } of single) {
		mkdirSync(join(root, dirname(target)), { recursive: true });
		writeFileSync(join(root, target), "", { flag: "a" });
	}
	const read = [
		...folders.map((path) => ({
			source: path,
			target: path
		})),
		...single,
		...writeNames(own),
		...isRoot() ? [{
			source: "/proc/sys",
			target: "/proc/sys"
		}] : []
	];
	return {
		room,
		args: [
			...[
				"exec",
				"--contain",
				"--pid",
				"--no-home",
				"--no-mount",
				"sys,tmp",
				...rightArguments()
			],
			...read.flatMap((one) => bindArguments({
				...one,
				mode: "ro"
			})),
			...bindArguments({
				source: room,
				target: ROOM,
				mode: "rw"
			}),
			...[
				"--pwd",
				ROOM,
				root,
				"/usr/bin/env",
				`TMPDIR=${ROOM}`,
				`PATH=${path}`
			],
			...["APPTAINER", "SINGULARITY"].flatMap((name) => [`${name}_TMPDIR=${ROOM}`, `${name}_CACHEDIR=${ROOM}/cache`]),
			program
		]
	};
}
const isRoot = () => process.getuid?.() === 0;
/** Whoever is known to this machine by a directory alone is nobody in a cell. */
function writeNames(own) {
	const { username, uid, gid, homedir } = userInfo();
	const lines = {
		passwd: `${username}:x:${uid}:${gid}::${homedir}:/bin/sh\n`,
		group: `${username}:x:${gid}:\n`
	};
	return Object.entries(lines).map(([name, line]) => {
		const source = join(own, name);
		writeFileSync(source, line);
		return {
			source,
			target: `/etc/${name}`
		};
	});
}
/** Root keeps what it has of these and nothing else, whatever Apptainer's settings give to containers of root. */
function rightArguments() {
	if (!isRoot()) return [];
	const mask = /^CapEff:\t([0-9a-f]+)$/m.exec(readText("/proc/self/status") ?? "")?.[1] ?? "0";
	const held = Object.keys(RIGHTS).filter((name) => BigInt(`0x${mask}`) >> (RIGHTS[name] ?? 0n) & 1n);
	return ["--no-privs", ...held.length === 0 ? [] : ["--add-caps", held.join(",")]];
}

// src/engines/apptainer/sif-build.ts
/** What an archive is called where it is converted. */
const ARCHIVE = "/image.tar";
const SIF = `${ROOM}/image.sif`;
/** Little compression: three times as fast as the default for a tenth more disk. */
const FAST = ["--mksquashfs-args", "-comp gzip -Xcompression-level 1"];
/** Converts an image into a SIF, where nothing of the image can reach a file of this machine. Throws an ExpectedError of kind `image`. */
async function buildSif(command, source, path, { signal, warn, folder }) {
	const own = await mkdtemp(join(folder, ".build-"));
	try {
		const lent = "archive" in source ? [{
			source: resolve(source.archive),
			target: ARCHIVE
		}] : [];
		const cell = await makeCell(command, own, lent);
		const words = "archive" in source ? [SIF, `docker-archive:${ARCHIVE}`] : registryWords(source);
		const build = (more) => runProcess(command, [
			...cell.args,
			"build",
			"--force",
			...more,
			...words
		], {
			signal,
			env: cellEnvironment(),
			cwd: own
		});
		const attempt = async () => {
			const built = await build(FAST);
			return isUnknownFlag(built) ? build([]) : built;
		};
		const built = await withRetries(attempt, {
			signal,
			warn
		});
		signal.throwIfAborted();
		if (built.code === 0) return await rename(join(cell.room, basename(SIF)), resolve(path));
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
const registryWords = ({ reference }) => [
	...plainHttp(reference),
	SIF,
	`docker://${reference}`
];
/** A registry on this machine may speak plain http, and no other. */
function plainHttp(reference) {
	const url = URL.parse(`https://${parseReference(reference).host}`);
	return url !== null && isLoopback(url) ? ["--no-https"] : [];
}

// src/engines/apptainer/build.ts
/** Apptainer reads no Dockerfile, so Docker or Podman builds the image if one of them works here; then it is converted. */
async function buildElsewhere(command, cache, build, as, options) {
	const builder = await findBuilder();
	const { signal } = options;
	try {
		const { runBy, configDigest } = await builder.engine.build(build, as, options);
		await mkdir(cache.folder, { recursive: true });
		const local = {
			command: builder.command,
			id: runBy
		};
		return {
			runBy: await cache.get(configDigest, (part) => withSaved(local, cache.folder, signal, (archive) => buildSif(command, { archive }, part, {
				signal,
				warn: () => {},
				folder: cache.folder
			}))),
			configDigest
		};
	} finally {
		await builder.engine.removeImages([as]);
	}
}
/** Judges builds where they are made; throws as `buildElsewhere` does where nobody can. */
async function checkBuilder(...wanted) {
	const { engine } = await findBuilder();
	await engine.checkRoom(...wanted);
}
async function findBuilder() {
	const { openDocker } = await import("./docker.js");
	const docker = await openDocker().catch(toError);
	if (!(docker instanceof Error)) return {
		command: "docker",
		engine: docker
	};
	const { openPodman } = await import("./podman.js");
	const podman = await openPodman().catch(toError);
	if (!(podman instanceof Error)) return {
		command: "podman",
		engine: podman
	};
	const here = [...findProgram("docker") === void 0 ? [] : [docker.message], ...findProgram("podman") === void 0 ? [] : [podman.message]];
	const why = here.length === 0 ? "neither Docker nor Podman is here to" : here.join(", and ");
	throw new ExpectedError("build", `the image cannot be built: Apptainer reads no Dockerfile, and ${why}`, { hint: "Use a runner with Docker or Podman, or push the image and leave `build` out." });
}
function toError(error) {
	if (error instanceof ExpectedError) return error;
	throw error;
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
	for (const name of (await readdir(kept)).filter((one) => one.endsWith(".sif"))) {
		const path = join(kept, name);
		if (name.startsWith(".")) {
			if (await readAge(path) > DAY) await rm(path, { force: true });
		} else if (await readAge(path) > KEEP) await retire(path, kept);
	}
}
/** Removes an image, unless another job has asked for it since it was looked at: who asks notes that first, and looks again. */
async function retire(path, kept) {
	const hidden = partIn(kept);
	try {
		await rename(path, hidden);
		if (await readAge(hidden) > KEEP) await rm(hidden, { force: true });
		else await rename(hidden, path);
	} catch {}
}
/** Milliseconds since a file was written or asked for; 0 where it is gone. */
async function readAge(path) {
	const used = await stat(path).catch(() => void 0);
	return used === void 0 ? 0 : Date.now() - Math.max(used.atimeMs, used.mtimeMs);
}
/** Whether an image is there, by its first bytes; it is then noted as used. */
async function isWhole(path) {
	try {
		await utimes(path, /* @__PURE__ */ new Date(), (await stat(path)).mtime).catch(() => {});
		return await isSif(path);
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

// src/engines/apptainer/sif-partitions.ts
/** Where a SIF says how many things it holds, and where the list of them lies; one is described by so many bytes. */
const [TOTAL_AT, LIST_AT, HEADER, DESCRIPTOR] = [
	88,
	96,
	128,
	585
];
/** Where a description says what it is of, whether it counts, and which file system a partition has. */
const [TYPE_AT, USED_AT, SYSTEM_AT] = [
	0,
	4,
	201
];
const PARTITION = 16388;
/** Packed, and packed and encrypted: what cannot be written is what images are made as. */
const SQUASHFS = [1, 5];
const MOST = 1024;
/**
* Throws an ExpectedError of kind `image` for a SIF with a file system other than squashfs, the image itself or one to lie over it:
* for root the kernel mounts what Apptainer finds in it, and of other kinds a stranger's bytes are not safe to mount.
*/
async function checkPartitions(path) {
	const file = await open(path);
	try {
		const header = await read(file, 0, HEADER);
		const total = Number(header.readBigInt64LE(TOTAL_AT));
		if (total < 1 || total > MOST) throw refuse(`says that it holds ${total} things`);
		const list = await read(file, Number(header.readBigInt64LE(LIST_AT)), total * DESCRIPTOR);
		for (let at = 0; at < list.length; at += DESCRIPTOR) {
			if (list[at + USED_AT] === 0 || list.readInt32LE(at + TYPE_AT) !== PARTITION) continue;
			if (SQUASHFS.includes(list.readInt32LE(at + SYSTEM_AT))) continue;
			throw refuse("has a partition of another kind than squashfs, such as a layer that can be written");
		}
	} finally {
		await file.close();
	}
}
async function read(file, at, size) {
	const bytes = Buffer.alloc(size);
	const { bytesRead } = Number.isSafeInteger(at) && at >= 0 ? await file.read(bytes, 0, size, at) : { bytesRead: 0 };
	if (bytesRead < size) throw refuse("ends before the list of what it holds");
	return bytes;
}
const refuse = (what) => new ExpectedError("image", `the Singularity file ${what}`, { hint: "Make it anew with `apptainer build`, without `--sandbox` or an overlay." });

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
	await withSaved(local, folder, options.signal, (archive) => buildSif(command, { archive }, part, {
		...options,
		folder
	}));
}
async function fromRegistry(command, cache, reference, manifest, local, options) {
	const { digest, configDigest, platformDigest } = manifest;
	if (configDigest === void 0) throw new ExpectedError("image", `the image ${plainLine(reference)} is not made for this processor`, { hint: "Build the image for this processor too (docker buildx build --platform)." });
	const path = await cache.get(digest, async (part) => {
		if (local !== void 0 && isSame(local, manifest)) return saveAndBuild(command, cache, local, part, options);
		const pinned = `${stripVersion(reference)}@${platformDigest ?? digest}`;
		return buildSif(command, { reference: pinned }, part, {
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
		const path = await openSifCache(folder).get(`unpinned-${randomUUID()}`, (part) => buildSif(command, { reference }, part, {
			...options,
			folder
		}));
		return await describe(path, await fileDigest(path));
	} catch (error) {
		if (!(error instanceof ExpectedError)) throw error;
		const [why] = await listSilent(reference);
		const failure = `the image ${plainLine(reference)} cannot be had: ${reason}`;
		if (why === void 0) throw imageFailure(failure, reason);
		throw new ExpectedError("engine", `${why}, so whether it has this image is not known; ${failure}`, {
			code: "engine-silent",
			hint: "Let that engine answer: an image that lies only there is in no registry."
		});
	}
}
/** Registry and repository, without tag and digest. */
function stripVersion(reference) {
	const { host, repository, isHub } = parseReference(reference);
	return isHub ? repository : `${host}/${repository}`;
}
/** Gives a `docker save` archive as a SIF, converted once per content, and a SIF as it is. */
async function loadFile(command, cache, file, options) {
	const { signal, folder, isSecret = false, room, limits } = options;
	const digest = await fileDigest(file);
	signal.throwIfAborted();
	if (options.sha256 !== void 0 && digest !== `sha256:${options.sha256}`) throw refuseChanged();
	if (await isSif(file)) {
		await checkPartitions(file);
		return describe(file, digest);
	}
	const own = isSecret ? openSifCache(folder) : cache;
	await using input = await openInput(file);
	const checked = await checkSaved(input, {
		limits,
		sha256: digest.slice(7),
		needsTag: true
	});
	const path = await own.get(digest, async (part) => {
		await room.load(file);
		const wanted = {
			as: "converted:1",
			limits,
			folder: own.folder
		};
		await withCopy(input, checked, wanted, (copy) => buildSif(command, { archive: copy }, part, {
			signal,
			warn: () => {},
			folder: own.folder
		}));
	});
	return known({
		...await describe(path, checked.configDigest),
		among: checked.among
	});
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
		build: (context, as, options) => buildElsewhere(command, cache, context, as, options),
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
/**
* Why limits cannot be kept; undefined where they can. It depends on the kernel, on systemd, on Apptainer's settings and on
* who asks, so it is tried.
*/
const limitTrouble = (command) => tryOptions(command, () => [
	"--memory",
	"64m",
	"--cpus",
	"1",
	"--pids-limit",
	"64"
]);
/** Why no filter of system calls can be had, likewise: it may be built without. */
const filterTrouble = (command) => tryOptions(command, (folder) => filterArguments(writeFilter(folder)));
/** Tries options with a program that does not exist in an image that is empty, and gives what Apptainer says against them. */
async function tryOptions(command, options) {
	const program = `/${inventName("nothing")}`;
	const folder = await mkdtemp(join(tmpdir(), "medperf-limits-"));
	try {
		const image = join(folder, "image");
		for (const name of FOLDERS) mkdirSync(join(image, name), { recursive: true });
		const words = [
			"exec",
			"-eC",
			...options(folder),
			image,
			program
		];
		const { stderr } = await runProcess(command, words, {
			timeout: 2e4,
			env: shutOut()
		});
		return stderr.includes(`stat ${program}`) ? void 0 : fatalWords(stderr) || "it does not say why";
	} finally {
		await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
/** Says that containers can reach more of the kernel than on other engines. */
const tellUnfiltered = (trouble) => trouble === void 0 ? [] : [`Apptainer cannot filter system calls here (${trouble}); the containers run without, and can make namespaces of their own.`];
/** The wishes that go unheard, in sentences. */
function listUnkept(trouble, wanted) {
	const limits = [
		"memory",
		"cpus",
		"pids"
	].filter((name) => wanted[name] !== void 0);
	return [...trouble === void 0 || limits.length === 0 ? [] : [`Apptainer cannot keep ${limits.map((name) => `\`${name}\``).join(", ")} here (${trouble}); the containers run without.`], ...wanted.shmSize === void 0 ? [] : ["`shm_size` has no meaning for Apptainer, whose /dev/shm is as large as the memory allows."]];
}

// src/engines/apptainer/home.ts
/**
* Gives a container that root runs as another user a home of that user's. Apptainer's is a folder in memory that belongs to root,
* where that of an ordinary caller is its own and can be written. Mounts below the home would find no place in ours, so with one
* it stays as it is, as one at a path that no mount takes.
*/
function houseContainer(run, uid, scratch) {
	const { homedir } = userInfo();
	const isWithin = run.binds.some(({ target }) => `${target}/`.startsWith(`${homedir}/`));
	const isPlace = homedir !== "/" && !isWithin && mountPathFault(homedir) === void 0;
	if (uid !== 0 || run.user.uid === 0 || !isPlace) return {
		run,
		remove: async () => {}
	};
	const source = join(scratch, `${run.name}.home`);
	mkdirSync(source, { mode: 448 });
	chownSync(source, run.user.uid, run.user.gid);
	const home = {
		source,
		target: homedir,
		mode: "rw"
	};
	return {
		run: {
			...run,
			binds: [home, ...run.binds]
		},
		remove: () => removeFolder(source)
	};
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
	checkRun(run);
	checkSources(run.binds);
	const watchGpus = await gpuWatcher(run.gpus);
	if (options.signal.aborted) return { kind: "stopped" };
	const home = houseContainer(run, surroundings.uid, options.scratch);
	const filter = surroundings.hasFilter ? writeFilter(options.scratch, `${run.name}.seccomp`) : void 0;
	const broken = new AbortController();
	const stop = AbortSignal.any([options.signal, broken.signal]);
	let pid;
	const kills = machineKills();
	const usage = watchApptainer(() => pid, surroundings.hasLimits);
	const gpus = watchGpus(usage.pids);
	const init = watchInit(() => pid);
	const ended = await runNoted(command, apptainerArguments(home.run, surroundings, filter), run, {
		env: containerEnvironment(run, surroundings),
		onOutput: guarded(options.onOutput, broken),
		signal: stop,
		onStart(started) {
			pid = started;
		}
	}).finally(() => {
		if (filter !== void 0) rmSync(filter, { force: true });
	});
	const used = {
		...usage.stop(),
		...gpus.stop()
	};
	if (!await init.end()) return leaveAlone(ended);
	await home.remove();
	broken.signal.throwIfAborted();
	const outcome = withUsage(stop.aborted ? { kind: "stopped" } : judgeApptainer(ended), used);
	const { memory } = run.limits;
	const facts = known({
		hasGroup: surroundings.hasLimits,
		limit: memory
	});
	return withKills(outcome, machineKills() - kills, facts);
}
/** A container without its runner has not ended, whatever that said. */
const leaveAlone = ({ signal }) => ({
	kind: "engine-failed",
	message: `its process was ended${signal === null ? "" : ` by ${signal}`}, and what it ran was not seen to end`,
	missingImage: false,
	mayLive: true
});

// src/engines/apptainer/version.ts
const ANSWER_TIMEOUT = 2e4;
/** Asks which program a command is; throws an ExpectedError of kind `engine` where it does not answer or is too old. */
async function readProgram(command) {
	const { code, stdout, stderr } = await runProcess(command, ["--version"], { timeout: ANSWER_TIMEOUT });
	const program = code === 0 ? parseProgram(stdout) : void 0;
	if (program !== void 0) return program;
	throw stderr.includes("ENOENT") ? new ExpectedError("engine", `Apptainer is not here: the command \`${command}\` was not found`, { hint: "Install Apptainer on this runner, or set `run.runtime` to an engine that it has." }) : new ExpectedError("engine", `Apptainer does not work: ${plainLine(stderr.trim().split("\n").at(-1) ?? "", 500) || "it does not answer"}`, { hint: `Run \`${command} --version\` on this runner; it says what is wrong.` });
}
/**
* `apptainer version 1.4.5`, `singularity-ce version 4.1.2`, `singularity version 3.8.7`; either may be behind either command.
* Undefined for other words. Throws an ExpectedError of kind `engine` for one without `--mount`: older than 3.9.
*/
function parseProgram(words) {
	const [, name = "", version = ""] = /^(apptainer|singularity(?:-ce)?) version (\S+)/.exec(words) ?? [];
	if (name === "") return void 0;
	const title = `${NAMES[name] ?? name} ${plainLine(version, 50).replace(/[-+].*$/, "")}`;
	if (name === "apptainer") return {
		title,
		flavour: "apptainer"
	};
	const [major = 0, minor = 0] = version.split(".", 2).map((part) => Number.parseInt(part, 10));
	if (major > 3 || major === 3 && minor >= 9) return {
		title,
		flavour: "singularity"
	};
	throw new ExpectedError("engine", `${title} is too old: it cannot mount paths without reading them as lists`, { hint: "Install Apptainer, or SingularityCE 3.9 or newer, on this runner." });
}
const NAMES = {
	apptainer: "Apptainer",
	singularity: "Singularity",
	"singularity-ce": "SingularityCE"
};

// src/engines/apptainer/apptainer.ts
/**
* Apptainer or Singularity through the command of that name, found in PATH. Throws an ExpectedError of kind `engine` that says
* what is missing when it does not answer.
*/
async function openApptainer(command, { images, keptImages }) {
	const { title, flavour } = await readProgram(command);
	const trouble = limitTrouble(command);
	const unfiltered = filterTrouble(command);
	for (const trial of [trouble, unfiltered]) trial.catch(() => {});
	const surroundings = async () => ({
		flavour,
		uid: process.getuid?.() ?? 0,
		hasLimits: await trouble === void 0,
		hasFilter: await unfiltered === void 0,
		hasGpuTool: findProgram("nvidia-container-cli") !== void 0
	});
	return {
		title,
		platform: "singularity",
		...openApptainerImages(command, openSifCache(images, keptImages)),
		...openApptainerLauncher(command, images, surroundings),
		unkept: async (wanted) => [...listUnkept(await trouble, wanted), ...tellUnfiltered(await unfiltered)],
		close: async () => {
			await Promise.allSettled([trouble, unfiltered]);
		}
	};
}
const openApptainerLauncher = (command, images, surroundings) => ({
	showsGpus: () => gpuDevices().length > 0,
	offeredGpus: async () => listDeviceGpus(),
	checkGpus: async (image, gpus, label) => checkApptainerGpus(command, await surroundings(), {
		image,
		gpus,
		label
	}),
	checkFiles: async () => {},
	store: async () => images,
	run: async (run, options) => runApptainer(command, await surroundings(), run, options),
	reclaim: async () => true,
	removeAll: (label, looks = 1) => removeNoted(label, looks)
});

export { openApptainer };