import { n as isPinned } from "./image-reference.js";
import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { n as collectParts } from "./role.js";
import { r as readManifest } from "./manifest.js";
import { n as pinReference, r as replaceTag } from "./reference.js";
import { i as quoteName } from "./text.js";
import { setTimeout } from "node:timers/promises";

// src/registry/publication.ts
/** The tags that an image of a commit may have: the commit, or where that holds another build already, one that names both. */
const nameTags = (commit, imageId) => [commit, `${commit}-${imageId.replace(/^sha256:/, "").slice(0, 12)}`];
/**
* What a commit's tag holds, for a run that was cut after its push: pulled and tested again, it gives the registration that
* was begun. Undefined where there is nothing that a stranger can read.
*/
async function findPublished(reference, tag, options = {}) {
	const tagged = replaceTag(reference, tag);
	const manifest = await findManifest(tagged, options);
	return manifest?.configDigest === void 0 ? void 0 : describePublished(tagged, manifest);
}
/**
* Reads an image that was in its registry already, and makes sure that the reference still points at what was tested. Rejects
* with an ExpectedError of kind `registry`, also where a stranger cannot read it, or `unreachable`.
*/
async function readTested(reference, { digest, imageId }, options = {}) {
	const manifest = await readManifest(reference, options);
	if (digest === void 0 ? isImage(manifest, imageId ?? "") : digest === manifest.digest) {
		if (imageId === void 0) return describePublished(reference, manifest);
		const found = await findPlatform(reference, manifest, imageId, options);
		return {
			reference,
			digest: manifest.digest,
			imageId: found?.configDigest ?? imageId
		};
	}
	const now = digest === void 0 ? manifest.configDigest ?? manifest.digest : manifest.digest;
	throw new ExpectedError("registry", `\`${reference}\` is no longer what was tested: it was ${digest ?? imageId}, and now it is ${now}`, { hint: "Somebody pushed the tag anew. Let the test run again, and use a tag that nobody moves." });
}
/** What a reference points at; undefined where a stranger sees nothing: the tag is free, or the repository is private or not there yet. */
async function findManifest(reference, options) {
	try {
		return await readManifest(reference, options);
	} catch (error) {
		if ([
			401,
			403,
			404
		].includes(statusOf(error) ?? 0)) return void 0;
		throw error;
	}
}
const statusOf = (error) => error instanceof ExpectedError ? error.status : void 0;
/** Whether a manifest is of an image; with the containerd image store Docker's ID of it is a manifest's digest. */
const isImage = (manifest, imageId) => [
	manifest.configDigest,
	manifest.platformDigest,
	manifest.digest
].includes(imageId);
/** Platforms of one image that are looked through for the one that was tested. */
const MOST_PLATFORMS = 20;
/**
* The ID of the tested image, where what a reference points at has such an image for any platform; else the ID that it has for this
* one.
*/
async function findImageId(reference, manifest, imageId, options = {}) {
	return await findPlatform(reference, manifest, imageId, options) === void 0 ? manifest.configDigest ?? manifest.digest : imageId;
}
/** The manifest as it is for the platform whose image that is. */
async function findPlatform(reference, manifest, imageId, options) {
	if (isImage(manifest, imageId)) return manifest;
	const pinned = pinReference(reference, manifest.digest);
	for (const platform of manifest.platforms.slice(0, MOST_PLATFORMS)) {
		const other = await readManifest(pinned, {
			...options,
			platform
		});
		if (isImage(other, imageId)) return other;
	}
}
/** A manifest as what was published under a reference; rejects one without an image for this platform. */
function describePublished(reference, { digest, configDigest }) {
	if (configDigest !== void 0) return {
		reference,
		digest,
		imageId: configDigest
	};
	throw new ExpectedError("registry", `\`${reference}\` has no image for this platform`, { hint: "Build it for linux/amd64 too." });
}
/** An image that was built and pushed by an earlier job: under the tags of this commit, and of no other. */
async function findPushed(reference, imageId, commit) {
	for (const tag of nameTags(commit, imageId)) {
		const found = await findPublished(reference, tag);
		if (found !== void 0 && [found.imageId, found.digest].includes(imageId)) return found;
	}
	throw new ExpectedError("blocked", `the image that was built and tested as ${reference} is in no registry`, { hint: `In the job that tests, log in to the registry and give the step \`push-images: true\`. By hand: \`docker tag ${imageId} ${replaceTag(reference, "<commit>")}\` and \`docker push\`, with the whole SHA of the commit as tag. It must be readable without a login.` });
}

