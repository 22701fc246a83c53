import { t as ExpectedError } from "./error.js";
import { r as findProgram } from "./environment.js";
import { t as liesIn } from "./lies-in.js";
import { n as plainLine } from "./text.js";
import { readFileSync, realpathSync, statSync } from "node:fs";
import { basename } from "node:path";

// src/engines/choose.ts
const SIF_COMMANDS = ["apptainer", "singularity"];
/** Which engines may run a benchmark; a Misfit where the user asks for one that cannot. */
function candidatesFor(runtime, { types, builds }) {
	const sif = types.find((type) => type.endsWith("SingularityFile"));
	if (runtime === "docker" || runtime === "podman") {
		if (sif === void 0) return {
			commands: [runtime],
			because: `as \`run.runtime: ${runtime}\` says`
		};
		return {
			message: `\`run.runtime: ${runtime}\` cannot run ${named(sif)}: only Apptainer and Singularity can`,
			hint: "Set `run.runtime` to `apptainer`, or leave it out."
		};
	}
	if (runtime === "apptainer") return {
		commands: SIF_COMMANDS,
		because: asked(runtime)
	};
	if (runtime === "singularity") return {
		commands: SIF_COMMANDS.toReversed(),
		because: asked(runtime)
	};
	if (sif !== void 0) return {
		commands: SIF_COMMANDS,
		because: `because there is ${named(sif)}`
	};
	if (builds) return {
		commands: [
			"docker",
			"podman",
			...SIF_COMMANDS
		],
		because: "because it is the first here that builds images"
	};
	return {
		commands: [
			"docker",
			"podman",
			...SIF_COMMANDS
		],
		because: "because it is the first here that answers"
	};
}
const asked = (runtime) => `as \`run.runtime: ${runtime}\` says`;
const named = (type) => `${/^[AE]/.test(type) ? "an" : "a"} ${type}`;

// src/engines/settings.ts
/** Where clients of engines find settings, in which programs are named that they start: plugins, hooks, runtimes, helpers. */
const SETTINGS = [
	...[
		"DOCKER_CONFIG",
		"CONTAINERS_CONF",
		"CONTAINERS_CONF_OVERRIDE",
		"CONTAINERS_STORAGE_CONF"
	],
	...[
		"CONTAINERS_REGISTRIES_CONF",
		"CONTAINERS_REGISTRIES_CONF_DIR",
		"PODMAN_CONNECTIONS_CONF"
	],
	...[
		"REGISTRY_AUTH_FILE",
		"APPTAINER_CONFIGDIR",
		"SINGULARITY_CONFIGDIR",
		"GNUPGHOME"
	],
	...[
		"XDG_CONFIG_HOME",
		"XDG_DATA_HOME",
		"HOME"
	]
];
/**
* Throws an ExpectedError of kind `engine` where a variable of the runner has an engine's client read settings in the checkout: whoever
* opens a pull request would write them. A link in the checkout is theirs too.
*/
function expectOwnSettings(checkout, environment = process.env) {
	const name = SETTINGS.find((one) => environment[one] && liesIn(checkout, environment[one]));
	if (name === void 0) return;
	const place = plainLine(environment[name] ?? "", 200);
	throw new ExpectedError("engine", `${name} is ${place}, a place in the checkout, where a pull request says which programs an engine starts`, { hint: `Let it be a place outside of the checkout, such as one below \${{ runner.temp }}.` });
}

// src/engines/open.ts
/**
* The engine that runs a benchmark's containers: the one that `run.runtime` asks for, or the first that is here, answers
* and can run them. An ExpectedError of kind `engine` when this machine has none.
*/
async function openEngine(runtime, options) {
	expectOwnSettings(options.checkout);
	const candidates = candidatesFor(runtime, options);
	if ("message" in candidates) throw new ExpectedError("engine", candidates.message, { hint: candidates.hint });
	const { commands, because } = candidates;
	const installed = commands.filter((command) => findProgram(command) !== void 0);
	const failures = [];
	for (const found of installed) {
		const command = found === "docker" && isPodman() ? "podman" : found;
		try {
			const engine = await open(command, options);
			const passed = failures.map(({ message }) => ` ${sentence(message)}`).join("");
			const disguise = command === found ? "" : " The command `docker` here is Podman.";
			return {
				...engine,
				command,
				chosen: `${engine.title} runs the containers, ${because}.${passed}${disguise}`,
				passedOver: failures.filter(({ code }) => code === "engine-silent").map(({ message }) => message)
			};
		} catch (error) {
			if (!(error instanceof ExpectedError)) throw error;
			failures.push(error);
		}
	}
	throw failures[0] ?? nothingHere(runtime, commands);
}
const sentence = (text) => `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
function nothingHere(runtime, commands) {
	const names = commands.map((command) => `\`${command}\``);
	const list = names.length === 1 ? `the command ${names[0]} was not found` : `none of the commands ${names.join(", ")} was found`;
	const isForSif = commands[0] !== "docker" && commands[0] !== "podman";
	return new ExpectedError("engine", runtime === "auto" && !isForSif ? `there is no container engine: ${list}` : `the container engine that is needed is not here: ${list}`, { hint: isForSif ? "Install Apptainer on this runner, for example with eWaterCycle/setup-apptainer before this step." : "Use a runner with Docker, such as ubuntu-latest, or install Docker on this one." });
}
async function open(command, options) {
	if (command === "docker") return (await import("./docker.js")).openDocker();
	if (command === "podman") return (await import("./podman.js")).openPodman();
	return (await import("./apptainer.js")).openApptainer(command, options);
}
/** What was being made when a run was killed can appear after the first look. */
const LOOKS = 3;
/** Cleans up after the engine of this name, for a run that was killed. */
function openCleaner(command) {
	if (command === "apptainer" || command === "singularity") return {
		removeAll: async (label, looks = 1) => (await import("./notes2.js")).removeNoted(label, looks),
		reclaim: async () => true,
		async removeImages(names) {
			const { removeNames } = await import("./own.js");
			const builders = ["docker", "podman"].filter((builder) => findProgram(builder) !== void 0);
			await Promise.all(builders.map((builder) => removeNames(names, builder, LOOKS)));
		}
	};
	return {
		removeAll: async (label, looks = 1) => (await import("./cleanup.js")).removeContainers(label, looks, command),
		async reclaim(folder, images, label) {
			if (command === "docker") return (await import("./reclaim2.js")).reclaim(folder, images, label);
			const { podmanStarter, reclaimPodman } = await import("./podman.js");
			return reclaimPodman(podmanStarter(), process.getuid?.() ?? 0, folder, images, label);
		},
		removeImages: async (names) => (await import("./own.js")).removeNames(names, command, LOOKS)
	};
}
/** Whether `docker` is what the package podman-docker puts there: a link or a few lines of shell. */
function isPodman() {
	const path = realpathSync(findProgram("docker") ?? "/");
	if (basename(path) === "podman") return true;
	return statSync(path).size < 4096 && /\bexec\s+\S*podman\b/.test(readFileSync(path, "utf8"));
}

export { openEngine as n, openCleaner as t };