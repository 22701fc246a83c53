import { n as plainLine, t as cutLines } from "./text.js";
import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { o as showGpus } from "./gpus.js";
import { i as makeFolder } from "./notes.js";
import { d as bindArguments, h as inventName, o as dockerGpuArguments } from "./stop.js";
import { t as runProcess } from "./process.js";
import { t as listGpus } from "./nvidia-smi.js";
import { _ as checkTogether, d as imageFailure, h as checkSaved, m as hashManifest, p as writeSaved, u as withRetries, v as openRoom, y as runNoted } from "./run2.js";
import { t as openInput } from "./input-file.js";
import { r as askRegistry } from "./pull-size.js";
import { n as isPinned, t as imageReferenceFault } from "./image-reference.js";
import { a as isKeptByManifest, i as inspectImage, n as engineSilent, o as readLocalLayers, r as findDigest, s as readPlatform, t as describeOwn } from "./inspect.js";
import { i as isEngineSilent, t as cleanDockerWords } from "./words.js";
import { i as untilGone } from "./cleanup2.js";
import { i as wallArguments, n as dockerStarter, r as runHelper } from "./reclaim.js";
import { n as OWN_FILE_HINT, r as listBuildFiles, t as findForeignFile } from "./foreign-file.js";
import { a as listImages, i as keepNameless, n as findTheirs, o as releaseNameless, r as hasName, s as removeNames, t as findNameless } from "./own2.js";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";

// src/engines/shared-files.ts
const ANSWER_TIMEOUT$1 = 6e4;
const TARGET = "/medperf-probe";
/** Whether we run in a container, or an engine was named that may run elsewhere: it can have other files than we do. */
const mayDiffer = (environment = process.env) => ["/.dockerenv", "/run/.containerenv"].some((mark) => existsSync(mark)) || [
	"DOCKER_HOST",
	"DOCKER_CONTEXT",
	"KUBERNETES_SERVICE_HOST",
	"ACTIONS_RUNNER_CONTAINER_HOOKS"
].some((name) => Boolean(environment[name]));
/**
* Has the engine mount a file of ours and reads it back, in a container that is made and never started. Throws an ExpectedError
* of kind `engine` where the engine has other files under our paths; every other trouble is left to the run itself.
*/
async function checkShared(command, title, image, label, { work, others }) {
	const word = randomBytes(16).toString("hex");
	const name = inventName("probe");
	const file = `.probe-${word}`;
	writeFileSync(join(work, file), word);
	const ask = (...args) => runProcess(command, args, { timeout: ANSWER_TIMEOUT$1 });
	try {
		const made = await ask(...createArguments(name, label, [work, ...others], image.runBy));
		if (made.code !== 0) {
			const missing = MISSING.exec(made.stderr.slice(-MATCHED))?.[1];
			if (missing !== void 0) throw notShared(title, missing);
			return;
		}
		const read = await ask("cp", `${name}:${TARGET}/0/${file}`, "-");
		if (read.code !== 0 && /no such file|could not find the file/i.test(read.stderr) || read.code === 0 && !read.stdout.includes(word)) throw notShared(title, work);
	} finally {
		rmSync(join(work, file), { force: true });
		await ask("rm", "--force", "--volumes", name);
	}
}
/** UTF-16 units of the engine's words that are looked at: a path has 4,095 bytes at most. */
const MATCHED = 8192;
const MISSING = /(?:bind source path does not exist: |statfs )(\/[^\n]*?)(?:: no such file or directory)?\s*$/m;
function createArguments(name, label, sources, image) {
	return [
		...["create", ...wallArguments(name, label)],
		...sources.flatMap((source, at) => bindArguments({
			source,
			target: `${TARGET}/${at}`,
			mode: "ro"
		})),
		...[image, "probe"]
	];
}
const notShared = (title, path) => new ExpectedError("engine", `${title} does not have the files of this job: what is at ${plainLine(path)} here is not there for it`, { hint: "This runner is a container itself, or the engine is on another machine: set the input `work-directory` to a folder that both have under the same path, such as a volume mounted with `-v /srv/medperf:/srv/medperf`, and keep the checkout on such a volume too." });

