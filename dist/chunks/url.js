import { n as plainLine } from "./text.js";

// src/words/url.ts
/** A URL for messages: without its query and user, which may hold secrets. */
function showUrl(url) {
	const parsed = URL.parse(String(url));
	if (parsed === null) return plainLine(String(url), 200);
	return plainLine(`${parsed.protocol}//${parsed.host}${parsed.pathname}`, 200);
}

export { showUrl as t };