import { t as plainLine } from "./text.js";

// src/fetch/words.ts
/** A URL for messages: without its query and user, which may hold secrets. */
function showUrl(url) {
	const parsed = URL.parse(String(url));
	if (parsed === null) return plainLine(String(url), 200);
	return plainLine(`${parsed.protocol}//${parsed.host}${parsed.pathname}`, 200);
}
/** A size as people read it: `23.4 MB`. */
function showBytes(bytes) {
	const units = [
		"bytes",
		"kB",
		"MB",
		"GB",
		"TB"
	];
	const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
	return step === 0 ? `${bytes} bytes` : `${(bytes / 1e3 ** step).toFixed(1)} ${units[step]}`;
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
function pauseBefore(tries, first, retryAfter = 0, chance = Math.random()) {
	const pause = first * 2 ** (tries - 1) * (.5 + chance / 2);
	return Math.min(Math.max(pause, retryAfter), LONGEST_PAUSE);
}
/** `Retry-After` in milliseconds from `now`: seconds or a date; 0 where there is none that can be read. */
function readRetryAfter(value, now) {
	if (value === void 0) return 0;
	if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1e3;
	const date = Date.parse(value);
	return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

// src/proxy.ts
/** undici tells the answer of a proxy that opens no tunnel in this message alone. */
const REFUSAL = /^Proxy response \((\d{3})\)/;
/** The HTTP status with which a proxy refused to open a way to a server; undefined for every other error. */
function proxyRefusal(error) {
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
		const status = REFUSAL.exec(at.message)?.[1];
		if (status !== void 0) return Number(status);
	}
}
/** What to do about such a refusal. */
const PROXY_HINT = "Put the login that the proxy wants into the runner's `HTTPS_PROXY`, or add the host to `NO_PROXY`.";

// src/fetch/status.ts
const CHECK = "Open the address in a private browser window, or try `curl -fLO` with it: MedPerf needs the file itself, without a login.";
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
const PASSING = {
	ECONNRESET: "the connection was lost",
	EPIPE: "the connection was lost",
	UND_ERR_SOCKET: "the connection was lost",
	HPE_INVALID_EOF_STATE: "the connection was lost",
	ECONNREFUSED: "the server refuses connections",
	ETIMEDOUT: "the server does not answer",
	UND_ERR_CONNECT_TIMEOUT: "the server does not answer",
	UND_ERR_HEADERS_TIMEOUT: "the server does not answer",
	UND_ERR_BODY_TIMEOUT: "the server has stopped sending",
	UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the server sent less or more than it announced",
	EAI_AGAIN: "the name of the server cannot be resolved at present",
	EHOSTUNREACH: "the server cannot be reached",
	ENETUNREACH: "the network cannot be reached",
	ENETDOWN: "the network cannot be reached"
};
/** What is wrong with a connection, where trying again can help; undefined where it cannot. */
function passingTrouble(error) {
	const refusal = proxyRefusal(error) ?? 0;
	return refusal < 500 ? PASSING[codeOf(error)] : `the proxy failed (HTTP ${refusal})`;
}
/** What is wrong with a connection for good, and what to do. */
function lastingTrouble(error) {
	const refusal = proxyRefusal(error);
	if (refusal !== void 0) return {
		why: `the proxy opens no way there (HTTP ${refusal})`,
		hint: PROXY_HINT
	};
	const code = codeOf(error);
	if (code === "ENOTFOUND") return {
		why: "there is no server of that name",
		hint: "Correct the host in the URL."
	};
	if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|HOSTNAME_MISMATCH|^ERR_SSL/.test(code)) return {
		why: `the server's certificate is not trusted (${code})`,
		hint: "For a certificate of your own, set `NODE_EXTRA_CA_CERTS` on the runner to a file that holds it."
	};
	const message = error instanceof Error ? error.message : String(error);
	return {
		why: code === "" ? message : `${message} (${code})`,
		hint: CHECK
	};
}
/** An error's code, or that of its cause. */
function codeOf(error) {
	if (!(error instanceof Error)) return "";
	if ("code" in error && typeof error.code === "string") return error.code;
	return codeOf(error.cause);
}

export { proxyRefusal as a, readRetryAfter as c, PROXY_HINT as i, showBytes as l, lastingTrouble as n, PROGRESS as o, passingTrouble as r, pauseBefore as s, judgeStatus as t, showUrl as u };