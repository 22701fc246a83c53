import { t as known } from "./known.js";
import { b as strictObject, l as array, m as int, s as _enum, x as string } from "./schemas.js";

// src/facts/code.ts
/** What kind of thing is wrong, finer than its words and the same in every release: `unknown-key`. */
const CodeSchema = string().max(60).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

// src/facts/failure.ts
const FAILURE_KINDS = [
	"exit",
	"not-executable",
	"not-found",
	"killed",
	"out-of-memory",
	"idle-timeout",
	"timeout",
	"engine",
	"image",
	"build",
	"download",
	"hash",
	"archive",
	"gpu",
	"output",
	"disk-full",
	"server",
	"internal"
];
/** One of several reasons for which a step failed, or one that a line of the user's files is to blame for. */
const PartSchema = strictObject({
	message: string().max(2e3),
	hint: string().max(2e3).optional(),
	code: CodeSchema.optional(),
	file: string().max(1e3).optional(),
	line: int().min(1).optional(),
	column: int().min(1).optional()
});
/** Parts of a failure that are kept. */
const MOST_PARTS = 20;
/** Why a step failed: `message` is one sentence without the step's name, `hint` says what to do about it. */
const FailureSchema = strictObject({
	kind: _enum(FAILURE_KINDS),
	message: string().max(2e3),
	hint: string().max(2e3).optional(),
	exitCode: int().optional(),
	code: CodeSchema.optional(),
	/** Absent where the message is all there is. */
	parts: array(PartSchema).max(20).optional()
});
/** Why nothing could start, where it is because of the MedPerf server or of what is to be registered there. */
const makeServerFailure = ({ message, hint }) => known({
	kind: "server",
	message,
	hint
});

// src/facts/error.ts
/** What can be expected to go wrong besides a step: between a run and a server, a registry or a sign-in, or in what it was given. */
const ERROR_KINDS = [
	...FAILURE_KINDS,
	"input",
	"unreachable",
	"tls",
	"token",
	"permission",
	"refused",
	"missing",
	"answer",
	"changed",
	"blocked",
	"lock",
	"login",
	"registry"
];
/**
* Something that is expected to go wrong: it is told to people in these words and never as a stack trace. `message` says what
* and where, `hint` what to do; neither holds a secret.
*/
var ExpectedError = class extends Error {
	code;
	kind;
	reasons;
	uncertain;
	constructor(kind, message, facts = {}) {
		const { code = kind, hint, status, reasons = [], place, uncertain = false, cause } = facts;
		super(message, known({ cause }));
		this.name = "ExpectedError";
		this.kind = kind;
		this.code = code;
		this.reasons = reasons;
		this.uncertain = uncertain;
		if (hint !== void 0) this.hint = hint;
		if (status !== void 0) this.status = status;
		if (place !== void 0) this.place = place;
	}
};
/** The code that the system or Node gave an error, such as `ENOENT`; undefined where it has none, as ours. */
const readCode = (error) => error instanceof Error && !(error instanceof ExpectedError) && "code" in error && typeof error.code === "string" ? error.code : void 0;
/** Whether a step can fail in this way. */
const isFailureKind = (kind) => FAILURE_KINDS.some((one) => one === kind);
/** An expected error as the failure of a step; what is no kind of those has to do with a server. */
function toFailure(error) {
	const { kind, message, hint, place } = error;
	const said = known({
		message,
		hint,
		code: error.code === kind ? void 0 : error.code
	});
	const parts = place === void 0 ? void 0 : [{
		...said,
		...place
	}];
	return known({
		kind: isFailureKind(kind) ? kind : "server",
		...said,
		parts
	});
}

export { FailureSchema as a, toFailure as i, isFailureKind as n, makeServerFailure as o, readCode as r, CodeSchema as s, ExpectedError as t };