// src/plan/named-tags.ts
/** What to do about a name that holds another image than the one that was built. */
const NEW_TAG = "Servers of the mlcube era register the configuration as it is, so give `image` there a tag that is new with each change of the image, such as the next version.";
/**
* What stands in the way of pushing what is built under the very name that its configuration has, which is what clients of the mlcube
* era pull (docs/medperf.md 4.1): a tag that holds another image is never moved.
*/
async function foreseeNamedTags({ components }, evidence, signal) {
	return (await Promise.all(collectParts(components).map(async (component) => {
		const { imageId, toPush } = evidence.components[component.role]?.image ?? {};
		return toPush === true ? judgeName(component, imageId, signal) : [];
	}))).flat();
}
async function judgeName({ role, spec }, imageId, signal) {
	const shown = quoteName(spec.image, 300);
	const issue = (severity, code, message, hint = NEW_TAG) => ({
		severity,
		code,
		role,
		hint,
		message: `${role}: ${message}`
	});
	try {
		const there = await findManifest(spec.image, { signal });
		if (there === void 0) return isPinned(spec.image) ? [issue("error", "tag-pinned", `${shown} names one image for good, and nothing that is built can be pushed under it`)] : [];
		if (imageId !== void 0 && isImage(there, imageId)) return [];
		return imageId === void 0 ? [issue("warning", "tag-taken", `${shown} holds an image already: a merge is refused unless it builds the very same`)] : [issue("error", "tag-taken", `${shown} holds another image already, which is not replaced: a container may be registered with it`)];
	} catch (error) {
		signal.throwIfAborted();
		if (!(error instanceof ExpectedError)) throw error;
		const { message, hint } = error;
		const why = `whether ${shown} is free for what is built is not known: ${message}`;
		return [known({
			...issue("warning", "tag-unread", why),
			hint
		})];
	}
}

// src/publish/push.ts
/** A registry may need a moment until it shows what it took; milliseconds. */
const LOOKS = [
	0,
	1e3,
	4e3
];
/**
* Pushes an image that was built and tested here, with the commit as tag, and reads it back as a stranger. Throws an
* ExpectedError where what built it cannot push, and rejects with one where the registry refuses.
*/
function pushTested({ job: { log, signal }, commit, push }, reference, imageId) {
	return publishImage({
		imageId,
		reference,
		commit,
		signal,
		warn: log.say,
		push: push(imageId)
	});
}
/**
* Pushes the tested image with the commit as tag, and reads it back as a stranger would: what is registered is what was
* tested, and everybody can get it. A tag that already holds another image is never moved, because a registered container
* may stand on it (docs/medperf.md 11.4); the image then gets a tag that names it too. Rejects with an ExpectedError of kind
* `registry` or `unreachable`.
*/
async function publishImage(options) {
	const { imageId, reference, commit, warn } = options;
	const byCommit = replaceTag(reference, commit);
	const there = await findManifest(byCommit, options) ?? await pushAndRead(byCommit, options);
	if (isImage(there, imageId)) return describePublished(byCommit, there);
	const byImage = replaceTag(reference, nameTags(commit, imageId)[1]);
	warn(`\`${byCommit}\` holds another build of this commit; this one is pushed as \`${byImage}\`.`);
	const same = await findManifest(byImage, options);
	const found = same !== void 0 && isImage(same, imageId) ? same : await pushAndRead(byImage, options);
	if (isImage(found, imageId)) return describePublished(byImage, found);
	throw new ExpectedError("registry", `\`${byImage}\` is not the image that was tested: the registry has ${found.configDigest ?? found.digest}, and ${imageId} was pushed`, { hint: "Somebody else pushes this tag: let only one run at a time (`concurrency`), and run it again." });
}
/** Pushes the image, and gives what its registry then has under that tag, for a stranger. */
async function pushAndRead(reference, options) {
	const { push } = options;
	await push(reference);
	return readBack(reference, options);
}
async function readBack(reference, options) {
	const { signal } = options;
	for (const wait of LOOKS) {
		if (wait > 0) await setTimeout(wait, void 0, known({ signal })).catch(() => signal?.throwIfAborted());
		const manifest = await readManifest(reference, options).catch((error) => {
			if (error instanceof ExpectedError && error.status === 404) return void 0;
			throw error;
		});
		if (manifest !== void 0) return manifest;
	}
	return readManifest(reference, options);
}

// src/publish/push-named.ts
/**
* Pushes an image that was built and tested here under the very name that its configuration has, and reads it back as a stranger. A
* tag that holds another image is never moved, because a registered container may stand on it. Rejects with an ExpectedError.
*/
async function pushNamed({ job: { log, signal }, push }, reference, imageId) {
	const there = await findManifest(reference, { signal });
	if (there === void 0 && isPinned(reference)) throw new ExpectedError("registry", `nothing can be pushed under ${quoteName(reference, 300)}, a digest`, {
		code: "tag-pinned",
		hint: NEW_TAG
	});
	const found = there ?? await pushAndRead(reference, {
		push: push(imageId),
		signal
	});
	if (!isImage(found, imageId)) throw taken(reference);
	log.say(`${reference} is the image that was tested, for everybody.`);
	return describePublished(reference, found);
}
/** The image that an earlier job pushed under that name. Rejects with an ExpectedError where it did not. */
async function findUnderName(reference, imageId) {
	const there = await findManifest(reference, {});
	if (there !== void 0 && isImage(there, imageId)) return describePublished(reference, there);
	if (there !== void 0) throw taken(reference);
	throw new ExpectedError("blocked", `${quoteName(reference, 300)}, which was built and tested, is in no registry`, {
		code: "tag-missing",
		hint: `Servers of the mlcube era register the configuration as it is, so what was tested has to be there under that name, readable without a login. By hand: \`docker tag ${imageId} ${reference}\` and \`docker push\`. An MLCube is pushed so by the job that tests with \`push-images: true\`.`
	});
}
const taken = (reference) => new ExpectedError("registry", `${quoteName(reference, 300)} holds another image than the one that was built and tested, and is not replaced`, {
	code: "tag-taken",
	hint: NEW_TAG
});

export { findImageId as a, readTested as c, foreseeNamedTags as i, pushNamed as n, findPushed as o, pushTested as r, isImage as s, findUnderName as t };