import { r as toBytes } from "./byte-name.js";
import { n as plainLine } from "./text.js";
import { C as looseObject, E as record, O as string, T as object, g as array, t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { t as inDiskWords } from "./disk.js";
import { s as parsePlainJson } from "./json.js";
import { r as listJsonTokens } from "./json-text.js";
import { a as isDockerSize, i as formatBytes } from "./size.js";
import { i as createGuard, l as readFreeBytes } from "./limits.js";
import { c as readMember, l as showMember, n as badArchive, t as CUT_OFF } from "./member.js";
import { t as createIntake } from "./intake.js";
import { r as decompressArchive } from "./decompress.js";
import { _ as readText, f as fileBytes, h as killAll, l as writeNote, m as isAlive, n as findChildren, o as openNote, p as findProcess, t as end } from "./notes.js";
import { a as dockerArguments, f as checkBind, n as untilEnded, t as isGone } from "./stop.js";
import { t as runProcess } from "./process.js";
import { a as isVariableName, n as findWordsFault, t as findTextFault } from "./argument.js";
import { t as detectPacking$1 } from "./magic.js";
import { a as refuseSaved, i as refuseForged, r as refuseChanged, s as readHead } from "./input-file.js";
import { a as readSizes, i as missingBytes, t as PLATFORM } from "./pull-size.js";
import { t as imageReferenceFault } from "./image-reference.js";
import { n as initWords, t as cleanDockerWords } from "./words.js";
import { t as parseReference } from "./reference.js";
import { createWriteStream, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join, resolve as resolve$1 } from "node:path";
import { createHash, hash, randomBytes } from "node:crypto";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { Readable } from "node:stream";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { finished as finished$1, pipeline } from "node:stream/promises";

// src/engines/process/run-noted.ts
/** So long a child may live unnoted, and so much is left between two looks that output brings about. */
const BETWEEN_LOOKS$1 = 50;
const BETWEEN_CHUNKS = 5;
/**
* Runs a program of whose containers only its process is known, and has that noted meanwhile. When the signal aborts, all of it
* is ended, and `runNoted` comes back when it has gone; what it leaves when it ends by itself is ended too.
*/
async function runNoted(command, args, noted, { signal, leavesChildren = false, onStart, onOutput, ...options }) {
	const abandoned = new AbortController();
	let kept;
	let ending;
	const stop = () => {
		ending ??= endKept(kept).then((isGone) => {
			if (!isGone) abandoned.abort();
		});
	};
	const client = runProcess(command, args, {
		...options,
		signal: abandoned.signal,
		onOutput(chunk) {
			kept?.lookAgain();
			return onOutput?.(chunk);
		},
		onStart(pid) {
			kept = keepNote(noted, pid, leavesChildren);
			onStart?.(pid);
		}
	});
	if (signal?.aborted) stop();
	signal?.addEventListener("abort", stop, { once: true });
	try {
		return await client;
	} finally {
		signal?.removeEventListener("abort", stop);
		await ending;
		if (leavesChildren) await endKept(kept);
		kept?.forget();
	}
}
const endKept = async (kept) => kept === void 0 || end(kept.look());
/** Notes a process that was just started, and again whenever it has other children; undefined where it has ended already. */
function keepNote({ name, label }, pid, leavesChildren) {
	const found = findProcess(pid);
	if (found === void 0) return void 0;
	const file = openNote(label, name);
	let carrier = {
		...found,
		children: []
	};
	const write = () => {
		if (file !== void 0) writeNote(file, carrier);
	};
	let lookedAt = 0;
	const look = () => {
		lookedAt = performance.now();
		const found = findChildren(carrier.pid);
		const before = carrier.children;
		const here = new Set(found.map(({ pid }) => pid));
		const children = [...before.filter((child) => !here.has(child.pid) && isAlive(child)), ...found];
		if (isSame(children, before)) return carrier;
		carrier = {
			...carrier,
			children
		};
		write();
		return carrier;
	};
	write();
	const timer = leavesChildren ? setInterval(look, BETWEEN_LOOKS$1) : void 0;
	return {
		look,
		lookAgain() {
			if (timer !== void 0 && performance.now() - lookedAt > BETWEEN_CHUNKS) look();
		},
		forget() {
			clearInterval(timer);
			if (file !== void 0) rmSync(file, { force: true });
		}
	};
}
const isSame = (one, other) => one.map(({ pid }) => pid).join() === other.map(({ pid }) => pid).join();

// src/engines/room.ts
/**
* How much an image grows when it is unpacked: images with Python and CUDA have 2.2 to 2.8, and one full of weights hardly
* grows. It is told and warned with; refused is only what cannot fit even if nothing grows.
*/
const GROWTH = 2.5;
/** What has to be free before anything is built, in bytes. */
const LEAST = 512 * 1024 ** 2;
/** The room of an engine. What is not known (the disk, the registry's answer) refuses nothing. */
function openRoom({ store, layers, signal, say = () => {} }) {
	const find = async () => {
		const folder = await store();
		const free = folder === void 0 ? void 0 : readFreeBytes(folder);
		return folder === void 0 || free === void 0 ? void 0 : {
			folder,
			free
		};
	};
	return {
		async pull(images) {
			const place = images.length === 0 ? void 0 : await find();
			if (place === void 0) return;
			const sized = await readSizes(images, signal);
			for (const { reference, bytes } of sized) say(`image ${plainLine(reference)}: ${formatBytes(bytes)} to download, about ${formatBytes(bytes * GROWTH)} unpacked; ${formatBytes(place.free)} are free`);
			if (sized.reduce((sum, { bytes }) => sum + bytes, 0) * 2.5 <= place.free) return;
			const bytes = await missingBytes(sized, await layers(), signal);
			const what = `${named(sized.map(({ reference }) => plainLine(reference)))} ${sizes(bytes)}`;
			refuse(what, bytes, place);
			if (bytes * 2.5 > place.free) say(`${what}: it may not fit`);
		},
		async load(archive) {
			const place = await find();
			if (place === void 0) return;
			const isPacked = await looksPacked(archive);
			if (isPacked === void 0) return;
			const { size } = await stat(archive);
			const about = isPacked ? ` and takes about ${formatBytes(size * GROWTH)} unpacked (an estimate)` : "";
			refuse(`the image archive has ${formatBytes(size)}${about}`, size, place);
		},
		async build() {
			const place = await find();
			if (place !== void 0) refuse(`a build needs ${formatBytes(LEAST)} at least`, LEAST, place);
		}
	};
}
/** Judges builds and pulls before the first of them. */
async function checkTogether(room, coming, pulls) {
	if (coming.some((one) => "context" in one)) await room.build();
	await room.pull(pulls);
}
const named = (names) => names.length === 1 ? `the image ${names[0]} is` : `the images ${names.slice(0, -1).join(", ")} and ${names.at(-1)} are together`;
const sizes = (bytes) => `${formatBytes(bytes)} to download and about ${formatBytes(bytes * GROWTH)} unpacked (an estimate)`;
/** Whether a tar archive is compressed; undefined for what is none, which whoever loads it will say. */
async function looksPacked(archive) {
	try {
		return detectPacking$1(await readHead(archive)) !== "none";
	} catch {
		return;
	}
}
/** Throws where `bytes` do not fit; `what` is a sentence's beginning. */
function refuse(what, bytes, { folder, free }) {
	if (bytes <= free) return;
	throw new ExpectedError("disk-full", `${what}, and ${formatBytes(free)} are free in ${plainLine(folder)}`, { hint: "Free disk space before this step (`docker system prune --all`), use a runner with a larger disk, or make the image smaller." });
}

// src/engines/saved/strict-json.ts
/**
* What JSON says, where nobody can read it in another way: Go, in which the engines are written, takes `config` for `Config` and mixes
* keys that come twice, where Python and we take the last. Undefined for what is no JSON, for two such keys in one object, all or only
* `these`, and for one of the `keys` that is written otherwise.
*/
function parseStrictly(text, keys, once = "all") {
	let value;
	try {
		value = parsePlainJson(text);
	} catch {
		return;
	}
	const wanted = new Map(keys.map((key) => [fold(key), key]));
	const open = [];
	for (const token of listJsonTokens(text)) if (token === "{") open.push(/* @__PURE__ */ new Set());
	else if (token === "}") open.pop();
	else if (typeof token !== "string") {
		const folded = fold(token.key);
		const seen = open.at(-1);
		if (seen?.has(folded) || (wanted.get(folded) ?? token.key) !== token.key) return void 0;
		if (once === "all" || wanted.has(folded)) seen?.add(folded);
	}
	return value;
}
/** One spelling for all that Go takes for the same, among them the long s and the sign of Kelvin. */
const fold = (key) => key.toUpperCase().toLowerCase();

// src/engines/saved/index-json.ts
const DescriptorSchema = object({
	mediaType: string().nullish(),
	digest: string(),
	platform: looseObject({
		architecture: string().optional(),
		os: string().optional()
	}).nullish(),
	annotations: record(string(), string()).nullish()
});
const ManifestSchema$1 = object({
	config: DescriptorSchema.nullish(),
	layers: array(DescriptorSchema).max(1e3).nullish(),
	manifests: array(DescriptorSchema).max(1e3).nullish()
});
/** The keys of a name: Docker's own, and the one of the OCI, which Docker takes where there is no other. */
const IMAGE_NAME = "io.containerd.image.name";
const REF_NAME = "org.opencontainers.image.ref.name";
const KEYS = [...[
	"mediaType",
	"digest",
	"platform",
	"annotations",
	"config",
	"layers",
	"manifests"
], ...[
	"architecture",
	"os",
	IMAGE_NAME,
	REF_NAME
]];
/** Reads an index or a manifest. Throws an ExpectedError of kind `image` where it is neither, or not to everybody the same. */
function parseIndex(json) {
	const parsed = ManifestSchema$1.safeParse(parseStrictly(json?.toString() ?? "", KEYS));
	if (parsed.success) return parsed.data;
	throw refuseForged("has an index.json that is not valid");
}

// src/engines/saved/own-platform.ts
/** An attestation is of the platform `unknown`. */
const OTHERS$1 = {
	os: [
		"windows",
		"darwin",
		"freebsd",
		"unknown"
	],
	architecture: [...[
		"386",
		"amd64",
		"arm",
		"arm64",
		"loong64",
		"mips64le",
		"ppc64le",
		"riscv64",
		"s390x",
		"unknown"
	]]
};
/** What an engine takes where it finds nothing of the machine's own. */
const KIN = {
	amd64: "386",
	arm64: "arm"
};
const [, OWN = ""] = PLATFORM.split("/");
/** Whether it names another platform in so many words: engines know more of them (`x86_64`), and those may be ours. */
function isOther(platform) {
	const { os = "", architecture = "" } = platform ?? {};
	return OTHERS$1.os.some((one) => one === os) || OTHERS$1.architecture.some((one) => one === architecture && one !== OWN);
}
/** Of the images that an index leads to, those that an engine on this machine may choose. */
function keepOwn(images) {
	const isOurs = images.some(isExact) ? () => false : isKin;
	return images.filter((image) => !isOther(image.platform) || isOurs(image));
}
/** Whether every engine on this machine takes it before one for a kindred processor. */
function isExact({ platform, annotations }) {
	const { os, architecture, variant = "", ...others } = platform ?? {};
	return os === "linux" && architecture === OWN && (variant === "" || OWN === "arm64" && variant === "v8") && Object.keys(others).length === 0 && Object.keys(annotations ?? {}).every((key) => !key.startsWith("vnd.docker.reference."));
}
const isKin = ({ platform }) => platform?.architecture === KIN[OWN] && !OTHERS$1.os.some((one) => one === platform?.os);

// src/engines/saved/indexed-images.ts
/** Indexes in indexes. */
const DEEPEST$1 = 4;
const LAYER = /^application\/vnd\.(?:oci\.image\.layer|docker\.image\.rootfs\.diff)\./;
/** The images that a descriptor leads to and that are there, for whatever platform: Docker looks through all of them. */
function listIndexed(members, descriptor, depth = 0) {
	const { digest, platform, annotations } = descriptor;
	const blob = members.findBlob(digest);
	if (blob === void 0 && depth > 0 && isOther(platform)) return [];
	if (depth > DEEPEST$1 || blob === void 0) throw refuseForged(`does not hold ${plainLine(digest, 100)}, which its index.json names`);
	const { config, layers, manifests } = parseIndex(blob.json);
	const below = (manifests ?? []).flatMap((one) => listIndexed(members, one, depth + 1));
	if (config == null) return below;
	const kept = (layers ?? []).filter(({ mediaType }) => LAYER.test(mediaType ?? ""));
	return [...below, {
		platform,
		annotations,
		config: config.digest,
		layers: kept.map((one) => one.digest)
	}];
}

// src/engines/saved/same-name.ts
/** Whether two tags are the same one to an engine: Docker Hub's registry and namespace need not be written. */
function isSameName(one, other) {
	if (imageReferenceFault(one) !== void 0 || imageReferenceFault(other) !== void 0) return one === other;
	const [left, right] = [one, other].map(parseReference);
	return left?.host === right?.host && left?.repository === right?.repository && left?.version === right?.version;
}
/** A tag as containerd calls it: with its registry, and Docker Hub's namespace. */
function wholeName(tag) {
	const { host, repository, version, isHub } = parseReference(tag);
	return `${isHub ? "docker.io" : host}/${repository}:${version}`;
}

// src/engines/saved/check-index.ts
/**
* Docker from 25 on writes a second table of contents, index.json, and with containerd's store reads that alone. Throws an
* ExpectedError of kind `image` where it means another image by the tag, or none.
*/
function checkIndex(members, named) {
	const index = members.find("index.json");
	if (index === void 0) return;
	const shown = plainLine(named.tag, 200);
	const { manifests } = parseIndex(index.json);
	const meant = (manifests ?? []).filter(({ annotations }) => [IMAGE_NAME, REF_NAME].some((key) => annotations?.[key] !== void 0 && isSameName(annotations[key], named.tag)));
	const lists = meant.map((descriptor) => keepOwn(listIndexed(members, descriptor)));
	const isMeant = (images) => images.length > 0 && images.every(({ config }) => config === named.configDigest);
	if (lists.length === 0 || !lists.every(isMeant)) throw refuseForged(`means another image by ${shown} in its index.json than in its manifest.json`);
	if (lists.flat().some(({ layers }) => layers.join() !== named.layers.join())) throw refuseForged(`has other layers of ${shown} in its index.json than in its manifest.json`);
	const whole = wholeName(named.tag);
	if (!meant.some((descriptor) => nameOf(descriptor) === whole)) throw refuseForged(`does not call ${shown} by its whole name in its index.json, ${plainLine(whole, 200)}`);
}
/** The names in an archive's index.json of images for this machine that are not this one. */
function listOthersIndexed(members, configDigest) {
	const index = members.find("index.json");
	if (index === void 0) return [];
	return (parseIndex(index.json).manifests ?? []).flatMap((descriptor) => {
		const own = keepOwn(listWhole(members, descriptor)).filter(({ platform }) => !isOther(platform));
		return own.length > 0 && own.every(({ config }) => config !== configDigest) ? [nameOf(descriptor) ?? descriptor.digest] : [];
	});
}
/** Nothing of one that is not whole, which is no trouble where it is not the one that runs. */
function listWhole(members, descriptor) {
	try {
		return listIndexed(members, descriptor);
	} catch (error) {
		if (error instanceof ExpectedError) return [];
		throw error;
	}
}
/** The name that containerd gives to an image. */
const nameOf = ({ annotations }) => annotations?.["io.containerd.image.name"] || annotations?.["org.opencontainers.image.ref.name"];

// src/engines/saved/choose.ts
const ManifestSchema = array(object({
	Config: string().max(500),
	RepoTags: array(string().min(1).max(500)).nullish(),
	Layers: array(string().max(500)).max(1e3).nullish()
})).min(1).max(1e3);
const ConfigSchema = object({ rootfs: object({ diff_ids: array(string()).nullish() }) });
/**
* Chooses the first image of an archive, under its first tag (docs/medperf.md 14.2), where everybody who loads the archive gets the same one
* of that tag. Throws an ExpectedError of kind `image` for an archive that does not say, or that `docker save` cannot have made.
*/
function chooseImage(members, needsTag) {
	const images = readManifest(members);
	const [first] = images;
	if (first === void 0) throw refuseSaved("holds no image");
	const tag = first.RepoTags?.[0];
	if (tag === void 0 && needsTag) throw refuseSaved("names no tag");
	const config = readConfig(members, first.Config);
	const configDigest = `sha256:${hash("sha256", config)}`;
	const chosen = known({
		config,
		configDigest,
		among: findOthers(members, images, configDigest)
	});
	checkNamed(first.Config, chosen.configDigest);
	const { rootfs } = parseConfig(config);
	const layers = findLayers(members, first.Layers ?? [], rootfs.diff_ids ?? []);
	if (tag === void 0) return {
		...chosen,
		layers
	};
	if (imageReferenceFault(tag) !== void 0) throw refuseSaved(`names the tag ${plainLine(tag, 200)}, which is none`);
	for (const { Config, RepoTags } of images) if (Config !== first.Config && RepoTags?.some((other) => isSameName(other, tag))) throw refuseForged(`names two images ${plainLine(tag, 200)}`);
	checkIndex(members, {
		tag,
		configDigest: chosen.configDigest,
		layers: layers.map(({ digest }) => digest)
	});
	return {
		...chosen,
		tag,
		layers
	};
}
/** What is no image that was chosen, by manifest.json, and by the index.json that newer engines read. */
function findOthers(members, [first, ...more], configDigest) {
	const named = more.filter(({ Config }) => Config !== first?.Config).map(({ Config, RepoTags }) => RepoTags?.[0] ?? Config);
	const indexed = listOthersIndexed(members, configDigest).filter((one) => !named.some((other) => isSameName(one, other)));
	const others = [...new Set([...named, ...indexed].map((one) => plainLine(one, 200)))];
	const name = plainLine(first?.RepoTags?.[0] ?? configDigest, 200);
	return others.length === 0 ? void 0 : {
		first: name,
		others
	};
}
function readManifest(members) {
	const file = members.find("manifest.json");
	if (file === void 0) throw refuseSaved("has no manifest.json");
	const text = file.json?.toString() ?? "";
	const parsed = ManifestSchema.safeParse(parseStrictly(text, [
		"Config",
		"RepoTags",
		"Layers"
	]));
	if (parsed.success) return parsed.data;
	throw refuseSaved("has a manifest.json that is not valid");
}
function readConfig(members, name) {
	const json = members.find(name)?.json;
	if (json !== void 0) return json;
	throw refuseForged(`has no configuration at ${plainLine(name, 200)}, where its manifest.json says`);
}
function parseConfig(config) {
	const parsed = ConfigSchema.safeParse(parseStrictly(config.toString(), ["rootfs", "diff_ids"], "these"));
	if (parsed.success) return parsed.data;
	throw refuseForged("has a configuration that is not valid");
}
/** `docker save` calls the configuration by its hash. */
function checkNamed(name, digest) {
	const named = /^(?:.*\/)?([0-9a-f]{64})(?:\.json)?$/.exec(name)?.[1];
	if (named === void 0 || digest === `sha256:${named}`) return;
	throw refuseForged(`calls its configuration ${named.slice(0, 12)}…, and it is ${digest.slice(7, 19)}…`);
}
function findLayers(members, names, wanted) {
	if (names.length !== wanted.length) throw refuseForged(`has ${names.length} layers, and its configuration names ${wanted.length}`);
	return names.map((name, at) => {
		const layer = members.find(name);
		if (layer === void 0) throw refuseForged(`has no layer at ${plainLine(name, 200)}, where its manifest.json says`);
		if (layer.isSparse) throw refuseForged(`has a sparse file in its layer at ${plainLine(name, 200)}`);
		if (layer.unpacked === wanted[at]) return layer;
		throw refuseForged(`has another layer at ${plainLine(name, 200)} than its configuration says`);
	});
}

// src/engines/saved/layer-packing.ts
const PIECE = 262144;
const UNPACKERS = {
	gzip: () => createGunzip({ chunkSize: PIECE }),
	zstd: () => createZstdDecompress({ chunkSize: PIECE })
};
/** Unpacks a layer to its very end, through all its parts, as engines do; `take` gets what comes out. */
function unpackLayer(packing, take) {
	let refused;
	const open = () => openPart(UNPACKERS[packing](), (chunk) => {
		if (refused !== void 0) return false;
		try {
			take(chunk);
			return true;
		} catch (error) {
			refused = { error };
			return false;
		}
	});
	let part = open();
	let isSound = true;
	const check = () => {
		if (refused !== void 0) throw refused.error;
	};
	return {
		async add(chunk) {
			for (let rest = chunk; isSound && rest.length > 0;) {
				const left = await part.write(rest);
				check();
				if (left === 0) return;
				rest = rest.subarray(rest.length - left);
				isSound = packing === "zstd" && await part.end();
				check();
				if (isSound) part = open();
			}
		},
		async end() {
			const isWhole = isSound && await part.end();
			check();
			return isWhole;
		},
		close: () => part.close()
	};
}
function openPart(unpacker, take) {
	const isWhole = finished$1(unpacker).then(() => true, () => false);
	unpacker.on("data", (chunk) => {
		if (!take(chunk)) unpacker.destroy();
	});
	let given = 0;
	return {
		async write(chunk) {
			const written = new Promise((resolve) => unpacker.write(chunk, () => resolve()));
			given += chunk.length;
			if (!unpacker.destroyed) await Promise.race([written, isWhole]);
			return unpacker.errored === null ? given - unpacker.bytesWritten : chunk.length;
		},
		async end() {
			if (!unpacker.destroyed) unpacker.end();
			return isWhole;
		},
		close: () => void unpacker.destroy()
	};
}

// src/archive/tar/header.ts
/** Undefined for the block of zeros that ends an archive; throws an ExpectedError of kind `archive` for what is no header. */
function decodeHeader(block) {
	const sum = block.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
	if (sum === 256) return void 0;
	if (readNumber(block.subarray(148, 156)) !== sum) throw damagedTar("where a member should begin there is something else");
	const isPosix = block.toString("latin1", 257, 265) === "ustar\x0000";
	const prefix = readField(block.subarray(345, 500));
	if (!isPosix && prefix !== "") throw damagedTar("a name in it is not where it should be");
	const name = readField(block.subarray(0, 100));
	return {
		name: prefix === "" ? name : `${prefix}/${name}`,
		target: readField(block.subarray(157, 257)),
		size: readNumber(block.subarray(124, 136)),
		flag: block[156] === 0 ? "0" : String.fromCharCode(block[156])
	};
}
/** Reads a PAX header: records of `LENGTH KEY=VALUE\n`, the length in bytes and counting itself. */
function readPax(bytes) {
	const found = /* @__PURE__ */ new Map();
	for (let at = 0; at < bytes.length;) {
		const [, digits = ""] = /^([1-9]\d{0,7}) /.exec(bytes.toString("latin1", at, at + 10)) ?? [];
		const end = at + Number(digits);
		const record = bytes.toString("latin1", at + digits.length + 1, end - 1);
		const cut = record.indexOf("=");
		if (digits === "" || end > bytes.length || bytes[end - 1] !== 10 || cut < 1) throw damagedTar("a header in it is broken");
		const key = record.slice(0, cut);
		if (found.has(key)) throw damagedTar("a header in it says a thing twice");
		if (key.startsWith("GNU.sparse.")) throw damagedTar("a file in it is stored as a sparse file");
		found.set(key, record.slice(cut + 1));
		at = end;
	}
	const size = found.get("size");
	if (size !== void 0 && !/^\d{1,15}$/.test(size)) throw damagedTar("a header in it is broken");
	return known({
		path: found.get("path"),
		linkpath: found.get("linkpath"),
		size: size === void 0 ? void 0 : Number(size)
	});
}
/** Bytes up to the first NUL, as a byte name. */
function readField(field) {
	const end = field.indexOf(0);
	return field.toString("latin1", 0, end === -1 ? field.length : end);
}
/** Octal digits, or, with the first bit set, a number in bytes. */
function readNumber(field) {
	if (field[0] === 128) {
		const number = field.subarray(1).reduce((all, byte) => all * 256 + byte, 0);
		if (Number.isSafeInteger(number)) return number;
	}
	const text = field.toString("latin1").replace(/[\0 ]+$/, "").trimStart();
	if (/^[0-7]*$/.test(text)) return text === "" ? 0 : Number.parseInt(text, 8);
	throw damagedTar("a number in it is none");
}
/** The failure for a tar archive that cannot be read, or not by everybody in the same way; `why` is a part of a sentence. */
const damagedTar = (why) => badArchive(`the archive is damaged: ${why}`, "Compare its size and sha256 with the original, and pack or upload it anew.");

// src/engines/saved/sparse.ts
const BLOCK$2 = 512;
/** Of a header in front of a header, in bytes: Go reads none that is longer. */
const LONGEST$2 = 1048576;
/** Links, devices, folders and FIFOs, which have no data whatever their size says. */
const WITHOUT_DATA = "123456";
/** Goes from header to header as Go does, in which the engines are written, and stops where Go does. */
function watchSparse() {
	let found = false;
	/** What the header in front of a header says. */
	let size;
	const nextHeader = () => ({
		bytes: BLOCK$2,
		isKept: true,
		read: readHeader
	});
	const skip = (bytes) => bytes === 0 ? nextHeader() : {
		bytes,
		isKept: false,
		read: nextHeader
	};
	const find = () => {
		found = true;
	};
	function readHeader(block) {
		const own = readSize(block.subarray(124, 136));
		if (own === void 0 || !isHeader(block)) return void 0;
		const flag = String.fromCharCode(block[156] ?? 0);
		if (flag === "x" && own > 0) return own > LONGEST$2 ? void 0 : {
			bytes: own,
			isKept: true,
			read: readExtension
		};
		if ("xgLK".includes(flag)) return skip(upToBlock(own));
		const bytes = size ?? own;
		size = void 0;
		if (flag === "S" || flag === "\0" && bytes > 0) return find();
		return skip(WITHOUT_DATA.includes(flag) ? 0 : upToBlock(bytes));
	}
	function readExtension(bytes) {
		try {
			size = readPax(bytes).size;
		} catch {
			return find();
		}
		return skip(upToBlock(bytes.length) - bytes.length);
	}
	let portion = nextHeader();
	let left = BLOCK$2;
	let kept = [];
	return {
		see(chunk) {
			for (let rest = chunk; rest.length > 0 && portion !== void 0;) {
				const taken = rest.subarray(0, left);
				rest = rest.subarray(taken.length);
				left -= taken.length;
				if (portion.isKept) kept.push(taken);
				if (left > 0) return;
				portion = portion.read(Buffer.concat(kept));
				left = portion?.bytes ?? 0;
				kept = [];
			}
		},
		get found() {
			return found;
		}
	};
}
const upToBlock = (bytes) => Math.ceil(bytes / BLOCK$2) * BLOCK$2;
/** Whether the sum of its bytes is the one that it says; a block of zeros, which ends an archive, has none. */
function isHeader(block) {
	const sums = [0, 0];
	for (const [at, byte] of block.entries()) {
		const counted = at >= 148 && at < 156 ? 32 : byte;
		sums[0] = (sums[0] ?? 0) + counted;
		sums[1] = (sums[1] ?? 0) + (counted > 127 ? counted - 256 : counted);
	}
	const said = readSize(block.subarray(148, 156));
	return said !== void 0 && said !== 0 && sums.includes(said);
}
/** A number as Go reads it: octal digits between spaces and NULs, or bytes; undefined for what is none. */
function readSize(field) {
	const first = field[0] ?? 0;
	if (first >= 128) {
		const number = [first & 127, ...field.subarray(1)].reduce((all, byte) => all * 256 + byte, 0);
		return first < 192 && Number.isSafeInteger(number) ? number : void 0;
	}
	const [digits = ""] = field.toString("latin1").replace(/^[ \0]+|[ \0]+$/g, "").split("\0");
	if (digits === "") return 0;
	return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : void 0;
}

// src/engines/saved/layer.ts
/** So many bytes tell how a layer is packed; they may come one by one. */
const HEAD = 6;
/**
* Layers may be compressed, and the configuration of an image has the digests of what they unpack to. `made` is told how many bytes
* that is, as they come; what it throws comes out of here.
*/
function readLayer(made) {
	const [hash, unpackedHash] = [createHash("sha256"), createHash("sha256")];
	const sparse = watchSparse();
	const take = (chunk) => {
		unpackedHash.update(chunk);
		sparse.see(chunk);
	};
	let head = Buffer.alloc(0);
	let packing = "none";
	let unpacking;
	const pass = async (chunk) => {
		if (packing === "none") take(chunk);
		else await unpacking?.add(chunk);
	};
	const begin = async (bytes) => {
		head = void 0;
		packing = detectPacking(bytes);
		if (packing === "gzip" || packing === "zstd") unpacking = unpackLayer(packing, (chunk) => {
			made(chunk.length);
			take(chunk);
		});
		await pass(bytes);
	};
	return {
		async add(chunk) {
			hash.update(chunk);
			if (head === void 0) return pass(chunk);
			head = Buffer.concat([head, chunk]);
			if (head.length >= HEAD) await begin(head);
		},
		async end() {
			if (head !== void 0) await begin(head);
			const digest = `sha256:${hash.digest("hex")}`;
			const unpacked = packing === "none" || (await unpacking?.end() ?? false) ? `sha256:${unpackedHash.digest("hex")}` : void 0;
			return known({
				digest,
				unpacked,
				packing: packing === "other" ? "none" : packing,
				isSparse: sparse.found
			});
		},
		close: () => unpacking?.close()
	};
}
/** Bzip2, xz, and zstd behind a frame that is skipped: engines unpack these too, and nobody packs a layer so. */
const OTHERS = /^(?:425a68|fd377a585a00|5.2a4d18)/;
function detectPacking(head) {
	const start = head.toString("hex", 0, HEAD);
	if (start.startsWith("1f8b")) return "gzip";
	if (start.startsWith("28b52ffd")) return "zstd";
	return OTHERS.test(start) ? "other" : "none";
}

// src/engines/saved/members.ts
/** More links than this on one way are a loop. */
const HOPS = 8;
/** Bytes of a path or of a link's target, and names in a path: `docker save` has 75 and three, and a table of contents may name 500. */
const LONGEST$1 = 1e3;
const DEEPEST = 16;
/** Bytes of all paths and targets that are kept, those of folders around a file among them. */
const MOST_KEPT = 64 * 1024 ** 2;
/** Begins the list of what an archive holds, for whoever reads it member by member. */
function createMembers() {
	const nodes = /* @__PURE__ */ new Map();
	const files = /* @__PURE__ */ new Map();
	const blobs = /* @__PURE__ */ new Map();
	let kept = 0;
	const note = (path, node) => {
		const target = typeof node === "string" ? "" : node.target;
		if (path.length > DEEPEST || Math.max(path.join("/").length, target.length) > LONGEST$1) throw refuseForged(`holds ${showMember(path)}, whose path is too long`);
		kept += target.length;
		for (let depth = 1; depth < path.length; depth++) place(path.slice(0, depth), "folder");
		if (path.length > 0) place(path, node);
	};
	const place = (path, node) => {
		const name = path.join("/");
		const before = nodes.get(name);
		if (before !== void 0 && !(before === "folder" && node === "folder")) throw refuseForged(`holds ${showMember(name)} twice`);
		if (before === void 0) kept += name.length;
		if (kept > MOST_KEPT) throw refuseForged("holds more names than the files of an image have");
		nodes.set(name, node);
	};
	return {
		note(member) {
			if (member.kind === "hardlink") throw refuseForged(`holds the hard link ${showMember(member.path)}`);
			note(member.path, member.kind === "symlink" ? { target: member.target } : member.kind);
		},
		add(path, file) {
			files.set(path.join("/"), file);
			blobs.set(file.digest, file);
		},
		findBlob: (digest) => blobs.get(digest),
		find(name) {
			let path = resolve([], toBytes(name));
			for (let hop = 0; path !== void 0 && hop < HOPS; hop++) {
				const node = nodes.get(path.join("/"));
				if (node === "file") return files.get(path.join("/"));
				if (node === void 0 || node === "folder") return void 0;
				path = resolve(path.slice(0, -1), node.target);
			}
		}
	};
}
/** A path from a folder; undefined for one that leaves the archive. */
function resolve(folder, path) {
	if (path.startsWith("/")) return void 0;
	const at = [...folder];
	for (const part of path.split("/")) {
		if (part === "" || part === ".") continue;
		if (part !== "..") at.push(part);
		else if (at.pop() === void 0) return void 0;
	}
	return at;
}

// src/archive/tar/members.ts
const BLOCK$1 = 512;
/** So much is still read behind the end of the archive, in bytes: enough for every padding, not for a bomb. */
const PADDING = 67108864;
/** Of a name that takes a header of its own, in bytes. */
const LONGEST = 1048576;
/**
* The members of a tar archive, one after the other, up to the block of zeros that ends it. Only what every reader of tar takes alike
* is taken: plain headers, GNU's long names, and the PAX headers of a single member. Throws an ExpectedError of kind `archive` for
* everything else.
*/
async function* readTarMembers(chunks) {
	const source = createIntake(chunks);
	try {
		yield* readFrom(source);
		await passPadding(source);
	} finally {
		await source.close();
	}
}
/** What is packed is sound when it was unpacked to its end; what stands there says nothing. */
async function passPadding(source) {
	for (let left = PADDING; left > 0;) {
		const piece = await source.piece(left);
		if (piece === void 0) return;
		left -= piece.length;
	}
}
async function* readFrom(source) {
	let long = {};
	for (;;) {
		const block = await source.take(BLOCK$1);
		if (block === void 0) throw damagedTar(CUT_OFF);
		const header = decodeHeader(block);
		if (header === void 0) return;
		if ("xLK".includes(header.flag)) {
			long = {
				...long,
				...await readLong(header, long, source)
			};
			continue;
		}
		const { size = header.size, path = header.name, linkpath = header.target } = long;
		long = {};
		const type = typeFor(header.flag, path);
		const member = readMember({
			name: path,
			linkname: linkpath,
			size,
			mode: 420,
			type
		});
		if (size > 0 && member.kind !== "file") throw damagedTar("a member without data has some");
		const read = openData(source, size);
		yield {
			member,
			data: read()
		};
		for await (const _ of read());
		await skip(source, -size & 511);
	}
}
const TYPES = {
	0: "file",
	1: "link",
	2: "symlink",
	3: "character-device",
	4: "block-device",
	5: "directory",
	6: "fifo"
};
/** Old archives mark a folder by its name alone. */
const typeFor = (flag, path) => flag === "0" && path.endsWith("/") ? "directory" : TYPES[flag] ?? null;
async function readLong({ flag, size }, before, source) {
	const bytes = size > LONGEST ? void 0 : await source.take(size);
	if (bytes === void 0) throw damagedTar("a name in it is too long, or cut off");
	await skip(source, -size & 511);
	const found = flag === "x" ? readPax(bytes) : { [flag === "L" ? "path" : "linkpath"]: readField(bytes) };
	if (Object.keys(found).some((key) => Object.hasOwn(before, key))) throw damagedTar("a member in it has two names");
	return found;
}
/** Gives what reads the data of a member, each reader from where the last one stopped. */
function openData(source, size) {
	let left = size;
	return async function* read() {
		while (left > 0) {
			const piece = await source.piece(left);
			if (piece === void 0) throw damagedTar(CUT_OFF);
			left -= piece.length;
			yield piece;
		}
	};
}
async function skip(source, bytes) {
	if (bytes > 0 && await source.take(bytes) === void 0) throw damagedTar(CUT_OFF);
}

// src/engines/saved/read-members.ts
/**
* Reads an image archive within limits, if there are any: of bytes that came and bytes that were made. What passes them ends it with
* an ExpectedError of kind `archive`, and one of kind `disk-full` what would fill the disk of `folder`, where it is written to one.
*/
function readMembers(input, limits, folder) {
	const guard = limits && createGuard(limits, known({
		length: input.size,
		folder
	}));
	const reading = input.start();
	let made = 0;
	const count = (bytes) => {
		made += bytes;
		guard?.unpacked(reading.taken, made);
	};
	async function* counted() {
		for await (const chunk of decompressArchive(input.packing, reading.read())) {
			count(chunk.length);
			yield chunk;
		}
	}
	async function* guarded() {
		for await (const one of readTarMembers(counted())) {
			guard?.entry();
			if (one.member.kind === "file") guard?.file(one.member.size);
			yield one;
		}
	}
	return {
		members: guarded(),
		unpacked(bytes) {
			guard?.file(bytes);
			count(bytes);
		},
		sha256: reading.sha256
	};
}

// src/engines/saved/check.ts
/** Of JSON in an archive, in bytes: one file, and all together. More is not kept in memory. */
const LARGEST = 4194304;
const MOST$1 = 67108864;
/**
* Reads a `docker save` archive to its end: its image is what its configuration says, byte for byte, and everybody who loads it by its first
* tag gets that one. Throws an ExpectedError of kind `image` or `archive` for every other, before an engine has seen a byte of it.
*/
async function checkSaved(input, { limits, needsTag, sha256: wanted }) {
	const reading = readMembers(input, limits);
	const members = createMembers();
	let kept = 0;
	let order = 0;
	for await (const { member, data } of reading.members) {
		members.note(member);
		if (member.kind !== "file") continue;
		const mayKeep = member.size <= LARGEST && kept + member.size <= MOST$1;
		const file = await readFile(data, {
			size: member.size,
			order: order++,
			mayKeep,
			unpacked: reading.unpacked
		});
		if (file.json !== void 0) kept += file.size;
		members.add(member.path, file);
	}
	const sha256 = await reading.sha256();
	if (wanted !== void 0 && sha256 !== wanted) throw refuseChanged();
	return {
		...chooseImage(members, needsTag),
		sha256
	};
}
async function readFile(data, { size, order, mayKeep, unpacked }) {
	const layer = readLayer(unpacked);
	let json;
	let isFirst = true;
	try {
		for await (const chunk of data) {
			if (isFirst && mayKeep && mayBeJson(chunk)) json = [];
			isFirst = false;
			json?.push(chunk);
			await layer.add(chunk);
		}
		const digests = await layer.end();
		return known({
			size,
			order,
			...digests,
			json: json && Buffer.concat(json)
		});
	} finally {
		layer.close();
	}
}
const mayBeJson = (head) => head[0] === 123 || head[0] === 91;

// src/archive/pack/tar-frame.ts
const BLOCK = 512;
/** The header of a file in a tar archive: a name of at most 100 ASCII characters, and nothing of whoever made it. */
function frameFile(name, size) {
	const header = Buffer.alloc(BLOCK);
	header.write(name, 0, 100, "latin1");
	header.write(`0000644\0${"0000000\0".repeat(2)}`, 100, "latin1");
	if (size < 8 ** 11) header.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "latin1");
	else {
		header[124] = 128;
		header.writeUIntBE(size, 130, 6);
	}
	header.write(`${"0".repeat(11)}\0${" ".repeat(8)}0`, 136, "latin1");
	header.write("ustar\x0000", 257, "latin1");
	const sum = header.reduce((all, byte) => all + byte, 0);
	header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
	return header;
}
/** What stands behind the data of a file of so many bytes. */
const framePadding = (size) => Buffer.alloc(-size & 511);
/** What ends an archive. */
const TAR_END = Buffer.alloc(2 * BLOCK);

