import { n as initWords, t as dockerWords } from "./words.js";

// src/engines/docker/outcome.ts
/**
* Tells the program's own end from Docker's: the codes 125, 126 and 127 mean Docker's failure only where the program was
* never started, because a program may end with them too.
*/
function judge({ code, signal, stderr, hasId, history }, readInit = readTini) {
	const words = dockerWords(stderr);
	const because = stderr.trim() === "" ? "" : ` (${words})`;
	if (code === null) return failed(`its client was ended by ${signal}`);
	if (history === "no engine") return failed(`it stopped answering while the container ran${because}`);
	if (history === void 0 || !(history.isCreated || hasId)) return code === 125 ? failed(words, isMissing(words)) : exited(code);
	const isEndOnly = !history.isCreated && history.exitCode === code;
	if (!history.isCreated && !isEndOnly) return failed(`it was restarted while the container ran${because}`);
	if (!history.isStarted && !isEndOnly) return code === 126 || code === 127 ? exited(code, words) : failed(words);
	if (history.exitCode === void 0) return failed(`it lost sight of the container${because}`);
	const { exitCode, error } = readInit(history.exitCode, stderr);
	return {
		...exited(exitCode, error),
		outOfMemory: history.outOfMemory
	};
}
/** Docker's init ends with the code that a shell would have. */
const readTini = (exitCode, stderr) => ({
	exitCode,
	error: initWords(stderr)
});
const failed = (message, missingImage = false) => ({
	kind: "engine-failed",
	message,
	missingImage
});
const exited = (exitCode, error = "") => ({
	kind: "exited",
	exitCode,
	outOfMemory: false,
	error
});
const isMissing = (words) => /no such image|unable to find image|image not known/i.test(words);

export { readTini as n, judge as t };