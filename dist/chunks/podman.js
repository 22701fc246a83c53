import { t as gpuDevices } from "./gpu-devices.js";
import { r as removeContainers } from "./cleanup2.js";
import { a as checkGpus, i as readInstructions, n as loadImage, r as readDockerfile, s as checkShared, t as openDockerImages } from "./images.js";
import { t as reclaim } from "./reclaim.js";
import { t as runProcess } from "./process.js";
import { n as plainLine } from "./text.js";
import { l as PODMAN_WALLS } from "./stop.js";
import { t as known } from "./known.js";
import { c as parseAnswer, i as inspectImage, n as engineSilent, t as describeOwn } from "./inspect.js";
import { t as parseCoreYaml } from "./core-yaml.js";
import { t as listGpus } from "./nvidia-smi.js";
import { i as splitReference, n as isPinned, t as imageReferenceFault } from "./image-reference.js";
import { E as record, O as string, S as literal, T as object, _ as boolean, g as array, t as ExpectedError, w as number } from "./error.js";
import { t as parseReference } from "./reference.js";
import { t as isLoopback } from "./loopback.js";
import { i as isEngineSilent, t as cleanDockerWords } from "./words.js";
import { d as imageFailure, f as withCopy, g as parseStrictly, r as runContainer, u as withRetries } from "./run2.js";
import { r as askRegistry, t as PLATFORM } from "./pull-size.js";
import { s as parsePlainJson } from "./json.js";
import { i as parseProfile, n as OPEN_PROFILE, r as narrowProfile } from "./seccomp.js";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readFile, readdir } from "node:fs/promises";

// src/engines/podman/arguments.ts
/** Without root Podman maps the caller's own user and group into the container. */
const userArguments = (uid) => uid === 0 ? [] : ["--userns", "keep-id"];
/** Podman takes GPUs by their names in the CDI files of this machine; `--gpus` it ignores without a word. */
function podmanGpuArguments(gpus) {
	return cdiNames(gpus).flatMap((name) => ["--device", `nvidia.com/gpu=${name}`]);
}
function cdiNames(gpus) {
	switch (gpus.kind) {
		case "none": return [];
		case "all": return ["all"];
		case "count": return Array.from({ length: gpus.count }, (_, index) => String(index));
		case "devices": return gpus.devices;
	}
}

// src/engines/podman/history.ts
const EventSchema = object({
	Name: string(),
	Status: string(),
	/** Left out when it is 0. */
	ContainerExitCode: number().default(0)
});
/**
* Podman's events of one container; undefined where it keeps none. `since` is in milliseconds of this machine's clock.
* There is no daemon that could be gone.
*/
async function readPodmanHistory(command, name, since) {
	const { code, stdout } = await runProcess(command, [...[
		"events",
		"--stream=false",
		"--since",
		(/* @__PURE__ */ new Date(since - 6e4)).toISOString()
	], ...[
		"--filter",
		`container=${name}`,
		"--format",
		"json"
	]], { timeout: 15e3 });
	const own = stdout.split("\n").flatMap((line) => EventSchema.safeParse(parseAnswer(line)).data ?? []).filter((event) => event.Name === name);
	if (code !== 0 || own.length === 0) return void 0;
	const saw = (status) => own.some(({ Status }) => Status === status);
	const died = own.findLast(({ Status }) => Status === "died");
	return known({
		isCreated: saw("create"),
		isStarted: saw("start"),
		outOfMemory: saw("oom"),
		exitCode: died?.ContainerExitCode,
		isRemoved: saw("remove")
	});
}

