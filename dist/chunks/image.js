import { t as StepFailure } from "./failure.js";
import { t as plainLine } from "./text.js";
import { c as withRetries, i as inspectImage, r as imageFailure } from "./docker-images.js";
import { t as dockerWords } from "./docker-words.js";
import { t as runProcess } from "./process.js";
import { t as MedPerfError } from "./error.js";
import { t as isMapping } from "./value.js";
import { n as readManifest } from "./manifest.js";
import { n as withTag } from "./reference.js";
import { setTimeout } from "node:timers/promises";

// src/registry/publish.ts
/** A registry may need a moment until it shows what it took; milliseconds. */
const LOOKS = [
	0,
	1e3,
	4e3
];
/**
* Pushes the tested image with the commit as tag, and reads it back as a stranger would: what is registered is what was
* tested, and everybody can get it. A tag that already holds another image is never moved, because a registered container
* may stand on it (contract 8.5); the image then gets a tag that names it too. Rejects with a MedPerfError of kind `registry`
* or `unreachable`.
*/
async function publishImage(options) {
	const { image, reference, commit, warn } = options;
	const byCommit = withTag(reference, commit);
	const there = await lookUp(byCommit, options);
	if (there !== void 0 && isImage(there, image)) return published(byCommit, there);
	if (there === void 0) return pushTo(byCommit, options);
	const byImage = withTag(reference, tagsOf(commit, image.id)[1]);
	warn(`\`${byCommit}\` holds an earlier build of this commit already; this one is pushed as \`${byImage}\`.`);
	const same = await lookUp(byImage, options);
	return same !== void 0 && isImage(same, image) ? published(byImage, same) : pushTo(byImage, options);
}
/** The tags that an image of a commit may have: the commit, or where that holds another build already, one that names both. */
const tagsOf = (commit, imageId) => [commit, `${commit}-${imageId.replace(/^sha256:/, "").slice(0, 12)}`];
/**
* What a commit's tag holds, for a run that was cut after its push: pulled and tested again, it gives the registration that
* was begun. Undefined where there is nothing that a stranger can read.
*/
async function findPublished(reference, tag, options = {}) {
	const tagged = withTag(reference, tag);
	const manifest = await lookUp(tagged, options);
	return manifest?.configDigest === void 0 ? void 0 : published(tagged, manifest);
}
/**
* Reads an image that was in its registry already, and makes sure that the reference still points at what was tested. Rejects
* with a MedPerfError of kind `registry`, also where a stranger cannot read it, or `unreachable`.
*/
async function readTested(reference, { digest, imageId }, options = {}) {
	const manifest = await readManifest(reference, options);
	if (digest === void 0 ? isImage(manifest, { id: imageId ?? "" }) : digest === manifest.digest) return published(reference, manifest);
	const now = digest === void 0 ? manifest.configDigest ?? manifest.digest : manifest.digest;
	throw new MedPerfError("registry", `\`${reference}\` is no longer what was tested: it was ${digest ?? imageId}, and now it is ${now}`, { hint: "Somebody pushed the tag anew. Let the test run again, and use a tag that nobody moves." });
}
async function pushTo(reference, options) {
	const { image, push } = options;
	await push(image.id, reference).catch((error) => {
		if (!(error instanceof StepFailure)) throw error;
		const { message, hint } = error.failure;
		throw new MedPerfError("registry", message, {
			cause: error,
			...hint === void 0 ? {} : { hint }
		});
	});
	const manifest = await readBack(reference, options);
	if (isImage(manifest, image)) return published(reference, manifest);
	throw new MedPerfError("registry", `\`${reference}\` is not the image that was tested: the registry has ${manifest.configDigest ?? manifest.digest}, and ${image.id} was pushed`, { hint: "Somebody else pushes this tag: let only one run at a time (`concurrency`), and run it again." });
}
async function readBack(reference, options) {
	for (const wait of LOOKS) {
		if (wait > 0) await setTimeout(wait, void 0, options.signal === void 0 ? {} : { signal: options.signal });
		const manifest = await readManifest(reference, options).catch((error) => {
			if (statusOf(error) === 404) return void 0;
			throw error;
		});
		if (manifest !== void 0) return manifest;
	}
	return readManifest(reference, options);
}
/** Undefined where a stranger sees nothing: the tag is free, or the repository is private or not there yet. */
async function lookUp(reference, options) {
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
const statusOf = (error) => error instanceof MedPerfError ? error.status : void 0;
/** Whether a manifest is of an image; with the containerd image store Docker's ID of it is a manifest's digest. */
const isImage = (manifest, { id }) => [
	manifest.configDigest,
	manifest.platformDigest,
	manifest.digest
].includes(id);
function published(reference, { digest, configDigest }) {
	if (configDigest !== void 0) return {
		reference,
		digest,
		imageId: configDigest
	};
	throw new MedPerfError("registry", `\`${reference}\` has no image for this platform`, { hint: "Build it for linux/amd64 too." });
}

// src/engines/docker-push.ts
/**
* Pushes a local image, given by its ID, under a reference, with the login that Docker has. Throws a StepFailure of kind
* `image`, or the reason of the signal.
*/
async function pushImage(command, id, reference, options) {
	const { signal, onOutput } = options;
	if (await inspectImage(command, id) === void 0) throw new StepFailure("image", `the image ${plainLine(id, 100)} is no longer on this machine`, "Let nothing remove images while this runs, and run the job again.");
	try {
		const tagged = await runProcess(command, [
			"tag",
			id,
			reference
		], { signal });
		signal.throwIfAborted();
		if (tagged.code !== 0) throw pushFailure(reference, dockerWords(tagged.stderr));
		const push = () => runProcess(command, ["push", reference], {
			signal,
			...onOutput === void 0 ? {} : { onOutput }
		});
		const pushed = await withRetries(push, options);
		signal.throwIfAborted();
		if (pushed.code !== 0) throw pushFailure(reference, dockerWords(pushed.stderr));
	} finally {
		await untag(command, id, reference);
	}
}
/** A tag for each commit would keep every image on a runner that lives on; one that is the image's only name stays. */
async function untag(command, id, reference) {
	const { stdout } = await runProcess(command, [
		"image",
		"inspect",
		"--format",
		"{{len .RepoTags}}",
		id
	]);
	if (Number(stdout) > 1) await runProcess(command, [
		"image",
		"rm",
		"--no-prune",
		reference
	]);
}
function pushFailure(reference, reason) {
	const message = `the image cannot be pushed as ${plainLine(reference, 300)}: ${reason}`;
	const hint = HINTS.find(([pattern]) => pattern.test(reason))?.[1];
	return hint === void 0 ? imageFailure(message, reason) : new StepFailure("image", message, hint);
}
const HINTS = [
	[/write_package/i, "Give this repository the role \"Write\" under \"Manage Actions access\" in the settings of the package, and the job `packages: write`."],
	[/denied|unauthorized|authentication required|no basic auth credentials|forbidden|\b40[13]\b/i, "Log in to the registry with docker/login-action before this step, as somebody who may push there; for ghcr.io the job also needs `packages: write`."],
	[/name unknown|repository .* not exist/i, "Create the repository in the registry first."],
	[/connection refused|no such host|server misbehaving|timeout|dial tcp/i, "Check the name of the registry in `image`, and whether it is up."],
	[/server gave HTTP response to HTTPS client/i, "Only a registry on this machine may speak plain http."]
];

// src/registration/image.ts
/** The image that was tested, in a registry where everybody can read it: one that was built here is pushed first. */
async function publicImage({ role, spec, build }, tested, { job, commit, report, lock }) {
	const imageId = tested?.imageId;
	if (imageId === void 0) throw new MedPerfError("blocked", `${spec.image} was not tested`);
	if (build === void 0) {
		const digest = tested?.digest === void 0 ? {} : { digest: tested.digest };
		const { digest: found } = await readTested(spec.image, {
			imageId,
			...digest
		});
		return {
			digest: found,
			imageId
		};
	}
	const before = await lockedImage({
		role,
		reference: spec.image,
		imageId
	}, lock);
	if (before !== void 0) return before;
	if (job.inputs.mode === "submit") return pushedBefore(spec.image, imageId, [commit, report.commit]);
	return pushTested({
		job,
		commit,
		report
	}, spec.image, imageId);
}
/**
* Pushes an image that was built and tested here, with the commit as tag, and reads it back as a stranger. Rejects with a
* MedPerfError of kind `registry`, `unreachable` or `blocked`.
*/
function pushTested({ job, commit, report }, reference, imageId) {
	const { log, signal } = job;
	const command = pusherOf(report);
	return publishImage({
		image: {
			reference,
			id: imageId
		},
		reference,
		commit,
		signal,
		warn: log.say,
		push: (id, to) => pushImage(command, id, to, {
			signal,
			warn: log.say
		})
	});
}
/** The program that has what was built. */
function pusherOf({ host: { engine = "Docker" } }) {
	if (engine.startsWith("Podman")) return "podman";
	if (engine.startsWith("Docker")) return "docker";
	throw new MedPerfError("blocked", `${engine} built an image, and cannot push it to a registry`, { hint: "Build it with Docker or Podman (`run.runtime`), or push it beforehand and leave `build` away." });
}
/**
* The image of the last merge, where the same one was built again and everybody can still read it: the plan counts on its
* digest, which another push need not give.
*/
async function lockedImage({ role, reference, imageId }, lock) {
	const locked = lock?.components[role];
	const config = locked?.fields["container_config"] ?? null;
	const image = isMapping(config) ? config["image"] : void 0;
	if (locked?.imageId !== imageId || typeof image !== "string") return void 0;
	if (withTag(image, "any") !== withTag(reference, "any")) return void 0;
	try {
		const manifest = await readManifest(image);
		return isImage(manifest, { id: imageId }) && manifest.digest === locked.fields["image_hash"] ? {
			reference: image,
			digest: manifest.digest,
			imageId
		} : void 0;
	} catch (error) {
		if (error instanceof MedPerfError) return void 0;
		throw error;
	}
}
/** An image that was built and pushed by an earlier job, under the tag of one of the commits. */
async function pushedBefore(reference, imageId, commits) {
	const tags = commits.flatMap((commit) => commit === void 0 ? [] : tagsOf(commit, imageId));
	for (const tag of new Set(tags)) {
		const found = await findPublished(reference, tag);
		if (found !== void 0 && [found.imageId, found.digest].includes(imageId)) return found;
	}
	throw new MedPerfError("blocked", `the image that was built and tested as ${reference} is in no registry`, { hint: `In the job that tests, log in to the registry and give the step \`push-images: true\`. By hand: \`docker tag ${imageId} ${withTag(reference, "<commit>")}\` and \`docker push\`, with the whole SHA of the commit as tag. It must be readable without a login.` });
}

export { isImage as i, pushTested as n, pushedBefore as r, publicImage as t };