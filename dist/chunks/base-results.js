import { t as known } from "./known.js";
import { a as nameCheckRun, o as unpackResults } from "./end.js";
import { a as openGitHub, r as makeWarning } from "./warning.js";

// src/github/base.ts
/** Commits that are asked for results, the nearest first, and how many at once. */
const COMMITS = 30;
const AT_ONCE = 5;
/** Whose check runs count: only a workflow of this very repository can write as this app (docs/base-results.md). */
const APP = "github-actions";
/** The results that the nearest ancestor of the merge base keeps. Never throws. */
async function readBase(request) {
	try {
		const start = await findStart(request);
		const line = await firstParents(request, start);
		const candidates = request.base === void 0 ? line.slice(1) : line;
		const base = await findNearest(request, candidates);
		if (base === void 0) return { notice: none(candidates.length) };
		const [expected] = candidates;
		if (base.commit === expected) return { base };
		const before = candidates.indexOf(base.commit);
		return {
			base,
			notice: older(base.commit, expected ?? start, before)
		};
	} catch (error) {
		return makeWarning(error, {
			what: "The results of the base could not be read",
			permission: "checks: read",
			instead: "The metrics are shown without their change."
		});
	}
}
const none = (count) => `There is nothing to compare with: none of the ${count} commits before this change has results. Run the workflow on \`push\` too, with \`checks: write\`, so that the base branch keeps its results.`;
const older = (found, expected, before) => `The base has no results at \`${expected.slice(0, 7)}\`; those of \`${found.slice(0, 7)}\`, ${before} ${before === 1 ? "commit" : "commits"} earlier, are shown.`;
async function findStart({ github, owner, repo, head, base }) {
	if (base === void 0) return head;
	const basehead = `${base}...${head}`;
	const { data } = await github.rest.repos.compareCommitsWithBasehead({
		owner,
		repo,
		basehead,
		per_page: 1
	});
	return data.merge_base_commit.sha;
}
async function firstParents({ github, owner, repo }, start) {
	const { data } = await github.rest.repos.listCommits({
		owner,
		repo,
		sha: start,
		per_page: 100
	});
	const parents = new Map(data.map((commit) => [commit.sha, commit.parents[0]?.sha]));
	const line = [];
	for (let next = start; next !== void 0 && line.length <= COMMITS; next = parents.get(next)) {
		if (line.includes(next)) break;
		line.push(next);
	}
	return line;
}
async function findNearest(request, commits) {
	for (let at = 0; at < Math.min(commits.length, COMMITS); at += AT_ONCE) {
		const some = commits.slice(at, Math.min(at + AT_ONCE, COMMITS));
		const found = (await Promise.all(some.map((commit) => resultsAt(request, commit)))).find((one) => one !== void 0);
		if (found !== void 0) return found;
	}
}
async function resultsAt({ github, owner, repo, config }, commit) {
	const { data } = await github.rest.checks.listForRef({
		owner,
		repo,
		ref: commit,
		check_name: nameCheckRun(config),
		filter: "latest",
		per_page: 100
	});
	const trusted = data.check_runs.filter(({ app, name }) => app?.slug === APP && name === nameCheckRun(config));
	for (const { output } of trusted.toSorted((a, b) => b.id - a.id)) {
		const results = unpackResults(output.text ?? "", config);
		if (results !== void 0) return {
			commit,
			results
		};
	}
}

// src/check/base-results.ts
/** The results of the base of a pull request, or of what came before a push. Never throws: a report without base is a report. */
async function readBaseResults({ config, github: { token, apiUrl, repository }, trigger }) {
	if (trigger.kind === "other" || repository === void 0) return { notices: [] };
	if (token === void 0) return { notices: ["There is no token, so the results of the base could not be read."] };
	const place = {
		github: await openGitHub({
			token,
			apiUrl
		}),
		...repository,
		config
	};
	const found = await readBase(trigger.kind === "pull_request" ? {
		...place,
		head: trigger.headSha,
		base: trigger.baseSha
	} : {
		...place,
		head: trigger.sha
	});
	if ("warning" in found) return {
		notices: ["The results of the base could not be read."],
		warning: found.warning
	};
	return known({
		results: found.base,
		notices: found.notice === void 0 ? [] : [found.notice]
	});
}

export { readBaseResults as t };