import { stripVTControlCharacters } from "node:util";

// src/words/text.ts
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** A stranger's text made safe for a terminal: lines end with `\n`; escape sequences and control characters are gone. */
const plainText = (text) => text.search(HIDDEN) === -1 ? text : stripVTControlCharacters(text.replaceAll(/\r\n?/g, "\n")).replaceAll(HIDDEN, "");
/** A name that a stranger gave as code within a sentence of ours: nothing in it ends the code, so it cannot pass for our words. */
function quoteName(name, max = 100) {
	const line = plainLine(name, max).replaceAll("`", "'");
	return line === "" ? "''" : `\`${line}\``;
}
/** UTF-16 units of a line that is still matched: no program's own words are longer, and matching may cost their square. */
const MATCHED = 8192;
/** The lines of a stranger's text, each cut before anybody matches it. */
const cutLines = (text) => text.split(/\r?\n/).map((line) => line.slice(0, MATCHED));
/** A stranger's text on one line of at most `max` UTF-16 units; a cut is shown by `…` and splits no character. */
function plainLine(text, max = 500) {
	const line = plainText(text).replaceAll(/\s+/g, " ").trim();
	return line.length <= max ? line : `${line.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

export { quoteName as i, plainLine as n, plainText as r, cutLines as t };