// src/medperf/rows.ts
const STATES = ["DEVELOPMENT", "OPERATION"];
const APPROVALS = [
	"PENDING",
	"APPROVED",
	"REJECTED"
];

export { STATES as n, APPROVALS as t };