// src/engines/docker/gpus.ts
const ANSWER_TIMEOUT = 6e4;
/** No machine has more; a daemon that gives away what it has not must not be asked for ever. */
const MOST = 16;
/** Throws an ExpectedError of kind `gpu`, with the engine's words, where it cannot give these GPUs. */
async function checkGpus(starter, image, gpus, label, toArguments = dockerGpuArguments) {
	const refusal = await askRefusal(starter, image, gpus, label, toArguments);
	if (refusal === void 0) return;
	throw new ExpectedError("gpu", `asks for GPUs (${showGpus(gpus)}) that this machine cannot give: ${refusal}`, { hint: "Use a runner with GPUs and NVIDIA's container toolkit, or set `run.gpus: none` where the CPU will do." });
}
/**
* The GPUs that Docker gives to containers. The driver of this machine names them; Docker has the last word, because it may
* run elsewhere or lack NVIDIA's toolkit: where it does not give as many, they are counted by asking for one more each time.
*/
async function offeredGpus(command, image, label) {
	const gives = async (gpus) => await askRefusal(dockerStarter(command), image, gpus, label, dockerGpuArguments) === void 0;
	if (!await gives({ kind: "all" })) return [];
	const listed = await listGpus();
	if (listed.length > 0 && await gives({
		kind: "count",
		count: listed.length
	})) return listed;
	let count = 0;
	while (count < MOST && await gives({
		kind: "count",
		count: count + 1
	})) count++;
	return Array.from({ length: count }, (_, index) => ({ id: String(index) }));
}
/**
* Asks an engine for GPUs with a program that does not exist, because its name was invented just now: it looks for the devices
* before it looks for the program, so nothing of the image runs and the error tells which of the two was missing.
*/
async function askRefusal(starter, image, gpus, label, toArguments) {
	if (gpus.kind === "none") return void 0;
	const program = `/${inventName("nothing")}`;
	const helper = {
		label,
		image: image.runBy,
		command: [program],
		options: toArguments(gpus)
	};
	const { code, stderr } = await runHelper(starter, helper, ANSWER_TIMEOUT);
	if (code === null) return `no answer within ${ANSWER_TIMEOUT / 1e3} s`;
	return stderr.includes(program) ? void 0 : cleanDockerWords(stderr);
}

