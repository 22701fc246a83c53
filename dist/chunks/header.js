// src/archive/lzma/header.ts
/** Bytes of a header. */
const LZMA_HEADER = 13;
/** What liblzma takes for the size of a file, and not for chance, where it has to guess the format. */
const LARGEST = 2 ** 38;
/**
* Reads the header of LZMA alone as liblzma does, which is what Python's `tarfile` tells it by: it has no magic bytes, so its
* numbers have to be ones that programs write. Undefined for everything else.
*/
function readLzmaHeader(bytes) {
	if (bytes.length <= 13 || bytes[13] !== 0) return void 0;
	const view = new DataView(bytes.buffer, bytes.byteOffset, 13);
	const properties = view.getUint8(0);
	const literalContextBits = properties % 9;
	const literalPositionBits = Math.floor(properties / 9) % 5;
	const positionBits = Math.floor(properties / 45);
	const dictionary = view.getUint32(1, true);
	const size = view.getBigUint64(5, true);
	if (positionBits > 4 || literalContextBits + literalPositionBits > 4) return void 0;
	if (!isUsualDictionary(dictionary)) return void 0;
	const settings = {
		literalContextBits,
		literalPositionBits,
		positionBits,
		dictionary
	};
	if (size === 2n ** 64n - 1n) return settings;
	return size < LARGEST ? {
		...settings,
		size: Number(size)
	} : void 0;
}
/** A power of two, or one and a half, or the largest. */
function isUsualDictionary(bytes) {
	if (bytes === 4294967295) return true;
	if (bytes === 0) return false;
	const power = 2 ** Math.floor(Math.log2(bytes));
	return bytes === power || bytes === power * 1.5;
}

export { readLzmaHeader as t };