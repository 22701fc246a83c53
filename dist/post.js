import { r as removeFolder, t as cleanerFor } from "./chunks/open.js";
import { n as readState, r as readWaiting } from "./chunks/state.js";

// src/run-post.ts
/** A container that was being created when `main` was killed can appear late, so it is looked for more than once. */
const LOOKS = 3;
/** The post step: removes what a killed run left. It fails no job: what it cannot remove becomes a warning. */
async function cleanUp() {
	const { warning } = await import("./chunks/core2.js");
	const failed = (what) => (error) => warning(`${what}: ${error instanceof Error ? error.message : String(error)}`);
	await removeRest(warning).catch(failed("Cleaning up failed"));
	await endSignIn().catch(failed("The comment that asks for a sign-in is left as it is"));
}
async function removeRest(warn) {
	const state = readState();
	if (state === void 0) return;
	const { label, images, decrypted, folders, engine } = state;
	const cleaner = cleanerFor(engine ?? "docker");
	if (engine !== void 0) {
		const { problem } = await cleaner.removeAll(label, LOOKS);
		if (problem !== void 0) warn(`Containers of this run may be left: ${problem}`);
	}
	if (decrypted.length > 0 && (engine === "docker" || engine === "podman")) {
		const { removeImages } = await import("./chunks/gpg.js");
		await removeImages(decrypted, engine);
	}
	for (const folder of folders) {
		const left = await removeFolder(folder, (path) => cleaner.reclaim(path, images, label));
		if (left !== void 0) warn(left);
	}
}
/** A run that was killed while it waited for a sign-in left link and code on the pull request. */
async function endSignIn() {
	if (!readWaiting()) return;
	const [{ takeInputs }, { readRunner }, { readTrigger }, { endKilled }] = await Promise.all([
		import("./chunks/inputs.js"),
		import("./chunks/runner.js"),
		import("./chunks/trigger.js"),
		import("./chunks/sign-in2.js")
	]);
	const trigger = readTrigger(process.env);
	if (trigger.kind === "refused") return;
	await endKilled({
		inputs: takeInputs(process.env),
		runner: readRunner(process.env),
		trigger
	});
}

// src/post.ts
await cleanUp();

export {  };