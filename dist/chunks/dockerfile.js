import { readFileSync } from "node:fs";
import { join } from "node:path";

// src/engines/dockerfile.ts
/** The Dockerfile of a build context; empty where there is none to read, which the builder will say. */
function readDockerfile(context) {
	try {
		return readFileSync(join(context, "Dockerfile"), "utf8");
	} catch {
		return "";
	}
}
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

export { findFailed as n, readDockerfile as r, basesOf as t };