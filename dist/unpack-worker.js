import { i as toFailure, t as ExpectedError } from "./chunks/error.js";
import { n as createInlet, t as unpackArchive } from "./chunks/unpack.js";
import { t as PassedLimit } from "./chunks/limits.js";
import { parentPort, workerData } from "node:worker_threads";

// src/archive/unpack-worker.ts
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
		contents: await unpackArchive(workerData, inlet)
	});
} catch (error) {
	if (error instanceof ExpectedError) post({
		kind: "failed",
		failure: toFailure(error),
		passedLimit: error instanceof PassedLimit
	});
	else post({
		kind: "crashed",
		error
	});
} finally {
	port.close();
}

export {  };