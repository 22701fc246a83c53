import { n as passEnvironment } from "./chunks/environment.js";
import { t as run } from "./chunks/run.js";
import { t as readInputs } from "./chunks/inputs.js";

// src/main.ts
await run({
	readInputs,
	passEnvironment,
	async loadMode(mode) {
		switch (mode) {
			case "auto":
			case "test": return (await import("./chunks/auto.js")).runAuto;
			case "plan": return (await import("./chunks/plan.js")).runPlan;
			case "submit": return (await import("./chunks/submit.js")).runSubmit;
		}
	}
});

export {  };