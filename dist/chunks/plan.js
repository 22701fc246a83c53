import { m as reportWithoutRun, u as findSnapshot } from "./judge.js";
import { a as listRoles } from "./role.js";
import { n as readPublicDigests } from "./content2.js";
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
	const report = {
		...reportWithoutRun(job, {
			...found,
			notices: [...found.notices ?? [], ASSUMED]
		}),
		verdict: "passed",
		reason: "is valid"
	};
	const snapshot = findSnapshot(course);
	const planned = await addPlan(report, job, {
		benchmark,
		snapshot
	}, async (rules) => {
		const files = await foreseePublications(benchmark, job, rules);
		const images = await readPublicDigests(benchmark, job.signal);
		const components = Object.fromEntries(listRoles(benchmark.components).map((role) => [role, {
			...files.components[role],
			...images[role]
		}]));
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