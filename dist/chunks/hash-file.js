import { b as string, l as array, m as literal, p as int, s as _enum, u as boolean, y as strictObject } from "./schemas.js";
import { r as shownRow } from "./retire-list.js";
import { n as plainText, t as plainLine } from "./text.js";
import { t as commitOf } from "./trigger.js";
import { d as warning } from "./core.js";
import { n as serverOrigin } from "./address.js";
import { f as APPROVALS, h as ERAS, p as STATES } from "./origin.js";
import { t as ROLES } from "./roles.js";
import { createHash, randomUUID } from "node:crypto";
import { appendFileSync, closeSync, constants, fstatSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";

// src/registration/credential.ts
/** Whether the inputs name somebody to register as. */
const hasCredential = ({ medperfToken, loginEmail }) => medperfToken !== void 0 || loginEmail !== void 0;

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
		return await upsertComment({
			github,
			owner,
			repo,
			number,
			fork: false,
			key: {
				config,
				workflow: "",
				job: subject
			},
			state: {
				sha,
				run: run.id,
				attempt: run.attempt
			},
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

// src/registration/merged.ts
/** Tells the pull request of this merge; undefined where nobody can be told, for want of a token or of a pull request. */
async function tellMerged({ inputs, runner, trigger }, { subject, text, instead }) {
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

// src/medperf/plan/decision.ts
/** What happens to a thing, or to one field of it; in order of gravity. */
const PLAN_VERDICTS = [
	"nothing to do",
	"reuse",
	"create",
	"update in place",
	"needs a new version",
	"needs an admin",
	"forbidden"
];
const BLOCKING = /* @__PURE__ */ new Set(["needs an admin", "forbidden"]);

// src/medperf/plan/in-use.ts
/**
* What a plan uses. `considered` counts the rows as well that a new version is to take the place of: whether it is needed may
* only turn out after a push.
*/
function keptBy({ components, benchmark }, considered = false) {
	const used = components.flatMap(({ verdict, candidate }) => candidate === void 0 || !considered && (verdict === "needs a new version" || BLOCKING.has(verdict)) ? [] : [candidate]);
	return {
		containers: new Set(used.map(({ containerUid }) => containerUid)),
		models: new Set(used.flatMap(({ modelUid }) => modelUid ?? [])),
		benchmarks: new Set(benchmark.uid === void 0 ? [] : [benchmark.uid])
	};
}
/** Who uses a row of one's own, in words; undefined where nobody does. Rejected and retired benchmarks use nothing. */
function userOf(snapshot, kept, { collection, uid }) {
	switch (collection) {
		case "benchmarks": return userOfBenchmark(snapshot, kept, uid);
		case "models": return userOfModel(snapshot, kept, uid);
		case "mlcubes": return userOfContainer(snapshot, kept, uid);
	}
}
const THIS = "this benchmark.yaml is registered with it";
function userOfBenchmark({ mine }, kept, uid) {
	if (kept.benchmarks.has(uid)) return "this benchmark.yaml is registered as it";
	const approval = mine.benchmarks.find((row) => row.uid === uid)?.approval;
	if (approval === "PENDING") return "it is pending, and would stay so: only an administrator can end that";
	return approval === "APPROVED" ? "it is approved, so that participants may stand on it" : void 0;
}
function userOfModel(snapshot, kept, uid) {
	if (kept.models.has(uid)) return THIS;
	const container = snapshot.mine.models.find((row) => row.uid === uid)?.container?.uid;
	if (container !== void 0 && kept.containers.has(container)) return THIS;
	return benchmarkOn(snapshot, ({ data_preparator, reference_model, evaluator }) => reference_model === uid || data_preparator === container || evaluator === container);
}
function userOfContainer(snapshot, kept, uid) {
	const model = snapshot.mine.models.find(({ container }) => container?.uid === uid);
	if (model !== void 0) return `it is inside model ${model.uid}, which is retired together with it`;
	if (kept.containers.has(uid)) return THIS;
	const isModel = snapshot.era === "model";
	return benchmarkOn(snapshot, ({ data_preparator, reference_model, evaluator }) => data_preparator === uid || evaluator === uid || !isModel && reference_model === uid);
}
/** The first benchmark of anybody that stands on something. */
function benchmarkOn({ mine, others }, standsOn) {
	const user = [...mine.benchmarks.filter(({ isValid, approval }) => isValid && approval !== "REJECTED"), ...others.benchmarks].find(({ components }) => components !== void 0 && standsOn(components));
	return user === void 0 ? void 0 : `benchmark ${user.uid}, \`${user.name}\`, stands on it`;
}

// src/medperf/plan/names.ts
/** The version that a name has in the family of `base`: `base` itself is 1, `base-v3` is 3; undefined outside of it. */
function versionOf(base, name) {
	if (name === base) return 1;
	const match = name.startsWith(`${base}-v`) ? /^[1-9]\d{0,8}$/.exec(name.slice(base.length + 2)) : null;
	const version = match === null ? void 0 : Number(match[0]);
	return version === void 0 || version < 2 ? void 0 : version;
}
/** The rows of a family, the newest version first. */
const familyOf = (base, rows) => rows.filter(({ name }) => versionOf(base, name) !== void 0).toSorted((a, b) => (versionOf(base, b.name) ?? 0) - (versionOf(base, a.name) ?? 0));
/** The name of the version after all that exist; numbers whose names somebody else took are left out. */
function nextName(base, family, isTaken) {
	const newest = Math.max(1, ...family.map(({ name }) => versionOf(base, name) ?? 1));
	for (let version = newest + 1;; version += 1) {
		const name = `${base}-v${version}`;
		if (!isTaken(name)) return name;
	}
}

// src/medperf/plan/retirement.ts
/** Judges the rows that somebody asked to retire: only one's own, and none that anything stands on. */
function judgeRetire(snapshot, requests, kept) {
	const rows = [];
	const done = [];
	const issues = [];
	for (const request of requests) {
		const row = rowsOf(snapshot, request).find(({ uid }) => uid === request.uid);
		const reason = row === void 0 ? strangerOf(snapshot, request) : userOf(snapshot, kept, request);
		if (row?.isValid === false) done.push({
			...request,
			name: row.name
		});
		else if (row !== void 0 && reason === void 0) rows.push({
			...request,
			name: row.name
		});
		else {
			const name = row === void 0 ? "" : ` (\`${row.name}\`)`;
			issues.push({
				severity: "error",
				message: `${shownRow(request)}${name} cannot be retired: ${reason}`,
				hint: "Take it out of the input `retire`."
			});
		}
	}
	return {
		rows,
		done,
		issues
	};
}
const rowsOf = ({ mine }, { collection }) => collection === "mlcubes" ? mine.containers : mine[collection];
function strangerOf({ others }, { collection, uid }) {
	const owner = (collection === "mlcubes" ? others.containers : others[collection]).find((row) => row.uid === uid)?.owner;
	return owner === void 0 ? "the server has no such row" : `it belongs to user ${owner}`;
}
/**
* What carries the names of one benchmark and serves nobody: rejected benchmarks, and containers and models that no other
* benchmark on the server stands on. Somebody's data set may still be prepared with one.
*/
function strayRows(snapshot, names, kept) {
	const { benchmarks, containers, models } = snapshot.mine;
	const family = (collection, rows) => names.flatMap((name) => familyOf(name, rows)).filter(({ isValid }) => isValid).map(({ uid, name }) => ({
		collection,
		uid,
		name
	}));
	return [
		...family("benchmarks", benchmarks),
		...family("mlcubes", containers),
		...family("models", models)
	].filter((row) => userOf(snapshot, kept, row) === void 0);
}
/** The input that would retire these rows. */
const retireInput = (rows) => rows.map(shownRow).join(", ");

// src/medperf/plan/next.ts
/** Who has to act so that a benchmark can be used. */
const NEXT = [
	"nobody",
	"owner",
	"administrator"
];
const WRITE = "nobody tells them that it waits, so write to them (of MedPerf’s own server: the MedPerf team)";
/** Who has to act on a benchmark as it is on the server (contract 4.4). */
function nextOf(era, state, approval) {
	if (approval === "REJECTED") return {
		who: "owner",
		text: "An administrator rejected it, which is final: change it and submit a new version."
	};
	if (approval === "APPROVED") return state === "OPERATION" ? {
		who: "nobody",
		text: "It is approved; data and model owners can ask to join."
	} : {
		who: "owner",
		text: "It is approved but in DEVELOPMENT: set `submit.state` to operation when it is ready."
	};
	if (era === "mlcube" && state === "DEVELOPMENT") return {
		who: "owner",
		text: "In DEVELOPMENT this server can neither approve nor reject it: set `submit.state` to operation when it is ready."
	};
	return {
		who: "administrator",
		text: `An administrator of the server must approve it; ${WRITE}.`
	};
}
/** Who has to act after a merge, before it happened. */
function nextOfPlan({ components, benchmark }, blocked) {
	if (benchmark.verdict === "needs an admin") return {
		who: "administrator",
		text: `An administrator of the server must act before anything is registered; ${WRITE}.`
	};
	if (blocked) return {
		who: "owner",
		text: `Nothing will be registered until what is ${[...components, benchmark].some(({ verdict }) => BLOCKING.has(verdict)) ? "refused" : "reported"} here is corrected.`
	};
	const { approval, verdict } = benchmark;
	if (approval === "APPROVED") return {
		who: "nobody",
		text: "The benchmark is approved."
	};
	if (approval === "REJECTED") return {
		who: "owner",
		text: "An administrator rejected the benchmark, which is final."
	};
	if (verdict === "nothing to do") return {
		who: "administrator",
		text: `An administrator of the server must approve the benchmark; ${WRITE}.`
	};
	return {
		who: "administrator",
		text: `An administrator of the server must then approve it, unless the server approves your benchmarks at once; ${WRITE}.`
	};
}

// src/medperf/plan/schema.ts
const text = (max) => string().max(max);
const ChangeSchema = strictObject({
	/** The server's name; below a field of JSON the path to the leaf. */
	field: text(300),
	verdict: _enum(PLAN_VERDICTS),
	/** As JSON, cut to one line. */
	from: text(300).optional(),
	to: text(300).optional(),
	note: text(300).optional()
});
const ActionSchema = strictObject({
	object: _enum([
		"container",
		"model",
		"benchmark"
	]),
	role: _enum(ROLES).optional(),
	verdict: _enum(PLAN_VERDICTS),
	/** On the server, with its version. */
	name: text(200),
	uid: int().min(0).optional(),
	state: _enum(STATES),
	approval: _enum(APPROVALS).optional(),
	/** One sentence: why this verdict. */
	reason: text(600),
	hint: text(900).optional(),
	changes: array(ChangeSchema).max(201)
});
/** A row that `retire` names; `name` is absent where it was not looked up. */
const RetireSchema = strictObject({
	object: _enum([
		"container",
		"model",
		"benchmark"
	]),
	uid: int().min(1),
	name: text(200).optional(),
	verdict: _enum(["retire", "nothing to do"])
});
const IssueSchema = strictObject({
	severity: _enum([
		"error",
		"warning",
		"notice"
	]),
	message: text(600),
	hint: text(900).optional(),
	role: _enum(ROLES).optional()
});
/** What a merge will do on the server; JSON that may cross from one job to another, so everything in it is bounded. */
const PlanSchema = strictObject({
	schema: literal(1),
	server: text(500).optional(),
	era: _enum(ERAS),
	/** What the plan was made from. */
	seen: _enum([
		"server",
		"lock",
		"nothing"
	]),
	/** Sentences on what could not be seen. */
	unseen: array(text(600)).max(10),
	/** Containers in the order of their registration, then the benchmark. */
	actions: array(ActionSchema).max(4),
	/** What is marked as not valid, on request, after everything is registered. */
	retire: array(RetireSchema).max(100).optional(),
	issues: array(IssueSchema).max(200),
	/** Nothing would be written, because of an action or an issue. */
	blocked: boolean(),
	/** Who has to act after the merge. */
	next: strictObject({
		who: _enum(NEXT),
		text: text(600)
	})
});

// src/containers/supported.ts
/** What MedPerf accepts as `container_type` (contract 10.1). */
const CONTAINER_TYPES = [
	"DockerImage",
	"DockerArchive",
	"EncryptedDockerArchive",
	"SingularityFile",
	"EncryptedSingularityFile"
];
/** Whether a component of a benchmark is files alone, without a container. */
const isAsset = ({ spec }) => spec.type === "Asset";
/** Whether a runtime that was asked for can run a type of container (contract 10.1, in MedPerf's words). */
function cannotRun(type, runtime) {
	if (!type.endsWith("SingularityFile") || runtime !== "docker" && runtime !== "podman") return void 0;
	return {
		message: `Cannot run this container using ${runtime}: a SingularityFile needs apptainer or singularity`,
		hint: "Set `run.runtime` to `auto` or `apptainer`."
	};
}

// src/medperf/hash-file.ts
const CHUNK = 1048576;
/** Chunks between two turns of the event loop: synchronous reads are the fast ones, but others have to run as well. */
const CHUNKS_PER_TURN = 16;
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
let spare;
/**
* SHA-256 of a file and its size in bytes, read in pieces of 1 MiB (contract 8.1). Links are not followed; undefined for
* what is not a regular file. Rejects with the system's error where it cannot be read.
*/
async function hashFile(path) {
	const file = openSync(path, FLAGS);
	try {
		if (!fstatSync(file).isFile()) return void 0;
		const hash = createHash("sha256");
		spare ??= Buffer.allocUnsafeSlow(CHUNK);
		let bytes = 0;
		for (let chunks = 1;; chunks += 1) {
			const read = readSync(file, spare);
			if (read === 0) return {
				sha256: hash.digest("hex"),
				bytes
			};
			hash.update(read === CHUNK ? spare : spare.subarray(0, read));
			bytes += read;
			if (chunks % CHUNKS_PER_TURN === 0) await setImmediate();
		}
	} finally {
		closeSync(file);
	}
}

export { table as A, bytesOf as C, link as D, fenced as E, clipStep as F, openGitHub as I, addToJobSummary as L, clipContainer as M, clipFailure as N, paragraphs as O, clipProblem as P, replaceInJobSummary as R, warn as S, details as T, tellMerged as _, PlanSchema as a, reasonOf as b, judgeRetire as c, familyOf as d, nextName as f, serverOf as g, BLOCKING as h, isAsset as i, clip as j, prose as k, retireInput as l, keptBy as m, CONTAINER_TYPES as n, nextOf as o, versionOf as p, cannotRun as r, nextOfPlan as s, hashFile as t, strayRows as u, upsertComment as v, code as w, statusOf as x, isRateLimit as y, hasCredential as z };