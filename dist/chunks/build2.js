import { n as StepFailure } from "./failure.js";
import { t as plainLine } from "./text.js";
import { t as runProcess } from "./process.js";
import { n as findFailed, r as readDockerfile } from "./dockerfile.js";
import { a as ownImage, i as inspectImage, r as imageFailure } from "./images.js";
import { t as dockerWords } from "./words.js";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { mkdtemp, readFile, rm } from "node:fs/promises";

// src/engines/docker/build.ts
/** Builds the image of a change from its context folder; the classic builder must leave no half-built container. */
async function buildImage(command, context, tag, { signal, onOutput }) {
	const own = await mkdtemp(join(tmpdir(), "medperf-build-"));
	try {
		const idFile = join(own, "id");
		const built = await runProcess(command, [
			"build",
			"--force-rm",
			"--iidfile",
			idFile,
			"--tag",
			tag,
			context
		], {
			signal,
			onOutput
		});
		signal.throwIfAborted();
		if (built.code !== 0) throw buildFailure(built, readDockerfile(context));
		const id = (await readFile(idFile, "utf8").catch(() => "")).trim();
		const found = (id === "" ? void 0 : await inspectImage(command, id)) ?? await inspectImage(command, tag);
		if (found !== void 0) return ownImage(found);
		throw buildFailure(built, readDockerfile(context));
	} finally {
		await rm(own, {
			recursive: true,
			force: true
		});
	}
}
/** A failed build in one sentence that names the line of the Dockerfile, where the builder told it. */
function buildFailure({ stdout, stderr }, dockerfile) {
	const reason = dockerWords(stderr).replace(/^(?:ERROR: |building at STEP ".*?": |creating build container: |failed to solve: |failed to solve with frontend \S+: |failed to create LLB definition: |rpc error: code = \w+ desc = )+/, "");
	if (/no space left on device/i.test(reason)) return imageFailure(`the image cannot be built: ${reason}`, reason);
	const { line, text } = findFailed(stdout, stderr, dockerfile);
	const code = /returned a non-zero code: (\d+)|exit (?:code:|status) (\d+)$/.exec(reason);
	const what = code === null ? reason : `the command ended with exit code ${code[1] ?? code[2]}`;
	const place = [...line === void 0 ? [] : [`line ${line} of the Dockerfile`], ...text === void 0 ? [] : [`\`${plainLine(text, 200)}\``]];
	return new StepFailure("build", `the image cannot be built: ${[place.join(", "), what].filter((part) => part !== "").join(": ")}`, "The log of this step shows the whole build.");
}

export { buildImage };