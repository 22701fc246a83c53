import { n as onDisk, r as toBytes, t as fromBytes } from "./byte-name.js";
import { n as findRealPath } from "./real-path.js";
import { n as plainLine } from "./text.js";
import { r as readCode, t as ExpectedError } from "./error.js";
import { l as toJson, u as writeCanonicalJson } from "./json.js";
import { r as countBytes } from "./size.js";
import { i as locateEntry, n as hold, t as findReal } from "./held.js";
import { n as hashFile } from "./hash-file.js";
import { g as walkFolder } from "./repository.js";
import { n as collectParts, s as nameRole } from "./role.js";
import { m as isAsset } from "./judge.js";
import { lstatSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { createHash, hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";

// src/report/configuration.ts
/** The hash by which a report knows a configuration or parameters again: SHA-256 of their canonical JSON, in hex. */
const hashConfiguration = (value) => createHash("sha256").update(writeCanonicalJson(toJson(value))).digest("hex");

// src/files/folder-hash.ts
/** So many bytes are hashed between two turns of the event loop, and so many entries are looked at. */
const BYTES_PER_TURN = 16777216;
const ENTRIES_PER_TURN$1 = 5e3;
/**
* MedPerf's hash of folders (docs/medperf.md 11.2): the SHA-256 of all their files, sorted, joined and hashed again. Names
* do not count, nor do links to folders; a folder that is missing or is a file adds nothing. `known` saves reading again
* what was hashed before. Rejects with an ExpectedError of kind `output` at a broken link, a pipe, socket or device, an
* unreadable file, or a link that leaves `inside`.
*/
async function hashFolder(folders, known, options = {}) {
	const hashes = [];
	const inside = options.inside === void 0 ? void 0 : realpathSync.native(options.inside, { encoding: "latin1" });
	for (const folder of folders) {
		const top = toBytes(resolve(folder));
		if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) continue;
		const show = (path) => plainLine(fromBytes(basename(top) + path.slice(top.length)), 200);
		hashes.push(await hashFiles(top, {
			known: lookUp(known),
			inside,
			show
		}));
	}
	return hash("sha256", hashes.flat().sort().join(""));
}
/** The hash of each file below a folder. */
async function hashFiles(top, walk) {
	const hashes = [];
	let entries = 0;
	let bytes = 0;
	const explain = (path, error) => unreadable$1("folder", walk.show(path), error);
	for (const entry of walkFolder(locateEntry(top), { explain })) {
		entries += 1;
		const found = entry.kind === "folder" ? void 0 : await hashEntry(entry, walk);
		if (found !== void 0) hashes.push(found.sha256);
		bytes += found?.bytes ?? 0;
		if (bytes < BYTES_PER_TURN && entries < ENTRIES_PER_TURN$1) continue;
		await setImmediate();
		entries = 0;
		bytes = 0;
	}
	return hashes;
}
/** The hash of a file, or of the file that a link leads to, and the bytes that had to be read; undefined for a link to a folder. */
async function hashEntry(entry, walk) {
	if (entry.kind === "link") return hashTarget(entry, walk);
	if (entry.kind !== "file") throw irregular(walk.show(entry.path));
	const known = walk.known(entry.path);
	return known === void 0 ? read(entry, walk.show(entry.path)) : {
		sha256: known,
		bytes: 0
	};
}
function lookUp(known) {
	if (known === void 0) return () => void 0;
	const root = `${toBytes(known.root)}/`;
	return (path) => path.startsWith(root) ? known.files.get(path.slice(root.length)) : void 0;
}
async function read({ at }, shown, options = {}) {
	let result;
	try {
		result = await hashFile(onDisk(at), options);
	} catch (error) {
		throw unreadable$1("file", shown, error);
	}
	if (result === void 0) throw irregular(shown);
	return result;
}
/** The file that a link leads to is held, judged and read as the same one; a folder MedPerf neither enters nor hashes. */
async function hashTarget(entry, walk) {
	const shown = walk.show(entry.path);
	using target = holdTarget(entry, shown);
	const real = findReal(target);
	if (walk.inside !== void 0 && real !== walk.inside && !real.startsWith(`${walk.inside}/`)) throw new ExpectedError("output", `the link ${shown} leads out of its folder`, { hint: "Write a copy instead of the link: what lies elsewhere does not belong to the output." });
	if (target.stats.isDirectory()) return void 0;
	if (!target.stats.isFile()) throw irregular(shown);
	const known = walk.known(real);
	return known === void 0 ? await read(target, shown, { follow: true }) : {
		sha256: known,
		bytes: 0
	};
}
function holdTarget(entry, shown) {
	try {
		return hold(entry, { follow: true });
	} catch (error) {
		throw new ExpectedError("output", `the link ${shown} is broken (${codeOf(error)})`, {
			hint: "MedPerf hashes what a link leads to: remove the link, or write the file that it names.",
			cause: error
		});
	}
}
function irregular(shown) {
	return new ExpectedError("output", `${shown} is not a regular file`, { hint: "MedPerf hashes everything here, which a pipe, a socket or a device does not allow: remove it." });
}
function unreadable$1(what, shown, error) {
	return new ExpectedError("output", `the ${what} ${shown} cannot be read (${codeOf(error)})`, {
		hint: "MedPerf hashes everything here: make it readable for the user that the containers run as.",
		cause: error
	});
}
const codeOf = (error) => readCode(error) ?? plainLine(String(error), 100);

// src/benchmark/named-paths.ts
/** All that a benchmark takes from its repository beside benchmark.yaml itself; each path once, in their order. */
function listNamedPaths(benchmark, repository) {
	const root = findRealPath(repository);
	const name = (what, path, isBuilt = false) => path === void 0 ? [] : [{
		what,
		isBuilt,
		path,
		shown: relative(root, path).split(sep).join("/") || "."
	}];
	const folder = join(root, dirname(benchmark.config));
	const found = [...name("demo dataset", pathOf(benchmark.demoDataset.source)), ...collectParts(benchmark.components).flatMap((component) => {
		const role = nameRole(component.role);
		const [own, build] = [`${role}'s`, `${role}'s build context`];
		return [...listFiles(component, folder).flatMap(([what, path]) => name(`${own} ${what}`, path)), ...name(build, component.build?.context, true)];
	})];
	return [...new Map(found.toReversed().map((one) => [one.path, one])).values()].toSorted((a, b) => a.shown < b.shown ? -1 : 1);
}
function listFiles(component, folder) {
	const { config, parametersFile, additionalFiles, imageFile, registered } = component;
	if (registered !== void 0) return [];
	return [
		["configuration", isAsset(component) ? void 0 : findRealPath(join(folder, config))],
		["parameters", parametersFile],
		[isAsset(component) ? "asset" : "additional files", pathOf(additionalFiles)],
		["image file", pathOf(imageFile)]
	];
}
const pathOf = (source) => source?.kind === "path" ? source.path : void 0;

// src/files/tree-hash.ts
const LIMITS = {
	entries: 1e6,
	bytes: 1024 ** 4
};
/** So many bytes of names are kept for whoever needs the same hashes again. */
const NAMES = 67108864;
const ENTRIES_PER_TURN = 5e3;
/**
* Hashes a file or a folder of a checkout. Nothing is read through a link. Rejects with an ExpectedError of kind `input` for what
* cannot be read or is too much, or with the reason of the signal.
*/
async function hashTree(path, { signal, limits = LIMITS } = {}) {
	const root = toBytes(resolve(path));
	const hash = createHash("sha256");
	const files = /* @__PURE__ */ new Map();
	const sum = {
		entries: 0,
		files: 0,
		bytes: 0,
		names: 0
	};
	for (const entry of walk(root)) {
		const below = entry.path.slice(root.length + 1);
		const { kind, size } = readEntry(() => look(entry), entry.path, root);
		sum.entries += 1;
		sum.bytes += size;
		if (sum.entries > limits.entries) throw tooMuch(root, `${limits.entries.toLocaleString("en")} files and folders`);
		if (sum.bytes > limits.bytes) throw tooMuch(root, countBytes(limits.bytes));
		if (sum.entries % ENTRIES_PER_TURN === 0) await setImmediate();
		signal?.throwIfAborted();
		const file = kind === "file" || kind === "program" ? await readFile(entry, root) : void 0;
		const target = kind === "link" ? readEntry(() => readlinkSync(onDisk(entry.at), "latin1"), entry.path, root) : "";
		const what = file === void 0 ? target : `${file.bytes} ${file.sha256}`;
		hash.update(Buffer.from(`${kind}\0${below}\0${what}\0`, "latin1"));
		if (file === void 0) continue;
		sum.files += 1;
		sum.names += below.length;
		if (sum.names <= NAMES) files.set(below, file.sha256);
	}
	const hashes = {
		root: resolve(path),
		files
	};
	return {
		sha256: hash.digest("hex"),
		files: sum.files,
		bytes: sum.bytes,
		hashes
	};
}
/** The top itself, and where it is a folder all that is below it. */
function* walk(root) {
	const top = locateEntry(root);
	yield top;
	if (readEntry(() => look(top), root, root).kind !== "folder") return;
	const explain = (path, error) => unreadable(path, root, error);
	yield* walkFolder(top, {
		explain,
		leaveOut: isGit,
		inOrder: true
	});
}
const isGit = (name) => name.toLowerCase() === ".git";
function look({ at }) {
	const stats = lstatSync(onDisk(at));
	if (stats.isDirectory()) return {
		kind: "folder",
		size: 0
	};
	if (stats.isSymbolicLink()) return {
		kind: "link",
		size: 0
	};
	if (!stats.isFile()) return {
		kind: "other",
		size: 0
	};
	return {
		kind: (stats.mode & 64) === 0 ? "file" : "program",
		size: stats.size
	};
}
async function readFile({ at, path }, root) {
	const file = await hashFile(onDisk(at)).catch((error) => {
		throw unreadable(path, root, error);
	});
	if (file === void 0) throw unreadable(path, root, "it changed");
	return file;
}
function readEntry(read, path, root) {
	try {
		return read();
	} catch (error) {
		throw unreadable(path, root, error);
	}
}
const show = (path, root) => plainLine(fromBytes(basename(root) + path.slice(root.length)), 200);
const unreadable = (path, root, error) => new ExpectedError("input", `${show(path, root)} cannot be read (${readCode(error) ?? plainLine(String(error), 100)})`, {
	hint: "Everything in it is hashed: make it readable for the user of the runner.",
	cause: error
});
const tooMuch = (root, most) => new ExpectedError("input", `${show(root, root)} holds more than ${most}`, { hint: "Name a smaller folder: all of it is hashed." });
/** Hashes files and folders of a checkout, as `hashTree`, which may lie in each other; `shown` is what they are called. */
async function hashTrees(named, options) {
	const trees = [];
	const hashes = /* @__PURE__ */ new Map();
	for (const { path, shown } of named) {
		const { hashes: files, ...tree } = await hashTree(path, options);
		trees.push({
			path: shown,
			...tree
		});
		hashes.set(path, files);
	}
	return {
		trees,
		hashes
	};
}

export { hashConfiguration as i, listNamedPaths as n, hashFolder as r, hashTrees as t };