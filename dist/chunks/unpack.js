import { n as onDisk, r as toBytes } from "./byte-name.js";
import { r as readCode } from "./error.js";
import { t as known } from "./known.js";
import { r as writeAll, t as inDiskWords } from "./disk.js";
import { t as createQueue } from "./queue.js";
import { i as viewBytes } from "./slabs.js";
import { i as createGuard } from "./limits.js";
import { a as isBehindTheEnd, c as readMember, l as showMember, n as badArchive, o as isMacDebris, s as leavingLink } from "./member.js";
import { r as decompressArchive, t as countUnpacked } from "./decompress.js";
import { a as notAFolder, i as newFolder, n as findEntry, o as staysInside, r as listHashes, t as checkLinks } from "./tree.js";
import { t as require_tar_stream } from "./tar-stream.js";
import { a as mayBeLfsPointer, r as isLfsPointer } from "./pointer.js";
import { chmodSync, closeSync, constants, copyFileSync, linkSync, mkdirSync, openSync, statSync, symlinkSync, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import { createHash, hash } from "node:crypto";

// src/archive/inlet.ts
/** A queue of slabs; `release` gets the memory of each as soon as the next one is asked for. */
function createInlet(release) {
	const queue = createQueue();
	let draining = false;
	let came = 0;
	async function* chunks() {
		while (!draining) {
			const slab = await queue.take();
			if (slab === void 0) return;
			if (draining) return release(slab.buffer);
			came = slab.came ?? came + slab.length;
			try {
				yield viewBytes(slab);
			} finally {
				release(slab.buffer);
			}
		}
	}
	return {
		chunks: chunks(),
		get came() {
			return came;
		},
		push: queue.push,
		end: queue.end,
		fail(error) {
			queue.clear();
			queue.fail(error);
		},
		async drain() {
			draining = true;
			for (let slab = await queue.take(); slab !== void 0; slab = await queue.take()) release(slab.buffer);
		}
	};
}

// src/archive/alike.ts
var import_tar_stream = require_tar_stream();
/** What a global header may not say: Python takes it for every member that follows, tar-stream for hardly any. */
const OF_ALL = /^(?:path|linkpath|size|GNU\.sparse\..*)$/;
/**
* Throws an ExpectedError of kind `archive` for a member that readers of tar take differently: a hospital would unpack other files
* than were tested. What stands behind a link is data for tar-stream, and the next members for Python and GNU tar.
*/
function expectAlike(header, tar) {
	if ((header.type === "link" || header.type === "symlink") && header.size !== 0) throw unlike(`the link ${showMember(header.name)} has data`);
	if (header.flag === "X") throw unlike("it has headers of Solaris, which only some read");
	if (header.flag === "\0" && header.type === "directory" && header.size !== 0) throw unlike(`the folder ${showMember(header.name)} has data`);
	const { _paxGlobal: ofAll } = tar;
	const said = Object.keys(ofAll ?? {}).find((key) => OF_ALL.test(key));
	if (said !== void 0) throw unlike(`one header says the ${said} of all its members`);
}
const unlike = (why) => badArchive(`programs do not agree on what the archive holds: ${why}`, "Pack it anew, for example with `tar czf demo.tar.gz -C folder .`");

// src/archive/tar-end.ts
const BLOCK$1 = 512;
/** Where in a header the type flag stands. */
const FLAG = 156;
/**
* Looks at the stream beside tar-stream, for what that does not tell: the flags of its members, and the block of zeros that ends an
* archive. It reads on behind that, where Python's tarfile, GNU tar and so MedPerf see nothing more; what follows there, another
* archive or garbage, must change neither files nor hashes.
*/
function createTarEnd() {
	let before = /* @__PURE__ */ new Uint8Array();
	let tail = /* @__PURE__ */ new Uint8Array();
	let chunk = /* @__PURE__ */ new Uint8Array();
	let start = 0;
	let header = 0;
	let zeros = 0;
	let open = true;
	const look = () => {
		while (open && zeros < BLOCK$1) {
			const at = header + zeros - start;
			if (at >= chunk.length) return;
			if (chunk[at] === 0) zeros += 1;
			else open = false;
		}
	};
	return {
		see(next) {
			start += chunk.length;
			before = tail;
			tail = lastBlock(tail, next);
			chunk = next;
			look();
		},
		next(position) {
			if (zeros === BLOCK$1) return;
			header = position;
			zeros = 0;
			open = true;
			look();
		},
		get reached() {
			return zeros === BLOCK$1;
		},
		flagOf(data) {
			const at = data - BLOCK$1 + FLAG - start;
			return String.fromCharCode((at < 0 ? before[before.length + at] : chunk[at]) ?? 0);
		}
	};
}
/** A copy of the last bytes, as many as a header has: the memory of a chunk is used again when the next one comes. */
function lastBlock(before, chunk) {
	if (chunk.length >= BLOCK$1) return chunk.slice(-512);
	return Buffer.concat([before.subarray(chunk.length - BLOCK$1), chunk]);
}

// src/archive/writer.ts
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
/**
* Writes members below `folder`, which must exist and belong to nobody else. A member that comes twice replaces the
* first, unless one of them is a folder. Owners, times, setuid and setgid are not kept, and everything is readable and writable for us.
*/
function createWriter(folder, guard) {
	const base = toBytes(folder);
	const root = newFolder();
	let unfinished;
	const diskPath = (path) => onDisk(`${base}/${path.join("/")}`);
	/** The folder that a member lies in; made where the archive does not mention it. */
	const parentOf = (path) => {
		let parent = root;
		for (let depth = 0; depth < path.length - 1; depth += 1) {
			const name = path[depth];
			const child = parent.children.get(name);
			if (child?.kind === "folder") parent = child;
			else if (child !== void 0) throw notAFolder(path, depth, child);
			else {
				guard.entry();
				parent = makeFolder(path.slice(0, depth + 1), parent, 493);
			}
		}
		return parent;
	};
	const makeFolder = (path, parent, mode) => {
		mkdirSync(diskPath(path), folderMode(mode));
		const made = newFolder();
		parent.children.set(path.at(-1), made);
		return made;
	};
	/** Takes away what an earlier member of the same name has left. */
	const clear = (path, parent) => {
		const name = path.at(-1);
		const old = parent.children.get(name);
		if (old === void 0) return;
		if (old.kind === "folder") throw twoKinds(path);
		unlinkSync(diskPath(path));
		parent.children.delete(name);
	};
	const addFolder = (path, mode) => {
		if (path.length === 0) return;
		const parent = parentOf(path);
		const old = parent.children.get(path.at(-1));
		if (old?.kind === "folder") {
			chmodSync(diskPath(path), folderMode(mode));
			return;
		}
		if (old?.kind === "file") throw twoKinds(path);
		clear(path, parent);
		makeFolder(path, parent, mode);
	};
	const addSymlink = (path, target) => {
		const parent = parentOf(path);
		if (!staysInside(root, path, target, guard.followed)) throw leavingLink(showMember(path), target);
		clear(path, parent);
		symlinkSync(onDisk(target), diskPath(path));
		parent.children.set(path.at(-1), {
			kind: "symlink",
			target
		});
	};
	const addHardLink = (path, target) => {
		const parent = parentOf(path);
		const found = findEntry(root, target);
		if (found !== void 0 && found === findEntry(root, path)) return;
		if (found?.kind === "symlink") return addSymlink(path, found.target);
		clear(path, parent);
		if (found?.kind !== "file" || findEntry(root, target) !== found) throw brokenHardLink(path, target);
		link(diskPath(target), diskPath(path), (size) => guard.file(size));
		parent.children.set(path.at(-1), found);
	};
	return {
		root,
		add(member) {
			guard.entry();
			guard.name(lengthOf(member.path) + (member.kind === "symlink" ? member.target.length : 0));
			if (member.kind === "folder") addFolder(member.path, member.mode);
			else if (member.kind === "symlink") addSymlink(member.path, member.target);
			else addHardLink(member.path, member.target);
		},
		open({ path, mode, size }) {
			guard.entry();
			guard.name(lengthOf(path));
			guard.file(size);
			const parent = parentOf(path);
			clear(path, parent);
			const descriptor = openSync(diskPath(path), CREATE, mode & 511 | 384);
			unfinished = descriptor;
			const node = {
				kind: "file",
				sha256: ""
			};
			parent.children.set(path.at(-1), node);
			return writeAndHash(descriptor, size, (sha256, small) => {
				node.sha256 = sha256;
				closeSync(descriptor);
				unfinished = void 0;
				if (small !== void 0 && isLfsPointer(small)) throw pointer(path);
			});
		},
		close() {
			if (unfinished !== void 0) closeSync(unfinished);
			unfinished = void 0;
		}
	};
}
const folderMode = (mode) => mode & 511 | 448;
/** Hashes a file on its way to the disk: at once where it comes in one piece, which is several times faster. */
function writeAndHash(descriptor, size, done) {
	let hash$1;
	let whole;
	let small = mayBeLfsPointer(size) ? Buffer.alloc(0) : void 0;
	return {
		write(chunk) {
			writeAll(descriptor, chunk);
			small = small && Buffer.concat([small, chunk]);
			if (chunk.length === size) whole = hash("sha256", chunk);
			else hash$1 = (hash$1 ?? createHash("sha256")).update(chunk);
		},
		end: () => done(whole ?? hash$1?.digest("hex") ?? hash("sha256", ""), small)
	};
}
const lengthOf = (path) => path.reduce((sum, name) => sum + name.length + 1, 0);
function link(target, path, copied) {
	try {
		linkSync(target, path);
	} catch (error) {
		const code = readCode(error);
		if (code !== "EMLINK" && code !== "EPERM" && code !== "ENOTSUP" && code !== "EOPNOTSUPP") throw error;
		copied(statSync(target).size);
		copyFileSync(target, path, constants.COPYFILE_EXCL);
	}
}
const pointer = (path) => badArchive(`${showMember(path)} in the archive is a Git LFS pointer, not the file itself`, PACKED_HINT);
const PACKED_HINT = "Pack a folder that was checked out with Git LFS (`git lfs pull`).";
/** Python makes neither a folder where a file is, nor anything else where a folder is. */
const twoKinds = (path) => badArchive(`${showMember(path)} is a folder in the archive, and something else as well`, "Leave one of them out; a volume label counts as a file of that name.");
function brokenHardLink(path, target) {
	return badArchive(`the hard link ${showMember(path)} names ${showMember(target)}, which is no file before it in the archive`, "Pack the folder anew; `tar --hard-dereference` stores a copy instead of the link.");
}

// src/archive/untar.ts
const BLOCK = 512;
/** So much is still read behind the end of the archive, in bytes: enough for every padding, not for a bomb. */
const PADDING = 67108864;
const OPTIONS = {
	filenameEncoding: "latin1",
	allowUnknownFormat: true,
	highWaterMark: 1
};
/**
* Writes the members of a tar stream into `folder`, which must exist, and returns what it holds. Throws an ExpectedError of
* kind `archive` for a member that could harm, a limit that is passed, or data that is not a tar archive.
*/
async function unpackTar(chunks, folder, guard) {
	const tar = (0, import_tar_stream.extract)(OPTIONS);
	const writer = createWriter(folder, guard);
	const end = createTarEnd();
	const progress = follow(tar);
	tar.on("entry", (header, data, next) => {
		data.on("error", () => {});
		guarded(tar, () => {
			if (end.reached) skip(header, data, next);
			else {
				const flagged = withFlag(header, end.flagOf);
				expectAlike(flagged, tar);
				end.next(followingHeader(flagged));
				unpackMember(flagged, data, {
					tar,
					writer,
					guard,
					next
				});
			}
		});
	});
	try {
		await feed(chunks, {
			tar,
			end,
			progress
		});
		checkLinks(writer.root, guard);
		return writer.root;
	} finally {
		tar.destroy();
		writer.close();
	}
}
async function feed(chunks, feeding) {
	try {
		await feedAll(chunks, feeding);
	} catch (error) {
		if (!(feeding.end.reached && isBehindTheEnd(error))) throw error;
	}
}
async function feedAll(chunks, { tar, end, progress }) {
	let padding = 0;
	let bytes = 0;
	for await (const chunk of chunks) {
		if (chunk.length === 0) continue;
		bytes += chunk.length;
		if (end.reached) {
			padding += chunk.length;
			if (padding > PADDING) return;
			continue;
		}
		end.see(chunk);
		try {
			await progress.after(() => tar.write(chunk));
		} catch (error) {
			if (!(end.reached && isTarError(error))) throw inWords(error);
		}
	}
	if (end.reached) return;
	if (bytes === 0) throw badArchive("the archive is empty", "Check the file that is served, and pack it anew.");
	try {
		await progress.after(() => tar.end(null));
	} catch (error) {
		throw inWords(error);
	}
}
function follow(tar) {
	let settle;
	let failure;
	tar.on("drain", () => settle?.());
	tar.on("close", () => settle?.(failure));
	tar.on("error", (error) => {
		failure = error;
	});
	return { after: (action) => new Promise((resolve, reject) => {
		settle = (error) => error === void 0 ? resolve() : reject(error);
		if (tar.destroyed) return settle(failure);
		action();
	}) };
}
/** Old archives mark a folder by a flag of zero and its name, which tar-stream takes for a file. */
function withFlag(header, flagOf) {
	const flag = flagOf(header.byteOffset ?? 0);
	const isFolder = flag === "\0" && header.pax?.path === void 0 && header.name.endsWith("/");
	return {
		...header,
		flag,
		type: isFolder ? "directory" : header.type ?? null
	};
}
function followingHeader({ byteOffset = 0, size = 0, type }) {
	return type === "directory" ? byteOffset : byteOffset + Math.ceil(size / BLOCK) * BLOCK;
}
/** What throws in a listener ends the stream instead of the process. */
function guarded(tar, action) {
	try {
		action();
	} catch (error) {
		tar.destroy(error);
	}
}
function unpackMember(header, data, { tar, writer, guard, next }) {
	const member = readMember(header);
	if (isMacDebris(member.path)) {
		guard.entry();
		skip(header, data, next);
	} else if (member.kind !== "file") {
		writer.add(member);
		skip(header, data, next);
	} else {
		const file = writer.open(member);
		data.on("data", (chunk) => guarded(tar, () => file.write(chunk)));
		data.on("end", () => guarded(tar, () => {
			file.end();
			next();
		}));
	}
}
function skip({ type }, data, next) {
	if (type === "directory") queueMicrotask(next);
	else data.on("end", next).resume();
}
const CUT = "Unexpected end of data";
/** Whether tar-stream could not make sense of the data, going by its messages: its errors have no code. */
function isTarError(error) {
	return error instanceof Error && /^(Unexpected end of data|Invalid (tar )?header|Header exceeds)/.test(error.message);
}
function inWords(error) {
	if (!isTarError(error)) return error;
	if (error.message !== CUT) return badArchive("the archive is damaged: where a member should begin there is something else", "Pack it anew as a tar archive, plain or compressed with gzip, bzip2 or xz.", { cause: error });
	return badArchive("the archive is cut off: it ends in the middle of a file", "Compare its size with the original, and upload or pack it anew.", { cause: error });
}

// src/archive/unpack.ts
/**
* Unpacks what comes through `inlet` into the job's folder, which must exist, and resolves when the inlet has ended. It
* runs on the main thread for small archives and in a thread of its own for all others; nothing else is different.
*/
async function unpackArchive(job, inlet) {
	const guard = createGuard(job.limits, known({
		length: job.length,
		folder: dirname(job.folder)
	}));
	const chunks = countUnpacked(decompressArchive(job.packing, inlet.chunks), (unpacked) => guard.unpacked(inlet.came, unpacked));
	try {
		const root = await unpackTar(chunks, job.folder, guard);
		await inlet.drain();
		return listHashes(root);
	} catch (error) {
		throw inDiskWords(error);
	}
}

export { createInlet as n, unpackArchive as t };