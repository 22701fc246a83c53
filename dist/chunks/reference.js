import { t as plainLine } from "./text.js";
import { t as MedPerfError } from "./error.js";
import { t as imageReferenceFault } from "./image-reference.js";

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

// src/registry/reference.ts
const HUB = /^(?:(?:index\.|registry-1\.)?docker\.io)$/;
const HUB_API = "registry-1.docker.io";
/** Reads a reference as Docker does; throws kind `input` for one that Docker would not take. */
function parseReference(reference) {
	const shown = plainLine(reference, 300);
	const fault = imageReferenceFault(reference);
	if (fault !== void 0) throw new MedPerfError("input", `\`${shown}\` is no image reference`, { hint: fault });
	const { name, tag, digest } = split(reference);
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
const withTag = (reference, tag) => `${split(reference).name}:${tag}`;
function split(reference) {
	const at = reference.indexOf("@");
	const before = at === -1 ? reference : reference.slice(0, at);
	const colon = /:([^/:]+)$/.exec(before);
	return {
		name: colon === null ? before : before.slice(0, colon.index),
		...colon?.[1] === void 0 ? {} : { tag: colon[1] },
		...at === -1 ? {} : { digest: reference.slice(at + 1) }
	};
}
const isRegistry = (first) => first === "localhost" || /[.:A-Z]/.test(first);

export { serverOrigin as i, withTag as n, isLoopback as r, parseReference as t };