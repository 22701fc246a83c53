import { c as readSmall, s as locatePath } from "./repository.js";
import { t as ExpectedError } from "./error.js";
import { n as LFS_HINT, r as isLfsPointer, t as LFS_CODE } from "./pointer.js";
import { r as readLock } from "./lock.js";
import { t as lockPath } from "./path.js";
import { existsSync, realpathSync } from "node:fs";

// src/lookup/lock-file.ts
/**
* What the last merge registered, from the checkout; undefined without a lock. Throws an ExpectedError of kind `lock`, also for
* one that is not a file of the repository.
*/
function readLockFile(workspace, config) {
	if (!existsSync(workspace)) return void 0;
	const path = lockPath(config);
	const found = locatePath(realpathSync(workspace), "", path);
	if (found.kind === "missing") return void 0;
	if (found.kind === "unreadable") throw unusable(path, "cannot be read by the user of the runner");
	if (found.kind !== "file") throw unusable(path, "is not a file of the repository");
	const bytes = readSmall(found.path);
	if ("wrong" in bytes) throw unusable(path, bytes.wrong);
	if (isLfsPointer(bytes)) {
		const why = `${path} is a Git LFS pointer, not the file itself`;
		throw new ExpectedError("lock", why, {
			hint: LFS_HINT,
			code: LFS_CODE
		});
	}
	return readLock(bytes.toString(), path);
}
const unusable = (path, why) => new ExpectedError("lock", `${path} ${why}`, { hint: "Put the file itself there, as the last merge left it, or delete it: without it the server is asked." });

export { readLockFile as t };