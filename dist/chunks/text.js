import { stripVTControlCharacters } from "node:util";

// src/words/text.ts
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** A stranger's text made safe for a terminal: lines end with `\n`; escape sequences and control characters are gone. */
const plainText = (text) => text.search(HIDDEN) === -1 ? text : stripVTControlCharacters(text.replaceAll(/\r\n?/g, "\n")).replaceAll(HIDDEN, "");
/** A stranger's text on one line of at most `max` UTF-16 units; a cut is shown by `…` and splits no character. */
function plainLine(text, max = 500) {
	const line = plainText(text).replaceAll(/\s+/g, " ").trim();
	return line.length <= max ? line : `${line.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

export { plainText as n, plainLine as t };