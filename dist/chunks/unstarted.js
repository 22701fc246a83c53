import { t as hashFile, x as ROLES } from "./hash-file.js";
import { t as VERSION } from "./version.js";
import { t as commitOf } from "./trigger.js";
import { t as MedPerfError } from "./error.js";
import { a as readBenchmark, i as folderHash, r as hostOf, t as buildReport } from "./build.js";
import { a as pushedBefore, o as isImage } from "./stages.js";
import { t as readManifest } from "./manifest.js";

// src/registration/content.ts
/**
* What is about to be registered, found out without a container: images from their registries, files from the checkout. A
* file with an address is compared when it is downloaded. Rejects with a MedPerfError.
*/
async function contentOf(benchmark, report, commit) {
	const images = {};
	const additionalFiles = {};
	for (const role of ROLES) {
		const component = benchmark.components[role];
		const tested = report.containers.find((container) => container.role === role);
		if (tested !== void 0) images[role] = await imageNow(component, tested, [commit, report.commit]);
		const files = component.additionalFiles && await hashOf(component.additionalFiles);
		if (files !== void 0) additionalFiles[role] = files;
	}
	const demoDataset = await hashOf(benchmark.demoDataset.source);
	return {
		images,
		additionalFiles,
		...demoDataset === void 0 ? {} : { demoDataset }
	};
}
async function imageNow({ spec, build }, { digest, imageId = "" }, commits) {
	if (spec.type !== "DockerImage") return {};
	if (build !== void 0) {
		await pushedBefore(spec.image, imageId, commits);
		return { imageId };
	}
	const manifest = await readManifest(spec.image);
	if (digest !== void 0) return { digest: manifest.digest };
	return { imageId: isImage(manifest, { id: imageId }) ? imageId : manifest.configDigest ?? manifest.digest };
}
/** As the test hashes it; undefined for what lies elsewhere without a hash in benchmark.yaml. */
async function hashOf(source) {
	if (source.kind !== "path") return source.sha256;
	return source.type === "directory" ? folderHash([source.path]) : (await hashFile(source.path))?.sha256;
}
/** The digests that strangers see now, for a plan without a test; an image that is in no registry yet has none. */
async function publicDigests({ components }, signal) {
	const found = await Promise.all(ROLES.map(async (role) => {
		const { spec, build } = components[role];
		if (spec.type !== "DockerImage" || build !== void 0) return [];
		try {
			const { digest, configDigest } = await readManifest(spec.image, { signal });
			return [[role, { image: {
				digest,
				...configDigest === void 0 ? {} : { imageId: configDigest }
			} }]];
		} catch (error) {
			if (!(error instanceof MedPerfError)) throw error;
			return [];
		}
	}));
	return Object.fromEntries(found.flat());
}

// src/modes/unstarted.ts
/** A report of a run that starts no container. */
function reportWithout({ inputs, runner, trigger }, more) {
	const commit = commitOf(trigger);
	return buildReport({
		actionVersion: VERSION,
		config: inputs.config,
		host: hostOf(),
		startedAt: /* @__PURE__ */ new Date(),
		seconds: 0,
		problems: [],
		steps: [],
		containers: [],
		notices: [],
		...commit === void 0 ? {} : { commit },
		...runner.run === void 0 ? {} : { run: runner.run },
		...more
	});
}
/** benchmark.yaml, or the report that says what is wrong with it; `report` then has the verdict `invalid`. */
function readOrReport(job) {
	const { benchmark, name, problems } = readBenchmark({
		repository: job.runner.workspace,
		config: job.inputs.config
	});
	const found = {
		problems,
		...name === void 0 ? {} : { name }
	};
	return benchmark === void 0 || problems.some(({ severity }) => severity === "error") ? { report: reportWithout(job, found) } : {
		benchmark,
		found: {
			...found,
			benchmark
		}
	};
}

export { publicDigests as i, reportWithout as n, contentOf as r, readOrReport as t };