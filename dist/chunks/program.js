import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

// src/engines/process/program.ts
/** Where PATH finds a program; undefined where it does not. */
function findProgram(name) {
	return (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "").map((folder) => join(folder, name)).find(isProgram);
}
function isProgram(path) {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}

export { findProgram as t };