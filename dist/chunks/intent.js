import { g as hasCredential } from "./hash-file.js";

// src/registration/intent.ts
/**
* A pull request plans. A push to the default branch, a tag, a merged pull request or somebody who starts the workflow by
* hand applies, where there is somebody to register as and `dry-run` is off.
*/
function intentOf({ inputs, trigger }) {
	if (inputs.mode === "test") return "test";
	if (trigger.kind === "pull_request" && trigger.merged === void 0) return "plan";
	if (!isMerge(trigger) || !hasCredential(inputs)) return inputs.dryRun ? "plan" : "test";
	return inputs.dryRun ? "plan" : "apply";
}
/** Whether the event is one that registers. */
function isMerge(trigger) {
	switch (trigger.kind) {
		case "pull_request": return trigger.merged !== void 0;
		case "push": return trigger.defaultBranch || trigger.ref.startsWith("refs/tags/");
		case "other": return trigger.name === "workflow_dispatch";
	}
}

export { isMerge as n, intentOf as t };