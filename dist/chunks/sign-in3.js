import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { a as tellSignIn, d as renderSignedIn, f as renderWaiting, i as endSignIn, t as describeSignIn } from "./sign-in.js";

// src/lookup/sign-in.ts
/**
* Asks the owner to sign in: link and code stand on the desk, and in a comment on the pull request that was merged. When it
* ends, all of these say how, and bear no code any more.
*/
function askOwner(job, email) {
	const { desk, signal } = job;
	const about = describeSignIn(job);
	let shown;
	let comment;
	return {
		mask: desk.mask,
		signal,
		async onPrompt({ url, code, expires }) {
			const text = `Sign in as ${email}: open ${url} and confirm the code ${code} before ${expires.toISOString()}.`;
			const page = renderWaiting({
				...about,
				url,
				code,
				expires
			});
			shown = {
				...desk.signIn({
					text,
					title: "MedPerf waits for a sign-in",
					code,
					page
				}),
				code
			};
			comment = tellSignIn(job, page, desk);
		},
		async onEnd(error) {
			if (shown === void 0) return;
			const text = renderSignedIn(about, error === void 0 ? void 0 : explain(error, signal));
			shown.replace(text);
			if (await comment) await endSignIn(job, shown.code, text, desk);
			shown.end();
		}
	};
}
function explain(error, signal) {
	if (signal.aborted) return {
		message: "it was cancelled",
		hint: "Run the workflow again."
	};
	if (!(error instanceof ExpectedError)) return { message: "it failed" };
	const { message, hint } = error;
	return known({
		message,
		hint
	});
}

export { askOwner };