// src/engines/saved/name-layer.ts
/** What a layer is called in an archive that we write; `mark` is the archive's own, `order` its place in the one that was read. */
const nameLayer = (mark, order) => `${mark}-layer-${order}`;

// src/engines/saved/describe.ts
const OCI = "application/vnd.oci.image";
/** An image's manifest as we write it. */
function writeManifest({ config, configDigest, layers }) {
	return json({
		schemaVersion: 2,
		mediaType: `${OCI}.manifest.v1+json`,
		config: {
			mediaType: `${OCI}.config.v1+json`,
			digest: configDigest,
			size: config.length
		},
		layers: layers.map(({ digest, size, packing }) => ({
			mediaType: `${OCI}.layer.v1.tar${packing === "none" ? "" : `+${packing}`}`,
			digest,
			size
		}))
	});
}
/** The digest of an image's manifest as we write it, with `sha256:`, by which containerd's store will know the image. */
const hashManifest = (chosen) => `sha256:${hash("sha256", writeManifest(chosen))}`;
/**
* What describes an image in an archive, besides its layers: manifest.json, which Docker's own store, Podman and Apptainer read, and the
* OCI's files, which Docker with containerd's store reads.
*/
function describeImage(chosen, { as, isForDocker, mark }) {
	const Config = `${mark}-config.json`;
	const Layers = chosen.layers.map(({ order }) => nameLayer(mark, order));
	const manifest = writeManifest(chosen);
	const described = {
		mediaType: `${OCI}.manifest.v1+json`,
		digest: hashManifest(chosen),
		size: manifest.length,
		annotations: { "io.containerd.image.name": as }
	};
	const oci = [
		{
			name: `${mark}-manifest.json`,
			content: manifest
		},
		{
			name: "index.json",
			content: json({
				schemaVersion: 2,
				manifests: [described]
			})
		},
		{
			name: "oci-layout",
			content: json({ imageLayoutVersion: "1.0.0" })
		}
	];
	return [
		{
			name: Config,
			content: chosen.config
		},
		...isForDocker ? oci : [],
		{
			name: "manifest.json",
			content: json([{
				Config,
				RepoTags: [as],
				Layers
			}])
		}
	];
}
const json = (value) => Buffer.from(JSON.stringify(value));

