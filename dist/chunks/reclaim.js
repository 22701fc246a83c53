import { t as plainLine } from "./text.js";
import { t as known } from "./known.js";
import { o as showGpus } from "./gpus.js";
import { t as ExpectedError } from "./error.js";
import { t as runProcess } from "./process.js";
import { t as listGpus } from "./nvidia-smi.js";
import { _ as checkTogether, a as dockerGpuArguments, b as askRegistry, d as imageFailure, f as describeOwn, g as readLocalLayers, h as isKeptByManifest, m as inspectImage, p as findDigest, u as withRetries, v as openRoom, x as mountOption } from "./run2.js";
import { t as readSaved } from "./saved-image.js";
import { n as isPinned } from "./image-reference.js";
import { a as cleanDockerWords, i as removeImages } from "./cleanup3.js";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { mkdtemp, readFile, rm } from "node:fs/promises";

// src/engines/shared-files.ts
const ANSWER_TIMEOUT = 6e4;
const TARGET$1 = "/medperf-probe";
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
	const name = `medperf-probe-${word.slice(0, 16)}`;
	const file = `.probe-${word}`;
	writeFileSync(join(work, file), word);
	const ask = (...args) => runProcess(command, args, { timeout: ANSWER_TIMEOUT });
	try {
		const made = await ask(...createArguments(name, label, [work, ...others], image.runBy));
		if (made.code !== 0) {
			const missing = MISSING.exec(made.stderr)?.[1];
			if (missing !== void 0) throw notShared(title, missing);
			return;
		}
		const read = await ask("cp", `${name}:${TARGET$1}/0/${file}`, "-");
		if (read.code !== 0 && /no such file|could not find the file/i.test(read.stderr) || read.code === 0 && !read.stdout.includes(word)) throw notShared(title, work);
	} finally {
		rmSync(join(work, file), { force: true });
		await ask("rm", "--force", "--volumes", name);
	}
}
const MISSING = /(?:bind source path does not exist: |statfs )(\/[^\n]*?)(?:: no such file or directory)?\s*$/m;
function createArguments(name, label, sources, image) {
	return [
		...[
			"create",
			"--name",
			name,
			"--label",
			label,
			"--pull",
			"never",
			"--network",
			"none"
		],
		...sources.flatMap((source, at) => mountOption("type=bind", `source=${source}`, `target=${TARGET$1}/${at}`, "readonly")),
		...[image, "probe"]
	];
}
const notShared = (title, path) => new ExpectedError("engine", `${title} does not have the files of this job: what is at ${plainLine(path)} here is not there for it`, { hint: "This runner is a container itself, or the engine is on another machine: set the input `work-directory` to a folder that both have under the same path, such as a volume mounted with `-v /srv/medperf:/srv/medperf`, and keep the checkout on such a volume too." });

