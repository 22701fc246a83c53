import { r as readCode } from "./error.js";
import { statfsSync } from "node:fs";
import { dirname } from "node:path";

// src/files/free-disk.ts
/**
* Bytes that are free for us on the disk of a folder, which need not exist yet; undefined where the system does not say.
*/
function readFreeBytes(folder) {
	try {
		const { bavail, bsize } = statfsSync(folder);
		return bavail * bsize;
	} catch (error) {
		return readCode(error) === "ENOENT" && dirname(folder) !== folder ? readFreeBytes(dirname(folder)) : void 0;
	}
}

export { readFreeBytes as t };