// src/engines/saved/write.ts
/**
* The chunks of an archive with the image of a checked one and nothing else: its layers, its configuration, and tables of contents of our
* own that give it one name, last, so that of an archive which ends before them nobody makes an image. Throws an ExpectedError before them
* where the file is no longer the one that was checked.
*/
async function* writeSaved(input, checked, { as, isForDocker, limits, folder }) {
	const mark = randomBytes(8).toString("hex");
	const layers = new Set(checked.layers.map((layer) => layer.order));
	const reading = readMembers(input, limits, folder);
	let order = 0;
	for await (const { member, data } of reading.members) {
		if (member.kind !== "file" || !layers.has(order++)) continue;
		yield frameFile(nameLayer(mark, order - 1), member.size);
		yield* data;
		yield framePadding(member.size);
	}
	if (await reading.sha256() !== checked.sha256) throw refuseChanged();
	for (const { name, content } of describeImage(checked, {
		as,
		isForDocker,
		mark
	})) {
		yield frameFile(name, content.length);
		yield content;
		yield framePadding(content.length);
	}
	yield TAR_END;
}
/** Has something done with a copy of a checked archive, of which the same holds; it lies in `folder` meanwhile. */
async function withCopy(input, checked, { folder, ...options }, use) {
	await mkdir(folder, { recursive: true });
	const own = await mkdtemp(join(folder, ".image-"));
	try {
		const copy = join(own, "image.tar");
		const chunks = writeSaved(input, checked, {
			...options,
			folder,
			isForDocker: false
		});
		await pipeline(Readable.from(chunks), createWriteStream(copy, { mode: 384 })).catch((error) => {
			throw inDiskWords(error);
		});
		return await use(copy);
	} finally {
		await rm(own, {
			recursive: true,
			force: true
		});
	}
}