// src/engines/docker/gpus.ts
const NO_PROGRAM = "/medperf-gpu-check";
/** No machine has more; a daemon that gives away what it has not must not be asked for ever. */
const MOST = 16;
/** Throws an ExpectedError of kind `gpu`, with the engine's words, where it cannot give these GPUs. */
async function checkGpus(command, image, gpus, label, toArguments = dockerGpuArguments) {
	const refusal = await askRefusal(command, image, gpus, label, toArguments);
	if (refusal === void 0) return;
	throw new ExpectedError("gpu", `asks for GPUs (${showGpus(gpus)}) that this machine cannot give: ${refusal}`, { hint: "Use a runner with GPUs and NVIDIA's container toolkit, or set `run.gpus: none` where the CPU will do." });
}
/**
* The GPUs that Docker gives to containers. The driver of this machine names them; Docker has the last word, because it may
* run elsewhere or lack NVIDIA's toolkit: where it does not give as many, they are counted by asking for one more each time.
*/
async function offeredGpus(command, image, label) {
	const gives = async (gpus) => await askRefusal(command, image, gpus, label, dockerGpuArguments) === void 0;
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
* Asks an engine for GPUs with a program that does not exist: it looks for the devices before it looks for the program, so
* nothing of the image runs and the error tells which of the two was missing.
*/
async function askRefusal(command, image, gpus, label, toArguments) {
	if (gpus.kind === "none") return void 0;
	const { stderr } = await runProcess(command, [
		...[
			"run",
			"--rm",
			"--label",
			label,
			"--network",
			"none",
			"--cap-drop",
			"ALL"
		],
		...[
			"--pull",
			"never",
			"--log-driver",
			"none"
		],
		...toArguments(gpus),
		...[
			"--entrypoint",
			NO_PROGRAM,
			image.runBy
		]
	], { timeout: 6e4 });
	return stderr.includes(NO_PROGRAM) ? void 0 : cleanDockerWords(stderr);
}

// src/engines/docker/dockerfile.ts
/** The Dockerfile of a build context; empty where there is none to read, which the builder will say. */
function readDockerfile(context) {
	try {
		return readFileSync(join(context, "Dockerfile"), "utf8");
	} catch {
		return "";
	}
}
/** The instructions of a Dockerfile; a heredoc's lines count as instructions, which does no harm when one is looked up. */
function readInstructions(dockerfile) {
	const mark = /^#\s*escape\s*=\s*`\s*$/im.test(dockerfile) ? "`" : "\\";
	const found = [];
	let open;
	for (const [index, raw] of dockerfile.split(/\r?\n/).entries()) {
		const text = raw.trim();
		if (text === "" || text.startsWith("#")) continue;
		const goesOn = text.endsWith(mark);
		const part = goesOn ? text.slice(0, -1) : text;
		open = {
			text: open === void 0 ? part : `${open.text} ${part}`,
			line: open?.line ?? index + 1
		};
		if (goesOn) continue;
		found.push(open);
		open = void 0;
	}
	return open === void 0 ? found : [...found, open];
}
/** The images that a build begins with, as far as they are written out: no stage of its own, no `scratch`, no variable. */
function listBases(dockerfile) {
	const stages = /* @__PURE__ */ new Set(["scratch"]);
	const bases = /* @__PURE__ */ new Set();
	for (const { text } of readInstructions(dockerfile)) {
		const [, base = "", stage] = /^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(text) ?? [];
		if (base === "") continue;
		if (!stages.has(base.toLowerCase()) && !base.includes("$")) bases.add(base);
		if (stage !== void 0) stages.add(stage.toLowerCase());
	}
	return [...bases];
}
/** Finds the failed instruction in the output of the classic builder (`Step 4/5 : RUN …`), of Podman (`STEP 4/5: RUN …`) or of BuildKit (` > [3/4] RUN …`). */
function findFailed(stdout, stderr, dockerfile) {
	const named = /^Dockerfile:(\d+)$/m.exec(stderr) ?? /dockerfile parse error (?:on )?line (\d+)/i.exec(stderr);
	const text = shownInstruction(stdout, stderr);
	const instructions = readInstructions(dockerfile);
	const line = named === null ? instructions.find((one) => text !== void 0 && squeeze(one.text) === squeeze(text))?.line : begin(instructions, Number(named[1]));
	return known({
		line,
		text: text && squeeze(text)
	});
}
function shownInstruction(stdout, stderr) {
	const buildKit = [...stderr.matchAll(/^ > \[[^\]]*\d+\/\d+\] (.+?):?$/gm)].at(-1);
	const classic = [...stdout.matchAll(/^(?:Step \d+\/\d+ |STEP \d+\/\d+): (.+)$/gm)].at(-1);
	return (buildKit ?? classic)?.[1];
}
/** BuildKit may name any line of an instruction. */
const begin = (instructions, line) => instructions.findLast((one) => one.line <= line)?.line ?? line;
const squeeze = (text) => text.replaceAll(/\s+/g, " ").trim();

