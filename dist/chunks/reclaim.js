import { t as runProcess } from "./process.js";

// src/engines/docker/reclaim.ts
const TARGET = "/reclaim";
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
* Never throws: whoever needs the files looks whether it helped.
*/
async function reclaim(folder, images, label, command = "docker") {
	for (const image of new Set(images)) for (const [entrypoint, ...words] of ways(process.getuid?.() ?? 0, process.getgid?.() ?? 0)) {
		const args = [
			"run",
			...reclaimOptions(folder, label),
			"--entrypoint",
			entrypoint,
			image,
			...words
		];
		const { code } = await runProcess(command, args, { timeout: 12e4 });
		if (code === 0) return;
		if (code !== 126 && code !== 127) break;
	}
}
const reclaimOptions = (folder, label) => [
	...[
		"--rm",
		"--label",
		label,
		"--network",
		"none",
		"--pull",
		"never",
		"--log-driver",
		"none",
		"-u",
		"0:0"
	],
	...[
		"--cap-drop",
		"ALL",
		"--cap-add",
		"CHOWN",
		"--cap-add",
		"DAC_OVERRIDE",
		"--cap-add",
		"FOWNER"
	],
	...[
		"--security-opt",
		"no-new-privileges",
		"--volume",
		`${folder}:${TARGET}:rw`
	]
];

export { reclaim };