import { i as __toESM } from "./rolldown-runtime.js";
import { g as looseObject, x as string } from "./schemas.js";
import { c as readRetryAfter, n as lastingTrouble, r as passingTrouble, u as showUrl } from "./status.js";
import { n as isLoopback } from "./address.js";
import { t as MedPerfError } from "./error.js";
import { getCACertificates } from "node:tls";
import { setTimeout } from "node:timers/promises";

// src/medperf/client/dispatcher.ts
/** Milliseconds until a connection must stand. */
const CONNECT = 15e3;
/**
* The connections of one client: HTTPS_PROXY, HTTP_PROXY and NO_PROXY are honoured, but for this machine, which no proxy
* could reach; `ca` (PEM) is trusted beside the usual authorities. Whoever makes it closes it.
*/
async function createDispatcher(origin, ca) {
	const { Agent, EnvHttpProxyAgent } = await import("./undici.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const tls = ca === void 0 ? {} : { ca: [...getCACertificates("default"), ca] };
	const options = {
		connect: {
			...tls,
			timeout: CONNECT
		},
		keepAliveTimeout: 2e3,
		keepAliveMaxTimeout: 1e4
	};
	if (isLoopback(new URL(origin))) return new Agent(options);
	return new EnvHttpProxyAgent({
		...options,
		requestTls: {
			...tls,
			timeout: CONNECT
		}
	});
}

// src/registry/http.ts
const PAUSES = [1e3, 4e3];
const LONGEST_PAUSE = 3e4;
const TIMEOUT = 6e4;
const MOST_REDIRECTS = 5;
/** Bytes of a manifest that a registry has to take at most (OCI distribution specification). */
const LARGEST = 4194304;
const REDIRECTS = /* @__PURE__ */ new Set([
	301,
	302,
	303,
	307,
	308
]);
const TRANSIENT = /* @__PURE__ */ new Set([
	429,
	500,
	502,
	503,
	504
]);
/** Asks servers for small answers, by way of the runner's proxies, and again where the trouble may pass. */
function openHttp(options = {}) {
	const { signal } = options;
	const dispatchers = /* @__PURE__ */ new Map();
	const dispatcherOf = (origin) => {
		const dispatcher = dispatchers.get(origin) ?? createDispatcher(origin);
		dispatchers.set(origin, dispatcher);
		return dispatcher;
	};
	const send = async (method, url, headers) => {
		const { request } = await import("./undici.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
		const timeout = AbortSignal.timeout(TIMEOUT);
		return read(await request(url, {
			method,
			headers: {
				"user-agent": USER_AGENT,
				...headers
			},
			dispatcher: await dispatcherOf(url.origin),
			signal: signal === void 0 ? timeout : AbortSignal.any([signal, timeout])
		}), url);
	};
	const follow = async (method, start, headers) => {
		let url = start;
		for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
			const reply = await send(method, url, url.origin === start.origin ? headers : withoutToken(headers));
			if (!REDIRECTS.has(reply.status)) return reply;
			url = redirected(url, reply.headers.get("location"));
		}
		throw new MedPerfError("registry", `${showUrl(start)} redirects more than ${MOST_REDIRECTS} times`);
	};
	return {
		async ask(method, url, headers, pauses = options.pauses ?? PAUSES) {
			for (const pause of [...pauses, void 0]) {
				const reply = await settle(follow(method, url, headers));
				signal?.throwIfAborted();
				const isLast = pause === void 0;
				if ("status" in reply && (isLast || !TRANSIENT.has(reply.status))) return reply;
				if ("error" in reply && (isLast || !mayPass(reply.error))) throw inWords(url, reply.error);
				if (!isLast) await setTimeout(pauseOf(reply, pause), void 0, { ...signal && { signal } });
			}
			throw new TypeError("the last try always ends it");
		},
		async [Symbol.asyncDispose]() {
			for (const dispatcher of dispatchers.values()) await (await dispatcher).destroy();
		}
	};
}
const USER_AGENT = "medperf-benchmark-action";
const settle = (work) => work.catch((error) => ({ error }));
const isTimeout = (error) => error instanceof Error && error.name === "TimeoutError";
const mayPass = (error) => isTimeout(error) || passingTrouble(error) !== void 0;
function pauseOf(reply, pause) {
	if ("error" in reply) return pause;
	const asked = readRetryAfter(reply.headers.get("retry-after") ?? void 0, Date.now());
	return Math.min(Math.max(asked, pause), LONGEST_PAUSE);
}
function inWords(url, cause) {
	if (cause instanceof MedPerfError) return cause;
	const passing = isTimeout(cause) ? "the server does not answer" : passingTrouble(cause);
	const { why, hint } = passing === void 0 ? lastingTrouble(cause) : {
		why: passing,
		hint: "Run the job again later."
	};
	return new MedPerfError("unreachable", `${url.host} cannot be reached: ${why}`, {
		hint,
		cause
	});
}
function withoutToken(headers) {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "authorization"));
}
async function read({ statusCode, headers, body }, url) {
	const chunks = [];
	let bytes = 0;
	for await (const chunk of body) {
		bytes += chunk.length;
		if (bytes > LARGEST) throw new MedPerfError("registry", `${showUrl(url)} answers with more than ${LARGEST} bytes`);
		chunks.push(chunk);
	}
	const list = Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]));
	return {
		status: statusCode,
		headers: new Headers(list),
		body: Buffer.concat(chunks)
	};
}
function redirected(from, location) {
	const to = URL.parse(location ?? "", from.href);
	if (location !== null && to !== null && isSafe(to, from)) return to;
	throw new MedPerfError("registry", `${showUrl(from)} redirects to ${to === null ? "nowhere" : showUrl(to)}`, { hint: "Only https addresses are followed." });
}
/** Whether a server may send us there: encrypted, but for what stays on this machine. */
const isSafe = (to, from) => to.protocol === "https:" || to.protocol === "http:" && isLoopback(to) && isLoopback(from);

