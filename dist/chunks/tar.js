import { t as require_tar_stream } from "./tar-stream.js";
import { r as readCode, t as ExpectedError } from "./error.js";
import { n as onDisk } from "./byte-name.js";
import { n as plainLine } from "./text.js";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

// src/archive/pack/tar.ts
var import_tar_stream = require_tar_stream();
const PIECE = 1048576;
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** What must not differ between two machines that pack the same folder. */
const FIXED = {
	uid: 0,
	gid: 0,
	uname: "",
	gname: "",
	mtime: /* @__PURE__ */ new Date(0)
};
/**
* A tar archive as a stream. Owners, times and permissions beyond "may be executed" are left out, as Git leaves them out.
* Rejects with an ExpectedError of kind `archive` where a file cannot be read or changes meanwhile.
*/
async function* writeTar(entries) {
	const tar = (0, import_tar_stream.pack)({ highWaterMark: PIECE });
	const feeding = feed(tar, entries).catch((error) => tar.destroy(error));
	try {
		for await (const chunk of tar) yield chunk;
	} finally {
		tar.destroy();
		await feeding;
	}
}
async function feed(tar, entries) {
	for (const entry of entries) if (entry.kind === "file") await addFile(tar, entry);
	else await add(tar, headerOf(entry));
	tar.finalize();
}
function headerOf(entry) {
	const { name } = entry;
	return entry.kind === "folder" ? {
		...FIXED,
		name: `${name}/`,
		type: "directory",
		mode: 493
	} : {
		...FIXED,
		name,
		type: "symlink",
		linkname: entry.target,
		mode: 511
	};
}
async function addFile(tar, entry) {
	const header = {
		...FIXED,
		name: entry.name,
		type: "file",
		size: entry.bytes,
		mode: entry.executable ? 493 : 420
	};
	const file = open(entry);
	try {
		if (entry.bytes <= PIECE) return await add(tar, header, read(file, entry, entry.bytes));
		const added = Promise.withResolvers();
		const sink = tar.entry(header, (error) => error ? added.reject(error) : added.resolve());
		added.promise.catch(() => {});
		for (let left = entry.bytes; left > 0; left -= PIECE) {
			const piece = read(file, entry, Math.min(left, PIECE));
			if (!sink.write(piece)) await Promise.race([drained(sink), added.promise]);
		}
		sink.end(void 0);
		await added.promise;
	} finally {
		closeSync(file);
	}
}
const drained = (sink) => new Promise((resolve) => sink.once("drain", () => resolve()));
function add(tar, header, contents) {
	return new Promise((resolve, reject) => {
		const done = (error) => error ? reject(error) : resolve();
		if (contents === void 0) tar.entry(header, done);
		else tar.entry(header, contents, done);
	});
}
function open(entry) {
	let file;
	try {
		file = openSync(onDisk(entry.path), FLAGS);
	} catch (error) {
		const code = readCode(error) ?? "unknown";
		throw new ExpectedError("archive", `${plainLine(entry.name, 200)} cannot be read (${code})`, {
			hint: "Make it readable for the user of this runner.",
			cause: error
		});
	}
	const stats = fstatSync(file);
	if (stats.isFile() && stats.size === entry.bytes && stats.ino === entry.inode) return file;
	closeSync(file);
	throw changed(entry);
}
function read(file, entry, bytes) {
	const piece = allocate(bytes);
	for (let at = 0; at < bytes;) {
		const got = readSync(file, piece, at, bytes - at, null);
		if (got === 0) throw changed(entry);
		at += got;
	}
	return piece;
}
/** Memory for many small files at once: an allocation for each would take longer than reading it. */
function allocate(bytes) {
	if (bytes > spare.length) spare = Buffer.allocUnsafeSlow(Math.max(PIECE, bytes));
	const piece = spare.subarray(0, bytes);
	spare = spare.subarray(bytes);
	return piece;
}
let spare = Buffer.alloc(0);
const changed = ({ name }) => new ExpectedError("archive", `${plainLine(name, 200)} changed while it was packed`, { hint: "Let nothing write to the folder meanwhile, and run the job again." });

export { writeTar };