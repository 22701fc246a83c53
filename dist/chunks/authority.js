import { t as ExpectedError } from "./error.js";
import { readFileSync } from "node:fs";

// src/lookup/authority.ts
/** The PEM of an authority to trust for the MedPerf server; throws an ExpectedError of kind `input`. */
function readAuthority(path) {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		throw new ExpectedError("input", `the file of the input ca-file cannot be read: ${path}`, { cause: error });
	}
}

export { readAuthority as t };