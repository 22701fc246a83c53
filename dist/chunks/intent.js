import { xt as hasCredential } from "./hash-file.js";

// src/registration/intent.ts
/**
* A pull request plans. A push to the default branch, a tag, a merged pull request or somebody who starts the workflow by
* hand applies, where there is somebody to register as and `dry-run` is off.
*/
function intentOf({ inputs, trigger }) {
	if (inputs.mode === "test") return "test";
	if (trigger.kind === "pull_request" && trigger.merged === void 0) return "plan";
	if (!(trigger.kind === "other" ? trigger.name === "workflow_dispatch" : isMerge(trigger)) || !hasCredential(inputs)) return inputs.dryRun ? "plan" : "test";
	return inputs.dryRun ? "plan" : "apply";
}
const isMerge = (trigger) => trigger.kind === "pull_request" || trigger.defaultBranch || trigger.ref.startsWith("refs/tags/");

export { intentOf as t };