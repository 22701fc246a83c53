import { t as runProcess } from "./process.js";
import { i as inspectImage } from "./inspect.js";
import { setTimeout } from "node:timers/promises";

// src/engines/docker/images/own.ts
/** To remove an image takes as long as its layers are large. */
const TIMEOUT = 6e4;
/** Milliseconds. */
const A_MOMENT = 500;
const BETWEEN_LOOKS = 1e3;
/** No image has more layers. */
const DEEPEST = 500;
/** A tar archive without members: what Docker makes an image without files from. */
const EMPTY = Buffer.alloc(1024);
/**
* Takes away names that a run gave to images. An image that had no other goes with its name, and with it layers that a builder left
* for it alone; one that has another name, or that a container still runs, stays. What is not there is no error. It looks `looks` times,
* because an engine goes on with what it was given when whoever gave it was killed. Never throws.
*/
async function removeNames(names, command, looks = 1) {
	for (let look = 0; names.length > 0 && look < looks; look++) {
		if (look > 0) await setTimeout(BETWEEN_LOOKS);
		await runProcess(command, [
			"image",
			"rm",
			...names
		], { timeout: TIMEOUT });
	}
	for (const kept of names.map(nameKept)) if (await inspectImage(command, kept).catch(() => void 0) !== void 0) await leaveNameless(command, kept);
}
/** By what an image is held that was here without a name, until the one of the run is gone: an engine removes nameless parents too. */
const nameKept = (own) => `${own.replace(/:[^/:]*$/, "")}:kept`;
/** Holds an image that was here without a name, so that it stays when `own` goes, whenever we are killed. */
async function keepNameless(command, id, own) {
	await runProcess(command, [
		"tag",
		id,
		nameKept(own)
	], { timeout: TIMEOUT });
}
/** Holds it no longer: somebody else has given it a name meanwhile. */
async function releaseNameless(command, own) {
	await runProcess(command, [
		"image",
		"rm",
		nameKept(own)
	], { timeout: TIMEOUT });
}
/** Of an image and those that it was made from, the first that was here `before`, if that has no name but `own`. */
async function findTheirs(command, found, before, own) {
	let image = found;
	for (let above = 0; image !== void 0 && above < DEEPEST; above++) {
		if (before.has(image.Id)) return hasName(image, own) ? void 0 : image.Id;
		image = image.Parent ? await inspectImage(command, image.Parent) : void 0;
	}
}
/** The one of these images that is here already, and has no name that would keep it when ours is taken away. */
async function findNameless(command, ids) {
	const look = async () => {
		return (await Promise.all(ids.map((id) => inspectImage(command, id)))).find((image) => image !== void 0 && !hasName(image))?.Id;
	};
	if (await look() === void 0) return void 0;
	await setTimeout(A_MOMENT);
	return look();
}
/** Whether an image has a name besides `own`. */
const hasName = ({ RepoTags, RepoDigests }, own = "") => [...RepoTags ?? [], ...RepoDigests ?? []].some((name) => repositoryOf(name) !== repositoryOf(own));
const repositoryOf = (name) => name.replace(/(?:@.*|:[^/:]*)$/, "");
/** Takes our name from an image that was here without any, and leaves it as it was; Docker knows no such command. */
async function leaveNameless(command, name) {
	if (command === "podman") return void await runProcess(command, [
		"untag",
		name,
		name
	], { timeout: TIMEOUT });
	async function* empty() {
		yield EMPTY;
	}
	if ((await runProcess(command, [
		"import",
		"-",
		name
	], {
		input: empty(),
		timeout: TIMEOUT
	})).code === 0) await removeNames([name], command);
}
/** The IDs of all images, those without a name among them. */
async function listImages(command) {
	const { stdout } = await runProcess(command, [
		"image",
		"ls",
		"--all",
		"--quiet",
		"--no-trunc"
	], { timeout: TIMEOUT });
	return new Set(stdout.split("\n").filter(Boolean));
}

export { listImages as a, keepNameless as i, findTheirs as n, releaseNameless as o, hasName as r, removeNames as s, findNameless as t };