// src/engines/docker/images/dockerfile.ts
/** Bytes of a Dockerfile that is looked at here. */
const LARGEST = 4 * 1024 ** 2;
/** The Dockerfile of a build; empty where there is none to read, which the builder will say. */
function readDockerfile({ context, dockerfile }) {
	const path = join(context, dockerfile);
	try {
		const stats = statSync(path);
		return stats.isFile() && stats.size <= LARGEST ? readFileSync(path, "utf8") : "";
	} catch {
		return "";
	}
}
/** What may break a line: the second one where the file says so. */
const LINE_ENDS = ["\\", "`"];
/**
* The instructions of a Dockerfile as a builder puts them together, where this mark at the end of a line breaks it; a heredoc's lines
* count as instructions, which does no harm when one is looked up.
*/
function readInstructions(dockerfile, mark = findMark(dockerfile)) {
	const found = [];
	let open;
	for (const [index, line] of dockerfile.split(/\r?\n/).entries()) {
		if (/^\s*(?:#|$)/.test(line)) continue;
		const text = line.trimEnd();
		const goesOn = text.endsWith(mark);
		const part = goesOn ? text.slice(0, -1) : text;
		open = {
			text: (open?.text ?? "") + part,
			line: open?.line ?? index + 1
		};
		if (goesOn) continue;
		found.push(open);
		open = void 0;
	}
	return open === void 0 ? found : [...found, open];
}
const findMark = (dockerfile) => /^#\s*escape\s*=\s*`\s*$/im.test(dockerfile) ? "`" : "\\";
/**
* The images that a build begins with, as far as the file and `args` say them, its lines broken by either mark: no stage of its own, no `scratch`,
* and nothing that is no image reference.
*/
const listBases = (dockerfile, args = []) => [...new Set(LINE_ENDS.flatMap((mark) => listBasesBy(mark, dockerfile, args)))].filter((base) => imageReferenceFault(base) === void 0);
function listBasesBy(mark, dockerfile, args) {
	const given = new Map(args);
	const stages = /* @__PURE__ */ new Set(["scratch"]);
	const said = /* @__PURE__ */ new Map();
	const bases = [];
	let isBegun = false;
	for (const { text: line } of readInstructions(dockerfile, mark)) {
		const [, name, value = ""] = /^\s*ARG\s+(\w+)=(?:"([^"]*)"|'([^']*)'|(\S*))\s*$/i.exec(line)?.filter(Boolean) ?? [];
		if (name !== void 0 && !isBegun) said.set(name, said.has(name) ? "$" : given.get(name) ?? value);
		const [, bare] = /^\s*ARG\s+(\w+)\s*$/i.exec(line) ?? [];
		const own = bare === void 0 || isBegun ? void 0 : given.get(bare);
		if (bare !== void 0 && own !== void 0) said.set(bare, own);
		const [, written = "", stage] = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?\s*$/i.exec(line) ?? [];
		const base = written.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (one, braced, bare) => said.get(braced ?? bare) ?? one);
		isBegun ||= base !== "";
		if (base !== "" && !stages.has(base.toLowerCase())) bases.push(base);
		if (stage !== void 0) stages.add(stage.toLowerCase());
	}
	return bases;
}
/** Finds the failed instruction in the output of the classic builder (`Step 4/5 : RUN …`), of Podman (`STEP 4/5: RUN …`) or of BuildKit (` > [3/4] RUN …`). */
function findFailed(stdout, stderr, dockerfile) {
	const [out, err] = [cutLines(stdout), cutLines(stderr)];
	const named = findPart(err.filter(isBeforeRule), NAMED) ?? findPart(err, PARSE_ERROR);
	const shown = findPart(err.toReversed(), BUILDKIT)?.replace(/:$/, "") ?? findPart(out.toReversed(), CLASSIC) ?? findPart(err.toReversed(), PODMAN);
	const text = shown && squeeze(shown);
	const base = findPart(err.toReversed(), BASE);
	const instructions = readInstructions(dockerfile);
	const line = named === void 0 ? instructions.find((one) => isOne(squeeze(one.text), {
		text,
		base
	}))?.line : begin(instructions, Number(named));
	return known({
		line,
		text
	});
}
/** Whether an instruction is what failed: these words, or what begins with that base. */
const isOne = (instruction, { text, base }) => text === void 0 ? base !== void 0 && /^FROM /i.test(instruction) && instruction.split(" ").includes(base) : instruction === text;
/** BuildKit's excerpt of a Dockerfile stands between two rules, and its name, whatever that is, above the first. */
const isBeforeRule = (_, at, lines) => /^-{10,}$/.test(lines[at + 1] ?? "");
const NAMED = /^\S.{0,4000}:(\d{1,9})$/;
/** What BuildKit looks up before it builds. */
const BASE = /^ > \[internal\] load metadata for (\S+):$/;
const PODMAN = /building at STEP "([^"\n]+)"/;
const PARSE_ERROR = /dockerfile parse error (?:on )?line (\d{1,9})/i;
const BUILDKIT = /^ > \[(?:[^\]]*[^\]\d])?\d{1,9}\/\d{1,9}\] (.+)$/;
const CLASSIC = /^(?:Step \d{1,9}\/\d{1,9} |STEP \d{1,9}\/\d{1,9}): (.+)$/;
const RUNNING = /^ ---> Running in ([0-9a-f]{12,64})$/;
/** The container in which the classic builder ran a line last, by its words; a line may have said so itself. */
const findRunning = (stdout) => findPart(cutLines(stdout).toReversed(), RUNNING);
/** What the first of the lines that match has in its brackets. */
function findPart(lines, pattern) {
	for (const line of lines) {
		const found = pattern.exec(line)?.[1];
		if (found !== void 0) return found;
	}
}
/** BuildKit may name any line of an instruction. */
const begin = (instructions, line) => instructions.findLast((one) => one.line <= line)?.line ?? line;
const squeeze = (text) => text.replaceAll(/\s+/g, " ").trim();

