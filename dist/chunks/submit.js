import { t as readBaseResults } from "./base-results.js";
import { t as ExpectedError } from "./error.js";
import { s as rejectOnAbort, t as runStages } from "./end.js";
import { i as hashConfiguration, n as listNamedPaths, t as hashTrees } from "./tree-hash.js";
import { i as quoteName, n as plainLine } from "./text.js";
import { f as MOST_REPORTED, h as TooMuchJson, i as holdsMore, n as fromJson, o as parseJson, s as parsePlainJson, v as tooMany } from "./json.js";
import { C as ReportSchema, D as flattenResults, E as buildMetrics, S as MetricSchema, T as judgeGates, t as closeReport, w as isUnwieldy, y as judgeRun } from "./course.js";
import { t as findContent } from "./content2.js";
import { m as isAsset, v as hideUrlSecrets } from "./judge.js";
import { n as collectParts } from "./role.js";
import { s as clipText } from "./clip.js";
import { r as countBytes } from "./size.js";
import { a as readFileAlone, i as readFile, n as planMerge, o as registerMerge, r as readComponents, t as askWhatIsThere, u as findStepFlaws } from "./stages.js";
import { t as explainAnyError } from "./system-error.js";
import { m as UNREADABLE_HINT, p as readBounded } from "./repository.js";
import { t as findRepeatedKey } from "./json-text.js";
import { t as isMapping } from "./value.js";
import { resolve } from "node:path";

// src/report/rejudge.ts
/**
* Judges the results of a report once more, by the gates of a benchmark.yaml and by what is known of the base here, and believes
* none of the report's own words. Gives what speaks against it in sentences; none where it passed and says of its results what
* they are.
*/
function judgeAgain(report, { gates: limits }, base) {
	const { problems, steps } = report;
	if (report.results === void 0) return ["it holds no results"];
	const leaves = flattenResults(report.results);
	if (leaves.length !== report.metrics.length) return [`it has ${report.metrics.length} metrics, and its results have ${leaves.length}`];
	const results = leaves.map((leaf, index) => readLeaf(leaf, report.metrics[index]));
	const metrics = buildMetrics(results, void 0, () => 0);
	const gates = judgeGates(limits, {
		results,
		base: base && flattenResults(base.results)
	});
	const wrong = [...compareMetrics(report.metrics, metrics), ...compareGates(report.gates, gates)];
	const isBroken = gates.some(({ status }) => status === "broken");
	const { verdict, reason } = judgeRun({
		problems,
		fatal: void 0,
		steps,
		gates: isBroken ? gates : report.gates,
		metrics
	});
	return verdict === "passed" ? wrong : [...wrong, plainLine(reason, 500)];
}
/** The report of a test that passed with its first line made anew: a sentence of its own could stand there for our verdict. */
function concludeAgain({ reason: _, hint: __, ...report }) {
	const { problems, steps, gates, metrics } = report;
	const bare = metrics.map(({ base: _base, change: _change, ...metric }) => metric);
	return {
		...report,
		reason: judgeRun({
			problems,
			steps,
			gates,
			metrics: bare
		}).reason
	};
}
/**
* JSON has one text for the number NaN and for the word `nan`: where the report says that it was text, it is judged as that, which
* no gate lets pass.
*/
const readLeaf = (leaf, told) => told?.type === "text" ? leaf : {
	...leaf,
	value: fromJson(leaf.value)
};
function compareMetrics(told, found) {
	const other = found.find((metric, index) => !isSame(metric, told[index]));
	if (other === void 0) return [];
	return [`its metrics are not those of its results, first \`${plainLine(other.name, 100)}\``];
}
const isSame = (one, other) => one.name === other?.name && one.type === other.type && one.number === other.number && (one.number !== void 0 || one.value === other.value);
function compareGates(told, found) {
	const [was, is] = [told, found].map((gates) => gates.map(({ metric, text }) => `\`${metric}\` ${text}`));
	if (JSON.stringify(was) === JSON.stringify(is)) return [];
	return [`it was judged by other gates than those of benchmark.yaml: ${list(was)}, in place of ${list(is)}`];
}
const list = (gates = []) => plainLine(gates.join(", ") || "none", 200);

