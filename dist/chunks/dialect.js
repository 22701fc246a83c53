import { t as plainLine } from "./text.js";
import { _ as number, v as object, x as string } from "./schemas.js";
import { t as runProcess } from "./process.js";

// src/engines/podman/history.ts
const EventSchema = object({
	Name: string(),
	Status: string(),
	/** Left out when it is 0. */
	ContainerExitCode: number().default(0)
});
/**
* Podman's events of one container; undefined where it keeps none. `since` is in milliseconds of this machine's clock.
* There is no daemon that could be gone.
*/
async function readPodmanHistory(command, name, since) {
	const { code, stdout } = await runProcess(command, [...[
		"events",
		"--stream=false",
		"--since",
		(/* @__PURE__ */ new Date(since - 6e4)).toISOString()
	], ...[
		"--filter",
		`container=${name}`,
		"--format",
		"json"
	]], { timeout: 15e3 });
	const own = stdout.split("\n").flatMap((line) => parseEvent(line) ?? []).filter((event) => event.Name === name);
	if (code !== 0 || own.length === 0) return void 0;
	const saw = (status) => own.some(({ Status }) => Status === status);
	const died = own.findLast(({ Status }) => Status === "died");
	return {
		isCreated: saw("create"),
		isStarted: saw("start"),
		outOfMemory: saw("oom"),
		...died === void 0 ? {} : { exitCode: died.ContainerExitCode },
		isRemoved: saw("remove")
	};
}
function parseEvent(line) {
	try {
		return EventSchema.safeParse(JSON.parse(line)).data;
	} catch {
		return;
	}
}

// src/engines/podman/dialect.ts
/** How Podman differs from Docker. Without root it maps the caller's own user and group into the container. */
const podmanDialect = (uid) => ({
	gpuArguments,
	hasInit: true,
	userArguments: uid === 0 ? [] : ["--userns", "keep-id"],
	groups: (id) => groupsOf(id, uid).flatMap((group) => [group, `memory/${group}`]),
	readHistory: readPodmanHistory,
	readInit: readCatatonit
});
/** Podman takes GPUs by their names in the CDI files of this machine; `--gpus` it ignores without a word. */
function gpuArguments(gpus) {
	return cdiNames(gpus).flatMap((name) => ["--device", `nvidia.com/gpu=${name}`]);
}
function cdiNames(gpus) {
	switch (gpus.kind) {
		case "none": return [];
		case "all": return ["all"];
		case "count": return Array.from({ length: gpus.count }, (_, index) => String(index));
		case "devices": return gpus.devices;
	}
}
/** The parent groups with the systemd and the cgroupfs driver; without root, those of the user's own systemd. */
function groupsOf(id, uid) {
	const scope = `libpod-${id}.scope`;
	if (uid === 0) return [`machine.slice/${scope}`, `libpod_parent/libpod-${id}`];
	const user = `user.slice/user-${uid}.slice/user@${uid}.service`;
	return [`${user}/user.slice/${scope}`, `${user}/user-libpod_pod.slice/${scope}`];
}
const CATATONIT = /^ERROR \(catatonit:\d+\): (failed to exec pid1: (.+))$/;
/** Podman's init ends with 1 when it cannot start the program, and says so as the only line there is. */
const readCatatonit = (exitCode, stderr) => {
	const [, words = "", reason = ""] = exitCode === 1 && CATATONIT.exec(stderr.trim()) || [];
	if (words === "") return {
		exitCode,
		error: ""
	};
	return {
		exitCode: reason === "Permission denied" ? 126 : 127,
		error: plainLine(words, 1e3)
	};
};

export { gpuArguments, podmanDialect, readCatatonit };