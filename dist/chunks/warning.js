import { i as __toESM } from "./rolldown-runtime.js";
import { n as plainLine } from "./text.js";
import { r as explainProxyTrouble, u as createDispatcher } from "./trouble.js";
import { t as hideTokens } from "./tokens.js";
import { randomUUID } from "node:crypto";

// src/github/client.ts
/** Seconds that one request may take, and that a rate limit may make us wait for its next try. */
const REQUEST = 30;
const PATIENCE = 60;
const RETRIES = 2;
/**
* Opens the API. Lost connections and 5xx are tried again, rate limits are waited for where the wait is short, and
* proxies are those of the runner.
*/
async function openGitHub({ token, apiUrl, second = 1e3 }) {
	const [{ Octokit: Base }, { restEndpointMethods }, { paginateRest }, { retry }, { throttling }] = await Promise.all([
		import("./dist-src3.js"),
		import("./dist-src5.js"),
		import("./dist-bundle.js"),
		import("./dist-bundle3.js"),
		import("./dist-bundle5.js")
	]);
	const patient = (after, _options, _octokit, tries) => after <= PATIENCE && tries < RETRIES;
	const common = {
		auth: `token ${token}`,
		baseUrl: apiUrl,
		log: SILENT,
		retry: {
			retryAfterBaseValue: second,
			doNotRetry: [
				400,
				401,
				403,
				404,
				407,
				409,
				410,
				413,
				422,
				429,
				451
			]
		},
		request: { fetch: await openFetch() }
	};
	const limits = {
		onRateLimit: patient,
		onSecondaryRateLimit: patient,
		retryAfterBaseValue: second,
		id: randomUUID()
	};
	const Client = Base.plugin(restEndpointMethods, paginateRest, nameLimits, nameProxies, retry, throttling);
	const octokit = new Client({
		...common,
		throttle: limits
	});
	const unpaced = new Client({
		...common,
		throttle: { enabled: false }
	});
	let login;
	return {
		rest: octokit.rest,
		paginate: octokit.paginate,
		login: () => login ??= askLogin(unpaced),
		pause: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * second))
	};
}
function nameLimits({ hook }) {
	hook.error("request", (error) => {
		const { response, status } = error;
		const isLimit = status === 429 || status === 403 && response?.headers?.["retry-after"] !== void 0;
		const isNamed = /secondary rate/i.test(error.message) || response?.headers?.["x-ratelimit-remaining"] === "0";
		if (!isLimit || isNamed) throw error;
		throw Object.assign(error, { message: `secondary rate limit: ${error.message}` });
	});
	return {};
}
/** A proxy that is none, or is not there, is no better a moment later. */
function nameProxies({ hook }) {
	hook.error("request", (error) => {
		const trouble = explainProxyTrouble(error);
		if (trouble === void 0) throw error;
		throw Object.assign(error, {
			message: trouble.why,
			status: 407
		});
	});
	return {};
}
const nothing = () => {};
const SILENT = {
	debug: nothing,
	info: nothing,
	warn: nothing,
	error: nothing
};
/** What octokit sends by: each request has its time, and a connection of its own, which is over with it. */
async function openFetch() {
	const [{ fetch }, dispatcher] = await Promise.all([import("./undici.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1)), createDispatcher({ isShort: true })]);
	const send = fetch;
	return (url, options) => {
		const timeout = AbortSignal.timeout(REQUEST * 1e3);
		const signal = options?.signal == null ? timeout : AbortSignal.any([options.signal, timeout]);
		return send(url, {
			...options,
			signal,
			dispatcher
		});
	};
}
async function askLogin(octokit) {
	try {
		const { viewer } = await octokit.graphql("query { viewer { login } }");
		if (typeof viewer?.login === "string") return viewer.login;
	} catch {}
	try {
		const { data } = await octokit.rest.users.getAuthenticated({ request: { retries: 0 } });
		return typeof data.login === "string" ? data.login : void 0;
	} catch {
		return;
	}
}

// src/github/warning.ts
/** The HTTP status of an error of octokit's; undefined for anything else. */
function readStatus(error) {
	const status = typeof error === "object" && error !== null && "status" in error ? error.status : void 0;
	return typeof status === "number" ? status : void 0;
}
/** An error of the API in one line: status and the server's own words, never a header or a token. */
function describeApiError(error) {
	const status = readStatus(error);
	const words = hideTokens(messageOf(error));
	const isPage = /<html|<!doctype/i.test(words);
	const text = plainLine(isPage ? "a page instead of an answer" : words, 300);
	return status === void 0 || isConnection(error) ? text : `HTTP ${status}, ${text}`;
}
function messageOf(error) {
	if (!(error instanceof Error)) return String(error);
	const data = "response" in error ? error.response?.data : void 0;
	if (typeof data === "string" && data !== "") return data;
	if (typeof data !== "object" || data === null || !("message" in data)) return error.message;
	const details = ("errors" in data && Array.isArray(data.errors) ? data.errors : []).map((one) => typeof one === "string" ? one : one?.message);
	return [data.message, ...details].filter((part) => typeof part === "string" && part !== "").join(": ");
}
const isConnection = (error) => typeof error === "object" && error !== null && "response" in error ? error.response === void 0 : true;
/** The warning for an error of the API: what failed, why, and what to do about it. */
function makeWarning(error, { what, permission, fork = false, instead }) {
	return { warning: [
		`${what} (${describeApiError(error)}).`,
		advice(error, permission, fork),
		instead ?? ""
	].filter((sentence) => sentence !== "").join(" ") };
}
/** Whether GitHub refused because too much was asked, not because it may not be. */
const isRateLimit = (error) => readStatus(error) === 429 || error instanceof Error && /rate limit/i.test(error.message);
function advice(error, permission, fork) {
	const status = readStatus(error);
	const proxy = explainProxyTrouble(error);
	if (proxy !== void 0) return proxy.hint;
	if (isRateLimit(error)) return "The token's rate limit is used up: run this job again later.";
	if (status === 401) return "GitHub does not know the token: leave the input `token` away to use the job's own.";
	if (status === 403 && /locked/i.test(describeApiError(error))) return "Its conversation is locked: unlock it.";
	if (status === 422) return "GitHub refused what was sent.";
	if (status !== 403 && status !== 404) return "This may pass: run the job again, or look at https://www.githubstatus.com.";
	if (fork && permission.endsWith("write")) return "This pull request comes from a fork, so its job has a token that can only read, whatever `permissions:` says.";
	return [
		"The token lacks a permission (in a run that Dependabot started it can only read). Add to the job:",
		...[
			"permissions:",
			"  contents: read",
			...permission === "contents: read" ? [] : [`  ${permission}`]
		].map((line) => `    ${line}`),
		""
	].join("\n");
}

export { openGitHub as a, readStatus as i, isRateLimit as n, makeWarning as r, describeApiError as t };