import { t as createQueue } from "./queue.js";
import { closeSync, constants, openSync, readSync, statSync } from "node:fs";

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

// src/files/lfs/pointer.ts
/** Bytes that a pointer has fewer than, whatever else stands in it (the specification of Git LFS). */
const LARGEST = 1024;
/** The version first, extensions, then hash and size; the older names of the version are read by Git LFS too. */
const POINTER = /^version https?:\/\/(?:git-lfs\.github\.com\/spec\/v1|hawser\.github\.com\/spec\/v1|git-media\.io\/v\/2)\r?\n(?:ext-\d-\S+ sha256:[0-9a-f]{64}\r?\n)*oid sha256:[0-9a-f]{64}\r?\nsize \d{1,20}(?:\r?\n)?$/;
/** Whether bytes are what Git LFS keeps in Git in place of a file, and nothing besides. */
const isLfsPointer = (bytes) => bytes.length < LARGEST && bytes[0] === 118 && POINTER.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1"));
/** Whether a file of so many bytes can be one. */
const mayBeLfsPointer = (size) => size > 0 && size < LARGEST;
/** Whether a file is one; what cannot be read is none, as is what is no file. Never waits for a pipe. */
function isPointerFile(path) {
	try {
		const stats = statSync(path);
		return stats.isFile() && mayBeLfsPointer(stats.size) && isLfsPointer(readHead(path));
	} catch {
		return false;
	}
}
function readHead(path) {
	const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		const bytes = Buffer.allocUnsafe(LARGEST);
		return bytes.subarray(0, readSync(file, bytes));
	} finally {
		closeSync(file);
	}
}
/** What to do where a checkout has pointers. */
const LFS_HINT = "Check out with `lfs: true` (an input of `actions/checkout`), or run `git lfs pull` before this step.";
const LFS_CODE = "lfs-pointer";

export { mayBeLfsPointer as a, toSlabs as c, isPointerFile as i, viewBytes as l, LFS_HINT as n, SLAB as o, isLfsPointer as r, createSlabPool as s, LFS_CODE as t };