// src/facts/role.ts
/** The three containers of a benchmark, in the order in which MedPerf registers them. */
const ROLES = [
	"data_preparator",
	"reference_model",
	"evaluator"
];
/** A role as a sentence names it: `data preparator`. */
const nameRole = (role) => role.replaceAll("_", " ");

export { nameRole as n, ROLES as t };