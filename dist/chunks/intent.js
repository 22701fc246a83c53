// src/job/intent.ts
/** What a run does: by itself what its event means, or one thing alone. */
const MODES = [
	"auto",
	"test",
	"plan",
	"submit"
];
/**
* A pull request plans. What is on the branch that registers applies, where there is somebody to register as and it is no dry
* run; a tag does not before somebody knows that it is.
*/
function readIntent(standing, { mode, dryRun, hasCredential }) {
	if (mode === "test" || mode === "plan") return mode;
	if (standing.kind === "open") return "plan";
	if (standing.kind !== "on" || !hasCredential) return dryRun ? "plan" : "test";
	return dryRun ? "plan" : "apply";
}

export { readIntent as n, MODES as t };