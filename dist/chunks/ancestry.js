// src/github/ancestry.ts
/** Whether a commit is the tip of a branch or an ancestor of it. Rejects with octokit's error where GitHub does not say. */
async function isOnBranch({ github, owner, repo, sha }, branch) {
	const { data } = await github.rest.git.getRef({
		owner,
		repo,
		ref: `heads/${branch}`
	});
	return isWithin({
		github,
		owner,
		repo,
		sha
	}, data.object.sha);
}
/** Whether a commit is another one or an ancestor of it. Rejects with octokit's error where GitHub does not say. */
async function isWithin({ github, owner, repo, sha }, other) {
	const basehead = `${other}...${sha}`;
	const { data } = await github.rest.repos.compareCommitsWithBasehead({
		owner,
		repo,
		basehead,
		per_page: 1
	});
	return data.status === "identical" || data.status === "behind";
}

export { isWithin as n, isOnBranch as t };