import { n as onDisk, r as toBytes } from "./byte-name.js";
import { t as findRealBytes } from "./real-path.js";
import { lstatSync, statSync } from "node:fs";
import { join } from "node:path";

// src/facts/build-files.ts
const RECIPES = ["Dockerfile", "Containerfile"];
const IGNORES = [".dockerignore", ".containerignore"];
/**
* What clients of builders read of a build context themselves, on the runner, wherever a link in its place leads: to `/dev/zero`
* without end, or to a file of the host that an error then shows. `.rego` is a policy of buildx's for the sources of a build.
*/
const BUILD_FILES = [
	...RECIPES,
	...IGNORES,
	...RECIPES.flatMap((recipe) => [...IGNORES, ".rego"].map((end) => `${recipe}${end}`))
];
/** The same of a context whose Dockerfile has another name, which may lie in a folder of it. */
const listBuildFiles = (dockerfile) => [.../* @__PURE__ */ new Set([
	...BUILD_FILES,
	dockerfile,
	...[...IGNORES, ".rego"].map((end) => `${dockerfile}${end}`)
])];
/** What to do about one of them that is no file of the context. */
const OWN_FILE_HINT = "Put the file itself there: a link that leads out of the folder is not followed.";

// src/files/foreign-file.ts
/** The first of some names in a folder that is there and is no file of that folder: a link out of it or to nothing yet, a folder, a pipe. */
const findForeignFile = (folder, names) => names.find((name) => isThere(join(folder, name)) && !isOwnFile(folder, name));
const isThere = (path) => lstatSync(path, { throwIfNoEntry: false }) !== void 0;
function isOwnFile(folder, name) {
	try {
		const real = findRealBytes(toBytes(join(folder, name)));
		return real.startsWith(`${findRealBytes(toBytes(folder))}/`) && statSync(onDisk(real)).isFile();
	} catch {
		return false;
	}
}

export { OWN_FILE_HINT as n, listBuildFiles as r, findForeignFile as t };