import { r as readCode, t as ExpectedError } from "./error.js";
import { writeSync } from "node:fs";

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

export { isDiskFull as n, writeAll as r, inDiskWords as t };