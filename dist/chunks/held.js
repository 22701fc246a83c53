import { n as onDisk } from "./byte-name.js";
import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readlinkSync, realpathSync, statSync } from "node:fs";

// src/files/held.ts
/** Linux's flag for a descriptor that stands for a place and opens nothing: no pipe waits, no device notices, no mode forbids. */
const O_PATH = 2097152;
const HAS_DESCRIPTORS = process.platform === "linux" && existsSync("/proc/self/fd");
/** Bytes of the longest path that Linux takes. */
const LONGEST_PATH = 4095;
/** The place of a path, which is a byte name. */
const locateEntry = (path) => ({
	at: path,
	path
});
/** What has a name in a held folder. Throws ENAMETOOLONG where its path is longer than the system takes. */
function locateBelow({ at, path }, name) {
	const below = `${path}/${name}`;
	if (below.length <= LONGEST_PATH) return {
		at: `${at}/${name}`,
		path: below
	};
	throw Object.assign(/* @__PURE__ */ new Error("ENAMETOOLONG: name too long"), { code: "ENAMETOOLONG" });
}
/** Holds what lies at a place; of a link itself, or with `follow` what it leads to. Throws the system's errors. */
function hold({ at, path }, { follow = false } = {}) {
	if (!HAS_DESCRIPTORS) return {
		at,
		path,
		stats: (follow ? statSync : lstatSync)(onDisk(at)),
		[Symbol.dispose]() {}
	};
	const file = openSync(onDisk(at), O_PATH | (follow ? 0 : constants.O_NOFOLLOW));
	return {
		at: `/proc/self/fd/${file}`,
		path,
		stats: fstatSync(file),
		[Symbol.dispose]: () => closeSync(file)
	};
}
/** Where what is held really lies, as a byte name. */
const findReal = ({ at }) => HAS_DESCRIPTORS ? readlinkSync(at, { encoding: "latin1" }) : realpathSync.native(onDisk(at), { encoding: "latin1" });

export { locateEntry as i, hold as n, locateBelow as r, findReal as t };