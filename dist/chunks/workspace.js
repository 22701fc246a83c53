import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

// src/job/workspace.ts
/** Names the folders of a run; nothing is made yet, so that they can be written down for `post` before they exist. */
function nameWorkspace(temp, workDirectory) {
	const id = randomBytes(8).toString("hex");
	return {
		work: join(workDirectory ?? temp, `medperf-benchmark-${id}`),
		report: join(temp, `medperf-benchmark-report-${id}`)
	};
}
/** The host path of each thing that MedPerf mounts (docs/medperf.md 13.2), for one task of one role. */
function places(work, sources, task, role) {
	const data = join(work, "data");
	return {
		"raw data": sources.rawData,
		"raw labels": sources.rawLabels,
		"prepared data": join(data, "data"),
		"prepared labels": join(data, "labels"),
		metadata: join(data, "metadata"),
		report: join(data, "report", "report.yaml"),
		statistics: join(work, "statistics", "statistics.yaml"),
		predictions: join(work, "predictions"),
		results: join(work, "results", "results.yaml"),
		"local outputs": join(work, "local-outputs"),
		"script results": join(work, "results"),
		parameters: join(work, "tasks", task, "parameters.yaml"),
		"additional files": sources.additionalFiles ?? "",
		"model files": sources.modelFiles ?? "",
		workspace: locateWorkspace(work, role)
	};
}
/** The folder `workspace/` of a role's MLCube. */
const locateWorkspace = (work, role) => join(work, "workspaces", role);
/**
* Makes an output as MedPerf does: an empty folder, or an empty file where the mount says file
* (docs/medperf.md 13.3).
*/
function makeOutput(path, type) {
	if (type === "directory") {
		mkdirSync(path, { recursive: true });
		return;
	}
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, "", { flag: "a" });
}
/** A fresh empty folder for one task's `/tmp`. */
function makeTmp(work, task) {
	const path = join(work, "tasks", task, "tmp");
	mkdirSync(path, { recursive: true });
	return path;
}

export { places as a, nameWorkspace as i, makeOutput as n, makeTmp as r, locateWorkspace as t };