import { t as ExpectedError } from "./error.js";
import { n as collectParts, s as nameRole } from "./role.js";
import { a as makeJobError } from "./outcome.js";
import { n as pushNamed, r as pushTested } from "./push-named.js";

// src/publish/leave-images.ts
/** Pushes every image that was built and tested here; `error` says which could not be, and what to do. */
async function leaveImages({ commit, log, signal }, { report, benchmark }, push) {
	if (commit === void 0) return {};
	try {
		for (const { role, spec, build } of collectParts(benchmark.components)) {
			const imageId = report.containers.find((container) => container.role === role)?.imageId;
			if (build === void 0 || spec.type !== "DockerImage" || imageId === void 0) continue;
			const job = {
				log,
				signal
			};
			const { reference, digest } = await pushTested({
				job,
				commit,
				push
			}, spec.image, imageId);
			if (spec.mlcube !== void 0) await pushNamed({
				job,
				push
			}, spec.image, imageId);
			log.say(`The ${nameRole(role)} is in its registry: ${reference} (${digest})`);
		}
		return {};
	} catch (error) {
		signal.throwIfAborted();
		if (!(error instanceof ExpectedError)) throw error;
		return { error: makeJobError("What was built is not in its registry", error) };
	}
}

export { leaveImages };