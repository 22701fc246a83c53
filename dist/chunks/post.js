import { n as listProxySecrets } from "./proxies.js";
import { a as createLog, i as readShownCode, n as openRunnerDesk, r as readLeftovers, t as takeInputs } from "./take-inputs.js";
import { t as parsePassEnvironment } from "./pass-environment.js";
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
	const cleaner = containers && openCleaner?.(containers.engine);
	const takeBack = containers && cleaner && await removeContainers(desk, containers, cleaner);
	for (const folder of [folders.work, folders.report]) {
		const problem = await removeFolder(folder, takeBack);
		if (problem !== void 0) desk.warn(problem);
	}
	if (containers !== void 0) await cleaner?.removeImages(containers.names);
}
/** Gives what makes the files of a foreign user one's own, which takes a container more. */
async function removeContainers(desk, { label, images }, cleaner) {
	const { problem } = await cleaner.removeAll(label, LOOKS);
	if (problem !== void 0) desk.warn(`Containers of this run may be left: ${problem}`);
	return (folder) => cleaner.reclaim(folder, images, label);
}
/** A run that was killed while it waited for a sign-in left address and code on the pull request. */
async function endSignIn(desk, readSignIn) {
	const shown = await readSignIn();
	if (shown === void 0) return;
	const { endKilled } = await import("./sign-in2.js");
	await endKilled(shown.place, shown.code, desk);
}

// src/runner/post.ts
/** What `main` of the same step left; inputs and event are read only where they are needed, and leave the environment at once. */
async function openRest(loadReadInputs, environment = process.env) {
	const raw = takeInputs(environment);
	const log = createLog((text) => void process.stdout.write(text));
	const passed = parsePassEnvironment(raw["INPUT_PASS-ENVIRONMENT"] ?? "");
	const desk = await openRunnerDesk({ log });
	for (const secret of listProxySecrets(environment)) desk.mask(secret);
	return {
		desk,
		/** Variables that the programs of the post step inherit too. With a wrong input, `main` started none. */
		passedEnvironment: "names" in passed ? passed.names : [],
		readLeftovers: () => readLeftovers(environment),
		async readSignIn() {
			const code = readShownCode(environment);
			if (code === void 0) return void 0;
			const { describeEntry } = await import("./enter2.js");
			return {
				place: describeEntry((await loadReadInputs())(raw), environment).job,
				code
			};
		}
	};
}

export { cleanUp as n, openRest as t };