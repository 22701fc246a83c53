import { t as runProcess } from "./process.js";

// src/engines/docker-layers.ts
const ANSWER_TIMEOUT = 2e4;
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

export { readLocalLayers as t };