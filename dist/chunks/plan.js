import { t as ROLES } from "./roles.js";
import { n as serverFailure } from "./failure.js";
import { t as MedPerfError } from "./error.js";
import { a as evidenceOf, i as foreseen, r as withPlan, t as askServer } from "./stages.js";
import { n as publicDigests } from "./content2.js";
import { p as readLockFile } from "./content.js";
import { a as readOrReport, i as unasked, n as isEmpty, o as reportWithout, r as uidsOf, t as givenFor, u as toTheEnd } from "./given.js";

// src/modes/plan.ts
/** Says what a merge does, from benchmark.yaml, the registries and, where there is a token, the MedPerf server; runs nothing. */
const runPlan = (job) => toTheEnd(job, planOutcome);
const ASSUMED = "Nothing was run: the plan takes for granted that the test passes.";
async function planOutcome(job) {
	const uids = uidsOf(job);
	const early = isEmpty(uids) ? readOrReport(job) : void 0;
	if (early !== void 0 && "report" in early) return early;
	try {
		const { snapshot } = await askServer(job, "plan", uids);
		const read = early ?? readOrReport(job, await givenFor(job, uids, snapshot));
		if ("report" in read) return read;
		const { benchmark, found } = read;
		const report = {
			...reportWithout(job, {
				...found,
				notices: [...found.notices ?? [], ASSUMED]
			}),
			verdict: "passed",
			reason: "is valid"
		};
		return { report: (await withPlan(report, benchmark, job, snapshot, async () => {
			const seen = snapshot ?? readLockFile(job.runner.workspace, job.inputs.config);
			const files = await foreseen(benchmark, job, seen?.era);
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
		return early === void 0 ? unasked(job, "plan", uids, error) : { report: reportWithout(job, {
			...early.found,
			fatal: serverFailure(error)
		}) };
	}
}

export { runPlan };