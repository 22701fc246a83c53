// src/facts/role.ts
/** The parts of a benchmark, in the order in which they are registered; which of the last two it has, its topology says. */
const ROLES = [
	"data_preparator",
	"reference_model",
	"benchmark_script",
	"evaluator"
];
/** The roles that something is there for, in their order. */
const listRoles = (parts) => ROLES.filter((role) => parts[role] !== void 0);
/** What is there, in the order of the roles. */
const collectParts = (parts) => ROLES.flatMap((role) => {
	const part = parts[role];
	return part === void 0 ? [] : [part];
});
/** The part of a role that the benchmark has. */
function expectPart(parts, role) {
	const part = parts[role];
	if (part === void 0) throw new TypeError(`the benchmark has no ${role}`);
	return part;
}
/** What another version of the benchmark has for a role: a script may have been its evaluator, or is now. */
function findCounterpart(parts, role) {
	const other = {
		benchmark_script: parts.evaluator,
		evaluator: parts.benchmark_script
	};
	return parts[role] ?? (role === "benchmark_script" || role === "evaluator" ? other[role] : void 0);
}
/** The same of each part. */
const mapParts = (parts, change) => Object.fromEntries(ROLES.flatMap((role) => {
	const part = parts[role];
	return part === void 0 ? [] : [[role, change(part, role)]];
}));
/** A role as a sentence names it: `data preparator`. */
const nameRole = (role) => role.replaceAll("_", " ");

export { listRoles as a, findCounterpart as i, collectParts as n, mapParts as o, expectPart as r, nameRole as s, ROLES as t };