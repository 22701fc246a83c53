import { n as readManifest, t as readDigest } from "./manifest.js";

export { readDigest, readManifest };