import { t as plainLine } from "./text.js";

// src/net/retry-after.ts
/** `Retry-After` in milliseconds from `now`: seconds or a date; 0 where there is none that can be read. */
function readRetryAfter(value, now) {
	if (value === void 0) return 0;
	if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1e3;
	const date = Date.parse(value);
	return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

// src/words/url.ts
/** A URL for messages: without its query and user, which may hold secrets. */
function showUrl(url) {
	const parsed = URL.parse(String(url));
	if (parsed === null) return plainLine(String(url), 200);
	return plainLine(`${parsed.protocol}//${parsed.host}${parsed.pathname}`, 200);
}

export { readRetryAfter as n, showUrl as t };