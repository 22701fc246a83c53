import { t as known } from "./known.js";
import { t as number } from "./coerce.js";
import { n as readIntent } from "./intent.js";
import { t as findStanding } from "./standing.js";
import { M as url, O as string, T as object, _ as boolean, t as ExpectedError, w as number$1, x as int } from "./error.js";
import { s as parsePlainJson } from "./json.js";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";

// src/job/trigger.ts
/** The commit that a report is about: of a pull request its head, not the merge commit that was checked out, until it is merged. */
function findCommit(trigger) {
	if (trigger.kind === "pull_request") return trigger.merged ?? trigger.headSha;
	return trigger.sha;
}

// src/job/workspace.ts
/**
* Names the folders of a run, a relative one in the repository; nothing is made yet, so that they can be written down for `post`
* before they exist.
*/
function nameWorkspace({ repository, temp, workDirectory }) {
	const id = randomBytes(8).toString("hex");
	return known({
		work: resolve(repository, workDirectory ?? temp, `medperf-benchmark-${id}`),
		report: resolve(repository, temp, `medperf-benchmark-report-${id}`),
		wanted: workDirectory
	});
}

// src/runner/runner.ts
const OS = {
	linux: "Linux",
	win32: "Windows",
	darwin: "macOS"
};
const Environment = object({
	GITHUB_WORKSPACE: string().min(1).optional(),
	RUNNER_TEMP: string().min(1).optional(),
	RUNNER_TOOL_CACHE: string().optional(),
	RUNNER_OS: string().optional(),
	GITHUB_STEP_SUMMARY: string().optional(),
	GITHUB_API_URL: url().default("https://api.github.com"),
	GITHUB_SERVER_URL: url().default("https://github.com"),
	GITHUB_REPOSITORY: string().regex(/^[^/\s]+\/[^/\s]+$/).optional(),
	GITHUB_RUN_ID: number().int().min(0).optional(),
	GITHUB_RUN_NUMBER: number().int().min(0).default(0),
	GITHUB_RUN_ATTEMPT: number().int().min(1).default(1),
	GITHUB_WORKFLOW: string().default(""),
	GITHUB_JOB: string().default(""),
	GITHUB_ACTION: string().optional(),
	ACTIONS_RUNTIME_TOKEN: string().optional(),
	ACTIONS_RESULTS_URL: string().optional()
});
/** The file behind the step's summary, where there is one. */
const findSummaryFile = (environment = process.env) => known({ summaryFile: environment["GITHUB_STEP_SUMMARY"] || void 0 });
/** Reads the variables that every runner sets; throws an ExpectedError that names those with an impossible value. */
function readRunner(environment) {
	const set = Object.entries(environment).filter(([, value]) => value !== "");
	const { data: env, error } = Environment.safeParse(Object.fromEntries(set));
	if (env === void 0) throw wrongVariables(error.issues.map(({ path }) => path.join(".")));
	const [owner, repo] = env.GITHUB_REPOSITORY?.split("/") ?? [];
	return known({
		workspace: env.GITHUB_WORKSPACE ?? process.cwd(),
		temp: env.RUNNER_TEMP ?? tmpdir(),
		toolCache: env.RUNNER_TOOL_CACHE,
		summaryFile: env.GITHUB_STEP_SUMMARY,
		os: env.RUNNER_OS ?? OS[process.platform] ?? process.platform,
		apiUrl: env.GITHUB_API_URL,
		serverUrl: env.GITHUB_SERVER_URL,
		hasArtifacts: env.ACTIONS_RUNTIME_TOKEN !== void 0 && env.ACTIONS_RESULTS_URL !== void 0,
		repository: owner === void 0 || repo === void 0 ? void 0 : {
			owner,
			repo
		},
		run: runOf(env),
		step: stepOf(env.GITHUB_ACTION)
	});
}
const wrongVariables = (names) => {
	const list = [...new Set(names)].map((name) => `\`${name}\``).join(", ");
	return new ExpectedError("input", `what the runner’s ${list} say is nothing that a runner says`, {
		code: "wrong-runner-variable",
		hint: "Leave the variables of the runner as it sets them: take them out of `env:` of the workflow."
	});
};
/**
* A step's `id`, or the name that a runner gives it. Of steps without an `id` that use one action the first is called after the
* action, `__owner_name`, and says nothing; the next ones have `_2`, `_3` behind it.
*/
const stepOf = (name) => name !== void 0 && /^__.*(?<!_\d+)$/.test(name) ? void 0 : name;
function runOf(env) {
	if (env.GITHUB_RUN_ID === void 0) return void 0;
	return {
		id: env.GITHUB_RUN_ID,
		number: env.GITHUB_RUN_NUMBER,
		attempt: env.GITHUB_RUN_ATTEMPT,
		url: `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY ?? ""}/actions/runs/${env.GITHUB_RUN_ID}`,
		workflow: env.GITHUB_WORKFLOW,
		job: env.GITHUB_JOB
	};
}

