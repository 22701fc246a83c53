import { l as array, v as object, x as string } from "./schemas.js";
import { t as require_tar_stream } from "./tar-stream.js";
import { n as decompress } from "./decompress.js";
import { t as detectPacking } from "./magic.js";
import { n as StepFailure } from "./failure.js";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

// src/engines/docker/archive.ts
var import_tar_stream = require_tar_stream();
const ManifestSchema = array(object({
	Config: string().max(500).optional(),
	RepoTags: array(string().min(1).max(500)).nullish()
})).min(1);
const HINT = "Make it with `docker save NAME:TAG`, by tag: MedPerf takes the image name from it.";
const MANIFEST_LIMIT = 1048576;
/**
* Reads what a `docker save` archive holds, plain or compressed; a StepFailure of kind `image` when it names no tag, of kind
* `archive` when it is no tar archive.
*/
async function readSaved(archive) {
	const text = await readManifest(archive);
	if (text === void 0) throw new StepFailure("image", "the image archive has no manifest.json", HINT);
	const parsed = ManifestSchema.safeParse(parseJson(text));
	if (!parsed.success) throw new StepFailure("image", "the manifest.json of the image archive is not valid", HINT);
	const tag = parsed.data[0]?.RepoTags?.[0];
	if (tag === void 0) throw new StepFailure("image", "the image archive names no tag", HINT);
	const id = /^(?:blobs\/sha256\/)?([0-9a-f]{64})(?:\.json)?$/.exec(parsed.data[0]?.Config ?? "")?.[1];
	return {
		tag,
		...id === void 0 ? {} : { id: `sha256:${id}` }
	};
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
async function readManifest(archive) {
	const packing = detectPacking(await readHead(archive));
	const tar = (0, import_tar_stream.extract)();
	const packed = createReadStream(archive, { highWaterMark: 1048576 });
	pipeline(Readable.from(decompress(packing, packed)), tar).catch(() => {});
	try {
		for await (const entry of tar) {
			const { name, size = 0 } = entry.header;
			if (name === "manifest.json" && size <= MANIFEST_LIMIT) return await readText(entry);
			entry.resume();
		}
		return;
	} catch (error) {
		if (error instanceof StepFailure) throw error;
		throw new StepFailure("archive", "the image archive is damaged: it is not a whole tar archive", HINT, { cause: error });
	} finally {
		packed.destroy();
	}
}
async function readText(stream) {
	const chunks = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks).toString("utf8");
}
async function readHead(path) {
	await using file = await open(path);
	const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(512) });
	return buffer.subarray(0, bytesRead);
}

export { readSaved as t };