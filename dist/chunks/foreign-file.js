import { lstatSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";

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

// src/files/foreign-file.ts
/** The first of some names in a folder that is there and is no file of that folder: a link out of it or to nothing yet, a folder, a pipe. */
const findForeignFile = (folder, names) => names.find((name) => isThere(join(folder, name)) && !isOwnFile(realpathSync.native(folder), name));
const isThere = (path) => lstatSync(path, { throwIfNoEntry: false }) !== void 0;
function isOwnFile(root, name) {
	try {
		const path = realpathSync.native(join(root, name));
		return path.startsWith(`${root}${sep}`) && statSync(path).isFile();
	} catch {
		return false;
	}
}

export { BUILD_FILES as n, findForeignFile as t };