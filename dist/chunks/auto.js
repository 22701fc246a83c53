import { t as MedPerfError } from "./error.js";
import { n as isMerge, t as intentOf } from "./intent.js";
import { i as notPassed } from "./outcome.js";
import { a as readOrReport, c as check, d as rejectionOf, f as checkName, i as unasked, n as isEmpty, p as unpackResults, r as uidsOf, s as buildReport, t as givenFor, u as toTheEnd } from "./given.js";
import { d as warning } from "./core.js";
import { s as warn, x as openGitHub } from "./merged.js";
import { i as saveState } from "./state.js";
import { t as commitOf } from "./trigger2.js";
import { t as VERSION } from "./version.js";
import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";

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
		return warn(error, {
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
		check_name: checkName(config),
		filter: "latest",
		per_page: 100
	});
	const trusted = data.check_runs.filter(({ app, name }) => app?.slug === APP && name === checkName(config));
	for (const { output } of trusted.toSorted((a, b) => b.id - a.id)) {
		const results = unpackResults(output.text ?? "", config);
		if (results !== void 0) return {
			commit,
			results
		};
	}
}

// src/publish/base-results.ts
/** The results of the base of a pull request, or of what came before a push. Never throws: a report without base is a report. */
async function baseFor({ inputs, runner, trigger }) {
	const { repository, apiUrl } = runner;
	if (trigger.kind === "other" || repository === void 0) return { notices: [] };
	if (inputs.token === void 0) return { notices: ["There is no token, so the results of the base could not be read."] };
	const place = {
		github: await openGitHub({
			token: inputs.token,
			apiUrl
		}),
		...repository,
		config: inputs.config
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
	return {
		...found.base === void 0 ? {} : { results: found.base },
		notices: found.notice === void 0 ? [] : [found.notice]
	};
}

// src/modes/tested.ts
/** Checks the benchmark while the base's results are read, and puts both into one report. */
async function test(job, given = {
	lookups: {},
	notices: []
}) {
	const { inputs, runner, trigger, folders, log, signal } = job;
	const startedAt = /* @__PURE__ */ new Date();
	const start = performance.now();
	const label = `medperf-benchmark=${randomBytes(8).toString("hex")}`;
	let state = {
		label,
		folders: [folders.work, folders.report],
		images: [],
		decrypted: []
	};
	const remember = (more) => {
		state = {
			...state,
			...more
		};
		saveState(state);
	};
	remember({});
	const base = baseFor(job);
	const findings = await check({
		inputs,
		runner,
		folders,
		label,
		log,
		signal,
		lookups: given.lookups,
		starting: (images, engine) => remember({
			images,
			engine
		}),
		decrypting: (image) => remember({ decrypted: [...state.decrypted, image] })
	});
	const { results, notices, warning: trouble } = await Promise.race([base, rejectionOf(signal)]);
	if (trouble !== void 0) warning(trouble);
	const commit = commitOf(trigger);
	const report = buildReport({
		...findings,
		notices: [
			...given.notices,
			...findings.notices,
			...notices
		],
		actionVersion: VERSION,
		...results === void 0 ? {} : { base: results },
		...commit === void 0 ? {} : { commit },
		...runner.run === void 0 ? {} : { run: runner.run },
		startedAt,
		seconds: (performance.now() - start) / 1e3
	});
	return findings.benchmark === void 0 ? { report } : {
		report,
		benchmark: findings.benchmark
	};
}

// src/modes/auto.ts
/**
* Tests the benchmark; on a pull request says what a merge does, on a merge does it; and tells everybody. Throws when the
* run is cancelled, and when a registration failed, after the report of the test was published.
*/
const runAuto = (job) => toTheEnd(job, autoOutcome);
async function autoOutcome(job) {
	const intent = intentOf(job);
	const uids = uidsOf(job);
	if (intent === "test" && isEmpty(uids)) return pushed(job, await test(job));
	if (intent === "apply" && isEmpty(uids) && "report" in readOrReport(job)) {
		const { report } = await test(job);
		return {
			report,
			registered: notPassed(report)
		};
	}
	const { askServer, planAndRegister } = await import("./stages2.js");
	const answer = await askServer(job, intent, uids).catch((error) => {
		if (error instanceof MedPerfError) return error;
		throw error;
	});
	if (answer instanceof MedPerfError) return unasked(job, intent, uids, answer);
	await using asked = answer;
	const tested = await test(forgetful(job), await givenFor(job, uids, asked.snapshot));
	return intent === "test" ? await pushed(job, tested) : await planAndRegister(tested, {
		job,
		intent,
		asked
	});
}
/** With `push-images` a merge leaves what was built and passed in its registry, for the job that registers. */
async function pushed(job, tested) {
	if (!job.inputs.pushImages || !isMerge(job.trigger) || tested.report.verdict !== "passed") return tested;
	const { pushBuilt } = await import("./push-built.js");
	return {
		...tested,
		...await pushBuilt(job, tested)
	};
}
/** The job without its credential: what runs strangers' containers must not know it. */
function forgetful(job) {
	const { medperfToken: _, ...inputs } = job.inputs;
	return {
		...job,
		inputs
	};
}

export { runAuto };