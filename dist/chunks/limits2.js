import { t as runProcess } from "./process.js";
import { t as fatalWords } from "./outcome.js";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";

// src/engines/apptainer/limits.ts
/** What the smallest image must have for Apptainer to start anything in it. */
const FOLDERS = [
	"dev",
	"etc",
	"home",
	"proc",
	"root",
	"sys",
	"tmp",
	"var/tmp"
];
const NO_PROGRAM = "/medperf-limit-check";
/**
* Why limits cannot be kept; undefined where they can. It depends on the kernel, on systemd, on Apptainer's settings and on
* who asks, so it is tried, with a program that does not exist in an image that is empty.
*/
async function limitTrouble(command) {
	const image = await mkdtemp(join(tmpdir(), "medperf-limits-"));
	try {
		for (const folder of FOLDERS) mkdirSync(join(image, folder), { recursive: true });
		const { stderr } = await runProcess(command, [
			"exec",
			"-eC",
			...[
				"--memory",
				"64m",
				"--cpus",
				"1",
				"--pids-limit",
				"64"
			],
			image,
			NO_PROGRAM
		], { timeout: 2e4 });
		return stderr.includes(`stat ${NO_PROGRAM}`) ? void 0 : fatalWords(stderr) || "it does not say why";
	} finally {
		await rm(image, {
			recursive: true,
			force: true
		});
	}
}
/** The wishes that go unheard, in sentences. */
function unkeptBy(trouble, wanted) {
	const limits = [
		"memory",
		"cpus",
		"pids"
	].filter((name) => wanted[name] !== void 0);
	return [...trouble === void 0 || limits.length === 0 ? [] : [`Apptainer cannot keep ${limits.map((name) => `\`${name}\``).join(", ")} here (${trouble}); the containers run without.`], ...wanted.shmSize === void 0 ? [] : ["`shm_size` has no meaning for Apptainer, whose /dev/shm is as large as the memory allows."]];
}

export { limitTrouble, unkeptBy };