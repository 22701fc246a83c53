import { t as ExpectedError } from "./error.js";
import { t as isLoopback } from "./loopback.js";

// src/medperf/address.ts
/** MedPerf's production server (docs/medperf.md 9.1). */
const PRODUCTION = "https://api.medperf.org";
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
	return new ExpectedError("input", `server${shown} ${what}`, { hint: `Give it like ${PRODUCTION}. Plain http is accepted for this machine only.` });
}

export { serverOrigin as n, PRODUCTION as t };