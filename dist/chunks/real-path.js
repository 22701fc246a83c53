import { n as onDisk, r as toBytes, t as fromBytes } from "./byte-name.js";
import { realpathSync } from "node:fs";

// src/files/real-path.ts
/**
* Where a path really leads, links followed. Throws the system's errors, and EILSEQ for a place whose name is not UTF-8: its text is
* the name of another place, of which nothing was looked at.
*/
function findRealPath(path) {
	const bytes = findRealBytes(toBytes(path));
	const text = fromBytes(bytes);
	if (toBytes(text) === bytes) return text;
	throw Object.assign(/* @__PURE__ */ new Error("EILSEQ: the path leads to a name that is not UTF-8"), { code: "EILSEQ" });
}
/** The same for byte names, which tell all places apart. */
const findRealBytes = (path) => realpathSync.native(onDisk(path), { encoding: "latin1" });

export { findRealPath as n, findRealBytes as t };