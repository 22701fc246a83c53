import { t as StepFailure } from "./failure.js";
import { n as gpuArguments } from "./docker-arguments2.js";
import { t as dockerWords } from "./docker-words.js";
import { t as runProcess } from "./process.js";

// src/engines/docker-gpus.ts
const NO_PROGRAM = "/medperf-gpu-check";
/**
* Asks Docker for the GPUs with a program that does not exist: it looks for the devices before it looks for the
* program, so nothing of the image runs and the error tells which of the two was missing.
*/
async function checkGpus(command, image, gpus, label, toArguments = gpuArguments) {
	if (gpus.kind === "none") return;
	const { stderr } = await runProcess(command, [
		"run",
		"--rm",
		...[
			"--label",
			label,
			"--network",
			"none",
			"--cap-drop",
			"ALL",
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
	if (stderr.includes(NO_PROGRAM)) return;
	throw new StepFailure("gpu", `asks for GPUs (${wanted(gpus)}) that this machine cannot give: ${dockerWords(stderr)}`, "Use a runner with GPUs and NVIDIA's container toolkit, or set `run.gpus: none` where the CPU will do.");
}
function wanted(gpus) {
	if (gpus.kind === "devices") return `device=${gpus.devices.join(",")}`;
	return gpus.kind === "count" ? String(gpus.count) : gpus.kind;
}

export { checkGpus };