import { n as StepFailure } from "./failure.js";
import { t as findProgram } from "./program.js";
import { n as onDisk, r as toBytes } from "./byte-name.js";
import { randomBytes } from "node:crypto";
import { chmodSync, lstatSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";

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

// src/engines/open.ts
/**
* The engine that runs a benchmark's containers: the one that `run.runtime` asks for, or the first that is here, answers
* and can run them. A StepFailure of kind `engine` when this machine has none.
*/
async function openEngine(runtime, options) {
	const candidates = candidatesFor(runtime, options);
	if ("message" in candidates) throw new StepFailure("engine", candidates.message, candidates.hint);
	const { commands, because } = candidates;
	const installed = commands.filter((command) => findProgram(command) !== void 0);
	const failures = [];
	for (const found of installed) {
		const command = found === "docker" && isPodman() ? "podman" : found;
		try {
			const engine = await open(command, options);
			const passed = failures.map(({ failure }) => ` ${sentence(failure.message)}`).join("");
			const disguise = command === found ? "" : " The command `docker` here is Podman.";
			return {
				...engine,
				command,
				chosen: `${engine.title} runs the containers, ${because}.${passed}${disguise}`
			};
		} catch (error) {
			if (!(error instanceof StepFailure)) throw error;
			failures.push(error);
		}
	}
	throw failures[0] ?? nothingHere(runtime, commands);
}
const sentence = (text) => `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}.`;
function nothingHere(runtime, commands) {
	const names = commands.map((command) => `\`${command}\``);
	const list = names.length === 1 ? `the command ${names[0]} was not found` : `none of the commands ${names.join(", ")} was found`;
	const isForSif = commands[0] !== "docker" && commands[0] !== "podman";
	return new StepFailure("engine", runtime === "auto" && !isForSif ? `there is no container engine: ${list}` : `the container engine that is needed is not here: ${list}`, isForSif ? "Install Apptainer on this runner, for example with eWaterCycle/setup-apptainer before this step." : "Use a runner with Docker, such as ubuntu-latest, or install Docker on this one.");
}
async function open(command, options) {
	if (command === "docker") return (await import("./docker.js")).openDocker();
	if (command === "podman") return (await import("./podman.js")).openPodman();
	return (await import("./apptainer.js")).openApptainer(command, options);
}
/** Cleans up after the engine of this name, for a run that was killed. */
function cleanerFor(command) {
	if (command === "apptainer" || command === "singularity") return {
		removeAll: async (label, looks = 1) => (await import("./cleanup.js")).removeNoted(label, looks),
		reclaim: async () => {}
	};
	return {
		removeAll: async (label, looks = 1) => (await import("./cleanup3.js")).removeContainers(label, looks, command),
		async reclaim(folder, images, label) {
			const uid = command === "podman" ? process.getuid?.() ?? 0 : 0;
			await (await import("./podman.js")).reclaimFor(command, uid, folder, images, label);
		}
	};
}
/** Whether `docker` is what the package podman-docker puts there: a link or a few lines of shell. */
function isPodman() {
	const path = realpathSync(findProgram("docker") ?? "/");
	if (basename(path) === "podman") return true;
	return statSync(path).size < 4096 && /\bexec\s+\S*podman\b/.test(readFileSync(path, "utf8"));
}

// src/files/remove-folder.ts
/**
* Removes a folder with all that containers left in it: read-only folders are opened, files of another user are taken
* back first. Gives a sentence when something stays, and never throws.
*/
async function removeFolder(folder, reclaim = async () => {}) {
	if (remove(folder, 0) === void 0) return void 0;
	openFolders(folder);
	if (remove(folder) === void 0) return void 0;
	await reclaim(folder);
	openFolders(folder);
	const reason = remove(folder);
	return reason === void 0 ? void 0 : `${folder} could not be removed (${reason}); remove it by hand.`;
}
function remove(folder, maxRetries = 3) {
	try {
		rmSync(folder, {
			recursive: true,
			force: true,
			maxRetries
		});
		return;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
/** Levels below the folder, after which what follows is brought nearer: removing it holds a file open for each level. */
const FAR = 50;
/** Makes all folders below one ours to enter; names are bytes here, because any is a name. Links are not followed. */
function openFolders(folder) {
	const top = toBytes(resolve(folder));
	const waiting = [{
		path: top,
		level: 0
	}];
	for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
		const { path, level } = next;
		try {
			if (!lstatSync(onDisk(path)).isDirectory()) continue;
			chmodSync(onDisk(path), 448);
			const here = level < FAR ? next : {
				path: bringNearer(path, top),
				level: 1
			};
			for (const entry of readdirSync(onDisk(here.path), {
				withFileTypes: true,
				encoding: "latin1"
			})) if (entry.isDirectory()) waiting.push({
				path: `${here.path}/${entry.name}`,
				level: here.level + 1
			});
		} catch {}
	}
}
function bringNearer(path, top) {
	const near = `${top}/${randomBytes(16).toString("hex")}`;
	renameSync(onDisk(path), onDisk(near));
	return near;
}

export { cleanerFor as n, openEngine as r, removeFolder as t };