import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

// src/engines/sif-cache.ts
/** Opens a folder of converted images, which may be another job's too: a file appears there only when it is whole. */
function openSifCache(folder) {
	const making = /* @__PURE__ */ new Map();
	const fill = async (digest, make) => {
		const path = join(folder, `${digest.replaceAll(":", "_")}.sif`);
		if (await exists(path)) return path;
		await mkdir(folder, { recursive: true });
		const part = join(folder, `.${randomBytes(8).toString("hex")}.sif`);
		try {
			await make(part);
			await rename(part, path);
			return path;
		} finally {
			await rm(part, { force: true });
		}
	};
	return {
		folder,
		get(digest, make) {
			const made = making.get(digest) ?? fill(digest, make);
			making.set(digest, made);
			made.catch(() => making.delete(digest));
			return made;
		}
	};
}
const exists = (path) => stat(path).then(() => true, () => false);
/** The SHA-256 of a file with `sha256:`. */
async function fileDigest(path) {
	const hash = createHash("sha256");
	await pipeline(createReadStream(path, { highWaterMark: 1048576 }), hash);
	return `sha256:${hash.digest("hex")}`;
}

export { openSifCache as n, fileDigest as t };