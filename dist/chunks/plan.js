import { r as findOverlap, t as judgeImages } from "./image-problems.js";
import { i as findSnapshot, o as refuseRun, r as findBasis, u as reportWithoutRun } from "./course.js";
import { t as known } from "./known.js";
import { a as listRoles } from "./role.js";
import { n as readPublicImages } from "./content2.js";
import { a as readFileAlone, c as foreseePublications, i as readFile, l as gatherEvidence, r as readComponents, s as addPlan, t as askWhatIsThere } from "./stages.js";
import { t as runStages } from "./end.js";

// src/modes/plan.ts
/** Says what a merge does, from benchmark.yaml, the registries and, where there is a token, the MedPerf server; runs nothing. */
const runPlan = (job, credential) => runStages(job, credential, {
	stages: [
		readFileAlone,
		askWhatIsThere,
		readComponents,
		readFile,
		planUntested
	],
	startsContainers: true
});
const ASSUMED = "Nothing was run: the plan takes for granted that the test passes.";
const planUntested = async (course) => {
	const { job, read } = course;
	if (read === void 0) throw new TypeError("benchmark.yaml was not read");
	const { benchmark, found } = read;
	const overlap = findOverlap(benchmark, job);
	if (overlap !== void 0) return refuseRun(course, overlap);
	const snapshot = findSnapshot(course);
	const images = await readPublicImages(benchmark, job.signal);
	const seen = Object.fromEntries(listRoles(benchmark.components).map((role) => [role, {
		platforms: [],
		...images[role]
	}]));
	const warnings = judgeImages(benchmark, seen, {
		repository: job.repository,
		rules: snapshot?.rules
	});
	const problems = [...found.problems ?? [], ...warnings];
	const report = {
		...reportWithoutRun(job, {
			...found,
			problems,
			notices: [...found.notices ?? [], ASSUMED]
		}),
		verdict: "passed",
		reason: "is valid"
	};
	const basis = {
		benchmark,
		...findBasis(course)
	};
	const planned = await addPlan(report, job, basis, async (rules) => {
		const files = await foreseePublications(benchmark, job, rules);
		const components = Object.fromEntries(listRoles(benchmark.components).map((role) => {
			return [role, known({
				...files.components[role],
				image: images[role]?.image
			})];
		}));
		return {
			...gatherEvidence(benchmark, report, {
				...files,
				components
			}),
			tested: true
		};
	});
	return {
		...course,
		report: planned.report
	};
};

export { runPlan };