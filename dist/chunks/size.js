// src/words/size.ts
const UNITS = "bkmgtp";
const SIZE = /^(\d+(?:\.\d+)?) ?([bkmgtp])?(?:i?b)?$/i;
/** The same for schemas, which know no flags; and how messages say it. */
const SIZE_PATTERN = /^\d+(?:\.\d+)? ?[bkmgtpBKMGTP]?(?:i?[bB])?$/;
const SIZE_WORDS = "a size such as `512m` or `4g`, or a number of bytes";
/** Bytes of a size as Docker writes it, in powers of 1024: `512m`, `4g`, `1.5GiB`, `65536`; undefined beyond 2^53. */
function sizeInBytes(text) {
	const [, amount, unit = "b"] = SIZE.exec(text.trim()) ?? [];
	if (amount === void 0) return void 0;
	const bytes = Math.floor(Number(amount) * 1024 ** UNITS.indexOf(unit.toLowerCase()));
	return Number.isSafeInteger(bytes) ? bytes : void 0;
}
/** Whether Docker takes the text as a size other than 0. */
const isDockerSize = (text) => (sizeInBytes(text) ?? 0) > 0;
const SHOWN = [
	"B",
	"KiB",
	"MiB",
	"GiB",
	"TiB"
];
/** A number of bytes as people read it, in binary units with two or three digits: `88 MiB`, `2.0 GiB`. */
function formatBytes(bytes) {
	let size = bytes;
	let unit = 0;
	while (size >= 999.5 && unit < SHOWN.length - 1) {
		size /= 1024;
		unit++;
	}
	return `${unit === 0 || size >= 9.95 ? Math.round(size) : size.toFixed(1)} ${SHOWN[unit]}`;
}
/** A size to the byte, and as people read it: `2,048 bytes (2.0 KiB)`. */
const countBytes = (bytes) => bytes < 1e3 ? `${bytes} bytes` : `${bytes.toLocaleString("en")} bytes (${formatBytes(bytes)})`;

export { isDockerSize as a, formatBytes as i, SIZE_WORDS as n, sizeInBytes as o, countBytes as r, SIZE_PATTERN as t };