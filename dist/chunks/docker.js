import { A as tuple, O as string, T as object, g as array, t as ExpectedError } from "./error.js";
import { t as gpuDevices } from "./gpu-devices.js";
import { t as runProcess } from "./process.js";
import { a as checkGpus, c as mayDiffer, o as offeredGpus, s as checkShared, t as openDockerImages } from "./images.js";
import { o as dockerGpuArguments, u as dockerWalls } from "./stop.js";
import { r as removeContainers } from "./cleanup2.js";
import { n as dockerStarter, t as reclaim } from "./reclaim.js";
import { t as known } from "./known.js";
import { c as parseAnswer } from "./inspect.js";
import { r as isEngineGone, t as cleanDockerWords } from "./words.js";
import { i as readTini, r as runContainer } from "./run2.js";
import { l as isRoot } from "./argument.js";
import { existsSync } from "node:fs";
import { hostname } from "node:os";

// src/engines/docker/history.ts
const EventSchema = object({
	Action: string(),
	Actor: object({ Attributes: object({
		name: string(),
		exitCode: string().optional()
	}) })
});
/**
* Asks the daemon for its events of one container: `--rm` removes the state that `docker inspect` would show, and only a
* container that failed needs them. `since` is in milliseconds of this machine's clock. 'no engine' when the daemon is
* gone, undefined when it does not say.
*/
async function readHistory(command, name, since) {
	const until = Date.now() + 20;
	const { code, stdout, stderr } = await runProcess(command, [
		"events",
		...[
			"--since",
			seconds(since - 6e4),
			"--until",
			seconds(until)
		],
		...[
			"--filter",
			`container=${name}`,
			"--format",
			"{{json .}}"
		]
	], { timeout: 15e3 });
	if (code === null || code !== 0 && isEngineGone(stderr)) return "no engine";
	return code === 0 ? toHistory(parseEvents(stdout).filter((event) => nameOf(event) === name)) : void 0;
}
const seconds = (milliseconds) => (milliseconds / 1e3).toFixed(3);
const nameOf = ({ Actor }) => Actor.Attributes.name;
function toHistory(events) {
	const saw = (action) => events.some(({ Action }) => Action === action);
	const died = events.findLast(({ Action }) => Action === "die")?.Actor.Attributes.exitCode;
	return known({
		isCreated: saw("create"),
		isStarted: saw("start"),
		outOfMemory: saw("oom"),
		exitCode: died === void 0 ? void 0 : Number(died),
		isRemoved: saw("destroy")
	});
}
function parseEvents(text) {
	return text.split("\n").flatMap((line) => {
		const event = EventSchema.safeParse(parseAnswer(line));
		return event.success ? [event.data] : [];
	});
}

// src/engines/docker/store.ts
const InfoSchema = tuple([string(), string()]);
/**
* The folder of this machine where Docker keeps images and what containers write besides their mounts; undefined where that
* is not known, because the daemon is elsewhere or does not say.
*/
async function findStore(command) {
	const { code, stdout } = await runProcess(command, [
		"info",
		"--format",
		"[{{json .Name}},{{json .DockerRootDir}}]"
	], { timeout: 1e4 });
	if (code !== 0) return void 0;
	const [name, folder = ""] = InfoSchema.safeParse(parseAnswer(stdout)).data ?? [];
	return name === hostname() && folder !== "" && existsSync(folder) ? folder : void 0;
}

// src/engines/docker/users.ts
const OptionsSchema = array(string());
/**
* Throws an ExpectedError of kind `engine` where we are root, so that files are given to the user of the containers, and Docker
* has other users under these numbers.
*/
async function checkUsers(command, title) {
	if (!isRoot()) return;
	const { stdout } = await runProcess(command, [
		"info",
		"--format",
		"{{json .SecurityOptions}}"
	], { timeout: 1e4 });
	const options = OptionsSchema.safeParse(parseAnswer(stdout)).data ?? [];
	const how = Object.entries(MAPPINGS).find(([name]) => options.some((option) => option.startsWith(name)))?.[1];
	if (how === void 0) return;
	throw new ExpectedError("engine", `this runner is root, and ${title} ${how}: it has other users than this machine, so no container could use the files of this run`, { hint: "Let the runner be the user that Docker runs as, or an ordinary user of a machine whose Docker maps no users." });
}
const MAPPINGS = {
	"name=rootless": "runs without root",
	"name=userns": "maps users (`userns-remap`)"
};

