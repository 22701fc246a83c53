import { t as StepFailure } from "./chunks/failure.js";
import { n as createInlet, t as unpack } from "./chunks/unpack.js";
import { parentPort, workerData } from "node:worker_threads";

// src/fetch/unpack-worker.ts
const port = parentPort;
if (port === null) throw new Error("this file is the entry of a thread, not of a process");
const post = (message, transfer = []) => port.postMessage(message, transfer);
const inlet = createInlet((buffer) => post({
	kind: "free",
	buffer
}, [buffer]));
port.on("message", (message) => {
	if (message.kind === "slab") inlet.push(message);
	else inlet.end();
});
try {
	post({
		kind: "done",
		contents: await unpack(workerData, inlet)
	});
} catch (error) {
	if (error instanceof StepFailure) post({
		kind: "failed",
		failure: error.failure
	});
	else post({
		kind: "crashed",
		error
	});
} finally {
	port.close();
}

export {  };