import { n as onDisk, r as toBytes, t as fromBytes } from "./byte-name.js";
import { n as findRealPath, t as findRealBytes } from "./real-path.js";
import { n as plainLine } from "./text.js";
import { r as readCode } from "./error.js";
import { i as locateEntry, n as hold, r as locateBelow, t as findReal } from "./held.js";
import { i as isPointerFile } from "./pointer.js";
import { accessSync, closeSync, constants, existsSync, fstatSync, openSync, readSync, readdirSync, statSync } from "node:fs";
import { isAbsolute, join, posix, relative, resolve, sep } from "node:path";

// src/containers/resource.ts
/** Reads a resource string of MedPerf's: a URL of http or https, `direct:` and such a URL, or `synapse:syn` and digits. */
function parseResource(text) {
	const synapse = /^synapse:(syn\d+)$/.exec(text)?.[1];
	if (synapse !== void 0) return {
		kind: "synapse",
		id: synapse
	};
	const url = text.replace(/^direct:/, "");
	if (!/^https?:\/\/[^\s]+$/.test(url) || !URL.canParse(url)) return void 0;
	return {
		kind: "url",
		url: text
	};
}
/** Whether a URL holds a user name or password, which would be published with it. */
function hasCredentials(text) {
	const { username, password } = new URL(text.replace(/^direct:/, ""));
	return username !== "" || password !== "";
}

// src/files/walk.ts
/**
* All that is below a folder, each folder before what is in it, no link followed but one to the top itself. As long as an
* entry is looked at, the folders around it are held.
*/
function* walkFolder(top, options) {
	const { explain, leaveOut } = options;
	const open = [enter(top, options, true)];
	try {
		for (let here = open.at(-1); here !== void 0; here = open.at(-1)) {
			const dirent = here.entries.pop();
			if (dirent === void 0) {
				here.folder[Symbol.dispose]();
				open.pop();
				continue;
			}
			if (leaveOut?.(dirent.name)) continue;
			const entry = locate(here.folder, dirent.name, explain);
			yield {
				...entry,
				kind: kindOf(dirent)
			};
			if (dirent.isDirectory()) open.push(enter(entry, options));
		}
	} finally {
		for (const { folder } of open) folder[Symbol.dispose]();
	}
}
function locate(folder, name, explain) {
	try {
		return locateBelow(folder, name);
	} catch (error) {
		throw explain(`${folder.path}/${name}`, error);
	}
}
function enter(entry, { explain, inOrder = false }, follow = false) {
	let folder;
	try {
		folder = hold(entry, { follow });
		const entries = readdirSync(onDisk(folder.at), {
			withFileTypes: true,
			encoding: "latin1"
		});
		return {
			folder,
			entries: inOrder ? entries.sort((a, b) => a.name < b.name ? 1 : -1) : entries
		};
	} catch (error) {
		folder?.[Symbol.dispose]();
		throw explain(entry.path, error);
	}
}
function kindOf(dirent) {
	if (dirent.isDirectory()) return "folder";
	if (dirent.isSymbolicLink()) return "link";
	return dirent.isFile() ? "file" : "other";
}

// src/files/errors/unreadable.ts
/** What to do about files that are there and not to be read: a checkout makes none, so that something else has. */
const UNREADABLE_HINT = "An earlier step or container left it to another user, as root: give it back in a step before this one (`sudo chown -R \"$(id -u)\" .`), or clean the workspace of this runner.";
const CODES = [
	"EACCES",
	"EPERM",
	"EIO",
	"ESTALE"
];
/** Whether a place is there and may not be read, as an error of the system says. */
const isUnreadable = (error) => CODES.includes(readCode(error) ?? "");
/**
* The first thing in a file or folder that cannot be read, links not followed; with `alone: 'folders'` only what cannot be looked
* through.
*/
function findUnreadable(path, { alone } = {}) {
	const top = toBytes(resolve(path));
	let found;
	const note = (at, error) => {
		if (isUnreadable(error)) found = {
			name: plainLine(fromBytes(at.slice(top.length + 1)), 200),
			code: readCode(error) ?? ""
		};
		return error;
	};
	const expectFile = (at, shown) => {
		try {
			if (alone !== "folders") accessSync(onDisk(at), constants.R_OK);
		} catch (error) {
			throw note(shown, error);
		}
	};
	try {
		if (statSync(onDisk(top)).isFile()) expectFile(top, top);
		else for (const entry of walkFolder(locateEntry(top), { explain: note })) if (entry.kind === "file") expectFile(entry.at, entry.path);
	} catch {}
	return found;
}

