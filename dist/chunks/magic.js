import { t as readLzmaHeader } from "./header.js";
import { n as badArchive } from "./member.js";

// src/archive/magic.ts
/** So many bytes are enough to tell what an archive is. */
const HEAD = 512;
const TAR_HINT = "MedPerf reads tar archives, plain or compressed with gzip, bzip2, xz or lzma: pack one of these.";
const MAGIC = [
	{
		packing: "gzip",
		bytes: ""
	},
	{
		packing: "bzip2",
		bytes: "BZh"
	},
	{
		packing: "xz",
		bytes: "ý7zXZ\0"
	}
];
const OTHERS = [
	{
		name: "a zip archive",
		bytes: "PK"
	},
	{
		name: "an empty zip archive",
		bytes: "PK"
	},
	{
		name: "compressed with zstd",
		bytes: "(µ/ý"
	},
	{
		name: "a 7z archive",
		bytes: "7z¼¯'"
	},
	{
		name: "a rar archive",
		bytes: "Rar!"
	},
	{
		name: "compressed with compress",
		bytes: ""
	}
];
/**
* How an archive is compressed, by its first bytes (`HEAD`, or all there are) and never by its name. Throws an ExpectedError
* of kind `archive` for what is not a tar archive that MedPerf opens (docs/medperf.md 13.4).
*/
function detectPacking(head) {
	if (head.length === 0) throw badArchive("the archive is empty", "Check the file that is served, and pack it anew.");
	const found = MAGIC.find(({ bytes }) => beginsWith(head, bytes));
	if (found !== void 0) return found.packing;
	const other = OTHERS.find(({ bytes }) => beginsWith(head, bytes));
	if (other !== void 0) throw badArchive(`the file is ${other.name}, not a tar archive`, TAR_HINT);
	if (isTarHeader(head)) return "none";
	if (readLzmaHeader(head) !== void 0) return "lzma";
	throw badArchive("the file is not a tar archive", TAR_HINT);
}
/** Whether a download is a web page: what file sharing sites answer instead of the file. */
function isWebPage(contentType, head) {
	const text = Buffer.from(head.subarray(0, 512)).toString("utf8").replace(/^\ufeff/, "").trimStart().toLowerCase();
	if (text.startsWith("<!doctype html") || text.startsWith("<html")) return true;
	if (!/^\s*(text\/html|application\/xhtml\+xml)/i.test(contentType ?? "")) return false;
	return !MAGIC.some(({ bytes }) => beginsWith(head, bytes)) && !isTarHeader(head);
}
function beginsWith(head, bytes) {
	return head.length >= bytes.length && Buffer.from(head.buffer, head.byteOffset, bytes.length).equals(Buffer.from(bytes, "latin1"));
}
/** A header whose checksum fits, or the zeros of an archive without members. */
function isTarHeader(head) {
	if (head.length < 512) return false;
	let sum = 256;
	for (let at = 0; at < 512; at += 1) if (at < 148 || at >= 156) sum += head[at];
	if (sum === 256) return true;
	const text = Buffer.from(head.subarray(148, 156)).toString("latin1").replace(/\0.*/s, "").trim();
	return /^[0-7]+$/.test(text) && Number.parseInt(text, 8) === sum;
}

export { isWebPage as n, detectPacking as t };