// src/engines/docker/docker.ts
const ANSWER_TIMEOUT = 2e4;
/**
* Docker through its command line, found in PATH. Throws an ExpectedError of kind `engine` that says what is missing when it
* does not answer.
*/
async function openDocker(command = "docker") {
	const title = `Docker ${await readDockerVersion(command)}`.trim();
	let found;
	const store = () => {
		found ??= findStore(command);
		return found;
	};
	return {
		title,
		platform: "docker",
		...openDockerImages(command, store),
		...openDockerLauncher(command, title, store),
		close: async () => {}
	};
}
const openDockerLauncher = (command, title, store) => ({
	showsGpus: () => gpuDevices().length > 0,
	offeredGpus: (image, label) => offeredGpus(command, image, label),
	checkGpus: (image, gpus, label) => checkGpus(dockerStarter(command), image, gpus, label),
	async checkFiles(image, shared, label) {
		await checkUsers(command, title);
		if (!mayDiffer() && await store() !== void 0) return;
		await checkShared(command, title, image, label, shared);
	},
	unkept: async () => [],
	store,
	run: (run, options) => runContainer(command, DOCKER, run, options),
	reclaim: (folder, images, label) => reclaim(folder, images, label, dockerStarter(command)),
	removeAll: (label, looks = 1) => removeContainers(label, looks, command)
});
/** How Docker itself speaks. */
const DOCKER = {
	gpuArguments: dockerGpuArguments,
	readHistory,
	readInit: readTini,
	userArguments: [],
	hasInit: true,
	writeEntrypoint: (word) => word,
	walls: async () => dockerWalls(),
	groups: (id) => [
		`system.slice/docker-${id}.scope`,
		`docker/${id}`,
		`memory/system.slice/docker-${id}.scope`,
		`memory/docker/${id}`
	]
};
/** The version of the daemon and what it is made of; a client that is Podman itself knows no such parts. */
const QUESTION = "{{.Server.Version}} {{range .Server.Components}}{{.Name}};{{end}}";
async function readDockerVersion(command) {
	const { code, stdout, stderr } = await runProcess(command, [
		"version",
		"--format",
		QUESTION
	], { timeout: ANSWER_TIMEOUT });
	const [version = "", ...parts] = stdout.trim().split(" ");
	if (code === 0 && /podman/i.test(parts.join(" "))) throw podmanBehind();
	if (code === 0) return version.replace(/\+.*$/, "");
	throw code === null ? new ExpectedError("engine", `Docker does not answer within ${ANSWER_TIMEOUT / 1e3} s`, {
		code: "engine-silent",
		hint: "Restart the Docker daemon of this machine."
	}) : noDocker(command, stderr);
}
/** The walls of Docker are none for Podman's containers and builds, which this client would ask its service for. */
const podmanBehind = () => new ExpectedError("engine", "what answers to Docker here is Podman", { hint: "Set `run.runtime: podman`, or let DOCKER_HOST or the context of Docker lead to a Docker daemon." });
function noDocker(command, stderr) {
	if (stderr.includes("ENOENT")) return new ExpectedError("engine", `there is no container engine: the command \`${command}\` was not found`, { hint: "Use a runner with Docker, such as ubuntu-latest, or install Docker on this one." });
	const hint = /permission denied/i.test(stderr) ? "Let this runner's user reach Docker: add it to the group `docker` and restart the runner." : "Start the Docker daemon of this machine, or use a runner with Docker, such as ubuntu-latest.";
	return new ExpectedError("engine", `Docker does not answer: ${cleanDockerWords(stderr)}`, {
		code: "engine-silent",
		hint
	});
}

export { openDocker };