// src/runner/trigger.ts
const Sha = string().regex(/^[0-9a-f]{40,64}$/);
const RepositoryId = object({ id: number$1() });
const Repository = object({ default_branch: string().min(1).optional() });
const PullRequestEvent = object({
	action: string().optional(),
	repository: Repository.optional(),
	pull_request: object({
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
	})
});
const PushEvent = object({
	repository: Repository.optional(),
	deleted: boolean().nullish()
});
const OtherEvent = object({ repository: Repository.optional() });
/** Reads the event that started this run; throws an ExpectedError that names the event when its file is not what GitHub sends. */
function readTrigger(environment) {
	const name = environment["GITHUB_EVENT_NAME"] ?? "";
	const sha = Sha.safeParse(environment["GITHUB_SHA"]).data;
	const ref = environment["GITHUB_REF"] ?? "";
	if (name === "pull_request") return pullRequest(parse(name, environment["GITHUB_EVENT_PATH"], PullRequestEvent));
	if (name === "push" && sha !== void 0) {
		const { deleted, repository } = parse(name, environment["GITHUB_EVENT_PATH"], PushEvent);
		return known({
			kind: "push",
			sha,
			ref,
			deleted: deleted === true ? true : void 0,
			defaultBranch: repository?.default_branch
		});
	}
	return known({
		kind: "other",
		name: name || "no event",
		sha,
		ref: ref || void 0,
		defaultBranch: name === "workflow_dispatch" ? readDefaultBranch(environment) : void 0
	});
}
/** Undefined where the event cannot be read: a run by hand is tested all the same. */
function readDefaultBranch(environment) {
	try {
		const text = readFileSync(environment["GITHUB_EVENT_PATH"] ?? "", "utf8");
		return OtherEvent.safeParse(parsePlainJson(text)).data?.repository?.default_branch;
	} catch {
		return;
	}
}
function pullRequest({ action, pull_request, repository }) {
	const { number, head, base, merged, merge_commit_sha: commit } = pull_request;
	return known({
		kind: "pull_request",
		number,
		headSha: head.sha,
		baseSha: base.sha,
		baseRef: base.ref,
		fork: head.repo?.id !== base.repo.id,
		merged: merged === true && action === "closed" ? commit ?? void 0 : void 0,
		defaultBranch: repository?.default_branch
	});
}
function parse(name, path, schema) {
	try {
		return schema.parse(parsePlainJson(readFileSync(path ?? "", "utf8")));
	} catch (error) {
		throw new ExpectedError("input", `The event file of "${name}" (GITHUB_EVENT_PATH) is not what GitHub sends.`, {
			code: "wrong-event",
			hint: "Leave GITHUB_EVENT_NAME and GITHUB_EVENT_PATH as the runner sets them.",
			cause: error
		});
	}
}

// src/runner/enter.ts
/** Puts together what inputs, event and runner say; throws an Error that names what is wrong with one of them. */
function describeEntry({ inputs, credential }, environment = process.env) {
	const runner = readRunner(environment);
	const trigger = readTrigger(environment);
	const { mode, dryRun } = inputs;
	const standing = findStanding(trigger, inputs.registerBranch);
	const wish = {
		mode,
		dryRun,
		hasCredential: credential !== void 0
	};
	const { apiUrl, serverUrl, repository, hasArtifacts } = runner;
	return known({
		mode,
		job: known({
			repository: runner.workspace,
			config: inputs.config,
			trigger,
			commit: findCommit(trigger),
			standing,
			wish,
			intent: readIntent(standing, wish),
			allowEventsWithSecrets: inputs.allowEventsWithSecrets,
			server: inputs.server,
			caFile: inputs.caFile,
			github: known({
				apiUrl,
				serverUrl,
				repository,
				token: inputs.token,
				hasArtifacts
			}),
			run: runner.run,
			variant: nameVariant(runner, inputs),
			machine: known({
				os: runner.os,
				toolCache: runner.toolCache
			}),
			reach: inputs.allowPrivateAddresses ? "private" : "public",
			test: known({
				runtime: inputs.runtime,
				gpus: inputs.gpus,
				sequential: inputs.sequential,
				limits: inputs.limits,
				decryptionKey: inputs.decryptionKey
			}),
			pushImages: inputs.pushImages,
			report: inputs.report,
			reportRun: inputs.reportRun,
			commitLock: inputs.commitLock,
			retire: inputs.retire,
			folders: nameWorkspace({
				repository: runner.workspace,
				temp: runner.temp,
				workDirectory: inputs.workDirectory
			})
		}),
		credential,
		summaryFile: runner.summaryFile
	});
}
/** Steps of one job, and the jobs of a matrix, have one name in a run; they differ in the step, or in what they are given. */
function nameVariant({ step }, { runtime, gpus }) {
	const parts = {
		step,
		runtime,
		gpus: gpus && JSON.stringify(gpus)
	};
	const said = Object.entries(parts).flatMap(([name, value]) => value === void 0 ? [] : [`${name}=${value}`]);
	return said.length === 0 ? void 0 : said.join(" ");
}

export { findSummaryFile as n, describeEntry as t };