import { i as damagedData, r as behindTheEnd, t as CUT_OFF } from "./member.js";
import { t as createIntake } from "./intake.js";
import { r as readCode } from "./error.js";
import { crc32, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";

// src/archive/gzip/through.ts
const ZLIB_OPTIONS = {
	chunkSize: 262144,
	highWaterMark: 1048576
};
/** Whether an error is zlib's about the data, and not one of those that brought it. */
const isZlibError = (error) => /^(Z|ERR_BROTLI|ERR_ZLIB|BROTLI)_/.test(readCode(error) ?? "");
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

// src/archive/gzip/gunzip.ts
const PIECE = 1048576;
/** So many members are unpacked one by one, which tells where each ends; a program that writes more of them writes small ones. */
const SINGLE = 100;
/** What is wrong with gzip data, as a part of a sentence. */
var Wrong = class extends SyntaxError {};
/**
* Decompresses gzip, any number of members one after the other, with zeros between and behind them. What else follows a member comes
* as an ExpectedError when all before it was handed out: Python's `tarfile` never sees it behind the end of an archive.
*/
async function* unpackGzip(packed) {
	const source = createIntake(packed);
	let members = 0;
	try {
		while (members === 0 || await passZeros(source)) {
			if (members === SINGLE) return yield* through(createGunzip(ZLIB_OPTIONS), pieces(source, () => false));
			yield* unpackMember(source);
			members += 1;
		}
	} catch (error) {
		if (!(error instanceof Wrong) && !isZlibError(error)) throw error;
		const why = /unexpected end/.test(error.message) ? CUT_OFF : error.message;
		throw members === 0 ? damagedData("gzip", why, error) : behindTheEnd(damagedData("gzip", why, error));
	} finally {
		source.close().catch(() => {});
	}
}
async function* unpackMember(source) {
	await passHeader(source);
	const stream = createInflateRaw(ZLIB_OPTIONS);
	let given = 0;
	let checksum = 0;
	let size = 0;
	const fed = pieces(source, () => stream.destroyed || stream.bytesWritten < given, (bytes) => {
		given += bytes;
	});
	for await (const chunk of through(stream, fed)) {
		checksum = crc32(chunk, checksum);
		size = (size + chunk.length) % 2 ** 32;
		yield chunk;
	}
	source.giveBack(given - stream.bytesWritten);
	const trailer = await expect(source, 8);
	if (trailer.readUInt32LE(0) !== checksum) throw new Wrong("incorrect data check");
	if (trailer.readUInt32LE(4) !== size) throw new Wrong("incorrect length check");
}
/** What comes, until somebody has enough. */
async function* pieces(source, isEnough, count = () => {}) {
	while (!isEnough()) {
		const piece = await source.piece(PIECE);
		if (piece === void 0) return;
		count(piece.length);
		yield piece;
	}
}
const [HAS_CHECK, HAS_EXTRA, HAS_NAME, HAS_COMMENT, RESERVED] = [
	2,
	4,
	8,
	16,
	224
];
async function passHeader(source) {
	const header = Buffer.from(await expect(source, 10));
	const [method, flags = 0] = header.subarray(2);
	if (header.readUInt16BE(0) !== 8075) throw new Wrong("incorrect header check");
	if (method !== 8) throw new Wrong("unknown compression method");
	if ((flags & RESERVED) !== 0) throw new Wrong("unknown header flags set");
	if ((flags & HAS_EXTRA) !== 0) await expect(source, (await expect(source, 2)).readUInt16LE(0));
	if ((flags & HAS_NAME) !== 0) await passText(source);
	if ((flags & HAS_COMMENT) !== 0) await passText(source);
	if ((flags & HAS_CHECK) !== 0) await expect(source, 2);
}
async function passText(source) {
	for (;;) {
		const piece = await source.piece(PIECE);
		if (piece === void 0) throw new Wrong(CUT_OFF);
		const end = piece.indexOf(0);
		if (end === -1) continue;
		return source.giveBack(piece.length - end - 1);
	}
}
/** Whether anything but zeros is left. */
async function passZeros(source) {
	for (;;) {
		const piece = await source.piece(PIECE);
		if (piece === void 0) return false;
		const at = piece.findIndex((byte) => byte !== 0);
		if (at === -1) continue;
		source.giveBack(piece.length - at);
		return true;
	}
}
async function expect(source, bytes) {
	const taken = await source.take(bytes);
	if (taken === void 0) throw new Wrong(CUT_OFF);
	return taken;
}

// src/archive/decompress.ts
/**
* The tar stream inside an archive; a chunk of `packed` is asked for when the one before is used up. Throws an ExpectedError
* of kind `archive` where the compressed data is damaged or cut off; one that `isBehindTheEnd` where that stands behind what could
* be the end.
*/
async function* decompressArchive(packing, packed) {
	if (packing === "none") yield* packed;
	if (packing === "gzip") yield* unpackGzip(packed);
	if (packing === "bzip2") yield* (await import("./bunzip.js")).unpackBzip2(packed);
	if (packing === "lzma") yield* (await import("./unlzma.js")).unpackLzma(packed);
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
	if (name === "gzip" || name === "x-gzip") return through(createGunzip(ZLIB_OPTIONS), body);
	if (name === "deflate") return through(createInflate(ZLIB_OPTIONS), body);
	if (name === "br") return through(createBrotliDecompress(ZLIB_OPTIONS), body);
}

export { isZlibError as i, decodeContent as n, decompressArchive as r, countUnpacked as t };