// src/engines/docker/build.ts
/** Builds the image of a change from its context folder; the classic builder must leave no half-built container. */
async function buildImage(command, context, tag, { signal, onOutput }) {
	const own = await mkdtemp(join(tmpdir(), "medperf-build-"));
	try {
		const idFile = join(own, "id");
		const built = await runProcess(command, [
			"build",
			"--force-rm",
			"--iidfile",
			idFile,
			"--tag",
			tag,
			context
		], {
			signal,
			onOutput
		});
		signal.throwIfAborted();
		if (built.code !== 0) throw buildFailure(built, readDockerfile(context));
		const id = (await readFile(idFile, "utf8").catch(() => "")).trim();
		const found = (id === "" ? void 0 : await inspectImage(command, id)) ?? await inspectImage(command, tag);
		if (found !== void 0) return describeOwn(found, isKeptByManifest(found) && id !== "" ? id : found.Id);
		throw buildFailure(built, readDockerfile(context));
	} finally {
		await rm(own, {
			recursive: true,
			force: true
		});
	}
}
/** A failed build in one sentence that names the line of the Dockerfile, where the builder told it. */
function buildFailure({ stdout, stderr }, dockerfile) {
	const reason = cleanDockerWords(stderr).replace(/^(?:ERROR: |building at STEP ".*?": |creating build container: |failed to solve: |failed to solve with frontend \S+: |failed to create LLB definition: |rpc error: code = \w+ desc = )+/, "");
	if (/no space left on device/i.test(reason)) return imageFailure(`the image cannot be built: ${reason}`, reason);
	const { line, text } = findFailed(stdout, stderr, dockerfile);
	const code = /returned a non-zero code: (\d+)|exit (?:code:|status) (\d+)$/.exec(reason);
	const what = code === null ? reason : `the command ended with exit code ${code[1] ?? code[2]}`;
	const place = [...line === void 0 ? [] : [`line ${line} of the Dockerfile`], ...text === void 0 ? [] : [`\`${plainLine(text, 200)}\``]];
	return new ExpectedError("build", `the image cannot be built: ${[place.join(", "), what].filter((part) => part !== "").join(": ")}`, { hint: "The log of this step shows the whole build." });
}

// src/engines/docker/load.ts
/**
* Loads an archive made by `docker save` by tag, and gives the image of its first tag, as MedPerf's client does
* (docs/medperf.md 14.2).
*/
async function loadImage(command, archive, { signal }) {
	const { tag, id } = await readSaved(archive);
	signal.throwIfAborted();
	const loaded = await runProcess(command, [
		"load",
		"--quiet",
		"--input",
		archive
	], { signal });
	signal.throwIfAborted();
	const found = (loaded.code === 0 && id !== void 0 ? await inspectImage(command, id) : void 0) ?? (loaded.code === 0 ? await inspectImage(command, tag) : void 0);
	if (found !== void 0) return describeOwn(found, isKeptByManifest(found) ? id : found.Id);
	const reason = loaded.code === 0 ? `it did not bring ${plainLine(tag)}` : cleanDockerWords(loaded.stderr);
	throw imageFailure(`the image archive cannot be loaded: ${reason}`, reason);
}

// src/engines/docker/pull.ts
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
		runBy: reference,
		configDigest: isUnknown ? await askConfigDigest(reference, found.Id, signal) : found.Id,
		registryDigest,
		bytes: found.Size
	});
}
/** The digest of the configuration of an image that is kept by its manifest, where its registry knows the same image. */
async function askConfigDigest(reference, id, signal) {
	const { configDigest, digest, platformDigest } = await askRegistry(reference, signal) ?? {};
	return configDigest !== void 0 && [digest, platformDigest].includes(id) ? configDigest : id;
}

