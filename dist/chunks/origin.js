import { n as plainLine } from "./text.js";
import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { r as writeAll } from "./disk.js";
import { i as formatBytes } from "./size.js";
import { i as viewBytes, r as toSlabs, t as SLAB } from "./slabs.js";
import { a as expectRatio, o as tooLarge, s as guardDisk } from "./limits.js";
import { n as badArchive } from "./member.js";
import { i as isZlibError, n as decodeContent, t as countUnpacked } from "./decompress.js";
import { r as isLfsPointer, t as LFS_CODE } from "./pointer.js";
import { n as isWebPage } from "./magic.js";
import { a as PROXY_HINT, c as findRefusedAddress, d as createFileDispatcher, n as explainFileTrouble, o as createAddressGuard, s as explainRefusedAddress, t as CHECK } from "./trouble.js";
import { c as USER_AGENT, d as readRetryAfter, i as followRedirects, l as openStream, o as followUnlessWeaker, t as RefusedRedirect } from "./redirect.js";
import { n as showUrl } from "./url.js";
import { closeSync, constants, existsSync, openSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

// src/fetch/consume.ts
/** Between two lines about a long download, in milliseconds. */
const REPORT_EVERY = 1e4;
/**
* Moves a file from its source to a sink and hashes it on the way. Rejects with an ExpectedError of kind `download` for a web
* page, `archive` above a limit, `hash` where the file is not the one that is expected.
*/
async function consumeBody(body, sink, { source, pool, limits, sha256, say }) {
	const hash = createHash("sha256");
	const report = createReporter(body.length ?? body.announced, (line) => say(`${source.shown}: ${line}`));
	let bytes = 0;
	for await (const slab of toSlabs(body.chunks, pool)) {
		if (bytes === 0 && isWebPage(body.contentType, viewBytes(slab))) throw webPage(source.shown);
		if (bytes === 0 && isLfsPointer(viewBytes(slab))) throw pointer(source.shown);
		bytes += slab.length;
		if (bytes > limits.maxSize) throw tooLarge(limits.maxSize, `${source.shown} has`);
		const came = body.came?.();
		if (came !== void 0) expectRatio(came, bytes, limits.maxRatio, source.shown);
		hash.update(viewBytes(slab));
		await sink.write(known({
			...slab,
			came
		}));
		report(bytes);
	}
	const found = hash.digest("hex");
	if (sha256 !== void 0 && found !== sha256) throw wrongHash(source.shown, found, sha256, body.encoding);
	return {
		sha256: found,
		bytes
	};
}
function createReporter(length, say) {
	const start = performance.now();
	let next = start + REPORT_EVERY;
	return (bytes) => {
		const now = performance.now();
		if (now < next) return;
		next = now + REPORT_EVERY;
		const speed = formatBytes(bytes / (now - start) * 1e3);
		say(`${formatBytes(bytes)}${length === void 0 ? "" : ` of ${formatBytes(length)}`}, ${speed}/s`);
	};
}
function webPage(shown) {
	return new ExpectedError("download", `${shown} is a web page, not the file`, { hint: "Share links of Google Drive, Dropbox and the like lead to a page about the file. Host it where `wget URL` yields the file itself, such as a GitHub release, Zenodo, or a public bucket; MedPerf needs the same." });
}
/** What `raw.githubusercontent.com` and its like serve of a file that Git LFS keeps. */
const pointer = (shown) => new ExpectedError("download", `${shown} is a Git LFS pointer, not the file itself`, {
	hint: "A raw address of a repository serves the pointer: name `https://media.githubusercontent.com/media/…`, or host the file as an asset of a release, at Zenodo or in a public bucket.",
	code: LFS_CODE
});
function wrongHash(shown, found, expected, encoding) {
	const encoded = encoding === void 0 ? "" : ` The server sends it with the content encoding ${plainLine(encoding, 50)}, which MedPerf undoes before it hashes.`;
	return new ExpectedError("hash", `${shown} has the sha256 ${found}, not ${expected}`, { hint: `Put the new hash into benchmark.yaml if the file was changed on purpose; if not, it must not be used.${encoded}` });
}

// src/fetch/backoff.ts
/** Less than so many new bytes is no progress: a server that cuts every connection must not keep us for ever. */
const PROGRESS = 65536;
/** The longest pause between two tries, in milliseconds, whatever the server asks for. */
const LONGEST_PAUSE = 6e4;
/**
* The pause before the next try in milliseconds: doubled with each try and spread by chance, so that many runners do not
* come back together; at least what the server asked for with `Retry-After`. `chance` is from 0 to 1.
*/
function choosePause(tries, first, retryAfter = 0, chance = Math.random()) {
	const pause = first * 2 ** (tries - 1) * (.5 + chance / 2);
	return Math.min(Math.max(pause, retryAfter), LONGEST_PAUSE);
}

// src/fetch/request.ts
/** As curl and browsers: nobody needs more, and a loop never ends. */
const MOST_REDIRECTS = 10;
/**
* One GET that follows redirects. Rejects with an ExpectedError for an address that is not asked and a redirect that is not
* followed, else undici's errors.
*/
async function requestFile(dispatcher, start, { guard, ...request }) {
	const redirects = {
		rule: followUnlessWeaker,
		most: MOST_REDIRECTS
	};
	const ask = async (url) => {
		try {
			guard.expect(url);
			return await openStream(dispatcher, url, request);
		} catch (error) {
			const refused = findRefusedAddress(error);
			throw refused === void 0 ? error : explainAddress(start, url, refused);
		}
	};
	return followRedirects(new URL(start), redirects, ask, (answer) => answer.discard()).catch((error) => {
		throw error instanceof RefusedRedirect ? explainRedirect(start, error) : error;
	});
}
function explainAddress(start, url, refused) {
	const { why, hint } = explainRefusedAddress(refused);
	const sent = url.href === URL.parse(start)?.href ? "" : `it redirects to ${showUrl(url)}, and `;
	return new ExpectedError("download", `${showUrl(start)} cannot be downloaded: ${sent}${why}`, { hint });
}
/** Why a redirect of a file's address is not followed. */
function explainRedirect(start, { fault, to }) {
	const itself = "Give the address of the file itself.";
	if (fault === "endless") return new ExpectedError("download", `${showUrl(start)} cannot be downloaded: it redirects more than ${MOST_REDIRECTS} times`, { hint: "Give the address that the redirects are meant to end at." });
	if (to === void 0) return new ExpectedError("download", `${showUrl(start)} redirects to nowhere`, { hint: itself });
	const shown = `${showUrl(start)} redirects to ${showUrl(to)}`;
	if (fault === "scheme") return new ExpectedError("download", `${shown}, which is not http or https`, { hint: itself });
	return new ExpectedError("download", `${shown}, which is not encrypted`, { hint: "Anybody on the way could exchange the file. Give an https address that stays one." });
}

// src/fetch/resume.ts
/**
* What ties a resumed download to the version of the file that it began with, for `If-Range`: a strong entity tag, or a
* date that is as good (RFC 9110, 8.8.2.2 and 13.1.5). Undefined where the server names nothing that is certain.
*/
function readValidator(headers) {
	const tag = headers.get("etag")?.trim();
	if (tag !== void 0) return /^"[^"]*"$/.test(tag) ? tag : void 0;
	const modified = headers.get("last-modified");
	const age = Date.parse(headers.get("date") ?? "") - Date.parse(modified ?? "");
	return modified !== null && age >= 1e3 ? modified : void 0;
}
/** Bytes of the whole file as an answer announces them; undefined where it does not. */
function readLength(status, headers) {
	const text = status === 206 ? parseRange(headers)?.total : headers.get("content-length");
	return text !== null && text !== void 0 && /^\d+$/.test(text) ? Number(text) : void 0;
}
/** Whether an answer goes on exactly where the last one stopped. */
function continuesAt(offset, total, status, headers) {
	if (status !== 206) return false;
	const range = parseRange(headers);
	if (range === void 0 || Number(range.first) !== offset) return false;
	return total === void 0 || range.total === "*" || Number(range.total) === total;
}
function parseRange(headers) {
	const match = /^\s*bytes\s+(\d+)-\d+\/(\d+|\*)\s*$/i.exec(headers.get("content-range") ?? "");
	return match?.[1] === void 0 || match[2] === void 0 ? void 0 : {
		first: match[1],
		total: match[2]
	};
}

