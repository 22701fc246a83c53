import { n as plainLine } from "./text.js";

// src/words/url.ts
/** A URL for messages: without its query and user, which may hold secrets. */
function showUrl(url) {
	const parsed = URL.parse(String(url));
	if (parsed === null) return plainLine(String(url), 200);
	return plainLine(`${parsed.protocol}//${parsed.host}${parsed.pathname}`, 200);
}
/** What somebody wrote where an address belongs, without what may be secret in it. */
const showAddress = (text) => plainLine(text.replace(/([?#]).*$/s, "$1…").replace(/^([a-z][a-z0-9+.:-]*:\/\/)[^/]*@/i, "$1***@"), 300);

export { showUrl as n, showAddress as t };