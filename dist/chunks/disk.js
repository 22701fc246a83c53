import { r as readCode, t as ExpectedError } from "./error.js";
import { t as createQueue } from "./queue.js";
import { writeSync } from "node:fs";

// src/archive/slabs.ts
/** Bytes of a slab. Larger ones gain nothing, smaller ones cost more messages between threads. */
const SLAB = 1048576;
/** So many slabs are on their way at most: memory stays flat whatever the archive's size. */
const CREDIT = 8;
const viewBytes = ({ buffer, length }) => new Uint8Array(buffer, 0, length);
function createSlabPool(signal) {
	const free = createQueue();
	let made = 0;
	signal.addEventListener("abort", () => free.fail(signal.reason), { once: true });
	return {
		async take() {
			signal.throwIfAborted();
			if (free.size === 0 && made < 8) {
				made += 1;
				return new ArrayBuffer(SLAB);
			}
			const buffer = await free.take();
			signal.throwIfAborted();
			if (buffer === void 0) throw new TypeError("a pool has no end");
			return buffer;
		},
		give: free.push
	};
}
/** Packs chunks of any size into full slabs; only the last one is shorter. */
async function* toSlabs(chunks, pool) {
	let buffer;
	let target = /* @__PURE__ */ new Uint8Array();
	let filled = 0;
	for await (const chunk of chunks) for (let at = 0; at < chunk.length;) {
		if (buffer === void 0) {
			buffer = await pool.take();
			target = new Uint8Array(buffer);
			filled = 0;
		}
		const part = chunk.subarray(at, at + SLAB - filled);
		target.set(part, filled);
		filled += part.length;
		at += part.length;
		if (filled < 1048576) continue;
		yield {
			buffer,
			length: filled
		};
		buffer = void 0;
	}
	if (buffer !== void 0) yield {
		buffer,
		length: filled
	};
}

// src/files/disk.ts
/** Whether there is no room, on the disk or in what of it one may use. */
const isDiskFull = (error) => ["ENOSPC", "EDQUOT"].includes(readCode(error) ?? "");
/** Errors of the file system that the user can do something about, as failures; every other error as it is. */
function inDiskWords(error) {
	const code = readCode(error);
	if (isDiskFull(error)) return new ExpectedError("disk-full", code === "ENOSPC" ? "the disk is full" : "the disk quota is used up", {
		hint: "Free some space, take a runner with a larger disk, or set the input `work-directory` to a disk with more room.",
		cause: error
	});
	if (code === "ENAMETOOLONG") return new ExpectedError("archive", "the archive holds a name or a path that is too long for this file system", {
		hint: "Shorten it: most file systems take 255 bytes for a name and 4,095 for a path.",
		cause: error
	});
	return error;
}
/** Writes all bytes, however many calls it takes. Throws the system's errors. */
function writeAll(file, bytes) {
	for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}

export { createSlabPool as a, SLAB as i, isDiskFull as n, toSlabs as o, writeAll as r, viewBytes as s, inDiskWords as t };