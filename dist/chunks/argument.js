// src/files/container-user.ts
/**
* Whom containers get in place of root. The kernel's `nobody` owns nothing in an image, has an entry on every machine, which
* Apptainer looks for, and is whom a network disk takes root for.
*/
const NOBODY = {
	uid: 65534,
	gid: 65534
};
/** Whether this process is root, whose containers would be root too. */
const isRoot = () => process.getuid?.() === 0;
/** Whom containers run as, and whose files those are that they read and write: ourselves, or `nobody` where we are root. */
const findContainerUser = () => isRoot() ? NOBODY : {
	uid: process.getuid?.() ?? 0,
	gid: process.getgid?.() ?? 0
};

// src/containers/arguments/argument.ts
const HIDDEN = /\p{C}|[^\P{Z} ]/u;
/** Whether a text has control characters, line breaks, or others that do not show. */
const hasHidden = (text) => HIDDEN.test(text);
/** What engines, now or in another of their ways to write a mount, take for a separator or an escape. */
const SEPARATORS = {
	":": "a colon",
	",": "a comma",
	"^": "a caret",
	"\\": "a backslash",
	"\"": "a double quote"
};
/** Why no engine is given a path for a mount inside a container, as a sentence; undefined for one that is clean. */
function mountPathFault(path) {
	if (HIDDEN.test(path)) return "a mount path cannot have control characters, or others that do not show";
	if (!path.startsWith("/")) return `the mount path "${path}" should be absolute`;
	const separator = Object.keys(SEPARATORS).find((character) => path.includes(character));
	if (separator !== void 0) return `the mount path "${path}" has ${SEPARATORS[separator]}, which engines take for a separator`;
	if (path.endsWith(" ")) return `the mount path "${path}" ends with a space, which engines cut off`;
	const parts = listParts(path);
	if (parts.length === 0) return "nothing can be mounted at `/`";
	if (parts.includes("..")) return `the mount path "${path}" should not go up with \`..\``;
}
/** The names in a path, without those that lead nowhere. */
const listParts = (path) => path.split("/").filter((part) => part !== "" && part !== ".");
/** What engines and programs agree on, without what a shell or an option reads; a dot and a dash are Docker's alone. */
const NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,254}$/;
/** Whether a text can be the name of an environment variable. */
const isVariableName = (text) => NAME.test(text);
/** Whether Singularity and Apptainer hand a variable on, which a shell has to be able to name. */
const isShellName = (name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
/** Linux takes no longer word or variable, in bytes, with its name. */
const LONGEST = 130048;
/** Why a text cannot be a word of a command or the value of a variable, as the second half of a sentence. */
function findTextFault(text) {
	if (text.includes("\0")) return "a text with a NUL character ends there for every program";
	const bytes = Buffer.byteLength(text);
	return bytes > LONGEST ? `a text of ${bytes} bytes is longer than a program can be given` : void 0;
}
/** Linux takes 2 MiB of words and variables in all; the half of it is left for what an engine's own client adds, in bytes. */
const LONGEST_IN_ALL = 1048576;
/** What each takes besides its bytes. */
const POINTER = 9;
/** Why words and variables cannot be given to a program together, as a whole sentence. */
function findWordsFault(texts) {
	const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + POINTER, 0);
	if (bytes <= LONGEST_IN_ALL) return void 0;
	return `command, entrypoint and environment take ${bytes} bytes together, and a program can be given ${LONGEST_IN_ALL}`;
}

export { isVariableName as a, findContainerUser as c, isShellName as i, isRoot as l, findWordsFault as n, listParts as o, hasHidden as r, mountPathFault as s, findTextFault as t };