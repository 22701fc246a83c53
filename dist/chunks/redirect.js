import { t as known } from "./known.js";
import { t as createQueue } from "./queue.js";
import { t as isLoopback } from "./loopback.js";

// src/net/retry-after.ts
/** `Retry-After` in milliseconds from `now`: seconds or a date; 0 where there is none that can be read. */
function readRetryAfter(value, now) {
	if (value === void 0) return 0;
	if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1e3;
	const date = Date.parse(value);
	return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

// src/net/stream.ts
/** What every request says of us. */
const USER_AGENT = "medperf-benchmark-action";
/** So many bytes may wait on this side before the connection is told to pause. */
const MARK = 524288;
/**
* One request, no redirects. It uses undici's dispatcher directly: the streams of `request` copy large bodies several times
* on their way. Rejects with undici's errors, or with the reason of the signal.
*/
async function openStream(dispatcher, url, { method = "GET", headers, body: sent, signal, clocks = true }) {
	signal.throwIfAborted();
	const { promise, resolve, reject } = Promise.withResolvers();
	const body = createBody();
	let controller;
	const give = () => controller?.abort(/* @__PURE__ */ new Error("aborted"));
	const abort = () => {
		reject(signal.reason);
		controller?.abort(signal.reason);
	};
	const over = () => signal.removeEventListener("abort", abort);
	signal.addEventListener("abort", abort, { once: true });
	const silence = clocks ? {} : {
		headersTimeout: 0,
		bodyTimeout: 0
	};
	dispatcher.dispatch(known({
		origin: url.origin,
		path: url.pathname + url.search,
		method,
		headers,
		body: sent,
		...silence
	}), {
		onRequestStart(started) {
			controller = started;
			if (signal.aborted) abort();
		},
		onResponseStart(started, status, received) {
			if (status < 200) return;
			body.start(started);
			resolve({
				status,
				headers: joinHeaders(received),
				body: body.chunks(),
				discard: give
			});
		},
		onResponseData: (_, chunk) => body.add(chunk),
		onResponseEnd() {
			over();
			body.end();
		},
		onResponseError(_, error) {
			over();
			reject(error);
			body.fail(error);
		}
	});
	return promise;
}
function createBody() {
	const queue = createQueue();
	let waiting = 0;
	let controller;
	async function* chunks() {
		try {
			for (;;) {
				if (queue.size === 0 && queue.isOpen) controller?.resume();
				const chunk = await queue.take();
				if (chunk === void 0) return;
				waiting -= chunk.length;
				yield chunk;
			}
		} finally {
			if (queue.isOpen) controller?.abort(/* @__PURE__ */ new Error("not read to its end"));
		}
	}
	return {
		chunks,
		start(started) {
			controller = started;
		},
		add(chunk) {
			queue.push(chunk);
			waiting += chunk.length;
			if (waiting >= MARK) controller?.pause();
		},
		end: queue.end,
		fail: queue.fail
	};
}
function joinHeaders(received) {
	const headers = new Headers();
	for (const [name, value] of Object.entries(received)) for (const one of [value ?? []].flat()) headers.append(name, one);
	return headers;
}
/** The whole of a body; undefined for one of more than `most` bytes, which is not read to its end. */
async function readBody(chunks, most) {
	const read = [];
	let bytes = 0;
	for await (const chunk of chunks) {
		bytes += chunk.length;
		if (bytes > most) return void 0;
		read.push(chunk);
	}
	return Buffer.concat(read);
}

// src/net/redirect.ts
/** A redirect that is not followed; of an endless one `from` is where it began. */
var RefusedRedirect = class extends Error {
	fault;
	from;
	to;
	constructor(fault, from, to) {
		super(`a redirect is not followed: ${fault}`);
		this.name = "RefusedRedirect";
		this.fault = fault;
		this.from = from;
		this.to = to ?? void 0;
	}
};
const REDIRECTS = /* @__PURE__ */ new Set([
	301,
	302,
	303,
	307,
	308
]);
/** Follows what stays on the same server: a token is never sent on to another one. */
const followSameOrigin = (from, { status, headers }) => {
	const location = headers.get("location");
	if (status < 300 || status > 399 || location === null) return void 0;
	const to = URL.parse(location, from.href);
	if (to?.origin === from.origin) return to;
	throw new RefusedRedirect("elsewhere", from, to);
};
/** Follows to any server, as long as the way is encrypted or stays on this machine. */
const followEncrypted = (from, { status, headers }) => {
	if (!REDIRECTS.has(status)) return void 0;
	const to = readTarget(from, headers);
	if (isEncrypted(to, from)) return to;
	throw new RefusedRedirect("unencrypted", from, to);
};
/** Follows to any server, but never from https to http, except for one on this machine. */
const followUnlessWeaker = (from, { status, headers }) => {
	if (!REDIRECTS.has(status)) return void 0;
	const to = readTarget(from, headers);
	if (to.protocol !== "https:" && to.protocol !== "http:") throw new RefusedRedirect("scheme", from, to);
	if (from.protocol === "https:" && to.protocol === "http:" && !isLoopback(to)) throw new RefusedRedirect("unencrypted", from, to);
	return to;
};
function readTarget(from, headers) {
	const location = headers.get("location");
	const to = location === null ? null : URL.parse(location, from.href);
	if (to === null) throw new RefusedRedirect("nowhere", from);
	return to;
}
/** Whether a server may send us there: encrypted, but for what stays on this machine. */
const isEncrypted = (to, from) => to.protocol === "https:" || to.protocol === "http:" && isLoopback(to) && isLoopback(from);
/** Asks `start` and wherever it sends us, `most` times at most. Throws a RefusedRedirect, else as `ask` does. */
async function followRedirects(start, { rule, most }, ask, discard = () => {}) {
	let url = start;
	for (let redirects = 0; redirects <= most; redirects += 1) {
		const answer = await ask(url);
		const to = judge(rule, url, answer, discard);
		if (to === void 0) return answer;
		url = to;
	}
	throw new RefusedRedirect("endless", start);
}
function judge(rule, from, answer, discard) {
	try {
		const to = rule(from, answer);
		if (to !== void 0) discard(answer);
		return to;
	} catch (error) {
		discard(answer);
		throw error;
	}
}
const CREDENTIALS = /* @__PURE__ */ new Set([
	"authorization",
	"proxy-authorization",
	"cookie"
]);
/** The headers without those that are only for the server they were made for. */
function dropCredentials(headers) {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIALS.has(name.toLowerCase())));
}

export { followSameOrigin as a, USER_AGENT as c, readRetryAfter as d, followRedirects as i, openStream as l, dropCredentials as n, followUnlessWeaker as o, followEncrypted as r, isEncrypted as s, RefusedRedirect as t, readBody as u };