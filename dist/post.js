import { i as cleanerFor, n as readState, o as removeFolder } from "./chunks/state.js";

// src/run-post.ts
/** A container that was being created when `main` was killed can appear late, so it is looked for more than once. */
const LOOKS = 3;
/** The post step: removes what a killed run left. It fails no job: what it cannot remove becomes a warning. */
async function cleanUp() {
	const { warning } = await import("./chunks/core2.js");
	try {
		const state = readState();
		if (state === void 0) return;
		const { label, images, decrypted, folders, engine } = state;
		const cleaner = cleanerFor(engine ?? "docker");
		if (engine !== void 0) {
			const { problem } = await cleaner.removeAll(label, LOOKS);
			if (problem !== void 0) warning(`Containers of this run may be left: ${problem}`);
		}
		if (decrypted.length > 0 && (engine === "docker" || engine === "podman")) {
			const { removeImages } = await import("./chunks/gpg.js");
			await removeImages(decrypted, engine);
		}
		for (const folder of folders) {
			const left = await removeFolder(folder, (path) => cleaner.reclaim(path, images, label));
			if (left !== void 0) warning(left);
		}
	} catch (error) {
		warning(`Cleaning up failed: ${error instanceof Error ? error.message : String(error)}`);
	}
}

// src/post.ts
await cleanUp();

export {  };