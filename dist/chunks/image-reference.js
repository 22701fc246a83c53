import { t as MedPerfError } from "./error.js";

// src/medperf/client/address.ts
/** MedPerf's production server (contract 7.1). */
const PRODUCTION = "https://api.medperf.org";
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** Whether a URL's host is this machine. */
const isLoopback = (url) => LOOPBACK.test(url.hostname);
/** The origin of a server as the user wrote it, with or without scheme and `/api/v0`; throws kind `input`. */
function serverOrigin(text) {
	const trimmed = text.trim();
	const url = parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
	if (url === void 0 || url.hostname === "") throw bad("is not an address", text);
	if (url.username !== "" || url.password !== "") throw bad("must not hold a user name or password");
	if (url.protocol !== "https:" && url.protocol !== "http:") throw bad("must start with https://", text);
	if (url.protocol === "http:" && !isLoopback(url)) throw bad("is plain http: a token sent there could be read on the way", text);
	if (url.search !== "" || url.hash !== "" || !/^\/(api(\/v0)?\/?)?$/.test(url.pathname)) throw bad("must be a host and nothing behind it", text);
	return url.origin;
}
function parse(text) {
	return URL.canParse(text) ? new URL(text) : void 0;
}
/** The text is left out where it may hold a password. */
function bad(what, text) {
	const shown = text === void 0 ? "" : ` \`${text.replaceAll(/[^\x20-\x7e]|`/g, "?").slice(0, 100)}\``;
	return new MedPerfError("input", `server${shown} ${what}`, { hint: `Give it like ${PRODUCTION}. Plain http is accepted for this machine only.` });
}

// src/containers/image-reference.ts
const LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
const REGISTRY = `(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const REFERENCE = new RegExp(`^(?:${REGISTRY}/)?${PART}(?:/${PART})*(?::[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`);
/** What is wrong with an image reference, as a hint; undefined for one that an engine takes. */
function imageReferenceFault(image) {
	if (REFERENCE.test(image) && !/^[0-9a-f]{64}$/.test(image)) return void 0;
	if (image === "") return "Write it as `registry/name:tag`, for example `ghcr.io/lab/prep:1.0`.";
	if (/\s/.test(image)) return "An image reference has no spaces.";
	if (image.includes("://")) return `Write it without \`${image.slice(0, image.indexOf("://") + 3)}\`.`;
	const repository = image.replace(/@.*$/, "").replace(/:[^/]*$/, "");
	if (/[A-Z]/.test(repository)) return "Repository names are in lower case.";
	if (image.includes("@")) return "A digest looks like `@sha256:` and 64 hexadecimal digits.";
	return "Write it as `registry/name:tag`, for example `ghcr.io/lab/prep:1.0`.";
}

export { isLoopback as n, serverOrigin as r, imageReferenceFault as t };