import { n as StepFailure } from "./failure.js";
import { t as plainLine } from "./text.js";
import { t as runProcess } from "./process.js";
import { t as dockerWords } from "./words.js";
import { setTimeout } from "node:timers/promises";

// src/engines/docker/retries.ts
/** Milliseconds before the second and third try. */
const DELAYS = [2e3, 8e3];
/** A registry that is too busy or broken for the moment; all else would fail the same way again. */
const PASSING = /toomanyrequests|too many requests|HTTP (?:429|50\d)|internal server error|bad gateway|service unavailable|gateway time-?out|i\/o timeout|TLS handshake timeout|connection reset by peer|unexpected EOF/i;
/** Tries again, later and later, while the registry says that it is busy; `warn` is told why. */
async function withRetries(attempt, { signal, warn, delays = DELAYS }) {
	let ended = await attempt();
	for (const delay of delays) {
		if (ended.code === 0 || signal.aborted || !PASSING.test(ended.stderr)) return ended;
		warn(`The registry is busy (${dockerWords(ended.stderr)}); trying again in ${delay / 1e3} s.`);
		await setTimeout(delay, void 0, { signal }).catch(() => signal.throwIfAborted());
		ended = await attempt();
	}
	return ended;
}

// src/engines/docker/images.ts
/** What Docker knows of a local image; undefined when it is not there. */
async function inspectImage(command, reference) {
	const { getExecOutput } = await import("./exec2.js");
	const { exitCode, stdout } = await getExecOutput(command, [
		"image",
		"inspect",
		"--format",
		"{{json .}}",
		reference
	], {
		silent: true,
		ignoreReturnCode: true
	});
	if (exitCode !== 0) return void 0;
	const [found] = [JSON.parse(stdout)].flat();
	return found && {
		...found,
		Id: found.Id.includes(":") ? found.Id : `sha256:${found.Id}`
	};
}
/**
* Gets an image by reference. One that was built here and never pushed has no digest under this name and is used as it
* is, and so is one that is pinned by digest; all others are pulled as MedPerf's client pulls them, because a tag may
* have moved.
*/
async function pullImage(command, reference, options) {
	const { signal, warn } = options;
	const local = await inspectImage(command, reference);
	if (local !== void 0 && isKept(reference, local)) return toImage(reference, local);
	const pulled = await withRetries(() => runProcess(command, [
		"pull",
		"--quiet",
		reference
	], { signal }), options);
	signal.throwIfAborted();
	const now = pulled.code === 0 ? await inspectImage(command, reference) : void 0;
	if (now !== void 0) return toImage(reference, now);
	const reason = dockerWords(pulled.stderr);
	if (local === void 0) throw imageFailure(`the image ${plainLine(reference)} cannot be had: ${reason}`, reason);
	warn(`The image ${plainLine(reference)} could not be pulled (${reason}); the copy of this machine is used.`);
	return toImage(reference, {
		...local,
		RepoDigests: []
	});
}
/** The pull that `pullImage` will make; undefined where it makes none. */
async function expectPull(command, reference) {
	const local = await inspectImage(command, reference);
	if (local === void 0) return { reference };
	if (isKept(reference, local)) return void 0;
	const digest = digestOf(reference, local.RepoDigests ?? []);
	return {
		reference,
		...digest === void 0 ? {} : { digest },
		isHere: ({ configDigest }) => configDigest === local.Id
	};
}
/** Pinned by digest, or built here and never pushed. */
const isKept = (reference, { RepoDigests }) => reference.includes("@sha256:") || digestOf(reference, RepoDigests ?? []) === void 0;
/** An image that was built or loaded here: its tag may be another's by the time that it is run. */
const ownImage = (found) => toImage(found.Id, {
	...found,
	RepoDigests: []
});
/** An Image of what Docker knows under a reference. */
function toImage(reference, { Id, RepoDigests, Size }) {
	const digest = digestOf(reference, RepoDigests ?? []);
	return {
		reference,
		id: Id,
		...digest === void 0 ? {} : { digest },
		...Size === void 0 ? {} : { bytes: Size }
	};
}
/** The digest under the repository of the reference: an image may have been pulled under several names. */
function digestOf(reference, repoDigests) {
	const [name = "", pinned] = reference.split("@");
	if (pinned !== void 0) return pinned;
	const repository = familiar(name.replace(/:[^/:]*$/, ""));
	return repoDigests.map((entry) => entry.split("@")).find(([other]) => other !== void 0 && familiar(other) === repository)?.[1];
}
/** Docker leaves out the registry and namespace of Docker Hub. */
const familiar = (repository) => repository.replace(/^(?:index\.)?docker\.io\//, "").replace(/^library\//, "");
/** A StepFailure of an image that could not be had, with what to do about this reason. */
function imageFailure(message, reason) {
	const [kind, hint] = HINTS.find(([pattern]) => pattern.test(reason))?.[1] ?? ["image", OTHERWISE];
	return new StepFailure(kind, message, hint);
}
const OTHERWISE = "Check the name and tag, and that this machine reaches the registry; or build the image before this step.";
const HINTS = [
	[/no space left on device/i, ["disk-full", "Free disk space before this step, or use a runner with a larger disk."]],
	[/toomanyrequests|rate limit/i, ["image", "Docker Hub limits anonymous pulls: log in with docker/login-action before this step."]],
	[/manifest unknown|manifest for .* not found|no such (?:manifest|image)/i, ["image", "Check name and tag, and that the image was pushed."]],
	[/denied|unauthorized|authentication/i, ["image", "Check the name; if the image is private, log in before this step. Hospitals must be able to pull it too."]],
	[/no matching manifest/i, ["image", "Build the image for this processor too (docker buildx build --platform)."]]
];

export { ownImage as a, withRetries as c, inspectImage as i, expectPull as n, pullImage as o, imageFailure as r, toImage as s, digestOf as t };