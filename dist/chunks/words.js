import { n as plainLine, t as cutLines } from "./text.js";

// src/engines/docker/words.ts
/**
* Why Docker refused, in its own words without the wrapping: the last line of what its client wrote. Registries, images
* and archives have a say in it, so it is made plain here.
*/
function cleanDockerWords(stderr) {
	const words = (cutLines(stderr).filter((line) => line.trim() !== "" && !isHelp(line)).at(-1) ?? "").replace(/^time="[^"]*" level=\w+ msg="(.*)"$/, "$1").replace(/^(?:docker: |Error: )/, "").replace(/^Error response from daemon: /, "").replace(/^.*(?:unable to start container process|starting container process caused): /, "").replace(/^.*error running hook.*, stderr: /, "").replace(/: unknown\.?$/, "");
	return plainLine(words, 1e3) || "it gave no reason";
}
const isHelp = (line) => /^(?:Run|See) '[^']*--help'/.test(line);
/** What the init of the container said when it could not start the program; empty when it said nothing. */
const initWords = (stderr) => plainLine(cutLines(stderr).map(readTiniLine).find((words) => words !== void 0) ?? "", 1e3);
const readTiniLine = (line) => /^\[FATAL tini \(\d+\)\] (exec .+ failed: .+)$/.exec(line)?.[1];
/** Whether a client says that it reaches no daemon, in words that a daemon never says of a registry. */
const isEngineSilent = (stderr) => /cannot connect to the docker daemon|is the docker daemon running|error during connect|connect to the docker daemon socket|unable to connect to podman|cannot connect to podman/i.test(stderr);
/** Whether Docker's client says that it found no daemon, or lost it. */
const isEngineGone = (stderr) => /cannot connect to the docker daemon|is the docker daemon running|connection refused|connection reset|unexpected EOF/i.test(stderr);

export { isEngineSilent as i, initWords as n, isEngineGone as r, cleanDockerWords as t };