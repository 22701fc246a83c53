import { t as known } from "./known.js";
import { c as removeNoted } from "./notes.js";
import { t as runProcess } from "./process.js";
import { t as cleanDockerWords } from "./words.js";
import { setTimeout } from "node:timers/promises";

// src/engines/docker/cleanup.ts
const TIMEOUT = 1e4;
const BETWEEN_LOOKS = 300;
/** A daemon that is being restarted may answer the next time; one that is dead must not hold up the end of a job. */
const REFUSALS = 3;
const ID = /^[0-9a-f]{12,64}$/;
/** Podman would ask the program first, and wait 10 s. */
const removal = (command) => [
	"rm",
	"-f",
	"-v",
	...command === "podman" ? ["-t", "0"] : []
];
/** Kills and removes a container with its anonymous volumes; one that does not exist is no error. */
const killByName = (command, name) => runProcess(command, [...removal(command), name], { timeout: TIMEOUT });
/** Removes a container by its whole name; false when it is not gone within `patience` milliseconds. */
async function removeByName(command, name, patience, looks = 1) {
	const { problem } = await removeAll(command, `name=^/?${name}$`, {
		looks,
		patience
	});
	return problem === void 0;
}
/**
* Removes every container with a label, until none is found `looks` times in a row: a container that was being made when
* its maker was killed can appear after the first look. Builds that were noted with the label end before. Never throws.
*/
async function removeContainers(label, looks = 1, command = "docker") {
	const builds = await removeNoted(label);
	const { removed, problem = builds.problem } = await removeAll(command, `label=${label}`, {
		looks,
		patience: 6e4
	});
	return known({
		removed: builds.removed + removed,
		problem
	});
}
/** Waits, for at most 10 s, until a container has gone that somebody else removes. */
async function untilGone(command, id) {
	const deadline = Date.now() + TIMEOUT;
	while (id !== void 0 && Date.now() < deadline) {
		const args = [
			"ps",
			"-aq",
			"--no-trunc",
			"--filter",
			`id=${id}`
		];
		const { code, stdout } = await runProcess(command, args, { timeout: TIMEOUT });
		if (code !== 0 || stdout.trim() === "") return;
		await setTimeout(BETWEEN_LOOKS);
	}
}
async function removeAll(command, filter, { looks, patience }) {
	const deadline = Date.now() + patience;
	const seen = /* @__PURE__ */ new Set();
	let empty = 0;
	let refusals = 0;
	let problem = `${command} did not remove them within ${patience / 1e3} s`;
	const call = (args) => runProcess(command, args, { timeout: Math.max(1, Math.min(TIMEOUT, deadline - Date.now())) });
	while (Date.now() < deadline && refusals < REFUSALS) {
		const listed = await call([
			"ps",
			"-aq",
			"--filter",
			filter
		]);
		const ids = listed.stdout.split("\n").filter((line) => ID.test(line));
		if (listed.code !== 0) {
			refusals++;
			problem = cleanDockerWords(listed.stderr);
		} else if (ids.length > 0) {
			empty = 0;
			for (const id of ids) seen.add(id);
			await call([...removal(command), ...ids]);
			continue;
		} else if (++empty >= looks) return { removed: seen.size };
		await setTimeout(BETWEEN_LOOKS);
	}
	return {
		removed: seen.size,
		problem
	};
}

export { untilGone as i, removeByName as n, removeContainers as r, killByName as t };