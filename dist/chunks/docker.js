import { C as tuple, x as string } from "./schemas.js";
import { t as StepFailure } from "./failure.js";
import { t as readLocalLayers } from "./docker-layers.js";
import { t as runProcess } from "./process.js";
import { t as dockerWords } from "./docker-words.js";
import { n as mayDiffer, t as checkShared } from "./shared-files2.js";
import { hostname } from "node:os";
import { existsSync } from "node:fs";

// src/engines/docker-store.ts
const InfoSchema = tuple([string(), string()]);
/**
* The folder of this machine where Docker keeps images and what containers write besides their mounts; undefined where that
* is not known, because the daemon is elsewhere or does not say.
*/
async function dockerStore(command) {
	const { code, stdout } = await runProcess(command, [
		"info",
		"--format",
		"[{{json .Name}},{{json .DockerRootDir}}]"
	], { timeout: 1e4 });
	if (code !== 0) return void 0;
	const [name, folder = ""] = InfoSchema.safeParse(parseJson(stdout)).data ?? [];
	return name === hostname() && folder !== "" && existsSync(folder) ? folder : void 0;
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

// src/engines/docker.ts
const ANSWER_TIMEOUT = 2e4;
/**
* Docker through its command line, found in PATH. Throws a StepFailure of kind `engine` that says what is missing when it
* does not answer.
*/
async function openDocker(command = "docker") {
	const asked = dockerVersion(command);
	let store;
	const findStore = () => {
		store ??= dockerStore(command);
		return store;
	};
	const [version, { expectPull, pullImage }, { checkTogether, openRoom }, { runContainer }, dialect] = await Promise.all([
		asked,
		import("./docker-images2.js"),
		import("./room.js"),
		import("./docker-run2.js"),
		dockerDialect()
	]);
	const roomFor = (options) => openRoom({
		...options,
		store: findStore,
		layers: () => readLocalLayers(command)
	});
	const title = `Docker ${version}`.trim();
	return {
		title,
		platform: "docker",
		async checkRoom(coming, options) {
			const { pullsOf } = await import("./pulls.js");
			await checkTogether(roomFor(options), coming, await pullsOf(command, coming, expectPull));
		},
		image: (reference, options) => pullImage(command, reference, options),
		async load(archive, options) {
			await roomFor(options).load(archive);
			return (await import("./docker-load.js")).loadImage(command, archive, options);
		},
		build: async (context, tag, options) => (await import("./docker-build.js")).buildImage(command, context, tag, options),
		offeredGpus: async (image, label) => (await import("./docker-gpus.js")).offeredGpus(command, image, label),
		checkGpus: async (image, gpus, label) => (await import("./docker-gpus.js")).checkGpus(command, image, gpus, label),
		async checkFiles(image, shared, label) {
			if (!mayDiffer() && await findStore() !== void 0) return;
			await checkShared(command, title, image, label, shared);
		},
		unkept: async () => [],
		store: findStore,
		run: (run, options) => runContainer(command, dialect, run, options),
		reclaim: async (folder, images, label) => (await import("./docker-reclaim.js")).reclaim(folder, images, label, command),
		removeAll: async (label, looks = 1) => (await import("./docker-cleanup.js")).removeContainers(label, looks, command),
		close: async () => {}
	};
}
/** How Docker itself speaks. */
async function dockerDialect() {
	const [{ gpuArguments }, { readHistory }, { readTini }] = await Promise.all([
		import("./docker-arguments.js"),
		import("./docker-history.js"),
		import("./docker-outcome.js")
	]);
	return {
		gpuArguments,
		readHistory,
		readInit: readTini,
		userArguments: [],
		hasInit: true,
		groups: (id) => [
			`system.slice/docker-${id}.scope`,
			`docker/${id}`,
			`memory/system.slice/docker-${id}.scope`,
			`memory/docker/${id}`
		]
	};
}
async function dockerVersion(command) {
	const { code, stdout, stderr } = await runProcess(command, [
		"version",
		"--format",
		"{{.Server.Version}}"
	], { timeout: ANSWER_TIMEOUT });
	if (code === 0) return stdout.trim().replace(/\+.*$/, "");
	throw code === null ? new StepFailure("engine", `Docker does not answer within ${ANSWER_TIMEOUT / 1e3} s`, "Restart the Docker daemon of this machine.") : noDocker(command, stderr);
}
function noDocker(command, stderr) {
	if (stderr.includes("ENOENT")) return new StepFailure("engine", `there is no container engine: the command \`${command}\` was not found`, "Use a runner with Docker, such as ubuntu-latest, or install Docker on this one.");
	const hint = /permission denied/i.test(stderr) ? "Let this runner's user reach Docker: add it to the group `docker` and restart the runner." : "Start the Docker daemon of this machine, or use a runner with Docker, such as ubuntu-latest.";
	return new StepFailure("engine", `Docker does not answer: ${dockerWords(stderr)}`, hint);
}

export { openDocker };