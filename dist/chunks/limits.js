import { r as readCode, t as ExpectedError } from "./error.js";
import { i as formatBytes } from "./size.js";
import { n as plainLine } from "./text.js";
import { statfsSync } from "node:fs";
import { dirname } from "node:path";

// src/files/disk/free.ts
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

// src/files/disk-floor.ts
const MIB = 1024 ** 2;
/** What is left of a disk for everybody else, or a tenth of what was free where that is less. */
const RESERVE = 512 * MIB;
/** So much is written between two looks at the disk: a look is cheap, but not for each of a million small files. */
const BETWEEN = 16 * MIB;
/** Measures a disk that is about to be written to; undefined where the system does not say what is free. */
function measureFloor(folder) {
	const free = readFreeBytes(folder);
	return free === void 0 ? void 0 : {
		folder,
		free,
		reserve: Math.min(RESERVE, free / 10)
	};
}
/** Guards the disk of a folder against what comes from outside and says itself how much it is. */
function guardDisk(folder) {
	const floor = measureFloor(folder);
	let unseen = 0;
	return (bytes) => {
		unseen += bytes;
		if (floor === void 0 || unseen < Math.min(BETWEEN, floor.reserve)) return;
		const left = readFreeBytes(folder) ?? floor.free;
		if (left - bytes < floor.reserve) throw nearlyFull(floor, left, bytes);
		unseen = 0;
	};
}
const nearlyFull = ({ folder, free }, left, bytes) => new ExpectedError("disk-full", `stopped because the disk of ${plainLine(folder, 300)} is nearly full: ${formatBytes(left)} of the ${formatBytes(free)} that were free are left, and ${formatBytes(bytes)} more are to be written`, { hint: "Free some space, take a runner with a larger disk, or set the input `work-directory` to a disk with more room." });

// src/archive/limits.ts
/** Below so many unpacked bytes the ratio does not count: small archives of empty files are no bombs. */
const RATIO_FLOOR = 67108864;
/** On average an entry's path and the target of a link have so many bytes at most; a list of all of them is kept in memory. */
const NAME_BYTES = 512;
const LEAST_NAMES = 1048576;
/** So many names are looked up on average to follow a link; the links of an archive could pass through one another without end. */
const LOOKUPS = 100;
const LEAST_LOOKUPS = 1e6;
/** A limit that was passed: no further try can end otherwise. */
var PassedLimit = class extends ExpectedError {
	constructor(message, hint) {
		super("archive", message, { hint });
		this.name = "PassedLimit";
	}
};
/**
* Counts what comes and what it unpacks to, and throws a PassedLimit before a limit is passed, or an ExpectedError of kind
* `disk-full` before the disk is.
*/
function createGuard({ maxFiles, maxSize, maxRatio }, { length = 0, folder } = {}) {
	const claim = folder === void 0 ? void 0 : guardDisk(folder);
	let entries = 0;
	let bytes = 0;
	let nameBytes = 0;
	return {
		entry() {
			entries += 1;
			if (entries <= maxFiles) return;
			throw new PassedLimit(`the archive holds more than ${maxFiles.toLocaleString("en")} files and folders`, "Raise the input `max-files` if that many are meant.");
		},
		name(more) {
			nameBytes += more;
			if (nameBytes > NAME_BYTES * maxFiles + LEAST_NAMES) throw new PassedLimit("the paths in the archive are too long to be kept in memory", SHORTER);
		},
		followed: countLookups(maxFiles),
		file(size) {
			bytes += size;
			if (bytes > maxSize) throw tooLarge(maxSize);
			claim?.(size);
		},
		unpacked(came, unpacked) {
			expectRatio(Math.max(came, length), unpacked, maxRatio);
		}
	};
}
/** Counts the names that are looked up for the links among so many entries; throws a PassedLimit. */
function countLookups(entries) {
	let lookups = 0;
	return (names) => {
		lookups += names;
		if (lookups <= LOOKUPS * entries + LEAST_LOOKUPS) return;
		throw new PassedLimit("its links lead through too many others", SHORTER);
	};
}
const SHORTER = "Pack it with shorter paths, or with the files themselves instead of links.";
/** Throws a PassedLimit where so many bytes have become too many. */
function expectRatio(came, unpacked, maxRatio, what = "the archive") {
	if (unpacked < 67108864 || unpacked <= maxRatio * came) return;
	throw new PassedLimit(`${what} unpacks to more than ${maxRatio.toLocaleString("en")} times its size`, "Raise the input `max-ratio` if its contents really are that repetitive.");
}
/** The failure for an archive or file of more than `maxSize` bytes. */
const tooLarge = (maxSize, what = "the archive holds") => new PassedLimit(`${what} more than ${maxSize.toLocaleString("en")} bytes`, "Raise the input `max-size` if that much is meant.");

export { expectRatio as a, measureFloor as c, createGuard as i, readFreeBytes as l, RATIO_FLOOR as n, tooLarge as o, countLookups as r, guardDisk as s, PassedLimit as t };