import { n as plainText, t as plainLine } from "./text.js";
import { t as commitOf } from "./trigger2.js";
import { d as warning } from "./core.js";
import { r as serverOrigin } from "./address.js";
import { randomUUID } from "node:crypto";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";

// src/job-summary.ts
/** Appends Markdown to the step's summary, which the runner shows; without a runner there is none. Never throws. */
const addToJobSummary = (text, file) => quietly(file, (path) => appendFileSync(path, text));
/** Puts other Markdown in the place of what was appended before. Never throws. */
const replaceInJobSummary = (before, after, file) => quietly(file, (path) => writeFileSync(path, readFileSync(path, "utf8").split(before).join(after)));
function quietly(file, write) {
	if (file === void 0) return;
	try {
		write(file);
	} catch (error) {
		warning(`The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`);
	}
}

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
		if (isLimit && !isNamed) error.message = `secondary rate limit: ${error.message}`;
		throw error;
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

// src/report/marker.ts
/** The hidden first line of a comment, by which it is found again. */
const markerLine = ({ config, workflow, job }) => `<!-- medperf-benchmark ${encode({
	config,
	workflow,
	job
})} -->`;
/** The hidden second line of a comment. */
const stateLine = ({ sha, run, attempt }) => `<!-- medperf-run ${encode({
	sha,
	run: String(run),
	attempt: String(attempt)
})} -->`;
const encode = (fields) => new URLSearchParams(Object.entries(fields).map(([key, value]) => [key, value.toWellFormed()])).toString();
const STATE = /^<!-- medperf-run (\S+) -->$/;
/** Whether a comment begins with this key's line. */
const hasMarker = (body, key) => linesOf(body)[0] === markerLine(key);
/** Which run wrote a comment; undefined where its second line does not say. */
function readState(body) {
	const fields = new URLSearchParams(STATE.exec(linesOf(body)[1] ?? "")?.[1] ?? "");
	const [run, attempt] = [Number(fields.get("run") ?? NaN), Number(fields.get("attempt") ?? NaN)];
	if (!Number.isSafeInteger(run) || !Number.isSafeInteger(attempt)) return void 0;
	return {
		sha: fields.get("sha") ?? "",
		run,
		attempt
	};
}
/** Negative when `a` is the older run, positive when `b` is, 0 when they are one attempt of one run. */
const compareStates = (a, b) => a.run - b.run || a.attempt - b.attempt;
const linesOf = (body) => body.slice(0, 1e4).split(/\r?\n/, 2);

