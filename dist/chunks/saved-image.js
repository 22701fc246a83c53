import { t as known } from "./known.js";
import { l as array, v as object, x as string } from "./schemas.js";
import { r as readCode, t as ExpectedError } from "./error.js";
import { n as decompressArchive } from "./decompress.js";
import { t as require_tar_stream } from "./tar-stream.js";
import { t as detectPacking } from "./magic.js";
import { createReadStream, createWriteStream, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { mkdtemp, open, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { text } from "node:stream/consumers";

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

// src/engines/plain-archive.ts
var import_tar_stream = require_tar_stream();
/** Has something done with a tar archive that may be compressed, by somebody who does not decompress; `folder` is for a copy. */
async function withPlain(archive, folder, use) {
	const packing = detectPacking(await readHead(archive));
	if (packing === "none") return use(archive);
	const own = await mkdtemp(join(folder, "medperf-plain-"));
	try {
		const plain = join(own, "image.tar");
		const packed = createReadStream(archive, { highWaterMark: 1048576 });
		await pipeline(Readable.from(decompressArchive(packing, packed)), createWriteStream(plain));
		return await use(plain);
	} finally {
		await rm(own, {
			recursive: true,
			force: true
		});
	}
}
/** The first bytes of a file, which tell what it is. */
async function readHead(path) {
	await using file = await open(path);
	const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(512) });
	return buffer.subarray(0, bytesRead);
}
/** Whether a file is a Singularity image, by its first bytes. */
const isSif = async (path) => Buffer.from((await readHead(path)).subarray(32, 41)).toString("latin1") === "SIF_MAGIC";

// src/engines/answer.ts
/** What a client wrote as JSON; undefined where it is none. */
function parseAnswer(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

// src/engines/saved-image.ts
const ManifestSchema = array(object({
	Config: string().max(500).optional(),
	RepoTags: array(string().min(1).max(500)).nullish()
})).min(1);
const HINT = "Make it with `docker save NAME:TAG`, by tag: MedPerf takes the image name from it.";
const MANIFEST_LIMIT = 1048576;
/**
* Reads what a `docker save` archive holds, plain or compressed; an ExpectedError of kind `image` when it names no tag, of kind
* `archive` when it is no tar archive.
*/
async function readSaved(archive) {
	const text = await readManifest(archive);
	if (text === void 0) throw new ExpectedError("image", "the image archive has no manifest.json", { hint: HINT });
	const parsed = ManifestSchema.safeParse(parseAnswer(text));
	if (!parsed.success) throw new ExpectedError("image", "the manifest.json of the image archive is not valid", { hint: HINT });
	const tag = parsed.data[0]?.RepoTags?.[0];
	if (tag === void 0) throw new ExpectedError("image", "the image archive names no tag", { hint: HINT });
	const id = /^(?:blobs\/sha256\/)?([0-9a-f]{64})(?:\.json)?$/.exec(parsed.data[0]?.Config ?? "")?.[1];
	return known({
		tag,
		id: id && `sha256:${id}`
	});
}
async function readManifest(archive) {
	const packing = detectPacking(await readHead(archive));
	const tar = (0, import_tar_stream.extract)();
	const packed = createReadStream(archive, { highWaterMark: 1048576 });
	pipeline(Readable.from(decompressArchive(packing, packed)), tar).catch(() => {});
	try {
		for await (const entry of tar) {
			const { name, size = 0 } = entry.header;
			if (name === "manifest.json" && size <= MANIFEST_LIMIT) return await text(entry);
			entry.resume();
		}
		return;
	} catch (error) {
		if (error instanceof ExpectedError) throw error;
		throw new ExpectedError("archive", "the image archive is damaged: it is not a whole tar archive", {
			hint: HINT,
			cause: error
		});
	} finally {
		packed.destroy();
	}
}

export { withPlain as a, readHead as i, parseAnswer as n, readFreeBytes as o, isSif as r, readSaved as t };