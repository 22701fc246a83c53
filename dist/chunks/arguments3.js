import { t as mountOption } from "./mount-option.js";

// src/engines/docker/arguments.ts
/** A fork bomb ends here; PyTorch's data loaders on a large machine do not. */
const DEFAULT_PIDS = 4096;
/**
* The arguments of `docker` that run a container as MedPerf's client does (docs/medperf.md 14.1), hardened by
* what a well-behaved container does not notice; Docker writes the container's ID into `idFile`.
*/
function dockerArguments(run, idFile, dialect = {
	gpuArguments,
	userArguments: [],
	hasInit: true
}) {
	return [
		...[
			"run",
			"--name",
			run.name,
			"--rm"
		],
		...[
			"--label",
			run.label,
			"--cidfile",
			idFile
		],
		...HARDENING,
		...dialect.hasInit ? ["--init"] : [],
		...SETTINGS,
		...limitArguments(run.limits),
		...[
			"-u",
			`${run.user.uid}:${run.user.gid}`,
			...dialect.userArguments
		],
		...run.binds.flatMap(bindArguments),
		...["--network", "none"],
		...dialect.gpuArguments(run.gpus),
		...run.shmSize === void 0 ? [] : ["--shm-size", run.shmSize],
		...run.environment.flatMap(([key, value]) => ["--env", `${key}=${value}`]),
		...run.entrypoint === void 0 ? [] : ["--entrypoint", run.entrypoint],
		run.image,
		...run.command
	];
}
const HARDENING = [
	"--cap-drop",
	"ALL",
	"--security-opt",
	"no-new-privileges"
];
const SETTINGS = [...["--pull", "never"], ...["--log-driver", "none"]];
function limitArguments({ memory, cpus, pids }) {
	return [
		...["--pids-limit", String(pids ?? DEFAULT_PIDS)],
		...memory === void 0 ? [] : [
			"--memory",
			String(memory),
			"--memory-swap",
			String(memory)
		],
		...cpus === void 0 ? [] : ["--cpus", String(cpus)]
	];
}
/** `--volume` cuts at every colon, so a path of the user's that has one goes through `--mount`, which reads CSV. */
function bindArguments({ source, target, mode }) {
	if (!source.includes(":")) return ["--volume", `${source}:${target}:${mode}`];
	const access = mode === "ro" ? ["readonly"] : [];
	return mountOption("type=bind", `source=${source}`, `target=${target}`, ...access);
}
/** Docker's `--gpus`; several devices need quotes inside the argument, because Docker reads it as CSV. */
function gpuArguments(gpus) {
	switch (gpus.kind) {
		case "none": return [];
		case "all": return ["--gpus", "all"];
		case "count": return ["--gpus", String(gpus.count)];
		case "devices": {
			const list = `device=${gpus.devices.join(",")}`;
			return ["--gpus", gpus.devices.length > 1 ? `"${list}"` : list];
		}
	}
}

export { gpuArguments as n, dockerArguments as t };