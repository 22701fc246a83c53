import { t as ExpectedError } from "./error.js";
import { r as toBytes, t as fromBytes } from "./byte-name.js";
import { n as plainLine } from "./text.js";

// src/archive/member.ts
/** A member's name as messages show it. */
const showMember = (path) => plainLine(fromBytes(typeof path === "string" ? path : path.join("/")), 200);
/** A failure of kind `archive`: the archive is not what it has to be. */
const badArchive = (message, hint, options) => new ExpectedError("archive", message, {
	hint,
	...options
});
/** What is said of compressed data that ends too early. */
const CUT_OFF = "it is cut off";
/** The failure for compressed data that cannot be decompressed; `why` is a part of a sentence. */
const damagedData = (packing, why, cause) => badArchive(`the ${packing} data of the archive is damaged: ${plainLine(why, 200)}`, "Compare its size and sha256 with the original, and upload or pack it anew.", { cause });
const BEHIND = "bytes-behind-the-end";
/** The same failure, of data that follows compressed data which is whole: who has found the end of the archive need not mind it. */
const behindTheEnd = ({ kind, message, hint, cause }) => new ExpectedError(kind, message, {
	hint,
	cause,
	code: BEHIND
});
const isBehindTheEnd = (error) => error instanceof ExpectedError && error.code === BEHIND;
const PACK_AGAIN = "Pack only files and folders below one folder, for example with `tar czf demo.tar.gz -C folder .`";
/** Reads a header; throws an ExpectedError of kind `archive` for a member that could harm or cannot be unpacked. */
function readMember(header) {
	const name = header.pax?.path === header.name ? toBytes(header.name) : header.name;
	const shown = () => showMember(name);
	if (isSparse(header)) throw badArchive(`${shown()} is stored as a sparse file, which cannot be unpacked here`, "Pack without `--sparse`.");
	const path = splitPath(name, shown);
	const mode = header.mode ?? 420;
	if (header.type === "directory") return {
		kind: "folder",
		path,
		mode
	};
	if (path.length === 0) throw badArchive(`the archive holds a file without a name`, PACK_AGAIN);
	switch (header.type) {
		case "file":
		case "contiguous-file": return {
			kind: "file",
			path,
			mode,
			size: header.size ?? 0
		};
		case "symlink": return {
			kind: "symlink",
			path,
			target: symlinkTarget(header, shown)
		};
		case "link": return {
			kind: "hardlink",
			path,
			target: splitPath(linkName(header), () => `the target of the hard link ${shown()}`)
		};
		case "fifo": throw badArchive(`${shown()} is a named pipe, which is not unpacked`, PACK_AGAIN);
		case "character-device":
		case "block-device": throw badArchive(`${shown()} is a device, which is not unpacked`, PACK_AGAIN);
		default:
			if (header.flag !== void 0) return {
				kind: "file",
				path,
				mode,
				size: header.size ?? 0
			};
			throw badArchive(`${shown()} is a member of a kind that cannot be unpacked here`, PACK_AGAIN);
	}
}
/**
* Whether MedPerf removes a member after unpacking (docs/medperf.md 13.4): the name of it, or of a folder that it lies in,
* begins with `._`, unless that lies in a folder whose name begins with a dot.
*/
function isMacDebris(path) {
	return path.find((name) => name.startsWith("."))?.startsWith("._") ?? false;
}
/** GNU's sparse files, in its own format or in that of PAX. */
function isSparse(header) {
	return header.flag === "S" || Object.keys(header.pax ?? {}).some((key) => key.startsWith("GNU.sparse."));
}
function splitPath(name, shown) {
	if (name.includes("\0")) throw badArchive(`the name ${shown()} holds a NUL byte`, PACK_AGAIN);
	if (name.startsWith("/")) throw badArchive(`${shown()} has an absolute path, which would leave the folder`, PACK_AGAIN);
	const path = name.split("/").filter((part) => part !== "" && part !== ".");
	if (path.includes("..")) throw badArchive(`${shown()} has \`..\` in its path, which can leave the folder`, PACK_AGAIN);
	return path;
}
function symlinkTarget(header, shown) {
	const target = linkName(header);
	if (target === "" || target.includes("\0")) throw badArchive(`the link ${shown()} leads nowhere`, PACK_AGAIN);
	if (target.startsWith("/")) throw leavingLink(shown(), target);
	return target;
}
/** The failure for a link whose target lies outside the unpacked folder. */
function leavingLink(shown, target) {
	return badArchive(`the link ${shown} leads out of the archive, to ${showMember(target)}`, "Pack the file itself instead of the link, for example with `tar --dereference`.");
}
function linkName(header) {
	const name = header.linkname ?? "";
	return header.pax?.linkpath === name ? toBytes(name) : name;
}

export { isBehindTheEnd as a, readMember as c, damagedData as i, showMember as l, badArchive as n, isMacDebris as o, behindTheEnd as r, leavingLink as s, CUT_OFF as t };