import { t as ExpectedError } from "./error.js";
import { n as explainSystemError } from "./system-error.js";
import { i as formatBytes } from "./size.js";
import { i as quoteName } from "./text.js";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";

// src/lookup/authority.ts
/** In bytes: all authorities of a machine fit several times. */
const LARGEST = 16 * 1024 ** 2;
/** The PEM that the input `ca-file` names, relative to the repository. Throws an ExpectedError of kind `input` that names the input. */
function readAuthority(repository, path) {
	const wrong = (why, cause) => new ExpectedError("input", `the file of the input ca-file, ${quoteName(path, 200)}, cannot be used: ${why}`, {
		code: "ca-file-unusable",
		hint: "Name a PEM file with the certificate of the authority (`-----BEGIN CERTIFICATE-----`), which the user of the runner may read.",
		cause
	});
	const file = resolve(repository, path);
	try {
		const { size } = statSync(file);
		if (!statSync(file).isFile()) throw wrong("it is no regular file");
		if (size > LARGEST) throw wrong(`it has more than ${formatBytes(LARGEST)}`);
		const text = readFileSync(file, "utf8");
		if (!/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(text)) throw wrong("there is no certificate in it");
		return text;
	} catch (error) {
		if (error instanceof ExpectedError) throw error;
		const trouble = explainSystemError(error);
		throw wrong(trouble === void 0 ? "it cannot be read" : `${trouble.why} (${trouble.code})`, error);
	}
}

export { readAuthority as t };