// src/fetch/source.ts
/** Thrown by `chunks` when the file has to be read from its first byte again. */
const START_OVER = Symbol("start over");

// src/fetch/status.ts
const PUBLIC = "MedPerf downloads without a login: host the file where everybody can read it.";
const FAILURES = {
	401: ["the server asks for a login", PUBLIC],
	403: ["the server forbids it", PUBLIC],
	404: ["there is no such file on the server", CHECK],
	407: ["the proxy asks for a login", PROXY_HINT],
	410: ["the file is no longer on the server", "Upload it again, to an address that stays."]
};
/** Judges the status of a download's answer; `ranged`: the rest of the file was asked for, which it may no longer have. */
function judgeStatus(status, ranged) {
	if (status === 200 || ranged && (status === 206 || status === 416)) return { kind: "take" };
	const failure = FAILURES[status];
	if (failure !== void 0) return {
		kind: "fail",
		why: `${failure[0]} (HTTP ${status})`,
		hint: failure[1]
	};
	if (status === 429) return {
		kind: "again",
		why: "the server is asked too often (HTTP 429)"
	};
	if (status === 408 || status >= 500) return {
		kind: "again",
		why: `the server failed (HTTP ${status})`
	};
	return {
		kind: "fail",
		why: `the server answered with HTTP ${status} instead of the file`,
		hint: CHECK
	};
}

