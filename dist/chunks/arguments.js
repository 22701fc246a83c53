import { t as mountOption } from "./mount-option.js";

// src/engines/apptainer/arguments.ts
/** A fork bomb ends here, as with Docker. */
const DEFAULT_PIDS = 4096;
/**
* The arguments of `apptainer` that run a container as MedPerf's client does (docs/medperf.md 14.3), with
* limits and less privilege on top; `run.image` is a SIF.
*/
function apptainerArguments(run, { hasLimits, uid, hasGpuTool }) {
	return [
		...[run.entrypoint === void 0 ? "run" : "exec", "-eC"],
		...run.binds.flatMap(bindArguments),
		...gpuArguments(run.gpus, hasGpuTool),
		...[
			"--net",
			"--network",
			"none"
		],
		...uid === 0 ? asUser(run.user) : [],
		...hasLimits ? limitArguments(run.limits) : [],
		run.image,
		...run.entrypoint === void 0 ? [] : [run.entrypoint],
		...run.command
	];
}
/** Root would keep its capabilities; whoever else starts a container has none in it anyway. */
const asUser = ({ uid, gid }) => ["--no-privs", ...uid === 0 ? [] : [
	"--security",
	`uid:${uid}`,
	"--security",
	`gid:${gid}`
]];
function limitArguments({ memory, cpus, pids }) {
	return [
		...["--pids-limit", String(pids ?? DEFAULT_PIDS)],
		...memory === void 0 ? [] : ["--memory", String(memory)],
		...cpus === void 0 ? [] : ["--cpus", String(cpus)]
	];
}
/** `--bind` reads colons, commas and backslashes; a path of the user's that has one goes through `--mount`, which reads CSV. */
function bindArguments({ source, target, mode }) {
	if (!/[:,\\"\r\n]/.test(source)) return ["--bind", `${source}:${target}:${mode}`];
	const access = mode === "ro" ? ["ro"] : [];
	return mountOption("type=bind", `source=${source}`, `destination=${target}`, ...access);
}
/**
* A count is refused before anything runs (docs/medperf.md 14.3). Single GPUs need a tool of NVIDIA; without
* it the container gets all of them, and `CUDA_VISIBLE_DEVICES` says which its programs see.
*/
function gpuArguments(gpus, hasGpuTool) {
	switch (gpus.kind) {
		case "none":
		case "count": return [];
		case "all": return ["--nv"];
		case "devices": return hasGpuTool ? [
			"--nv",
			"--nvccli",
			"-c",
			"--writable-tmpfs"
		] : ["--nv"];
	}
}
/**
* The variables of the caller that become the container's (docs/medperf.md 14.3), and the GPUs that it may
* see.
*/
function apptainerEnvironment({ environment, gpus }, { flavour, hasGpuTool }) {
	const name = flavour.toUpperCase();
	const prefix = `${name}ENV_`;
	const devices = gpus.kind === "devices" ? gpus.devices.join(",") : void 0;
	return {
		[`${name}_NO_EVAL`]: "1",
		...Object.fromEntries(environment.map(([key, value]) => [`${prefix}${key}`, value])),
		...devices === void 0 ? {} : { [hasGpuTool ? "NVIDIA_VISIBLE_DEVICES" : `${prefix}CUDA_VISIBLE_DEVICES`]: devices }
	};
}

export { apptainerEnvironment as n, gpuArguments as r, apptainerArguments as t };