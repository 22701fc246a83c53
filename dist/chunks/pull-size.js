// src/engines/pull-size.ts
/** A registry that says nothing for so many milliseconds is not waited for. */
const PATIENCE = 1e4;
/** What images for several platforms are asked for. */
const PLATFORM = `linux/${process.arch === "x64" ? "amd64" : process.arch}`;
/** Sizes of what will really come, each image once; a registry that does not answer is not for us to complain about. */
async function readSizes(pulls, signal) {
	const different = new Map(pulls.map((pull) => [pull.reference, pull]));
	return (await Promise.all([...different.values()].map((pull) => sizeOf(pull, signal)))).flatMap((one) => one ?? []);
}
async function sizeOf({ reference, digest, isHere = () => false }, signal) {
	if (digest !== void 0) {
		const { readDigest } = await import("./manifest2.js");
		const now = await quietly(readDigest(reference, patient(signal)), signal);
		if (now === void 0 || now === digest) return void 0;
	}
	const manifest = await askRegistry(reference, signal);
	if (manifest?.bytes === void 0 || await isHere(manifest)) return void 0;
	return {
		reference,
		manifest,
		bytes: manifest.bytes
	};
}
/**
* Bytes that have to be downloaded for images together: a layer that several of them have counts once, and one that is here
* already, as part of another image, not at all. `here` are the digests of what the layers of this machine unpack to.
*/
async function missingBytes(pulls, here, signal) {
	const needed = await Promise.all(pulls.map((pull) => neededLayers(pull, here, signal)));
	const counted = /* @__PURE__ */ new Set();
	let sum = 0;
	for (const [at, { bytes, manifest }] of pulls.entries()) {
		const { layers = [] } = manifest;
		sum += layers.reduce((rest, layer) => rest - layer.bytes, bytes);
		for (const layer of needed[at] ?? []) {
			if (layer.digest !== void 0 && counted.has(layer.digest)) continue;
			if (layer.digest !== void 0) counted.add(layer.digest);
			sum += layer.bytes;
		}
	}
	return sum;
}
/** The layers of an image that are not here. */
async function neededLayers({ reference, manifest }, here, signal) {
	const { layers = [] } = manifest;
	if (here.size === 0) return layers;
	const { readImageConfig } = await import("./image-config.js");
	const unpacked = await quietly(readImageConfig(reference, manifest, patient(signal)), signal);
	return layers.filter((_, at) => !here.has(unpacked?.layers[at] ?? ""));
}
/**
* What a registry has under a reference, for this platform: a question that only makes something better. Undefined where the
* registry wants a login, is silent for long or is none; rejects only when the signal is aborted.
*/
async function askRegistry(reference, signal) {
	const { readManifest } = await import("./manifest2.js");
	return quietly(readManifest(reference, patient(signal)), signal);
}
/** How an image lies in its registry, asked like `askRegistry`. */
async function askMediaType(reference, signal) {
	const { readMediaType } = await import("./manifest2.js");
	return quietly(readMediaType(reference, patient(signal)), signal);
}
const patient = (signal) => ({
	signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
	pauses: [],
	platform: PLATFORM
});
async function quietly(work, signal) {
	try {
		return await work;
	} catch {
		signal.throwIfAborted();
		return;
	}
}

export { readSizes as a, missingBytes as i, askMediaType as n, askRegistry as r, PLATFORM as t };