// src/facts/topology.ts
/** How the parts of a benchmark work together, under the server's names (docs/medperf.md 6.10). */
const TOPOLOGIES = [
	"byo_inference_script",
	"end_to_end_script",
	"inference_script"
];
const DATA = [
	"prepare",
	"sanity_check",
	"statistics"
];
/** The tasks of a test, in their order (docs/medperf.md 13.1). */
const TASKS_OF = {
	byo_inference_script: [
		...DATA,
		"infer",
		"evaluate"
	],
	end_to_end_script: [...DATA, "run_script"],
	inference_script: [
		...DATA,
		"run_script",
		"evaluate"
	]
};

export { TOPOLOGIES as n, TASKS_OF as t };