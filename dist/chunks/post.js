import { i as createLog, n as isSignInShown, r as readLeftovers, t as openRunnerDesk } from "./desk.js";
import { t as removeFolder } from "./remove-folder.js";

// src/modes/clean-up.ts
/** A container that was being created when `main` was killed can appear late, so it is looked for more than once. */
const LOOKS = 3;
/**
* The post step: removes what a killed run left; `openCleaner` knows what ran its containers, where it may have had some. It
* fails no job: what it cannot remove becomes a warning.
*/
async function cleanUp({ desk, readLeftovers, readSignIn }, openCleaner) {
	const failed = (what) => (error) => desk.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
	await removeRest(desk, readLeftovers, openCleaner).catch(failed("Cleaning up failed"));
	await endSignIn(desk, readSignIn).catch(failed("The comment that asks for a sign-in is left as it is"));
}
async function removeRest(desk, readLeftovers, openCleaner) {
	const left = readLeftovers();
	if (left === void 0) return;
	const { folders, containers } = left;
	const takeBack = containers && openCleaner && await removeContainers(desk, containers, openCleaner(containers.engine));
	for (const folder of [folders.work, folders.report]) {
		const problem = await removeFolder(folder, takeBack);
		if (problem !== void 0) desk.warn(problem);
	}
}
/** Gives what makes the files of a foreign user one's own, which takes a container more. */
async function removeContainers(desk, { label, images, decrypted }, cleaner) {
	const { problem } = await cleaner.removeAll(label, LOOKS);
	if (problem !== void 0) desk.warn(`Containers of this run may be left: ${problem}`);
	await cleaner.removeImages(decrypted);
	return (folder) => cleaner.reclaim(folder, images, label);
}
/** A run that was killed while it waited for a sign-in left address and code on the pull request. */
async function endSignIn(desk, readSignIn) {
	const place = await readSignIn();
	if (place === void 0) return;
	const { endKilled } = await import("./sign-in2.js");
	await endKilled(place, desk);
}

// src/runner/post.ts
/** What `main` of the same step left; inputs and event are read only where they are needed. */
async function openRest(loadReadInputs, environment = process.env) {
	const log = createLog((text) => void process.stdout.write(text));
	return {
		desk: await openRunnerDesk({ log }),
		readLeftovers: () => readLeftovers(environment),
		async readSignIn() {
			if (!isSignInShown(environment)) return void 0;
			const { takeInputs } = await import("./inputs2.js");
			const { describeEntry } = await import("./enter2.js");
			return describeEntry(takeInputs(await loadReadInputs(), environment), environment).job;
		}
	};
}

export { cleanUp as n, openRest as t };