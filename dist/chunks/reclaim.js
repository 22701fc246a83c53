import { c as NO_GPUS, d as bindArguments, h as inventName, i as SETTINGS, m as HELPER_LIMITS, n as untilEnded, r as HARDENING, s as limitArguments, t as isGone, u as dockerWalls } from "./stop.js";
import { c as findContainerUser } from "./argument.js";
import { t as runProcess } from "./process.js";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";

// src/engines/docker/helper.ts
/** Docker as one that starts helpers. */
const dockerStarter = (command = "docker") => ({
	command,
	walls: async () => dockerWalls()
});
/** The walls and limits that tasks have, for a container of this name and label. */
const wallArguments = (name, label) => [...[
	"--name",
	name,
	"--label",
	label,
	...HARDENING,
	...SETTINGS
], ...[
	"--network",
	"none",
	...limitArguments(HELPER_LIMITS)
]];
/** Its program ended, or was not there, and its container with it. */
const isOver = (code) => code === 0 || code === 126 || code === 127;
/**
* Runs a helper for at most so many milliseconds, and then ends its container, not only the client that waits for it. The code
* is null where it took longer. Rejects with an ExpectedError for an image that the engine may not be given.
*/
async function runHelper(starter, helper, timeout) {
	const own = await mkdtemp(join(tmpdir(), "medperf-helper-"));
	try {
		return await attend(starter, helper, timeout, own);
	} finally {
		await rm(own, {
			recursive: true,
			force: true
		});
	}
}
async function attend({ command, walls }, { label, image, command: [entrypoint, ...words], user = findContainerUser(), options = [] }, timeout, own) {
	const name = inventName("helper");
	const { args: built, env } = await walls(image, own);
	const args = [...[
		"run",
		"--rm",
		...wallArguments(name, label),
		...built,
		"--user",
		`${user.uid}:${user.gid}`
	], ...[
		...options,
		"--entrypoint",
		entrypoint,
		image,
		...words
	]];
	const abandoned = new AbortController();
	const client = runProcess(command, args, {
		signal: abandoned.signal,
		env,
		cwd: own
	});
	const tooLong = AbortSignal.timeout(timeout);
	await untilEnded({
		command,
		name,
		client,
		giveUp: () => abandoned.abort()
	}, tooLong);
	const ended = await client;
	if (!tooLong.aborted && isOver(ended.code)) return {
		...ended,
		mayLive: false
	};
	const mayLive = !await isGone(command, name, abandoned.signal.aborted);
	return {
		...ended,
		code: tooLong.aborted ? null : ended.code,
		mayLive
	};
}

// src/engines/docker/reclaim.ts
const TARGET = "/reclaim";
const TIMEOUT = 12e4;
/** Who alone may give files away. */
const ROOT = {
	uid: 0,
	gid: 0
};
/** For images without `chown`; like it, does not follow links. */
const PYTHON = `
import os, sys
target, uid, gid = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
os.lchown(target, uid, gid)
for folder, folders, files in os.walk(target):
    for name in folders + files:
        os.lchown(os.path.join(folder, name), uid, gid)
`;
/** An entrypoint and its arguments: ways to change the owner of a tree, of which an image may have any. */
function ways(uid, gid) {
	const chown = [
		"-R",
		"-h",
		`${uid}:${gid}`,
		TARGET
	];
	const python = [
		"-I",
		"-c",
		PYTHON,
		TARGET,
		String(uid),
		String(gid)
	];
	return [
		["chown", ...chown],
		["/bin/chown", ...chown],
		["/usr/bin/chown", ...chown],
		[
			"/bin/busybox",
			"chown",
			...chown
		],
		["python3", ...python],
		["/usr/bin/python3", ...python]
	];
}
/**
* Makes the caller own everything below a folder, as root in a throw-away container of the first image that has a way to.
* Never throws: whoever needs the files looks whether it helped. False where a container of it may still be at work: the image's
* program has all rights there.
*/
async function reclaim(folder, images, label, starter = dockerStarter(), timeout = TIMEOUT) {
	for (const image of new Set(images)) for (const words of ways(process.getuid?.() ?? 0, process.getgid?.() ?? 0)) {
		const ended = await tryWay(folder, {
			label,
			image,
			command: words
		}, starter, timeout);
		if (ended === void 0) break;
		const { code, mayLive } = ended;
		if (mayLive) return false;
		if (code === 0) return true;
		if (code !== 126 && code !== 127) break;
	}
	return true;
}
async function tryWay(folder, helper, starter, timeout) {
	try {
		const options = [...reclaimOptions(folder), ...NO_GPUS];
		return await runHelper(starter, {
			...helper,
			user: ROOT,
			options
		}, timeout);
	} catch {
		return;
	}
}
/** What is on top of a helper's walls, or taken from them: what changing the owner of a stranger's files needs, and no more. */
const reclaimOptions = (folder) => [...[
	"--cap-add",
	"CHOWN",
	"--cap-add",
	"DAC_OVERRIDE",
	"--read-only"
], ...bindArguments({
	source: folder,
	target: TARGET,
	mode: "rw"
})];

export { wallArguments as i, dockerStarter as n, runHelper as r, reclaim as t };