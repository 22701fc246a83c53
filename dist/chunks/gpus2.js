import { t as gpusText } from "./gpus.js";
import { n as StepFailure } from "./failure.js";
import { t as runProcess } from "./process.js";
import { t as gpuDevices } from "./gpu-devices.js";
import { t as listGpus } from "./nvidia-smi.js";
import { n as apptainerEnvironment, r as gpuArguments } from "./arguments.js";
import { t as fatalWords } from "./outcome.js";

// src/engines/apptainer/gpus.ts
const NO_PROGRAM = "/medperf-gpu-check";
const HINT = "Use a runner with GPUs and NVIDIA's driver, or set `run.gpus: none` where the CPU will do.";
/**
* Asks Apptainer for the GPUs with a program that does not exist, so nothing of the image runs. Without GPUs
* it only warns, and a count it does not know (docs/medperf.md 14.3).
*/
async function checkApptainerGpus(command, surroundings, image, gpus) {
	if (gpus.kind === "none") return;
	if (gpus.kind === "count") throw new StepFailure("gpu", `asks for ${gpus.count} GPUs by number, which Apptainer cannot give: MedPerf refuses it too`, "Write `all`, or name the GPUs as `device=0,1`.");
	const { hasGpuTool } = surroundings;
	const { stderr } = await runProcess(command, [...[
		"exec",
		"-eC",
		...gpuArguments(gpus, hasGpuTool)
	], ...[
		"--net",
		"--network",
		"none",
		image.reference,
		NO_PROGRAM
	]], {
		timeout: 6e4,
		env: apptainerEnvironment({
			environment: [],
			gpus
		}, surroundings)
	});
	const offered = await deviceGpus();
	const trouble = troubleIn(stderr) ?? (offered.length === 0 ? "there is no /dev/nvidia0" : void 0) ?? (gpus.kind === "devices" && !hasGpuTool ? unknownDevice(gpus.devices, offered) : void 0);
	if (trouble === void 0) return;
	throw new StepFailure("gpu", `asks for GPUs (${gpusText(gpus)}) that this machine cannot give: ${trouble}`, HINT);
}
function troubleIn(stderr) {
	const missing = /^WARNING: +(Could not find any nv .+)$/im.exec(stderr)?.[1];
	if (missing !== void 0) return missing;
	return stderr.includes(NO_PROGRAM) ? void 0 : fatalWords(stderr) || "Apptainer gave no reason";
}
/** A number or a UUID, which may be cut short, that no GPU here has: CUDA would hide them all without a word. */
function unknownDevice(devices, offered) {
	const isKnown = (device) => offered.some(({ id, uuid }) => id === device || /^GPU-./.test(device) && uuid?.startsWith(device));
	const unknown = devices.find((device) => !isKnown(device));
	return unknown === void 0 ? void 0 : `there is no GPU ${unknown}`;
}
/** The GPUs that have a device file on this machine, with the driver's names: Apptainer gives what the machine has. */
async function deviceGpus() {
	const ids = gpuDevices();
	if (ids.length === 0) return [];
	const known = await listGpus();
	return ids.map((id) => known.find((gpu) => gpu.id === id) ?? { id });
}

export { checkApptainerGpus, deviceGpus };