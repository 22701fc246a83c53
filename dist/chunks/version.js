// package.json
var version = "1.0.0";

// src/job/version.ts
/** The version of this action, for reports. */
const VERSION = version;

export { VERSION as t };