import { t as known } from "./known.js";
import { s as parsePlainJson } from "./json.js";
import { i as followRedirects, l as openStream, n as dropCredentials, u as readBody } from "./redirect.js";
import { setTimeout } from "node:timers/promises";

// src/net/client.ts
/** There was no whole answer; `cause` is the error of the network. */
var NoAnswer = class extends Error {
	url;
	constructor(url, cause) {
		super(`no answer from ${url.host}`, { cause });
		this.name = "NoAnswer";
		this.url = url;
	}
};
/** An answer of more bytes than anybody wants. */
var LargeAnswer = class extends Error {
	url;
	constructor(url) {
		super(`too large an answer from ${url.host}`);
		this.name = "LargeAnswer";
		this.url = url;
	}
};
/** What a server answers that may answer better in a moment. */
const TRANSIENT = /* @__PURE__ */ new Set([
	429,
	500,
	502,
	503,
	504
]);
/** Sends small requests and reads their answers whole, again where the trouble may pass and the request allows it. */
function createSend(settings) {
	const { signal, mayPass = () => false, wait = (_, planned) => planned } = settings;
	const sleep = settings.sleep ?? ((milliseconds) => setTimeout(milliseconds, void 0, known({ signal })).catch(() => signal?.throwIfAborted()));
	return async (ask) => {
		for (const planned of ask.pauses ?? []) {
			const result = await settle(sendOnward(settings, ask));
			signal?.throwIfAborted();
			if ("status" in result) {
				if (!TRANSIENT.has(result.status)) return result;
				await sleep(wait(result, planned));
			} else {
				const { error } = result;
				if (!(error instanceof NoAnswer && mayPass(error.cause))) throw error;
				await sleep(planned);
			}
		}
		return sendOnward(settings, ask);
	};
}
const settle = (work) => work.catch((error) => ({ error }));
/** Sends a request to where redirects lead; one that changes something goes nowhere else. */
function sendOnward(settings, ask) {
	const { redirects } = settings;
	if (redirects === void 0 || ask.method !== "GET" && ask.method !== "HEAD") return sendOnce(settings, ask);
	return followRedirects(ask.url, redirects, (url) => {
		const headers = url.origin === ask.url.origin ? ask.headers : dropCredentials(ask.headers);
		return sendOnce(settings, {
			...ask,
			url,
			headers
		});
	});
}
async function sendOnce(settings, { method, url, headers, body }) {
	const { dispatcher, timeout, largest, signal, guard } = settings;
	const clock = AbortSignal.timeout(timeout);
	const until = signal === void 0 ? clock : AbortSignal.any([signal, clock]);
	try {
		guard?.expect(url);
		const answer = await openStream(dispatcher, url, known({
			method,
			headers,
			body,
			signal: until
		}));
		const whole = await readBody(answer.body, largest);
		if (whole === void 0) throw new LargeAnswer(url);
		return {
			url,
			status: answer.status,
			headers: answer.headers,
			body: whole
		};
	} catch (error) {
		signal?.throwIfAborted();
		throw error instanceof LargeAnswer ? error : new NoAnswer(url, error);
	}
}
/** A JSON body; undefined for one that is not JSON, or holds more values than any answer should. */
function parseBody(body) {
	try {
		return parsePlainJson(body.toString("utf8"));
	} catch {
		return;
	}
}

export { parseBody as i, NoAnswer as n, createSend as r, LargeAnswer as t };