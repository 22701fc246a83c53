import { t as readManifest } from "./manifest.js";

export { readManifest };