// src/plan/report-match.ts
/**
* Where a report is not one of exactly this content, in sentences; none where it is. What the content does not know is not
* compared, and what the report does not say is a difference.
*/
function findMismatches(benchmark, report, content) {
	const { demoDataset } = report;
	return [
		...otherBenchmark(report.benchmark, benchmark),
		...collectParts(benchmark.components).flatMap((one) => componentMismatches(one, report, content)),
		...differs("the demo dataset", demoDataset?.sha256, content.demoDataset),
		...demoDataset?.generatedUid === void 0 ? ["the report has no hash of the prepared data"] : [],
		...preparedMismatch(benchmark, report)
	];
}
function otherBenchmark(tested, { name, config }) {
	const shown = plainLine(tested.name ?? "a benchmark without a name", 128);
	if (tested.name !== name) return [`the report is of \`${shown}\``];
	return differs("the file of the benchmark", tested.config, clipText(config, 1e3));
}
/**
* Whether the data is prepared already is registered too (docs/medperf.md 6.7), and then prepare is not run (docs/medperf.md
* 13.1).
*/
function preparedMismatch({ demoDataset: { prepared } }, { steps }) {
	if (steps.some(({ name, status }) => name === "prepare" && status === "passed") !== prepared) return [];
	return [prepared ? "the demo dataset is `prepared` now, and was tested with prepare" : "the demo dataset is not `prepared` now, and was tested without prepare"];
}
function componentMismatches({ role, spec, parameters, additionalFiles }, report, content) {
	const tested = report.containers.find((container) => container.role === role);
	if (tested === void 0) return [`the report knows no ${role}`];
	const files = isAsset({ spec }) ? "files of the asset" : "additional files";
	const hasFiles = additionalFiles !== void 0;
	const { digest, imageId } = content.images[role] ?? {};
	return [
		...differs(`${role}: the type`, tested.type, spec.type),
		...differs(`${role}: the image reference`, tested.image, clipText(hideUrlSecrets(spec.image), 2e3)),
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
	return [`${what}: tested was ${plainLine(tested ?? "none", 200)}, now it is ${plainLine(now, 200)}`];
}

// src/plan/report-origin.ts
/**
* Where a report is not of the commit that is registered, or not of the run that may have tested it, in sentences. All attempts of a
* run are one run.
*/
function findForeignOrigin({ commit, run }, here) {
	return [...foreignCommit(commit, here.commit), ...foreignRun(run?.id, here)];
}
function foreignCommit(tested, here) {
	if (here === void 0) return ["the commit of this run is not known"];
	if (tested === void 0) return ["it names no commit"];
	return tested === here ? [] : [`it is of the commit ${tested}, and this run is about ${here}`];
}
function foreignRun(tested, { run, reportRun }) {
	if (tested === void 0) return ["it names no run of a workflow"];
	if (reportRun === "any") return [];
	if (reportRun !== "this") return tested === reportRun ? [] : [`it is of the run ${tested}, and \`report-run\` asks for ${reportRun}`];
	if (run === void 0) return [`it is of the run ${tested}, and this is no run of a workflow`];
	return tested === run.id ? [] : [`it is of the run ${tested}, and this is the run ${run.id}`];
}

// src/plan/report-sources.ts
/** Where the repository is not what was tested, in sentences that name the file or folder. */
function findSourceChanges(tested, { named, trees }) {
	if (tested === void 0) return ["it does not say what the repository held: an older version of this action wrote it, or its test could not read everything"];
	const paths = new Set(named.map(({ shown }) => shown));
	const gone = tested.filter(({ path }) => !paths.has(path));
	return [...named.flatMap(({ what, shown }) => {
		const now = trees.find(({ path }) => path === shown);
		const before = tested.filter(({ path }) => path === shown);
		return compare(`the ${what} \`${plainLine(shown, 200)}\``, before, now);
	}), ...gone.map(({ path }) => `\`${plainLine(path, 200)}\` was tested, and benchmark.yaml does not name it`)];
}
function compare(what, before, now) {
	const [tested] = before;
	if (tested === void 0 || now === void 0) return [`${what} was not tested`];
	if (before.every(({ sha256, files, bytes }) => sha256 === now.sha256 && files === now.files && bytes === now.bytes)) return [];
	const [was, is] = [count(tested), count(now)];
	return [`${what} is another than the tested: ${was === is ? "in contents, names or modes" : `tested were ${was}, now it is ${is}`}`];
}
const count = ({ files, bytes }) => `${files === 1 ? "1 file" : `${files} files`} of ${countBytes(bytes)}`;

// src/plan/accept-report.ts
/** Throws an ExpectedError of kind `blocked` for a report of another commit, or of a run that was not asked for. */
function expectOrigin(report, job) {
	const foreign = findForeignOrigin(report, job);
	if (foreign.length === 0) return;
	throw refuse("the report is not of this test", foreign, ORIGIN);
}
const ORIGIN = "Give the report that the test of this commit wrote in this run. Where an earlier run tested it, name that run with the input `report-run`.";
/**
* Takes a report as proof that exactly this content was tested and passed, for a run that may start no container. What the report
* concludes is concluded anew, and all that can be looked up here is. Rejects with an ExpectedError that says each difference.
*/
async function expectTested(report, benchmark, job, base) {
	const flaws = /* @__PURE__ */ new Set([
		...report.verdict === "passed" ? [] : [plainLine(report.reason, 500)],
		...findStepFlaws(benchmark, report),
		...judgeAgain(report, benchmark, base)
	]);
	if (flaws.size > 0) throw refuse("the report is of a test that did not pass", [...flaws], FAILED);
	const changes = findSourceChanges(report.sources, await lookAtSources(benchmark, job));
	const content = await findContent(benchmark, report, job.commit ?? "").catch((error) => {
		if (changes.length > 0) throw refuse(OTHER, changes, RETEST);
		throw error;
	});
	const mismatches = [...changes, ...findMismatches(benchmark, report, content)];
	if (mismatches.length > 0) throw refuse(OTHER, mismatches, RETEST);
}
const FAILED = "Correct what the test found, and let it run again.";
const OTHER = "the report is not of this content";
const RETEST = "Let the test run again on this commit, with this version of the action, and give its report. Check the repository out in both jobs in the same way, and put nothing into it before.";
async function lookAtSources(benchmark, { repository, signal }) {
	const named = listNamedPaths(benchmark, repository);
	return {
		named,
		trees: (await hashTrees(named, { signal })).trees
	};
}
/** One message for all that was found, of which the first few are told. */
function refuse(what, reasons, hint) {
	const told = reasons.slice(0, MOST_TOLD);
	const rest = reasons.length > told.length ? [`and ${reasons.length - told.length} more`] : [];
	return new ExpectedError("blocked", `${what}: ${[...told, ...rest].join("; ")}`, {
		reasons,
		hint
	});
}
const MOST_TOLD = 8;

// src/report/read.ts
/** UTF-16 units of a report.json that is still read. */
const LONGEST = 67108864;
/** Values beside results and metrics: the schema takes 10,000 gates and 1,000 problems. */
const MOST_OTHERS = 2e5;
const AS_WRITTEN$1 = "Give the report.json that the test of this commit wrote, as it is: download its artifact again, and change nothing in it.";
const ONE_VERSION = "Use one version of the action for the test and for this job: the same `@…` behind both `uses:`.";
/** What is wrong with a report, as the second half of a sentence that begins with its name. */
const wrongReport = (code, message, hint = AS_WRITTEN$1, cause) => new ExpectedError("input", message, {
	code,
	hint,
	cause
});
/**
* Reads a report.json that may be a stranger's: its size is capped, its shape checked, and nothing unknown gets through.
* Its words are as hostile as before and are escaped where they are shown. Throws an ExpectedError that says what is wrong with
* it, without its name.
*/
function parseReport(text) {
	if (text.length > LONGEST) throw wrongReport("report-too-large", `it is larger than ${LONGEST} characters and is not read`);
	const plain = parseWith(text, parsePlainJson);
	expectReportLike(plain);
	const exact = parseWith(text, parseJson);
	const repeated = findRepeatedKey(text);
	if (repeated !== void 0) {
		const why = `it has the key \`${plainLine(repeated, 100)}\` twice in one place, and is not read`;
		throw wrongReport("report-changed", why);
	}
	const { schema } = isMapping(exact) ? exact : {};
	if (typeof schema === "number" && schema !== 1) {
		const why = `another version of the action wrote it: its schema is ${schema}, not ${1}`;
		throw wrongReport("report-of-other-version", why, ONE_VERSION);
	}
	const results = isMapping(exact) ? pick(exact, ["results", "statistics"]) : {};
	if (Object.values(results).some(isUnwieldy)) {
		const why = `it holds results that nest more than ${500} levels deep or have endless names, and is not read`;
		throw wrongReport("report-unwieldy", why);
	}
	const parsed = ReportSchema.safeParse(isMapping(exact) ? {
		...plain,
		...results
	} : plain);
	if (parsed.success) return parsed.data;
	throw noReport(plain, nameFault(parsed.error), parsed.error);
}
/** The schema tells each fault of each value, and a stranger's report can be nothing but faults: they are looked for first. */
function expectReportLike(plain) {
	if (typeof plain !== "object" || plain === null) return;
	const { metrics, results: _, statistics: __, ...others } = plain;
	if (holdsMore(others, MOST_OTHERS)) throw wrongReport("report-too-large", `it ${tooMany(MOST_OTHERS)} beside results and metrics, and is not read`);
	if (!Array.isArray(metrics)) return;
	for (const [index, metric] of metrics.entries()) {
		const { error } = MetricSchema.safeParse(metric);
		if (error !== void 0) throw noReport(plain, nameFault(error, ["metrics", String(index)]), error);
	}
}
/** Where the first fault is: the key that is not known, or the value that is none of ours. */
function nameFault({ issues: [issue] }, above = []) {
	const key = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
	return plainLine([
		...above,
		...(issue?.path ?? []).map(String),
		...key
	].join("."), 200);
}
/** A file that is something else, or a report that is not as this version writes one. */
function noReport(plain, fault, cause) {
	const written = typeof plain === "object" && plain !== null ? plain : {};
	if (![
		"schema",
		"action",
		"verdict",
		"benchmark"
	].every((key) => Object.hasOwn(written, key))) return wrongReport("not-a-report", "it is not a report of this action", "Give the file of the output `report` of the test: report.json, not summary.md, benchmark.lock.json or a log.", cause);
	const version = readVersion(written["action"]);
	const why = `it is not a report as this version of the action writes one, at \`${fault}\`${version === void 0 ? "" : `; it says that version ${version} wrote it`}`;
	return wrongReport("report-changed", why, `${AS_WRITTEN$1} ${ONE_VERSION}`, cause);
}
function readVersion(action) {
	const { version } = typeof action === "object" && action !== null ? action : {};
	return typeof version === "string" ? plainLine(version, 50) : void 0;
}
function parseWith(text, parse) {
	try {
		return parse(text, MOST_REPORTED);
	} catch (error) {
		if (error instanceof TooMuchJson) throw wrongReport("report-too-large", error.message, AS_WRITTEN$1, error);
		const why = text.trim() === "" ? "it is empty, and so is not JSON" : "it is not JSON, or not whole";
		throw wrongReport("report-not-json", why, AS_WRITTEN$1, error);
	}
}
const pick = (value, keys) => Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));

