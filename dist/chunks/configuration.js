import { c as writeCanonicalJson, s as toJson } from "./rows.js";
import { createHash } from "node:crypto";

// src/report/configuration.ts
/** The hash by which a report knows a configuration or parameters again: SHA-256 of their canonical JSON, in hex. */
const hashConfiguration = (value) => createHash("sha256").update(writeCanonicalJson(toJson(value))).digest("hex");

export { hashConfiguration as t };