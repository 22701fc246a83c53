import { n as createInlet, t as unpackArchive } from "./unpack.js";

// src/archive/unpacker.ts
/** Unpacks on this thread: starting another costs more than it gives for a small archive. */
function createUnpacker(job, { release, failed }) {
	const inlet = createInlet(release);
	const work = unpackArchive(job, inlet);
	work.catch(failed);
	return {
		push: inlet.push,
		end() {
			inlet.end();
			return work;
		},
		async stop() {
			inlet.fail(/* @__PURE__ */ new Error("stopped"));
			await work.catch(() => {});
		}
	};
}

export { createUnpacker };