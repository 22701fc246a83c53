import { t as StepFailure } from "./failure.js";
import { t as plainLine } from "./text.js";
import { a as toImage, n as imageFailure, r as inspectImage } from "./docker-images.js";
import { t as dockerWords } from "./docker-words.js";
import { t as runProcess } from "./process.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";

// src/engines/dockerfile.ts
/** The instructions of a Dockerfile; a heredoc's lines count as instructions, which does no harm when one is looked up. */
function readInstructions(dockerfile) {
	const mark = /^#\s*escape\s*=\s*`\s*$/im.test(dockerfile) ? "`" : "\\";
	const found = [];
	let open;
	for (const [index, raw] of dockerfile.split(/\r?\n/).entries()) {
		const text = raw.trim();
		if (text === "" || text.startsWith("#")) continue;
		const goesOn = text.endsWith(mark);
		const part = goesOn ? text.slice(0, -1) : text;
		open = {
			text: open === void 0 ? part : `${open.text} ${part}`,
			line: open?.line ?? index + 1
		};
		if (goesOn) continue;
		found.push(open);
		open = void 0;
	}
	return open === void 0 ? found : [...found, open];
}
/** The images that a build begins with, as far as they are written out: no stage of its own, no `scratch`, no variable. */
function basesOf(dockerfile) {
	const stages = /* @__PURE__ */ new Set(["scratch"]);
	const bases = /* @__PURE__ */ new Set();
	for (const { text } of readInstructions(dockerfile)) {
		const [, base = "", stage] = /^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(text) ?? [];
		if (base === "") continue;
		if (!stages.has(base.toLowerCase()) && !base.includes("$")) bases.add(base);
		if (stage !== void 0) stages.add(stage.toLowerCase());
	}
	return [...bases];
}
/** Finds the failed instruction in the output of the classic builder (`Step 4/5 : RUN …`), of Podman (`STEP 4/5: RUN …`) or of BuildKit (` > [3/4] RUN …`). */
function findFailed(stdout, stderr, dockerfile) {
	const named = /^Dockerfile:(\d+)$/m.exec(stderr) ?? /dockerfile parse error (?:on )?line (\d+)/i.exec(stderr);
	const text = shownInstruction(stdout, stderr);
	const instructions = readInstructions(dockerfile);
	const line = named === null ? instructions.find((one) => text !== void 0 && squeeze(one.text) === squeeze(text))?.line : begin(instructions, Number(named[1]));
	return {
		...line === void 0 ? {} : { line },
		...text === void 0 ? {} : { text: squeeze(text) }
	};
}
function shownInstruction(stdout, stderr) {
	const buildKit = [...stderr.matchAll(/^ > \[[^\]]*\d+\/\d+\] (.+?):?$/gm)].at(-1);
	const classic = [...stdout.matchAll(/^(?:Step \d+\/\d+ |STEP \d+\/\d+): (.+)$/gm)].at(-1);
	return (buildKit ?? classic)?.[1];
}
/** BuildKit may name any line of an instruction. */
const begin = (instructions, line) => instructions.findLast((one) => one.line <= line)?.line ?? line;
const squeeze = (text) => text.replaceAll(/\s+/g, " ").trim();

// src/engines/docker-build.ts
/** Builds the image of a change from its context folder; the classic builder must leave no half-built container. */
async function buildImage(command, context, tag, { signal, onOutput, room }) {
	if (room !== void 0) await checkBuild(command, context, room);
	const built = await runProcess(command, [
		"build",
		"--force-rm",
		"--tag",
		tag,
		context
	], {
		signal,
		onOutput
	});
	signal.throwIfAborted();
	const found = built.code === 0 ? await inspectImage(command, tag) : void 0;
	if (found !== void 0) return toImage(tag, {
		...found,
		RepoDigests: []
	});
	throw buildFailure(built, readDockerfile(context));
}
/** Refuses early what will not fit: the images that the build begins with, where they are not here yet. */
async function checkBuild(command, context, room) {
	await room.build();
	const bases = basesOf(readDockerfile(context));
	await Promise.all(bases.map(async (base) => {
		if (await inspectImage(command, base) === void 0) await room.pull(base);
	}));
}
function readDockerfile(context) {
	try {
		return readFileSync(join(context, "Dockerfile"), "utf8");
	} catch {
		return "";
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