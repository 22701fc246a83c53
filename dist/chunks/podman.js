import { l as array, u as boolean, v as object, x as string } from "./schemas.js";
import { t as readLocalLayers } from "./docker-layers.js";
import { t as StepFailure } from "./failure.js";
import { t as dockerWords } from "./docker-words.js";
import { t as runProcess } from "./process.js";
import { tmpdir } from "node:os";

// src/engines/podman-info.ts
const ANSWER_TIMEOUT = 2e4;
const InfoSchema = object({
	version: object({ Version: string() }),
	host: object({
		cgroupControllers: array(string()).nullish(),
		cgroupVersion: string().default(""),
		security: object({ rootless: boolean() }),
		serviceIsRemote: boolean().default(false)
	}),
	store: object({ graphRoot: string().default("") }).default({ graphRoot: "" })
});
/** Asks Podman what it can do; a StepFailure of kind `engine` where it does not answer. */
async function readPodman(command) {
	const { code, stdout, stderr } = await runProcess(command, [
		"info",
		"--format",
		"{{json .}}"
	], { timeout: ANSWER_TIMEOUT });
	const info = code === 0 ? InfoSchema.safeParse(parseJson(stdout)).data : void 0;
	if (info === void 0) throw noPodman(command, code, stderr);
	const { rootless, controllers } = {
		rootless: info.host.security.rootless,
		controllers: info.host.cgroupControllers ?? []
	};
	const { serviceIsRemote: isRemote } = info.host;
	return {
		version: info.version.Version,
		isRemote,
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
	if (stderr.includes("ENOENT")) return new StepFailure("engine", `Podman is not here: the command \`${command}\` was not found`, "Install Podman on this runner, or set `run.runtime` to an engine that it has.");
	const reason = code === null ? `no answer within ${ANSWER_TIMEOUT / 1e3} s` : dockerWords(stderr);
	return new StepFailure("engine", `Podman does not work: ${reason}`, "Run `podman info` on this runner; its last line says what is wrong.");
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

// src/engines/podman.ts
/**
* Podman through its command line, found in PATH, which is Docker's but for what `podman-dialect.ts` says. Throws a
* StepFailure of kind `engine` that says what is missing when it does not answer.
*/
async function openPodman(command = "podman") {
	const uid = process.getuid?.() ?? 0;
	const asked = readPodman(command);
	const [podman, { expectPodmanPull, pullPodmanImage }, { checkTogether, openRoom }, { runContainer }, { podmanDialect, gpuArguments }] = await Promise.all([
		asked,
		import("./podman-images.js"),
		import("./room.js"),
		import("./docker-run2.js"),
		import("./podman-dialect.js")
	]);
	const dialect = podmanDialect(uid);
	const roomFor = (options) => openRoom({
		...options,
		store: async () => podman.store,
		layers: () => readLocalLayers(command)
	});
	const title = `Podman ${podman.version}`.trim();
	return {
		title,
		platform: "docker",
		unkept: async (wanted) => podman.unkept(wanted),
		store: async () => podman.store,
		async checkRoom(coming, options) {
			const { pullsOf } = await import("./pulls.js");
			await checkTogether(roomFor(options), coming, await pullsOf(command, coming, expectPodmanPull));
		},
		image: (reference, options) => pullPodmanImage(command, reference, options),
		async load(archive, options) {
			await roomFor(options).load(archive);
			const [{ loadImage }, { withPlain }] = await Promise.all([import("./docker-load.js"), import("./plain-archive.js")]);
			return withPlain(archive, options.within ?? tmpdir(), (plain) => loadImage(command, plain, options));
		},
		build: async (context, tag, options) => (await import("./docker-build.js")).buildImage(command, context, tag, options),
		offeredGpus: async () => (await import("./podman-gpus.js")).cdiGpus(),
		checkGpus: async (image, gpus, label) => (await import("./docker-gpus.js")).checkGpus(command, image, gpus, label, gpuArguments),
		async checkFiles(image, shared, label) {
			if (!podman.isRemote) return;
			await (await import("./shared-files.js")).checkShared(command, title, image, label, shared);
		},
		async run(run, options) {
			const outcome = await runContainer(command, dialect, run, options);
			if (outcome.kind !== "engine-failed" || !/container-init binary/i.test(outcome.message)) return outcome;
			return runContainer(command, {
				...dialect,
				hasInit: false
			}, run, options);
		},
		removeAll: async (label, looks = 1) => (await import("./docker-cleanup.js")).removeContainers(label, looks, command),
		reclaim: (folder, images, label) => reclaimFor(command, uid, folder, images, label),
		close: async () => {}
	};
}
/** Without root, the files of a container's users are the caller's own subordinate ones, which need no container. */
async function reclaimFor(command, uid, folder, images, label) {
	if (uid === 0) return (await import("./docker-reclaim.js")).reclaim(folder, images, label, command);
	await runProcess(command, [
		"unshare",
		"chown",
		"-R",
		"-h",
		"0:0",
		folder
	], { timeout: 12e4 });
}

export { openPodman, reclaimFor };