import { t as ExpectedError } from "./error.js";
import { O as prettifyError } from "./schemas.js";
import { t as findContent } from "./content2.js";
import { a as readFileAlone, i as readFile, n as planMerge, o as registerMerge, r as readComponents, t as askWhatIsThere, u as isTested } from "./stages.js";
import { S as ReportSchema, c as closeReport, y as isAsset } from "./judge.js";
import { t as ROLES } from "./role.js";
import { t as hashConfiguration } from "./configuration.js";
import { t as plainLine } from "./text.js";
import { a as parseJson, i as nestsDeeper } from "./rows.js";
import { t as isMapping } from "./value.js";
import { n as SECRET_EVENTS, t as runStages } from "./end.js";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";

// src/plan/report-match.ts
/**
* Where a report is not one of exactly this content, in sentences; none where it is. What the content does not know is not
* compared, and what the report does not say is a difference.
*/
function findMismatches(benchmark, report, content) {
	const { demoDataset } = report;
	return [
		...report.benchmark.name === benchmark.name ? [] : [`the report is of \`${report.benchmark.name}\``],
		...ROLES.flatMap((role) => componentMismatches(benchmark, report, content, role)),
		...differs("the demo dataset", demoDataset?.sha256, content.demoDataset),
		...preparedMismatch(benchmark, report)
	];
}
/**
* Whether the data is prepared already is registered too (docs/medperf.md 6.7), and then prepare is not run (docs/medperf.md
* 13.1).
*/
function preparedMismatch({ demoDataset: { prepared } }, { steps }) {
	if (steps.some(({ name, status }) => name === "prepare" && status === "passed") !== prepared) return [];
	return [prepared ? "the demo dataset is `prepared` now, and was tested with prepare" : "the demo dataset is not `prepared` now, and was tested without prepare"];
}
function componentMismatches(benchmark, report, content, role) {
	const tested = report.containers.find((container) => container.role === role);
	if (tested === void 0) return [`the report knows no ${role}`];
	const { spec, parameters, additionalFiles } = benchmark.components[role];
	const files = isAsset({ spec }) ? "files of the asset" : "additional files";
	const hasFiles = additionalFiles !== void 0;
	const { digest, imageId } = content.images[role] ?? {};
	return [
		...differs(`${role}: the image reference`, tested.image, spec.image),
		...differs(`${role}: the image digest`, tested.digest, digest),
		...differs(`${role}: the image ID`, tested.imageId, imageId),
		...differs(`${role}: the image file`, tested.imageFile, content.imageFiles[role]),
		...tested.configuration === hashConfiguration(spec.document) ? [] : [`${role}: the configuration is another than the tested`],
		...tested.parameters === (parameters === void 0 ? void 0 : hashConfiguration(parameters)) ? [] : [`${role}: the parameters are others than the tested`],
		...hasFiles === (tested.additionalFiles !== void 0) ? differs(`${role}: the ${files}`, tested.additionalFiles, content.additionalFiles[role]) : [`${role}: it was tested ${hasFiles ? "without" : "with"} ${files}`]
	];
}
function differs(what, tested, now) {
	if (now === void 0 || tested === now) return [];
	return [`${what}: tested was ${tested ?? "none"}, now it is ${now}`];
}

// src/report/read.ts
/** UTF-16 units of a report.json that is still read: hundreds of thousands of metrics fit. */
const LONGEST = 67108864;
/**
* Reads a report.json that may be a stranger's: its size is capped, its shape checked, and nothing unknown gets through.
* Its words are as hostile as before and are escaped where they are shown. Throws an Error that says what is wrong.
*/
function parseReport(text) {
	if (text.length > LONGEST) throw new Error(`report.json is larger than ${LONGEST} characters and is not read`);
	const { exact, plain } = parse(text);
	const results = isMapping(exact) ? pick(exact, ["results", "statistics"]) : {};
	if (Object.values(results).some((value) => nestsDeeper(value, 500))) throw new Error(`report.json holds results that nest more than ${500} levels deep and is not read`);
	const parsed = ReportSchema.safeParse(isMapping(exact) ? {
		...plain,
		...results
	} : plain);
	if (parsed.success) return parsed.data;
	throw new Error(`report.json is not a report: ${plainLine(prettifyError(parsed.error), 500)}`, { cause: parsed.error });
}
function parse(text) {
	try {
		return {
			exact: parseJson(text),
			plain: JSON.parse(text)
		};
	} catch (error) {
		const reason = error instanceof RangeError ? "it nests too deep" : plainLine(String(error), 200);
		throw new Error(`report.json is not JSON: ${reason}`, { cause: error });
	}
}
const pick = (value, keys) => Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));

// src/modes/submit.ts
/**
* Registers what an earlier job tested, with that job's report; on an open pull request or a dry run says what would be
* registered. Starts no container and no engine. What is missing is the verdict `error`, and nothing is written.
*/
const runSubmit = (job, credential) => runStages(job, credential, {
	stages: [
		readFileAlone,
		expectIntent,
		readTested,
		askWhatIsThere,
		readComponents,
		readFile,
		readTested,
		planMerge,
		registerMerge,
		closeReport
	],
	refused: SECRET_EVENTS,
	isKnown: true
});
/** Bytes of a report.json that is still opened. */
const LARGEST = 67108864;
const expectIntent = (course) => {
	if (course.job.intent !== "test") return course;
	if (course.credential === void 0) throw new ExpectedError("login", "there is no credential for the MedPerf server", { hint: "Give `medperf-token` from a secret, or `login-email`." });
	throw new ExpectedError("blocked", "nothing is registered on this event", { hint: "Run it on a push to the default branch, a tag, a merged pull request, or `workflow_dispatch`." });
};
/** Reads the report once benchmark.yaml was read, unless it was read before. */
const readTested = async (course) => {
	const { job, read, tested } = course;
	if (read === void 0 || tested !== void 0) return course;
	const { benchmark } = read;
	return {
		...course,
		tested: {
			report: await testedReport(job, benchmark),
			benchmark
		}
	};
};
/** The given report, where it is one of exactly this content and everything in it passed. */
async function testedReport(job, benchmark) {
	const { plan: _, ...report } = readReport(job);
	if (!isTested(benchmark, report)) throw new ExpectedError("blocked", `the report is of a test that did not pass: ${report.reason}`, { hint: "Correct what the test found, and let it run again." });
	const content = await findContent(benchmark, report, job.commit ?? "");
	const mismatches = findMismatches(benchmark, report, content);
	if (mismatches.length === 0) return report;
	throw new ExpectedError("blocked", `the report is not of this content: ${mismatches.join("; ")}`, {
		reasons: mismatches,
		hint: "Let the test run again on this commit, and give its report."
	});
}
function readReport({ report: path, repository }) {
	if (path === void 0) throw new ExpectedError("input", "there is no report of a test", { hint: "Give the input `report`: the report.json of the job that tested, downloaded from its artifact." });
	try {
		const file = resolve(repository, path);
		const { size } = statSync(file);
		if (size > LARGEST) throw new Error(`it has ${size} bytes, and ${LARGEST} are read at most`);
		return parseReport(readFileSync(file, "utf8"));
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new ExpectedError("input", `the report ${path} cannot be used: ${reason}`, {
			hint: "Give the report.json that the test of this commit wrote, as it is.",
			cause: error
		});
	}
}

export { runSubmit };