// src/engines/docker/images/build.ts
const ENVIRONMENT = {
	BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
	BUILDX_GIT_INFO: "0",
	BUILDX_GIT_LABELS: "0"
};
/** Builds the image of a change under a name of the run's own; the classic builder must leave no half-built container. */
async function buildImage(command, build, as, { signal, label, onOutput, dockerfile }) {
	expectOwnFiles(build);
	const own = await makeFolder(label, "build");
	try {
		const idFile = join(own, "id");
		const file = dockerfile === void 0 ? join(build.context, build.dockerfile) : join(own, "Dockerfile");
		if (dockerfile !== void 0) await writeDockerfile(file, dockerfile, build);
		const args = [
			...[
				"build",
				"--force-rm",
				"--iidfile",
				idFile,
				"--tag",
				as,
				"--file",
				file
			],
			...build.target === void 0 ? [] : ["--target", build.target],
			...build.args.flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
			build.context
		];
		const before = await listImages(command);
		const options = {
			signal,
			onOutput,
			env: ENVIRONMENT,
			cwd: own,
			leavesChildren: true
		};
		const built = await runNoted(command, args, {
			name: inventName("build"),
			label
		}, options);
		if (signal.aborted) await untilGone(command, findRunning(built.stdout));
		signal.throwIfAborted();
		if (built.code !== 0) throw buildFailure(built, readDockerfile(build), build.dockerfile);
		const id = (await readFile(idFile, "utf8").catch(() => "")).trim();
		const found = await inspectImage(command, as);
		if (found === void 0) throw buildFailure(built, readDockerfile(build), build.dockerfile);
		const theirs = await findTheirs(command, found, before, as);
		if (theirs !== void 0) await keepNameless(command, theirs, as);
		return describeOwn(found, isKeptByManifest(found) && id !== "" ? id : found.Id);
	} finally {
		await rm(own, {
			recursive: true,
			force: true
		});
	}
}
/** Writes another Dockerfile than the context's, and beside it what its builder leaves out of the context for it alone. */
async function writeDockerfile(file, text, { context, dockerfile }) {
	await writeFile(file, text);
	for (const end of [".containerignore", ".dockerignore"]) await copyFile(join(context, `${dockerfile}${end}`), `${file}${end}`).catch(() => {});
}
/** The rules of benchmark.yaml have looked already, at the checkout; this is the folder that is built, at the moment that it is. */
function expectOwnFiles({ context, dockerfile }) {
	const name = findForeignFile(context, listBuildFiles(dockerfile));
	if (name === void 0) return;
	throw new ExpectedError("build", `${name} of the build context is no file of that folder`, {
		hint: OWN_FILE_HINT,
		place: { file: name }
	});
}
/**
* A failed build in one sentence that names the line of the Dockerfile, where the builder told it; `place` is that line, its file as the
* context calls it.
*/
function buildFailure({ stdout, stderr }, dockerfile, name = "Dockerfile") {
	const reason = cleanDockerWords(stderr).replace(/^(?:ERROR: |building at STEP ".*?": |creating build container: |failed to solve: |failed to solve with frontend \S+: |failed to create LLB definition: |rpc error: code = \w+ desc = )+/, "");
	if (/no space left on device/i.test(reason)) return imageFailure(`the image cannot be built: ${reason}`, reason);
	const { line, text } = findFailed(stdout, stderr, dockerfile);
	const code = /returned a non-zero code: (\d+)|exit (?:code:|status) (\d+)$/.exec(reason);
	const what = code === null ? reason : `the command ended with exit code ${code[1] ?? code[2]}`;
	const place = [...line === void 0 ? [] : [`line ${line} of the Dockerfile`], ...text === void 0 ? [] : [`\`${plainLine(text, 200)}\``]];
	return new ExpectedError("build", `the image cannot be built: ${[place.join(", "), what].filter((part) => part !== "").join(": ")}`, {
		code: "build-failed",
		hint: "The log of this step shows the whole build.",
		place: known({
			file: name,
			line
		})
	});
}

// src/engines/docker/images/load.ts
/**
* Loads an archive made by `docker save` by tag, and gives the image of its first tag, as MedPerf's client does
* (docs/medperf.md 14.2), under a name of the run's own: no tag of the archive reaches the engine, and nothing at all of one that does
* not hold what it says.
*/
async function loadImage(command, archive, options, give = giveStream) {
	const { as, limits, sha256, signal } = options;
	await using input = await openInput(archive);
	const checked = await checkSaved(input, {
		limits,
		sha256,
		needsTag: true
	});
	signal.throwIfAborted();
	const ids = [checked.configDigest, hashManifest(checked)];
	const nameless = await findNameless(command, ids);
	if (nameless !== void 0) await keepNameless(command, nameless, as);
	const tryOnce = async () => {
		const loaded = await give(command, input, checked, options);
		signal.throwIfAborted();
		return {
			loaded,
			found: loaded.code === 0 ? await inspectImage(command, as) : void 0
		};
	};
	const first = await tryOnce();
	const { loaded, found } = first.found === void 0 && !isFull(first.loaded) ? await tryOnce() : first;
	if (found !== void 0 && ids.includes(found.Id)) {
		if (nameless !== void 0 && hasName(found, as)) await releaseNameless(command, as);
		return known({
			...describeOwn(found, checked.configDigest),
			among: checked.among
		});
	}
	await removeNames([as], command);
	const reason = loaded.code === 0 ? `it did not bring ${checked.configDigest}` : cleanDockerWords(loaded.stderr);
	throw imageFailure(`the image archive cannot be loaded: ${plainLine(reason, 1e3)}`, reason);
}
const isFull = ({ stderr }) => /no space left on device/i.test(stderr);
const giveStream = (command, input, checked, { as, limits, signal }) => runProcess(command, ["load", "--quiet"], {
	signal,
	input: writeSaved(input, checked, {
		as,
		limits,
		isForDocker: true
	})
});