// src/files/read-file.ts
/**
* The bytes of a small file. What was looked at is what is read: one descriptor from the first look to the end, and a file that
* grows meanwhile is too large in the end. Never waits for a pipe.
*/
function readBounded(path, { most, inside }) {
	try {
		using held = hold(locateEntry(toBytes(path)), { follow: inside !== void 0 });
		if (inside !== void 0 && !isIn(held, inside)) return { wrong: "outside" };
		return held.stats.isFile() ? readHeld(held, most) : { wrong: "special" };
	} catch (error) {
		return { wrong: MISSING.has(readCode(error) ?? "") ? "missing" : "unreadable" };
	}
}
const MISSING = /* @__PURE__ */ new Set(["ENOENT", "ENOTDIR"]);
function isIn(held, folder) {
	using home = hold(locateEntry(toBytes(folder)), { follow: true });
	return findReal(held).startsWith(`${findReal(home)}/`);
}
function readHeld({ at }, most) {
	const file = openSync(onDisk(at), constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		const stats = fstatSync(file);
		if (!stats.isFile()) return { wrong: "special" };
		if (stats.size > most) return { wrong: "large" };
		const bytes = Buffer.allocUnsafe(Math.min(Math.max(stats.size, LEAST), most) + 1);
		let length = 0;
		for (let read = -1; read !== 0 && length < bytes.length; length += read) read = readSync(file, bytes, length, bytes.length - length, null);
		return length < bytes.length ? bytes.subarray(0, length) : { wrong: "large" };
	} finally {
		closeSync(file);
	}
}
/** Room for files of the kernel, whose size is 0 whatever they hold. */
const LEAST = 65536;

// src/benchmark/checkout/submodules.ts
const FILE = ".gitmodules";
/** Bytes of the largest `.gitmodules` that is read. */
const LARGEST$1 = 1024 ** 2;
/** What to do about one that is not there. */
const SUBMODULE_HINT = "Check out with `submodules: recursive` (an input of `actions/checkout`), or run `git submodule update --init --recursive` before this step.";
const SUBMODULE_CODE = "submodule-empty";
/**
* The submodule that a path of the repository is or lies in and whose folder is empty or not there, relative to the repository; so
* is one within another. Undefined where there is none.
*/
function findEmptySubmodule(root, path) {
	const parts = path.split("/").filter((part) => part !== "" && part !== ".");
	for (let depth = 0; depth < parts.length; depth += 1) {
		const found = listSubmodules(root, parts.slice(0, depth).join("/")).find((one) => isWithin(path, one) && isEmpty(join(root, one)));
		if (found !== void 0) return found;
	}
}
const isWithin = (path, folder) => path === folder || path.startsWith(`${folder}/`);
function isEmpty(folder) {
	try {
		return readdirSync(folder).length === 0;
	} catch (error) {
		return readCode(error) === "ENOENT";
	}
}
/** The folders of the submodules that a folder of the repository says it has, relative to the repository. */
function listSubmodules(root, folder) {
	const bytes = readBounded(join(root, folder, FILE), { most: LARGEST$1 });
	if ("wrong" in bytes) return [];
	return bytes.toString().split("\n").flatMap((line) => {
		const written = /^\s*path\s*=\s*(?:"(?<quoted>[^"]*)"|(?<plain>[^#;]*))/i.exec(line)?.groups;
		const path = (written?.["quoted"] ?? written?.["plain"] ?? "").trim().replace(/\/+$/, "");
		return path === "" ? [] : [posix.join(folder, path)];
	});
}

