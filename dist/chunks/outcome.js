import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";

// src/report/outcome.ts
/** A merge that came to no registration, for a reason that is in the report too. */
const refuseRegistration = ({ message, hint }) => known({
	kind: "failed",
	message,
	written: [],
	hint
});
/** A merge of something that is not valid, or did not pass its test. */
const refuseUntested = ({ verdict, reason, hint }) => {
	return refuseRegistration(known({
		message: `${verdict === "invalid" ? "the benchmark is not valid" : "the test did not pass"}: ${reason}`,
		hint
	}));
};
/** A registration that an error ended, with what was written before. */
function breakOff(cause, written) {
	const { message, hint } = explainCause(cause);
	const error = makeJobError("Nothing more was registered", cause);
	return {
		...refuseRegistration(known({
			message,
			hint
		})),
		written,
		error
	};
}
/** What fails the job because of another error: what it means, why, and in a second line what to do. */
function makeJobError(what, cause) {
	const { message, hint } = explainCause(cause);
	return new Error(`${what}: ${message}${hint === void 0 ? "" : `\n${hint}`}`, { cause });
}
/** Why, and what to do. */
function explainCause(cause) {
	if (cause instanceof ExpectedError) return cause;
	return { message: cause instanceof Error ? cause.message : String(cause) };
}
/** What fails the job once everybody was told; undefined for a registration that is whole. */
function findJobError(registered) {
	if (registered.kind === "failed") return registered.error;
	const { problem } = registered.registration;
	return problem && makeJobError("Everything is registered, but not everything retired", problem);
}

export { refuseRegistration as a, makeJobError as i, explainCause as n, refuseUntested as o, findJobError as r, breakOff as t };