// src/fetch/download.ts
/** What to do about a server that does not send the whole file. */
const LATER = "Run the job again later, or host the file at a more reliable place.";
const TIMING = {
	stall: 6e4,
	firstPause: 1e3
};
/**
* A file behind an http or https URL. Passing trouble is met by trying again, five times without progress; a cut download
* goes on where it stopped if the server vouches for the file's version, else `START_OVER`. Everything else rejects with
* an ExpectedError of kind `download`, or with the reason of `signal`.
*/
function createDownload(url, options) {
	const { signal, say, reach, timing = TIMING } = options;
	const shown = showUrl(url);
	const guard = createAddressGuard({ reach });
	let dispatcher;
	let tries = 0;
	/** The furthest byte of all tries: only what lies behind it is progress. */
	let furthest = 0;
	/** An answer that begins at the first byte although more was asked for. */
	let fresh;
	const fail = (why, hint, cause) => new ExpectedError("download", `${shown} cannot be downloaded: ${why}`, {
		hint,
		cause
	});
	const pause = async ({ why, retryAfter, hint = LATER }, received) => {
		tries += 1;
		const where = received === 0 ? why : `${why} after ${formatBytes(received)}`;
		if (tries >= 5) throw fail(`${where} (${5} tries)`, hint);
		const ms = choosePause(tries, timing.firstPause, retryAfter);
		say(`${shown}: ${where}; trying again in ${(ms / 1e3).toFixed(1)} s (${tries + 1} of ${5})`);
		await setTimeout(ms, void 0, { signal }).catch(() => signal.throwIfAborted());
	};
	/** One request; what may be over in a moment is returned, not thrown. */
	const tryOnce = async (extra) => {
		dispatcher ??= await createFileDispatcher(timing.stall, guard);
		let answer;
		try {
			answer = await requestFile(dispatcher, url, {
				headers: {
					...HEADERS,
					...extra
				},
				signal,
				guard
			});
		} catch (error) {
			return troubleOf(error);
		}
		const judgement = judgeStatus(answer.status, "range" in extra);
		if (judgement.kind === "take") return answer;
		answer.discard();
		if (judgement.kind === "fail") throw fail(judgement.why, judgement.hint);
		return {
			why: judgement.why,
			retryAfter: readRetryAfter(answer.headers.get("retry-after") ?? void 0, Date.now())
		};
	};
	const troubleOf = (error) => {
		signal.throwIfAborted();
		if (error instanceof ExpectedError) throw error;
		const { why, hint, passes, isOfProxy } = explainFileTrouble(error);
		if (passes) return isOfProxy ? {
			why,
			hint
		} : { why };
		throw fail(why, hint, error);
	};
	/** The answer to a request from byte `from` on, which may also begin at the first byte. */
	const ask = async (from, validator = "") => {
		const extra = from === 0 ? {} : {
			range: `bytes=${from}-`,
			"if-range": validator
		};
		for (;;) {
			const result = await tryOnce(extra);
			if ("body" in result) return result;
			await pause(result, from);
		}
	};
	async function* read(first) {
		const total = readLength(first.status, first.headers);
		const validator = readValidator(first.headers);
		let received = 0;
		for (let answer = first;;) {
			let trouble;
			try {
				for await (const chunk of answer.body) {
					received += chunk.length;
					if (received > furthest + 65536) {
						furthest = received;
						tries = 0;
					}
					yield chunk;
				}
				if (total === void 0 || received === total) return;
				trouble = { why: "the connection was lost" };
			} catch (error) {
				trouble = troubleOf(error);
				if (received === total) return;
			}
			await pause(trouble, received);
			answer = await ask(validator === void 0 ? 0 : received, validator);
			if (continuesAt(received, total, answer.status, answer.headers)) continue;
			if (answer.status === 200) fresh = answer;
			else answer.discard();
			say(`${shown}: the server cannot go on where it stopped; starting over`);
			throw START_OVER;
		}
	}
	return {
		shown,
		async open() {
			if (!isHttp(url)) throw fail("it is not an http or https address", "Correct the URL.");
			const answer = fresh ?? await ask(0);
			fresh = void 0;
			return describe(answer, read(answer), fail);
		},
		async close() {
			fresh?.discard();
			await dispatcher?.destroy();
		}
	};
}
/** The body as MedPerf's client sees it, which undoes a content encoding before it hashes. */
function describe({ status, headers }, raw, fail) {
	const encoding = headers.get("content-encoding");
	const contentType = headers.get("content-type") ?? void 0;
	if (encoding === null || encoding === "identity") return known({
		contentType,
		announced: readLength(status, headers),
		chunks: raw
	});
	let came = 0;
	const counted = countUnpacked(raw, (bytes) => {
		came = bytes;
	});
	const chunks = decodeContent(encoding, counted);
	if (chunks === void 0) throw fail(`the server sends it with the content encoding ${encoding}`, "Serve the file as it is, without encoding.");
	return known({
		contentType,
		encoding,
		chunks: decoded(chunks, encoding, fail),
		came: () => came
	});
}
async function* decoded(chunks, encoding, fail) {
	try {
		yield* chunks;
	} catch (error) {
		if (!isZlibError(error)) throw error;
		throw fail(`its content encoding ${encoding} is damaged`, "Serve the file as it is, without encoding.", error);
	}
}
const HEADERS = {
	accept: "*/*",
	"accept-encoding": "identity",
	"user-agent": USER_AGENT
};
const isHttp = (url) => /^https?:$/.test(URL.parse(url)?.protocol ?? "");

