import { i as splitReference } from "./image-reference.js";
import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { n as plainLine } from "./text.js";
import { s as parsePlainJson } from "./json.js";
import { t as runProcess } from "./process.js";
import { i as isEngineSilent, t as cleanDockerWords } from "./words.js";

// src/engines/answer.ts
/** What a client wrote as JSON; undefined where it is none, or holds more values than any answer should. */
function parseAnswer(text) {
	try {
		return parsePlainJson(text);
	} catch {
		return;
	}
}

// src/engines/docker/inspect.ts
const ANSWER_TIMEOUT = 2e4;
/** A daemon that unpacks an image meanwhile takes its time to answer. */
const INSPECT_TIMEOUT = 6e4;
/** An image may bear as many labels as its maker likes. */
const MOST = 8 * 1024 ** 2;
/** What Docker knows of a local image; undefined when it is not there. Throws an ExpectedError where Docker does not say. */
async function inspectImage(command, reference) {
	const { code, stdout, stderr } = await runProcess(command, [
		"image",
		"inspect",
		"--format",
		"{{json .}}",
		"--",
		reference
	], {
		timeout: INSPECT_TIMEOUT,
		kept: MOST
	});
	if (code === null) throw untold(command, reference, `no answer within ${INSPECT_TIMEOUT / 1e3} s`);
	if (code !== 0 && isEngineSilent(stderr)) throw engineSilent(command, stderr);
	if (code !== 0) return void 0;
	const answer = parseAnswer(stdout);
	if (answer === void 0) throw untold(command, reference, "the answer is too long, or no JSON");
	const [found] = [answer].flat();
	return found && {
		...found,
		Id: found.Id.includes(":") ? found.Id : `sha256:${found.Id}`
	};
}
/** An engine that is here and answers nothing: what images it has is not known, so none is missing. */
const engineSilent = (command, stderr) => new ExpectedError("engine", `${command === "docker" ? "Docker" : "Podman"} is here but does not answer: ${cleanDockerWords(stderr)}`, {
	code: "engine-silent",
	hint: "Start it anew on this machine and run the job again; the images that it has are not in question."
});
const untold = (command, reference, reason) => new ExpectedError("engine", `${command} does not say what the image ${plainLine(reference)} is: ${reason}`, { hint: `Run \`${command} image inspect\` with this image on the runner; where nothing comes, restart the engine.` });
/** Whether the ID of an image is the digest of its manifest: containerd's store, Docker's own from 29 on, goes by that. */
const isKeptByManifest = ({ Id, Descriptor }) => Descriptor?.digest === Id;
/** An image that was built or loaded here: its tag may be another's by the time that it is run. */
const describeOwn = (found, configDigest = found.Id) => known({
	runBy: found.Id,
	configDigest,
	bytes: found.Size,
	platform: readPlatform(found)
});
/** What an image says it is for; `FROM scratch` may leave it out. */
const readPlatform = ({ Os, Architecture, Variant }) => [Os, Architecture].every((part) => PART.test(part ?? "")) ? [
	Os,
	Architecture,
	...PART.test(Variant ?? "") ? [Variant] : []
].join("/") : void 0;
const PART = /^[\w.-]{1,50}$/;
/** The digest under the repository of the reference: an image may have been pulled under several names. */
function findDigest(reference, repoDigests) {
	const { name, digest: pinned } = splitReference(reference);
	if (pinned !== void 0) return pinned;
	const repository = familiar(name);
	return repoDigests.map((entry) => entry.split("@")).find(([other]) => other !== void 0 && familiar(other) === repository)?.[1];
}
/** Docker leaves out the registry and namespace of Docker Hub. */
const familiar = (repository) => repository.replace(/^(?:index\.)?docker\.io\//, "").replace(/^library\//, "");
/** The layers of all images that Docker or Podman has, by the digests of what they unpack to; none where it does not say. */
async function readLocalLayers(command) {
	const options = { timeout: ANSWER_TIMEOUT };
	const listed = await runProcess(command, [
		"image",
		"ls",
		"--quiet",
		"--no-trunc"
	], options);
	const ids = [...new Set(listed.stdout.split("\n").filter(Boolean))];
	if (listed.code !== 0 || ids.length === 0) return /* @__PURE__ */ new Set();
	const args = [
		"image",
		"inspect",
		"--format",
		"{{range .RootFS.Layers}}{{println .}}{{end}}",
		...ids
	];
	const { stdout } = await runProcess(command, args, options);
	return new Set(stdout.split("\n").filter(Boolean));
}

export { isKeptByManifest as a, parseAnswer as c, inspectImage as i, engineSilent as n, readLocalLayers as o, findDigest as r, readPlatform as s, describeOwn as t };