import { t as ExpectedError } from "./error.js";
import { t as PassedLimit } from "./limits.js";
import { basename, dirname } from "node:path";
import { Worker } from "node:worker_threads";
import { fileURLToPath } from "node:url";

// src/archive/unpack-thread.ts
/** In MB: nothing but chunks is short-lived here, and they are freed the sooner the smaller their nursery is. */
const YOUNG = { maxYoungGenerationSizeMb: 2 };
/** Unpacks in a thread of its own, so that downloading and hashing go on meanwhile. */
function createUnpackThread(job, { release, failed }) {
	const worker = new Worker(workerUrl(import.meta.url), {
		workerData: job,
		resourceLimits: YOUNG,
		execArgv: []
	});
	const post = (message, transfer = []) => worker.postMessage(message, transfer);
	const work = new Promise((resolve, reject) => {
		worker.on("message", (message) => {
			if (message.kind === "free") release(message.buffer);
			else if (message.kind === "done") resolve(message.contents);
			else if (message.kind === "failed") reject(asError(message));
			else reject(message.error);
		});
		worker.on("error", reject);
		worker.on("exit", (code) => reject(/* @__PURE__ */ new Error(`the unpacking thread ended with status ${code}`)));
	});
	work.catch(failed);
	return {
		push: (slab) => post({
			kind: "slab",
			...slab
		}, [slab.buffer]),
		end() {
			post({ kind: "end" });
			return work;
		},
		async stop() {
			await worker.terminate();
		}
	};
}
const asError = ({ failure: { kind, message, hint }, passedLimit }) => passedLimit ? new PassedLimit(message, hint) : new ExpectedError(kind, message, { hint });
/** The thread's file: beside this one in the sources, in `dist/` when bundled, where this may be a chunk below it. */
function workerUrl(here) {
	if (here.endsWith(".ts")) return new URL("unpack-worker.ts", here);
	const inChunks = basename(dirname(fileURLToPath(here))) === "chunks";
	return new URL(inChunks ? "../unpack-worker.js" : "unpack-worker.js", here);
}

export { createUnpackThread };