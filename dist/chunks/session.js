import { t as known } from "./known.js";
import { g as looseObject, x as string } from "./schemas.js";
import { t as ExpectedError } from "./error.js";
import { t as isLoopback } from "./loopback.js";
import { n as explainFileTrouble, o as createAddressGuard, u as createDispatcher } from "./trouble.js";
import { c as USER_AGENT, d as readRetryAfter, r as followEncrypted, s as isEncrypted, t as RefusedRedirect } from "./redirect.js";
import { n as showUrl } from "./url.js";
import { i as parseBody, n as NoAnswer, r as createSend, t as LargeAnswer } from "./client.js";

// src/registry/http.ts
const PAUSES = [1e3, 4e3];
const LONGEST_PAUSE = 3e4;
const TIMEOUT = 6e4;
const MOST_REDIRECTS = 5;
/** Bytes of a manifest that a registry has to take at most (OCI distribution specification). */
const LARGEST = 4194304;
/**
* Asks the registry at `host`, and whom it sends us to, for small answers, by way of the runner's proxies, and again where the
* trouble may pass.
*/
async function openHttp(host, { signal, pauses: usual = PAUSES } = {}) {
	const guard = createAddressGuard(known({
		reach: "public",
		home: URL.parse(`https://${host}`)?.hostname
	}));
	const dispatcher = await createDispatcher({ guard });
	const send = createSend(known({
		dispatcher,
		guard,
		signal,
		timeout: TIMEOUT,
		largest: LARGEST,
		redirects: {
			rule: followEncrypted,
			most: MOST_REDIRECTS
		},
		mayPass,
		wait
	}));
	return {
		ask: (method, url, headers, pauses = usual) => send({
			method,
			url,
			headers: {
				"user-agent": USER_AGENT,
				...headers
			},
			pauses
		}).catch((error) => {
			throw putInWords(url, error);
		}),
		[Symbol.asyncDispose]: () => dispatcher.destroy()
	};
}
const mayPass = (cause) => explainFileTrouble(cause).passes;
function wait({ headers }, planned) {
	const asked = readRetryAfter(headers.get("retry-after") ?? void 0, Date.now());
	return Math.min(Math.max(asked, planned), LONGEST_PAUSE);
}
function putInWords(start, error) {
	if (error instanceof RefusedRedirect) return explainRedirect(error);
	if (error instanceof LargeAnswer) return new ExpectedError("registry", `${showUrl(error.url)} answers with more than ${LARGEST} bytes`);
	if (!(error instanceof NoAnswer)) return error;
	const { cause } = error;
	const { why, hint } = explainFileTrouble(cause);
	return new ExpectedError("unreachable", `${start.host} cannot be reached: ${why}`, {
		hint,
		cause
	});
}
function explainRedirect({ fault, from, to }) {
	if (fault === "endless") return new ExpectedError("registry", `${showUrl(from)} redirects more than ${MOST_REDIRECTS} times`);
	const where = to === void 0 ? "nowhere" : showUrl(to);
	return new ExpectedError("registry", `${showUrl(from)} redirects to ${where}`, { hint: "Only https addresses are followed." });
}

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
		const send = () => http.ask(method, url, known({
			accept,
			authorization: token === void 0 ? void 0 : `Bearer ${token}`
		}));
		const reply = await send();
		if (reply.status !== 401 || hasAsked) return reply;
		hasAsked = true;
		token = await fetchToken(reply, url, repository, http);
		return token === void 0 ? reply : send();
	} };
}
async function baseOf(host, http) {
	const https = URL.parse(`https://${host}`);
	if (https === null) throw new ExpectedError("input", `\`${host}\` is no address of a registry`);
	if (!isLoopback(https)) return https;
	return http.ask("GET", new URL("/v2/", https), {}, []).then(() => https, () => new URL(`http://${host}`));
}
/** A token for strangers; undefined where there is none, which is what private repositories come to. */
async function fetchToken(reply, url, repository, http) {
	const challenge = readChallenge(reply.headers.get("www-authenticate") ?? "");
	if (challenge === void 0) return void 0;
	const realm = URL.parse(challenge["realm"] ?? "");
	if (realm === null || !isEncrypted(realm, url)) throw new ExpectedError("registry", `${url.host} wants a token from ${showUrl(challenge["realm"] ?? "nowhere")}, which is not an https address`);
	if (challenge["service"] !== void 0) realm.searchParams.set("service", challenge["service"]);
	realm.searchParams.set("scope", challenge["scope"] ?? `repository:${repository}:pull`);
	const { status, body } = await http.ask("GET", realm, { accept: "application/json" });
	if (status === 401 || status === 403) return void 0;
	const found = status === 200 ? TokenSchema.safeParse(parseBody(body)).data : void 0;
	const token = found?.token ?? found?.access_token;
	if (token !== void 0 && /^[\x21-\x7e]+$/.test(token)) return token;
	throw new ExpectedError("registry", `${showUrl(realm)} gives no token (HTTP ${status})`, {
		hint: "Run the job again later.",
		status
	});
}
/** The parameters of a Bearer challenge (RFC 6750, 3), which may stand beside others. */
function readChallenge(header) {
	const parameters = /(?:^|,\s*)Bearer\s+(.*)/is.exec(header)?.[1];
	if (parameters === void 0) return void 0;
	const pairs = parameters.matchAll(/([a-z_]{1,50})\s{0,5}=\s{0,5}(?:"([^"]*)"|([^\s,"]+))/gi);
	return Object.fromEntries(Array.from(pairs, ([, name = "", quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? ""]));
}

export { openHttp as n, openSession as t };