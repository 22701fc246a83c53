import { t as LOCK_FILE } from "./lock.js";
import { dirname, join } from "node:path";

// src/medperf/plan/lock/path.ts
/** Where the lock of a benchmark.yaml lies, relative to the repository: beside it. Several in one folder share no lock. */
function lockPath(config) {
	return /(^|\/)benchmark\.ya?ml$/.test(config) ? join(dirname(config), LOCK_FILE) : `${config.replace(/\.ya?ml$/, "")}.lock.json`;
}

export { lockPath as t };