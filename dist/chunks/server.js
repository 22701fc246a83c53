import { E as record, M as url, O as string, T as object, t as ExpectedError, w as number } from "./error.js";
import { t as known } from "./known.js";
import { n as serverOrigin, t as PRODUCTION } from "./address.js";
import { i as createNetworkError, t as connectServer } from "./client.js";
import { u as createDispatcher } from "./trouble.js";
import { t as isLoopback } from "./loopback.js";
import { i as quoteName, n as plainLine } from "./text.js";
import { i as parseBody, n as NoAnswer, r as createSend, t as LargeAnswer } from "./client2.js";
import { c as USER_AGENT } from "./redirect.js";
import { p as MOST_SETTINGS, s as parsePlainJson } from "./json.js";
import { t as readAuthority } from "./authority.js";
import { setTimeout } from "node:timers/promises";

// src/server/sign-in/form.ts
const TIMEOUT = 3e4;
const LARGEST = 1048576;
/** Sends forms to, and reads documents from, the sign-in server; nothing of a request or answer is ever in an error. */
function createLoginRequest(dispatcher) {
	const send = createSend({
		dispatcher,
		timeout: TIMEOUT,
		largest: LARGEST
	});
	return async (url, form) => {
		const method = form === void 0 ? "GET" : "POST";
		const headers = known({
			accept: "application/json",
			"user-agent": USER_AGENT,
			"content-type": form === void 0 ? void 0 : "application/x-www-form-urlencoded"
		});
		const body = form === void 0 ? void 0 : new URLSearchParams(form).toString();
		const reply = await send(known({
			method,
			url,
			headers,
			body
		})).catch((error) => {
			throw putInWords(error, method);
		});
		return {
			status: reply.status,
			json: parseBody(reply.body)
		};
	};
}
function putInWords(error, method) {
	if (error instanceof NoAnswer) return createNetworkError(method, error);
	if (!(error instanceof LargeAnswer)) return error;
	return new ExpectedError("login", "the sign-in server sends far more than an answer", { hint: "Check `server`, and the proxy where the runner’s `HTTPS_PROXY` names one; or give `medperf-token`." });
}
const ErrorSchema = object({
	error: string(),
	error_description: string().optional()
});
/** The error code of an OAuth answer and its words for people (RFC 6749, 5.2). */
function readLoginError(answer) {
	const parsed = ErrorSchema.safeParse(answer.json);
	if (!parsed.success) return {
		code: "unknown",
		words: `HTTP ${answer.status}`
	};
	const { error, error_description: description } = parsed.data;
	return {
		code: error,
		words: plainLine(description ?? error, 200)
	};
}

// src/server/sign-in/device-flow.ts
const DeviceSchema = object({
	device_code: string().min(1).max(2e3),
	user_code: string().min(1).max(100),
	verification_uri_complete: url({ protocol: /^https?$/ }).max(2e3),
	expires_in: number().min(1).max(86400).default(900),
	interval: number().min(0).max(600).default(5)
});
const TokensSchema = object({
	access_token: string().min(1),
	id_token: string().min(1),
	expires_in: number().min(0)
});
/** Seconds that RFC 8628, 3.5 adds when the server finds the polling too fast. */
const SLOWER = 5;
/** Signs in through a browser elsewhere (RFC 8628, docs/medperf.md 9.2) and waits for it; throws kind `login`. */
async function signInByDevice(options) {
	const { provider } = options;
	const origin = new URL(provider.origin);
	if (origin.protocol !== "https:" && !isLoopback(origin)) throw new ExpectedError("input", "the sign-in server must be asked over https", { hint: "Give the https address of the server as `server`." });
	const dispatcher = await createDispatcher();
	try {
		return await login(options, createLoginRequest(dispatcher));
	} finally {
		await dispatcher.close();
	}
}
async function login(options, send) {
	const { provider, email, onPrompt } = options;
	const now = options.now ?? (() => /* @__PURE__ */ new Date());
	const started = now();
	const device = await askForCode(provider, send);
	const expires = new Date(started.getTime() + device.expires_in * 1e3);
	await onPrompt({
		url: device.verification_uri_complete,
		code: plainLine(device.user_code, 50),
		expires
	});
	const tokens = await poll({
		...options,
		now
	}, send, device, expires);
	const received = now();
	const { readKeys, verifyIdToken } = await import("./id-token.js");
	const keys = await send(new URL("/.well-known/jwks.json", provider.origin));
	const signedIn = await verifyIdToken(tokens.id_token, readKeys(keys.json), provider, received);
	if (signedIn !== email.trim().toLowerCase()) throw new ExpectedError("login", "somebody else than `login-email` signed in; their sign-in is not used", { hint: "Open the link yourself, with the e-mail that is announced as `login-email`." });
	return {
		accessToken: tokens.access_token,
		expires: new Date(received.getTime() + tokens.expires_in * 1e3),
		email: signedIn
	};
}
async function askForCode(provider, send) {
	const answer = await send(new URL("/oauth/device/code", provider.origin), {
		client_id: provider.clientId,
		audience: provider.audience,
		scope: "offline_access openid email"
	});
	const parsed = DeviceSchema.safeParse(answer.json);
	if (answer.status === 200 && parsed.success) return parsed.data;
	throw failed(answer.status, readLoginError(answer).words);
}
/** Asks until the person confirmed, refused, or the code expired. */
async function poll(options, send, device, expires) {
	const { signal } = options;
	const sleep = options.sleep ?? ((milliseconds) => setTimeout(milliseconds, void 0, signal && { signal }));
	const url = new URL("/oauth/token", options.provider.origin);
	let interval = device.interval;
	for (;;) {
		await sleep(interval * 1e3).catch((error) => {
			signal?.throwIfAborted();
			throw error;
		});
		signal?.throwIfAborted();
		const answer = await send(url, {
			grant_type: "urn:ietf:params:oauth:grant-type:device_code",
			device_code: device.device_code,
			client_id: options.provider.clientId
		}).catch(brokenPoll);
		if (answer !== void 0) {
			if (answer.status === 200) return tokensOf$1(answer.json);
			const { code, words } = readLoginError(answer);
			if (code === "slow_down") interval += SLOWER;
			else if (code !== "authorization_pending") throw failed(answer.status, words, code);
		}
		if (options.now() >= expires) throw failed(0, "nobody confirmed the code in time", "expired_token");
	}
}
/** A poll without an answer says nothing; the next one will (RFC 8628, 3.5). */
function brokenPoll(error) {
	if (error instanceof ExpectedError && error.kind !== "tls") return void 0;
	throw error;
}
function tokensOf$1(json) {
	const parsed = TokensSchema.safeParse(json);
	if (parsed.success) return parsed.data;
	throw new ExpectedError("login", "the sign-in server’s answer holds no tokens", { hint: "Run it again later, or give `medperf-token` in place of `login-email`." });
}
const HINTS = {
	expired_token: "Run it again, and open the link before the code expires.",
	access_denied: "Run it again and confirm. If the server knows no such user, its administrators make accounts."
};
function failed(status, words, code = "") {
	if (status === 429) return new ExpectedError("login", "login failed: too many requests", { hint: "Try again in some minutes." });
	return new ExpectedError("login", `login failed: ${words}`, { hint: HINTS[code] ?? "Run it again; if it stays, check the address of the sign-in server." });
}

