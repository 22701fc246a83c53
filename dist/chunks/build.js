import { n as StepFailure } from "./failure.js";
import { r as withSaved, t as buildSif } from "./sif-build.js";
import { mkdir } from "node:fs/promises";

// src/engines/apptainer/build.ts
/** Apptainer reads no Dockerfile, so Docker or Podman builds the image if one of them works here; then it is converted. */
async function buildElsewhere(command, cache, context, tag, options) {
	const builder = await findBuilder();
	const { id } = await builder.engine.build(context, tag, options);
	const { signal } = options;
	await mkdir(cache.folder, { recursive: true });
	const local = {
		command: builder.command,
		reference: id,
		id,
		isOurs: true
	};
	return {
		reference: await cache.get(id, (part) => withSaved(local, cache.folder, signal, (archive) => buildSif(command, `docker-archive:${archive}`, part, {
			signal,
			warn: () => {},
			folder: cache.folder
		}))),
		id
	};
}
/** Judges builds where they are made; throws as `buildElsewhere` does where nobody can. */
async function checkBuilder(...wanted) {
	const { engine } = await findBuilder();
	await engine.checkRoom(...wanted);
}
async function findBuilder() {
	const { openDocker } = await import("./docker.js");
	const docker = await openDocker().catch(() => void 0);
	if (docker !== void 0) return {
		command: "docker",
		engine: docker
	};
	const { openPodman } = await import("./podman.js");
	const podman = await openPodman().catch(() => void 0);
	if (podman !== void 0) return {
		command: "podman",
		engine: podman
	};
	throw new StepFailure("build", "the image cannot be built: Apptainer reads no Dockerfile, and neither Docker nor Podman is here to", "Use a runner with Docker or Podman, or push the image and leave `build` out.");
}

export { buildElsewhere, checkBuilder };