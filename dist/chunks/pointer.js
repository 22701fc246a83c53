import { closeSync, constants, openSync, readSync, statSync } from "node:fs";

// src/files/lfs/pointer.ts
/** Bytes that a pointer has fewer than, whatever else stands in it (the specification of Git LFS). */
const LARGEST = 1024;
/** The version first, extensions, then hash and size; the older names of the version are read by Git LFS too. */
const POINTER = /^version https?:\/\/(?:git-lfs\.github\.com\/spec\/v1|hawser\.github\.com\/spec\/v1|git-media\.io\/v\/2)\r?\n(?:ext-\d-\S+ sha256:[0-9a-f]{64}\r?\n)*oid sha256:[0-9a-f]{64}\r?\nsize \d{1,20}(?:\r?\n)?$/;
/** Whether bytes are what Git LFS keeps in Git in place of a file, and nothing besides. */
const isLfsPointer = (bytes) => bytes.length < LARGEST && bytes[0] === 118 && POINTER.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1"));
/** Whether a file of so many bytes can be one. */
const mayBeLfsPointer = (size) => size > 0 && size < LARGEST;
/** Whether a file is one; what cannot be read is none, as is what is no file. Never waits for a pipe. */
function isPointerFile(path) {
	try {
		const stats = statSync(path);
		return stats.isFile() && mayBeLfsPointer(stats.size) && isLfsPointer(readHead(path));
	} catch {
		return false;
	}
}
function readHead(path) {
	const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		const bytes = Buffer.allocUnsafe(LARGEST);
		return bytes.subarray(0, readSync(file, bytes));
	} finally {
		closeSync(file);
	}
}
/** What to do where a checkout has pointers. */
const LFS_HINT = "Check out with `lfs: true` (an input of `actions/checkout`), or run `git lfs pull` before this step.";
const LFS_CODE = "lfs-pointer";

export { mayBeLfsPointer as a, isPointerFile as i, LFS_HINT as n, isLfsPointer as r, LFS_CODE as t };