import { _ as number, m as int, u as boolean, v as object, x as string } from "./schemas.js";
import { readFileSync } from "node:fs";

// src/trigger.ts
const Sha = string().regex(/^[0-9a-f]{40,64}$/);
const RepositoryId = object({ id: number() });
const PullRequestEvent = object({ pull_request: object({
	number: int().min(1),
	head: object({
		sha: Sha,
		repo: RepositoryId.nullable()
	}),
	base: object({
		sha: Sha,
		ref: string(),
		repo: RepositoryId
	}),
	merged: boolean().nullish(),
	merge_commit_sha: Sha.nullish()
}) });
const PushEvent = object({ repository: object({ default_branch: string() }) });
const REFUSED = ["pull_request_target", "workflow_run"];
/** Reads the event that started this run; throws an Error that names the event when its file is not what GitHub sends. */
function readTrigger(environment) {
	const name = environment["GITHUB_EVENT_NAME"] ?? "";
	const sha = Sha.safeParse(environment["GITHUB_SHA"]).data;
	const ref = environment["GITHUB_REF"] ?? "";
	if (REFUSED.includes(name)) return {
		kind: "refused",
		name
	};
	if (name === "pull_request") return pullRequest(parse(name, environment["GITHUB_EVENT_PATH"], PullRequestEvent));
	if (name === "push" && sha !== void 0) return {
		kind: "push",
		sha,
		ref,
		defaultBranch: ref === `refs/heads/${parse(name, environment["GITHUB_EVENT_PATH"], PushEvent).repository.default_branch}`
	};
	return {
		kind: "other",
		name: name || "no event",
		...sha === void 0 ? {} : { sha },
		...ref === "" ? {} : { ref }
	};
}
function pullRequest({ pull_request }) {
	const { number, head, base, merged, merge_commit_sha: commit } = pull_request;
	return {
		kind: "pull_request",
		number,
		headSha: head.sha,
		baseSha: base.sha,
		baseRef: base.ref,
		fork: head.repo?.id !== base.repo.id,
		...merged === true && commit != null ? { merged: commit } : {}
	};
}
function parse(name, path, schema) {
	try {
		return schema.parse(JSON.parse(readFileSync(path ?? "", "utf8")));
	} catch (error) {
		throw new Error(`The event file of "${name}" (GITHUB_EVENT_PATH) is not what GitHub sends.`, { cause: error });
	}
}
/** The commit that a report is about: of a pull request its head, not the merge commit that was checked out, until it is merged. */
function commitOf(trigger) {
	switch (trigger.kind) {
		case "pull_request": return trigger.merged ?? trigger.headSha;
		case "push":
		case "other": return trigger.sha;
		case "refused": return;
	}
}

export { readTrigger as n, commitOf as t };