// src/engines/docker/push.ts
/**
* Pushes a local image, given by what it is run by, under a reference, with the login that Docker has. Throws an ExpectedError of kind
* `registry`, or the reason of the signal.
*/
async function pushImage(command, id, reference, options) {
	const { signal, onOutput } = options;
	if (await inspectImage(command, id) === void 0) throw new ExpectedError("registry", `the image ${plainLine(id, 100)} is no longer on this machine`, { hint: "Let nothing remove images while this runs, and run the job again." });
	try {
		const tagged = await runProcess(command, [
			"tag",
			id,
			reference
		], { signal });
		signal.throwIfAborted();
		if (tagged.code !== 0) throw pushFailure(reference, cleanDockerWords(tagged.stderr));
		const push = () => runProcess(command, ["push", reference], known({
			signal,
			onOutput
		}));
		const pushed = await withRetries(push, options);
		signal.throwIfAborted();
		if (pushed.code !== 0) throw pushFailure(reference, cleanDockerWords(pushed.stderr));
	} finally {
		await untag(command, id, reference);
	}
}
/** A tag for each commit would keep every image on a runner that lives on; one that is the image's only name stays. */
async function untag(command, id, reference) {
	const { stdout } = await runProcess(command, [
		"image",
		"inspect",
		"--format",
		"{{len .RepoTags}}",
		id
	]);
	if (Number(stdout) > 1) await runProcess(command, [
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
		build: (context, tag, options) => buildImage(command, context, tag, options),
		push: ({ runBy }, reference, options) => pushImage(command, runBy, reference, options),
		removeImages: (references) => removeImages(references, command)
	};
}
/**
* What Docker or Podman will pull for what is coming: images by reference, as `expect` says, and the bases of builds, which
* they pull only where they have none of that name.
*/
async function listPulls(command, coming, expect) {
	return (await Promise.all(coming.map(async (one) => {
		if ("reference" in one) return [await expect(command, one.reference)];
		return Promise.all(listBases(readDockerfile(one.context)).map((base) => basePull(command, base)));
	}))).flat().flatMap((pull) => pull ?? []);
}
async function basePull(command, reference) {
	return await inspectImage(command, reference) === void 0 ? { reference } : void 0;
}

// src/engines/docker/reclaim.ts
const TARGET = "/reclaim";
/** For images without `chown`; like it, does not follow links. */
const PYTHON = `
import os, sys
target, uid, gid = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
os.lchown(target, uid, gid)
for folder, folders, files in os.walk(target):
    for name in folders + files:
        os.lchown(os.path.join(folder, name), uid, gid)
`;
/** An entrypoint and its arguments: ways to change the owner of a tree, of which an image may have any. */
function ways(uid, gid) {
	const chown = [
		"-R",
		"-h",
		`${uid}:${gid}`,
		TARGET
	];
	const python = [
		"-I",
		"-c",
		PYTHON,
		TARGET,
		String(uid),
		String(gid)
	];
	return [
		["chown", ...chown],
		["/bin/chown", ...chown],
		["/usr/bin/chown", ...chown],
		[
			"/bin/busybox",
			"chown",
			...chown
		],
		["python3", ...python],
		["/usr/bin/python3", ...python]
	];
}
/**
* Makes the caller own everything below a folder, as root in a throw-away container of the first image that has a way to.
* Never throws: whoever needs the files looks whether it helped.
*/
async function reclaim(folder, images, label, command = "docker") {
	for (const image of new Set(images)) for (const [entrypoint, ...words] of ways(process.getuid?.() ?? 0, process.getgid?.() ?? 0)) {
		const args = [
			"run",
			...reclaimOptions(folder, label),
			"--entrypoint",
			entrypoint,
			image,
			...words
		];
		const { code } = await runProcess(command, args, { timeout: 12e4 });
		if (code === 0) return;
		if (code !== 126 && code !== 127) break;
	}
}
const reclaimOptions = (folder, label) => [
	...[
		"--rm",
		"--label",
		label,
		"--network",
		"none",
		"--pull",
		"never",
		"--log-driver",
		"none",
		"-u",
		"0:0"
	],
	...[
		"--cap-drop",
		"ALL",
		"--cap-add",
		"CHOWN",
		"--cap-add",
		"DAC_OVERRIDE",
		"--cap-add",
		"FOWNER"
	],
	...[
		"--security-opt",
		"no-new-privileges",
		"--volume",
		`${folder}:${TARGET}:rw`
	]
];

export { offeredGpus as a, checkGpus as i, openDockerImages as n, checkShared as o, loadImage as r, mayDiffer as s, reclaim as t };