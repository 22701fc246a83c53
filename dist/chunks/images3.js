import { n as StepFailure } from "./failure.js";
import { t as parseReference } from "./reference.js";
import { t as plainLine } from "./text.js";
import { t as readSaved } from "./archive.js";
import { r as imageFailure } from "./images.js";
import { n as findLocal, r as withSaved, t as buildSif } from "./sif-build.js";
import { r as withPlain, t as isSif } from "./plain-archive2.js";
import { t as PLATFORM } from "./pull-size.js";
import { n as openSifCache, t as fileDigest } from "./sif-cache2.js";
import { randomUUID } from "node:crypto";
import { mkdir, stat } from "node:fs/promises";

// src/engines/apptainer/images.ts
/**
* Gets an image by reference as a SIF, converted once per digest. What Docker or Podman built on this machine is taken from
* them; all else is what the registry has now, which is taken from them too where they have the same.
*/
async function convertImage(command, cache, reference, options) {
	const { signal, warn } = options;
	const local = await findLocal(reference);
	if (local?.isOurs) return fromLocal(command, cache, local, options);
	const manifest = await ask(reference, signal);
	if (!(manifest instanceof Error)) return fromRegistry(command, cache, reference, manifest, local, options);
	const reason = plainLine(manifest.message, 500);
	if (local !== void 0) {
		warn(`The image ${plainLine(reference)} could not be looked up (${reason}); the copy of this machine is used.`);
		return fromLocal(command, cache, local, options);
	}
	return fromLogin(command, cache, reference, reason, options);
}
/** What `convertImage` will get from a registry; nothing that Docker or Podman has, or that was converted before. */
async function expectConversion(cache, reference) {
	const local = await findLocal(reference);
	if (local?.isOurs) return void 0;
	return {
		reference,
		isHere: ({ digest, configDigest }) => configDigest === local?.id || cache.has(digest)
	};
}
async function ask(reference, signal) {
	const { readManifest } = await import("./manifest2.js");
	try {
		return await readManifest(reference, {
			signal,
			platform: PLATFORM
		});
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof Error) return error;
		throw error;
	}
}
async function fromLocal(command, cache, local, options) {
	const path = await cache.get(local.id, (part) => saveAndBuild(command, cache, local, part, options));
	return imageOf(path, local.id);
}
async function saveAndBuild(command, { folder }, local, part, options) {
	await withSaved(local, folder, options.signal, (archive) => buildSif(command, `docker-archive:${archive}`, part, {
		...options,
		folder
	}));
}
async function fromRegistry(command, cache, reference, manifest, local, options) {
	const { digest, configDigest, platformDigest } = manifest;
	if (configDigest === void 0) throw new StepFailure("image", `the image ${plainLine(reference)} is not made for this processor`, "Build the image for this processor too (docker buildx build --platform).");
	const path = await cache.get(digest, async (part) => {
		if (local?.id === configDigest) return saveAndBuild(command, cache, local, part, options);
		const source = `docker://${nameOf(reference)}@${platformDigest ?? digest}`;
		return buildSif(command, source, part, {
			...options,
			folder: cache.folder
		});
	});
	return imageOf(path, configDigest, digest);
}
/** With the login that Apptainer or Docker has, an image may still be had; which one it was is not known. */
async function fromLogin(command, cache, reference, reason, options) {
	try {
		const { folder } = cache;
		const path = await openSifCache(folder).get(`unpinned-${randomUUID()}`, (part) => buildSif(command, `docker://${reference}`, part, {
			...options,
			folder
		}));
		return await imageOf(path, await fileDigest(path));
	} catch (error) {
		if (!(error instanceof StepFailure)) throw error;
		throw imageFailure(`the image ${plainLine(reference)} cannot be had: ${reason}`, reason);
	}
}
/** Registry and repository, without tag and digest. */
function nameOf(reference) {
	const { host, repository, isHub } = parseReference(reference);
	return isHub ? repository : `${host}/${repository}`;
}
/** Gives a `docker save` archive as a SIF, converted once per content, and a SIF as it is. */
async function loadFile(command, cache, file, { signal, within, room }) {
	const digest = await fileDigest(file);
	signal.throwIfAborted();
	if (await isSif(file)) return imageOf(file, digest);
	const { id } = await readSaved(file);
	const own = within === void 0 ? cache : openSifCache(within);
	const { folder } = own;
	await mkdir(folder, { recursive: true });
	const path = await own.get(digest, async (part) => {
		await room?.load(file);
		await withPlain(file, folder, (plain) => buildSif(command, `docker-archive:${plain}`, part, {
			signal,
			warn: () => {},
			folder
		}));
	});
	return imageOf(path, id ?? digest);
}
const imageOf = async (reference, id, digest) => ({
	reference,
	id,
	...digest === void 0 ? {} : { digest },
	bytes: (await stat(reference)).size
});

export { convertImage, expectConversion, loadFile };