import { n as plainLine } from "./text.js";
import { t as hideTokens } from "./tokens.js";
import { randomUUID } from "node:crypto";

// src/github/client.ts
/** Seconds that one request may take, and that a rate limit may make us wait for its next try. */
const REQUEST = 30;
const PATIENCE = 60;
const RETRIES = 2;
/**
* Opens the API. Lost connections and 5xx are tried again, rate limits are waited for where the wait is short, and
* proxies are those of the runner, all through the toolkit.
*/
async function openGitHub({ token, apiUrl, second = 1e3 }) {
	const [{ GitHub: Base, defaults }, { retry }, { throttling }] = await Promise.all([
		import("./utils2.js"),
		import("./dist-bundle.js"),
		import("./dist-bundle3.js")
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
				409,
				410,
				413,
				422,
				429,
				451
			]
		},
		request: {
			...defaults.request,
			fetch: withTimeout(defaults.request?.fetch)
		}
	};
	const limits = {
		onRateLimit: patient,
		onSecondaryRateLimit: patient,
		retryAfterBaseValue: second,
		id: randomUUID()
	};
	const Client = Base.plugin(nameLimits, retry, throttling);
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
const nothing = () => {};
const SILENT = {
	debug: nothing,
	info: nothing,
	warn: nothing,
	error: nothing
};
const withTimeout = (fetch = globalThis.fetch) => (url, options) => {
	const timeout = AbortSignal.timeout(REQUEST * 1e3);
	const signal = options?.signal == null ? timeout : AbortSignal.any([options.signal, timeout]);
	return fetch(url, {
		...options,
		signal
	});
};
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