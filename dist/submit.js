import { t as run } from "./chunks/run.js";
import { n as readSubmitInputs } from "./chunks/inputs.js";

// src/submit.ts
await run({
	readInputs: readSubmitInputs,
	loadMode: async () => (await import("./chunks/submit.js")).runSubmit
});

export {  };