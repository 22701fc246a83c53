import { t as ExpectedError } from "./error.js";
import { n as badArchive } from "./member.js";
import { t as detectPacking } from "./magic.js";
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

// src/engines/plain-archive.ts
/** The first bytes of a file, which tell what it is. */
async function readHead(path) {
	await using file = await open(path);
	const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(512) });
	return buffer.subarray(0, bytesRead);
}
/** Whether a file is a Singularity image, by its first bytes. */
const isSif = async (path) => Buffer.from((await readHead(path)).subarray(32, 41)).toString("latin1") === "SIF_MAGIC";

// src/engines/saved/refusal.ts
const BY_TAG = "Make it with `docker save NAME:TAG`, by tag: MedPerf takes the image name from it.";
const ANEW = "Make it anew with `docker save NAME:TAG`, and change nothing in it.";
/** The failure for an archive that cannot be used as it is; `what` goes on with the sentence. */
const refuseSaved = (what) => new ExpectedError("image", `the image archive ${what}`, { hint: BY_TAG });
/** The failure for an archive that has what `docker save` never makes, and that may mean another image elsewhere. */
const refuseForged = (what) => new ExpectedError("image", `the image archive ${what}`, { hint: ANEW });
/** The failure for a file that is no longer what was hashed. */
const refuseChanged = () => new ExpectedError("hash", "the image file changed after its SHA-256 was taken", { hint: "Let nothing write to it while this runs, and run the job again." });

// src/engines/saved/input-file.ts
const PIECE = 1048576;
const PACK_OTHERWISE = "Save the image as it is, or compress it with gzip.";
/** Opens an archive that may be compressed; throws an ExpectedError of kind `archive` where it is none. */
async function openInput(path) {
	const file = await open(path);
	try {
		const { size } = await file.stat();
		const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
		const packing = detectPacking(buffer.subarray(0, bytesRead));
		if (packing === "lzma") throw badArchive("the file is compressed with lzma, which no engine loads", PACK_OTHERWISE);
		return {
			size,
			packing,
			start: () => startReading(file),
			[Symbol.asyncDispose]: () => file.close()
		};
	} catch (error) {
		await file.close();
		throw error;
	}
}
/** The bytes of a file; throws an ExpectedError of kind `hash` before its end where they are not those that were hashed before. */
async function* readHashed(path, sha256) {
	await using file = await open(path);
	const reading = startReading(file);
	let last;
	for await (const chunk of reading.read()) {
		if (last !== void 0) yield last;
		last = chunk;
	}
	if (await reading.sha256() !== sha256) throw refuseChanged();
	if (last !== void 0) yield last;
}
function startReading(file) {
	const hash = createHash("sha256");
	let taken = 0;
	const readOn = async () => {
		const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(PIECE), 0, PIECE, taken);
		taken += bytesRead;
		const chunk = buffer.subarray(0, bytesRead);
		hash.update(chunk);
		return chunk;
	};
	let last = Promise.resolve(Buffer.alloc(0));
	const next = () => {
		last = last.then(readOn);
		return last;
	};
	async function* read() {
		for (let chunk = await next(); chunk.length > 0; chunk = await next()) yield chunk;
	}
	return {
		get taken() {
			return taken;
		},
		read,
		async sha256() {
			for await (const _ of read());
			return hash.digest("hex");
		}
	};
}

export { refuseSaved as a, refuseForged as i, readHashed as n, isSif as o, refuseChanged as r, readHead as s, openInput as t };