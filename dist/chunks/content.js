import { t as ROLES } from "./roles.js";
import { t as MedPerfError } from "./error.js";
import { l as folderHash } from "./given.js";
import { t as hashFile } from "./hash-file.js";
import { n as registeredImage } from "./registered.js";
import { t as readManifest } from "./manifest.js";
import { i as isImage, r as pushedBefore } from "./image.js";

// src/registration/content.ts
/**
* What is about to be registered, found out without a container: images from their registries, files from the checkout. A
* file with an address is compared when it is downloaded. Rejects with a MedPerfError.
*/
async function contentOf(benchmark, report, commit) {
	const images = {};
	const additionalFiles = {};
	const imageFiles = {};
	for (const role of ROLES) {
		const component = benchmark.components[role];
		const tested = report.containers.find((container) => container.role === role);
		if (tested !== void 0) images[role] = await imageNow(component, tested, [commit, report.commit]);
		const files = component.additionalFiles && await hashOf(component.additionalFiles);
		if (files !== void 0) additionalFiles[role] = files;
		const file = component.imageFile && await hashOf(component.imageFile);
		if (file !== void 0) imageFiles[role] = file;
	}
	const demoDataset = await hashOf(benchmark.demoDataset.source);
	return {
		images,
		additionalFiles,
		imageFiles,
		...demoDataset === void 0 ? {} : { demoDataset }
	};
}
async function imageNow({ spec, build, registered }, { digest, imageId = "" }, commits) {
	if (spec.type !== "DockerImage") return {};
	if (registered !== void 0) return registeredImage(registered.imageHash);
	if (build !== void 0) {
		await pushedBefore(spec.image, imageId, commits);
		return { imageId };
	}
	const manifest = await readManifest(spec.image);
	if (digest !== void 0) return { digest: manifest.digest };
	return { imageId: isImage(manifest, { id: imageId }) ? imageId : manifest.configDigest ?? manifest.digest };
}
/** As the test hashes it; undefined for what lies elsewhere without a hash in benchmark.yaml. */
async function hashOf(source) {
	if (source.kind !== "path") return source.sha256;
	return source.type === "directory" ? folderHash([source.path]) : (await hashFile(source.path))?.sha256;
}
/** The digests that strangers see now, for a plan without a test; an image that is in no registry yet has none. */
async function publicDigests({ components }, signal) {
	const found = await Promise.all(ROLES.map(async (role) => {
		const { spec, build, registered } = components[role];
		if (registered !== void 0) return [];
		if (spec.type !== "DockerImage" || build !== void 0) return [];
		try {
			const { digest, configDigest } = await readManifest(spec.image, { signal });
			return [[role, { image: {
				digest,
				...configDigest === void 0 ? {} : { imageId: configDigest }
			} }]];
		} catch (error) {
			if (!(error instanceof MedPerfError)) throw error;
			return [];
		}
	}));
	return Object.fromEntries(found.flat());
}

export { publicDigests as n, contentOf as t };