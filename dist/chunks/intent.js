// src/job/intent.ts
/** What a run does: by itself what its event means, or one thing alone. */
const MODES = [
	"auto",
	"test",
	"plan",
	"submit"
];
/**
* A pull request plans. A push to the default branch, a tag, a merged pull request or somebody who starts the workflow by
* hand applies, where there is somebody to register as and it is no dry run.
*/
function readIntent(trigger, { mode, dryRun, hasCredential }) {
	if (mode === "test" || mode === "plan") return mode;
	if (trigger.kind === "pull_request" && trigger.merged === void 0) return "plan";
	if (!isMerge(trigger) || !hasCredential) return dryRun ? "plan" : "test";
	return dryRun ? "plan" : "apply";
}
/** Whether the event is one that registers. */
function isMerge(trigger) {
	switch (trigger.kind) {
		case "pull_request": return trigger.merged !== void 0;
		case "push": return trigger.defaultBranch || trigger.ref.startsWith("refs/tags/");
		case "other": return trigger.name === "workflow_dispatch";
	}
}

export { isMerge as n, readIntent as r, MODES as t };