// src/report/clip.ts
/** A text of at most `max` UTF-16 units that never ends in half a character. */
function clip(text, max) {
	const whole = text.toWellFormed();
	return whole.length <= max ? whole : `${whole.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
const optional = (key, value, max) => value === void 0 ? {} : { [key]: clip(value, max) };
/** A problem within the bounds of `ProblemSchema`. */
const clipProblem = (problem) => ({
	...problem,
	file: clip(problem.file, 1e3),
	message: clip(problem.message, 2e3),
	...optional("hint", problem.hint, 2e3)
});
/** A failure within the bounds of `FailureSchema`. */
const clipFailure = (failure) => ({
	...failure,
	message: clip(failure.message, 2e3),
	...optional("hint", failure.hint, 2e3)
});
/** A step within the bounds of `StepSchema`: the last 50 lines of its output are kept. */
const clipStep = (step) => ({
	...step,
	...step.failure === void 0 ? {} : { failure: clipFailure(step.failure) },
	...optional("skipped", step.skipped, 500),
	logTail: step.logTail.slice(-50).map((line) => clip(line, 2e3)),
	...optional("log", step.log, 1e3)
});
/** A container within the bounds of `ContainerSchema`. */
const clipContainer = (container) => ({
	...container,
	name: clip(container.name, 200),
	config: clip(container.config, 1e3),
	type: clip(container.type, 100),
	image: clip(container.image, 2e3)
});

// src/report/markdown.ts
const HTML = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"|": "&#124;"
};
const SYNTAX = /[\\`*[\]~$!]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const REFERENCE = /(@|#|\bGH-)(?=[\p{L}\p{N}_-])/giu;
const ADDRESS = /(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.|mailto:)[^\s`]+/giu;
const LINE_START = /^(?=[-+](?:[-\s]|$)|[#=]|\d+[.)](?:\s|$))/;
/** Text as a sentence: what stands between backticks, and every address, becomes code, the rest is plain. */
function prose(text, max = 1e3) {
	return oneLine(text, max).split(/`([^`]*[^`\s][^`]*)`/).flatMap((part, at) => at % 2 === 1 ? [code(part)] : withAddresses(part)).reduce(join, "").replace(LINE_START, "​");
}
function withAddresses(text) {
	let end = 0;
	const parts = [];
	for (const { 0: address, index } of text.matchAll(ADDRESS)) {
		const bare = address.replace(/[.,;:!?)\]}'"]+$/, "");
		parts.push(quiet(text.slice(end, index)), code(bare));
		end = index + bare.length;
	}
	return [...parts, quiet(text.slice(end))];
}
const oneLine = (text, max) => clip(plainLine(text.slice(0, 4 * max + 100), Number.POSITIVE_INFINITY), max);
const join = (before, after) => before.endsWith("`") && after.startsWith("`") ? `${before}\u200b${after}` : before + after;
const quiet = (text) => text.replaceAll(REFERENCE, "$1​").replaceAll(/[&<>|]/g, (character) => HTML[character] ?? "").replaceAll(SYNTAX, "\\$&");
/** Text as it stands, in a code span; nothing at all for empty text. */
function code(text, max = 1e3) {
	const line = oneLine(text, max);
	if (line === "") return "";
	if (line.includes("|")) return htmlCode(line);
	const fence = "`".repeat(longestRun(line) + 1);
	const space = /^`|`$|^ .* $/.test(line) ? " " : "";
	return `${fence}${space}${line}${space}${fence}`;
}
const htmlCode = (line) => `<code>${line.replaceAll(/[^\p{L}\p{N} ]/gu, (one) => `&#${one.codePointAt(0)};${one === "@" ? "​" : ""}`)}</code>`;
/** Lines in a fenced block that none of them can close. */
function fenced(lines) {
	const text = lines.map((line) => plainText(line.toWellFormed()).replaceAll("\n", " ")).join("\n");
	const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
	return `${fence}text\n${text}\n${fence}`;
}
const longestRun = (text) => (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
/** A link with Markdown as its text; only the text where the address is not an http one. */
function link(markdown, url) {
	if (url === void 0 || !/^https?:\/\/[^\s]+$/.test(url)) return markdown;
	return `[${markdown}](${url.replaceAll(/[^\w\-.~:/?#@!$&*+,;=%]/gu, encodeURIComponent).replaceAll(/[()'"]/g, percent)})`;
}
const percent = (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
/** A folded part; `summary` is our own words, `body` Markdown. */
const details = (summary, body) => `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
/** A table of Markdown cells; nothing for no rows. */
function table(columns, rows) {
	if (rows.length === 0) return "";
	const line = (cells) => `| ${cells.join(" | ")} |`;
	const rule = columns.map(({ align }) => align === "left" ? ":--" : "--:");
	return [
		line(columns.map(({ title }) => title)),
		`|${rule.join("|")}|`,
		...rows.map(line)
	].join("\n");
}
/** Parts with an empty line between them; empty parts leave none. */
const paragraphs = (parts) => parts.filter((part) => part !== "").join("\n\n");
/** Bytes of a text in UTF-8. */
const bytesOf = (text) => Buffer.byteLength(text);

// src/github/own-comments.ts
/** The marked comments that this token wrote. */
const findOwn = async (request) => onlyOwn(request, await findMarked(request));
/** All comments that begin with the marker, whoever wrote them. */
async function findMarked({ github, owner, repo, number, key }) {
	const marked = [];
	const pages = github.paginate.iterator(github.rest.issues.listComments, {
		owner,
		repo,
		issue_number: number,
		per_page: 100
	});
	for await (const { data } of pages) for (const { id, body = "", html_url, user } of data) if (hasMarker(body, key)) marked.push({
		id,
		body,
		url: html_url,
		author: user ?? {}
	});
	return marked;
}
/** Of marked comments those that this token wrote: anybody can write our marker, but only these are ours to change. */
async function onlyOwn({ github }, marked) {
	if (marked.length === 0) return [];
	const login = await github.login();
	return marked.filter(({ author }) => isOwn(author, login));
}
function isOwn({ login, type }, own) {
	if (own === void 0) return type === "Bot";
	return login === own || type === "Bot" && login === `${own.replace(/\[bot\]$/, "")}[bot]`;
}
/** The comment of the newest run; of two from one attempt (a matrix) the first. */
function newest(own) {
	return own.toSorted((a, b) => compare(b, a) || a.id - b.id)[0];
}
const NEVER = {
	sha: "",
	run: -1,
	attempt: 0
};
const compare = (a, b) => compareStates(readState(a.body) ?? NEVER, readState(b.body) ?? NEVER);
/** Whether a comment was written by a newer run than this one. */
const isNewer = ({ body }, state) => compareStates(readState(body) ?? NEVER, state) > 0;

// src/github/warning.ts
/** The HTTP status of an error of octokit's; undefined for anything else. */
function statusOf(error) {
	const status = typeof error === "object" && error !== null && "status" in error ? error.status : void 0;
	return typeof status === "number" ? status : void 0;
}
/** An error of the API in one line: status and the server's own words, never a header or a token. */
function reasonOf(error) {
	const status = statusOf(error);
	const words = messageOf(error);
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
function warn(error, { what, permission, fork = false, instead }) {
	return { warning: [
		`${what} (${reasonOf(error)}).`,
		advice(error, permission, fork),
		instead ?? ""
	].filter((sentence) => sentence !== "").join(" ") };
}
/** Whether GitHub refused because too much was asked, not because it may not be. */
const isRateLimit = (error) => statusOf(error) === 429 || error instanceof Error && /rate limit/i.test(error.message);
function advice(error, permission, fork) {
	const status = statusOf(error);
	if (isRateLimit(error)) return "The token's rate limit is used up: run this job again later.";
	if (status === 401) return "GitHub does not know the token: leave the input `token` away to use the job's own.";
	if (status === 403 && /locked/i.test(reasonOf(error))) return "Its conversation is locked: unlock it.";
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

// src/github/comment.ts
/** Bytes of a body, tried one after the other while GitHub says that it is too long. */
const BUDGETS = [
	6e4,
	3e4,
	12e3,
	4e3
];
/** Tries of a new comment whose answer was lost, and the seconds before each but the first. */
const WAITS = [
	0,
	1,
	4
];
/**
* Writes the pull request's one comment of this benchmark, workflow and job: updates what an earlier run wrote, creates
* it where there is none, and removes what two runs at once made twice. Never throws.
*/
async function upsertComment(request) {
	try {
		return await write(request, await findOwn(request));
	} catch (error) {
		return warn(error, {
			what: "The comment could not be written",
			permission: "pull-requests: write",
			fork: request.fork,
			instead: "The report is in the summary of this run."
		});
	}
}
async function write(request, own) {
	const target = newest(own);
	if (target === void 0) return create(request);
	if (isNewer(target, request.state)) return {
		state: "superseded",
		url: target.url
	};
	await remove(request, own.filter(({ id }) => id !== target.id));
	const body = bodyOf(request, BUDGETS[0]);
	if (sameText(body, target.body)) return {
		state: "unchanged",
		url: target.url
	};
	return await update(request, target) ?? create(request);
}
async function update(request, { id, url }) {
	const { github, owner, repo } = request;
	try {
		await shrinking(request, (body) => github.rest.issues.updateComment({
			owner,
			repo,
			comment_id: id,
			body
		}));
		return {
			state: "updated",
			url
		};
	} catch (error) {
		if (!isRateLimit(error) && [403, 404].includes(statusOf(error) ?? 0)) return void 0;
		throw error;
	}
}
async function create(request) {
	const { github, owner, repo, number } = request;
	let lost;
	for (const wait of WAITS) {
		if (wait > 0) {
			await github.pause(wait);
			const own = await findOwn(request);
			if (own.length > 0) return write(request, own);
		}
		try {
			const { data } = await shrinking(request, (body) => github.rest.issues.createComment({
				owner,
				repo,
				issue_number: number,
				body,
				request: { retries: 0 }
			}));
			await settle(request).catch(() => {});
			return {
				state: "created",
				url: data.html_url
			};
		} catch (error) {
			if ((statusOf(error) ?? 0) < 500) throw error;
			lost = error;
		}
	}
	throw lost;
}
async function settle(request) {
	const marked = await findMarked(request);
	if (marked.length < 2) return;
	const own = await onlyOwn(request, marked);
	const keep = newest(own);
	await remove(request, own.filter(({ id }) => id !== keep?.id));
}
async function remove({ github, owner, repo }, comments) {
	for (const { id } of comments) await github.rest.issues.deleteComment({
		owner,
		repo,
		comment_id: id
	}).catch(() => {});
}
async function shrinking(request, send) {
	let refusal;
	for (const budget of BUDGETS) try {
		return await send(bodyOf(request, budget));
	} catch (error) {
		if (statusOf(error) !== 422 || !/too long/i.test(reasonOf(error))) throw error;
		refusal = error;
	}
	throw refusal;
}
function bodyOf({ key, state, render }, budget) {
	const marker = `${markerLine(key)}\n${stateLine(state)}`;
	const body = render({
		marker,
		budget
	});
	return bytesOf(body) <= budget ? body : `${marker}\nThe report is in the summary of the run.`;
}
const sameText = (a, b) => a.replaceAll("\r\n", "\n").trim() === b.replaceAll("\r\n", "\n").trim();

// src/github/merged-pull.ts
/** The pull request that brought a commit to its branch; undefined for one that was pushed by hand. */
async function findMergedPull(github, { owner, repo }, sha) {
	const { data } = await github.rest.repos.listPullRequestsAssociatedWithCommit({
		owner,
		repo,
		commit_sha: sha,
		per_page: 100
	});
	const merged = data.filter(({ merged_at }) => merged_at != null);
	return (merged.find(({ merge_commit_sha }) => merge_commit_sha === sha) ?? merged[0])?.number;
}

// src/github/merged-comment.ts
/** Writes a comment of its own to the pull request that a commit merged, or brings it up to date. Never throws. */
async function commentOnMerged(request) {
	const { github, owner, repo, sha, config, subject, run, text, instead } = request;
	try {
		const number = request.number ?? await findMergedPull(github, {
			owner,
			repo
		}, sha);
		if (number === void 0) return { state: "no pull request" };
		const place = {
			github,
			owner,
			repo,
			number,
			key: {
				config,
				workflow: "",
				job: subject
			}
		};
		const state = {
			sha,
			run: run.id,
			attempt: run.attempt
		};
		if (request.replaces !== void 0 && !await isThere(place, state, request.replaces)) return { state: "nothing to replace" };
		return await upsertComment({
			...place,
			state,
			fork: false,
			render: ({ marker }) => `${marker}\n${text}`
		});
	} catch (error) {
		return warn(error, {
			what: "The pull request of this merge could not be found",
			permission: "pull-requests: write",
			instead
		});
	}
}
/** Whether an earlier run's comment is there; what another job of this run wrote may still be true. */
async function isThere(place, state, replaces) {
	const { body = "" } = newest(await findOwn(place)) ?? {};
	const before = readState(body);
	return before !== void 0 && compareStates(before, state) < 0 && replaces(body);
}

// src/registration/merged.ts
/** Tells the pull request of this merge; undefined where nobody can be told, for want of a token or of a pull request. */
async function tellMerged({ inputs, runner, trigger }, { subject, text, instead, replaces }) {
	const sha = commitOf(trigger);
	if (sha === void 0 || inputs.token === void 0 || runner.repository === void 0) return void 0;
	return commentOnMerged({
		github: await openGitHub({
			token: inputs.token,
			apiUrl: runner.apiUrl
		}),
		...runner.repository,
		sha,
		config: inputs.config,
		subject: `${subject} on ${serverOf(inputs.server)}`,
		text,
		instead,
		...replaces === void 0 ? {} : { replaces },
		...trigger.kind === "pull_request" ? { number: trigger.number } : {},
		run: {
			id: runner.run?.id ?? 0,
			attempt: runner.run?.attempt ?? 1
		}
	});
}
/** The server as a lock names it; what is no address may hold a secret, and is not shown. */
function serverOf(server) {
	try {
		return serverOrigin(server);
	} catch {
		return "an unknown server";
	}
}

export { replaceInJobSummary as C, addToJobSummary as S, clipContainer as _, reasonOf as a, clipStep as b, bytesOf as c, fenced as d, link as f, clip as g, table as h, isRateLimit as i, code as l, prose as m, tellMerged as n, statusOf as o, paragraphs as p, upsertComment as r, warn as s, serverOf as t, details as u, clipFailure as v, openGitHub as x, clipProblem as y };