// src/engines/image-failure.ts
/** An ExpectedError of an image that could not be had, with what to do about this reason. */
function imageFailure(message, reason) {
	const cut = reason.slice(0, MATCHED);
	const [kind, hint] = HINTS.find(([pattern]) => pattern.test(cut))?.[1] ?? ["image", OTHERWISE];
	return new ExpectedError(kind, message, { hint });
}
/** UTF-16 units of a reason that are looked at. */
const MATCHED = 2e3;
const OTHERWISE = "Check the name and tag, and that this machine reaches the registry; or build the image before this step.";
const HINTS = [
	[/proxyconnect|invalid proxy address/i, ["image", "The proxy is what cannot be reached: correct it in the settings of Docker’s daemon, for Podman and Apptainer in the runner’s `HTTPS_PROXY`, or add the registry to `NO_PROXY` there."]],
	[/no space left on device/i, ["disk-full", "Free disk space before this step, or use a runner with a larger disk."]],
	[/toomanyrequests|rate limit/i, ["image", "Docker Hub limits anonymous pulls: log in with docker/login-action before this step."]],
	[/manifest unknown|manifest for .* not found|no such (?:manifest|image)|: not found$/i, ["image", "Check name and tag, and that the image was pushed."]],
	[/getting credentials|docker-credential-/i, ["image", "Where the credential helper takes its keys from the environment, name those variables in the input `pass-environment`."]],
	[/denied|unauthorized|authentication/i, ["image", "Check the name; if the image is private, log in before this step. Hospitals must be able to pull it too."]],
	[/no matching manifest|does not (?:provide|match) the specified platform/i, ["image", "Build the image for this processor too (docker buildx build --platform)."]],
	[/no such host|server misbehaving|dial tcp|network is unreachable|connection refused|name resolution|dns/i, ["image", "This machine does not reach the registry: check its DNS, network and proxies, and the host in `image`; or build the image before this step."]]
];