// src/registry/session.ts
/** The body of a token server's answer; the two names mean the same. */
const TokenSchema = looseObject({
	token: string().max(1e5).optional(),
	access_token: string().max(1e5).optional()
});
/**
* Opens a repository without credentials: where the registry wants a token, one for strangers is fetched from where it says.
* A registry on this machine may speak plain http, as for Docker; no other may.
*/
function openSession({ host, repository }, http) {
	const base = baseOf(host, http);
	let token;
	let hasAsked = false;
	return { async ask(method, path, accept) {
		const url = new URL(`/v2/${repository}/${path}`, await base);
		const send = () => http.ask(method, url, {
			accept,
			...token === void 0 ? {} : { authorization: `Bearer ${token}` }
		});
		const reply = await send();
		if (reply.status !== 401 || hasAsked) return reply;
		hasAsked = true;
		token = await fetchToken(reply, url, repository, http);
		return token === void 0 ? reply : send();
	} };
}
async function baseOf(host, http) {
	const https = URL.parse(`https://${host}`);
	if (https === null) throw new MedPerfError("input", `\`${host}\` is no address of a registry`);
	if (!isLoopback(https)) return https;
	return http.ask("GET", new URL("/v2/", https), {}, []).then(() => https, () => new URL(`http://${host}`));
}
/** A token for strangers; undefined where there is none, which is what private repositories come to. */
async function fetchToken(reply, url, repository, http) {
	const challenge = readChallenge(reply.headers.get("www-authenticate") ?? "");
	if (challenge === void 0) return void 0;
	const realm = URL.parse(challenge["realm"] ?? "");
	if (realm === null || !isSafe(realm, url)) throw new MedPerfError("registry", `${url.host} wants a token from ${showUrl(challenge["realm"] ?? "nowhere")}, which is not an https address`);
	if (challenge["service"] !== void 0) realm.searchParams.set("service", challenge["service"]);
	realm.searchParams.set("scope", challenge["scope"] ?? `repository:${repository}:pull`);
	const { status, body } = await http.ask("GET", realm, { accept: "application/json" });
	if (status === 401 || status === 403) return void 0;
	const found = status === 200 ? TokenSchema.safeParse(parse(body)).data : void 0;
	const token = found?.token ?? found?.access_token;
	if (token !== void 0 && /^[\x21-\x7e]+$/.test(token)) return token;
	throw new MedPerfError("registry", `${showUrl(realm)} gives no token (HTTP ${status})`, {
		hint: "Run the job again later.",
		status
	});
}
/** The parameters of a Bearer challenge (RFC 6750, 3), which may stand beside others. */
function readChallenge(header) {
	const parameters = /(?:^|,\s*)Bearer\s+(.*)/is.exec(header)?.[1];
	if (parameters === void 0) return void 0;
	const pairs = parameters.matchAll(/([a-z_]+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))/gi);
	return Object.fromEntries(Array.from(pairs, ([, name = "", quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? ""]));
}
/** A JSON body; undefined for one that is not JSON. */
function parse(body) {
	try {
		return JSON.parse(body.toString("utf8"));
	} catch {
		return;
	}
}

export { createDispatcher as i, parse as n, openHttp as r, openSession as t };