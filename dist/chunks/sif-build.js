import { t as StepFailure } from "./failure.js";
import { t as dockerWords } from "./docker-words.js";
import { c as withRetries, i as inspectImage, r as imageFailure, t as digestOf } from "./docker-images.js";
import { t as runProcess } from "./process.js";
import { n as isLoopback } from "./address.js";
import { t as parseReference } from "./reference.js";
import { t as fatalWords } from "./apptainer-outcome.js";
import { join } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";

// src/engines/local-image.ts
/** Looks for an image where Docker and Podman keep theirs, if they are here at all. */
async function findLocal(reference) {
	for (const command of ["docker", "podman"]) {
		const found = await inspectImage(command, reference).catch(() => void 0);
		if (found !== void 0) return {
			command,
			reference,
			id: found.Id,
			isOurs: isOurs(command, reference, found)
		};
	}
}
/** Podman notes a digest for every image, but what was built under a short name it calls `localhost/…`. */
function isOurs(command, reference, found) {
	if (command === "docker") return digestOf(reference, found.RepoDigests ?? []) === void 0;
	return (found.RepoTags ?? []).some((tag) => tag === `localhost/${reference}`);
}
/** Has an image of Docker or Podman written into an archive, for whoever reads `docker save`. */
async function withSaved({ command, reference }, folder, signal, use) {
	const own = await mkdtemp(join(folder, ".saved-"));
	try {
		const archive = join(own, "image.tar");
		const saved = await runProcess(command, [
			"save",
			"--output",
			archive,
			reference
		], { signal });
		signal.throwIfAborted();
		if (saved.code === 0) return await use(archive);
		throw new StepFailure("image", `the image cannot be taken from ${command}: ${dockerWords(saved.stderr)}`, "Look at what the engine says; the disk may be full.");
	} finally {
		await rm(own, {
			recursive: true,
			force: true
		});
	}
}

// src/engines/sif-build.ts
/** Little compression: three times as fast as the default for a tenth more disk. */
const FAST = ["--mksquashfs-args", "-comp gzip -Xcompression-level 1"];
/** Converts an image into a SIF; `source` is like `docker-archive:///x.tar`. Throws a StepFailure of kind `image`. */
async function buildSif(command, source, path, { signal, warn, folder }) {
	const own = await mkdtemp(join(folder, ".build-"));
	const env = Object.fromEntries(["APPTAINER", "SINGULARITY"].flatMap((name) => [[`${name}_TMPDIR`, own], [`${name}_CACHEDIR`, join(own, "cache")]]));
	const build = (more) => runProcess(command, [
		"build",
		"--force",
		...more,
		...plainHttp(source),
		path,
		source
	], {
		signal,
		env
	});
	try {
		const attempt = async () => {
			const built = await build(FAST);
			return isUnknownFlag(built) ? build([]) : built;
		};
		const built = await withRetries(attempt, {
			signal,
			warn
		});
		signal.throwIfAborted();
		if (built.code === 0) return;
		const reason = fatalWords(built.stderr).replace(/^While .*?: /, "") || "it gave no reason";
		throw imageFailure(`the image cannot be converted for Apptainer: ${reason}`, reason);
	} finally {
		await rm(own, {
			recursive: true,
			force: true
		});
	}
}
const isUnknownFlag = ({ code, stderr }) => code !== 0 && /unknown flag/.test(stderr);
/** A registry on this machine may speak plain http, and no other. */
function plainHttp(source) {
	if (!source.startsWith("docker://")) return [];
	const url = URL.parse(`https://${parseReference(source.slice(9)).host}`);
	return url !== null && isLoopback(url) ? ["--no-https"] : [];
}

export { findLocal as n, withSaved as r, buildSif as t };