import { r as plainText } from "./text.js";
import { s as parsePlainJson } from "./json.js";
import { n as listJsonStrings, r as listJsonTokens } from "./json-text.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { homedir } from "node:os";

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

// src/words/secrets.ts
/** Shorter than this, what is hidden would also be hidden in words that have nothing to do with it. */
const SHORTEST = 4;
/**
* What must not be seen of an address such as `http://user:password@proxy:3128`, with or without its scheme: the password (or a
* name that stands alone) as it is written, and as it is meant, each also together with the name, plain and in Base64.
*/
function findLoginSecrets(address) {
	const rest = address.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
	const [host = ""] = rest.split(/[/?#]/, 1);
	const found = [host, rest].flatMap((text) => text.includes("@") ? [text.slice(0, text.lastIndexOf("@"))] : []).flatMap((login) => [login, decodeLogin(login)]).flatMap(secretsOfLogin);
	return [...new Set(found)].filter((secret) => secret.length >= SHORTEST);
}
function secretsOfLogin(login) {
	const colon = login.indexOf(":");
	const [name, password] = colon === -1 ? [login, ""] : [login.slice(0, colon), login.slice(colon + 1)];
	if (password === "") return name === "" ? [] : [name];
	return [
		password,
		login,
		Buffer.from(login).toString("base64")
	];
}
function decodeLogin(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
const HIDDEN = "***";
/** Hides secrets in a stream of bytes, also one that comes in two pieces. Without secrets everything passes untouched. */
function createHider(secrets) {
	if (secrets.length === 0) return {
		add: (chunk) => chunk,
		end: () => Buffer.alloc(0)
	};
	const wanted = secrets.map((secret) => Buffer.from(secret).toString("latin1"));
	let held = "";
	let hidden = 0;
	const give = (text, cut) => {
		const shown = hideBefore(cut, text, wanted, hidden);
		held = text.slice(cut);
		hidden = shown.hidden;
		return Buffer.from(shown.text, "latin1");
	};
	return {
		add(chunk) {
			const text = held + chunk.toString("latin1");
			return give(text, text.length - Math.max(...wanted.map((secret) => overlap(text, secret))));
		},
		end: () => give(held, held.length)
	};
}
/**
* A text up to a place, without the secrets in it: those that reach into each other are one. Of the `hidden` characters at its begin
* it was said before that they are hidden; so many are behind the place.
*/
function hideBefore(cut, text, secrets, hidden) {
	let [shown, reached] = ["", hidden];
	for (const { start, end } of listPlaces(text, secrets)) {
		if (start >= cut) break;
		if (start >= reached) shown += text.slice(reached, start) + HIDDEN;
		reached = Math.max(reached, end);
	}
	return {
		text: shown + text.slice(reached, cut),
		hidden: Math.max(0, reached - cut)
	};
}
/** Where secrets stand, in their order, also those that begin within another one. */
function listPlaces(text, secrets) {
	const places = [];
	for (const secret of secrets) {
		let start = text.indexOf(secret);
		for (; start !== -1; start = text.indexOf(secret, start + 1)) places.push({
			start,
			end: start + secret.length
		});
	}
	return places.toSorted((one, other) => one.start - other.start);
}
/** How much of the end of a text is the beginning of a secret. */
function overlap(text, secret) {
	const most = Math.min(secret.length - 1, text.length);
	for (let length = most; length > 0; length--) if (text.endsWith(secret.slice(0, length))) return length;
	return 0;
}

// src/net/proxies.ts
/** What must not be seen of the proxies that this machine knows: its variables (`HTTPS_PROXY`, `npm_config_proxy`, …) and Docker's settings. */
const listProxySecrets = (environment) => [...new Set([...namedProxies(environment), ...dockerProxies(environment)].flatMap(findLoginSecrets))];
const namedProxies = (environment) => Object.entries(environment).flatMap(([name, value]) => /proxy/i.test(name) && value ? [value] : []);
/** Whether Docker's client would hand proxies on to containers; also where its settings cannot be read as it reads them. */
const hasDockerProxies = (environment) => {
	const settings = readSettings(environment);
	return settings === "unreadable" || settings.texts.some((text) => text !== "") || settings.isOdd;
};
/** Every text below `proxies` of Docker's settings, whatever it is called there. */
function dockerProxies(environment) {
	const settings = readSettings(environment);
	return settings === "unreadable" ? [] : settings.texts;
}
function readSettings(environment) {
	const folder = environment["DOCKER_CONFIG"] || join(environment["HOME"] || homedir(), ".docker");
	try {
		return parseSettings(readFileSync(join(folder, "config.json"), "utf8"));
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "ENOENT" ? {
			texts: [],
			isOdd: false
		} : "unreadable";
	}
}
/** Go takes what two keys of one name say together, and reads no further than the first value: then every login counts. */
function parseSettings(text) {
	try {
		const settings = parsePlainJson(text);
		const entries = typeof settings === "object" ? Object.entries(settings ?? {}) : [];
		if (countProxies(text) < 2) return {
			texts: entries.filter(([key]) => isProxies(key)).flatMap(([, proxies]) => listTexts(proxies)),
			isOdd: false
		};
	} catch {}
	return {
		texts: [...listJsonStrings(text)].filter((login) => login.includes("@")),
		isOdd: true
	};
}
function countProxies(text) {
	let [depth, count] = [0, 0];
	for (const token of listJsonTokens(text)) if (token === "{" || token === "[") depth += 1;
	else if (token === "}" || token === "]") depth -= 1;
	else if (depth === 1 && isProxies(token.key)) count += 1;
	return count;
}
/** Go finds a key in whatever case it is written, and takes the long s for an s. */
const isProxies = (key) => key.toUpperCase() === "PROXIES";
function listTexts(value) {
	if (typeof value === "string") return [value];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(listTexts) : [];
}

export { createLines as a, createLastLines as i, listProxySecrets as n, createTail as o, createHider as r, hasDockerProxies as t };