import { u as reportWithoutRun } from "./course.js";
import { o as makeServerFailure } from "./error.js";
import { n as renderSummary, t as runStages } from "./end.js";

// src/modes/refused.ts
/** Does nothing but tell everybody why: an input is wrong. */
const runRefused = (job, refusal) => runStages(job, void 0, {
	stages: [],
	startsContainers: false,
	isKnown: job.wish.mode === "submit",
	refusal
});
/** Why a run that is no job yet ends, as a page. */
const renderRefusal = ({ message, hint }) => renderSummary(reportWithoutRun({ config: "benchmark.yaml" }, { fatal: makeServerFailure({
	message,
	hint: hint ?? "Look at the log of this job."
}) }));

export { renderRefusal, runRefused };