import { t as ROLES } from "./roles.js";
import { t as MedPerfError } from "./error.js";
import { a as evidenceOf, i as foreseen, r as withPlan, t as askServer } from "./stages.js";
import { n as publicDigests } from "./content.js";
import { n as reportWithout, o as serverFailure, s as toTheEnd, t as readOrReport } from "./unstarted.js";

// src/modes/plan.ts
/** Says what a merge does, from benchmark.yaml, the registries and, where there is a token, the MedPerf server; runs nothing. */
const runPlan = (job) => toTheEnd(job, planOutcome);
const ASSUMED = "Nothing was run: the plan takes for granted that the test passes.";
async function planOutcome(job) {
	const read = readOrReport(job);
	if ("report" in read) return read;
	const { benchmark, found } = read;
	try {
		const { snapshot } = await askServer(job, "plan");
		const report = {
			...reportWithout(job, {
				...found,
				notices: [ASSUMED]
			}),
			verdict: "passed",
			reason: "is valid"
		};
		return { report: (await withPlan(report, benchmark, job, snapshot, async () => {
			const files = await foreseen(benchmark, job, snapshot?.era);
			const images = await publicDigests(benchmark, job.signal);
			const components = Object.fromEntries(ROLES.map((role) => [role, {
				...files.components[role],
				...images[role]
			}]));
			return {
				...evidenceOf(benchmark, report, {
					...files,
					components
				}),
				tested: true
			};
		})).report };
	} catch (error) {
		if (!(error instanceof MedPerfError)) throw error;
		return { report: reportWithout(job, {
			...found,
			fatal: serverFailure(error)
		}) };
	}
}

export { runPlan };