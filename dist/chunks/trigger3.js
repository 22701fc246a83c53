// src/job/trigger.ts
/** The commit that a report is about: of a pull request its head, not the merge commit that was checked out, until it is merged. */
function commitOf(trigger) {
	switch (trigger.kind) {
		case "pull_request": return trigger.merged ?? trigger.headSha;
		case "push":
		case "other": return trigger.sha;
		case "refused": return;
	}
}

export { commitOf as t };