// src/fetch/file-source.ts
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;
/** A file of this machine. Rejects with an ExpectedError of kind `archive` where it cannot be opened. */
function createFileSource(path) {
	const shown = plainLine(basename(path), 200);
	let file;
	return {
		shown,
		async open() {
			file = await open(path, FLAGS).catch((error) => {
				throw badArchive(`${shown} cannot be read (${error.code})`, "Check that it exists and is readable.", { cause: error });
			});
			const stats = await file.stat();
			if (!stats.isFile()) throw badArchive(`${shown} is not a regular file`, "Put the file itself there.");
			return {
				length: stats.size,
				chunks: read(file)
			};
		},
		async close() {
			await file?.close();
			file = void 0;
		}
	};
}
async function* read(file) {
	const buffer = Buffer.allocUnsafeSlow(SLAB);
	for (;;) {
		const { bytesRead } = await file.read(buffer);
		if (bytesRead === 0) return;
		yield buffer.subarray(0, bytesRead);
	}
}

// src/fetch/tool-cache.ts
const TOOL = "medperf-benchmark-file";
const FILE = "file";
const ARCH = "any";
const versionOf = (sha256) => `1.0.0-h${sha256}`;
const withoutLog = async (work) => work();
/** The path of a file with this hash as it was put there: what it holds now has to be checked again. */
async function findCached(sha256, { aside = withoutLog }) {
	const { find } = await import("./tool-cache.js");
	const folder = await aside(() => find(TOOL, versionOf(sha256), ARCH));
	const path = join(folder, FILE);
	return folder !== "" && existsSync(path) ? path : void 0;
}
/** Copies a file of this hash into the cache; where that fails there is a warning, since nothing depends on it. */
async function addToCache(path, sha256, { say, aside = withoutLog }) {
	try {
		const { cacheFile } = await import("./tool-cache.js");
		await aside(() => cacheFile(path, FILE, TOOL, versionOf(sha256), ARCH));
	} catch (error) {
		say(`warning: the file is not kept in the tool cache: ${plainLine(String(error))}`);
	}
}
/** Writes a copy to `path` for the tool cache; it is given up with a warning where the disk does not take it. */
function createCopy(path, sha256, teller) {
	let file;
	const discard = () => {
		if (file !== void 0) closeSync(file);
		file = void 0;
		rmSync(path, { force: true });
	};
	const guarded = (action) => {
		try {
			action();
		} catch (error) {
			discard();
			teller.say(`warning: the file is not kept in the tool cache: ${plainLine(String(error))}`);
		}
	};
	const claim = guardDisk(dirname(path));
	guarded(() => {
		file = openSync(path, "wx");
	});
	return {
		write(bytes) {
			guarded(() => {
				if (file === void 0) return;
				claim(bytes.length);
				writeAll(file, bytes);
			});
		},
		async keep() {
			if (file !== void 0) await addToCache(path, sha256, teller);
		},
		discard
	};
}

