import { d as warning, o as notice, u as setSecret } from "./core.js";
import { C as replaceInJobSummary, S as addToJobSummary, f as link, l as code, m as prose, n as tellMerged, p as paragraphs, t as serverOf } from "./merged.js";
import { t as MedPerfError } from "./error.js";
import { c as sentence } from "./format.js";
import { a as saveWaiting } from "./state.js";

// src/report/sign-in.ts
const minute = (date) => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
/** Link and code for the owner, and what becomes of anybody else, as Markdown. */
function renderWaiting({ server, url, code: shown, expires, run }) {
	return `${paragraphs([
		`### 🔑 ${link("A run", run)} waits for a sign-in to ${code(server, 200)}`,
		`Open ${link("this page", url)} and confirm the code ${code(shown, 50)} before ${minute(expires)}.`,
		"Only the owner of the e-mail address that the workflow gives as `login-email` may confirm it: a sign-in with any other address is refused, and then nothing is registered."
	])}\n\n`;
}
/** Whether a comment shows the link and code of a sign-in. */
const isWaiting = (body) => /^### 🔑 .* waits for a sign-in to /mu.test(body);
/** In place of the link and code of a run that ended without a word; `run` is one that came after it and needs none. */
function renderAbandoned({ server, run }) {
	const body = [`### 🔑 No sign-in to ${code(server, 200)} is waited for`, `A run that waited for one is over, and ${link("a later one", run)} had a token. Nothing is left to confirm.`];
	return `${paragraphs(body)}\n\n`;
}
/** How a sign-in ended, in place of its link and code; `failure` says why it came to nothing. */
function renderSignedIn({ server, run }, failure) {
	const body = failure === void 0 ? [`### 🔑 Signed in to ${code(server, 200)}`, `The owner of \`login-email\` confirmed it, and ${link("the run", run)} goes on. Nothing is left to confirm.`] : [`### 🔑 Nobody is signed in to ${code(server, 200)}`, `${link("The run", run)} waits no more: ${prose(sentence(failure.message), 500)} ${prose(failure.hint ?? "", 500)}`.trim()];
	return `${paragraphs(body)}\n\n`;
}

// src/registration/sign-in.ts
/**
* Asks the owner to sign in: link and code stand in the log, a notice, the job summary, and a comment on the pull request that
* was merged. When it ends, comment and summary say how, and bear no code any more.
*/
function askOwner(job) {
	const { inputs, runner, log, signal } = job;
	const about = aboutOf(job);
	let shown;
	let comment;
	return {
		mask: setSecret,
		signal,
		async onPrompt({ url, code, expires }) {
			const text = `Sign in as ${inputs.loginEmail}: open ${url} and confirm the code ${code} before ${expires.toISOString()}.`;
			log.say(text);
			notice(text, { title: "MedPerf waits for a sign-in" });
			shown = renderWaiting({
				...about,
				url,
				code,
				expires
			});
			addToJobSummary(shown, runner.summaryFile);
			saveWaiting(true);
			comment = tell(job, shown);
		},
		async onEnd(error) {
			if (shown === void 0) return;
			const text = renderSignedIn(about, error === void 0 ? void 0 : failureOf(error, signal));
			replaceInJobSummary(shown, text, runner.summaryFile);
			if (await comment) await tell(job, text);
			saveWaiting(false);
		}
	};
}
function failureOf(error, signal) {
	if (signal.aborted) return {
		message: "it was cancelled",
		hint: "Run the workflow again."
	};
	if (!(error instanceof MedPerfError)) return { message: "it failed" };
	const { message, hint } = error;
	return hint === void 0 ? { message } : {
		message,
		hint
	};
}
const aboutOf = ({ inputs, runner }) => ({
	server: serverOf(inputs.server),
	...runner.run === void 0 ? {} : { run: runner.run.url }
});
const INSTEAD = "Link and code are in the log of this run.";
/** Whether the comment is there. */
async function tell(job, text) {
	const done = await tellMerged(job, {
		subject: "sign-in",
		text,
		instead: INSTEAD
	});
	if (done === void 0) return false;
	if ("warning" in done) warning(done.warning);
	else if ("url" in done) job.log.say(`The pull request is told: ${done.url}`);
	return "url" in done;
}
/** In `post`: takes link and code of a run that was killed out of its comment. */
async function endKilled(job) {
	const done = await tellMerged(job, {
		subject: "sign-in",
		text: renderSignedIn(aboutOf(job), {
			message: "it was killed",
			hint: "Run the workflow again."
		}),
		instead: INSTEAD
	});
	if (done !== void 0 && "warning" in done) warning(done.warning);
}
/**
* Takes link and code of an earlier run, which ended without a word, out of its comment. A run that asks somebody itself writes
* over it anyway.
*/
async function endEarlier(job) {
	if (job.inputs.medperfToken === void 0) return;
	const text = renderAbandoned(aboutOf(job));
	const done = await tellMerged(job, {
		subject: "sign-in",
		text,
		instead: INSTEAD,
		replaces: isWaiting
	});
	if (done !== void 0 && "warning" in done) warning(done.warning);
}

export { endEarlier as n, endKilled as r, askOwner as t };