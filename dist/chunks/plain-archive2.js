import { n as decompress } from "./decompress.js";
import { t as detectPacking } from "./magic.js";
import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { mkdtemp, open, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

// src/engines/plain-archive.ts
/** Has something done with a tar archive that may be compressed, by somebody who does not decompress; `folder` is for a copy. */
async function withPlain(archive, folder, use) {
	const packing = detectPacking(await readHead(archive));
	if (packing === "none") return use(archive);
	const own = await mkdtemp(join(folder, "medperf-plain-"));
	try {
		const plain = join(own, "image.tar");
		const packed = createReadStream(archive, { highWaterMark: 1048576 });
		await pipeline(Readable.from(decompress(packing, packed)), createWriteStream(plain));
		return await use(plain);
	} finally {
		await rm(own, {
			recursive: true,
			force: true
		});
	}
}
/** The first bytes of a file, which tell what it is. */
async function readHead(path) {
	await using file = await open(path);
	const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(512) });
	return buffer.subarray(0, bytesRead);
}
/** Whether a file is a Singularity image, by its first bytes. */
const isSif = async (path) => Buffer.from((await readHead(path)).subarray(32, 41)).toString("latin1") === "SIF_MAGIC";

export { readHead as n, withPlain as r, isSif as t };