import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { t as PRODUCTION } from "./address.js";
import { t as lockPath } from "./path.js";
import { r as detectServer } from "./client.js";
import { t as readAuthority } from "./authority.js";
import { existsSync } from "node:fs";
import { join } from "node:path";

// src/lookup/look.ts
/** Milliseconds after which a plan goes on without. */
const LONGEST = 15e3;
/**
* Looks at the server without credentials, for a plan that has none: what it would refuse is known on the pull request already. Ends
* soon, and never rejects but with the reason of the signal; undefined where nothing but the default says which server it would be.
*/
async function lookAtServer(job, isSubmitted) {
	if (!(job.server !== "https://api.medperf.org" || existsSync(join(job.repository, lockPath(job.config)))) && !isSubmitted) return void 0;
	const clock = AbortSignal.timeout(LONGEST);
	try {
		const ca = job.caFile === void 0 ? void 0 : readAuthority(job.repository, job.caFile);
		const signal = AbortSignal.any([clock, job.signal]);
		return { server: await detectServer(known({
			server: job.server,
			ca,
			signal
		})) };
	} catch (error) {
		job.signal.throwIfAborted();
		if (error instanceof ExpectedError) return describeUnknown(error) ?? { unseen: sayUnseen(error.message) };
		if (clock.aborted) return { unseen: sayUnseen(`it did not answer within ${LONGEST / 1e3} s`) };
		throw error;
	}
}
/** What a plan says of a server that is of no known kind; undefined for another error. */
function describeUnknown({ code, message, hint }) {
	if (code !== "unknown-server") return void 0;
	return { issue: known({
		severity: "error",
		message,
		hint,
		code
	}) };
}
const sayUnseen = (why) => `What the server takes was not seen either: ${why}.`;

export { describeUnknown, lookAtServer };