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
	const { readDigest, readManifest } = await import("./manifest2.js");
	const options = () => ({
		signal: patient(signal),
		pauses: [],
		platform: PLATFORM
	});
	if (digest !== void 0) {
		const now = await quietly(readDigest(reference, options()), signal);
		if (now === void 0 || now === digest) return void 0;
	}
	const manifest = await quietly(readManifest(reference, options()), signal);
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
	const { readLayers } = await import("./layers.js");
	const unpacked = await quietly(readLayers(reference, manifest, {
		signal: patient(signal),
		pauses: []
	}), signal);
	return layers.filter((_, at) => !here.has(unpacked?.[at] ?? ""));
}
const patient = (signal) => AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
async function quietly(work, signal) {
	try {
		return await work;
	} catch {
		signal.throwIfAborted();
		return;
	}
}

export { missingBytes as n, readSizes as r, PLATFORM as t };