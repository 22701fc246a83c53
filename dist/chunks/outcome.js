import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";

// src/report/outcome.ts
/** A merge that came to no registration, for a reason that is in the report too. */
const notRegistered = ({ message, hint }) => known({
	kind: "failed",
	message,
	written: [],
	hint
});
/** A merge of something that is not valid, or did not pass its test. */
const notPassed = ({ verdict, reason, hint }) => {
	return notRegistered(known({
		message: `${verdict === "invalid" ? "the benchmark is not valid" : "the test did not pass"}: ${reason}`,
		hint
	}));
};
/** A registration that an error ended, with what was written before. */
function brokenOff(cause, written) {
	const { message, hint } = explainCause(cause);
	const error = jobError("Nothing more was registered", cause);
	return {
		...notRegistered(known({
			message,
			hint
		})),
		written,
		error
	};
}
/** What fails the job because of another error: what it means, why, and in a second line what to do. */
function jobError(what, cause) {
	const { message, hint } = explainCause(cause);
	return new Error(`${what}: ${message}${hint === void 0 ? "" : `\n${hint}`}`, { cause });
}
/** Why, and what to do. */
function explainCause(cause) {
	if (cause instanceof ExpectedError) return cause;
	if (!(cause instanceof Error)) return { message: String(cause) };
	const hint = "hint" in cause && typeof cause.hint === "string" ? cause.hint : void 0;
	return {
		message: cause.message,
		hint
	};
}
/** What fails the job once everybody was told; undefined for a registration that is whole. */
function findJobError(registered) {
	if (registered.kind === "failed") return registered.error;
	const { problem } = registered.registration;
	return problem && jobError("Everything is registered, but not everything retired", problem);
}

export { notPassed as a, jobError as i, explainCause as n, notRegistered as o, findJobError as r, brokenOff as t };