// src/engines/podman/dialect.ts
/** How Podman differs from Docker where it runs containers. */
const podmanDialect = (uid, walls = async () => PODMAN_WALLS) => ({
	gpuArguments: podmanGpuArguments,
	hasInit: true,
	writeEntrypoint: (word) => JSON.stringify([word]),
	walls,
	userArguments: userArguments(uid),
	groups: (id) => listGroups(id, uid).flatMap((group) => [group, `memory/${group}`]),
	readHistory: readPodmanHistory,
	readInit: readCatatonit
});
/** The parent groups with the systemd and the cgroupfs driver; without root, those of the user's own systemd. */
function listGroups(id, uid) {
	const scope = `libpod-${id}.scope`;
	if (uid === 0) return [`machine.slice/${scope}`, `libpod_parent/libpod-${id}`];
	const user = `user.slice/user-${uid}.slice/user@${uid}.service`;
	return [`${user}/user.slice/${scope}`, `${user}/user-libpod_pod.slice/${scope}`];
}
const CATATONIT = /^ERROR \(catatonit:\d+\): (failed to exec pid1: (.+))$/;
/** Podman's init ends with 1 when it cannot start the program, and says so as the only line there is. */
const readCatatonit = (exitCode, stderr) => {
	const [, words = "", reason = ""] = exitCode === 1 && CATATONIT.exec(stderr.trim()) || [];
	if (words === "") return {
		exitCode,
		error: ""
	};
	return {
		exitCode: reason === "Permission denied" ? 126 : 127,
		error: plainLine(words, 1e3)
	};
};

// src/engines/podman/gpus.ts
/** Where programs leave descriptions of devices (the Container Device Interface); the latter wins. */
const FOLDERS = ["/etc/cdi", "/var/run/cdi"];
const DevicesSchema = object({
	kind: literal("nvidia.com/gpu"),
	devices: array(object({ name: string() }))
});
/** The GPUs of this machine's CDI files, which are all that Podman can give, with the driver's names. */
async function listCdiGpus(folders = FOLDERS) {
	const names = [...new Set(folders.flatMap(filesIn).flatMap(namesIn))].filter((name) => name !== "all");
	const numbers = names.filter((name) => /^\d+$/.test(name));
	const ids = numbers.length === 0 ? names : numbers;
	if (ids.length === 0) return [];
	const known = await listGpus();
	return ids.map((id) => known.find((gpu) => gpu.id === id) ?? { id: plainLine(id, 100) });
}
function filesIn(folder) {
	try {
		return readdirSync(folder).filter((name) => /\.(?:json|ya?ml)$/.test(name)).map((name) => join(folder, name));
	} catch {
		return [];
	}
}
/** JSON is YAML. */
function namesIn(file) {
	try {
		const read = parseCoreYaml(readFileSync(file));
		const found = DevicesSchema.safeParse(read.ok ? read.value : void 0);
		return found.success ? found.data.devices.map(({ name }) => name) : [];
	} catch {
		return [];
	}
}

