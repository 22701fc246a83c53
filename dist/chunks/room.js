import { t as StepFailure } from "./failure.js";
import { t as detectPacking } from "./magic.js";
import { t as freeBytes } from "./free-disk.js";
import { t as formatBytes } from "./format.js";
import { t as plainLine } from "./text.js";
import { n as readHead } from "./plain-archive2.js";
import { n as missingBytes, r as readSizes } from "./pull-size.js";
import { stat } from "node:fs/promises";

// src/engines/room.ts
/**
* How much an image grows when it is unpacked: images with Python and CUDA have 2.2 to 2.8, and one full of weights hardly
* grows. It is told and warned with; refused is only what cannot fit even if nothing grows.
*/
const GROWTH = 2.5;
/** What has to be free before anything is built, in bytes. */
const LEAST = 512 * 1024 ** 2;
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
		async pull(images) {
			const place = images.length === 0 ? void 0 : await find();
			if (place === void 0) return;
			const sized = await readSizes(images, signal);
			for (const { reference, bytes } of sized) say(`image ${plainLine(reference)}: ${formatBytes(bytes)} to download, about ${formatBytes(bytes * GROWTH)} unpacked; ${formatBytes(place.free)} are free`);
			if (sized.reduce((sum, { bytes }) => sum + bytes, 0) * 2.5 <= place.free) return;
			const bytes = await missingBytes(sized, await layers(), signal);
			const what = `${named(sized.map(({ reference }) => plainLine(reference)))} ${sizes(bytes)}`;
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
/** Judges builds and pulls before the first of them. */
async function checkTogether(room, coming, pulls) {
	if (coming.some((one) => "context" in one)) await room.build();
	await room.pull(pulls);
}
const named = (names) => names.length === 1 ? `the image ${names[0]} is` : `the images ${names.slice(0, -1).join(", ")} and ${names.at(-1)} are together`;
const sizes = (bytes) => `${formatBytes(bytes)} to download and about ${formatBytes(bytes * GROWTH)} unpacked (an estimate)`;
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

export { GROWTH, LEAST, checkTogether, openRoom, refuse };