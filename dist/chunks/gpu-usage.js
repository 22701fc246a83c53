import { n as memoryOfGpus, r as memoryOfProcesses } from "./nvidia-smi.js";
import { setTimeout } from "node:timers/promises";

// src/engines/usage/gpu-usage.ts
const INTERVAL = 1e3;
/** A driver that does not answer so many times in a row is not asked again. */
const PATIENCE = 3;
/**
* Asks NVIDIA's driver about once a second how much GPU memory a container's processes hold. Where it has not named one of
* them, as inside a container, it is what all programs hold on the container's GPUs. Never throws, and nobody waits for it.
*/
function watchGpuMemory(gpus, pids, interval = INTERVAL) {
	const over = new AbortController();
	let own;
	let whole;
	const sample = async () => {
		const held = await memoryOfProcesses(over.signal);
		if (over.signal.aborted || held === "gone") return "gone";
		const mine = held === "no answer" ? [] : pids().flatMap((pid) => held.value.get(pid) ?? []);
		if (mine.length > 0) own = Math.max(own ?? 0, mine.reduce((sum, bytes) => sum + bytes, 0));
		if (own !== void 0) return "answered";
		const used = await memoryOfGpus(gpus, over.signal);
		if (over.signal.aborted || used === "gone") return "gone";
		if (used === "no answer") return held === "no answer" ? "no answer" : "answered";
		if (used.value !== void 0) whole = Math.max(whole ?? 0, used.value);
		return "answered";
	};
	const watch = async () => {
		let silent = 0;
		while (silent < PATIENCE) {
			const outcome = await sample();
			if (outcome === "gone") return;
			silent = outcome === "answered" ? 0 : silent + 1;
			await setTimeout(interval, void 0, { signal: over.signal });
		}
	};
	watch().catch(() => {});
	return { stop() {
		over.abort();
		const peak = own ?? whole;
		return peak === void 0 ? {} : { peakGpuMemory: peak };
	} };
}

export { watchGpuMemory };