// src/server/sign-in/local.ts
const Tokens = record(string(), string());
/** The token of one user in a development server's `tokens.json`, which maps e-mails to tokens (docs/medperf.md 9.5). */
function findLocalToken(text, email) {
	const name = email.trim().toLowerCase();
	const token = tokensOf(text)[name];
	if (token !== void 0) return token;
	if (name === "") throw new ExpectedError("login", "the tokens of the development server are of several users, and none of them was named", {
		code: "login-email-missing",
		hint: "Give one of its users as `login-email`, or the token of one alone."
	});
	throw new ExpectedError("login", `the tokens of the development server hold none for ${quoteName(email)}`, { hint: "Give one of its users as `login-email`." });
}
/** Whether a text is such a map, which no access token is. */
const isTokenMap = (text) => text.trimStart().startsWith("{");
function tokensOf(text) {
	try {
		return Tokens.parse(parsePlainJson(text, MOST_SETTINGS));
	} catch {
		throw new ExpectedError("login", "the tokens of the development server are not a JSON object of e-mails and tokens", {
			code: "tokens-unread",
			hint: "Give what it wrote as `tokens.json`, whole, or the token of one user alone."
		});
	}
}

// src/server/sign-in/provider.ts
/** The sign-in of MedPerf's production server. */
const PRODUCTION_LOGIN = {
	origin: "https://auth.medperf.org",
	clientId: "vFtfndViDFd0BeMdMKBgsKA9aV9BDtrY",
	audience: "https://api.medperf.org/",
	issuer: "https://auth.medperf.org/"
};

// src/lookup/server.ts
/** Connects to the MedPerf server as the benchmark owner; rejects with an ExpectedError. Whoever opens the client closes it. */
async function openServer({ server, caFile, repository }, credential, signIn) {
	const ca = caFile === void 0 ? void 0 : readAuthority(repository, caFile);
	const token = await findToken(server, credential, signIn);
	signIn.mask(token);
	return connectServer(known({
		server,
		token,
		ca
	}));
}
async function findToken(server, { token, email }, signIn) {
	if (token !== void 0) return isTokenMap(token) ? findLocalToken(token, email ?? "") : token;
	if (email === void 0) throw new ExpectedError("login", "there is no credential for the MedPerf server", { hint: "Give `medperf-token` from a secret, or `login-email`." });
	try {
		const { onPrompt, signal } = signIn;
		const provider = chooseProvider(server);
		const { accessToken } = await signInByDevice({
			provider,
			email,
			onPrompt,
			signal
		});
		signIn.mask(accessToken);
		await signIn.onEnd();
		return accessToken;
	} catch (error) {
		await signIn.onEnd(error);
		throw error;
	}
}
/**
* Where people sign in for a server: a development server on this machine does it itself, and MedPerf's own sign-in is for
* the production server alone (docs/medperf.md 9.1). Its token would be a stranger's key in the hands of any other server.
*/
function chooseProvider(server) {
	const origin = serverOrigin(server);
	if (origin === "https://api.medperf.org") return PRODUCTION_LOGIN;
	if (!isLoopback(new URL(origin))) throw new ExpectedError("login", `nobody can sign in to ${origin} from here: MedPerf’s sign-in gives tokens for ${PRODUCTION} alone`, { hint: "Give an access token of that server as `medperf-token`, in place of `login-email`." });
	return {
		...PRODUCTION_LOGIN,
		origin,
		issuer: `${origin}/`,
		audience: "https://localhost-localdev/"
	};
}

export { openServer };