// src/benchmark/repository.ts
/** Configurations and parameters are small; a larger file is named by mistake. */
const LARGEST = 16 * 1024 ** 2;
/**
* Follows a path that is relative to `folder`, a folder of the repository, without ever leaving the repository; `root` is real.
* What belongs to Git is no part of it: its configuration may hold a token.
*/
function locatePath(root, folder, written) {
	const shown = relative(root, resolve(root, folder, written)).split(sep).join("/") || ".";
	if (isAbsolute(written)) return {
		kind: "absolute",
		shown: written
	};
	if (leadsOutside(shown)) return {
		kind: "outside",
		shown
	};
	if (isGit(shown)) return {
		kind: "git",
		shown
	};
	if (!shown.isWellFormed()) return {
		kind: "missing",
		shown
	};
	let path;
	try {
		path = findRealPath(join(root, shown));
	} catch (error) {
		if (isUnreadable(error)) return {
			kind: "unreadable",
			shown
		};
		return {
			kind: readCode(error) === "EILSEQ" ? "bytes" : "missing",
			shown
		};
	}
	const real = relative(root, path);
	if (leadsOutside(real)) return {
		kind: "outside",
		shown
	};
	if (isGit(real)) return {
		kind: "git",
		shown
	};
	const stats = statSync(path);
	if (stats.isFile()) return {
		kind: "file",
		path,
		shown
	};
	return stats.isDirectory() ? {
		kind: "directory",
		path,
		shown
	} : {
		kind: "special",
		shown
	};
}
/** Whether a path is of `.git`, of this repository or of one in it, or of what lies in it; case counts on few disks only. */
const isGit = (path) => path.split(/[/\\]/).some((part) => part.toLowerCase() === ".git");
/** Whether a relative path leads out of where it is relative to. */
const leadsOutside = (path) => path === ".." || path.startsWith(`..${sep}`) || path.startsWith("../") || isAbsolute(path);
/** The bytes of a file, or why they cannot be had. */
function readSmall(path) {
	const bytes = readBounded(path, { most: LARGEST });
	if (!("wrong" in bytes)) return bytes;
	const [wrong, hint] = WHY[bytes.wrong] ?? ["cannot be read by the user of the runner", "An earlier step or container left it to another user, as root: give it back in a step before this one (`sudo chown -R \"$(id -u)\" .`), or clean the workspace of this runner."];
	return {
		wrong,
		hint
	};
}
const WHY = {
	missing: ["does not exist", "Commit it, or correct its path."],
	special: ["is not a regular file", "Put the file itself there."],
	large: [`is larger than ${LARGEST / 1024 ** 2} MiB`, "Name the file that is meant: configurations and parameters are small."]
};
/**
* What must not be used of a folder of the repository; at most ten. Names are bytes here, as the system has them: two that differ in
* what is not UTF-8 are the same text. The file `.git` of a submodule holds but a path, and may stay.
*/
function findBadEntries(root, folder) {
	const found = [];
	const seen = /* @__PURE__ */ new Set();
	const visit = (real, above) => {
		if (seen.has(real)) return;
		seen.add(real);
		const entries = listFolder(real);
		if (entries === void 0) found.push({
			name: fromBytes(above) || ".",
			why: "unreadable"
		});
		if (entries?.length === 0 && isEmptySubmodule(root, fromBytes(real))) found.push({
			name: fromBytes(above.slice(0, -1)) || ".",
			why: "submodule"
		});
		for (const entry of entries ?? []) {
			if (found.length >= 10) return;
			const [child, path] = [`${real}/${entry.name}`, above + entry.name];
			const name = fromBytes(path);
			if (isGit(entry.name)) {
				if (!entry.isFile()) found.push({
					name,
					why: "git"
				});
			} else if (entry.isDirectory()) visit(child, `${path}/`);
			else if (entry.isSymbolicLink()) {
				const { why, target } = judgeLink(toBytes(root), child);
				if (why !== void 0) found.push({
					name,
					why
				});
				else if (target !== void 0 && statSync(onDisk(target)).isDirectory()) visit(target, `${path}/`);
				else if (target !== void 0 && isPointerFile(onDisk(target))) found.push({
					name,
					why: "pointer"
				});
			} else if (entry.isFile() && isPointerFile(onDisk(child))) found.push({
				name,
				why: "pointer"
			});
		}
	};
	visit(toBytes(folder), "");
	return found;
}
/** What is in a folder, all by byte names; undefined for one that may not be listed. */
function listFolder(folder) {
	try {
		return readdirSync(onDisk(folder), {
			withFileTypes: true,
			encoding: "latin1"
		});
	} catch (error) {
		if (isUnreadable(error)) return void 0;
		throw error;
	}
}
/** Whether an absolute folder of the repository is a submodule that is not checked out. */
function isEmptySubmodule(root, folder) {
	const path = relative(root, folder).split(sep).join("/");
	return findEmptySubmodule(root, path) === path;
}
/** The same names as bytes. */
function judgeLink(root, link) {
	const target = existsSync(onDisk(link)) ? findRealBytes(link) : void 0;
	if (target === void 0) return { why: "broken" };
	const below = relative(root, target);
	if (leadsOutside(below)) return { why: "outside" };
	return isGit(below) ? { why: "into git" } : { target };
}
/** Whether a folder has a file of this name at its top. */
const hasFile = (folder, name) => {
	const path = join(folder, name);
	return existsSync(path) && statSync(path).isFile();
};
/** YAML files of a repository, relative to it, hidden folders and installed packages left out; from a limited search. */
function yamlFiles(root, depth = 3) {
	const found = [];
	let looked = 0;
	const visit = (folder, left) => {
		for (const entry of listFolder(toBytes(join(root, folder))) ?? []) {
			looked += 1;
			if (looked > 5e3) return;
			const name = fromBytes(entry.name);
			const path = folder === "" ? name : `${folder}/${name}`;
			if (entry.isFile() && /\.ya?ml$/i.test(entry.name)) found.push(path);
			else if (entry.isDirectory() && left > 0 && !/^\.|^node_modules$/.test(name)) visit(path, left - 1);
		}
	};
	visit("", depth);
	return found;
}

export { hasCredentials as _, leadsOutside as a, readSmall as c, SUBMODULE_HINT as d, findEmptySubmodule as f, walkFolder as g, findUnreadable as h, isGit as i, yamlFiles as l, UNREADABLE_HINT as m, hasFile as n, listFolder as o, readBounded as p, isEmptySubmodule as r, locatePath as s, findBadEntries as t, SUBMODULE_CODE as u, parseResource as v };