import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { n as collectParts } from "./role.js";
import { r as hashFolder } from "./tree-hash.js";
import { n as hashFile } from "./hash-file.js";
import { n as registeredImage } from "./registration.js";
import { t as readImageConfig } from "./image-config2.js";
import { r as readManifest } from "./manifest.js";
import { a as findImageId, o as findPushed } from "./push-named.js";
import { n as pinReference } from "./reference.js";

// src/plan/content.ts
/**
* What is about to be registered, found out without a container: images from their registries, files from the checkout. A
* file with an address is compared when it is downloaded. Rejects with an ExpectedError.
*/
async function findContent(benchmark, report, commit) {
	const images = {};
	const additionalFiles = {};
	const imageFiles = {};
	for (const component of collectParts(benchmark.components)) {
		const { role } = component;
		const tested = report.containers.find((container) => container.role === role);
		if (tested !== void 0) images[role] = await imageNow(component, tested, commit);
		const files = component.additionalFiles && await hashOf(component.additionalFiles);
		if (files !== void 0) additionalFiles[role] = files;
		const file = component.imageFile && await hashOf(component.imageFile);
		if (file !== void 0) imageFiles[role] = file;
	}
	const demoDataset = await hashOf(benchmark.demoDataset.source);
	return known({
		images,
		additionalFiles,
		imageFiles,
		demoDataset
	});
}
async function imageNow({ spec, build, registered }, { digest, imageId = "" }, commit) {
	if (spec.type !== "DockerImage") return {};
	if (registered !== void 0) return registeredImage(registered.imageHash);
	if (build !== void 0) {
		await findPushed(spec.image, imageId, commit);
		return { imageId };
	}
	const manifest = await readManifest(spec.image);
	const id = await findImageId(spec.image, manifest, imageId);
	return digest === void 0 ? { imageId: id } : {
		imageId: id,
		digest: manifest.digest
	};
}
/** As the test hashes it; undefined for what lies elsewhere without a hash in benchmark.yaml. */
async function hashOf(source) {
	if (source.kind !== "path") return source.sha256;
	return source.type === "directory" ? hashFolder([source.path]) : (await hashFile(source.path))?.sha256;
}
/** What strangers see of the images now. */
async function readPublicImages({ components }, signal) {
	const found = await Promise.all(collectParts(components).map(async ({ role, spec, build }) => {
		if (spec.type !== "DockerImage" || build !== void 0) return [];
		return [[role, await publicImageOf(spec.image, signal)]];
	}));
	return Object.fromEntries(found.flat());
}
async function publicImageOf(reference, signal) {
	try {
		const manifest = await readManifest(reference, { signal });
		const { digest, configDigest, mediaType } = manifest;
		const platforms = manifest.isIndex ? manifest.platforms : await readOwn(reference, manifest, signal);
		return {
			image: known({
				digest,
				imageId: configDigest
			}),
			platforms,
			mediaType
		};
	} catch (error) {
		if (!(error instanceof ExpectedError)) throw error;
		const { message, hint } = error;
		return { image: { unread: known({
			kind: kindOf(error),
			message,
			hint
		}) } };
	}
}
/** What an image says itself; a registry that does not show that is not complained about. */
async function readOwn(reference, manifest, signal) {
	const pinned = pinReference(reference, manifest.digest);
	const config = await readImageConfig(pinned, manifest, {
		signal,
		pauses: []
	}).catch((error) => {
		if (!(error instanceof ExpectedError)) throw error;
	});
	return config?.platform === void 0 ? [] : [config.platform];
}
/** A registry that is down or limits its readers says nothing about the image. */
function kindOf({ kind, status = 0 }) {
	if (kind === "unreachable" || status === 429 || status >= 500) return "passing";
	return status === 401 || status === 403 ? "private" : "gone";
}

export { readPublicImages as n, findContent as t };