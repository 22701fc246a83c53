import { t as plainLine } from "./text.js";
import { h as literal, l as array, v as object, x as string } from "./schemas.js";
import { t as parseCoreYaml } from "./core-yaml.js";
import { t as listGpus } from "./nvidia-smi.js";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

// src/engines/podman/gpus.ts
/** Where programs leave descriptions of devices (the Container Device Interface); the latter wins. */
const FOLDERS = ["/etc/cdi", "/var/run/cdi"];
const DevicesSchema = object({
	kind: literal("nvidia.com/gpu"),
	devices: array(object({ name: string() }))
});
/** The GPUs of this machine's CDI files, which are all that Podman can give, with the driver's names. */
async function cdiGpus(folders = FOLDERS) {
	const names = [...new Set(folders.flatMap(filesIn).flatMap(namesIn))].filter((name) => name !== "all");
	const numbers = names.filter((name) => /^\d+$/.test(name));
	const ids = numbers.length === 0 ? names : numbers;
	if (ids.length === 0) return [];
	const known = await listGpus();
	return ids.map((id) => known.find((gpu) => gpu.id === id) ?? { id: plainLine(id, 100) });
}
function filesIn(folder) {
	try {
		return readdirSync(folder).filter((name) => /\.(?:json|ya?ml)$/.test(name)).map((name) => join(folder, name));
	} catch {
		return [];
	}
}
/** JSON is YAML. */
function namesIn(file) {
	try {
		const read = parseCoreYaml(readFileSync(file));
		const found = DevicesSchema.safeParse(read.ok ? read.value : void 0);
		return found.success ? found.data.devices.map(({ name }) => name) : [];
	} catch {
		return [];
	}
}

export { cdiGpus };