// src/engines/retries.ts
/** Milliseconds before the second and third try. */
const DELAYS = [2e3, 8e3];
/** A registry that is too busy or broken for the moment; all else would fail the same way again. */
const PASSING = /toomanyrequests|too many requests|HTTP (?:429|50\d)|internal server error|bad gateway|service unavailable|gateway time-?out|i\/o timeout|TLS handshake timeout|connection reset by peer|unexpected EOF/i;
/** Tries again, later and later, while the registry says that it is busy; `warn` is told why. */
async function withRetries(attempt, { signal, warn, delays = DELAYS }) {
	let ended = await attempt();
	for (const delay of delays) {
		if (ended.code === 0 || signal.aborted || !PASSING.test(ended.stderr)) return ended;
		warn(`The registry is busy (${cleanDockerWords(ended.stderr)}); trying again in ${delay / 1e3} s.`);
		await setTimeout(delay, void 0, { signal }).catch(() => signal.throwIfAborted());
		ended = await attempt();
	}
	return ended;
}

// src/engines/check-run.ts
/** An image by reference, by ID, or as a file. */
const IMAGE = /^(?:[a-zA-Z0-9[][\w.:@/[\]-]*|\/(?!.*:\/\/)[^\0\r\n]*)$/;
/**
* Throws an ExpectedError of kind `internal` for a container of which an engine could read one thing as another: its checks
* stand in the room `containers`, and this is what remains if one of them is passed by. It stands before anything is made for the
* container, so that what is refused leaves nothing behind.
*/
function checkRun({ image, environment, entrypoint, command, shmSize, binds }) {
	const odd = environment.find(([name]) => !isVariableName(name));
	const words = [
		...environment.map(([, value]) => value),
		...entrypoint === void 0 ? [] : [entrypoint],
		...command
	];
	const fault = (IMAGE.test(image) ? void 0 : `"${image}" is no image`) ?? (odd === void 0 ? void 0 : `"${odd[0]}" is no name of a variable`) ?? (shmSize === void 0 || isDockerSize(shmSize) ? void 0 : `"${shmSize}" is no size`) ?? words.map(findTextFault).find((one) => one !== void 0) ?? findWordsFault([...words, ...environment.map(([name]) => name)]);
	if (fault !== void 0) throw new ExpectedError("internal", plainLine(`cannot be started: ${fault}`, 500), { hint: "Correct it in the configuration of the container; and please report that it came so far." });
	binds.forEach(checkBind);
}

// src/engines/usage/file-meter.ts
/**
* A process counts its ended children too, so the sum over the living only grows. Parents have the lower IDs and are asked
* first: a child that ends meanwhile is then missed until the next look, and never counted twice.
*/
function createFileMeter(bytesOf = fileBytes) {
	let most;
	return {
		look(pids) {
			const seen = pids.toSorted((one, other) => one - other).flatMap((pid) => bytesOf(pid) ?? []);
			if (seen.length === 0) return;
			const sum = (name) => seen.reduce((total, one) => total + one[name], 0);
			most = {
				read: Math.max(most?.read ?? 0, sum("read")),
				written: Math.max(most?.written ?? 0, sum("written"))
			};
		},
		read: () => most
	};
}

// src/engines/usage/cgroup-totals.ts
/** The files that belong to a memory group's path below `root`: of cgroup v2 (kernel 5.19 and later), or of v1's controllers. */
function readFigures(group, root) {
	const path = /^memory\/(.*)$/.exec(group)?.[1];
	const of = (controller, file) => join(root, controller, path ?? group, file);
	return path === void 0 ? {
		peak: of("", "memory.peak"),
		events: of("", "memory.events"),
		cpu: of("", "cpu.stat"),
		disk: of("", "io.stat")
	} : {
		peak: of("memory", "memory.max_usage_in_bytes"),
		events: of("memory", "memory.oom_control"),
		cpu: of("cpuacct", "cpuacct.usage"),
		disk: of("blkio", "blkio.throttle.io_service_bytes")
	};
}
/** Totals are read after a fiftieth of the time so far, at least every second, and seldom where there are many processes. */
const SHARE = 50;
const MOST = 100;
const AT_ONCE = 8;
/**
* Keeps a container's totals; what only the last moments tell (peak, killed processes, the totals of an empty group) is read
* at every look. Files are counted twice, by the control group and by the processes, and the higher figure holds, since both
* leave something out: the group what the kernel writes after the container's end and, on cgroup v1, what no throttled device
* saw; the processes what they read or wrote between the last look and their end.
*/
function createTotals() {
	let [peak, events, cpu, disk] = [];
	let looks = 0;
	let rest = 0;
	const files = createFileMeter();
	return {
		look(figures, pids) {
			looks++;
			peak = readText(figures.peak) || peak;
			events = readText(figures.events) || events;
			const inside = pids();
			if (inside.length > 0 && rest-- > 0) return;
			rest = Math.min(Math.floor(looks / SHARE), MOST) + Math.floor(inside.length / AT_ONCE);
			cpu = readText(figures.cpu) || cpu;
			disk = readText(figures.disk) ?? disk;
			files.look(inside);
		},
		read() {
			const [fromDisk, fromFiles] = [parseDisk(disk), files.read()];
			return {
				oomKills: Number(/^oom_kill (\d+)$/m.exec(events ?? "")?.[1] ?? 0),
				...known({
					peakMemory: whole(peak),
					cpuSeconds: parseCpu(cpu),
					bytesRead: highest(fromDisk?.read, fromFiles?.read),
					bytesWritten: highest(fromDisk?.written, fromFiles?.written)
				})
			};
		}
	};
}
/** `usage_usec` of cgroup v2 in microseconds, or v1's lone number of nanoseconds; both as seconds. */
function parseCpu(text) {
	const micros = whole(/^usage_usec (\d+)$/m.exec(text ?? "")?.[1]);
	const nanos = /^\d+$/.test(text?.trim() ?? "") ? whole(text) : void 0;
	const seconds = micros === void 0 ? nanos && nanos / 1e9 : micros / 1e6;
	return seconds === void 0 ? void 0 : Math.round(seconds * 1e3) / 1e3;
}
/**
* Bytes of all devices: `8:0 rbytes=1 wbytes=2 …` of cgroup v2, or `8:0 Read 1` and `8:0 Write 2` of v1. A device that lies on
* others (LVM, loop) is left out, since its bytes are theirs. On v1 no line means that nobody counted.
*/
function parseDisk(text, isStacked = liesOnOthers) {
	if (text === void 0 || /^Total 0\s*$/.test(text)) return void 0;
	const sum = (pattern) => [...text.matchAll(pattern)].filter(([, device = ""]) => !isStacked(device)).reduce((total, [, , bytes]) => total + Number(bytes), 0);
	return {
		read: sum(/^(\d+:\d+) (?:.*\brbytes=|Read )(\d+)/gm),
		written: sum(/^(\d+:\d+) (?:.*\bwbytes=|Write )(\d+)/gm)
	};
}
function liesOnOthers(device) {
	const folder = join("/sys/dev/block", device);
	if (existsSync(join(folder, "loop"))) return true;
	try {
		return readdirSync(join(folder, "slaves")).length > 0;
	} catch {
		return false;
	}
}
function whole(text) {
	const number = Number.parseInt(text ?? "", 10);
	return Number.isSafeInteger(number) ? number : void 0;
}
const highest = (one, other) => one === void 0 || other === void 0 ? one ?? other : Math.max(one, other);

// src/engines/usage/cgroup.ts
const ROOT = "/sys/fs/cgroup";
/** The kernel keeps totals and peaks itself, so only the growth of the last interval can be missed. */
const INTERVAL = 10;
/** A container on another machine, or in a group of another name, is not looked for longer than this once it has an ID. */
const SEARCH = 1e4;
/**
* Follows what a container uses. The kernel drops its figures together with the container, so they are read every 10 ms.
* `groups` gives the folders below `root` where the group may be, none while the container has no ID yet.
*/
function watchUsage(groups, root = ROOT) {
	let since;
	const totals = createTotals();
	let group;
	const pids = () => group === void 0 ? [] : pidsOf(join(root, group));
	const find = () => {
		const paths = groups();
		if (paths.length > 0) since ??= Date.now();
		return paths.find((path) => existsSync(join(root, path)));
	};
	const look = () => {
		group ??= find();
		if (group === void 0) {
			if (since !== void 0 && Date.now() - since > SEARCH) clearInterval(timer);
			return;
		}
		totals.look(readFigures(group, root), pids);
	};
	const timer = setInterval(look, INTERVAL);
	return {
		stop() {
			clearInterval(timer);
			return totals.read();
		},
		pids,
		kill: async () => group !== void 0 && await killGroup(join(root, group))
	};
}
/** 0 stands for a process that this machine cannot see. */
const pidsOf = (group) => (readText(join(group, "cgroup.procs")) ?? "").split("\n").map(Number).filter((pid) => Number.isSafeInteger(pid) && pid > 1);
/** Kills every process of a group until none is left; one that forks meanwhile is found by the next look. */
async function killGroup(group) {
	for (let look = 0; look < LOOKS; look++) {
		if (isEmptied(group)) return true;
		killAll(pidsOf(group));
		await setTimeout(BETWEEN_LOOKS);
	}
	return isEmptied(group);
}
const LOOKS = 100;
const BETWEEN_LOOKS = 20;
/** Whether no process of a group is left, nor of one in it; cgroup v1 tells of the group alone. */
function isEmptied(group) {
	const events = readText(join(group, "cgroup.events"));
	if (events !== void 0) return /^populated 0$/m.test(events);
	return (readText(join(group, "cgroup.procs")) ?? "") === "";
}

// src/engines/usage/usage.ts
/** An outcome with what its container used. An engine's own event for lack of memory can come too late; the kernel's counter does not. */
function withUsage(outcome, { oomKills, ...measured }) {
	switch (outcome.kind) {
		case "engine-failed": return outcome;
		case "stopped": return {
			...outcome,
			...measured
		};
		case "exited": return {
			...outcome,
			...measured,
			outOfMemory: outcome.outOfMemory || oomKills > 0
		};
	}
}
/** What follows the GPU memory of a container; nothing for one without GPUs. */
async function gpuWatcher(gpus) {
	if (gpus.kind === "none") return () => ({ stop: () => ({}) });
	const { watchGpuMemory } = await import("./gpu-usage.js");
	return (pids) => watchGpuMemory(gpus, pids);
}

// src/engines/docker/outcome.ts
/**
* Tells the program's own end from Docker's: the codes 125, 126 and 127 mean Docker's failure only where the program was
* never started, because a program may end with them too.
*/
function judge({ code, signal, stderr, hasId, history }, readInit = readTini) {
	const words = cleanDockerWords(stderr);
	const because = stderr.trim() === "" ? "" : ` (${words})`;
	if (code === null) return failed(`its client was ended by ${signal}`);
	if (history === "no engine") return failed(`it stopped answering while the container ran${because}`);
	if (history === void 0 || !(history.isCreated || hasId)) return code === 125 ? failed(words, isMissing(words)) : exited(code);
	const isEndOnly = !history.isCreated && history.exitCode === code;
	if (!history.isCreated && !isEndOnly) return failed(`it was restarted while the container ran${because}`);
	if (!history.isStarted && !isEndOnly) return code === 126 || code === 127 ? exited(code, words) : failed(words);
	if (history.exitCode === void 0) return failed(`it lost sight of the container${because}`);
	const { exitCode, error } = readInit(history.exitCode, stderr);
	return {
		...exited(exitCode, error),
		outOfMemory: history.outOfMemory
	};
}
/** Docker's init ends with the code that a shell would have. */
const readTini = (exitCode, stderr) => ({
	exitCode,
	error: initWords(stderr)
});
const failed = (message, missingImage = false) => ({
	kind: "engine-failed",
	message,
	missingImage
});
const exited = (exitCode, error = "") => ({
	kind: "exited",
	exitCode,
	outOfMemory: false,
	error
});
const isMissing = (words) => /no such image|unable to find image|image not known/i.test(words);

// src/engines/docker/run.ts
/**
* `docker run --rm`, watched: the bare command is as fast as a container can be had, and what it does not tell (out of
* memory, whether the program ever started) is asked for only when it failed.
*/
async function runContainer(command, dialect, run, options) {
	checkRun(run);
	checkSources(run.binds);
	const watchGpus = await gpuWatcher(run.gpus);
	if (options.signal.aborted) return { kind: "stopped" };
	const folder = resolve$1(options.scratch, `${run.name}.run`);
	mkdirSync(folder);
	const idFile = join(folder, "id");
	const usage = watchUsage(() => groupsOf(idFile, dialect));
	const gpus = watchGpus(usage.pids);
	try {
		const walls = await dialect.walls(run.image, folder);
		if (options.signal.aborted) return { kind: "stopped" };
		const outcome = await attend(command, dialect, run, options, {
			folder,
			idFile,
			usage,
			walls
		});
		return withUsage(outcome, {
			...usage.stop(),
			...gpus.stop()
		});
	} finally {
		usage.stop();
		gpus.stop();
		rmSync(folder, {
			recursive: true,
			force: true
		});
	}
}
async function attend(command, dialect, run, { onOutput, signal }, { folder, idFile, usage, walls }) {
	const since = Date.now();
	const { name } = run;
	const broken = new AbortController();
	const abandoned = new AbortController();
	const client = runProcess(command, dockerArguments(run, idFile, dialect, walls.args), {
		env: walls.env,
		onOutput: guarded(onOutput, broken),
		signal: abandoned.signal,
		cwd: folder
	});
	const giveUp = () => {
		usage.kill();
		abandoned.abort();
	};
	const stop = AbortSignal.any([signal, broken.signal]);
	await untilEnded({
		command,
		name,
		client,
		giveUp
	}, stop);
	const ended = await client;
	if (stop.aborted) {
		const gone = await isGone(command, name, abandoned.signal.aborted);
		const isOver = gone || await usage.kill();
		if (isOver) broken.signal.throwIfAborted();
		if (gone) return { kind: "stopped" };
		return isOver ? NOT_REMOVED : leaveAlone(NOT_REMOVED);
	}
	if (ended.code === 0) return {
		kind: "exited",
		exitCode: 0,
		outOfMemory: false,
		error: ""
	};
	const history = await dialect.readHistory(command, name, since);
	const hasId = existsSync(idFile);
	const outcome = judge({
		...ended,
		hasId,
		history
	}, dialect.readInit);
	const events = history === "no engine" ? void 0 : history;
	if (events?.isRemoved || !(hasId || events?.isCreated)) return outcome;
	return history !== "no engine" && await isGone(command, name) || await usage.kill() ? outcome : leaveAlone(outcome);
}
/** A container that may go on has not ended, whatever its client said. */
function leaveAlone(outcome) {
	return {
		...outcome.kind === "engine-failed" ? outcome : NOT_REMOVED,
		mayLive: true
	};
}
const NOT_REMOVED = {
	kind: "engine-failed",
	message: "it did not answer when the container was to be removed",
	missingImage: false
};
/** A consumer that throws ends the container; what comes after that is read and dropped. */
function guarded(onOutput, broken) {
	const fail = (error) => broken.abort(error);
	return (chunk) => {
		if (broken.signal.aborted) return void 0;
		try {
			const taken = onOutput(chunk);
			return taken instanceof Promise ? taken.catch(fail) : void 0;
		} catch (error) {
			fail(error);
			return;
		}
	};
}
/** Docker would make a missing source itself, as root. */
function checkSources(binds) {
	for (const { source, target } of binds) {
		if (existsSync(source)) continue;
		throw new ExpectedError("internal", `what belongs at ${plainLine(target)} in the container is missing: ${plainLine(source)} does not exist`, { hint: "Something removed it during the run; run the check again." });
	}
}
/** Where the kernel may keep a container's figures; nowhere while it has no ID yet. */
function groupsOf(idFile, { groups }) {
	const id = readId(idFile);
	return id === void 0 ? [] : groups(id);
}
function readId(idFile) {
	const id = existsSync(idFile) ? readFileSync(idFile, "utf8").trim() : "";
	return /^[0-9a-f]{64}$/.test(id) ? id : void 0;
}

export { checkTogether as _, gpuWatcher as a, createFileMeter as c, imageFailure as d, withCopy as f, parseStrictly as g, checkSaved as h, readTini as i, checkRun as l, hashManifest as m, guarded as n, withUsage as o, writeSaved as p, runContainer as r, watchUsage as s, checkSources as t, withRetries as u, openRoom as v, runNoted as y };