import { t as isSif } from "./plain-archive2.js";
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

// src/engines/sif-cache.ts
/** How long a converted image that nobody asks for is kept, in milliseconds; the rest of a copy that was broken off a day. */
const DAY = 864e5;
const KEEP = 14 * DAY;
/**
* Opens a folder of converted images. Where `kept` names a folder that outlives the job, they are kept there, for every job that
* can: a file appears there only when it is whole, and goes when nobody has asked for it for 14 days.
*/
function openSifCache(folder, kept = folder) {
	const making = /* @__PURE__ */ new Map();
	const nameOf = (digest) => `${digest.replaceAll(":", "_")}.sif`;
	const fill = async (digest, make) => {
		const name = nameOf(digest);
		const path = join(kept, name);
		if (await isWhole(path)) return path;
		await mkdir(folder, { recursive: true });
		const part = partIn(folder);
		try {
			await make(part);
			return await keep(part, name, folder, kept);
		} finally {
			await rm(part, { force: true });
		}
	};
	return {
		folder,
		has: (digest) => isWhole(join(kept, nameOf(digest))),
		get(digest, make) {
			const made = making.get(digest) ?? fill(digest, make);
			making.set(digest, made);
			made.catch(() => making.delete(digest));
			return made;
		}
	};
}
const partIn = (folder) => join(folder, `.${randomBytes(8).toString("hex")}.sif`);
/** Puts a new image where it is kept; where that cannot be, it serves this run. */
async function keep(part, name, folder, kept) {
	if (kept === folder) return moved(part, join(folder, name));
	try {
		await mkdir(kept, { recursive: true });
		await sweep(kept);
		return await moved(part, join(kept, name)).catch(() => copied(part, kept, name));
	} catch {
		return moved(part, join(folder, name));
	}
}
/** To another disk: a copy that appears under its name when it is whole. */
async function copied(from, kept, name) {
	const copy = partIn(kept);
	try {
		await copyFile(from, copy);
		return await moved(copy, join(kept, name));
	} finally {
		await rm(copy, { force: true });
	}
}
async function moved(from, to) {
	await rename(from, to);
	return to;
}
/** Removes what has not been used for long; another job may do the same at the same time. */
async function sweep(kept) {
	for (const name of await readdir(kept)) {
		const path = join(kept, name);
		const used = await stat(path).catch(() => void 0);
		const age = used === void 0 ? 0 : Date.now() - Math.max(used.atimeMs, used.mtimeMs);
		if (name.endsWith(".sif") && age > (name.startsWith(".") ? DAY : KEEP)) await rm(path, { force: true });
	}
}
/** Whether an image is there, by its first bytes; it is then noted as used. */
async function isWhole(path) {
	try {
		if (!await isSif(path)) return false;
		await utimes(path, /* @__PURE__ */ new Date(), (await stat(path)).mtime).catch(() => {});
		return true;
	} catch {
		return false;
	}
}
/** The SHA-256 of a file with `sha256:`. */
async function fileDigest(path) {
	const hash = createHash("sha256");
	await pipeline(createReadStream(path, { highWaterMark: 1048576 }), hash);
	return `sha256:${hash.digest("hex")}`;
}

export { openSifCache as n, fileDigest as t };