import { n as pickVariables } from "./child-variables.js";
import { t as liesIn } from "./lies-in.js";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

// src/engines/process/program.ts
/** Where PATH finds a program; undefined where it does not. */
const findProgram = (name) => listFolders(process.env["PATH"]).map((folder) => join(folder, name)).find(isProgram);
/**
* The folders of a list such as PATH, without those of a stranger's checkout: an empty entry and a relative one mean the folder that we
* are in, and a workflow may name one that a pull request can put programs into (`.venv/bin`).
*/
function listFolders(list = "") {
	const { GITHUB_WORKSPACE: checkout = "" } = process.env;
	return list.split(delimiter).filter((folder) => isAbsolute(folder) && (checkout === "" || !liesIn(checkout, folder)));
}
/** Lists of folders in which programs and their libraries are looked for. */
const LISTS = ["PATH", "LD_LIBRARY_PATH"];
/** An environment whose lists of folders lead nowhere into the checkout. An empty list would be the folder we are in, so it is none. */
const withoutHere = (environment) => Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => {
	if (!LISTS.includes(name)) return [[name, value]];
	const folders = listFolders(value);
	return folders.length === 0 ? [] : [[name, folders.join(delimiter)]];
}));
function isProgram(path) {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}

// src/engines/process/environment.ts
let passed = [];
/** Has programs that are started from now on inherit these variables too, beside those that all of them may have. */
function passEnvironment(names) {
	passed = names;
}
/** What a program inherits: what is on the list, and nothing that has it look in the checkout, with these set over it; an `undefined` takes one away. */
const childEnvironment = (over = {}) => ({
	...withoutHere(pickVariables(process.env, passed)),
	...over
});

export { passEnvironment as n, findProgram as r, childEnvironment as t };