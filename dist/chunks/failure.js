// src/failure.ts
/** An expected failure of a step: it becomes a `failed` step in the report, never a stack trace. */
var StepFailure = class extends Error {
	failure;
	constructor(kind, message, hint, options) {
		super(message, options);
		this.name = "StepFailure";
		this.failure = hint === void 0 ? {
			kind,
			message
		} : {
			kind,
			message,
			hint
		};
	}
};
/** Why nothing could start, where it is because of the MedPerf server or of what is to be registered there. */
const serverFailure = ({ message, hint }) => ({
	kind: "server",
	message,
	...hint === void 0 ? {} : { hint }
});

export { serverFailure as n, StepFailure as t };