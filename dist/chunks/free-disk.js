import { statfsSync } from "node:fs";
import { dirname } from "node:path";

// src/free-disk.ts
/**
* Bytes that are free for us on the disk of a folder, which need not exist yet; undefined where the system does not say.
*/
function freeBytes(folder) {
	try {
		const { bavail, bsize } = statfsSync(folder);
		return bavail * bsize;
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "ENOENT" && dirname(folder) !== folder ? freeBytes(dirname(folder)) : void 0;
	}
}

export { freeBytes as t };