import { n as plainText } from "./text.js";

// src/words/lines.ts
/** A line without end is cut here, in UTF-16 units: a progress bar or a binary stream must not grow in memory. */
const LONGEST = 16384;
/**
* Cuts chunks of bytes into printable lines of at most 16 Ki characters, ended by `\n`, `\r\n` or, as progress bars do,
* `\r`; invalid UTF-8 becomes U+FFFD. `end` gives what was left unfinished.
*/
function createLines(onLine) {
	const decoder = new TextDecoder("utf-8");
	let rest = "";
	const emit = (text) => {
		for (const line of plainText(text).split("\n")) {
			let left = line;
			while (left.length > LONGEST) {
				const at = cutAt(left);
				onLine(left.slice(0, at));
				left = left.slice(at);
			}
			onLine(left);
		}
	};
	const take = (text) => {
		const all = onlyNewlines(rest + text);
		const end = all.lastIndexOf("\n");
		if (end !== -1) emit(all.slice(0, end));
		rest = all.slice(end + 1);
		while (rest.length > LONGEST) {
			const at = cutAt(rest);
			emit(rest.slice(0, at));
			rest = rest.slice(at);
		}
	};
	return {
		add: (chunk) => take(decoder.decode(chunk, { stream: true })),
		end() {
			take(decoder.decode());
			if (rest !== "") emit(rest.replace(/\r$/, ""));
			rest = "";
		}
	};
}
/** Every end of a line as `\n`, but for a `\r` at the very end: it may be the first half of `\r\n`. */
function onlyNewlines(text) {
	if (!text.includes("\r")) return text;
	const isOpen = text.endsWith("\r");
	const lines = (isOpen ? text.slice(0, -1) : text).replaceAll("\r\n", "\n").replaceAll("\r", "\n");
	return isOpen ? `${lines}\r` : lines;
}
/** Where to cut a line that is too long; a surrogate pair stays whole. */
const cutAt = (line) => isLead(line.charCodeAt(16383)) ? 16383 : LONGEST;
const isLead = (unit) => unit >= 55296 && unit < 56320;
/** Keeps the last bytes of a stream; adding costs no more than the chunk, whatever came before. */
function createTail(limit) {
	let chunks = [];
	let size = 0;
	const bytes = () => Buffer.concat(chunks).subarray(-limit);
	return {
		add(chunk) {
			chunks.push(chunk);
			size += chunk.length;
			if (size < 2 * limit) return;
			const kept = bytes();
			chunks = [Buffer.from(kept)];
			size = kept.length;
		},
		bytes,
		text: () => bytes().toString("utf8")
	};
}
const LAST_BYTES = 262144;
/**
* Keeps the last printable lines of a stream as a terminal would show them: of a line that was written over with `\r`
* only its last state. Costs next to nothing while the stream runs; looks back 256 KiB.
*/
function createLastLines(count, width) {
	const tail = createTail(LAST_BYTES);
	return {
		add: tail.add,
		lines() {
			const text = tail.text();
			if (text === "") return [];
			return text.replace(/\r?\n$/, "").split("\n").slice(-count).map((line) => plainText(lastState(line)).slice(0, width).toWellFormed());
		}
	};
}
const lastState = (line) => line.split("\r").findLast((state) => state.trim() !== "") ?? "";

export { createLines as n, createTail as r, createLastLines as t };