import { t as plainLine } from "./text.js";
import { t as runProcess } from "./process.js";
import { t as readSaved } from "./archive.js";
import { a as ownImage, i as inspectImage, r as imageFailure } from "./images.js";
import { t as dockerWords } from "./words.js";

// src/engines/docker/load.ts
/**
* Loads an archive made by `docker save` by tag, and gives the image of its first tag, as MedPerf's client
* does (docs/medperf.md 14.2).
*/
async function loadImage(command, archive, { signal }) {
	const { tag, id } = await readSaved(archive);
	signal.throwIfAborted();
	const loaded = await runProcess(command, [
		"load",
		"--quiet",
		"--input",
		archive
	], { signal });
	signal.throwIfAborted();
	const found = (loaded.code === 0 && id !== void 0 ? await inspectImage(command, id) : void 0) ?? (loaded.code === 0 ? await inspectImage(command, tag) : void 0);
	if (found !== void 0) return ownImage(found);
	const reason = loaded.code === 0 ? `it did not bring ${plainLine(tag)}` : dockerWords(loaded.stderr);
	throw imageFailure(`the image archive cannot be loaded: ${reason}`, reason);
}

export { loadImage };