// src/engines/podman/bases.ts
const FROM$1 = /^FROM[ \t]+(?:--platform=(\S+)[ \t]+)?(\S+)(?:[ \t]+AS[ \t]+([a-z0-9][\w.-]*))?$/i;
const ARG = /^ARG[ \t]+([a-z_]\w*)=(?:"([^"'\\$]*)"|'([^"'\\$]*)'|([^\s"'\\$]*))$/i;
/** Podman has values of its own for these. */
const ITS_OWN = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$|_proxy$/i;
const VARIABLE = /\$(?:\{(\w+)\}|(\w+))/g;
/** All that the instructions of a plain Dockerfile begin with; undefined where one of them may begin with something else. */
function listPlainBases(instructions, args = []) {
	const said = readVariables(instructions, new Map(args));
	const stages = /* @__PURE__ */ new Set(["scratch"]);
	const bases = [];
	for (const [at, line] of instructions.entries()) {
		if (!isFrom(line)) continue;
		const [, platform, written = "", stage] = FROM$1.exec(line) ?? [];
		const name = written.replaceAll(VARIABLE, (one, braced, bare) => said.get(braced ?? bare) ?? one);
		if (name === "") return void 0;
		bases.push({
			at,
			name,
			isOwn: stages.has(name),
			platform,
			stage
		});
		if (stage !== void 0) stages.add(stage);
	}
	return bases;
}
const isFrom = (line) => /^FROM(?:[ \t]|$)/i.test(line);
/** What nothing is put into, and no quote or escape is taken out of. */
const PLAIN$1 = /^[^\s"'\\$]*$/;
/** What variables stand for in front of the first FROM; none where it is not plain which of them does. */
function readVariables(instructions, given) {
	const first = instructions.findIndex(isFrom);
	const said = /* @__PURE__ */ new Map();
	for (const line of instructions.slice(0, Math.max(first, 0))) {
		const [, bare] = /^ARG[ \t]+(\w+)$/i.exec(line) ?? [];
		if (bare !== void 0 && !given.has(bare)) continue;
		const [, written, ...values] = ARG.exec(line) ?? [];
		const name = bare ?? written;
		if (name === void 0 || said.has(name) || ITS_OWN.test(name)) return /* @__PURE__ */ new Map();
		const value = given.get(name) ?? values.find((one) => one !== void 0) ?? "";
		if (!PLAIN$1.test(value)) return /* @__PURE__ */ new Map();
		said.set(name, value);
	}
	return said;
}

// src/engines/podman/plain-lines.ts
/**
* Characters that Go takes for a space, or JavaScript, or both at other places, and what stands for bytes that are no text: Go looks
* for spaces among single bytes too.
*/
const ODD = /[^\P{Cc}\t]|(?! )\p{Z}|[\ufeff\ufffd]/u;
const COMMENT = /^[ \t]*(?:#|$)/;
const ESCAPE = /^[ \t]*#[ \t]*escape[ \t]*=/i;
/** Only some versions of Podman know here-documents; to others their lines are instructions. */
const HERE = /^(?:ONBU.LD[ \t]+)*(?:RUN|COPY|ADD)[ \t].*<</i;
/** `<<<` hands on a word, and behind a word `<<` is an operator. */
const NO_HERE = /<<<|[^\s\d"'<]\d*<</g;
/** Bytes of a line: Podman reads no longer ones, and nothing behind them, without a word. */
const LONGEST = 6e4;
/**
* The instructions of a Dockerfile, each on a line, where every version of Podman reads the same ones; undefined where what is a space, a
* line's end or an instruction is up to the builder.
*/
function readPlainLines(dockerfile) {
	const all = dockerfile.replace(/^\ufeff/, "").split("\n").map((line) => line.replace(/\r$/, ""));
	const lines = all.filter((line) => !COMMENT.test(line));
	const instructions = readInstructions(lines.join("\n"), "\\").map(({ text }) => text.trim());
	return !all.some((line) => ESCAPE.test(line)) && !lines.some((line) => ODD.test(line)) && !instructions.some((one) => Buffer.byteLength(one) > LONGEST || HERE.test(one.replaceAll(NO_HERE, ""))) ? instructions.filter((one) => one !== "") : void 0;
}

// src/engines/podman/version.ts
/** Whether a version of Podman came before another one. */
function isBefore(version, major, minor) {
	const [its = 0, also = 0] = version.split(".", 2).map((part) => Number.parseInt(part, 10));
	return its < major || its === major && also < minor;
}

// src/engines/podman/volumes.ts
const named = (word) => new RegExp(`^(?:ONBU.LD[ \\t]+)*${word}(?:[ \\t]|$)`, "i");
const [FROM, VOLUME, RUN] = [
	named("FROM"),
	named("VOLUME"),
	named("RUN")
];
/** Whether an instruction makes a volume. */
const isVolume = (instruction) => VOLUME.test(instruction);
/**
* Whether a stage runs something behind its volumes. Old versions of Podman keep what lies in a volume from these lines, and on their way
* there follow what has become a link meanwhile out to the machine.
*/
function runsBehindVolume(instructions) {
	let isKept = false;
	for (const line of instructions) if (FROM.test(line)) isKept = false;
	else if (isVolume(line)) isKept = true;
	else if (isKept && RUN.test(line)) return true;
	return false;
}

// src/engines/podman/build-wall.ts
const ConfigSchema = object({ config: object({ OnBuild: array(string()).nullish() }).nullish() });
const WHY = "Podman before 5.4 lets a build reach any folder of this machine. Or build with Docker or a newer Podman.";
const HINT = `Leave \`--mount\` and other options of RUN out: ${WHY}`;
const ALIKE = `Leave out here-documents, an \`escape\` directive, and spaces and line ends other than the usual ones: ${WHY}`;
const PLAIN = `Name each base in words, or by variables that \`ARG NAME=value\` gives on lines of their own, and each stage by plain letters: ${WHY}`;
const LAST = `Put VOLUME behind all RUN lines of its stage: ${WHY}`;
const ANOTHER = `Leave \`--platform\` out, or say ${PLATFORM}: ${WHY}`;
/**
* Looks at a build before Podman does: the mounts of RUN lines lead out of the build before 5.4 (CVE-2024-1753, CVE-2024-9675,
* CVE-2024-11218), volumes do in some, and distributions that mended it do not say so in the version. Gives the Dockerfile that was looked at, with what it
* begins with by its ID: Podman may read the one of the context otherwise, and get another image of that name. Undefined where the
* one of the context will do. Throws an ExpectedError of kind `build`.
*/
async function checkPodmanBuild(command, { version, store }, build) {
	if (!isBefore(version, 5, 4)) return void 0;
	const dockerfile = readDockerfile(build);
	if (dockerfile === "") throw refuse("it has no Dockerfile that can be looked at before the build");
	const instructions = [...expectPlain(dockerfile, "its Dockerfile")];
	if (runsBehindVolume(instructions)) throw refuse("its Dockerfile has a RUN behind a VOLUME", LAST);
	const bases = listPlainBases(instructions, build.args);
	if (bases === void 0) throw refuse("its Dockerfile does not plainly say what it begins with", PLAIN);
	for (const base of bases) {
		const begin = base.isOwn ? base.name : await expectBase(command, store, base);
		instructions[base.at] = `FROM ${begin}${base.stage === void 0 ? "" : ` AS ${base.stage}`}`;
	}
	return `${instructions.join("\n")}\n`;
}
/** The ID of an image that a build may begin with. */
async function expectBase(command, store, base) {
	const shown = plainLine(base.name, 200);
	if (imageReferenceFault(base.name) !== void 0) throw refuse(`it begins with ${shown}, which cannot be looked at before the build`, PLAIN);
	const found = await inspectImage(command, base.name);
	const triggers = found && await readTriggers(store, found);
	if (found === void 0 || triggers === void 0) throw refuse(`its base ${shown} cannot be looked at before the build`);
	if (!isOf(found, base)) throw refuse(`it begins with ${shown} for another platform than ${PLATFORM}`, ANOTHER);
	const done = `what its base ${shown} has done (ONBUILD)`;
	if (expectPlain(triggers.join("\n"), done).some(isVolume)) throw refuse(`${done} has a VOLUME`, LAST);
	return found.Id.replace(/^sha256:/, "");
}
/** The instructions in a text, none of which may mount anything; Podman reads all that a base has done as one text too. */
function expectPlain(text, what) {
	const instructions = readPlainLines(text);
	if (instructions === void 0) throw refuse(`${what} has lines that not every builder reads alike`, ALIKE);
	if (instructions.some(mayMount)) throw refuse(`${what} has a line with \`--mount\`, or with an option that may be it`);
	return instructions;
}
/** Options of RUN that mount nothing. Podman puts in variables and takes quotes away before it reads an option's name. */
const HARMLESS = /^--(?:network=(?:none|default)|security=sandbox)$/;
/** Whether an instruction has an option that could be read as `--mount`. Go has a capital letter outside of ASCII for `i`. */
function mayMount(line) {
	if (/^ONBU.LD[ \t]+[^a-z]/i.test(line) || /^(?:ONBU.LD|RUN)\b/i.test(line) && /--mount=/i.test(line)) return true;
	const [, rest = ""] = /^(?:ONBU.LD[ \t]+)*RUN[ \t]+(.*)$/is.exec(line) ?? [];
	for (const word of rest.split(/[ \t]+/)) {
		if (!/^["'\\`]*-/.test(word)) return false;
		if (!HARMLESS.test(word)) return true;
	}
	return false;
}
/** Whether Podman takes the image that was looked at: of another platform it would get another one. */
const isOf = ({ Os, Architecture }, { platform }) => platform === void 0 || `${Os}/${Architecture}` === PLATFORM && (platform === PLATFORM || /^\$(?:\{(?:BUILD|TARGET)PLATFORM\}|(?:BUILD|TARGET)PLATFORM)$/.test(platform));
/** What a base has done in the builds that begin with it, which Podman tells nobody; undefined where it cannot be found out. */
async function readTriggers(store, { Id }) {
	const config = store === void 0 ? "" : await readConfig(store, Id);
	const parsed = ConfigSchema.safeParse(parseStrictly(config, ["config", "OnBuild"], "these"));
	return parsed.success ? parsed.data.config?.OnBuild ?? [] : void 0;
}
/** The configuration of an image from Podman's store, under its digest; empty where it is not there. */
async function readConfig(store, id) {
	const name = `=${Buffer.from(id).toString("base64")}`;
	for (const driver of await readdir(store).catch(() => [])) {
		const path = join(store, driver, id.replace(/^sha256:/, ""), name);
		if (driver.endsWith("-images") && existsSync(path)) return readFile(path, "utf8");
	}
	return "";
}
const refuse = (why, hint = HINT) => new ExpectedError("build", `the image cannot be built with this Podman: ${why}`, {
	hint,
	code: "podman-build"
});

// src/engines/podman/images.ts
/** Having images with Podman, which is having them with Docker but for what its registries and digests mean. */
const openPodmanImages = (command, podman) => openDockerImages(command, async () => podman.store, {
	pullImage: pullPodmanImage,
	expectPull: expectPodmanPull,
	checkBuild: (build) => checkPodmanBuild(command, podman, build).catch(onDockerfile(build)),
	loadImage: (client, archive, options) => loadImage(client, archive, options, giveCopy)
});
/** What is wrong with a Dockerfile is told on it, whatever its name is. */
const onDockerfile = ({ dockerfile }) => (error) => {
	if (!(error instanceof ExpectedError) || error.kind !== "build") throw error;
	const { kind, message, hint, code } = error;
	throw new ExpectedError(kind, message, {
		hint,
		code,
		cause: error,
		place: { file: dockerfile }
	});
};
/** What Podman is given on its standard input it would copy to a place of its own. */
const giveCopy = (command, input, checked, { as, limits, folder, signal }) => withCopy(input, checked, {
	as,
	limits,
	folder
}, (copy) => runProcess(command, [
	"load",
	"--quiet",
	"--input",
	copy
], { signal }));
/**
* Gets an image by reference. Podman notes digests for images that were never in a registry too, so the registry is asked:
* a local image that is the same as the registry's is used, and so is one that is pinned by digest or was built under this
* short name; all others are pulled as MedPerf's client pulls them, because a tag may have moved.
*/
async function pullPodmanImage(command, reference, options) {
	const { signal, warn } = options;
	const { full, isPlain } = fullName(reference);
	const local = await findImage(command, reference);
	const pinned = /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
	if (local !== void 0 && pinned !== void 0) return describe(local, pinned);
	if (local !== void 0 && !isNamed(local, full)) return describe(local);
	const digest = local && await askDigest(full, local, signal);
	if (local !== void 0 && digest !== void 0) return describe(local, digest);
	const args = [
		"pull",
		"--quiet",
		...isPlain ? ["--tls-verify=false"] : [],
		full
	];
	const pulled = await withRetries(() => runProcess(command, args, { signal }), options);
	signal.throwIfAborted();
	const now = pulled.code === 0 ? await inspectImage(command, full) : void 0;
	const shown = plainLine(reference);
	if (now !== void 0) {
		if (local !== void 0 && local.Id !== now.Id) warn(`The registry's ${shown} has replaced another image of that name on this machine.`);
		return describe(now, pinned ?? await askDigest(full, now, signal) ?? findOnlyDigest(now, full));
	}
	if (isEngineSilent(pulled.stderr)) throw engineSilent(command, pulled.stderr);
	const reason = cleanDockerWords(pulled.stderr);
	if (local === void 0) throw imageFailure(`the image ${shown} cannot be had: ${reason}`, reason);
	warn(`The image ${shown} could not be pulled (${reason}); the copy of this machine is used.`);
	return describe(local);
}
/** The pull that `pullPodmanImage` will make; undefined where it makes none. */
async function expectPodmanPull(command, reference) {
	const { full } = fullName(reference);
	const local = await findImage(command, reference);
	if (local === void 0) return { reference: full };
	if (isPinned(reference) || !isNamed(local, full)) return void 0;
	const digest = findOnlyDigest(local, full);
	const isHere = ({ configDigest }) => configDigest === local.Id;
	return known({
		reference: full,
		digest,
		isHere
	});
}
const findImage = async (command, reference) => await inspectImage(command, fullName(reference).full) ?? await inspectImage(command, reference);
/** What was built under a short name has no full one. */
const isNamed = ({ RepoTags }, full) => (RepoTags ?? []).includes(full);
/** A reference as Docker understands it: without a registry it is of Docker Hub, which Podman does not assume. */
function fullName(reference) {
	const { host, repository, version, isHub } = parseReference(reference);
	const address = URL.parse(`https://${host}`);
	return {
		full: `${isHub ? "docker.io" : host}/${repository}${version.includes(":") ? "@" : ":"}${version}`,
		isPlain: address !== null && isLoopback(address)
	};
}
/** What the reference points at in its registry, if that is the image of this machine. */
async function askDigest(reference, { Id }, signal) {
	const manifest = await askRegistry(reference, signal);
	return manifest?.configDigest === Id ? manifest.digest : void 0;
}
/** Podman notes every digest of an image under each of its names, so only a single one is sure. */
function findOnlyDigest({ RepoDigests }, full) {
	const { name } = splitReference(full);
	const digests = (RepoDigests ?? []).filter((entry) => entry.startsWith(`${name}@`));
	return digests.length === 1 ? digests[0]?.slice(name.length + 1) : void 0;
}
const describe = (found, registryDigest) => known({
	...describeOwn(found),
	registryDigest
});

// src/engines/podman/info.ts
const ANSWER_TIMEOUT$1 = 2e4;
const InfoSchema = object({
	version: object({ Version: string() }),
	host: object({
		cgroupControllers: array(string()).nullish(),
		cgroupVersion: string().default(""),
		security: object({
			rootless: boolean(),
			seccompEnabled: boolean().default(true),
			seccompProfilePath: string().default("")
		}),
		serviceIsRemote: boolean().default(false)
	}),
	store: object({ graphRoot: string().default("") }).default({ graphRoot: "" })
});
/** Asks Podman what it can do; an ExpectedError of kind `engine` where it does not answer. */
async function readPodman(command) {
	const { code, stdout, stderr } = await runProcess(command, [
		"info",
		"--format",
		"{{json .}}"
	], { timeout: ANSWER_TIMEOUT$1 });
	const info = code === 0 ? InfoSchema.safeParse(parseAnswer(stdout)).data : void 0;
	if (info === void 0) throw noPodman(command, code, stderr);
	const { rootless, controllers } = {
		rootless: info.host.security.rootless,
		controllers: info.host.cgroupControllers ?? []
	};
	const { serviceIsRemote: isRemote } = info.host;
	return {
		version: info.version.Version,
		isRemote,
		filter: {
			isThere: info.host.security.seccompEnabled,
			path: info.host.security.seccompProfilePath
		},
		store: isRemote ? void 0 : info.store.graphRoot || void 0,
		unkept: (wanted) => rootless ? unkeptBy(info.host.cgroupVersion === "v2" ? controllers : [], wanted) : []
	};
}
const CONTROLLERS = {
	memory: "memory",
	cpus: "cpu",
	pids: "pids"
};
function unkeptBy(controllers, wanted) {
	return [
		"memory",
		"cpus",
		"pids"
	].filter((name) => wanted[name] !== void 0 && !controllers.includes(CONTROLLERS[name])).map((name) => `Podman cannot keep the limit \`${name}\` here: it runs without root, and this user has no cgroup controller \`${CONTROLLERS[name]}\`.`);
}
function noPodman(command, code, stderr) {
	if (stderr.includes("ENOENT")) return new ExpectedError("engine", `Podman is not here: the command \`${command}\` was not found`, { hint: "Install Podman on this runner, or set `run.runtime` to an engine that it has." });
	const reason = code === null ? `no answer within ${ANSWER_TIMEOUT$1 / 1e3} s` : cleanDockerWords(stderr);
	return new ExpectedError("engine", `Podman does not work: ${reason}`, {
		code: "engine-silent",
		hint: "Run `podman info` on this runner; its last line says what is wrong."
	});
}

// src/engines/podman/run.ts
/** Runs a container with Docker's runner, in Podman's dialect. */
async function runPodman(command, dialect, run, options) {
	const outcome = await runContainer(command, dialect, run, options);
	if (outcome.kind !== "engine-failed" || !/container-init binary/i.test(outcome.message)) return outcome;
	return runContainer(command, {
		...dialect,
		hasInit: false
	}, run, options);
}

// src/engines/podman/walls.ts
const ANSWER_TIMEOUT = 6e4;
/** An image may bear as many labels as its maker likes, and they come before what is looked for. */
const MOST = 8 * 1024 ** 2;
/** What Podman sets where neither the image nor anybody else does. */
const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const ImageSchema = object({
	Config: object({ Env: array(string()).nullish() }).nullish(),
	Annotations: record(string(), string()).nullish()
});
/**
* The walls of Podman. It would hand on the proxies of its environment, the variables of its own settings, and, for an image
* that names a variable without a value or a pattern such as `*`, whatever its environment has under that name. So all that
* it would set is taken away, and what the image says is given again. A program with the name of systemd would get more
* mounts than others, and Podman's own filter of system calls lets every program become root of a user namespace.
*/
function openPodmanWalls(command, { version, isRemote, filter }) {
	const seen = /* @__PURE__ */ new Map();
	const ask = async (image) => {
		const reading = seen.get(image) ?? readImage(command, image);
		seen.set(image, reading);
		const said = await reading.catch((error) => {
			seen.delete(image);
			throw error;
		});
		if (said === void 0) seen.delete(image);
		return said ?? {};
	};
	const profile = JSON.stringify(makeFilter(filter.path));
	return async (image, folder) => {
		const said = await ask(image);
		if (isBefore(version, 4, 6)) refuseAnnotations(said);
		return {
			env: PODMAN_WALLS.env,
			args: [
				...PODMAN_WALLS.args,
				...isRemote ? [] : ["--env-host=false"],
				"--systemd=false",
				...filter.isThere ? filterArguments(folder, profile) : [],
				...isBefore(version, 4, 0) ? [] : ["--unsetenv-all", ...giveVariables(said.Config?.Env ?? [])]
			]
		};
	};
}
/** The filter of system calls that Podman would take, narrowed; where its file cannot be read, one of ours. */
function makeFilter(path) {
	try {
		const found = parseProfile(parsePlainJson(readFileSync(path, "utf8")));
		return found === void 0 ? OPEN_PROFILE : narrowProfile(found);
	} catch {
		return OPEN_PROFILE;
	}
}
function filterArguments(folder, profile) {
	const file = join(folder, "seccomp.json");
	writeFileSync(file, profile, { mode: 420 });
	return ["--security-opt", `seccomp=${file}`];
}
/** What runtimes and systemd take orders from. */
const ORDERS = /^(?:run\.oci|io\.crun|module\.wasm|org\.systemd\.property|io\.podman|io\.kubernetes|io\.containers|org\.criu)\./;
/** Podman before 4.6 hands annotations of an image to its runtime, as if whoever runs it had asked for that. */
function refuseAnnotations({ Annotations }) {
	const order = Object.keys(Annotations ?? {}).find((name) => ORDERS.test(name));
	if (order === void 0) return;
	throw new ExpectedError("image", `the image has the annotation ${plainLine(order, 100)}, which this Podman would take for an order`, { hint: "Build the image without it, or use Podman 4.6 or newer, which leaves it out." });
}
/**
* What an image says of itself; undefined where it is not there. Throws an ExpectedError where that cannot be told: it may be an
* order then.
*/
async function readImage(command, image) {
	const { code, stdout } = await runProcess(command, [
		"image",
		"inspect",
		"--format",
		"{{json .}}",
		"--",
		image
	], {
		timeout: ANSWER_TIMEOUT,
		kept: MOST
	});
	if (code !== null && code !== 0) return void 0;
	const [found] = code === null ? [] : [parseAnswer(stdout)].flat();
	const said = ImageSchema.safeParse(found).data;
	if (said !== void 0) return said;
	throw new ExpectedError("image", "Podman does not say what the image orders of it", { hint: `Run \`${command} image inspect\` with this image on the runner; give the image fewer labels, or shorter ones.` });
}
/** The variables of an image as arguments; what has no value, or no plain name, would be read as something else. */
const giveVariables = (variables) => [PATH, ...variables.filter((one) => /^[^\s=*]+=/.test(one))].flatMap((one) => ["--env", one]);

// src/engines/podman/podman.ts
/**
* Podman through its command line, found in PATH, which is Docker's but for what `dialect.ts` says. Throws an ExpectedError of
* kind `engine` that says what is missing when it does not answer.
*/
async function openPodman(command = "podman") {
	const podman = await readPodman(command);
	const title = `Podman ${podman.version}`.trim();
	return {
		title,
		platform: "docker",
		...openPodmanImages(command, podman),
		...openPodmanLauncher(command, title, podman),
		close: async () => {}
	};
}
function openPodmanLauncher(command, title, podman) {
	const uid = process.getuid?.() ?? 0;
	const walls = openPodmanWalls(command, podman);
	const dialect = podmanDialect(uid, walls);
	return {
		showsGpus: () => gpuDevices().length > 0,
		offeredGpus: async () => listCdiGpus(),
		checkGpus: (image, gpus, label) => checkGpus({
			command,
			walls
		}, image, gpus, label, podmanGpuArguments),
		async checkFiles(image, shared, label) {
			if (podman.isRemote) await checkShared(command, title, image, label, shared);
		},
		unkept: async (wanted) => podman.unkept(wanted),
		store: async () => podman.store,
		run: (run, options) => runPodman(command, dialect, run, options),
		reclaim: (folder, images, label) => reclaimPodman({
			command,
			walls
		}, uid, folder, images, label),
		removeAll: (label, looks = 1) => removeContainers(label, looks, command)
	};
}
/** Without root, the files of a container's users are the caller's own subordinate ones, which need no container. */
async function reclaimPodman(starter, uid, folder, images, label) {
	if (uid === 0) return reclaim(folder, images, label, starter);
	await runProcess(starter.command, [
		"unshare",
		"chown",
		"-R",
		"-h",
		"0:0",
		folder
	], { timeout: 12e4 });
	return true;
}
/** Podman as one that starts helpers, asked what it can do only when it starts one. */
const podmanStarter = (command = "podman") => ({
	command,
	walls: async (image, folder) => openPodmanWalls(command, await readPodman(command))(image, folder)
});

export { openPodman, podmanStarter, reclaimPodman };