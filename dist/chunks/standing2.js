import { t as isOnBranch } from "./ancestry.js";
import { a as openGitHub, t as describeApiError } from "./warning.js";
import { n as readIntent } from "./intent.js";
import { n as holdTag } from "./standing.js";

// src/lookup/standing.ts
/** The job as it is once GitHub was asked whether the commit of its tag is on the branch that registers. Never throws. */
async function settleTag(job) {
	if (job.standing.kind !== "tagged") return job;
	const standing = await judgeTag(job, job.standing);
	return {
		...job,
		standing,
		intent: readIntent(standing, job.wish)
	};
}
async function judgeTag({ github: { token, apiUrl, repository }, commit: sha }, tagged) {
	const { branch } = tagged;
	if (token === void 0 || repository === void 0 || sha === void 0) return {
		kind: "off",
		held: holdTag(tagged, "there is no token to ask GitHub with")
	};
	try {
		const github = await openGitHub({
			token,
			apiUrl
		});
		return await isOnBranch({
			github,
			...repository,
			sha
		}, branch) ? {
			kind: "on",
			branch
		} : {
			kind: "off",
			held: holdTag(tagged)
		};
	} catch (error) {
		return {
			kind: "off",
			held: holdTag(tagged, describeApiError(error))
		};
	}
}

export { settleTag };