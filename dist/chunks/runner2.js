import { T as url, v as object, x as string } from "./schemas.js";
import { t as number } from "./coerce.js";
import { tmpdir } from "node:os";

// src/runner.ts
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
	GITHUB_JOB: string().default("")
});
/** Reads the variables that every runner sets; throws a ZodError that names a variable with an impossible value. */
function readRunner(environment) {
	const env = Environment.parse(Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== "")));
	const [owner, repo] = env.GITHUB_REPOSITORY?.split("/") ?? [];
	return {
		workspace: env.GITHUB_WORKSPACE ?? process.cwd(),
		temp: env.RUNNER_TEMP ?? tmpdir(),
		...env.RUNNER_TOOL_CACHE ? { toolCache: env.RUNNER_TOOL_CACHE } : {},
		...env.GITHUB_STEP_SUMMARY === void 0 ? {} : { summaryFile: env.GITHUB_STEP_SUMMARY },
		os: env.RUNNER_OS || (OS[process.platform] ?? process.platform),
		apiUrl: env.GITHUB_API_URL,
		serverUrl: env.GITHUB_SERVER_URL,
		...owner === void 0 || repo === void 0 ? {} : { repository: {
			owner,
			repo
		} },
		...env.GITHUB_RUN_ID === void 0 ? {} : { run: {
			id: env.GITHUB_RUN_ID,
			number: env.GITHUB_RUN_NUMBER,
			attempt: env.GITHUB_RUN_ATTEMPT,
			url: `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY ?? ""}/actions/runs/${env.GITHUB_RUN_ID}`,
			workflow: env.GITHUB_WORKFLOW,
			job: env.GITHUB_JOB
		} }
	};
}

export { readRunner as t };