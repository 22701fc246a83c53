import { t as isNeverPassed } from "./child-variables.js";
import { n as plainLine } from "./text.js";

// src/runner/pass-environment.ts
const NAME = /^[A-Za-z_][A-Za-z0-9_]*\*?$/;
/** Reads names of variables, separated by commas or white space; one may end in `*`, for all that begin so. */
function parsePassEnvironment(text) {
	const names = text.split(/[\s,]+/).filter((name) => name !== "");
	const odd = names.find((name) => !NAME.test(name));
	if (odd !== void 0) return { wrong: `a list of names of variables, such as \`AWS_PROFILE, AWS_*\`; \`${plainLine(odd, 50)}\` is none` };
	const own = names.find(isNeverPassed);
	if (own === void 0) return { names };
	return { wrong: `without \`${own.slice(0, 50)}\`: what is the action's or the runner's own (\`INPUT_*\`, \`STATE_*\`, \`ACTIONS_*\`, \`GITHUB_*\`, \`GH_TOKEN\`) is given to no other program, and \`APPTAINERENV_*\` would reach containers; \`environment\` of a container configuration sets what a container needs` };
}

export { parsePassEnvironment as t };