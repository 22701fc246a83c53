// src/containers/gpus.ts
/** The `gpus` of run_args (contract 10.2); undefined for what MedPerf calls an invalid gpus argument. */
function parseGpus(value) {
	if (value === null || value === "") return { kind: "none" };
	if (value === "all") return { kind: "all" };
	if (typeof value !== "string" && typeof value !== "number") return void 0;
	const text = String(value);
	if (/^\d+$/.test(text)) {
		const count = Number(text);
		return count === 0 ? { kind: "none" } : {
			kind: "count",
			count
		};
	}
	const devices = /^device=(.+)$/.exec(text)?.[1]?.split(",");
	return devices?.every((device) => /^[\w.:/-]+$/.test(device)) ? {
		kind: "devices",
		devices
	} : void 0;
}
/** GPUs as a person writes them: `none`, `all`, `2`, `device=0,1`. */
function gpusText(gpus) {
	if (gpus.kind === "devices") return `device=${gpus.devices.join(",")}`;
	return gpus.kind === "count" ? String(gpus.count) : gpus.kind;
}

export { parseGpus as n, gpusText as t };