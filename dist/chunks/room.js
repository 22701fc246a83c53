import { t as StepFailure } from "./failure.js";
import { t as detectPacking } from "./magic.js";
import { t as freeBytes } from "./free-disk.js";
import { t as formatBytes } from "./format.js";
import { t as plainLine } from "./text.js";
import { n as readHead } from "./plain-archive2.js";
import { stat } from "node:fs/promises";

// src/engines/room.ts
/**
* How much an image grows when it is unpacked: images with Python and CUDA have 2.2 to 2.8, and one full of weights hardly
* grows. It is told and warned with; refused is only what cannot fit even if nothing grows.
*/
const GROWTH = 2.5;
/** What has to be free before anything is built, in bytes. */
const LEAST = 512 * 1024 ** 2;
/** A registry that says nothing for so many milliseconds is not waited for. */
const PATIENCE = 1e4;
/** The room of an engine. What is not known (the disk, the registry's answer) refuses nothing. */
function openRoom({ store, layers, signal, say = () => {} }) {
	const find = async () => {
		const folder = await store();
		const free = folder === void 0 ? void 0 : freeBytes(folder);
		return folder === void 0 || free === void 0 ? void 0 : {
			folder,
			free
		};
	};
	return {
		async pull(reference, known) {
			const place = await find();
			const manifest = place && (known ?? await ask(reference, signal));
			if (place === void 0 || manifest?.bytes === void 0) return;
			say(`image ${plainLine(reference)}: ${formatBytes(manifest.bytes)} to download, about ${formatBytes(manifest.bytes * GROWTH)} unpacked; ${formatBytes(place.free)} are free`);
			if (manifest.bytes * 2.5 <= place.free) return;
			const bytes = await missingBytes(reference, manifest, await layers(), signal);
			const what = `the image ${plainLine(reference)} is ${sizes(bytes)}`;
			refuse(what, bytes, place);
			if (bytes * 2.5 > place.free) say(`${what}: it may not fit`);
		},
		async load(archive) {
			const place = await find();
			if (place === void 0) return;
			const isPacked = await looksPacked(archive);
			if (isPacked === void 0) return;
			const { size } = await stat(archive);
			const about = isPacked ? ` and takes about ${formatBytes(size * GROWTH)} unpacked (an estimate)` : "";
			refuse(`the image archive has ${formatBytes(size)}${about}`, size, place);
		},
		async build() {
			const place = await find();
			if (place !== void 0) refuse(`a build needs ${formatBytes(LEAST)} at least`, LEAST, place);
		}
	};
}
const sizes = (bytes) => `${formatBytes(bytes)} to download and takes about ${formatBytes(bytes * GROWTH)} unpacked (an estimate)`;
/** Whether a tar archive is compressed; undefined for what is none, which whoever loads it will say. */
async function looksPacked(archive) {
	try {
		return detectPacking(await readHead(archive)) !== "none";
	} catch {
		return;
	}
}
/** Throws where `bytes` do not fit; `what` is a sentence's beginning. */
function refuse(what, bytes, { folder, free }) {
	if (bytes <= free) return;
	throw new StepFailure("disk-full", `${what}, and ${formatBytes(free)} are free in ${plainLine(folder)}`, "Free disk space before this step (`docker system prune --all`), use a runner with a larger disk, or make the image smaller.");
}
/** What a registry says of an image; nothing where it does not answer, which is not for us to complain about. */
async function ask(reference, signal) {
	const { readManifest } = await import("./manifest2.js");
	return quietly(readManifest(reference, {
		signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
		pauses: []
	}), signal);
}
async function missingBytes(reference, manifest, layers, signal) {
	const { bytes = 0, layerBytes = [] } = manifest;
	if (layers.size === 0) return bytes;
	const { readLayers } = await import("./layers.js");
	return ((await quietly(readLayers(reference, manifest, {
		signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
		pauses: []
	}), signal))?.map((digest, at) => layers.has(digest) ? layerBytes[at] ?? 0 : 0) ?? []).reduce((left, one) => left - one, bytes);
}
async function quietly(work, signal) {
	try {
		return await work;
	} catch {
		signal.throwIfAborted();
		return;
	}
}

export { GROWTH, LEAST, openRoom, refuse };