import { r as toBytes } from "./byte-name.js";
import { t as findRealBytes } from "./real-path.js";
import { resolve } from "node:path";

// src/files/lies-in.ts
/** Whether a path is a folder or lies in it, by its name or by where that leads, and so with either name of the folder. */
function liesIn(folder, path) {
	const roots = listNames(folder);
	return listNames(path).some((one) => roots.some((root) => `${one}/`.startsWith(root === "/" ? "/" : `${root}/`)));
}
/** A path as it is called and as it really is, in bytes; of what is not there, the first alone. */
function listNames(path) {
	const name = toBytes(resolve(path));
	try {
		return [name, findRealBytes(name)];
	} catch {
		return [name];
	}
}

export { liesIn as t };