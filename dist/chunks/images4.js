import { t as isLoopback } from "./loopback.js";
import { t as parseReference } from "./reference.js";
import { t as plainLine } from "./text.js";
import { c as withRetries, i as inspectImage, r as imageFailure } from "./images.js";
import { t as dockerWords } from "./words.js";
import { t as runProcess } from "./process.js";

// src/engines/podman/images.ts
/**
* Gets an image by reference. Podman notes digests for images that were never in a registry too, so the registry is asked:
* a local image that is the same as the registry's is used, and so is one that is pinned by digest or was built under this
* short name; all others are pulled as MedPerf's client pulls them, because a tag may have moved.
*/
async function pullPodmanImage(command, reference, options) {
	const { signal, warn } = options;
	const { full, isPlain } = fullName(reference);
	const local = await findImage(command, reference);
	const pinned = /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
	if (local !== void 0 && pinned !== void 0) return imageOf(full, local, pinned);
	if (local !== void 0 && !isNamed(local, full)) return imageOf(reference, local);
	const digest = local && await registryDigest(full, local, signal);
	if (local !== void 0 && digest !== void 0) return imageOf(full, local, digest);
	const args = [
		"pull",
		"--quiet",
		...isPlain ? ["--tls-verify=false"] : [],
		full
	];
	const pulled = await withRetries(() => runProcess(command, args, { signal }), options);
	signal.throwIfAborted();
	const now = pulled.code === 0 ? await inspectImage(command, full) : void 0;
	const shown = plainLine(reference);
	if (now !== void 0) {
		if (local !== void 0 && local.Id !== now.Id) warn(`The registry's ${shown} has replaced another image of that name on this machine.`);
		return imageOf(full, now, pinned ?? await registryDigest(full, now, signal) ?? onlyDigest(now, full));
	}
	const reason = dockerWords(pulled.stderr);
	if (local === void 0) throw imageFailure(`the image ${shown} cannot be had: ${reason}`, reason);
	warn(`The image ${shown} could not be pulled (${reason}); the copy of this machine is used.`);
	return imageOf(full, local);
}
/** The pull that `pullPodmanImage` will make; undefined where it makes none. */
async function expectPodmanPull(command, reference) {
	const { full } = fullName(reference);
	const local = await findImage(command, reference);
	if (local === void 0) return { reference: full };
	if (reference.includes("@sha256:") || !isNamed(local, full)) return void 0;
	const digest = onlyDigest(local, full);
	return {
		reference: full,
		...digest === void 0 ? {} : { digest },
		isHere: ({ configDigest }) => configDigest === local.Id
	};
}
const findImage = async (command, reference) => await inspectImage(command, fullName(reference).full) ?? await inspectImage(command, reference);
/** What was built under a short name has no full one. */
const isNamed = ({ RepoTags }, full) => (RepoTags ?? []).includes(full);
/** A reference as Docker understands it: without a registry it is of Docker Hub, which Podman does not assume. */
function fullName(reference) {
	const { host, repository, version, isHub } = parseReference(reference);
	const address = URL.parse(`https://${host}`);
	return {
		full: `${isHub ? "docker.io" : host}/${repository}${version.includes(":") ? "@" : ":"}${version}`,
		isPlain: address !== null && isLoopback(address)
	};
}
/** What the reference points at in its registry, if that is the image of this machine. */
async function registryDigest(reference, { Id }, signal) {
	const { readManifest } = await import("./manifest2.js");
	try {
		const { configDigest, digest } = await readManifest(reference, {
			signal,
			pauses: []
		});
		return configDigest === Id ? digest : void 0;
	} catch {
		signal.throwIfAborted();
		return;
	}
}
/** Podman notes every digest of an image under each of its names, so only a single one is sure. */
function onlyDigest({ RepoDigests }, full) {
	const name = full.replace(/[:@][^/]*$/, "");
	const digests = (RepoDigests ?? []).filter((entry) => entry.startsWith(`${name}@`));
	return digests.length === 1 ? digests[0]?.slice(name.length + 1) : void 0;
}
const imageOf = (reference, { Id, Size }, digest) => ({
	reference,
	id: Id,
	...digest === void 0 ? {} : { digest },
	...Size === void 0 ? {} : { bytes: Size }
});

export { expectPodmanPull, pullPodmanImage };