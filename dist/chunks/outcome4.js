import { n as StepFailure } from "./failure.js";

// src/report/outcome.ts
/** A merge that came to no registration, for a reason that is in the report too. */
const notRegistered = ({ message, hint }) => ({
	kind: "failed",
	message,
	written: [],
	...hint === void 0 ? {} : { hint }
});
/** A merge of something that is not valid, or did not pass its test. */
const notPassed = ({ verdict, reason, hint }) => {
	return notRegistered({
		message: `${verdict === "invalid" ? "the benchmark is not valid" : "the test did not pass"}: ${reason}`,
		...hint === void 0 ? {} : { hint }
	});
};
/** A registration that an error ended, with what was written before. */
function brokenOff(cause, written) {
	const { message, hint } = reasonOf(cause);
	const error = jobError("Nothing more was registered", cause);
	return {
		...notRegistered({
			message,
			...hint === void 0 ? {} : { hint }
		}),
		written,
		error
	};
}
/** What fails the job because of another error: what it means, why, and in a second line what to do. */
function jobError(what, cause) {
	const { message, hint } = reasonOf(cause);
	return new Error(`${what}: ${message}${hint === void 0 ? "" : `\n${hint}`}`, { cause });
}
/** Why, and what to do. */
function reasonOf(cause) {
	if (cause instanceof StepFailure) return cause.failure;
	if (!(cause instanceof Error)) return { message: String(cause) };
	const hint = "hint" in cause && typeof cause.hint === "string" ? cause.hint : void 0;
	return {
		message: cause.message,
		hint
	};
}
/** What fails the job once everybody was told; undefined for a registration that is whole. */
function errorOf(registered) {
	if (registered.kind === "failed") return registered.error;
	const { problem } = registered.registration;
	return problem && jobError("Everything is registered, but not everything retired", problem);
}

export { notRegistered as a, notPassed as i, errorOf as n, reasonOf as o, jobError as r, brokenOff as t };