// src/plan/report-file.ts
/** Bytes of a report.json that is still opened. */
const LARGEST = 67108864;
/** Reads the report.json that another job wrote, through no link. Throws an ExpectedError of kind `input` where it is none. */
function readReportFile({ report: path, repository }) {
	if (path === void 0) throw new ExpectedError("input", "there is no report of a test", { hint: "Give the input `report`: the report.json of the job that tested, downloaded from its artifact." });
	const shown = quoteName(path, 200);
	const bytes = readBounded(resolve(repository, path), { most: LARGEST });
	if ("wrong" in bytes) {
		const [why, hint] = WRONG[bytes.wrong];
		throw new ExpectedError("input", `the report ${shown} cannot be used: ${why}`, {
			code: `report-${bytes.wrong}`,
			hint
		});
	}
	try {
		return parseReport(bytes.toString("utf8"));
	} catch (error) {
		const { message, hint, code } = error instanceof ExpectedError ? error : explainAnyError(error);
		throw new ExpectedError("input", `the report ${shown} cannot be used: ${message}`, {
			code,
			hint,
			cause: error
		});
	}
}
const AS_WRITTEN = "Give the report.json that the test of this commit wrote, as it is.";
const WRONG = {
	missing: ["there is no such file", "Give the path to which the step before this one downloads it (actions/download-artifact, `path:`)."],
	outside: ["it is elsewhere", AS_WRITTEN],
	special: ["it is a link, or no regular file", "Give the file itself, not its folder or a link to it."],
	large: [`it has more than the ${LARGEST} bytes that are read at most`, AS_WRITTEN],
	unreadable: ["it cannot be read by the user of the runner", UNREADABLE_HINT]
};

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
	startsContainers: false,
	isKnown: true
});
const ON_A_MERGE = "Run it on a push to the default branch, a tag on it, a pull request that was merged into it, or `workflow_dispatch`.";
const expectIntent = (course) => {
	if (course.job.intent !== "test") return course;
	if (course.credential === void 0) throw new ExpectedError("login", "there is no credential for the MedPerf server", { hint: "Give `medperf-token` from a secret, or `login-email`." });
	const { standing } = course.job;
	const held = "held" in standing ? standing.held : void 0;
	throw new ExpectedError("blocked", held?.message ?? "nothing is registered on this event", { hint: held?.hint ?? ON_A_MERGE });
};
/** Reads the report once benchmark.yaml was read, unless it was read before. */
const readTested = async (course) => {
	const { job, read, tested } = course;
	if (read === void 0 || tested !== void 0) return course;
	const { benchmark } = read;
	const { plan: _, ...report } = readReportFile(job);
	expectOrigin(report, job);
	await expectTested(report, benchmark, job, await readBase(job, benchmark));
	return {
		...course,
		tested: {
			report: concludeAgain(report),
			benchmark
		}
	};
};
/** The results of the base, where a gate is about a change; where they cannot be had, that gate is not judged, as in a test. */
async function readBase(job, { gates }) {
	if (gates.every(({ maxDrop, maxRise }) => maxDrop === void 0 && maxRise === void 0)) return void 0;
	const { results, notices, warning } = await Promise.race([readBaseResults(job), rejectOnAbort(job.signal)]);
	for (const line of notices) job.log.say(line);
	if (warning !== void 0) job.desk.warn(warning);
	return results;
}

export { runSubmit };