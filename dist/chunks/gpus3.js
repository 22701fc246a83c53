import { t as gpusText } from "./gpus.js";
import { n as StepFailure } from "./failure.js";
import { t as runProcess } from "./process.js";
import { t as listGpus } from "./nvidia-smi.js";
import { n as gpuArguments } from "./arguments3.js";
import { t as dockerWords } from "./words.js";

// src/engines/docker/gpus.ts
const NO_PROGRAM = "/medperf-gpu-check";
/** No machine has more; a daemon that gives away what it has not must not be asked for ever. */
const MOST = 16;
/** Throws a StepFailure of kind `gpu`, with the engine's words, where it cannot give these GPUs. */
async function checkGpus(command, image, gpus, label, toArguments = gpuArguments) {
	const refusal = await refusalOf(command, image, gpus, label, toArguments);
	if (refusal === void 0) return;
	throw new StepFailure("gpu", `asks for GPUs (${gpusText(gpus)}) that this machine cannot give: ${refusal}`, "Use a runner with GPUs and NVIDIA's container toolkit, or set `run.gpus: none` where the CPU will do.");
}
/**
* The GPUs that Docker gives to containers. The driver of this machine names them; Docker has the last word, because it may
* run elsewhere or lack NVIDIA's toolkit: where it does not give as many, they are counted by asking for one more each time.
*/
async function offeredGpus(command, image, label) {
	const gives = async (gpus) => await refusalOf(command, image, gpus, label, gpuArguments) === void 0;
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
async function refusalOf(command, image, gpus, label, toArguments) {
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
			image.reference
		]
	], { timeout: 6e4 });
	return stderr.includes(NO_PROGRAM) ? void 0 : dockerWords(stderr);
}

export { checkGpus, offeredGpus };