import { t as StepFailure } from "./failure.js";
import { t as plainLine } from "./text.js";
import { t as runProcess } from "./process.js";
import { t as findProgram } from "./program.js";

// src/engines/apptainer.ts
const ANSWER_TIMEOUT = 2e4;
/**
* Apptainer or Singularity through the command of that name, found in PATH. Throws a StepFailure of kind `engine` that says
* what is missing when it does not answer.
*/
async function openApptainer(command, { images, keptImages }) {
	const { title, flavour } = await readVersion(command);
	const [{ limitTrouble, unkeptBy }, { runApptainer }, { openSifCache }] = await Promise.all([
		import("./apptainer-limits.js"),
		import("./apptainer-run.js"),
		import("./sif-cache.js")
	]);
	const cache = openSifCache(images, keptImages);
	const roomFor = async (options) => (await import("./room.js")).openRoom({
		...options,
		store: async () => images,
		layers: async () => /* @__PURE__ */ new Set()
	});
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
		unkept: async (wanted) => unkeptBy(await trouble, wanted),
		checkFiles: async () => {},
		store: async () => images,
		async checkRoom(coming, options) {
			const [{ expectConversion }, room] = await Promise.all([import("./apptainer-images.js"), roomFor(options)]);
			const expected = coming.map((one) => "reference" in one ? expectConversion(cache, one.reference) : void 0);
			await room.pull((await Promise.all(expected)).flatMap((pull) => pull ?? []));
			const builds = coming.filter((one) => "context" in one);
			if (builds.length > 0) await (await import("./apptainer-build.js")).checkBuilder(builds, options);
		},
		async image(reference, options) {
			return (await import("./apptainer-images.js")).convertImage(command, cache, reference, options);
		},
		async load(file, options) {
			const [{ loadFile }, room] = await Promise.all([import("./apptainer-images.js"), roomFor(options)]);
			return loadFile(command, cache, file, {
				...options,
				room
			});
		},
		build: async (context, tag, options) => (await import("./apptainer-build.js")).buildElsewhere(command, cache, context, tag, options),
		offeredGpus: async () => (await import("./apptainer-gpus.js")).deviceGpus(),
		checkGpus: async (image, gpus) => (await import("./apptainer-gpus.js")).checkApptainerGpus(command, await surroundings(), image, gpus),
		run: async (run, options) => runApptainer(command, await surroundings(), run, options),
		removeAll: async (label, looks = 1) => (await import("./apptainer-cleanup.js")).removeNoted(label, looks),
		reclaim: async () => {},
		close: async () => {
			await trouble.catch(() => {});
		}
	};
}
/** `apptainer version 1.4.5`, `singularity-ce version 4.1.2`, `singularity version 3.8.7`; either may be behind either name. */
async function readVersion(command) {
	const { code, stdout, stderr } = await runProcess(command, ["--version"], { timeout: ANSWER_TIMEOUT });
	const [, name = "", version = ""] = /^(apptainer|singularity(?:-ce)?) version (\S+)/.exec(stdout) ?? [];
	if (code === 0 && name !== "") return {
		title: `${NAMES[name] ?? name} ${plainLine(version, 50).replace(/[-+].*$/, "")}`,
		flavour: name === "apptainer" ? "apptainer" : "singularity"
	};
	throw stderr.includes("ENOENT") ? new StepFailure("engine", `Apptainer is not here: the command \`${command}\` was not found`, "Install Apptainer on this runner, or set `run.runtime` to an engine that it has.") : new StepFailure("engine", `Apptainer does not work: ${plainLine(stderr.trim().split("\n").at(-1) ?? "", 500) || "it does not answer"}`, `Run \`${command} --version\` on this runner; it says what is wrong.`);
}
const NAMES = {
	apptainer: "Apptainer",
	singularity: "Singularity",
	"singularity-ce": "SingularityCE"
};

export { openApptainer };