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
	const isOpen = cause instanceof ExpectedError && (cause.uncertain || cause.code === "not-as-sent");
	const what = written.length === 0 ? "Nothing was registered" : "Nothing more was registered";
	const error = makeJobError(isOpen ? "The registration broke off" : what, cause);
	return {
		...refuseRegistration(known({
			message,
			hint
		})),
		...known({
			written,
			error,
			isOpen: isOpen || void 0
		})
	};
}
/** The code of an error about a row that was written, and does not hold what was sent. */
const NOT_AS_SENT = "not-as-sent";
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
	const { problem, retired } = registered.registration;
	const what = retired.length === 0 ? "nothing was retired" : "not everything was retired";
	return problem && makeJobError(`Everything is registered, but ${what}`, problem);
}

export { makeJobError as a, findJobError as i, breakOff as n, refuseRegistration as o, explainCause as r, refuseUntested as s, NOT_AS_SENT as t };