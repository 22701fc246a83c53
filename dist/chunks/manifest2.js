import { i as readMediaType, n as readDigest, r as readManifest, t as namePlatform } from "./manifest.js";

export { readDigest, readManifest, readMediaType };