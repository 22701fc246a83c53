// src/containers/gpus.ts
/** What is taken as GPUs beside `none`, for schemas and messages; `parseGpus` reads it. */
const GPUS_WORDS = "`all`, a number, or `device=0,1`";
/** No machine has as many; each of a list is compared with each of another, and may be an argument. */
const MOST = 1024;
/** The `gpus` of run_args (docs/medperf.md 12.2); undefined for what MedPerf calls an invalid gpus argument. */
function parseGpus(value) {
	if (value === null || value === "") return { kind: "none" };
	if (value === "all") return { kind: "all" };
	if (typeof value !== "string" && typeof value !== "number") return void 0;
	const text = String(value);
	if (/^\d+$/.test(text)) {
		const count = Number(text);
		if (count > MOST) return void 0;
		return count === 0 ? { kind: "none" } : {
			kind: "count",
			count
		};
	}
	const devices = /^device=(.+)$/.exec(text)?.[1]?.split(",");
	if ((devices?.length ?? 0) > MOST) return void 0;
	return devices?.every((device) => /^[\w.:/-]{1,200}$/.test(device)) ? {
		kind: "devices",
		devices
	} : void 0;
}
/** With `none`, as benchmark.yaml and the input `gpus` may say it. */
const GPUS_OR_NONE_PATTERN = /^(?:none|all|\d+|device=.+)$/;
const GPUS_OR_NONE_WORDS = `\`none\`, ${GPUS_WORDS}`;
/** The GPUs that benchmark.yaml or the input `gpus` asks for; undefined for what is neither `none` nor GPUs. */
const parseGpusOrNone = (value) => value === "none" ? { kind: "none" } : parseGpus(value);
/** GPUs as a person writes them: `none`, `all`, `2`, `device=0,1`. */
function showGpus(gpus) {
	if (gpus.kind === "devices") return `device=${gpus.devices.join(",")}`;
	return gpus.kind === "count" ? String(gpus.count) : gpus.kind;
}

export { parseGpusOrNone as a, parseGpus as i, GPUS_OR_NONE_WORDS as n, showGpus as o, GPUS_WORDS as r, GPUS_OR_NONE_PATTERN as t };