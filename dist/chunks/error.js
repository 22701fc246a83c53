// src/medperf/error.ts
/** An expected failure of talking to MedPerf: `message` says what and where, `hint` what to do; neither holds a secret. */
var MedPerfError = class extends Error {
	kind;
	reasons;
	uncertain;
	constructor(kind, message, options = {}) {
		super(message, options.cause === void 0 ? {} : { cause: options.cause });
		this.name = "MedPerfError";
		this.kind = kind;
		this.reasons = options.reasons ?? [];
		this.uncertain = options.uncertain ?? false;
		if (options.hint !== void 0) this.hint = options.hint;
		if (options.status !== void 0) this.status = options.status;
	}
};

export { MedPerfError as t };