// src/engines/docker/images/pull.ts
/**
* Gets an image by reference. One that was built here and never pushed has no digest under this name and is used as it
* is, and so is one that is pinned by digest; all others are pulled as MedPerf's client pulls them, because a tag may
* have moved.
*/
async function pullImage(command, reference, options) {
	const { signal, warn } = options;
	const local = await inspectImage(command, reference);
	if (local !== void 0 && isKept(reference, local)) return toImage(reference, local, signal);
	const pulled = await withRetries(() => runProcess(command, [
		"pull",
		"--quiet",
		reference
	], { signal }), options);
	signal.throwIfAborted();
	const now = pulled.code === 0 ? await inspectImage(command, reference) : void 0;
	if (now !== void 0) return toImage(reference, now, signal);
	if (isEngineSilent(pulled.stderr)) throw engineSilent(command, pulled.stderr);
	const reason = cleanDockerWords(pulled.stderr);
	if (local === void 0) throw imageFailure(`the image ${plainLine(reference)} cannot be had: ${reason}`, reason);
	warn(`The image ${plainLine(reference)} could not be pulled (${reason}); the copy of this machine is used.`);
	return toImage(reference, {
		...local,
		RepoDigests: []
	}, signal);
}
/** The pull that `pullImage` will make; undefined where it makes none. */
async function expectPull(command, reference) {
	const local = await inspectImage(command, reference);
	if (local === void 0) return { reference };
	if (isKept(reference, local)) return void 0;
	const isHere = ({ configDigest, digest, platformDigest }) => [
		configDigest,
		digest,
		platformDigest
	].includes(local.Id);
	return known({
		reference,
		digest: findDigest(reference, local.RepoDigests ?? []),
		isHere
	});
}
/** Pinned by digest, or built here and never pushed. */
const isKept = (reference, { RepoDigests }) => isPinned(reference) || findDigest(reference, RepoDigests ?? []) === void 0;
/** An Image of what Docker knows under a reference. */
async function toImage(reference, found, signal) {
	const registryDigest = findDigest(reference, found.RepoDigests ?? []);
	const isUnknown = isKeptByManifest(found) && registryDigest !== void 0;
	return known({
		runBy: found.Id,
		configDigest: isUnknown ? await askConfigDigest(reference, found.Id, signal) : found.Id,
		registryDigest,
		bytes: found.Size,
		platform: readPlatform(found)
	});
}
/** The digest of the configuration of an image that is kept by its manifest, where its registry knows the same image. */
async function askConfigDigest(reference, id, signal) {
	const { configDigest, digest, platformDigest } = await askRegistry(reference, signal) ?? {};
	return configDigest !== void 0 && [digest, platformDigest].includes(id) ? configDigest : id;
}

