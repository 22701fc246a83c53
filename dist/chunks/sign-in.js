import { t as known } from "./known.js";
import { l as endSentence, s as clipText } from "./clip.js";
import { n as plainLine, r as plainText } from "./text.js";
import { a as openGitHub, i as readStatus, n as isRateLimit, r as makeWarning, t as describeApiError } from "./warning.js";
import { n as serverOrigin } from "./address.js";

// src/report/page/markdown.ts
const HTML = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"|": "&#124;"
};
const SYNTAX = /[\\`*[\]~$!]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const REFERENCE = /(@|#|\bGH-)(?=[\p{L}\p{N}_-])|:(?=(?:\d{0,9}[a-z_+-][\w+-]{0,80}|100|1234):)/giu;
const ADDRESS = /(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.|mailto:)[^\s`]+/giu;
/** Marks that end a sentence, or what is inserted into one. */
const SENTENCE = /* @__PURE__ */ new Set(".,;:!?)]}'\"");
const LINE_START = /^(?=[-+](?:[-\s]|$)|[#=]|\d+[.)](?:\s|$))/;
/** Text as a sentence: what stands between backticks, and every address, becomes code, the rest is plain. */
function escapeProse(text, max = 1e3) {
	return splitCode(closeCode(oneLine(text, max))).flatMap((part, at) => at % 2 === 1 ? [quoteCode(part)] : withAddresses(part)).reduce(join, "").replace(LINE_START, "​");
}
/** Prose and what stands between two backticks, in turns; blanks between backticks are no code. */
function splitCode(text) {
	const parts = [];
	let begin = 0;
	let open = text.indexOf("`");
	while (open !== -1) {
		const close = text.indexOf("`", open + 1);
		if (close === -1) break;
		const code = text.slice(open + 1, close);
		if (code.trim() === "") open = close;
		else {
			parts.push(text.slice(begin, open), code);
			begin = close + 1;
			open = text.indexOf("`", begin);
		}
	}
	return [...parts, text.slice(begin)];
}
function withAddresses(text) {
	let end = 0;
	const parts = [];
	for (const { 0: address, index } of text.matchAll(ADDRESS)) {
		let length = address.length;
		while (SENTENCE.has(address.charAt(length - 1))) length -= 1;
		const bare = address.slice(0, length);
		parts.push(quiet(text.slice(end, index)), quoteCode(bare));
		end = index + bare.length;
	}
	return [...parts, quiet(text.slice(end))];
}
const oneLine = (text, max) => clipText(plainLine(text.slice(0, 4 * max + 100), Number.POSITIVE_INFINITY), max);
const join = (before, after) => before.endsWith("`") && after.startsWith("`") ? `${before}\u200b${after}` : before + after;
const closeCode = (line) => line.endsWith("…") && line.split("`").length % 2 === 0 ? `${line}\`` : line;
const SIGNS = /(?![©®™])[\p{Extended_Pictographic}✓✗✘☐-☒⮽-⮿\u{1f5f4}-\u{1f5f9}][\ufe0e\ufe0f]?/gu;
const quiet = (text) => text.replaceAll(SIGNS, "").replaceAll(REFERENCE, "$&​").replaceAll(/[&<>|]/g, (character) => HTML[character] ?? "").replaceAll(SYNTAX, "\\$&");
/** Text as it stands, in a code span; nothing at all for empty text. */
function quoteCode(text, max = 1e3) {
	const line = oneLine(text, max);
	if (line === "") return "";
	if (line.includes("|")) return htmlCode(line);
	const fence = "`".repeat(longestRun(line) + 1);
	const space = /^`|`$|^ .* $/.test(line) ? " " : "";
	return `${fence}${space}${line}${space}${fence}`;
}
const htmlCode = (line) => `<code>${line.replaceAll(/[^\p{L}\p{N} ]/gu, (one) => `&#${one.codePointAt(0)};${one === "@" ? "​" : ""}`)}</code>`;
/** Lines in a fenced block that none of them can close. */
function fenceCode(lines) {
	const text = lines.map((line) => plainText(line.toWellFormed()).replaceAll("\n", " ")).join("\n");
	const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
	return `${fence}text\n${text}\n${fence}`;
}
const longestRun = (text) => (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
/** A link with Markdown as its text; only the text where the address is not an http one. */
function renderLink(markdown, url) {
	if (url === void 0 || !/^https?:\/\/[^\s]+$/.test(url)) return markdown;
	return `[${markdown}](${url.replaceAll(/[^\w\-.~:/?#@!$&*+,;=%]/gu, encodeURIComponent).replaceAll(/[()'"]/g, percent)})`;
}
const percent = (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
/** A folded part; `summary` is our own words, `body` Markdown. */
const foldDetails = (summary, body) => `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
/** A table of Markdown cells; nothing for no rows. */
function renderTable(columns, rows) {
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
const joinParagraphs = (parts) => parts.filter((part) => part !== "").join("\n\n");
/** Bytes of a text in UTF-8. */
const countUtf8Bytes = (text) => Buffer.byteLength(text);

// src/report/page/sign-in.ts
const minute = (date) => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
const originOf = (url) => URL.parse(url)?.origin ?? url;
/** Link and code for the owner, and what becomes of anybody else, as Markdown. */
function renderWaiting({ server, url, code: shown, expires, run }) {
	return `${joinParagraphs([
		`### 🔑 ${renderLink("A run", run)} waits for a sign-in to ${quoteCode(server, 200)}`,
		`Open ${renderLink("this page", url)} and confirm the code ${quoteCode(shown, 50)} before ${minute(expires)}.`,
		`Anybody can write a comment that looks like this one, with a code of their own. Confirm only what ${quoteCode("github-actions[bot]")} wrote, on a page of ${quoteCode(originOf(url), 200)}, with the code that the log of the run shows too.`,
		"Only the owner of the e-mail address that the workflow gives as `login-email` may confirm it: a sign-in with any other address is refused, and then nothing is registered."
	])}\n\n`;
}
/** Whether a comment shows the link and code of a sign-in. */
const isWaiting = (body) => /^### 🔑 .* waits for a sign-in to /mu.test(body);
/** In place of the link and code of a run that ended without a word; `run` is one that came after it and needs none. */
function renderAbandoned({ server, run }) {
	const body = [`### 🔑 No sign-in to ${quoteCode(server, 200)} is waited for`, `A run that waited for one is over, and ${renderLink("a later one", run)} had a token. Nothing is left to confirm.`];
	return `${joinParagraphs(body)}\n\n`;
}
/** How a sign-in ended, in place of its link and code; `failure` says why it came to nothing. */
function renderSignedIn({ server, run }, failure) {
	const body = failure === void 0 ? [`### 🔑 Signed in to ${quoteCode(server, 200)}`, `The owner of \`login-email\` confirmed it, and ${renderLink("the run", run)} goes on. Nothing is left to confirm.`] : [`### 🔑 Nobody is signed in to ${quoteCode(server, 200)}`, `${renderLink("The run", run)} waits no more: ${escapeProse(endSentence(failure.message), 500)} ${escapeProse(failure.hint ?? "", 500)}`.trim()];
	return `${joinParagraphs(body)}\n\n`;
}

// src/report/marker.ts
/** The hidden first line of a comment, by which it is found again. */
const markerLine = ({ config, workflow, job, variant }) => `<!-- medperf-benchmark ${encode(known({
	config,
	workflow,
	job,
	variant
}))} -->`;
/** The hidden second line of a comment. */
const stateLine = ({ sha, run, attempt }) => `<!-- medperf-run ${encode({
	sha,
	run: String(run),
	attempt: String(attempt)
})} -->`;
const encode = (fields) => new URLSearchParams(Object.entries(fields).map(([key, value]) => [key, value.toWellFormed()])).toString();
/** The hidden third line of a comment on a registration. */
const toldByLine = ({ workflow, job, variant, wrote }) => `<!-- medperf-told-by ${encode(known({
	workflow,
	job,
	variant,
	wrote
}))} -->`;
/** Whether a comment on a registration was written by this job, with this outcome. */
const isToldBy = (body, by) => linesOf(body)[2] === toldByLine(by);
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
const linesOf = (body) => body.slice(0, 1e4).split(/\r?\n/, 3);

// src/github/own-comments.ts
/** The marked comments that this token wrote. */
const findOwn = async (request) => onlyOwn(request, await findMarked(request));
/** All comments that begin with the marker, whoever wrote them. */
const findMarked = ({ key, ...place }) => findComments(place, (body) => hasMarker(body, key));
/** All comments on a pull request whose bodies are of this kind, whoever wrote them. */
async function findComments({ github, owner, repo, number }, isMeant) {
	const marked = [];
	const pages = github.paginate.iterator(github.rest.issues.listComments, {
		owner,
		repo,
		issue_number: number,
		per_page: 100
	});
	for await (const { data } of pages) for (const { id, body = "", html_url, user } of data) if (isMeant(body)) marked.push({
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
function findNewest(own) {
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
		return makeWarning(error, {
			what: "The comment could not be written",
			permission: "pull-requests: write",
			fork: request.fork,
			instead: "The report is in the summary of this run."
		});
	}
}
async function write(request, own) {
	const target = findNewest(own);
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
		if (!isRateLimit(error) && [403, 404].includes(readStatus(error) ?? 0)) return void 0;
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
			if ((readStatus(error) ?? 0) < 500) throw error;
			lost = error;
		}
	}
	throw lost;
}
async function settle(request) {
	const marked = await findMarked(request);
	if (marked.length < 2) return;
	const own = await onlyOwn(request, marked);
	const keep = findNewest(own);
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
		if (readStatus(error) !== 422 || !/too long/i.test(describeApiError(error))) throw error;
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
	return countUtf8Bytes(body) <= budget ? body : `${marker}\nThe report is in the summary of the run.`;
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
		const done = await upsertComment({
			...place,
			state,
			fork: false,
			render: ({ marker }) => `${marker}\n${text}`
		});
		if (request.outlives !== void 0 && "url" in done) await removeOutlived(place, state, {
			outlives: request.outlives,
			kept: done.url
		});
		return done;
	} catch (error) {
		return makeWarning(error, {
			what: "The pull request of this merge could not be found",
			permission: "pull-requests: write",
			instead
		});
	}
}
/** Whether the comment is there and of the kind that is to be replaced. */
async function isThere(place, state, replaces) {
	const { body = "" } = findNewest(await findOwn(place)) ?? {};
	const before = readState(body);
	return before !== void 0 && replaces(body, compareStates(before, state) < 0);
}
async function removeOutlived(place, state, { outlives, kept }) {
	const old = (await findComments(place, outlives)).filter((comment) => comment.url !== kept && readState(comment.body) !== void 0 && !isNewer(comment, state));
	const { github, owner, repo } = place;
	for (const { id } of await onlyOwn(place, old)) await github.rest.issues.deleteComment({
		owner,
		repo,
		comment_id: id
	}).catch(() => {});
}

// src/tell/merge.ts
/** Tells the pull request of this merge; undefined where nobody can be told, for want of a token or of a pull request. */
async function tellMerged({ config, server, github: { token, apiUrl, repository }, run, trigger, commit: sha }, { subject, text, instead, replaces, outlives }) {
	if (sha === void 0 || token === void 0 || repository === void 0) return void 0;
	const number = trigger.kind === "pull_request" ? trigger.number : void 0;
	return commentOnMerged(known({
		github: await openGitHub({
			token,
			apiUrl
		}),
		...repository,
		sha,
		config,
		subject: `${subject} on ${nameServer(server)}`,
		text,
		instead,
		replaces,
		outlives,
		number,
		run: {
			id: run?.id ?? 0,
			attempt: run?.attempt ?? 1
		}
	}));
}
/** The server as a lock names it; what is no address may hold a secret, and is not shown. */
function nameServer(server) {
	try {
		return serverOrigin(server);
	} catch {
		return "an unknown server";
	}
}

// src/tell/sign-in.ts
/** What a page about a sign-in names. */
const describeSignIn = ({ server, run }) => known({
	server: nameServer(server),
	run: run?.url
});
const INSTEAD = "Link and code are in the log of this run.";
/** Tells the merged pull request about a sign-in that begins; gives whether the comment is there. */
async function tellSignIn(place, text, desk) {
	const done = await tellMerged(place, {
		subject: "sign-in",
		text,
		instead: INSTEAD
	});
	if (done === void 0) return false;
	if ("warning" in done) desk.warn(done.warning);
	else if ("url" in done) desk.line(`The pull request is told: ${done.url}`);
	return "url" in done;
}
/** How a sign-in ended, in the place of its code; a comment that asks for another code by now is left to whoever waits for that. */
const endSignIn = (place, code, text, desk) => replace(place, text, (body) => body.includes(code), desk);
/** In `post`: takes link and code of a run that was killed out of its comment. */
async function endKilled(place, code, desk) {
	await endSignIn(place, code, renderSignedIn(describeSignIn(place), {
		message: "it was killed",
		hint: "Run the workflow again."
	}), desk);
}
/**
* Takes link and code of an earlier run, which ended without a word, out of its comment; what another job of this run wrote may
* still be true.
*/
async function endEarlier(place, desk) {
	await replace(place, renderAbandoned(describeSignIn(place)), (body, isEarlier) => isEarlier && isWaiting(body), desk);
}
async function replace(place, text, replaces, desk) {
	const done = await tellMerged(place, {
		subject: "sign-in",
		text,
		instead: INSTEAD,
		replaces
	});
	if (done !== void 0 && "warning" in done) desk.warn(done.warning);
}

export { joinParagraphs as _, tellSignIn as a, renderTable as b, upsertComment as c, renderSignedIn as d, renderWaiting as f, foldDetails as g, fenceCode as h, endSignIn as i, isToldBy as l, escapeProse as m, endEarlier as n, nameServer as o, countUtf8Bytes as p, endKilled as r, tellMerged as s, describeSignIn as t, toldByLine as u, quoteCode as v, renderLink as y };