import { t as StepFailure } from "./failure.js";
import { n as apptainerEnvironment, r as gpuArguments } from "./apptainer-arguments.js";
import { t as fatalWords } from "./apptainer-outcome.js";
import { t as runProcess } from "./process.js";
import { readdirSync } from "node:fs";

// src/engines/apptainer-gpus.ts
const NO_PROGRAM = "/medperf-gpu-check";
const HINT = "Use a runner with GPUs and NVIDIA's driver, or set `run.gpus: none` where the CPU will do.";
/**
* Asks Apptainer for the GPUs with a program that does not exist, so nothing of the image runs. Without GPUs it only warns,
* and a count it does not know (contract 11.2).
*/
async function checkApptainerGpus(command, surroundings, image, gpus) {
	if (gpus.kind === "none") return;
	if (gpus.kind === "count") throw new StepFailure("gpu", `asks for ${gpus.count} GPUs by number, which Apptainer cannot give: MedPerf refuses it too`, "Write `all`, or name the GPUs as `device=0,1`.");
	const { stderr } = await runProcess(command, [
		"exec",
		"-eC",
		...gpuArguments(gpus),
		"--net",
		"--network",
		"none",
		image.reference,
		NO_PROGRAM
	], {
		timeout: 6e4,
		env: apptainerEnvironment({
			environment: [],
			gpus
		}, surroundings)
	});
	const trouble = troubleIn(stderr) ?? (gpuDevices() === 0 ? "there is no /dev/nvidia0" : void 0);
	if (trouble === void 0) return;
	const asked = gpus.kind === "all" ? "all" : `device=${gpus.devices.join(",")}`;
	throw new StepFailure("gpu", `asks for GPUs (${asked}) that this machine cannot give: ${trouble}`, HINT);
}
function troubleIn(stderr) {
	const missing = /^WARNING: +(Could not find any nv .+)$/im.exec(stderr)?.[1];
	if (missing !== void 0) return missing;
	return stderr.includes(NO_PROGRAM) ? void 0 : fatalWords(stderr) || "Apptainer gave no reason";
}
const gpuDevices = () => readdirSync("/dev").filter((name) => /^nvidia\d+$/.test(name)).length;

export { checkApptainerGpus };