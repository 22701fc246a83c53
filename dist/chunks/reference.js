import { i as splitReference, t as imageReferenceFault } from "./image-reference.js";
import { t as ExpectedError } from "./error.js";
import { n as plainLine } from "./text.js";

// src/registry/reference.ts
const HUB = /^(?:(?:index\.|registry-1\.)?docker\.io)$/;
const HUB_API = "registry-1.docker.io";
/** Reads a reference as Docker does; throws kind `input` for one that Docker would not take. */
function parseReference(reference) {
	const shown = plainLine(reference, 300);
	const fault = imageReferenceFault(reference);
	if (fault !== void 0) throw new ExpectedError("input", `\`${shown}\` is no image reference`, { hint: fault });
	const { name, tag, digest } = splitReference(reference);
	const slash = name.indexOf("/");
	const first = slash === -1 ? "" : name.slice(0, slash);
	const version = digest ?? tag ?? "latest";
	if (!isRegistry(first)) {
		const repository = slash === -1 ? `library/${name}` : name;
		return {
			shown,
			host: HUB_API,
			repository,
			version,
			isHub: true
		};
	}
	const rest = name.slice(slash + 1);
	if (!HUB.test(first)) return {
		shown,
		host: first,
		repository: rest,
		version,
		isHub: false
	};
	const repository = rest.includes("/") ? rest : `library/${rest}`;
	return {
		shown,
		host: HUB_API,
		repository,
		version,
		isHub: true
	};
}
/** The same image under another tag: what came behind the name is left out. */
const replaceTag = (reference, tag) => `${splitReference(reference).name}:${tag}`;
/** Exactly one image of the same name. */
const pinReference = (reference, digest) => `${splitReference(reference).name}@${digest}`;
const isRegistry = (first) => first === "localhost" || /[.:A-Z]/.test(first);

export { pinReference as n, replaceTag as r, parseReference as t };