import { t as ROLES } from "./roles.js";
import { t as MedPerfError } from "./error.js";
import { t as commitOf } from "./trigger2.js";
import { n as pushTested } from "./image.js";
import { r as jobError } from "./outcome.js";

// src/registration/push-built.ts
/** Pushes every image that was built and tested here; `error` says which could not be, and what to do. */
async function pushBuilt(job, { report, benchmark }) {
	const commit = commitOf(job.trigger);
	if (benchmark === void 0 || commit === void 0) return {};
	try {
		for (const role of ROLES) {
			const { spec, build } = benchmark.components[role];
			const imageId = report.containers.find((container) => container.role === role)?.imageId;
			if (build === void 0 || spec.type !== "DockerImage" || imageId === void 0) continue;
			const { reference, digest } = await pushTested({
				job,
				commit,
				report
			}, spec.image, imageId);
			job.log.say(`The ${role.replaceAll("_", " ")} is in its registry: ${reference} (${digest})`);
		}
		return {};
	} catch (error) {
		job.signal.throwIfAborted();
		if (!(error instanceof MedPerfError)) throw error;
		return { error: jobError("What was built is not in its registry", error) };
	}
}

export { pushBuilt };