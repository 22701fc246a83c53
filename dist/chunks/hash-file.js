import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { createHash, hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";

// src/files/hash-file.ts
const CHUNK = 1048576;
/** Chunks between two turns of the event loop: synchronous reads are the fast ones, but others have to run as well. */
const CHUNKS_PER_TURN = 16;
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;
let spare;
/** SHA-256 of bytes, in hexadecimal. */
const hashBytes = (bytes) => hash("sha256", bytes);
/**
* SHA-256 of a file and its size in bytes, read in pieces of 1 MiB (docs/medperf.md 11.1). Links are not followed; undefined
* for what is not a regular file. Rejects with the system's error where it cannot be read.
*/
async function hashFile(path, { follow = false, onOpen, onPiece } = {}) {
	const file = openSync(path, follow ? FLAGS : FLAGS | constants.O_NOFOLLOW);
	try {
		if (!fstatSync(file).isFile()) return void 0;
		onOpen?.(file);
		const hash = createHash("sha256");
		spare ??= Buffer.allocUnsafeSlow(CHUNK);
		let bytes = 0;
		for (let chunks = 1;; chunks += 1) {
			const read = readSync(file, spare);
			if (read === 0) return {
				sha256: hash.digest("hex"),
				bytes
			};
			const piece = read === CHUNK ? spare : spare.subarray(0, read);
			hash.update(piece);
			onPiece?.(piece);
			bytes += read;
			if (chunks % CHUNKS_PER_TURN === 0) await setImmediate();
		}
	} finally {
		closeSync(file);
	}
}

export { hashFile as n, hashBytes as t };