// src/engines/docker/images/push.ts
/**
* Pushes a local image, given by what it is run by, under a reference, with the login that the engine has. Docker pushes what bears the
* name, so it is given that just before; whatever bore it gets it back. Throws an ExpectedError of kind `registry`, or the reason of
* the signal.
*/
async function pushImage(command, id, reference, options) {
	const { signal, onOutput } = options;
	if (await inspectImage(command, id) === void 0) throw new ExpectedError("registry", `the image ${plainLine(id, 100)} is no longer on this machine`, { hint: "Let nothing remove images while this runs, and run the job again." });
	const push = async (words) => {
		const pushed = await withRetries(() => runProcess(command, ["push", ...words], known({
			signal,
			onOutput
		})), options);
		signal.throwIfAborted();
		if (pushed.code !== 0) throw pushFailure(reference, cleanDockerWords(pushed.stderr));
	};
	if (command === "podman") return push([id, `docker://${reference}`]);
	const before = await inspectImage(command, reference);
	try {
		const tagged = await runProcess(command, [
			"tag",
			id,
			reference
		], { signal });
		signal.throwIfAborted();
		if (tagged.code !== 0) throw pushFailure(reference, cleanDockerWords(tagged.stderr));
		await push([reference]);
	} finally {
		await giveBack(command, {
			id,
			reference,
			before: before?.Id
		});
	}
}
/** A tag for each commit would keep every image on a runner that lives on; one that is the image's only name stays. */
async function giveBack(command, { id, reference, before }) {
	if (before === id) return;
	if (before !== void 0) return void await runProcess(command, [
		"tag",
		before,
		reference
	]);
	const now = await inspectImage(command, reference);
	if (now?.Id === id && (now.RepoTags ?? []).length > 1) await runProcess(command, [
		"image",
		"rm",
		"--no-prune",
		reference
	]);
}
function pushFailure(reference, reason) {
	const message = `the image cannot be pushed as ${plainLine(reference, 300)}: ${reason}`;
	const hint = HINTS.find(([pattern]) => pattern.test(reason))?.[1] ?? imageFailure(message, reason).hint;
	return new ExpectedError("registry", message, { hint });
}
const HINTS = [
	[/write_package/i, "Give this repository the role \"Write\" under \"Manage Actions access\" in the settings of the package, and the job `packages: write`."],
	[/denied|unauthorized|authentication required|no basic auth credentials|forbidden|\b40[13]\b/i, "Log in to the registry with docker/login-action before this step, as somebody who may push there; for ghcr.io the job also needs `packages: write`."],
	[/name unknown|repository .* not exist/i, "Create the repository in the registry first."],
	[/connection refused|no such host|server misbehaving|timeout|dial tcp/i, "Check the name of the registry in `image`, and whether it is up."],
	[/server gave HTTP response to HTTPS client/i, "Only a registry on this machine may speak plain http."]
];

// src/engines/docker/images.ts
/** Having images with a client that has Docker's commands; `store` finds the folder where it keeps them. */
function openDockerImages(command, store, dialect = {
	pullImage,
	expectPull,
	loadImage
}) {
	const openFor = (options) => openRoom({
		...options,
		store,
		layers: () => readLocalLayers(command)
	});
	return {
		async checkRoom(coming, options) {
			const pulls = await listPulls(command, coming, dialect.expectPull);
			await checkTogether(openFor(options), coming, pulls);
		},
		image: (reference, options) => dialect.pullImage(command, reference, options),
		async load(archive, options) {
			await openFor(options).load(archive);
			return dialect.loadImage(command, archive, options);
		},
		async build(build, as, options) {
			await refreshBases(command, build, {
				...options,
				pullImage: dialect.pullImage
			});
			const dockerfile = await dialect.checkBuild?.(build);
			return buildImage(command, build, as, {
				...options,
				dockerfile
			});
		},
		push: ({ runBy }, reference, options) => pushImage(command, runBy, reference, options),
		removeImages: (names) => removeNames(names, command)
	};
}
/**
* What Docker or Podman will pull for what is coming: images by reference, as `expect` says, and the bases of builds, which
* they pull only where they have none of that name.
*/
async function listPulls(command, coming, expect) {
	return (await Promise.all(coming.map(async (one) => {
		if ("reference" in one) return [await expect(command, one.reference)];
		return Promise.all(listBuildBases(one).map((base) => basePull(command, base)));
	}))).flat().flatMap((pull) => pull ?? []);
}
const listBuildBases = (build) => listBases(readDockerfile(build), build.args);
async function basePull(command, reference) {
	return await inspectImage(command, reference) === void 0 ? { reference } : void 0;
}
/**
* Gets anew what a build begins with, as its registry has it now: a builder takes whatever this machine calls so. One that only
* this machine has stays, and what cannot be had is left to the builder; a line of the build's output says so.
*/
async function refreshBases(command, build, { signal, onOutput, pullImage: pull }) {
	const say = async (line) => onOutput(Buffer.from(`${line}\n`));
	for (const base of listBuildBases(build)) try {
		await pull(command, base, {
			signal,
			delays: [],
			warn: (line) => void say(line)
		});
	} catch (error) {
		if (!(error instanceof ExpectedError)) throw error;
		await say(`The base of the build is left to the builder: ${error.message}.`);
	}
}

export { checkGpus as a, mayDiffer as c, readInstructions as i, loadImage as n, offeredGpus as o, readDockerfile as r, checkShared as s, openDockerImages as t };