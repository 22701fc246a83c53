import { n as findRealPath } from "./real-path.js";
import { t as liesIn } from "./lies-in.js";
import { i as quoteName, n as plainLine } from "./text.js";
import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { n as askMediaType, r as askRegistry } from "./pull-size.js";
import { t as parseYaml } from "./yaml.js";
import { c as readSmall, s as locatePath } from "./repository.js";
import { n as collectParts } from "./role.js";
import { n as listNamedPaths } from "./tree-hash.js";
import { dirname } from "node:path";

// src/facts/platform.ts
/** What most hospitals have, and MedPerf’s own images are for. */
const USUAL_PLATFORM = "linux/amd64";
/**
* What is wrong with the platforms that an image is for: an error where this machine cannot run it, which without a machine nobody
* says; else a warning where most hospitals cannot.
*/
function judgePlatforms(platforms, machine) {
	if (platforms.length === 0) return void 0;
	const shown = platforms.slice(0, MOST_SHOWN).join(", ");
	const isUsual = platforms.some((one) => isNative(one, USUAL_PLATFORM));
	if (machine !== void 0 && cannotRun(platforms, machine)) return {
		severity: "error",
		code: "image-platform",
		message: `is for ${shown}, and this machine is ${machine.platform}`,
		hint: isUsual ? OTHER_RUNNER : BUILD_USUAL
	};
	if (isUsual) return void 0;
	return {
		severity: "warning",
		code: "image-platform",
		message: `is for ${shown}, and most hospitals have ${USUAL_PLATFORM}, where it does not run`,
		hint: BUILD_USUAL
	};
}
const MOST_SHOWN = 8;
const BUILD_USUAL = `Build it for ${USUAL_PLATFORM} too, such as by \`docker buildx build --platform ${USUAL_PLATFORM}\`.`;
const OTHER_RUNNER = "Use a runner with a processor that it is for, or build it for this one too.";
const cannotRun = (platforms, { platform, emulates }) => platforms.every((one) => !isNative(one, platform) && emulates(one.split("/")[1] ?? "") === false);
/** Processors that run the programs of another one by themselves. */
const ALSO = {
	amd64: ["386"],
	arm64: ["arm"]
};
/** Whether a machine runs what is for a platform without an emulator; variants of a processor are not told apart. */
function isNative(platform, machine) {
	const [[os, architecture = ""], [ownOs, own = ""]] = [platform.split("/"), machine.split("/")];
	return os === ownOs && (architecture === own || (ALSO[own] ?? []).includes(architecture));
}

// src/benchmark/component/image-place.ts
/**
* The line that says which image a component has: `image` of its configuration, or `uid` of benchmark.yaml. Undefined where the
* file cannot be read any more.
*/
function findImagePlace(repository, { config }, { role, registered, ...component }) {
	if (registered !== void 0) return findLine(repository, "", config, [role, "uid"]);
	const path = component.spec.mlcube === void 0 ? ["image"] : ["docker", "image"];
	return findLine(repository, dirname(config), component.config, path);
}
function findLine(repository, folder, written, path) {
	const found = locatePath(findRealPath(repository), folder, written);
	if (found.kind !== "file") return void 0;
	const bytes = readSmall(found.path);
	if ("wrong" in bytes) return void 0;
	const document = parseYaml(bytes);
	const file = found.shown;
	return document.ok ? {
		file,
		...document.placeOf(path, "value")
	} : { file };
}

// src/check/apart.ts
/** Why a run cannot have its folders where they are: in a folder that the benchmark is made of. Undefined where they lie elsewhere. */
function findOverlap(benchmark, { repository, folders }) {
	const { work, wanted } = folders;
	const around = listNamedPaths(benchmark, repository).find(({ path }) => liesIn(path, work));
	if (around === void 0) return void 0;
	const what = wanted === void 0 ? "the folder of the runner’s `RUNNER_TEMP`" : `the input work-directory, ${quoteName(wanted, 200)},`;
	return new ExpectedError("input", `${what} lies in ${quoteName(around.shown, 200)}, the ${around.what}, which would have in it what the run writes`, {
		code: "work-directory-in-source",
		hint: "Name a folder elsewhere, such as one below `runner.temp`, or leave the input away."
	});
}

// src/check/image-problems.ts
/** Looks at how an image that came from a registry lies there; what does not answer is passed over. */
async function lookAtImage({ spec: { image: reference } }, { platform, registryDigest, among }, signal) {
	const own = platform === void 0 ? [] : [platform];
	if (registryDigest === void 0) return known({
		platforms: own,
		among
	});
	const mediaType = await askMediaType(reference, signal);
	const index = judgePlatforms(own) === void 0 ? void 0 : await askRegistry(reference, signal);
	return known({
		platforms: index?.isIndex ? index.platforms : own,
		mediaType
	});
}
/** What hospitals will meet with these images, as warnings on the lines that name them. */
const judgeImages = (benchmark, images, { repository, rules }) => collectParts(benchmark.components).flatMap((component) => {
	const image = images[component.role];
	if (image === void 0) return [];
	const said = [
		...judgePlatform(image),
		...judgeArchive(image),
		...rules?.containers === "files" ? [] : judgeManifest(component, image)
	];
	const place = said.length === 0 ? void 0 : findImagePlace(repository, benchmark, component);
	return said.map(({ message, ...more }) => ({
		severity: "warning",
		...place ?? { file: benchmark.config },
		message: `the image ${quoteName(component.spec.image, 300)} ${message}`,
		...more
	}));
});
function judgePlatform({ platforms }) {
	const fault = judgePlatforms(platforms);
	return fault === void 0 ? [] : [{
		message: fault.message,
		hint: fault.hint,
		code: fault.code
	}];
}
/** MedPerf's client runs the first tag of an archive (docs/medperf.md 14.2), which need not be the one that is meant. */
function judgeArchive({ among }) {
	if (among === void 0) return [];
	const { first, others } = among;
	const shown = others.slice(0, 3).map((one) => quoteName(one, 100));
	const more = others.length > shown.length ? ` and ${others.length - shown.length} more` : "";
	const are = others.length === 1 ? "is" : "are";
	return [{
		code: "archive-several-images",
		message: `is an archive of ${others.length + 1} images: its first one, ${quoteName(first, 100)}, runs, as in MedPerf, and ${shown.join(", ")}${more} ${are} left aside`,
		hint: `Save the one that is meant alone, for example \`docker save ${plainLine(first, 100)}\`.`
	}];
}
const KINDS = {
	"application/vnd.oci.image.index.v1+json": "an OCI index",
	"application/vnd.oci.image.manifest.v1+json": "an OCI manifest",
	"application/vnd.docker.distribution.manifest.list.v2+json": "a list of manifests"
};
/** Clients with Singularity ask for a plain manifest of Docker alone (docs/medperf.md 11.6); what was registered by others stays. */
function judgeManifest({ spec, build, registered }, { mediaType = "" }) {
	const kind = KINDS[mediaType];
	if (kind === void 0 || spec.type !== "DockerImage" || build !== void 0 || registered !== void 0) return [];
	return [{
		code: "image-oci",
		message: `was pushed as ${kind}: MedPerf’s client on Singularity computes another digest of it than the one that is registered, and refuses it`,
		hint: "Where participants use Singularity, push one plain manifest: `docker buildx build --provenance=false --output type=image,oci-mediatypes=false,push=true`."
	}];
}

export { judgePlatforms as a, findImagePlace as i, lookAtImage as n, findOverlap as r, judgeImages as t };