import { t as createQueue } from "./queue.js";

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

export { viewBytes as i, createSlabPool as n, toSlabs as r, SLAB as t };