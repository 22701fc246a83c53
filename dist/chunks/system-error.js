import { r as readCode, t as ExpectedError } from "./error.js";
import { n as plainLine } from "./text.js";
import { n as isDiskFull } from "./disk.js";

// src/files/errors/system-error.ts
const OWNED = "Let the user of the runner do it, or give back what an earlier step left to root (`sudo chown -R \"$(id -u)\"` and the folder).";
const BUSY = "Let less run beside this job on the machine, or raise the limit of the runner’s user (`ulimit`).";
const ROOM = "Free space on the runner, take one with a larger disk, or set the input `work-directory` to a disk with more room.";
const TABLE = {
	EACCES: ["the user of the runner may not", OWNED],
	EPERM: ["the user of the runner may not", OWNED],
	EROFS: ["its file system is read-only", "Name a place that can be written to."],
	ENOSPC: ["the disk is full", ROOM],
	EDQUOT: ["the quota of the disk is used up", ROOM],
	ENOENT: ["it is not there", "See to it that nothing else removes or names it during the run."],
	ENOTDIR: ["a part of the path is a file", "Name a folder, or a path through folders."],
	EISDIR: ["it is a folder", "Name a file."],
	EEXIST: ["something else is in its place", "Remove that, or name another place."],
	ENOTEMPTY: ["something is in it", "See to it that nothing else writes there during the run."],
	ELOOP: ["its links lead in a circle", "Remove the link, or let it lead to what is meant."],
	ENAMETOOLONG: ["the path is too long", "Shorten it: most systems take 255 bytes for a name, 4,095 for all."],
	EFBIG: ["it is larger than this disk or user may have it", ROOM],
	EMFILE: ["too many files are open", BUSY],
	ENFILE: ["too many files are open on this machine", BUSY],
	ENOMEM: ["there is no memory left", BUSY],
	EAGAIN: ["this machine has no room for one more", BUSY],
	EBUSY: ["something else is using it", BUSY],
	ETXTBSY: ["something else is writing it", BUSY],
	EIO: ["the disk does not answer as it should", "Look at the disk of this machine, or use another runner."],
	ESTALE: ["its network file system has lost it", "Mount it again, or use a disk of this machine."],
	ENXIO: ["there is nothing behind it", "Name a file or a folder."],
	ENODEV: ["there is nothing behind it", "Name a file or a folder."],
	E2BIG: ["its arguments are longer than this system takes", "Shorten them, or put them into a file."],
	ENOEXEC: ["it is no program of this machine", "Install the one for this processor and system."]
};
/** What an error of the system means; undefined for what is no error of the system, or none that a user can do something about. */
function explainSystemError(error) {
	const code = readCode(error) ?? "";
	const [why, hint] = TABLE[code] ?? [];
	return why === void 0 || hint === void 0 ? void 0 : {
		code,
		why,
		hint
	};
}
/** What could not be done, by the call that the system refused. */
const VERBS = [
	[/^(?:open|read|scandir|opendir|l?stat|f?stat|readlink|realpath|access|statfs)/, "read"],
	[/^mk/, "made"],
	[/^(?:unlink|rm)/, "removed"],
	[/^(?:spawn|exec|uv_spawn)/, "started"],
	[/^(?:write|ftruncate|fsync|copyfile|symlink|link|rename|f?l?chmod|f?l?chown|f?utime)/, "written"]
];
/** Any error that nobody expected, in words: one of the system is its user's surroundings, everything else is ours. */
function explainAnyError(error) {
	const message = plainLine(error instanceof Error ? error.message : String(error), 1e3);
	const trouble = explainSystemError(error);
	if (trouble === void 0) return new ExpectedError("internal", `an error of this action, not of the benchmark: ${message}`, {
		hint: "Please report it with the log of this job.",
		cause: error
	});
	const { code, why, hint } = trouble;
	const kind = isDiskFull(error) ? "disk-full" : "internal";
	return new ExpectedError(kind, `${describeCall(error)}: ${why} (${code})`, {
		code: `system-${code.toLowerCase()}`,
		hint,
		cause: error
	});
}
function describeCall(error) {
	const { path, syscall } = error;
	const call = typeof syscall === "string" ? syscall : "";
	const verb = VERBS.find(([pattern]) => pattern.test(call))?.[1] ?? "used";
	const named = typeof path === "string" || Buffer.isBuffer(path) ? plainLine(String(path), 300) : "";
	if (named !== "") return `\`${named.replaceAll("`", "'")}\` cannot be ${verb}`;
	return call === "" ? "something of this machine cannot be used" : `a file of this machine cannot be ${verb}`;
}

export { explainSystemError as n, explainAnyError as t };