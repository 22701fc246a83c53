// src/facts/role.ts
/** The three containers of a benchmark, in the order in which MedPerf registers them. */
const ROLES = [
	"data_preparator",
	"reference_model",
	"evaluator"
];

export { ROLES as t };