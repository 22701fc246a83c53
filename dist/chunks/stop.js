import { n as plainLine } from "./text.js";
import { t as hasDockerProxies } from "./proxies.js";
import { t as ExpectedError } from "./error.js";
import { s as mountPathFault } from "./argument.js";
import { n as removeByName, t as killByName } from "./cleanup2.js";
import { randomBytes } from "node:crypto";
import { setTimeout as setTimeout$1 } from "node:timers/promises";

// src/engines/helper.ts
/** A name that nothing has yet, and that no image can know before. */
const inventName = (what) => `medperf-${what}-${randomBytes(16).toString("hex")}`;
/**
* Bytes and processes of a container of ours that is no task: enough to change the owners of a million files, whatever else the
* image's program would like to do.
*/
const HELPER_LIMITS = {
	memory: 512 * 1024 ** 2,
	pids: 256
};

// src/engines/csv.ts
/** Fields as one line of CSV, as several options of engines are read. */
const writeCsvLine = (...fields) => fields.map(quoteField).join(",");
const quoteField = (field) => /[",\r\n]/.test(field) ? `"${field.replaceAll("\"", "\"\"")}"` : field;

// src/engines/bind.ts
/**
* The arguments that mount one thing, the same for every engine and the only way to: `--mount` is read as a line of CSV, so
* that any path of this machine can be its source. What `--volume` and `--bind` take for separators (`:`, `,`, `^`, `\`)
* means nothing there. Throws an ExpectedError for paths that could still be read in two ways.
*/
function bindArguments(bind) {
	checkBind(bind);
	const { source, target, mode } = bind;
	const access = mode === "ro" ? ["readonly"] : [];
	return ["--mount", writeCsvLine("type=bind", `source=${keepEnd(source)}`, `target=${target}`, ...access)];
}
/** Throws an ExpectedError of kind `internal` for a mount that could be read in two ways. */
function checkBind({ source, target }) {
	const fault = mountPathFault(target) ?? sourceFault(source);
	if (fault === void 0) return;
	throw new ExpectedError("internal", plainLine(`cannot be started: ${fault}`, 2e3), { hint: "Give it another name; letters, digits and `_ - . /` are read alike by every engine." });
}
function sourceFault(source) {
	if (!source.startsWith("/")) return `the path "${source}" of this machine should be absolute`;
	return /[\0\r]/.test(source) ? `the path "${source}" of this machine has a carriage return` : void 0;
}
/** Docker 29 takes no value that ends with white space; what a user may name so are folders, which have more than one name. */
const keepEnd = (source) => /[\s\u0085]$/u.test(source) ? `${source}/.` : source;

// src/engines/walls.ts
/** The names under which proxies are known, as Docker and Podman hand them on. */
const PROXIES = [
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"NO_PROXY",
	"FTP_PROXY",
	"ALL_PROXY"
].flatMap((name) => [name, name.toLowerCase()]);
/** An environment without proxies: nothing that runs a container needs the network. */
const WITHOUT_PROXIES = Object.fromEntries(PROXIES.map((name) => [name, void 0]));
/**
* Docker's client sets the proxies of its settings in every container, unless it is told of a variable of that name. A name
* without a value, which the client's own environment does not have either, is a variable that does not exist.
*/
const dockerWalls = (environment = process.env) => hasDockerProxies(environment) ? {
	args: PROXIES.flatMap((name) => ["--env", name]),
	env: WITHOUT_PROXIES
} : {
	args: [],
	env: {}
};
/** Podman's client hands on the proxies of its environment, and all of it where its settings say so. */
const PODMAN_WALLS = {
	args: ["--http-proxy=false"],
	env: WITHOUT_PROXIES
};
const VISIBLE = "NVIDIA_VISIBLE_DEVICES";
/** Where NVIDIA's runtime or hook is what starts containers, an image gets GPUs by a variable of its own, unless it is this. */
const NO_GPUS = ["--env", `${VISIBLE}=void`];
/** The variables of a container, of which none says that it gets other GPUs than were asked for. */
const variableArguments = ({ environment, gpus }) => [...environment.filter(([name]) => name !== VISIBLE || gpus.kind === "all").flatMap(([name, value]) => ["--env", `${name}=${value}`]), ...gpus.kind === "none" ? NO_GPUS : []];

// src/engines/docker/arguments.ts
/** A fork bomb ends here; PyTorch's data loaders on a large machine do not. */
const DEFAULT_PIDS = 4096;
/**
* The arguments of `docker` that run a container as MedPerf's client does (docs/medperf.md 14.1), hardened by what a
* well-behaved container does not notice; Docker writes the container's ID into `idFile`. `walls` are those of the dialect.
*/
function dockerArguments(run, idFile, dialect = {
	gpuArguments: dockerGpuArguments,
	userArguments: [],
	hasInit: true,
	writeEntrypoint: (word) => word
}, walls = []) {
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
		...walls,
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
		...variableArguments(run),
		...run.entrypoint === void 0 ? [] : ["--entrypoint", dialect.writeEntrypoint(run.entrypoint)],
		run.image,
		...run.command
	];
}
/** What no container needs that does an honest task. */
const HARDENING = [
	"--cap-drop",
	"ALL",
	"--security-opt",
	"no-new-privileges"
];
/** How every container is run, whatever it does. */
const SETTINGS = [
	...["--pull", "never"],
	...["--log-driver", "none"],
	"--no-healthcheck"
];
/** Limits as arguments of `run`; without one of processes a default holds. */
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
/** Docker's `--gpus`; several devices need quotes inside the argument, because Docker reads it as CSV. */
function dockerGpuArguments(gpus) {
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

// src/engines/docker/stop.ts
/** How long after a stop the client may live; a daemon that does not answer must not hold up a cancelled run. */
const CLIENT_PATIENCE = 5e3;
const REMOVAL_PATIENCE = 2e4;
/**
* Waits for the client; once `stop` aborts, kills the container. It may not exist yet then, so it is killed again and
* again until the client has ended: only that says that no container is still to come.
*/
async function untilEnded({ command, name, client, giveUp }, stop) {
	let isOver = false;
	let timer;
	const kill = async () => {
		timer = setTimeout(giveUp, CLIENT_PATIENCE);
		while (!isOver) {
			await killByName(command, name);
			await Promise.race([client, setTimeout$1(100)]);
		}
	};
	const onStop = () => void kill();
	stop.addEventListener("abort", onStop, { once: true });
	try {
		await client;
	} finally {
		isOver = true;
		clearTimeout(timer);
		stop.removeEventListener("abort", onStop);
	}
}
/**
* Whether a container is gone now; removes it if it is not. A client that was ended by us says nothing about a container
* that the daemon was still making, so that one is looked for twice.
*/
const isGone = (command, name, isClientKilled = false) => isClientKilled ? removeByName(command, name, CLIENT_PATIENCE, 2) : removeByName(command, name, REMOVAL_PATIENCE);

export { dockerArguments as a, NO_GPUS as c, bindArguments as d, checkBind as f, inventName as h, SETTINGS as i, PODMAN_WALLS as l, HELPER_LIMITS as m, untilEnded as n, dockerGpuArguments as o, writeCsvLine as p, HARDENING as r, limitArguments as s, isGone as t, dockerWalls as u };