// src/fetch/origin.ts
/** So often a file is read from its first byte, however far each try comes: all of it is unpacked each time. */
const MOST_BEGUN = 20;
/**
* Reads a file where it is nearest: from the tool cache, else from its origin. `work` is called once for each reading from
* the first byte, and has to leave nothing behind when it fails. Rejects as `work` does, or with an ExpectedError of kind
* `download`, or with the reason of the signal.
*/
async function readOrigin(origin, options, work) {
	const { sha256, say } = options;
	if (origin.kind === "file") return attempt(() => createFileSource(origin.path), options, work);
	const url = origin.url.replace(/^direct:/, "");
	const keep = options.toolCache === true ? sha256 : void 0;
	const download = () => attempt((signal) => createDownload(url, {
		...options,
		signal
	}), options, (one) => work(keep === void 0 ? one : {
		...one,
		keep
	}));
	const cached = keep === void 0 ? void 0 : await lookUp(keep, options);
	if (cached === void 0) return download();
	try {
		const result = await attempt(() => createFileSource(cached), options, work);
		say("taken from the tool cache");
		return result;
	} catch (error) {
		options.signal.throwIfAborted();
		if (!(error instanceof ExpectedError) || error.kind === "disk-full") throw error;
		say(`warning: the copy in the tool cache cannot be used (${error.message}); downloading it`);
		return download();
	}
}
async function attempt(createSource, options, work) {
	options.signal.throwIfAborted();
	const stopper = new AbortController();
	const signal = AbortSignal.any([options.signal, stopper.signal]);
	const stop = (reason) => stopper.abort(reason);
	const source = createSource(signal);
	try {
		for (let begun = 1; begun <= MOST_BEGUN; begun += 1) try {
			return await work({
				source,
				body: await source.open(),
				signal,
				stop
			});
		} catch (error) {
			if (error !== START_OVER) throw error;
		}
		throw new ExpectedError("download", `${source.shown} cannot be downloaded: it had to begin anew ${MOST_BEGUN} times`, { hint: LATER });
	} finally {
		await source.close();
	}
}
async function lookUp(sha256, teller) {
	try {
		return await findCached(sha256, teller);
	} catch (error) {
		teller.say(`warning: the tool cache cannot be read: ${plainLine(String(error))}`);
		return;
	}
}

export { consumeBody as a, START_OVER as i, addToCache as n, createCopy as r, readOrigin as t };