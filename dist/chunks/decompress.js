import { r as readCode, t as ExpectedError } from "./error.js";
import { r as damagedData, t as CUT_OFF } from "./member.js";
import { writeSync } from "node:fs";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

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

// src/archive/decompress.ts
const OPTIONS = {
	chunkSize: 262144,
	highWaterMark: 1048576
};
/**
* The tar stream inside an archive; a chunk of `packed` is asked for when the one before is used up. Throws an ExpectedError
* of kind `archive` where the compressed data is damaged or cut off.
*/
async function* decompressArchive(packing, packed) {
	if (packing === "none") yield* packed;
	if (packing === "gzip") yield* gunzip(packed);
	if (packing === "bzip2") yield* (await import("./bunzip.js")).unpackBzip2(packed);
	if (packing === "xz") yield* (await import("./unxz.js")).unpackXz(packed);
}
/** The same chunks; `judge` is told how many bytes there are with each of them, before it is handed on. */
async function* countUnpacked(chunks, judge) {
	let unpacked = 0;
	for await (const chunk of chunks) {
		unpacked += chunk.length;
		judge(unpacked);
		yield chunk;
	}
}
/** Undoes an HTTP content encoding; undefined for one that is not known. Throws zlib's errors. */
function decodeContent(encoding, body) {
	const name = encoding.trim().toLowerCase();
	if (name === "" || name === "identity") return body;
	if (name === "gzip" || name === "x-gzip") return through(createGunzip(OPTIONS), body);
	if (name === "deflate") return through(createInflate(OPTIONS), body);
	if (name === "br") return through(createBrotliDecompress(OPTIONS), body);
}
/** Whether an error is zlib's about the data, and not one of those that brought it. */
const isZlibError = (error) => /^(Z|ERR_BROTLI|ERR_ZLIB|BROTLI)_/.test(readCode(error) ?? "");
async function* gunzip(packed) {
	try {
		yield* through(createGunzip(OPTIONS), packed);
	} catch (error) {
		if (!isZlibError(error)) throw error;
		throw damagedData("gzip", /unexpected end/.test(error.message) ? CUT_OFF : error.message, error);
	}
}
/** Like a pipe, but lets go of a chunk only when zlib has used it up, so that its memory can be used again. */
async function* through(stream, chunks) {
	let wake = () => {};
	let state = "open";
	const write = (chunk) => new Promise((resolve) => {
		wake = resolve;
		stream.write(chunk, () => resolve());
	});
	const feed = async () => {
		for await (const chunk of chunks) {
			if (state === "left") return;
			if (!stream.destroyed) await write(chunk);
		}
		stream.end();
	};
	stream.once("close", () => wake());
	stream.on("error", () => {});
	const feeding = feed().catch((error) => {
		stream.destroy(error);
	});
	try {
		yield* stream;
		state = "ended";
	} finally {
		if (state === "open") state = "left";
		stream.destroy();
	}
	await feeding;
}

export { inDiskWords as a, isZlibError as i, decodeContent as n, isDiskFull as o, decompressArchive as r, writeAll as s, countUnpacked as t };